//! `<meanwhile-figure>` on somebody else's page: what it takes and tells, and that it leaves nothing behind.

use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::driver::Vendor;
use crate::embeds::{around, enter};
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, SOON};
use crate::server::Fault;

/// Ten figures on a page: for each so much memory of its own, at most.
const HEAP_EACH: u64 = 12_000_000;
const ELEMENT: &str = "document.querySelector('meanwhile-figure')";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.everywhere("the element follows its attributes and methods without loading again", follows),
        bench.everywhere("the element shows what stands in it until the figure is there", waits),
        bench.everywhere(
            "an element that is removed leaves nothing behind, and one that is put back lives",
            leaves,
        ),
        bench.in_chromium("the element follows the colours of the page around", colours),
        bench.in_chromium("nothing moves on the page around when a figure comes", nothing_moves),
        bench.in_chromium("before it comes into sight, an element loads nothing but its script", loads_late),
        bench.in_chromium(
            "a page with an element out of sight is blocked no longer than without",
            blocks_nothing,
        ),
        bench.in_chromium("ten figures on a page are alive and small", ten),
    ]
}

/// A page with what is given, and the site's script, twice.
async fn host(lab: &Lab, figures: &str, style: &str) -> Outcome<Page> {
    let site = lab.serve_site("/", Fault::None).await?;
    let script = format!("<script async src=\"{site}embed.js\"></script>");
    let module = format!("<script type=\"module\" src=\"{site}embed.js?again\"></script>");
    lab.open_host(around(&[&*script, figures, &module].concat(), style), false).await
}

async fn value(page: &Page, body: &str) -> Outcome<Value> {
    page.script(&format!("return {body}"), json!([])).await
}

async fn follows(lab: &Lab) -> Outcome {
    let page = host(
        lab,
        "<meanwhile-figure fig=\"tabs\" tabs=\"3\" bet=\"off\" class=\"a\" data-x=\"1\"></meanwhile-figure>",
        "",
    )
    .await?;
    let state = async |expected: &str| {
        let condition = format!("{ELEMENT}.state === {expected:?}");
        if page.wait_until(&condition, SOON).await.is_err() {
            return Err(format!(
                "the state is {}, expected {expected}",
                value(&page, &format!("{ELEMENT}.state")).await?
            )
            .into());
        }
        Ok::<(), Box<dyn std::error::Error>>(())
    };
    let act = async |body: &str| page.script(&format!("{ELEMENT}.{body}"), json!([])).await;
    state("fig=tabs&tabs=3&bet=off").await?;
    page.script("window.frame = document.querySelector('meanwhile-figure').shadowRoot.querySelector('iframe').contentWindow", json!([])).await?;
    act("setAttribute('tabs', 5)").await?;
    state("fig=tabs&tabs=5&bet=off").await?;
    act("set({ people: 2 })").await?;
    state("fig=tabs&tabs=5&people=2&bet=off").await?;
    act("set('io=3000&t=1000')").await?;
    state("fig=tabs&io=3000&tabs=5&people=2&t=1000&bet=off").await?;
    act("seek(2500.4)").await?;
    state("fig=tabs&io=3000&tabs=5&people=2&t=2500&bet=off").await?;
    // What is no longer said is as it was at first; all else stays.
    act("removeAttribute('tabs')").await?;
    state("fig=tabs&io=3000&people=2&t=2500&bet=off").await?;
    act("play()").await?;
    page.wait_until(&format!("{ELEMENT}.state.includes('t=')"), SOON).await?;
    act("pause()").await?;
    act("reset()").await?;
    state("fig=tabs&tabs=3&bet=off").await?;
    // What is asked for before the figure is there is done then.
    act("setAttribute('fig', 'workers')").await?;
    act("set({ cores: 4 })").await?;
    state("fig=workers&cores=4&bet=off").await?;
    let heard = "const told = []; for (const kind of ['ready', 'height', 'state', 'run', 'level', 'error'])\
        document.querySelector('meanwhile-figure').addEventListener(kind, ({ type, detail }) => told.push([type, detail]));\
        window.events = told;";
    page.script(heard, json!([])).await?;
    act("setAttribute('workers', 2)").await?;
    page.wait_until("events.some(([type, detail]) => type === 'state' && detail === 'fig=workers&workers=2&cores=4&bet=off')", SOON).await?;
    // In another language it is another page, of the same state.
    act("setAttribute('lang', 'de')").await?;
    page.wait_until("events.filter(([type]) => type === 'ready').length", SOON).await?;
    state("fig=workers&workers=2&cores=4&bet=off").await?;
    enter(lab, &page, "frame of the element").await?;
    page.wait_until("document.documentElement.lang === 'de' && document.querySelector('.earned')?.textContent === 'nebenläufig und parallel'", SOON).await?;
    lab.client.clone().enter_parent_frame().await.context("leaving the frame")?;
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}

