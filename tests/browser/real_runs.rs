//! What is really executed does what the words say: concurrent runs overlap their waits, parallel ones their work.

use std::thread::available_parallelism;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::expected::{AT_FIRST, Set};
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, SOON, measured_and_predicted_ms};
use crate::server::Fault;

/// What is drawn is rounded to hundredths of a pixel.
const ROUNDING_PX: f64 = 0.05;
const LONGEST_SHARE: f64 = 1.3;
const LEAST_SHARE: f64 = 0.9;
const LEAST_SPEED_UP: f64 = 1.5;
const TRIES: usize = 5;

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    let one_cpu = available_parallelism().is_ok_and(|cpus| cpus.get() < 2);
    let two_cpus = if one_cpu { bench.without("it needs two CPUs.") } else { bench.clone() };
    vec![
        bench.everywhere("the event loop overlaps two waits and never executes two at once", event_loop),
        bench.in_chromium("where no Worker starts, one tab at a time is read one at a time", sequential),
        bench.everywhere("what runs need is fetched when the pointer comes to a button", fetched_ahead),
        bench.everywhere("a result belongs to its settings", of_its_settings),
        two_cpus.in_chromium("two workers compute 1.5 times faster than one", speed_up),
    ]
}

/// A measured bar, in pixels.
#[derive(Debug)]
struct Bar {
    lane: u64,
    from: f64,
    to: f64,
}

impl Bar {
    fn overlap(&self, other: &Bar) -> f64 {
        self.to.min(other.to) - self.from.max(other.from)
    }
}

async fn fetched_ahead(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let fetched = "performance.getEntriesByType('resource').some((entry) => entry.name.includes('/runner/'))";
    let is_early = page.script(&format!("return {fetched}"), json!([])).await?;
    ensure(is_early == false, "fetched before anybody came near")?;
    let come =
        "document.querySelector('.run').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))";
    page.script(come, json!([])).await?;
    page.wait_until(fetched, SOON).await?;
    same("the button", page.text(".run").await?.as_str(), "Run it for real")
}

/// With 10 s to load, one tab at a time takes 23 s and side by side 16 s: what stays below 1.3 times 16 s has let its
/// waits overlap.
async fn event_loop(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let set = Set { load_ms: 10_000, ..AT_FIRST };
    page.set(set).await?;
    let alone = Set { side_by_side: false, ..set }.makespan_us()? as f64 / set.makespan_us()? as f64;
    ensure(
        alone > LONGEST_SHARE,
        format_args!("this proves nothing: one at a time takes only {alone} as long"),
    )?;
    let said = quickest_run(&page, LONGEST_SHARE).await?;
    ensure(said.contains("It ran on this page's event loop"), &said)?;
    ensure(said.contains("This browser's clock goes in steps of "), &said)?;
    let (measured_ms, predicted_ms) = measured_and_predicted_ms(&said)?;
    ensure(measured_ms <= LONGEST_SHARE * predicted_ms, &said)?;

    let waits = bars(&page, "waiting").await?;
    let [one, other] = waits.as_slice() else { return Err(format!("two waits, not {waits:?}").into()) };
    let shorter = (one.to - one.from).min(other.to - other.from);
    ensure(one.overlap(other) > shorter * 0.5, format_args!("the waits do not overlap: {waits:?}"))?;

    let executing = bars(&page, "executing").await?;
    ensure(executing.len() == 4, format_args!("four pieces of work, not {executing:?}"))?;
    for (index, one) in executing.iter().enumerate() {
        for other in executing[index + 1..].iter().filter(|other| other.lane != one.lane) {
            let at_once = one.overlap(other) > ROUNDING_PX;
            ensure(!at_once, format_args!("executed at once: {one:?} and {other:?}"))?;
        }
    }
    Ok(())
}

/// Runs until it takes at most `share` of what is predicted, or often enough: a page that has to draw while something else
/// uses the machine is late, above all in WebKit, but a run that does not let its waits overlap is late every time.
async fn quickest_run(page: &Page, share: f64) -> Outcome<String> {
    let mut said = String::new();
    for _ in 0..TRIES {
        said = page.run_for_real().await?;
        let (measured_ms, predicted_ms) = measured_and_predicted_ms(&said)?;
        if measured_ms <= share * predicted_ms {
            break;
        }
    }
    Ok(said)
}

