//! The smaller figures: a page that freezes or does not, and the speed-up of this machine.

use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, SOON};

/// A series of runs takes a second for each number of workers, three times; there are up to eight.
const SERIES_WITHIN: Duration = Duration::from_secs(60);
const SAID: &str = "#machine .real-said";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.in_chromium(
            "a second on the page's own thread freezes the page, elsewhere it does not",
            freezes,
        ),
        bench.in_chromium("the speed-up of this machine is measured, point by point", machine),
        bench.in_chromium("a series of runs can be cancelled and begun anew", cancelled),
        bench.everywhere("a picture is computed tile by tile, and every tile is right", picture),
        bench.in_chromium("two figures never run at once", one_at_a_time),
    ]
}

async fn freezes(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let mut gaps_ms = Vec::new();
    for place in 1..=3 {
        page.click(&format!("#alive .ways li:nth-child({place}) button")).await?;
        let output = format!("#alive .ways li:nth-child({place}) output");
        let done = format!("document.querySelector({output:?}).textContent.startsWith('longest')");
        page.wait_until(&done, SOON).await?;
        let said = page.text(&output).await?;
        let gap_ms = said.split(' ').find_map(|word| word.parse::<u32>().ok());
        gaps_ms.push(gap_ms.context(format_args!("reading {said:?}"))?);
    }
    let told = format!("longest gaps {gaps_ms:?} ms");
    ensure(gaps_ms[0] >= 950, &told)?;
    // Other programs may keep the page waiting too, but not for a second.
    ensure(gaps_ms[1] * 2 < gaps_ms[0] && gaps_ms[2] * 2 < gaps_ms[0], &told)
}

async fn machine(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    same("points before", points(&page).await?, json!(0))?;
    page.click("#machine .run").await?;
    wait_for(&page, "Round 2 of 3: ").await?;
    ended(&page).await?;
    let said = page.text(SAID).await?;
    ensure(said.contains(" times as fast as one alone; Amdahl's law allows "), &said)?;
    // As many points as numbers under the axis.
    let axis = "return document.querySelectorAll(\"#machine text[text-anchor='middle']\").length";
    same("points after", points(&page).await?, page.script(axis, json!([])).await?)
}

async fn cancelled(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    page.click("#machine .run").await?;
    wait_for(&page, "Round 1 of 3: 3").await?;
    page.click("#machine .run").await?;
    ended(&page).await?;
    same("what it says", page.text(SAID).await?, "Stopped. Nothing was measured.".to_owned())?;
    page.click("#machine .run").await?;
    wait_for(&page, "Round 1 of 3: 2").await
}

async fn picture(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    for workers in [1, 3] {
        page.click(&format!("#mosaic button[value='{workers}']")).await?;
        let done = format!(
            "/^{workers} workers? took/.test(document.querySelector('#mosaic .real-said').textContent)"
        );
        page.wait_until(&done, SERIES_WITHIN).await?;
        let said = page.text("#mosaic .real-said").await?;
        ensure(said.contains("every tile is right"), &said)?;
    }
    // Black in the middle of the set, light far away from it, and both are opaque.
    let pixels = "const context = document.querySelector('#mosaic canvas').getContext('2d');
        return [context.getImageData(280, 120, 1, 1).data[0] < 9, context.getImageData(380, 20, 1, 1).data[0] > 150]";
    same("the picture", page.script(pixels, json!([])).await?, json!([true, true]))
}

async fn one_at_a_time(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    page.click("#machine .run").await?;
    wait_for(&page, "Round 1 of 3: ").await?;
    page.click("#tabs .run").await?;
    page.wait_until("document.querySelector('#tabs .note').textContent.startsWith('Another figure')", SOON)
        .await?;
    page.click("#alive .ways button").await?;
    page.wait_until("document.querySelector('#alive output').textContent.startsWith('Another figure')", SOON)
        .await
}

async fn points(page: &Page) -> Outcome<Value> {
    page.script("return document.querySelectorAll('#machine .point[cx]').length", json!([])).await
}

async fn wait_for(page: &Page, beginning: &str) -> Outcome {
    let condition = format!("document.querySelector({SAID:?}).textContent.startsWith({beginning:?})");
    page.wait_until(&condition, SERIES_WITHIN).await
}

async fn ended(page: &Page) -> Outcome {
    page.wait_until(
        "document.querySelector('#machine .run').textContent.startsWith('Measure')",
        SERIES_WITHIN,
    )
    .await
}
