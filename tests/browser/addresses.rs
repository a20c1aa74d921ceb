//! The page opens at what its address says, Back and Forward lead to what was shown, a figure gives its link, and nothing
//! that stands in an address is ever executed.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, SOON};
use crate::server::Fault;

/// What somebody may put into an address in the hope that a page runs it.
const PAYLOADS: &str = include_str!("payloads.txt");
/// So many of them are opened as addresses of pages; all of them are handed to the module.
const OPENED: usize = 2;

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.everywhere("an address opens what it says, and what it cannot take is told", opens),
        bench.everywhere("Back and Forward lead to what a figure has shown", back_and_forward),
        bench.in_chromium("a figure gives the link to what it shows", gives_link),
        bench.in_chromium("without the module the address does no harm", without_module),
        bench.everywhere("nothing that stands in an address is executed", nothing_executes),
    ]
}

async fn open(lab: &Lab, site: &str, address: &str) -> Outcome<Page> {
    let page = lab.open_url(format!("{site}{address}")).await?;
    page.wait_for_figure().await.context(address)?;
    Ok(page)
}

async fn opens(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/", Fault::None).await?;
    let check = async |address: &str, expected: &str, note: &str| -> Outcome {
        let page = open(lab, &site, address).await?;
        same(
            address,
            page.script("return wasmBindings.address_of('workers')", json!([])).await?,
            json!(expected),
        )?;
        same(format_args!("{address} tells"), page.text("#workers .note").await?, note)
    };
    check("?fig=workers&workers=3&cores=2&t=3000#workers", "fig=workers&workers=3&cores=2&t=3000", "")
        .await?;
    let note = "Workers goes from 1 to 8; 8 is taken. This part of the address means nothing here and was ignored: x=1.";
    check("?fig=workers&workers=99&x=1&bet=off&io=3000", "fig=workers&io=3000&bet=off", note).await?;
    check("embed/workers/?workers=3&theme=dark", "fig=workers&workers=3", "").await?;
    check("embed/?fig=workers&workers=3", "fig=workers&workers=3", "").await?;
    let page = open(lab, &site, "embed/workers/?theme=dark").await?;
    let theme = "return getComputedStyle(document.documentElement).colorScheme";
    same("the theme", page.script(theme, json!([])).await?, json!("dark"))?;
    let page = open(lab, &site, "?fig=nonsense").await?;
    same(
        "the notice",
        page.text("#notice").await?,
        "The address names a figure “nonsense”, which is not here.",
    )?;
    // The figure that is named is what the reader sees.
    let page = open(lab, &site, "?fig=phone&people=2&bet=off").await?;
    let top = "document.getElementById('phone').getBoundingClientRect().top";
    page.wait_until(&format!("{top} > -50 && {top} < innerHeight"), SOON).await
}

async fn back_and_forward(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/", Fault::None).await?;
    let page = open(lab, &site, "").await?;
    // By hand: browsers step over entries of the history that no reader has asked for.
    let press = async |selector: &str| {
        page.script(
            "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })",
            json!([selector]),
        )
        .await?;
        page.click(selector).await
    };
    let address = async |id: &str, expected: &str| {
        let condition = format!("window.wasmBindings?.address_of('{id}') === '{expected}'");
        page.wait_until(&condition, SOON).await
    };
    press("a[data-set='house.listen=0']").await?;
    address("house", "fig=house&listen=0&bet=off").await?;
    press("a[data-set='phone.people=2']").await?;
    address("phone", "fig=phone&people=2&bet=off").await?;
    page.wait_until("location.search === '?fig=phone&people=2&bet=off'", SOON).await?;
    lab.client.back().await.context("going back")?;
    address("phone", "fig=phone").await?;
    address("house", "fig=house&listen=0&bet=off").await?;
    lab.client.back().await.context("going back")?;
    address("house", "fig=house").await?;
    page.script("history.forward()", json!([])).await?;
    address("house", "fig=house&listen=0&bet=off").await?;
    // Firefox's driver does not come back to an address that was left at once.
    if lab.browser == Browser::Firefox {
        return Ok(());
    }
    // From an address of one's own, and back to it, the whole page is loaded, or stands there as it was left.
    let page = open(lab, &site, "?fig=tabs&tabs=5#tabs").await?;
    page.click("#tabs [data-do=skip]").await?;
    lab.client.goto(&format!("{site}?fig=tabs&tabs=6#tabs")).await.context("opening another")?;
    lab.client.back().await.context("going back")?;
    page.wait_for_figure().await?;
    page.wait_until("window.wasmBindings?.address_of('tabs').startsWith('fig=tabs&tabs=5')", SOON).await
}

