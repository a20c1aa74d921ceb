//! Where a host cannot send headers, the site can isolate itself: with the next page, without a word that is not true before,
//! never in a frame, and so that it can be taken back.

use libtest_mimic::Trial;
use meanwhile_words::text;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, SOON, measured_and_predicted_ms};
use crate::server::Fault;

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    // WebKitGTK calls a page isolated, and shares memory only where it is started so.
    let shares = bench.browser() != Browser::WebKit;
    let promise = "a site that isolates itself shares memory with the next page, until it is taken back";
    vec![
        if shares { bench.everywhere(promise, isolates) } else { None },
        bench.in_chromium("a site in a frame leaves nothing behind that isolates", never_in_a_frame),
    ]
}

async fn isolates(lab: &Lab) -> Outcome {
    let page = lab.open_at("/blog/", Fault::IsolatesItself).await?;
    page.wait_for_figure().await?;
    same("the rung of the first page", rung(&page).await?, json!("E2"))?;
    same("the badge", page.text(".badge").await?, text("badge.next-time").to_owned())?;
    page.script("window.isFirst = true", json!([])).await?;
    let ready = "await navigator.serviceWorker.ready; return [isFirst, crossOriginIsolated]";
    same("the first page, afterwards", page.async_script(ready, json!([])).await?, json!([true, false]))?;

    for there in ["", "de/"] {
        let page = lab.open_url([page.url(), there].concat()).await?;
        page.wait_for_figure().await?;
        let isolated = page.script("return crossOriginIsolated", json!([])).await?;
        same(format_args!("isolation of /{there}"), isolated, json!(true))?;
        same(format_args!("the rung of /{there}"), rung(&page).await?, json!("E3"))?;
    }
    let again = lab.open_url(page.url().to_owned()).await?;
    again.wait_for_figure().await?;
    again.skip_bets().await?;
    again.click("#tabs .run").await?;
    measured_and_predicted_ms(&again.wait_for_end_of_run().await?).context("the run")?;
    let kept = "return [await caches.keys(), localStorage.length, document.cookie]";
    same("what is kept", again.async_script(kept, json!([])).await?, json!([[], 0, ""]))?;
    same("the console's errors", again.console_errors().await?, Vec::<String>::new())?;
    taken_back(lab, again.url()).await
}

/// The file of a site that is built without isolation is the new version of what an earlier build has left.
async fn taken_back(lab: &Lab, site: &str) -> Outcome {
    // A page of the site that registers nothing by itself.
    let page = lab.open_url([site, "embed/"].concat()).await?;
    let body = "
        const here = { scope: args[0] };
        await navigator.serviceWorker.register(`${args[0]}isolate-off.js`, here);
        for (let tries = 0; tries < 50; tries += 1) {
            if (!(await navigator.serviceWorker.getRegistrations()).length) return 'gone';
            await new Promise((done) => setTimeout(done, 100));
        }
        return 'still there';";
    same("the service worker", page.async_script(body, json!([site])).await?, json!("gone"))?;
    let page = lab.open_url([site, "embed/"].concat()).await?;
    let isolated = page.script("return crossOriginIsolated", json!([])).await?;
    same("isolation, once it is taken back", isolated, json!(false))
}

async fn never_in_a_frame(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/", Fault::IsolatesItself).await?;
    for attributes in ["", "sandbox=\"allow-scripts allow-same-origin\""] {
        let host = format!(
            "<!doctype html><title>Somebody else's</title><iframe src=\"{site}\" {attributes}></iframe>"
        );
        let page = lab.open_host(host, false).await?;
        lab.client.enter_frame(0).await.context("looking into the frame")?;
        page.wait_for_figure().await?;
        let count = "return (await navigator.serviceWorker.getRegistrations()).length";
        same(attributes, page.async_script(count, json!([])).await?, json!(0))?;
    }
    // Without an origin the module does not load here; the page says nothing on the console but that.
    let host = format!(
        "<!doctype html><title>Somebody else's</title><iframe src=\"{site}\" sandbox=\"allow-scripts\"></iframe>"
    );
    let page = lab.open_host(host, false).await?;
    lab.client.enter_frame(0).await.context("looking into the frame")?;
    page.wait_until("document.readyState === 'complete'", SOON).await?;
    let errors = page.console_errors().await?;
    ensure(errors.iter().all(|error| !error.contains("isolate")), format_args!("{errors:?}"))
}

async fn rung(page: &Page) -> Outcome<Value> {
    page.wait_until("document.querySelector('.badge').dataset.rung", SOON).await?;
    page.script("return document.querySelector('.badge').dataset.rung", json!([])).await
}
