//! What `<meanwhile-figure>` does to the page around it: nothing moves, nothing loads before it is wanted, nothing waits for it.

use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::json;

use crate::around::{around, enter};
use crate::driver::Vendor;
use crate::element::{ELEMENT, host, value};
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, SOON};
use crate::server::Fault;

/// Ten figures on a page: for each so much memory of its own, at most.
const HEAP_EACH: u64 = 12_000_000;

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.in_chromium("nothing moves on the page around when a figure comes", nothing_moves),
        bench.in_chromium(
            "an element that is put back keeps its place until all of it has come",
            keeps_its_place,
        ),
        bench.in_chromium("before it comes into sight, an element loads nothing but its script", loads_late),
        bench.in_chromium(
            "a page with an element out of sight is blocked no longer than without",
            blocks_nothing,
        ),
        bench.in_chromium("ten figures on a page are alive and small", ten),
    ]
}

/// Adds up all shifts of the page.
const WATCH: &str = "window.shifts = []; new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) shifts.push(value);
    }).observe({ type: 'layout-shift', buffered: true });";

/// Whatever the script takes to come: the reader has seen the page before, as here.
async fn nothing_moves(lab: &Lab) -> Outcome {
    lab.client.issue_cmd(Vendor::before_each_page(WATCH)).await.context("watching for shifts")?;
    lab.client.issue_cmd(Vendor::viewport(800, 900)).await.context("resizing")?;
    let text = "<p style=\"font: 18px/1.6 serif\">Some words of a post that go on for a while.</p>".repeat(6);
    let site = lab.serve_site("/", Fault::None).await?;
    let late = format!(
        "<script>setTimeout(() => {{ const script = document.createElement('script');\
             script.src = '{site}embed.js'; document.head.append(script); }}, 400);</script>"
    );
    let host = async |height: u64| -> Outcome<Page> {
        // As the dialog writes it, for a column of that width.
        let figure = format!(
            "<meanwhile-figure fig=\"tabs\" bet=\"off\" style=\"display:block;min-height:{height}px\"></meanwhile-figure>"
        );
        let page =
            lab.open_host(around(&[&*late, &text, &figure, &text].concat(), "width: 680px"), false).await?;
        page.wait_until(&format!("{ELEMENT}?.level"), SOON).await?;
        Ok(page)
    };
    let page = host(500).await?;
    let height = value(&page, "told.element.height.at(-1)[1]").await?;
    ensure(shifts(&page).await? > 0.0, "a place that is too low is not seen")?;
    let page = host(height.as_u64().context("reading the height")?).await?;
    same("the shifts", shifts(&page).await?, 0.0)?;
    // The place is given up once the figure is there, which may have less to show later.
    page.wait_until(&format!("!{ELEMENT}.style.minHeight"), SOON).await
}

/// All shifts of a page, once it has come to rest.
async fn shifts(page: &Page) -> Outcome<f64> {
    tokio::time::sleep(Duration::from_millis(500)).await;
    let sum = value(page, "shifts.reduce((sum, shift) => sum + shift, 0)").await?;
    sum.as_f64().context("adding up the shifts")
}

/// Once everything is there, an element is as high as its figure; where it was taken away and put back before that, it waits
/// for the figure that comes then.
async fn keeps_its_place(lab: &Lab) -> Outcome {
    /// Less than the element gives its figure to settle, by what a timer may be early.
    const KEPT_MS: f64 = 1_400.0;
    let page = host(lab, "<meanwhile-figure fig=\"tabs\" load=\"click\"></meanwhile-figure>", "").await?;
    page.wait_until("customElements.get('meanwhile-figure')", SOON).await?;
    let kept_ms = "const figure = document.querySelector('meanwhile-figure');
        const ready = () => new Promise((done) => figure.addEventListener('ready', done, { once: true }));
        const passed = (ms) => new Promise((done) => setTimeout(done, ms));
        figure.load();
        await ready();
        figure.remove();
        await passed(700);
        document.body.append(figure);
        figure.load();
        await ready();
        const from = performance.now();
        while (figure.style.minHeight) await passed(20);
        return performance.now() - from;";
    let kept_ms = page.async_script(kept_ms, json!([])).await?.as_f64().context("reading the time")?;
    ensure(kept_ms >= KEPT_MS, format_args!("the place was kept for {kept_ms} ms after all of it had come"))
}

