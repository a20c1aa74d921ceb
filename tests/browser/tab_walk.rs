//! The Tab key alone leads through the whole article: to every control in the order of the page, always to be seen, and
//! back again.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::Page;

const TAB: &str = "\u{e004}";
const SHIFT: &str = "\u{e008}";
/// No page of ours has more stops.
const STOPS_MAX: usize = 600;

/// Where Tab has to stop: everything that takes the focus and is shown, of each group of radio buttons only the chosen
/// one, in the order of the document. Each gets its number, by which it is known from then on.
const NUMBER_STOPS: &str = "
    const selector = 'a[href], button, input, select, summary, [tabindex=\"0\"]';
    const isStop = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled
        && (element.type !== 'radio' || element.checked);
    const stops = [...document.querySelectorAll(selector)].filter(isStop);
    stops.forEach((stop, number) => { stop.dataset.stop = number; });
    return stops.length;";

/// The number of what has the focus, and what is wrong with how that looks, if anything is.
const STOPPED: &str = "
    const stop = document.activeElement;
    if (stop === document.body) return [null, ''];
    const shows = stop.type === 'radio' ? stop.closest('label') : stop;
    const { outlineStyle, outlineWidth } = getComputedStyle(shows);
    const { top, bottom, left, right } = shows.getBoundingClientRect();
    const named = stop.getAttribute('aria-label') ?? stop.textContent.trim();
    const what = `${stop.localName} ${JSON.stringify(named)}`;
    const isSeen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    let wrong = '';
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) wrong = `${what} has no outline`;
    else if (!isSeen) wrong = `${what} is not on the screen`;
    return [stop.dataset.stop ? Number(stop.dataset.stop) : what, wrong];";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.in_chromium("Tab leads through the whole article and back, always to be seen", answered),
        bench.in_chromium("Tab leads through the whole article and back while all bets are open", betting),
    ]
}

async fn answered(lab: &Lab) -> Outcome {
    walk(&lab.open().await?).await
}

async fn betting(lab: &Lab) -> Outcome {
    walk(&lab.open_betting().await?).await
}

async fn walk(page: &Page) -> Outcome {
    let count = page.script(NUMBER_STOPS, json!([])).await?.as_u64().context("counting the stops")? as usize;
    page.begin_at(".site-name").await?;
    ensure(count > 20 && count < STOPS_MAX, format_args!("the page has {count} stops"))?;
    let forward: Vec<_> = (0..count).map(|number| json!(number)).collect();
    same("the stops of Tab", stops(page, TAB, count).await?, forward.clone())?;
    let mut back = forward;
    back.pop();
    back.reverse();
    let shift_tab = [SHIFT, TAB].concat();
    same("the stops of Shift and Tab", stops(page, &shift_tab, count - 1).await?, back)
}

/// Where the focus goes; that it can always be seen is made sure of.
async fn stops(page: &Page, keys: &str, count: usize) -> Outcome<Vec<Value>> {
    let mut stops = Vec::new();
    for _ in 0..count {
        page.keys(keys).await?;
        let stopped = page.script(STOPPED, json!([])).await?;
        let wrong = stopped[1].as_str().unwrap_or_default();
        ensure(wrong.is_empty(), wrong)?;
        stops.push(stopped[0].clone());
    }
    Ok(stops)
}
