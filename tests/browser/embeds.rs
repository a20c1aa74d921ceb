//! Wherever a figure stands on somebody else's page, it is drawn, tells its height at once, says how well things run there,
//! and runs them; where a host forbids it to load, what stands there without script stays.

use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::around::{around, enter};
use crate::browser::{self, Browser};
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, SOON, measured_and_predicted_ms};
use crate::server::Fault;

/// From the beginning of the page around to the first height, of a figure that nobody sees yet.
const HEIGHT_WITHIN_MS: f64 = 1_000.0;
const TRIES: usize = 3;
/// Whatever has not been told after this time is not told.
const SILENT_FOR: Duration = Duration::from_millis(1_500);

/// How a figure stands on the page, in the order of the columns of [`TABLE`].
const WAYS: [&str; 4] = ["bare", "sandboxed", "with-origin", "element"];

/// What becomes of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It lives, and things run on the rung of that name.
    E3,
    E2,
    E1,
    /// Its module may not be loaded; the still picture stands there, and the page around is told.
    Still,
    /// The same, but not even the script may be loaded that would tell.
    Mute,
    /// The browser refuses the whole frame; the element shows what stands in it.
    Refused,
}

use Fate::{E1, E2, E3, Mute, Refused, Still};

/// The fates of one way in the four browsers, in the order of [`browser::ALL`].
type Fates = [Fate; 4];

const NONE: Fates = [Refused; 4];
const PLAIN: Fates = [E2; 4];
const WITHOUT_MODULE: Fates = [Still; 4];
/// Chromium takes the header at its word, also where nothing has an origin that could be the same.
const WITHOUT_SCRIPT: Fates = [Mute, Still, Still, Still];
/// Chromium isolates a document by its own header, whatever holds it.
const ISOLATES_ITSELF: Fates = [E3, E2, E2, E2];
const ISOLATED: Fates = [E3, E3, E2, E3];
/// In a sandbox without an origin, WebKit starts no Worker.
const SANDBOXED: Fates = [E2, E2, E1, E1];

/// Whether the page around is isolated, how our files are served, and what becomes of each way there.
const TABLE: [(bool, Fault, [Fates; 4]); 6] = [
    (false, Fault::None, [ISOLATES_ITSELF, SANDBOXED, ISOLATES_ITSELF, ISOLATES_ITSELF]),
    (
        false,
        Fault::DocumentIsolationOnly,
        [ISOLATES_ITSELF, WITHOUT_SCRIPT, ISOLATES_ITSELF, ISOLATES_ITSELF],
    ),
    (false, Fault::NotIsolated, [PLAIN, WITHOUT_MODULE, PLAIN, PLAIN]),
    (true, Fault::None, [ISOLATED, SANDBOXED, ISOLATED, ISOLATED]),
    (true, Fault::DocumentIsolationOnly, [NONE, NONE, NONE, NONE]),
    (true, Fault::NotIsolated, [NONE, NONE, NONE, NONE]),
];

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    let webkit = matches!(bench.browser(), Browser::WebKit | Browser::WebKitSharing);
    vec![
        bench.everywhere("in every frame that a host may make, a figure lives or says why not", everywhere),
        bench.everywhere("in frames of every kind things are run for real", runs),
        bench.everywhere("a figure below what is to be seen tells its height within a second", at_once),
        // WebKitGTK's Tab leads to links only where the system is set so.
        if webkit { None } else { bench.everywhere("Tab leads into a frame and out of it again", tab) },
        bench.in_chromium("a frame speaks the language that its address asks for", in_german),
        bench.in_chromium("a figure that was hidden tells its height when it is shown", hidden),
    ]
}

async fn everywhere(lab: &Lab) -> Outcome {
    let column =
        browser::ALL.iter().position(|browser| *browser == lab.browser).context("finding the column")?;
    let mut wrong = Vec::new();
    for (is_isolated, fault, ways) in TABLE {
        let page = hold(lab, is_isolated, fault).await?;
        let fates = ways.map(|fates| fates[column]);
        wait_for(&page, &fates).await?;
        for (way, fate) in WAYS.iter().zip(fates) {
            let told = page.script("return told[arguments[0]] ?? {}", json!([way])).await?;
            if let Err(error) = check(&told, fate) {
                wrong.push(format!("{way}, {fault:?}, page around isolated: {is_isolated}: {error}"));
            }
        }
        let is_shown =
            page.script("return document.getElementById('fallback').checkVisibility()", json!([])).await?;
        if is_shown != json!(fates[3] == Refused) {
            wrong.push(format!(
                "what stands in the element is shown: {is_shown}, {fault:?}, isolated: {is_isolated}"
            ));
        }
        let errors = page.console_errors().await?;
        if fault == Fault::None && !fates.contains(&E1) && !errors.is_empty() {
            wrong.push(format!("isolated: {is_isolated}: {errors:?}"));
        }
    }
    ensure(wrong.is_empty(), wrong.join("\n"))
}