async fn loads_late(lab: &Lab) -> Outcome {
    let figures = "<div style=\"height: 4000px\"></div><meanwhile-figure fig=\"tabs\"></meanwhile-figure>";
    let page = host(lab, figures, "").await?;
    page.wait_until("customElements.get('meanwhile-figure')", SOON).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let loaded = "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)\
        .filter((path) => path !== '/favicon.ico')";
    let loaded = value(&page, loaded).await?;
    same("what was loaded", loaded, json!(["/embed.js", "/embed.js"]))?;
    same(
        "frames",
        value(&page, &format!("{ELEMENT}.shadowRoot.querySelectorAll('iframe').length")).await?,
        json!(0),
    )?;
    page.script("scrollTo({ top: 3000, behavior: 'instant' })", json!([])).await?;
    page.wait_until(&format!("{ELEMENT}.state"), SOON).await
}

/// Notes for how long each task blocks the page: what of it is beyond 50 ms.
const BLOCKED: &str = "window.blocked = []; new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) blocked.push(Math.max(0, duration - 50));
    }).observe({ type: 'longtask', buffered: true });";

async fn blocks_nothing(lab: &Lab) -> Outcome {
    const PAIRS: usize = 4;
    const LONGER_MS: f64 = 10.0;
    lab.client.issue_cmd(Vendor::before_each_page(BLOCKED)).await.context("watching for long tasks")?;
    let blocked_ms = async |page: Page| {
        page.wait_until("document.readyState === 'complete'", SOON).await?;
        tokio::time::sleep(Duration::from_millis(500)).await;
        value(&page, "blocked.reduce((sum, ms) => sum + ms, 0)").await?.as_f64().context("adding up")
    };
    let element = "<div style=\"height: 4000px\"></div><meanwhile-figure fig=\"tabs\"></meanwhile-figure>";
    let busy = "<script>for (const from = performance.now(); performance.now() - from < 150;);</script>";
    let (mut with, mut without) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..PAIRS {
        with = with.min(blocked_ms(host(lab, element, "").await?).await?);
        without = without.min(blocked_ms(lab.open_host(around("", ""), false).await?).await?);
    }
    ensure(with <= without + LONGER_MS, format_args!("{with} ms with it, {without} ms without"))?;
    // The browser does not tell every long task of a page that has just been opened.
    let mut seen: f64 = 0.0;
    for _ in 0..PAIRS {
        seen = seen.max(blocked_ms(lab.open_host(around(busy, ""), false).await?).await?);
    }
    ensure(seen > LONGER_MS, format_args!("a page that computes for 150 ms is blocked for {seen} ms"))
}

async fn ten(lab: &Lab) -> Outcome {
    let ids = [
        "tabs",
        "modes",
        "requests",
        "ten-twenty",
        "workers",
        "turns",
        "kitchen",
        "phone",
        "split",
        "graham",
    ];
    let figure = |id: &str| format!("<meanwhile-figure fig=\"{id}\" load=\"eager\"></meanwhile-figure>");
    let page = host(lab, &ids.map(figure).concat(), "").await?;
    let all = "[...document.querySelectorAll('meanwhile-figure')].every((figure) => figure.level)";
    page.wait_until(all, Duration::from_secs(30)).await?;
    enter(lab, &page, "frame of the first element").await?;
    let memory = page.async_script("return performance.memory.usedJSHeapSize", json!([])).await?;
    let each = memory.as_u64().context("reading the memory")? / ids.len() as u64;
    ensure(each < HEAP_EACH, format_args!("{each} bytes for each"))
}
