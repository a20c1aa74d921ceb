//! A scenario that travels in the address: it becomes a figure like the others, and whatever else stands there, the page says
//! in a sentence what is wrong with it. What somebody has locked is shown and cannot be set.

use std::time::Duration;

use libtest_mimic::Trial;
use meanwhile_figures::html::EXAMPLE;
use meanwhile_scenario::limits::LINK_SPANS_MAX;
use serde_json::json;

use crate::around::{around, enter};
use crate::lab::{Bench, Lab};
use crate::outcome::{Outcome, ensure, same};
use crate::page::{Page, SOON};
use crate::server::Fault;

const ALIVE: &str = "document.querySelector('#own [data-alive]')";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.everywhere("a scenario in the address is a figure", opens),
        bench.in_chromium("a scenario in the address runs for real and can be taken along", lives),
        bench.in_chromium("a scenario of as many bars as a link may have is a figure", long),
        bench.in_chromium("what is no scenario is told in a sentence", bad),
        bench.in_chromium("an element holds a scenario of its own", held),
        bench.in_chromium("what is locked is shown and cannot be set", locked),
    ]
}

async fn alive(lab: &Lab, address: &str) -> Outcome<Page> {
    let site = lab.serve_site("/", Fault::None).await?;
    let page = lab.open_url(format!("{site}{address}")).await?;
    page.wait_until(ALIVE, SOON).await?;
    Ok(page)
}

async fn opens(lab: &Lab) -> Outcome {
    let page = alive(lab, &format!("embed/own/?t=1500000#s={EXAMPLE}")).await?;
    same("the title", page.text(".question").await?, "Two cooks, one oven")?;
    let result = page.text(".result").await?;
    ensure(result.starts_with("All of it takes 95"), result)?;
    same(
        "the state",
        page.script("return wasmBindings.address_of('own')", json!([])).await?,
        json!("fig=own&t=1500000"),
    )?;
    let badge = "document.querySelector('.badge').dataset.rung";
    page.wait_until(badge, SOON).await?;
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}

async fn lives(lab: &Lab) -> Outcome {
    let page = alive(lab, &format!("de/embed/own/#s={EXAMPLE}")).await?;
    ensure(page.text(".result").await?.starts_with("Alles zusammen dauert"), page.text(".result").await?)?;
    page.click(".figure .play").await?;
    page.wait_until("document.querySelector('.figure').dataset.playing === 'true'", SOON).await?;
    page.click(".figure .run").await?;
    let measured = "document.querySelector('.real-said').textContent.startsWith('Gemessen')";
    page.wait_until(measured, Duration::from_secs(20)).await?;
    page.script("document.querySelector('.share summary').click()", json!([])).await?;
    page.wait_until("document.querySelector('[name=link]')?.value", SOON).await?;
    let link = page.script("return document.querySelector('[name=link]').value", json!([])).await?;
    let link = link.as_str().unwrap_or_default().to_owned();
    ensure(link.contains("/de/embed/own/?") && link.ends_with(&format!("#s={EXAMPLE}")), &link)?;
    page.script("document.querySelector('[data-embed]').click()", json!([])).await?;
    page.wait_until("document.querySelector('.share-preview iframe')?.height > 300", SOON).await?;
    let snippet = page.script("return document.querySelector('[name=snippet]').value", json!([])).await?;
    let snippet = snippet.as_str().unwrap_or_default();
    ensure(snippet.contains(&format!(" s=\"{EXAMPLE}\"")) && !snippet.contains("<img"), snippet)?;
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}

/// It has too many steps to be run, but not to be seen.
async fn long(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/", Fault::None).await?;
    let page = lab.open_url(format!("{site}embed/own/")).await?;
    page.wait_until("window.wasmBindings", SOON).await?;
    let steps = json!([{ "repeat": LINK_SPANS_MAX / 2, "steps": [{ "compute": "1ms" }, { "wait": "1ms" }] }]);
    let file = json!({ "meanwhile": 1, "tasks": [{ "name": "A", "steps": steps }] });
    let open = format!("{FOLD} location.hash = 's=' + await fold(args[0])");
    page.async_script(&open, json!([file.to_string()])).await?;
    page.wait_until(ALIVE, SOON).await?;
    ensure(page.text(".result").await?.starts_with("All of it takes 100"), page.text(".result").await?)?;
    page.click(".figure .run").await?;
    let told = "There is more to do here than a run of a few seconds can show. The simulation above is not affected.";
    page.wait_for_text(".real-said", told).await
}

/// What may stand behind `#s=`, made in the browser, and what is said about it.
const BAD: [(&str, &str); 12] = [
    ("''", "There is no scenario in this address: what stands behind s= is damaged."),
    (
        "'%3Cscript%3Ehacked=1%3C/script%3E'",
        "There is no scenario in this address: what stands behind s= is damaged.",
    ),
    ("'A'", "There is no scenario in this address: what stands behind s= is damaged."),
    ("'A'.repeat(8193)", "The scenario in this address is longer than 8,192 letters and was not read."),
    ("'AAAA'", "There is no scenario in this address: what stands behind s= is cut off or damaged."),
    (
        "(await fold('{\"meanwhile\":1}')).slice(0, 8)",
        "There is no scenario in this address: what stands behind s= is cut off or damaged.",
    ),
    (
        "await fold(' '.repeat(5e6))",
        "The scenario in this address unfolds to more than 64 kB and was not read.",
    ),
    (
        "await fold(new Uint8Array([255]))",
        "There is no scenario in this address: what stands behind s= unfolds to something that is no text.",
    ),
    ("await fold('no JSON')", "this is not JSON"),
    ("await fold('[]')", "expected"),
    (
        "await fold('{\"meanwhile\":1,\"tasks\":[{\"name\":\"A\",\"stpes\":[]}]}')",
        "tasks[0].stpes: there is no field",
    ),
    (
        "await fold('{\"meanwhile\":1,\"tasks\":[{\"name\":\"A\",\"every\":1,\"count\":1001,\"steps\":[]}]}')",
        "1001 is more than 1000",
    ),
];