async fn in_german(lab: &Lab) -> Outcome {
    let page = lab.open_at("/", Fault::None).await?;
    page.client()
        .goto(&format!("{}embed/tabs/?tabs=3&lang=de", page.url()))
        .await
        .context("opening the frame's page")?;
    let is_german = "document.documentElement.lang === 'de' && document.querySelector('.earned')?.textContent === 'nebenläufig'";
    page.wait_until(is_german, SOON).await?;
    let address =
        page.script("return [location.pathname, wasmBindings.address_of('tabs')]", json!([])).await?;
    same("where that is", address, json!(["/de/embed/tabs/", "fig=tabs&tabs=3"]))
}

/// A page with a figure in each way, below what is to be seen.
async fn hold(lab: &Lab, is_isolated: bool, fault: Fault) -> Outcome<Page> {
    let site = lab.serve_site("/some/where/", fault).await?;
    let figures: String = WAYS.iter().map(|way| figure(&site, way)).collect();
    lab.open_host(around(&figures, "margin-top: 3000px"), is_isolated).await
}

/// A page with a figure in one of the ways.
async fn hold_only(lab: &Lab, way: &str, style: &str) -> Outcome<Page> {
    let site = lab.serve_site("/", Fault::None).await?;
    lab.open_host(around(&figure(&site, way), style), false).await
}

fn figure(site: &str, way: &str) -> String {
    let allowed = "allow=\"cross-origin-isolated\"";
    let attributes = match way {
        "sandboxed" => "sandbox=\"allow-scripts\"".to_owned(),
        "with-origin" => format!("sandbox=\"allow-scripts allow-same-origin\" {allowed}"),
        "element" => {
            return format!(
                "<script async src=\"{site}embed.js\"></script><meanwhile-figure fig=\"tabs\" bet=\"off\" load=\"eager\">\
                 <a id=\"fallback\" href=\"#\">a link</a></meanwhile-figure>"
            );
        }
        _ => allowed.to_owned(),
    };
    format!(
        "<iframe id=\"{way}\" src=\"{site}embed/tabs/?bet=off\" {attributes} width=\"600\" height=\"500\"></iframe>"
    )
}

/// Until everything that should be told has been told, or long enough.
async fn wait_for(page: &Page, fates: &[Fate]) -> Outcome {
    let last = |(way, fate): (&&str, &Fate)| match fate {
        E3 | E2 | E1 => Some(format!("told['{way}']?.level")),
        Still => Some(format!("told['{way}']?.error")),
        Mute | Refused => None,
    };
    let all: Vec<_> = WAYS.iter().zip(fates).filter_map(last).collect();
    if all.is_empty() {
        tokio::time::sleep(SILENT_FOR).await;
        return Ok(());
    }
    if page.wait_until(&all.join(" && "), SOON).await.is_err() {
        // What is missing is told below, with all the rest.
        let told = page.script("return JSON.stringify(told)", json!([])).await?;
        println!("not everything was told: {told}");
    }
    Ok(())
}

fn check(told: &Value, fate: Fate) -> Outcome {
    let first = |kind: &str| told[kind][0][1].clone();
    let first_ms = |kind: &str| told[kind][0][0].as_f64();
    if matches!(fate, Mute | Refused) {
        return same("what is told", told, &json!({}));
    }
    let height_ms = first_ms("height").context("waiting for a height")?;
    ensure(
        first("height").as_f64().is_some_and(|px| px > 300.0),
        format_args!("a height of {}", first("height")),
    )?;
    if fate == Still {
        ensure(told["error"].is_array() && told["ready"].is_null(), format_args!("told {told}"))?;
        return Ok(());
    }
    let ready_ms = first_ms("ready").context("waiting for the module")?;
    ensure(height_ms <= ready_ms, "the module came before the first height")?;
    same("the figure", first("ready"), json!({ "figure": "tabs", "version": 1 }))?;
    same("the state", first("state"), json!("fig=tabs&bet=off"))?;
    same("the rung", first("level"), json!(format!("{fate:?}")))?;
    ensure(told["error"].is_null(), format_args!("told {}", told["error"]))
}

