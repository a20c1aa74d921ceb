//! Where the site is incomplete or its host does not isolate it, the reader is told, and the simulation goes on.

use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use serde_json::json;

use crate::expected::{AT_FIRST, Set};
use crate::lab::{Lab, Setting};
use crate::outcome::{Outcome, ensure, same};
use crate::page::{LOAD, Page, measured_and_predicted_ms};
use crate::server::Fault;

const NOT_AFFECTED: &str = "The simulation above is not affected.";

/// The promises of this file.
pub fn promises(setting: Option<&Setting>) -> Vec<Trial> {
    vec![
        Setting::trial(
            setting,
            "without isolation the event loop runs instead, and the page says so",
            not_isolated,
        ),
        Setting::trial(setting, "a missing engine gives one sentence", engine_missing),
        Setting::trial(setting, "a page in the engine's place gives one sentence", engine_is_a_page),
        Setting::trial(setting, "a truncated engine gives one sentence", engine_truncated),
        Setting::trial(setting, "an engine that is no wasm gives one sentence", engine_not_wasm),
        Setting::trial(setting, "a coordinator that never answers gives one sentence after 3 s", silent),
        Setting::trial(setting, "a missing runner gives one sentence, again and again", runner_missing),
        Setting::trial(setting, "a runner that is never loaded gives one sentence after 3 s", runner_endless),
        Setting::trial(
            setting,
            "what is cancelled while the runner loads is cancelled at once",
            cancelled_early,
        ),
    ]
}

async fn not_isolated(lab: &Lab) -> Outcome {
    let page = lab.open_with(Fault::NotIsolated).await?;
    let isolated = page.script("return crossOriginIsolated", json!([])).await?;
    same("crossOriginIsolated", isolated, json!(false))?;
    let badge = page.text(".badge").await?;
    ensure(badge.contains("the event loop only") && badge.contains("two headers (COOP and COEP)"), badge)?;
    // Two people in parallel is what cannot be run here.
    page.set(Set { people: 2, side_by_side: false, ..AT_FIRST }).await?;
    let said = page.run_for_real().await?;
    let instead = "Without shared memory, only the event loop can run here: one person, tabs side by side, predicted 12 s.";
    ensure(said.contains(instead), &said)?;
    ensure(said.contains("It ran on this page's event loop"), &said)?;
    measured_and_predicted_ms(&said)?;
    goes_on(&page).await
}

async fn engine_missing(lab: &Lab) -> Outcome {
    fails(lab, Fault::EngineMissing, "The engine's files could not be loaded. ").await
}

async fn engine_is_a_page(lab: &Lab) -> Outcome {
    fails(lab, Fault::EngineIsAPage, "The engine").await
}

async fn engine_truncated(lab: &Lab) -> Outcome {
    fails(lab, Fault::EngineTruncated, "The engine could not be started (CompileError").await
}

async fn engine_not_wasm(lab: &Lab) -> Outcome {
    fails(lab, Fault::EngineNotWasm, "The engine could not be started (CompileError").await
}

async fn silent(lab: &Lab) -> Outcome {
    let started = Instant::now();
    fails(lab, Fault::CoordinatorSilent, "The engine did not answer within 3 s. ").await?;
    ensure(started.elapsed() > Duration::from_secs(3), "it gave up too early")
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
    let sentence = "The engine did not answer within 3 s. ";
    ensure(said.starts_with(sentence) && said.ends_with(NOT_AFFECTED), &said)?;
    ensure(took > Duration::from_secs(3) && took < Duration::from_secs(5), format_args!("{took:?}"))?;
    goes_on(&page).await
}

async fn cancelled_early(lab: &Lab) -> Outcome {
    let page = lab.open_with(Fault::RunnerEndless).await?;
    page.click(".run").await?;
    page.wait_until("document.querySelector('.run').textContent === 'Cancel'", crate::page::SOON).await?;
    page.click(".run").await?;
    let cancelled = "document.querySelector('.real-said').textContent.startsWith('Stopped.')";
    page.wait_until(cancelled, crate::page::SOON).await?;
    goes_on(&page).await
}

async fn fails(lab: &Lab, fault: Fault, sentence: &str) -> Outcome {
    let page = lab.open_with(fault).await?;
    page.choose(false).await?;
    let started = Instant::now();
    let said = page.run_for_real().await?;
    let took = started.elapsed();
    ensure(said.starts_with(sentence) && said.ends_with(NOT_AFFECTED), &said)?;
    ensure(took < Duration::from_secs(5), format_args!("it took {took:?} to say so"))?;
    goes_on(&page).await?;
    // What needs no engine can still be run.
    page.choose(true).await?;
    measured_and_predicted_ms(&page.run_for_real().await?)?;
    Ok(())
}

/// A slider still changes the total.
async fn goes_on(page: &Page) -> Outcome {
    for load_ms in [3_000, 9_000] {
        let before = page.text(".result b.total").await?;
        page.slide(LOAD, load_ms).await?;
        page.wait_until(
            &format!("document.querySelector('.total').textContent !== {before:?}"),
            crate::page::SOON,
        )
        .await?;
    }
    Ok(())
}
