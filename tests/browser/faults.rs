//! Where the site is incomplete or its host does not isolate it, the reader is told, and the simulation goes on.

use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use serde_json::json;

use crate::expected::{AT_FIRST, Set};
use crate::lab::{Bench, Lab};
use crate::outcome::{Outcome, ensure, same};
use crate::page::{LOAD, Page, SOON, measured_and_predicted_ms};
use crate::server::Fault;

/// What the event loop cannot do.
const IN_PARALLEL: Set = Set { people: 2, side_by_side: false, ..AT_FIRST };
const NOT_AFFECTED: &str = "The simulation above is not affected.";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.in_chromium("without isolation plain Workers run instead, and the page says so", not_isolated),
        bench.in_chromium("without a Worker the event loop runs instead, and the page says so", no_workers),
        bench.in_chromium("a missing engine is told, and plain Workers run instead", engine_missing),
        bench.in_chromium("where no engine can be loaded the event loop runs, and says so", no_engine_at_all),
        bench.in_chromium(
            "where no engine can be loaded, what is about Workers is not measured without them",
            small_figures_without_engine,
        ),
        bench.in_chromium(
            "a page in the engine's place is told, and plain Workers run instead",
            engine_is_a_page,
        ),
        bench.in_chromium("a truncated engine is told, and plain Workers run instead", engine_truncated),
        bench
            .in_chromium("an engine that is no wasm is told, and plain Workers run instead", engine_not_wasm),
        bench.in_chromium("a coordinator that never answers is told, and plain Workers run instead", silent),
        bench.in_chromium("a missing runner gives one sentence, again and again", runner_missing),
        bench.in_chromium("a runner that is never loaded gives one sentence after 2 s", runner_endless),
        bench.in_chromium("what is cancelled while the runner loads is cancelled at once", cancelled_early),
    ]
}

async fn not_isolated(lab: &Lab) -> Outcome {
    let page = lab.open_with(Fault::NotIsolated).await?;
    let isolated = page.script("return crossOriginIsolated", json!([])).await?;
    same("crossOriginIsolated", isolated, json!(false))?;
    let badge = page.text(".badge").await?;
    ensure(badge.contains("send messages") && badge.contains("two headers (COOP and COEP)"), badge)?;
    page.set(IN_PARALLEL).await?;
    let said = page.run_for_real().await?;
    ensure(said.contains("It ran on 2 Web Workers that are sent messages."), &said)?;
    measured_and_predicted_ms(&said)?;
    goes_on(&page).await
}

async fn no_workers(lab: &Lab) -> Outcome {
    let page = lab.open_with(Fault::WorkersForbidden).await?;
    page.wait_until("document.querySelector('.badge').dataset.rung", SOON).await?;
    let badge = page.text(".badge").await?;
    ensure(badge.contains("the event loop only"), badge)?;
    page.set(IN_PARALLEL).await?;
    let said = page.run_for_real().await?;
    let instead = "only the event loop can run: one worker that never waits, predicted 12 s.";
    ensure(said.contains(instead), &said)?;
    ensure(said.contains("It ran on this page's event loop"), &said)?;
    measured_and_predicted_ms(&said)?;
    goes_on(&page).await
}

async fn engine_missing(lab: &Lab) -> Outcome {
    falls(lab, Fault::EngineMissing, "The engine's files could not be loaded.").await
}

async fn no_engine_at_all(lab: &Lab) -> Outcome {
    let page = lab.open_with(Fault::NoEngineAtAll).await?;
    page.set(IN_PARALLEL).await?;
    let said = page.run_for_real().await?;
    let instead = "only the event loop can run: one worker that never waits, predicted 12 s.";
    let why = "It ran on this page's event loop: timers waited, and one thread computed one thing at a time. \
               A better way was tried first. The engine could not be started (";
    ensure(said.contains(instead) && said.contains(why) && said.contains("plain.js"), &said)?;
    measured_and_predicted_ms(&said)?;
    goes_on(&page).await?;
    // One worker alone does on the page's own thread just what is set.
    page.set(Set { people: 1, ..IN_PARALLEL }).await?;
    let said = page.run_for_real().await?;
    ensure(!said.contains("only the event loop") && said.contains(why), &said)?;
    measured_and_predicted_ms(&said)?;
    Ok(())
}

