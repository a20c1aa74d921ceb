//! Time can be moved in both directions, and shows the same picture at the same moment.

use std::time::Duration;

use libtest_mimic::Trial;

use crate::expected::AT_FIRST;
use crate::lab::{Bench, Lab};
use crate::outcome::{Outcome, ensure, same};

const SPACE: &str = "\u{e00d}";
const LEFT: &str = "\u{e012}";
const RIGHT: &str = "\u{e014}";
const HOME: &str = "\u{e011}";
const END: &str = "\u{e010}";
/// When a feed and a mail that one person reads side by side have their events.
const EVENTS_US: [u64; 6] = [0, 1_000_000, 2_000_000, 5_000_000, 6_000_000, 7_000_000];

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.everywhere("scrubbing back restores the earlier picture exactly", scrubbing),
        bench.everywhere("steps lead from event to event and back", stepping),
        bench.in_chromium("play moves the cursor, pause stops it, reset goes to the start", playing),
        bench.in_chromium("the timeline obeys the keyboard", keyboard),
        bench.in_chromium("the timeline obeys the pointer", pointer),
    ]
}

async fn scrubbing(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let moments = [0, 500_000, 1_500_000, 4_990_000, 5_000_000, 6_400_000, 9_000_000, 12_000_000];
    let mut pictures = Vec::new();
    for us in moments {
        page.seek(us).await?;
        pictures.push(page.picture().await?);
    }
    for (index, picture) in pictures.iter().enumerate().skip(1) {
        ensure(*picture != pictures[index - 1], format_args!("at {} nothing has changed", moments[index]))?;
    }
    for (us, picture) in moments.into_iter().zip(pictures).rev() {
        page.seek(us).await?;
        same(format_args!("the picture at {us}"), page.picture().await?, picture)?;
    }
    Ok(())
}

async fn stepping(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    page.seek(0).await?;
    let mut pictures = vec![page.picture().await?];
    for us in &EVENTS_US[1..] {
        page.press("Step to the next event").await?;
        page.expect_cursor(*us).await?;
        pictures.push(page.picture().await?);
    }
    for (us, picture) in EVENTS_US.iter().zip(&pictures).rev().skip(1) {
        page.press("Step to the previous event").await?;
        page.expect_cursor(*us).await?;
        same(format_args!("the picture at {us}"), &page.picture().await?, picture)?;
    }
    Ok(())
}

async fn playing(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    page.seek(1_000_000).await?;
    page.press("Play").await?;
    page.wait_until("Number(document.querySelector('.scrub').value) > 1_300_000", Duration::from_secs(5))
        .await?;
    page.press("Pause").await?;
    let paused_us = page.cursor_us().await?;
    let picture = page.picture().await?;
    tokio::time::sleep(Duration::from_millis(400)).await;
    same("the paused cursor", page.cursor_us().await?, paused_us)?;
    same("the paused picture", page.picture().await?, picture)?;
    ensure(paused_us < 11_000_000, format_args!("it ran on to {paused_us}"))?;
    page.press("Reset").await?;
    page.expect_cursor(0).await?;
    page.seek(11_500_000).await?;
    page.press("Play").await?;
    page.expect_cursor(AT_FIRST.makespan_us()?).await?;
    page.wait_until(
        "document.querySelector('.play').getAttribute('aria-label') === 'Play'",
        Duration::from_secs(2),
    )
    .await
}

async fn keyboard(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    page.focus(".timeline").await?;
    page.keys(END).await?;
    page.expect_cursor(AT_FIRST.makespan_us()?).await?;
    page.keys(LEFT).await?;
    page.expect_cursor(7_000_000).await?;
    page.keys(HOME).await?;
    page.expect_cursor(0).await?;
    page.keys(RIGHT).await?;
    page.expect_cursor(EVENTS_US[1]).await?;
    page.keys(SPACE).await?;
    page.wait_until(
        "document.querySelector('.play').getAttribute('aria-label') === 'Pause'",
        Duration::from_secs(2),
    )
    .await?;
    page.wait_until("Number(document.querySelector('.scrub').value) > 1_200_000", Duration::from_secs(5))
        .await?;
    page.keys(SPACE).await?;
    page.wait_until(
        "document.querySelector('.play').getAttribute('aria-label') === 'Play'",
        Duration::from_secs(2),
    )
    .await
}

/// The middle of the chart is the middle of the axis, or nearly: names may stand to its left.
async fn pointer(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    page.seek(0).await?;
    page.click(".timeline").await?;
    page.wait_until("Number(document.querySelector('.scrub').value) > 6_000_000", Duration::from_secs(2))
        .await?;
    let us = page.cursor_us().await?;
    ensure(us < 10_000_000, format_args!("the middle of the axis is not at {us}"))
}