/// The page's thread waits as the one worker does, with nothing else to do meanwhile.
async fn sequential(lab: &Lab) -> Outcome {
    let page = lab.open_with(Fault::WorkersForbidden).await?;
    page.wait_until("document.querySelector('.badge').dataset.rung === 'E1'", SOON).await?;
    page.set(Set { side_by_side: false, ..AT_FIRST }).await?;
    let said = page.run_for_real().await?;
    let (measured_ms, predicted_ms) = measured_and_predicted_ms(&said)?;
    ensure(measured_ms >= LEAST_SHARE * predicted_ms, &said)?;
    ensure(said.starts_with("Measured"), format_args!("something else was run: {said}"))?;
    ensure(said.contains("It ran on this page's event loop"), &said)?;
    let (executing, waits) = (bars(&page, "executing").await?, bars(&page, "waiting").await?);
    ensure(executing.len() == 4 && waits.len() == 2, format_args!("{executing:?} {waits:?}"))?;
    let at_once = |wait: &Bar| executing.iter().any(|one| one.overlap(wait) > ROUNDING_PX);
    ensure(!waits.iter().any(at_once), format_args!("executed during a wait: {executing:?} {waits:?}"))
}

async fn of_its_settings(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let said = page.run_for_real().await?;
    measured_and_predicted_ms(&said)?;
    ensure(!bars(&page, "executing").await?.is_empty(), "nothing measured is drawn")?;
    page.set(Set { tabs: 3, ..AT_FIRST }).await?;
    let belongs = "What was measured belongs to other settings; run it again for these.";
    page.wait_for_text(".real-said", belongs).await?;
    ensure(bars(&page, "executing").await?.is_empty(), "the old measurement is drawn under other settings")?;
    page.set(AT_FIRST).await?;
    page.wait_for_text(".real-said", &said).await
}

/// Eight pages without loading, by one worker and by two.
///
/// Every run is scaled to about two seconds, so real times cannot be compared as they are: the time on the scenario's
/// clock is the real time times (predicted total ÷ predicted real time). That is fair because the work is not measured
/// in time. How much a worker has to compute is fixed before the run, from the speed that one thread had by itself;
/// two workers that only took turns would need twice their prediction, and the speed-up would come out as 1.
async fn speed_up(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let one = Set { load_ms: 0, tabs: 8, people: 1, side_by_side: false };
    let (mut sequential, mut parallel) = (f64::INFINITY, f64::INFINITY);
    // In turns, so that whatever else the machine does for a while meets both.
    for _ in 0..TRIES {
        sequential = sequential.min(real_seconds(&page, one, "It ran on one Web Worker").await?);
        let two = Set { people: 2, ..one };
        parallel = parallel.min(real_seconds(&page, two, "It ran on 2 Web Workers").await?);
    }
    ensure(
        sequential.is_finite() && parallel.is_finite(),
        "the machine is too busy for its speed to be measured",
    )?;
    let speed_up = sequential / parallel;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    ensure(
        speed_up >= LEAST_SPEED_UP,
        format_args!(
            "{sequential:.2} s alone, {parallel:.2} s by two: {speed_up:.2} times as fast. \
             This needs a machine that does nothing else; its load is {load}"
        ),
    )
}

/// How long a real run takes on the scenario's clock; infinitely long if it does not count. A run that is much faster
/// than predicted was given too little work, because something else used the core while its speed was measured.
async fn real_seconds(page: &Page, set: Set, how: &str) -> Outcome<f64> {
    page.set(set).await?;
    let said = page.run_for_real().await?;
    ensure(said.contains(how), &said)?;
    let (measured_ms, predicted_ms) = measured_and_predicted_ms(&said)?;
    let share = measured_ms / predicted_ms;
    let counts = share >= LEAST_SHARE;
    Ok(if counts { set.makespan_us()? as f64 / 1e6 * share } else { f64::INFINITY })
}

/// The measured bars of one kind.
async fn bars(page: &Page, kind: &str) -> Outcome<Vec<Bar>> {
    let body = "const lanes = [...document.querySelectorAll('.timeline .lane')];\
                return lanes.flatMap((lane, index) => [...lane.querySelectorAll(`.bar.${arguments[0]}.measured`)]\
                .map((bar) => [index, bar.x.baseVal.value, bar.x.baseVal.value + bar.width.baseVal.value]));";
    let found = page.script(body, json!([kind])).await?;
    let read =
        |bar: &Value| Some(Bar { lane: bar[0].as_u64()?, from: bar[1].as_f64()?, to: bar[2].as_f64()? });
    let found = found.as_array().context("reading the bars")?;
    found.iter().map(read).collect::<Option<_>>().context("reading a bar")
}
