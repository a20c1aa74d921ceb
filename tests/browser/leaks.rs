//! Whatever the reader does and however often, no Worker is left behind.

use libtest_mimic::Trial;
use meanwhile_sim::SplitMix64;

use crate::driver::Vendor;
use crate::expected::{AT_FIRST, Set};
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, RUN, SOON, measured_and_predicted_ms};

const DEEDS_DEEP: usize = 500;
const DEEDS: usize = 25;
const PEOPLE_MAX: u32 = 3;
/// As many at once as there ever are: an engine that is large enough is kept, so that it is none too many.
const IN_PARALLEL: Set = Set { people: PEOPLE_MAX, side_by_side: false, ..AT_FIRST };

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.in_chromium("runs, cancelled runs, resets and changes of mode leave no Worker behind", no_leak),
    ]
}

async fn no_leak(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    run_in_parallel(&page).await?;
    let before = live_workers(lab).await?;
    ensure(before > 0, "no Worker is counted, so this proves nothing")?;
    let deeds = if lab.setting.deep { DEEDS_DEEP } else { DEEDS };
    let mut random = SplitMix64::new(5);
    for number in 0..deeds {
        let choice = random.next_u64();
        do_something(&page, choice).await.context(format_args!("deed {number}"))?;
    }
    run_in_parallel(&page).await?;
    same("live Workers", live_workers(lab).await?, before)
}

/// A fifth each: a run, a run that is cancelled, another number of people, another way of reading, a reset.
async fn do_something(page: &Page, choice: u64) -> Outcome {
    let variant = choice >> 32;
    match choice % 5 {
        0 => page.run_for_real().await.and_then(|said| measured_and_predicted_ms(&said)).map(drop),
        1 => {
            page.click("button.run").await?;
            tokio::time::sleep(std::time::Duration::from_millis(variant % 1_500)).await;
            page.click("button.run").await?;
            let is_over = format!("document.querySelector('button.run').textContent === {RUN:?}");
            page.wait_until(&is_over, SOON).await
        }
        2 => page.slide(crate::page::PEOPLE, 1 + variant % u64::from(PEOPLE_MAX)).await,
        3 => page.choose(variant.is_multiple_of(2)).await,
        _ => page.press("Reset").await,
    }
}

async fn run_in_parallel(page: &Page) -> Outcome {
    page.set(IN_PARALLEL).await?;
    measured_and_predicted_ms(&page.run_for_real().await?).map(drop)
}

/// The Workers that the browser knows of, those that other Workers have started among them.
async fn live_workers(lab: &Lab) -> Outcome<usize> {
    let found = lab.client.issue_cmd(Vendor::targets()).await.context("asking for the browser's targets")?;
    let targets = found["targetInfos"].as_array().context("reading the browser's targets")?;
    Ok(targets.iter().filter(|target| target["type"] == "worker").count())
}