async fn gives_link(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/blog/", Fault::None).await?;
    let page = open(lab, &site, "?fig=workers&workers=3&t=4000&bet=off").await?;
    page.script("document.querySelector('#workers .share summary').click()", json!([])).await?;
    page.wait_until("document.querySelector('#workers [name=link]')?.value", SOON).await?;
    let link = "return document.querySelector('#workers [name=link]').value";
    let expected = format!("{site}?fig=workers&workers=3&t=4000&bet=off#workers");
    same("the link", page.script(link, json!([])).await?, json!(expected))?;
    // The page has scrolled there, and soon after that its address names the chapter.
    page.wait_until("location.hash === '#chapter-5'", SOON).await?;
    // Copied it names the figure, and goes on to do so however shortly before the page was scrolled.
    let copy = "
        scrollBy({ top: 2, behavior: 'instant' });
        await new Promise((done) => addEventListener('scroll', done, { once: true }));
        document.querySelector('#workers [data-copy=link]').click();
        const copied = location.href;
        await new Promise((done) => setTimeout(done, 800));
        return [copied, location.href];";
    let copied = page.async_script(copy, json!([])).await?;
    same("the address, at once and later", copied, json!([expected, expected]))?;
    ensure(!page.text("#workers .share-said").await?.is_empty(), "nobody says that it is copied")?;
    same(
        "what is stored",
        page.script("return localStorage.length + document.cookie.length", json!([])).await?,
        json!(0),
    )
}

async fn without_module(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/", Fault::AppMissing).await?;
    let page = lab.open_url(format!("{site}?fig=workers&workers=3#workers")).await?;
    page.wait_until("document.documentElement.classList.contains('broken')", SOON).await?;
    page.script("document.querySelector('a[data-set]').click()", json!([])).await?;
    ensure(page.text("#workers .question").await?.contains("Eight workers"), "the question has changed")
}

async fn nothing_executes(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/", Fault::None).await?;
    let payloads: Vec<&str> = PAYLOADS.lines().filter(|line| !line.is_empty()).collect();
    ensure(payloads.len() >= 60, "there are fewer payloads than promised")?;
    let page = open(lab, &site, "").await?;
    let body = "
        const keys = ['fig', 'workers', 't', 'lock', 'bet', 'theme', 'lang', 'v', 'x'];
        const before = document.querySelectorAll('script, iframe, object, embed, img').length;
        for (const payload of args[0]) {
            for (const text of [payload, encodeURIComponent(payload)]) {
                for (const key of keys) {
                    wasmBindings.show_address(`?${key}=${text}`);
                    wasmBindings.show_address(`?fig=workers&${key}=${text}`);
                    wasmBindings.show_address(`?fig=workers&${text}=${key}`);
                }
                wasmBindings.address_of(text);
            }
        }
        await new Promise((done) => setTimeout(done, 50));
        return document.querySelectorAll('script, iframe, object, embed, img').length - before;";
    same("elements that came", page.async_script(body, json!([payloads])).await?, json!(0))?;
    is_harmless(&page).await?;
    let encode = "return arguments[0].map(encodeURIComponent)";
    let encoded = page.script(encode, json!([payloads[..OPENED]])).await?;
    for payload in encoded.as_array().into_iter().flatten().filter_map(Value::as_str) {
        for address in [
            "?fig=PAYLOAD",
            "embed/?fig=PAYLOAD",
            "embed/workers/?theme=PAYLOAD&PAYLOAD=1&workers=PAYLOAD#?secret=PAYLOAD",
        ] {
            let page = lab.open_url(format!("{site}{}", address.replace("PAYLOAD", payload))).await?;
            page.wait_until("document.readyState === 'complete'", SOON).await?;
            if !address.starts_with("embed/?") {
                page.wait_for_figure().await?;
            }
            is_harmless(&page).await.context(address)?;
        }
    }
    Ok(())
}

/// Whatever would be executed says so, by calling `alert` or setting `hacked`.
async fn is_harmless(page: &Page) -> Outcome {
    let hacked =
        page.script("return typeof hacked !== 'undefined' || document.title === 'hacked'", json!([])).await?;
    same("whether something was executed", hacked, json!(false))
}
