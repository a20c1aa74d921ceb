//! The page is there: with script and without, and quietly.

use libtest_mimic::Trial;
use meanwhile_figures::html;
use serde_json::json;

use crate::expected::AT_FIRST;
use crate::figure::{figure, figures, plain_spaces};
use crate::lab::{Bench, Lab};
use crate::outcome::{Outcome, ensure, same};
use crate::page::SOON;
use crate::server::Fault;

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.everywhere("the page renders", renders),
        bench.everywhere("nothing is wrong on the console, and the check would see it", quiet),
        bench.in_chromium("the article can be read without script", readable_without_script),
        bench.in_chromium("without script every figure shows its answer, and nothing to press", answered),
        bench.in_chromium("the article can be read where the figure cannot be loaded", readable_when_broken),
        bench.in_chromium("what goes wrong elsewhere takes no control away", controls_stay),
        bench.in_chromium("the page works under a sub-path", under_a_sub_path),
    ]
}

async fn renders(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    same("the heading", page.text("h1").await?, "Concurrency and parallelism, hands-on")?;
    same("the question", page.text(".question").await?, "Two pages, one of you. When are both read?")?;
    same("the total", page.text(".result b.total").await?, "12 s")?;
    page.expect_total(AT_FIRST).await?;
    let drawn =
        "return ['.stage svg', '.timeline svg'].map((at) => document.querySelector(at).children.length)";
    let drawn = page.script(drawn, json!([])).await?;
    let is_drawn = |part: usize| drawn[part].as_u64().is_some_and(|shapes| shapes > 0);
    ensure(is_drawn(0) && is_drawn(1), format_args!("the picture is empty: {drawn} shapes"))?;
    let isolated = page.script("return crossOriginIsolated", json!([])).await?;
    same("crossOriginIsolated", isolated, json!(true))
}

async fn quiet(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    page.press("Play").await?;
    page.press("Pause").await?;
    let said = page.run_for_real().await?;
    ensure(said.starts_with("Measured "), said)?;
    page.choose(false).await?;
    let said = page.run_for_real().await?;
    ensure(said.starts_with("Measured "), said)?;
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())?;
    if !lab.tells_errors() {
        return Ok(());
    }
    page.script("setTimeout(() => { throw new Error('planted') })", json!([])).await?;
    let errors = page.console_errors().await?;
    ensure(
        errors.len() == 1 && errors[0].contains("planted"),
        format_args!("a planted error gives {errors:?}"),
    )
}

/// Has the page parsed and laid out by the browser, in a document in which no script runs.
const WITHOUT_SCRIPT: &str = "
    const frame = document.createElement('iframe');
    frame.sandbox = 'allow-same-origin';
    frame.srcdoc = await (await fetch(args[0])).text();
    frame.width = 1000;
    const loaded = new Promise((resolve) => frame.onload = resolve);
    document.body.append(frame);
    await loaded;
    const still = frame.contentDocument;";

async fn readable_without_script(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let body = format!("{WITHOUT_SCRIPT} return still.body.innerText;");
    let text = page.async_script(&body, json!([page.url()])).await?;
    let text = text.as_str().unwrap_or_default().replace('\u{a0}', " ");
    for words in [
        "Two tabs, or two devices?",
        "what you do meanwhile",
        "Both pages are read after 12 s. One tab at a time takes 17 s",
        "On one core the two take 12 s",
        "starting all and then awaiting takes 53 ms",
        "Two cores are done after 20 s, not after half of 30 s",
        "Two cores need 180 min",
        "Eight workers and one core: done after 80 s",
        "at the same instant",
        "The Art of Concurrency",
    ] {
        let found = text.to_lowercase().contains(&words.to_lowercase()) || is_split(&text, words);
        ensure(found, format_args!("{words:?} is missing in {text:?}"))?;
    }
    Ok(())
}

/// The result and the bars of every figure, and no control that would do nothing.
async fn answered(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let body = format!(
        "{WITHOUT_SCRIPT}
         const shown = (selector) => [...still.querySelectorAll(selector)]
             .filter((found) => found.checkVisibility({{ visibilityProperty: true }})
                 && found.getClientRects().length > 0);
         return args[1].map((id) => [
             shown(`#${{id}} .result`).map((result) => result.innerText.replaceAll('\\u00a0', ' ')).join(),
             shown(`#${{id}} .bar`).length > 0,
             shown(`#${{id}} :is(input, select, [data-do])`).length,
         ]);"
    );
    let ids: Vec<_> = figures(&page).map(|figure| figure.id()).collect();
    let found = page.async_script(&body, json!([page.url(), ids])).await?;
    for (index, figure) in figures(&page).enumerate() {
        let result = plain_spaces(&html::summary(&figure.first()?));
        same(figure.id(), &found[index], &json!([result, true, 0]))?;
    }
    Ok(())
}

/// Whether the words are there, with other white space between them.
fn is_split(text: &str, words: &str) -> bool {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    flat(text).contains(&flat(words))
}

async fn readable_when_broken(lab: &Lab) -> Outcome {
    let page = lab.open_at("/", Fault::AppMissing).await?;
    page.wait_until("document.readyState === 'complete'", SOON).await?;
    page.wait_until("document.documentElement.classList.contains('broken')", SOON).await?;
    let seen = page.script("return document.querySelector('#tabs .result').innerText", json!([])).await?;
    let seen = seen.as_str().unwrap_or_default().replace('\u{a0}', " ");
    ensure(seen.contains("12 s") && seen.contains("17 s"), format_args!("the reader sees {seen:?}"))
}

/// A window that changes its size, other people's scripts; only an error of the page's own module counts.
async fn controls_stay(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let is_broken = "return document.documentElement.classList.contains('broken')";
    let check = async |what: &str, body: &str, expected: bool| {
        page.async_script(&format!("{body}; await new Promise((done) => setTimeout(done, 100))"), json!([]))
            .await?;
        same(what, page.script(is_broken, json!([])).await?, json!(expected))
    };
    for width in [360, 1280] {
        page.resize(width, 900).await?;
        check("after another width the page counts as broken", "", false).await?;
    }
    check("after a stranger's error", "setTimeout(() => { throw new Error('not ours') })", false).await?;
    check("after a stranger's rejection", "Promise.reject(new Error('not ours'))", false).await?;
    figure(&page, "tabs")?.expect_visible(".controls", true).await?;
    check(
        "after an image is missing",
        "document.body.append(Object.assign(new Image(), { src: '/no' }))",
        false,
    )
    .await?;
    let trap =
        "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }))";
    check("after the module's own error", trap, true).await
}

async fn under_a_sub_path(lab: &Lab) -> Outcome {
    let page = lab.open_at("/some/where/", Fault::None).await?;
    page.wait_for_figure().await?;
    page.skip_bets().await?;
    page.choose(false).await?;
    let said = page.run_for_real().await?;
    ensure(said.contains("It ran on one Web Worker"), said)?;
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}