async fn runs(lab: &Lab) -> Outcome {
    for way in ["sandboxed", "element"] {
        let page = hold_only(lab, way, "").await?;
        page.wait_until(&format!("told['{way}']?.level"), SOON).await?;
        let level = page.script("return told[arguments[0]].level[0][1]", json!([way])).await?;
        enter(lab, &page, way).await?;
        page.script("document.querySelector('button.run').click()", json!([])).await?;
        let said = page.wait_for_end_of_run().await?;
        // The event loop of a page that is held up cannot be measured, and that is told.
        if level != json!("E1") || !said.ends_with("The simulation above is not affected.") {
            measured_and_predicted_ms(&said).context(way)?;
        }
        lab.client.enter_parent_frame().await.context("leaving the frame")?;
        let heard = format!("told['{way}'].run.at(-1)[1].said.replaceAll('\u{a0}', ' ') === {said:?}");
        page.wait_until(&heard, SOON).await?;
    }
    Ok(())
}

async fn at_once(lab: &Lab) -> Outcome {
    let mut quickest_ms = f64::INFINITY;
    // On a busy machine everything takes long now and then.
    for _ in 0..TRIES {
        let page = hold_only(lab, "bare", "margin-top: 3000px").await?;
        page.wait_until("told.bare?.height", SOON).await?;
        let height_ms = page.script("return told.bare.height[0][0]", json!([])).await?;
        quickest_ms = quickest_ms.min(height_ms.as_f64().context("reading the time")?);
    }
    ensure(quickest_ms < HEIGHT_WITHIN_MS, format_args!("it came after {quickest_ms} ms"))
}

async fn tab(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/", Fault::None).await?;
    let html = format!(
        "<a id=\"before\" href=\"#\">before</a>\
         <iframe id=\"bare\" src=\"{site}embed/alive/\" width=\"600\" height=\"600\"></iframe>\
         <a id=\"after\" href=\"#\">after</a>"
    );
    let page = lab.open_host(around(&html, ""), false).await?;
    page.wait_until("told.bare?.height", SOON).await?;
    page.focus("#before").await?;
    let mut stops = Vec::new();
    for _ in 0..12 {
        page.keys("\u{e004}").await?;
        let stop = page.script("return document.activeElement.id", json!([])).await?;
        let stop = stop.as_str().unwrap_or_default().to_owned();
        stops.push(stop.clone());
        if stop == "after" {
            break;
        }
        if stop == "bare" {
            // Keys go to the frame that the driver looks into.
            lab.client.enter_frame(0).await.context("looking into the frame")?;
            let last = "const stops = [...document.querySelectorAll('button, a, summary')]\
                .filter((stop) => stop.checkVisibility());\
                const seen = document.activeElement !== document.body; stops.at(-1).focus(); return seen;";
            let is_in = page.script(last, json!([])).await?;
            ensure(is_in == json!(true), "nothing in the frame has the focus")?;
            page.keys("\u{e004}").await?;
            lab.client.enter_parent_frame().await.context("leaving the frame")?;
            let stop = page.script("return document.activeElement.id", json!([])).await?;
            stops.push(stop.as_str().unwrap_or_default().to_owned());
            break;
        }
    }
    same("where Tab leads", stops, ["bare", "after"].map(str::to_owned).to_vec())
}

async fn hidden(lab: &Lab) -> Outcome {
    let site = lab.serve_site("/", Fault::None).await?;
    let html = format!(
        "<iframe id=\"bare\" style=\"display: none\" src=\"{site}embed/tabs/\" width=\"600\"></iframe>"
    );
    let page = lab.open_host(around(&html, ""), false).await?;
    page.wait_until("told.bare?.ready", SOON).await?;
    let show =
        "document.getElementById('bare').style.display = 'block'; window.shown = performance.now() - began;";
    page.script(show, json!([])).await?;
    page.wait_until("told.bare.height?.some(([ms, px]) => ms > shown && px > 300)", Duration::from_secs(1))
        .await
}
