//! `<meanwhile-figure>` on somebody else's page: what it takes and tells, and that it leaves nothing behind.

use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::around::{around, enter};
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, same};
use crate::page::{Page, SOON};
use crate::server::Fault;

/// The only element of the page.
pub const ELEMENT: &str = "document.querySelector('meanwhile-figure')";

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
    ]
}

/// A page with what is given, and the site's script, twice.
pub async fn host(lab: &Lab, figures: &str, style: &str) -> Outcome<Page> {
    let site = lab.serve_site("/", Fault::None).await?;
    let script = format!("<script async src=\"{site}embed.js\"></script>");
    let module = format!("<script type=\"module\" src=\"{site}embed.js?again\"></script>");
    lab.open_host(around(&[&*script, figures, &module].concat(), style), false).await
}

/// What an expression is on the page.
pub async fn value(page: &Page, body: &str) -> Outcome<Value> {
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
