//! How quickly the article follows the reader's hands: a moved slider's script, and input to paint, also while a real run
//! uses every core.

use std::path::Path;

use fantoccini::Client;
use serde_json::json;

use crate::driver::Driver;
use crate::figures::{Figures, greatest, least};
use crate::outcome::{Context, Outcome};
use crate::server::{Fault, Server};

const SCRIPT: &str = include_str!("article.js");
const MOVES: usize = 100;
/// Each for another number of cores.
const MAPS: usize = 6;
/// So many that two in a hundred are more than one.
const INPUTS: usize = 150;

/// Six figures. Three are of the map, in milliseconds from the moment that it is to be seen: until its first picture is
/// drawn, until all of it is computed, and the longest that the page did not answer meanwhile. The others: the script of a moved slider in milliseconds at its best, and the time from input to paint that 98 of 100
/// stay below, while a real run computes: in milliseconds, and as a multiple of the same without one.
pub async fn measure(driver: &Driver, site: &Path) -> Outcome<Figures> {
    let server = Server::start(site, "/", Fault::None).await?;
    let client = driver.session().await?;
    let url = server.url();
    client.goto(&url).await.context(format_args!("opening {url}"))?;
    let alive = "const done = arguments[arguments.length - 1];\
                 const look = () => document.querySelector('.badge[data-rung]:not([data-rung=\"\"])')\
                     ? done(true) : setTimeout(look, 20);\
                 look();";
    client.execute_async(alive, Vec::new()).await.context("waiting for the figures")?;
    client.execute(SCRIPT, Vec::new()).await.context("preparing the page")?;
    let map = call(&client, "map", MAPS).await?;
    let of_maps = |figure: usize| map.chunks(3).filter_map(move |map| map.get(figure).copied());
    let script_ms = least(call(&client, "scriptTimes", MOVES).await?);
    let idle_ms = nearly_worst(call(&client, "latencies", INPUTS).await?);
    let busy_ms = nearly_worst(call(&client, "latenciesWhileRunning", INPUTS).await?);
    if let (Some(idle_ms), Some(busy_ms)) = (idle_ms, busy_ms) {
        eprintln!(
            "article: input to paint, 98 of 100: {idle_ms:.0} ms idle, {busy_ms:.0} ms while computing"
        );
    }
    Ok(Figures::default()
        .with("map, first picture", least(of_maps(0)))
        .with("map, whole", least(of_maps(1)))
        .with("map, longest task", greatest(of_maps(2)))
        .with("slider", script_ms)
        .with("input to paint", busy_ms)
        .with("busy ÷ idle", busy_ms.zip(idle_ms).map(|(busy, idle)| busy / idle)))
}

/// 98 of 100 are no worse.
fn nearly_worst(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() * 98 / 100).copied()
}

async fn call(client: &Client, function: &str, count: usize) -> Outcome<Vec<f64>> {
    let body = "const done = arguments[arguments.length - 1];\
                bench[arguments[0]](arguments[1]).then(done, (error) => done(String(error)));";
    let told = client.execute_async(body, vec![json!(function), json!(count)]).await;
    let told = told.context(format_args!("calling {function} in the page"))?;
    serde_json::from_value(told.clone()).context(format_args!("reading what {function} tells ({told})"))
}
