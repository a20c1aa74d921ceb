//! Wherever the page stands, the badge says how well things can be run for real there, and they are.
//!
//! Browsers give shared memory to some places and not to others, and Workers to nearly all. What each gives is one cell of
//! [`PLACES`]; nowhere may a run hang.

use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::json;

use crate::browser;
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{PEOPLE, Page, SOON, measured_and_predicted_ms};
use crate::server::Fault;

/// After the click something runs, or a sentence says why not.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// How things are run for real; the page gives these names in `data-rung`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rung {
    /// Threads on shared memory.
    E3,
    /// Workers that send messages.
    E2,
    /// The page's event loop.
    E1,
}

use Rung::{E1, E2, E3};

impl Rung {
    fn name(self) -> &'static str {
        match self {
            E3 => "E3",
            E2 => "E2",
            E1 => "E1",
        }
    }
}

/// Whose page it is, and what that allows.
#[derive(Clone, Copy, Debug)]
enum Holder {
    /// Nobody holds it; this is how it is served.
    Nobody(Fault),
    /// A page of another site without headers, with these attributes of the frame.
    Plain(&'static str),
    /// A page of another site that is isolated, with these attributes of the frame.
    Isolated(&'static str),
}

use Holder::{Isolated, Nobody, Plain};

/// Where the page stands, and the rung there, in the order of [`browser::ALL`]: Chromium, Firefox, WebKitGTK as it comes,
/// and WebKitGTK that shares memory.
const PLACES: [(&str, Holder, [Rung; 4]); 8] = [
    ("alone, with our headers", Nobody(Fault::None), [E3, E3, E2, E3]),
    ("alone, without headers", Nobody(Fault::NotIsolated), [E2, E2, E2, E2]),
    ("alone, with document isolation alone", Nobody(Fault::DocumentIsolationOnly), [E3, E2, E2, E2]),
    ("alone, where Workers are forbidden", Nobody(Fault::WorkersForbidden), [E1, E1, E1, E1]),
    ("in a plain page", Plain(""), [E3, E2, E2, E2]),
    ("in an isolated page that allows it", Isolated("allow='cross-origin-isolated'"), [E3, E3, E2, E3]),
    ("in a sandbox with its origin", Plain("sandbox='allow-scripts allow-same-origin'"), [E3, E2, E2, E2]),
    // To become E2 in Chromium: there a module Worker does not start from a Blob, only a classic one does.
    ("in a sandbox without an origin", Plain("sandbox='allow-scripts'"), [E2, E2, E1, E1]),
];

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    let column = browser::ALL.iter().position(|browser| *browser == bench.browser());
    let cell = |(place, holder, rungs): (&str, Holder, [Rung; 4])| {
        let rung = rungs[column?];
        let promise = format!("{place}, things run on rung {}", rung.name());
        bench.everywhere(&promise, async move |lab| stands(lab, holder, rung).await)
    };
    PLACES.map(cell).into()
}

async fn stands(lab: &Lab, holder: Holder, expected: Rung) -> Outcome {
    let page = match holder {
        Nobody(fault) => lab.open_with(fault).await?,
        Plain(attributes) => lab.open_held(attributes, false).await?,
        Isolated(attributes) => lab.open_held(attributes, true).await?,
    };
    let found = rung(&page).await?;
    let badge = page.text(".badge").await?;
    same(format_args!("the rung ({badge:?})"), found.as_str(), expected.name())?;
    // Two workers, at once where that is possible.
    page.choose(false).await?;
    page.slide(PEOPLE, 2).await?;
    let said = answered_run(&page).await?;
    let (measured_ms, predicted_ms) = measured_and_predicted_ms(&said)?;
    // How well they agree is not tested here; a run that did nothing would be over at once.
    ensure(measured_ms > 0.5 * predicted_ms, &said)?;
    let how = match expected {
        E3 | E2 => "It ran on 2 Web Workers",
        E1 => "It ran on this page's event loop",
    };
    ensure(said.contains(how), &said)?;
    // Where no Worker may start, some browsers say so on the console.
    if expected == E1 {
        return Ok(());
    }
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}

async fn rung(page: &Page) -> Outcome<String> {
    page.wait_until("document.querySelector('.badge').dataset.rung", SOON).await?;
    let rung = page.script("return document.querySelector('.badge').dataset.rung", json!([])).await?;
    Ok(rung.as_str().context("reading the badge")?.to_owned())
}

/// Presses Run and gives the last word; the first must come soon.
async fn answered_run(page: &Page) -> Outcome<String> {
    page.click("button.run").await?;
    let answers = "document.querySelector('.real-said').textContent.startsWith('Running') \
                   || (document.querySelector('button.run').textContent === 'Run it for real' \
                       && document.querySelector('.real-said').textContent !== '')";
    if let Err(late) = page.wait_until(answers, ANSWER_WITHIN).await {
        return Err(format!("{late}; it says {:?}", page.text(".real-said").await?).into());
    }
    page.wait_for_end_of_run().await
}