/// A second on the page's own thread would be told as one on a Worker.
async fn small_figures_without_engine(lab: &Lab) -> Outcome {
    let page = lab.open_with(Fault::NoEngineAtAll).await?;
    for (button, said) in [
        ("#alive [value=worker]", "#alive-worker"),
        ("#machine .run", "#machine-said"),
        ("#mosaic [value='2']", "#mosaic-said"),
    ] {
        page.click(button).await?;
        let failed = format!("document.querySelector({said:?}).textContent.startsWith('The engine')");
        page.wait_until(&failed, SOON).await?;
        let said = page.text(said).await?;
        let is_reason = said.starts_with("The engine could not be started (") && said.ends_with(").");
        ensure(is_reason, format_args!("{button}: {said}"))?;
    }
    Ok(())
}

async fn engine_is_a_page(lab: &Lab) -> Outcome {
    falls(lab, Fault::EngineIsAPage, "The engine").await
}

async fn engine_truncated(lab: &Lab) -> Outcome {
    falls(lab, Fault::EngineTruncated, "The engine could not be started (CompileError").await
}

async fn engine_not_wasm(lab: &Lab) -> Outcome {
    falls(lab, Fault::EngineNotWasm, "The engine could not be started (CompileError").await
}

async fn silent(lab: &Lab) -> Outcome {
    falls(lab, Fault::CoordinatorSilent, "The engine did not answer in time.").await
}

async fn runner_missing(lab: &Lab) -> Outcome {
    let page = lab.open_with(Fault::RunnerMissing).await?;
    for _ in 0..2 {
        let said = page.run_for_real().await?;
        ensure(said.starts_with("The engine could not be started (") && said.ends_with(NOT_AFFECTED), &said)?;
        goes_on(&page).await?;
    }
    Ok(())
}

async fn runner_endless(lab: &Lab) -> Outcome {
    let page = lab.open_with(Fault::RunnerEndless).await?;
    let started = Instant::now();
    let said = page.run_for_real().await?;
    let took = started.elapsed();
    let sentence = "The engine did not answer in time. ";
    ensure(said.starts_with(sentence) && said.ends_with(NOT_AFFECTED), &said)?;
    ensure(took > Duration::from_secs(2) && took < Duration::from_secs(5), format_args!("{took:?}"))?;
    goes_on(&page).await
}

async fn cancelled_early(lab: &Lab) -> Outcome {
    let page = lab.open_with(Fault::RunnerEndless).await?;
    page.click(".run").await?;
    page.wait_until("document.querySelector('.run').textContent === 'Cancel'", SOON).await?;
    page.click(".run").await?;
    let cancelled = "document.querySelector('.real-said').textContent.startsWith('Stopped.')";
    page.wait_until(cancelled, SOON).await?;
    goes_on(&page).await
}

/// The threads do not start; the next rung serves, soon enough, and the reader learns why.
async fn falls(lab: &Lab, fault: Fault, why: &str) -> Outcome {
    let page = lab.open_with(fault).await?;
    page.choose(false).await?;
    page.click("button.run").await?;
    let begun = "document.querySelector('.real-said').textContent.startsWith('Running')";
    page.wait_until(begun, Duration::from_secs(5)).await?;
    let said = page.wait_for_end_of_run().await?;
    measured_and_predicted_ms(&said)?;
    let told =
        format!("It ran on one Web Worker, which is sent messages. A better way was tried first. {why}");
    ensure(said.contains(&told), &said)?;
    goes_on(&page).await?;
    // What needs no engine runs as ever.
    page.choose(true).await?;
    let said = page.run_for_real().await?;
    measured_and_predicted_ms(&said)?;
    ensure(!said.contains("A better way"), &said)
}

/// A slider still changes the total.
async fn goes_on(page: &Page) -> Outcome {
    for load_ms in [3_000, 9_000] {
        let before = page.text(".result b.total").await?;
        page.slide(LOAD, load_ms).await?;
        page.wait_until(&format!("document.querySelector('.total').textContent !== {before:?}"), SOON)
            .await?;
    }
    Ok(())
}
