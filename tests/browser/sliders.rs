//! Every dial changes the total to the number that the simulator gives.

use libtest_mimic::Trial;
use meanwhile_sim::SplitMix64;

use crate::expected::{AT_FIRST, Set};
use crate::lab::{Bench, Lab};
use crate::outcome::{Outcome, same};
use crate::page::{LOAD, PEOPLE, Page, TABS};

const LEFT: &str = "\u{e012}";
const RIGHT: &str = "\u{e014}";
const HOME: &str = "\u{e011}";
const END: &str = "\u{e010}";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.everywhere("the page load slider sets the simulator's total", page_load),
        bench.everywhere("the tabs slider sets the simulator's total", tabs),
        bench.everywhere("the people slider sets the simulator's total", people),
        bench.in_chromium("sliders set together give the simulator's total", together),
        bench.in_chromium("the arrow keys move a slider and the total with it", by_keyboard),
    ]
}

async fn page_load(lab: &Lab) -> Outcome {
    let values = [0, 100, 1_000, 2_900, 3_000, 7_300, 10_000];
    each_way(lab, LOAD, &values, |set, value| set.load_ms = value).await
}

async fn tabs(lab: &Lab) -> Outcome {
    each_way(lab, TABS, &[1, 2, 3, 4, 5, 6, 7, 8], |set, value| set.tabs = value).await
}

async fn people(lab: &Lab) -> Outcome {
    each_way(lab, PEOPLE, &[1, 2, 3, 8], |set, value| set.people = value as u32).await
}

/// Moves one slider, in both ways of reading.
async fn each_way(lab: &Lab, name: &str, values: &[u64], apply: fn(&mut Set, u64)) -> Outcome {
    let page = lab.open().await?;
    for side_by_side in [false, true] {
        page.choose(side_by_side).await?;
        for &value in values {
            let mut set = Set { side_by_side, ..AT_FIRST };
            apply(&mut set, value);
            page.slide(name, value).await?;
            page.expect_total(set).await?;
        }
    }
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}

/// All combinations of 8 people, 8 tabs, 6 loading times and 2 ways; of these a twentieth, unless all are wanted.
async fn together(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let mut random = SplitMix64::new(2);
    for people in 1..=8 {
        for tabs in 1..=8 {
            for load_ms in [0, 500, 3_000, 5_100, 6_000, 10_000] {
                for side_by_side in [false, true] {
                    let chosen = random.next_u64().is_multiple_of(20);
                    if lab.setting.deep || chosen {
                        page.set(Set { load_ms, tabs, people, side_by_side }).await?;
                    }
                }
            }
        }
    }
    Ok(())
}

async fn by_keyboard(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    press_on(&page, LOAD, RIGHT, Set { load_ms: 6_100, ..AT_FIRST }).await?;
    press_on(&page, LOAD, &RIGHT.repeat(4), Set { load_ms: 6_500, ..AT_FIRST }).await?;
    press_on(&page, LOAD, HOME, Set { load_ms: 0, ..AT_FIRST }).await?;
    press_on(&page, LOAD, END, Set { load_ms: 10_000, ..AT_FIRST }).await?;
    let set = Set { load_ms: 10_000, ..AT_FIRST };
    press_on(&page, TABS, RIGHT, Set { tabs: 3, ..set }).await?;
    press_on(&page, TABS, END, Set { tabs: 8, ..set }).await?;
    press_on(&page, PEOPLE, RIGHT, Set { tabs: 8, people: 2, ..set }).await?;
    press_on(&page, PEOPLE, LEFT, Set { tabs: 8, people: 1, ..set }).await
}

async fn press_on(page: &Page, slider: &str, keys: &str, then: Set) -> Outcome {
    page.focus(&format!("input[type=range][aria-label='{slider}']")).await?;
    page.keys(keys).await?;
    page.expect_total(then).await
}
