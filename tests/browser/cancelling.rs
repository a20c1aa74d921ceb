//! A run that is not wanted any more ends at once, and the next one is as good as any.

use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::json;

use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, RUN_WITHIN, measured_and_predicted_ms};

const LONGEST_MS: f64 = 200.0;
/// Presses Run, waits until the run has come to where it says `args[0]`, presses Cancel, and gives the milliseconds
/// until the button offers a run again. It is measured in the page, because the driver takes its own time.
const CANCEL: &str = "
    const button = document.querySelector('button.run');
    const said = document.querySelector('.real-said');
    const until = (condition) => new Promise((resolve, reject) => {
        const look = () => condition() && (observer.disconnect(), resolve(), true);
        const observer = new MutationObserver(look);
        if (look()) return;
        observer.observe(document.querySelector('.real'), { subtree: true, childList: true, characterData: true });
        setTimeout(() => reject(`nothing came of it; it says: ${said.textContent}`), 10_000);
    });
    button.click();
    await until(() => said.textContent.startsWith(args[0]));
    const began = performance.now();
    if (button.textContent !== 'Cancel') throw 'there is nothing to cancel';
    button.click();
    await until(() => button.textContent === 'Run it for real');
    return performance.now() - began;";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.everywhere("cancel stops a run on the event loop within 200 ms", event_loop),
        bench.everywhere("cancel stops a run on a Web Worker within 200 ms", on_worker),
        bench.everywhere("a second press stops a picture that is being computed", picture),
        bench.in_chromium("cancel stops a run that is being prepared within 200 ms", preparation),
    ]
}

async fn event_loop(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    for _ in 0..3 {
        cancel_at(&page, "Running: 0.").await?;
    }
    works_again(&page).await
}

async fn on_worker(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    page.choose(false).await?;
    for _ in 0..3 {
        cancel_at(&page, "Running: 0.").await?;
    }
    works_again(&page).await
}

/// Plain Workers hear of it between two rows of a tile, within a second at most.
async fn picture(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let says =
        |words: &str| format!("document.querySelector('#mosaic .real-said').textContent.includes({words:?})");
    page.click("#mosaic button[value='2']").await?;
    page.wait_until(&says(" tiles after "), RUN_WITHIN).await?;
    page.click("#mosaic button[value='2']").await?;
    page.wait_until(&says("Stopped."), Duration::from_secs(2)).await?;
    page.click("#mosaic button[value='2']").await?;
    page.wait_until(&says("every tile is right"), RUN_WITHIN).await
}

async fn preparation(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    page.choose(false).await?;
    cancel_at(&page, "Starting the workers").await?;
    works_again(&page).await?;
    cancel_at(&page, "Warming up").await?;
    works_again(&page).await
}

async fn cancel_at(page: &Page, stage: &str) -> Outcome {
    let took = page.async_script(CANCEL, json!([stage])).await?;
    let took_ms = took.as_f64().context(format_args!("cancelling at {stage:?} ({took})"))?;
    ensure(took_ms <= LONGEST_MS, format_args!("at {stage:?} it took {took_ms} ms"))?;
    same("what is said", page.text(".real-said").await?, "Stopped. Nothing was measured.")
}

async fn works_again(page: &Page) -> Outcome {
    let said = page.run_for_real().await?;
    measured_and_predicted_ms(&said)?;
    Ok(())
}
