//! The page fits every screen, and everything in the figure can be reached and used by keyboard only.

use libtest_mimic::Trial;
use serde_json::json;

use crate::expected::{AT_FIRST, Set};
use crate::lab::{Bench, Lab};
use crate::outcome::{Outcome, ensure};
use crate::page::{Page, SOON};

const TAB: &str = "\u{e004}";
const SPACE: &str = "\u{e00d}";
const RIGHT: &str = "\u{e014}";
const LEFT: &str = "\u{e012}";
/// The slider for the time has so many.
const SCRUB_STEPS: u64 = 1_200;

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.in_chromium("nothing scrolls sideways at 320, 360, 768 and 1280 px", no_sideways_scroll),
        bench.in_chromium("the figure can be used by keyboard only", keyboard_only),
    ]
}

async fn no_sideways_scroll(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let said = page.run_for_real().await?;
    ensure(said.starts_with("Measured "), said)?;
    page.script("document.querySelector('.twin').open = true", json!([])).await?;
    page.wait_until("document.querySelector('.twin tbody th')", SOON).await?;
    let crowded = Set { tabs: 8, people: 8, load_ms: 10_000, side_by_side: false };
    let mut broken = Vec::new();
    for width in [320, 360, 768, 1280] {
        page.resize(width, 900).await?;
        // The first has a measurement to show.
        for set in [AT_FIRST, crowded] {
            page.set(set).await?;
            broken.extend(too_wide(&page).await?.map(|what| format!("at {width} px, {set:?}: {what}")));
        }
    }
    ensure(broken.is_empty(), broken.join("\n"))
}

/// What sticks out of the page, if anything does. Some parts may scroll by themselves; the page may not.
async fn too_wide(page: &Page) -> Outcome<Option<String>> {
    let body = "const { clientWidth, scrollWidth } = document.documentElement;\
                const sticksOut = (element) => element.getBoundingClientRect().right > clientWidth + 0.5;\
                const named = [...document.querySelectorAll('main *')].filter(sticksOut)\
                    .map((element) => `${element.localName}.${element.getAttribute('class') ?? ''}`);\
                return scrollWidth > clientWidth && `${scrollWidth} px: ${[...new Set(named)].join(' ')}`;";
    Ok(page.script(body, json!([])).await?.as_str().map(str::to_owned))
}

/// Tab leads through all of the figure, in the order in which it stands there.
async fn keyboard_only(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    page.begin_at("#chapter-1").await?;
    // Past the number in the prose.
    tab_to(&page, "page load").await?;
    tab_to(&page, "tabs-way").await?;
    page.keys(LEFT).await?;
    page.expect_total(Set { side_by_side: false, ..AT_FIRST }).await?;
    page.keys(RIGHT).await?;
    page.expect_total(AT_FIRST).await?;
    for (name, then) in [
        ("page load", Set { load_ms: 6_100, ..AT_FIRST }),
        ("tabs", Set { load_ms: 6_100, tabs: 3, ..AT_FIRST }),
        ("people, each with a device", Set { load_ms: 6_100, tabs: 3, people: 2, ..AT_FIRST }),
    ] {
        tab_to(&page, &format!("{name}, as a number")).await?;
        tab_to(&page, name).await?;
        page.keys(RIGHT).await?;
        page.expect_total(then).await?;
    }
    for name in ["Timeline", "Play", "Step to the previous event", "Step to the next event", "Reset"] {
        tab_to(&page, name).await?;
    }
    page.keys(SPACE).await?;
    page.expect_cursor(0).await?;
    tab_to(&page, "Time").await?;
    page.keys(RIGHT).await?;
    let end_us = Set { load_ms: 6_100, tabs: 3, people: 2, ..AT_FIRST }.makespan_us()?;
    page.expect_cursor(end_us / SCRUB_STEPS).await?;
    for name in ["Speed", "Keys", "Run it for real"] {
        tab_to(&page, name).await?;
    }
    page.keys(SPACE).await?;
    let said = page.wait_for_end_of_run().await?;
    ensure(said.starts_with("Measured "), said)?;
    tab_to(&page, "The same as a table").await?;
    page.keys(SPACE).await?;
    page.wait_until("document.querySelector('.twin[open] tbody th')", SOON).await
}

/// Presses Tab until something with that name has the focus; it must be one of the next two stops.
async fn tab_to(page: &Page, name: &str) -> Outcome {
    let focused = "const element = document.activeElement;\
                   return element.getAttribute('aria-label') ?? (element.name || element.textContent.trim());";
    let mut passed = Vec::new();
    for _ in 0..2 {
        page.keys(TAB).await?;
        let found = page.script(focused, json!([])).await?;
        if found.as_str() == Some(name) {
            return Ok(());
        }
        passed.push(found);
    }
    Err(format!("Tab leads to {passed:?}, not to {name:?}").into())
}