const FOLD: &str = "const fold = async (what) => {
        const folded = new Blob([what]).stream().pipeThrough(new CompressionStream('deflate-raw'));
        const bytes = new Uint8Array(await new Response(folded).arrayBuffer());
        return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    };";

async fn bad(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/", Fault::None).await?;
    let page = lab.open_url(format!("{site}embed/own/")).await?;
    page.wait_until("window.wasmBindings", SOON).await?;
    same("without a scenario", page.text(".own-said").await?, "")?;
    for (what, said) in BAD {
        page.async_script(&format!("{FOLD} document.querySelector('.own-said').textContent = ''; location.hash = ''; location.hash = 's=' + {what}"), json!([])).await?;
        let is_told = format!("document.querySelector('.own-said')?.textContent.includes({})", json!(said));
        if page.wait_until(&is_told, SOON).await.is_err() {
            return Err(format!("{what} tells {:?}, expected {said:?}", page.text(".own-said").await?).into());
        }
    }
    same("what was executed", page.script("return window.hacked", json!([])).await?, json!(null))?;
    // Names are shown as they are, and a good one opens after so many bad ones.
    let name = "<img src=x onerror=hacked=1>";
    let file =
        json!({ "meanwhile": 1, "title": name, "tasks": [{ "name": name, "steps": [{ "compute": "4s" }] }] });
    page.async_script(
        &format!("{FOLD} location.hash = 's=' + await fold(args[0])"),
        json!([file.to_string()]),
    )
    .await?;
    page.wait_until(ALIVE, SOON).await?;
    same("the question", page.text(".question").await?, name)?;
    page.script("document.querySelector('.twin summary').click()", json!([])).await?;
    page.wait_until("document.querySelector('.twin tbody th')", SOON).await?;
    let made = "return [window.hacked ?? null, document.querySelectorAll('.figure img').length]";
    same("what was executed", page.script(made, json!([])).await?, json!([null, 0]))?;
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}

async fn held(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/", Fault::None).await?;
    let figure = format!(
        "<script async src=\"{site}embed.js\"></script>\
         <meanwhile-figure fig=\"own\" s=\"{EXAMPLE}\" t=\"60000\" load=\"eager\"></meanwhile-figure>"
    );
    let page = lab.open_host(around(&figure, ""), false).await?;
    page.wait_until("told.element?.ready", SOON).await?;
    page.wait_until("told.element.state?.at(-1)[1] === 'fig=own&t=60000'", SOON).await?;
    page.script("document.querySelector('meanwhile-figure').seek(120000)", json!([])).await?;
    page.wait_until("told.element.state.at(-1)[1] === 'fig=own&t=120000'", SOON).await?;
    page.script("document.querySelector('meanwhile-figure').setAttribute('s', 'x')", json!([])).await?;
    page.wait_until("told.element.error?.at(-1)[1].includes('damaged')", SOON).await
}

async fn locked(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/", Fault::None).await?;
    let host = format!(
        "<script async src=\"{site}embed.js\"></script>\
         <meanwhile-figure id=\"element\" fig=\"workers\" workers=\"3\" lock=\"workers.io\" bet=\"off\" load=\"eager\"></meanwhile-figure>"
    );
    let page = lab.open_host(around(&host, ""), false).await?;
    let state = "told.element?.state?.at(-1)[1]";
    page.wait_until(&format!("{state} === 'fig=workers&workers=3&lock=workers.io&bet=off'"), SOON).await?;
    enter(lab, &page, "frame of the element").await?;
    let can_be_set = "return [...document.querySelectorAll('.controls input')].map((input) => [input.disabled, input.checkVisibility()])";
    let expected =
        json!([[true, true], [true, false], [false, true], [false, true], [true, true], [true, false]]);
    same("what can be set", page.script(can_be_set, json!([])).await?, expected)?;
    same(
        "the value",
        page.script("return document.querySelector('[data-type=\"0\"]').value", json!([])).await?,
        json!("3"),
    )?;
    // Whoever holds the figure may set what its readers may not, and unlock it; the article around has no locks.
    let link = "const link = document.querySelector('.embedded a'); link.dispatchEvent(new FocusEvent('focusin', { bubbles: true })); return link.search";
    same("the whole article", page.script(link, json!([])).await?, json!("?fig=workers&workers=3&bet=off"))?;
    lab.client.clone().enter_parent_frame().await?;
    let act = async |body: &str| {
        page.script(&format!("document.querySelector('meanwhile-figure').{body}"), json!([])).await
    };
    act("set({ workers: 5 })").await?;
    page.wait_until(&format!("{state} === 'fig=workers&workers=5&lock=workers.io&bet=off'"), SOON).await?;
    act("removeAttribute('lock')").await?;
    page.wait_until(&format!("{state} === 'fig=workers&workers=5&bet=off'"), SOON).await?;
    // A choice shows only what is chosen.
    let page = lab.open_url(format!("{site}embed/tabs/?lock=all&way=0&bet=off")).await?;
    page.wait_for_figure().await?;
    let ways = "return [...document.querySelectorAll('.choice span')].filter((span) => span.checkVisibility()).length";
    same("the ways that are shown", page.script(ways, json!([])).await?, json!(1))
}