async fn waits(lab: &Lab) -> Outcome {
    let figure = "<meanwhile-figure fig=\"tabs\" load=\"click\" height=\"500\"><a href=\"#away\">a link</a></meanwhile-figure>";
    let page = host(lab, figure, "").await?;
    page.wait_until("customElements.get('meanwhile-figure')", SOON).await?;
    let link = "document.querySelector('meanwhile-figure a').checkVisibility()";
    let height = format!("{ELEMENT}.offsetHeight");
    same("the link is seen", value(&page, link).await?, json!(true))?;
    same("the place that is kept", value(&page, &height).await?, json!(500))?;
    same(
        "frames",
        value(&page, &format!("{ELEMENT}.shadowRoot.querySelectorAll('iframe').length")).await?,
        json!(0),
    )?;
    page.script("document.querySelector('meanwhile-figure a').click()", json!([])).await?;
    page.wait_until(&format!("!{link}"), SOON).await?;
    same("the address", value(&page, "location.hash").await?, json!(""))?;
    page.wait_until(&format!("{ELEMENT}.state"), SOON).await?;
    let is_as_high = format!("{height} === told.element.height.at(-1)[1]");
    page.wait_until(&is_as_high, SOON).await
}

async fn leaves(lab: &Lab) -> Outcome {
    let page = host(lab, "<meanwhile-figure fig=\"tabs\" bet=\"off\" load=\"eager\"></meanwhile-figure>", "")
        .await?;
    page.wait_until(&format!("{ELEMENT}?.state"), SOON).await?;
    let remove = "const figure = document.querySelector('meanwhile-figure');\
        window.figure = figure; window.heard = 0; figure.addEventListener('state', () => { window.heard += 1; });\
        figure.remove(); return [figure.shadowRoot.childNodes.length, document.querySelectorAll('iframe').length];";
    same("what is left", page.script(remove, json!([])).await?, json!([0, 0]))?;
    // Whatever is asked of it meanwhile does no harm.
    page.script("figure.play(); figure.setAttribute('tabs', 2); figure.load(); dispatchEvent(new MessageEvent('message', { data: null }))", json!([])).await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    same("what it has told since", value(&page, "heard").await?, json!(0))?;
    page.script("document.body.append(figure)", json!([])).await?;
    page.wait_until("heard > 0", SOON).await?;
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}

async fn colours(lab: &Lab) -> Outcome {
    let figure = "<meanwhile-figure id=\"element\" fig=\"tabs\" load=\"eager\"></meanwhile-figure>";
    let page = host(lab, figure, "").await?;
    page.wait_until(&format!("{ELEMENT}?.state"), SOON).await?;
    let theme = async |page: &Page, expected: &str| -> Outcome {
        let frame =
            format!("{ELEMENT}.shadowRoot.querySelector('iframe').style.colorScheme === {expected:?}");
        page.wait_until(&frame, SOON).await?;
        enter(lab, page, "frame of the element").await?;
        page.wait_until(&format!("document.documentElement.dataset.theme === {expected:?}"), SOON).await?;
        lab.client.enter_parent_frame().await.context("leaving the frame")
    };
    theme(&page, "light").await?;
    page.script("document.body.style.background = 'black'", json!([])).await?;
    theme(&page, "dark").await?;
    page.script(
        "document.body.style.background = ''; document.documentElement.style.background = 'ivory'",
        json!([]),
    )
    .await?;
    theme(&page, "light").await?;
    page.script("document.querySelector('meanwhile-figure').setAttribute('theme', 'dark')", json!([]))
        .await?;
    theme(&page, "dark").await
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
    let seen = blocked_ms(lab.open_host(around(busy, ""), false).await?).await?;
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
