//! What the dialog gives to paste works when it is pasted, and figures stand whatever a blog's style sheets do.

use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::around::around;
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, SOON};
use crate::server::Fault;

/// What blogs do, each around a figure.
const BLOG: &str = include_str!("../hosts/blog.html");
const ALIVE: &str = "[...document.querySelectorAll('meanwhile-figure')].every((figure) => figure.level)";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.in_chromium("what the dialog gives to paste works when it is pasted", pasted),
        bench.everywhere("a figure stands whatever a blog's style sheet does", stands),
    ]
}

async fn pasted(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/blog/", Fault::None).await?;
    let page = lab.open_url(format!("{site}?fig=workers&workers=3&cores=2&bet=off#workers")).await?;
    page.wait_for_figure().await?;
    let snippets = give(&page).await?;
    let of = |way: &str| {
        snippets[way].as_str().map(str::to_owned).context(format_args!("reading the snippet {way}"))
    };
    // Two of its dials are kept as they are.
    let state = json!("fig=workers&workers=3&cores=2&lock=workers.io&bet=off");

    for way in ["element", "pinned"] {
        let page = lab.open_host(around(&of(way)?, ""), false).await?;
        page.wait_until("told.element?.state", SOON).await?;
        let told = page.script("return told.element.state[0][1]", json!([])).await?;
        same(format_args!("the state of the {way}"), told, state.clone())?;
    }
    // Of another script than the one that is pinned nothing runs, and what stands in the element is shown.
    let pinned = of("pinned")?;
    let (before, rest) = pinned.split_once("sha384-").context("finding the hash")?;
    let (_, after) = rest.split_once('"').context("finding the hash")?;
    let other = format!("{before}sha384-{}\"{after}", "A".repeat(64));
    let page = lab.open_host(around(&other, ""), false).await?;
    page.wait_until("document.readyState === 'complete'", SOON).await?;
    let is_still = "const picture = document.querySelector('meanwhile-figure img');
        await picture.decode(); return [picture.checkVisibility(), !customElements.get('meanwhile-figure')]";
    same("another script", page.async_script(is_still, json!([])).await?, json!([true, true]))?;

    // Markdown takes it as one block of HTML only where no line of it is empty.
    ensure(!of("markdown")?.contains('\n'), of("markdown")?)?;
    same("Markdown's", of("markdown")?, of("iframe")?)?;
    same("MDX's", of("mdx")?.replace("style={{ border: 0 }}", "style=\"border:0\""), of("iframe")?)?;
    let page =
        lab.open_host(around(&of("iframe")?.replace("<iframe", "<iframe id=\"bare\""), ""), false).await?;
    page.wait_until("told.bare?.state", SOON).await?;
    same("the frame's state", page.script("return told.bare.state[0][1]", json!([])).await?, state.clone())?;

    let page = lab.open_url(of("address")?).await?;
    page.wait_for_figure().await?;
    same(
        "the address' state",
        page.script("return wasmBindings.address_of('workers')", json!([])).await?,
        state.clone(),
    )?;

    let picture = of("picture")?;
    let parts = picture.strip_prefix("[![").and_then(|rest| rest.split_once("](")?.1.split_once(")]("));
    let (picture, link) = parts.context("reading the picture's snippet")?;
    let loaded =
        "const image = new Image(); image.src = args[0]; await image.decode(); return image.naturalWidth";
    same("the picture's width", page.async_script(loaded, json!([picture])).await?, json!(680))?;
    let page = lab.open_url(link.trim_end_matches(')').to_owned()).await?;
    page.wait_for_figure().await?;
    // What stands in the article is not what the dialog was asked for.
    same(
        "the link's state",
        page.script("return wasmBindings.address_of('workers')", json!([])).await?,
        json!("fig=workers&workers=3&cores=2&bet=off"),
    )
}

/// Opens the dialog, and gives all that it has to paste, by the ways' names.
pub async fn give(page: &Page) -> Outcome<Value> {
    page.script("document.querySelector('#workers .share summary').click()", json!([])).await?;
    page.wait_until("document.querySelector('#workers [data-embed]')", SOON).await?;
    page.script("document.querySelector('#workers [data-embed]').click()", json!([])).await?;
    // Of the panel's dials those of the figure are there; the reader may set cores only.
    let lock = "
        const dials = [...document.querySelectorAll('#workers [name=free]')];
        for (const dial of dials) if (dial.value !== 'cores') dial.click();
        return dials.map((dial) => dial.value);";
    same("the dials", page.script(lock, json!([])).await?, json!(["workers", "cores", "io"]))?;
    // The preview tells its height.
    page.wait_until("document.querySelector('.share-preview iframe')?.height > 300", SOON).await?;
    let body = "
        const snippets = {};
        for (const way of document.querySelectorAll('#workers [name=way]')) {
            way.click();
            snippets[way.value] = document.querySelector('#workers [name=snippet]').value;
            if (!document.querySelector('#workers .share-note').textContent) throw `${way.value} says nothing`;
        }
        const height = document.querySelector('.share-preview iframe').height;
        if (!snippets.iframe.includes(`height=\"${height}\"`)) throw `the height is not ${height}: ${snippets.iframe}`;
        document.querySelector('#workers [value=element]').click();
        const pin = document.querySelector('#workers [name=pin]');
        for (let tries = 0; pin.parentElement.hidden && tries < 50; tries += 1) {
            await new Promise((done) => setTimeout(done, 100));
        }
        pin.click();
        snippets.pinned = document.querySelector('#workers [name=snippet]').value;
        if (!/ integrity=\"sha384-[\\w+\\/]{64}\" crossorigin>/.test(snippets.pinned)) throw `not pinned: ${snippets.pinned}`;
        return snippets;";
    page.async_script(body, json!([])).await
}

async fn stands(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/", Fault::None).await?;
    let page = lab.open_host(BLOG.replace("SITE", &site), false).await?;
    page.wait_until(ALIVE, Duration::from_secs(40)).await?;
    let body = "
        await new Promise((done) => setTimeout(done, 500));
        return [...document.querySelectorAll('meanwhile-figure')].map((figure) => {
            const frame = figure.shadowRoot.querySelector('iframe');
            const [outer, inner] = [figure.getBoundingClientRect(), frame.getBoundingClientRect()];
            return [figure.parentElement.className, frame.offsetHeight === Number(frame.height), frame.offsetHeight > 500,
                Math.abs(outer.width - inner.width) < 20, frame.style.colorScheme];
        });";
    let found = page.async_script(body, json!([])).await?;
    let sections = ["reset", "wordpress", "ghost", "dark", "narrow", "rtl", "scaled", "flex", "table"];
    let scheme = |name: &str| if name == "dark" { "dark" } else { "light" };
    let expected: Vec<_> =
        sections.iter().map(|name| json!([name, true, true, true, scheme(name)])).collect();
    same("how they stand", found, json!(expected))
}
