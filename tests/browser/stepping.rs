//! In every figure, steps lead from event to event, and back to the very same picture and the very same table.

use libtest_mimic::Trial;
use meanwhile_figures::html;
use serde_json::{Value, json};

use crate::figure::{OnPage, figures, plain_spaces};
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::Page;

/// Goes to the start, steps to the end and back to the start, and gives everything that was drawn at each stop on the
/// way there, on the way back, and where the cursor said it was.
const THERE_AND_BACK: &str = "
    const place = document.getElementById(args[0]);
    const press = async (what) => {
        place.querySelector(`[data-do='${what}']`).click();
        await new Promise((done) => setTimeout(done));
    };
    const picture = () => ['.stage', '.timeline', '.gauges', '.playback', '.under', '.result', '.twin']
        .map((part) => place.querySelector(part)?.outerHTML ?? '').join('\\n');
    const moment = () => place.querySelector('.moment').textContent.replaceAll('\\u00a0', ' ');
    await press('reset');
    const [there, back, moments] = [[picture()], [], [moment()]];
    for (let stop = 1; stop < args[1]; stop += 1) {
        await press('forward');
        there.push(picture());
        moments.push(moment());
    }
    await press('forward');
    back.push(picture());
    for (let stop = 1; stop < args[1]; stop += 1) {
        await press('back');
        back.push(picture());
    }
    back.reverse();
    return { moments, differing: there.map((was, at) => [was, back[at]]).filter(([was, is]) => was !== is),
             distinct: new Set(there).size };";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![bench.in_chromium("in every figure a step back restores the picture and the table", there_and_back)]
}

async fn there_and_back(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    for figure in figures(&page) {
        one(&page, &figure).await.context(figure.id())?;
    }
    Ok(())
}

async fn one(page: &Page, figure: &OnPage<'_>) -> Outcome {
    let shown = figure.first()?;
    let stops = shown.moments.len();
    figure.open_table().await?;
    let found = page.async_script(THERE_AND_BACK, json!([figure.id(), stops])).await?;
    let moments: Vec<_> = shown.moments.iter().map(|us| plain_spaces(&html::moment(&shown, *us))).collect();
    same("the stops", &found["moments"], &json!(moments))?;
    same("what is another picture on the way back", &found["differing"], &Value::Array(Vec::new()))?;
    // Two stops may look alike, but not many.
    let distinct = found["distinct"].as_u64().context("counting the pictures")? as usize;
    ensure(distinct * 10 > stops * 9, format_args!("{stops} stops have {distinct} pictures"))
}
