//! Nothing moves under the reader while the page comes alive.

use libtest_mimic::Trial;
use serde_json::json;

use crate::driver::Vendor;
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure};
use crate::page::SOON;

/// Cumulative layout shift; a tenth of this is already good.
const MOST: f64 = 0.02;
/// Where the reader may be when it happens.
const PLACES: [&str; 5] = ["", "#modes", "#ten-twenty", "#workers", "#alive"];

/// Adds up all shifts, and lets the module come late, as it does from far away: then the reader sees the page before.
const WATCH: &str = "
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) {
            const moved = sources.map(({ node }) => node?.className?.baseVal ?? node?.className ?? node?.nodeName);
            shifts.push([value, moved.join(' ')]);
        }
    }).observe({ type: 'layout-shift', buffered: true });
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...how) => {
        await new Promise((done) => setTimeout(done, 400));
        return instantiate.apply(WebAssembly, how);
    };";

/// Waits for two frames and a moment after the last of the figures is there.
const SHIFTED: &str = "
    await new Promise((done) => setTimeout(done, 300));
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return [shifts.reduce((sum, [value]) => sum + value, 0), JSON.stringify(shifts)];";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![bench.in_chromium("nothing moves when the figures come alive, at 1280 and at 360 px", nothing_moves)]
}

async fn nothing_moves(lab: &Lab) -> Outcome {
    lab.client.issue_cmd(Vendor::before_each_page(WATCH)).await.context("watching for shifts")?;
    let mut broken = Vec::new();
    for width in [1280, 360] {
        lab.client.issue_cmd(Vendor::viewport(width, 800)).await.context("resizing")?;
        for place in PLACES {
            let page = lab.open_betting_at(place).await?;
            page.wait_until("document.querySelector('#machine .run')", SOON).await?;
            let found = page.async_script(SHIFTED, json!([])).await?;
            let shift = found[0].as_f64().context(format_args!("measuring shifts ({found})"))?;
            if shift > MOST {
                broken.push(format!("at {width} px and {place:?}: {shift}: {}", found[1]));
            }
        }
    }
    ensure(broken.is_empty(), broken.join("\n"))
}
