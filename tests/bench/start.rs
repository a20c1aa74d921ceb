//! How soon the article is there: when it answers, against the same page made to answer by a few lines of script, and when
//! its largest part is painted, against the same.

use std::path::Path;

use fantoccini::Client;

use crate::driver::{Driver, Vendor};
use crate::figures::{Figures, least};
use crate::outcome::{Context, Outcome};
use crate::server::{Fault, Server};

/// Both pages in turns; the best time of each counts.
const ROUNDS: usize = 8;

/// Notes when the last figure came to life, and the paints so far.
const WATCH: &str = "
    new PerformanceObserver((list) => { window.painted = list.getEntries().at(-1).startTime; })
        .observe({ type: 'largest-contentful-paint', buffered: true });
    new MutationObserver(() => {
        const waits = '[data-betting]:not([data-alive])';
        if (document.querySelector('[data-alive]') && !document.querySelector(waits)) {
            window.interactive ??= performance.now();
        }
    }).observe(document, { subtree: true, attributeFilter: ['data-alive'] });";

/// Waits until the page answers, and a moment for what may still be painted.
const TIMES: &str = "
    const done = arguments[arguments.length - 1];
    const look = () => {
        if (window.interactive === undefined || window.painted === undefined) return setTimeout(look, 20);
        setTimeout(() => done([window.interactive, window.painted]), 300);
    };
    look();";

/// Two figures: the time until the article answers, and the time until its largest part is painted, each as a multiple of
/// the vanilla page's.
pub async fn measure(driver: &Driver, site: &Path) -> Outcome<Figures> {
    let client = driver.session().await?;
    client.issue_cmd(Vendor::before_each_page(WATCH)).await.context("watching for paints")?;
    let (mut article, mut vanilla) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        article.push(load(&client, site, Fault::None).await?);
        vanilla.push(load(&client, site, Fault::Vanilla).await?);
    }
    let best = |times: &[(f64, f64)]| {
        (least(times.iter().map(|times| times.0)), least(times.iter().map(|times| times.1)))
    };
    let ((answers, paints), (vanilla_answers, vanilla_paints)) = (best(&article), best(&vanilla));
    for (what, ours, theirs) in
        [("answers", answers, vanilla_answers), ("is painted", paints, vanilla_paints)]
    {
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            eprintln!("start: the article {what} after {ours:.0} ms, the vanilla page after {theirs:.0} ms");
        }
    }
    let ratio = |ours: Option<f64>, theirs: Option<f64>| Some(ours? / theirs?);
    Ok(Figures::default()
        .with("interactive ÷ vanilla", ratio(answers, vanilla_answers))
        .with("painted ÷ vanilla", ratio(paints, vanilla_paints)))
}

/// From a port of its own, so that nothing is in the browser's caches; when it answered, and when it was painted.
async fn load(client: &Client, site: &Path, fault: Fault) -> Outcome<(f64, f64)> {
    let server = Server::start(site, "/", fault).await?;
    let url = server.url();
    client.goto(&url).await.context(format_args!("opening {url}"))?;
    let times = client.execute_async(TIMES, Vec::new()).await.context("waiting for the page")?;
    serde_json::from_value(times).context("reading when the page was there")
}
