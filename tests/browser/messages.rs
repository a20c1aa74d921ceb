//! What other pages say to a figure in a frame: what is not on the list changes nothing and gets no answer, whoever says it
//! and however often.

use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::around::around;
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, SOON};
use crate::server::Fault;

/// Nothing in the frame takes longer than this while it is spoken to, in milliseconds.
const LONGEST_TASK_MS: f64 = 50.0;
/// So often it is flooded, of which the best counts.
const FLOODS: usize = 3;

/// Forty messages that say nothing, as JavaScript. `big` is 10 MiB.
const HOSTILE: &str = "(() => {
    const big = 'x'.repeat(10 * 1024 * 1024);
    const of = (type, value) => ({ meanwhile: 1, type, value });
    const circle = of('set', 'tabs=7'); circle.self = circle; circle.type = circle;
    return [
        null, undefined, 0, NaN, '', 'play', big, [], [1], {}, new Date(), /x/, new Map([['meanwhile', 1]]), new ArrayBuffer(8),
        { type: 'set', value: 'tabs=7' }, { meanwhile: 0, type: 'set', value: 'tabs=7' }, { meanwhile: 2, type: 'set', value: 'tabs=7' },
        { meanwhile: '1', type: 'set', value: 'tabs=7' }, { meanwhile: NaN, type: 'set', value: 'tabs=7' }, of(), of('run'), of('ready'),
        of('__proto__'), of('constructor'), of('toString'), of('hasOwnProperty'), of(['set'], 'tabs=7'), of({ toString: 'set' }), circle,
        of('set'), of('set', 7), of('set', { tabs: 7 }), of('set', ['tabs=7']), of('set', big), of('show', big), of('lang', big),
        of('seek'), of('seek', NaN), of('seek', -1), of('seek', Infinity), of('seek', '7'), of('seek', 1n), of('play', 1), of('reset', 'now'),
        of('theme', 'pink'), of('theme', ['dark']), JSON.parse('{\"__proto__\":{\"meanwhile\":1,\"type\":\"set\",\"value\":\"tabs=7\"}}'),
        JSON.stringify(of('set', 'tabs=7')),
    ];
})()";

/// Ten thousand messages a second, for two seconds.
const FLOOD: &str = "
    const frame = document.getElementById('bare').contentWindow;
    for (let batch = 0; batch < 100; batch += 1) {
        for (let number = 0; number < 100; number += 1) {
            frame.postMessage({ meanwhile: 1, type: 'set', value: `tabs=${1 + number % 8}` }, '*');
            frame.postMessage({ meanwhile: 1, type: 'seek', value: number }, '*');
        }
        await new Promise((done) => setTimeout(done, 10));
    }";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.everywhere("messages that are on no list change nothing and get no answer", hostile),
        bench.everywhere("only the page around is listened to", strangers),
        bench.in_chromium("ten thousand messages a second hold nothing up", flood),
        bench.in_chromium("hosts hear the height in their own words", dialects),
    ]
}

async fn host(lab: &Lab, address: &str, more: &str) -> Outcome<Page> {
    let site = lab.serve_site("/", Fault::None).await?;
    let frame =
        format!("<iframe id=\"bare\" src=\"{site}{address}\" width=\"600\" height=\"900\"></iframe>{more}");
    let page = lab.open_host(around(&frame, ""), false).await?;
    page.wait_until("told.bare?.level", SOON).await?;
    Ok(page)
}

/// What has been told, without the heights, which come by themselves, and what the figure shows, which it tells when asked.
async fn state(page: &Page) -> Outcome<(Value, Value)> {
    // Whatever it was asked has been done by then.
    tokio::time::sleep(Duration::from_millis(400)).await;
    let told =
        page.script("const { height, ...rest } = told.bare; return JSON.stringify(rest)", json!([])).await?;
    let seen = "const { theme } = document.documentElement.dataset;\
        return [wasmBindings.address_of('tabs'), theme ?? '', document.querySelector('.note').textContent];";
    Ok((told, in_frame(page, seen).await?))
}

async fn in_frame(page: &Page, body: &str) -> Outcome<Value> {
    page.client().clone().enter_frame(0).await.context("looking into the frame")?;
    let value = page.script(body, json!([])).await?;
    page.client().clone().enter_parent_frame().await.context("leaving the frame")?;
    Ok(value)
}

