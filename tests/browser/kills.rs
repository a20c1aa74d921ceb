//! A Worker that dies in the middle of a run costs that run's result, and nothing else.
//!
//! A browser tells nobody that a Worker is gone, so what is tested here is what the page finds out by itself.

use libtest_mimic::Trial;
use serde_json::json;

use crate::browser::Browser;
use crate::expected::{AT_FIRST, Set};
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, RUN_WITHIN, SOON, measured_and_predicted_ms};
use crate::server::Fault;

const KILLS_DEEP: usize = 100;
/// In each of the two tests, where not everything is wanted: in Chromium, and in each of the others.
const KILLS: usize = 3;
const KILLS_ELSEWHERE: usize = 1;
/// The page's slowest answer to a slider while a worker is dead, in the middle one of all kills …
const USUAL_ANSWER_MS: f64 = 100.0;
/// … and ever, with room for what else the machine does.
const LONGEST_ANSWER_MS: f64 = 250.0;
/// So long after a death the reader is told.
const TOLD_WITHIN_MS: f64 = 1_000.0;
const IN_PARALLEL: Set = Set { people: 2, side_by_side: false, ..AT_FIRST };
/// Keeps hold of every Worker that the page starts from now on, so that a test can end one behind the page's back.
const HOLD_WORKERS: &str = "
    window.held = [];
    window.Worker = class extends Worker {
        constructor(...how) { super(...how); held.push(this); }
    };";
/// Presses Run, waits until it runs, ends the Worker that was started last, and gives what the page then says, after how
/// many milliseconds, and how long the page took at most to follow a slider meanwhile.
const KILL: &str = "
    const button = document.querySelector('button.run');
    const said = document.querySelector('.real-said');
    const scrub = document.querySelector('.scrub');
    const picture = document.querySelector('.playback');
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const until = async (condition, limit_ms) => {
        const began = performance.now();
        while (!condition()) {
            if (performance.now() - began > limit_ms) throw `nothing came of it; it says: ${said.textContent}`;
            await pause(5);
        }
        return performance.now() - began;
    };
    button.click();
    await until(() => said.textContent.startsWith('Running: 0.'), 15_000);
    const killed = performance.now();
    held.at(-1).terminate();
    let slowest = 0;
    for (let at = 0; button.textContent === 'Cancel'; at = (at + 370_000) % 5_000_000) {
        const before = picture.textContent;
        scrub.value = at;
        scrub.dispatchEvent(new InputEvent('input', { bubbles: true }));
        slowest = Math.max(slowest, await until(() => picture.textContent !== before, 5_000));
        if (performance.now() - killed > 15_000) break;
        await pause(50);
    }
    return [said.textContent, performance.now() - killed, slowest];";

/// Begins a picture, ends a Worker of it after the first tile, and gives what the page then says, after how many
/// milliseconds.
const KILL_PAINTER: &str = "
    const said = document.querySelector('#mosaic .real-said');
    const until = async (condition) => {
        const began = performance.now();
        while (!condition()) {
            if (performance.now() - began > 15_000) throw `nothing came of it; it says: ${said.textContent}`;
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
    };
    document.querySelector('#mosaic button[value=\"2\"]').click();
    await until(() => / tiles after /.test(said.textContent));
    const killed = performance.now();
    held.at(-1).terminate();
    await until(() => !/ tiles after /.test(said.textContent));
    return [said.textContent, performance.now() - killed];";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.everywhere("a Worker that is killed while it computes a picture costs that picture", painter),
        bench.everywhere("threads that are killed in the middle of a run cost that run only", threads),
        bench.everywhere(
            "a plain Worker that is killed in the middle of a run costs that run only",
            plain_worker,
        ),
    ]
}

async fn threads(lab: &Lab) -> Outcome {
    killed(lab, Fault::None).await
}

async fn plain_worker(lab: &Lab) -> Outcome {
    killed(lab, Fault::NotIsolated).await
}

async fn painter(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    page.script(HOLD_WORKERS, json!([])).await?;
    page.wait_until("document.querySelector('.badge').dataset.rung", SOON).await?;
    let found = page.async_script(KILL_PAINTER, json!([])).await?;
    same("what it says", found[0].as_str().context(format_args!("{found}"))?, "A worker fell silent.")?;
    let in_time = found[1].as_f64().is_some_and(|ms| ms <= TOLD_WITHIN_MS);
    ensure(in_time, format_args!("the reader was told late: {found}"))?;
    page.click("#mosaic button[value='1']").await?;
    let done = "document.querySelector('#mosaic .real-said').textContent.includes('every tile is right')";
    page.wait_until(done, RUN_WITHIN).await
}

async fn killed(lab: &Lab, fault: Fault) -> Outcome {
    let page = lab.open_with(fault).await?;
    page.script(HOLD_WORKERS, json!([])).await?;
    page.wait_until("document.querySelector('.badge').dataset.rung", SOON).await?;
    page.set(IN_PARALLEL).await?;
    let kills = match lab.browser {
        _ if lab.setting.deep => KILLS_DEEP,
        Browser::Chromium => KILLS,
        _ => KILLS_ELSEWHERE,
    };
    let mut answers_ms = Vec::new();
    for kill in 1..=kills {
        answers_ms.push(kill_one(&page).await.context(format_args!("kill {kill}"))?);
        let said = page.run_for_real().await?;
        measured_and_predicted_ms(&said).context(format_args!("the run after kill {kill}"))?;
    }
    answers_ms.sort_by(f64::total_cmp);
    let is_usual = answers_ms[kills / 2] <= USUAL_ANSWER_MS;
    ensure(is_usual, format_args!("the page answers late, within {answers_ms:?} ms"))
}

/// Gives how long the page took at most to follow a slider, in milliseconds.
async fn kill_one(page: &Page) -> Outcome<f64> {
    let found = page.async_script(KILL, json!([])).await?;
    let said = found[0].as_str().context(format_args!("killing a Worker ({found})"))?;
    let told = "A worker fell silent. The simulation above is not affected.";
    ensure(said == told, format_args!("it says {said:?}"))?;
    let [told_ms, answer_ms] = [&found[1], &found[2]].map(|ms| ms.as_f64().unwrap_or(f64::INFINITY));
    ensure(told_ms <= TOLD_WITHIN_MS, format_args!("the reader was told late: {found}"))?;
    ensure(answer_ms <= LONGEST_ANSWER_MS, format_args!("the page answered late: {found}"))?;
    Ok(answer_ms)
}