async fn hostile(lab: &Lab) -> Outcome {
    let page = host(lab, "embed/tabs/?bet=off", "").await?;
    let before = state(&page).await?;
    let send = format!(
        "const hostile = {HOSTILE}; for (const message of hostile) {{\
             document.getElementById('bare').contentWindow.postMessage(message, '*'); }} return hostile.length;"
    );
    let sent = page.script(&send, json!([])).await?;
    ensure(sent.as_u64().is_some_and(|sent| sent >= 40), format_args!("{sent} messages"))?;
    same("what it shows and tells", state(&page).await?, before)?;
    // What is on the list still works.
    let good = "document.getElementById('bare').contentWindow.postMessage({ meanwhile: 1, type: 'set', value: 'tabs=7' }, '*')";
    page.script(good, json!([])).await?;
    page.wait_until("told.bare.state.at(-1)[1] === 'fig=tabs&tabs=7&bet=off'", SOON).await?;
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}

async fn strangers(lab: &Lab) -> Outcome {
    let talks = "setInterval(() => { parent.frames[0].postMessage({ meanwhile: 1, type: 'set', value: 'tabs=7' }, '*'); }, 20)";
    let sibling = format!(
        "<iframe srcdoc=\"<script>{talks}</script>\"></iframe>\
         <iframe sandbox=\"allow-scripts\" srcdoc=\"<script>{talks}</script>\"></iframe>"
    );
    let page = host(lab, "embed/tabs/?bet=off", &sibling).await?;
    let (_, seen) = state(&page).await?;
    same("what it shows", seen, json!(["fig=tabs&bet=off", "", ""]))?;
    // A figure that nobody holds listens to nobody.
    let site = lab.serve_site("/", Fault::None).await?;
    let page = lab.open_url(format!("{site}embed/tabs/?bet=off")).await?;
    page.wait_for_figure().await?;
    page.script("postMessage({ meanwhile: 1, type: 'set', value: 'tabs=7' }, '*')", json!([])).await?;
    tokio::time::sleep(Duration::from_millis(200)).await;
    same(
        "alone",
        page.script("return wasmBindings.address_of('tabs')", json!([])).await?,
        json!("fig=tabs&bet=off"),
    )
}

async fn flood(lab: &Lab) -> Outcome {
    let page = host(lab, "embed/tabs/?bet=off", "").await?;
    let watch = "window.tasks = []; new PerformanceObserver((list) => {\
        for (const { duration } of list.getEntries()) tasks.push(duration); }).observe({ type: 'longtask' });";
    in_frame(&page, watch).await?;
    // Another program may take the processor in the middle of a task; it will not each time.
    let mut longest_ms = f64::INFINITY;
    for _ in 0..FLOODS {
        page.async_script(FLOOD, json!([])).await?;
        page.wait_until("told.bare.state.at(-1)[1] === 'fig=tabs&tabs=4&t=99&bet=off'", SOON).await?;
        let longest = in_frame(&page, "return Math.max(0, ...tasks.splice(0))").await?;
        longest_ms = longest_ms.min(longest.as_f64().context("reading the longest task")?);
    }
    ensure(longest_ms < LONGEST_TASK_MS, format_args!("a task of {longest_ms} ms, each time"))
}

async fn dialects(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/", Fault::None).await?;
    let html = format!(
        "<script>window.all = []; addEventListener('message', ({{ data }}) => all.push(data));</script>\
         <iframe id=\"bare\" src=\"{site}embed/tabs/?bet=off#?secret=a1B2c3\" sandbox=\"allow-scripts\" width=\"600\" height=\"900\"></iframe>"
    );
    let page = lab.open_host(around(&html, ""), false).await?;
    page.wait_until("told.bare?.level", SOON).await?;
    let height = "told.bare.height.at(-1)[1]";
    for words in [
        format!("data?.message === 'height' && data.value === {height} && data.secret === 'a1B2c3'"),
        format!(
            "typeof data === 'string' && JSON.parse(data).context === 'iframe.resize' && JSON.parse(data).height === {height}"
        ),
        format!("data?.sentinel === 'amp' && data.type === 'embed-size' && data.height === {height}"),
        format!("data?.['datawrapper-height']?.tabs === {height}"),
    ] {
        page.wait_until(&format!("all.some((data) => {words})"), SOON).await?;
    }
    Ok(())
}
