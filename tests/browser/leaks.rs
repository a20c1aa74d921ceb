//! Whatever the reader does and however often, no Worker is left behind, and no memory.

use libtest_mimic::Trial;
use meanwhile_sim::SplitMix64;
use serde_json::json;

use crate::driver::Vendor;
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{PEOPLE, Page};

/// How much is done, and how much memory it may cost.
struct Extent {
    /// What comes first and is not counted: scripts go on being compiled better for about a hundred deeds.
    warm_up: usize,
    deeds: usize,
    /// What the scripts' heap may be larger by in the end, in thousandths.
    heap_growth_permille: u64,
}

const DEEP: Extent = Extent { warm_up: 100, deeds: 500, heap_growth_permille: 20 };
const QUICK: Extent = Extent { warm_up: 20, deeds: 25, heap_growth_permille: 60 };
const PEOPLE_MAX: u64 = 3;
/// So many deeds are done by one script, well within a script's time. Every script that a driver evaluates costs the page
/// some 70 bytes for ever, so that looking from outside whether something is over would itself look like a leak.
const DEEDS_PER_SCRIPT: usize = 8;
/// Does what is asked, in the order of [`Deed`]'s numbers, each with its variant.
const DO: &str = "
    const figure = document.querySelector('#tabs');
    const [run, said] = [figure.querySelector('button.run'), figure.querySelector('.real-said')];
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const labelled = (kind, name) =>
        [...figure.querySelectorAll(kind)].find((found) => (found.ariaLabel ?? found.textContent.trim()) === name);
    const over = async () => {
        // What is pressed shows a moment later.
        await pause(50);
        for (const began = performance.now(); run.textContent === 'Cancel'; await pause(20)) {
            if (performance.now() - began > 20_000) throw `it does not end; it says: ${said.textContent}`;
        }
    };
    const deeds = [
        async () => {
            run.click();
            await over();
            if (!said.textContent.includes('Measured ')) throw `no result: ${said.textContent}`;
        },
        async (ms) => {
            run.click();
            await pause(ms);
            if (run.textContent === 'Cancel') run.click();
            await over();
        },
        (people) => {
            const slider = figure.querySelector(`input[type=range][aria-label=\"${args[1]}\"]`);
            slider.value = people;
            slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
        },
        (way) => labelled('label', ['tabs side by side', 'one tab at a time'][way]).click(),
        () => labelled('button', 'Reset').click(),
    ];
    for (const [deed, variant] of args[0]) await deeds[deed](variant);
    return 'done';";

/// Keeps hold of the memory of every WebAssembly module that the page loads.
const HOLD_MEMORIES: &str = "
    window.memories = [];
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const instantiate = WebAssembly[name];
        WebAssembly[name] = async (...how) => {
            const made = await instantiate(...how);
            memories.push((made.instance ?? made).exports.memory);
            return made;
        };
    }";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![bench.in_chromium(
        "runs, cancelled runs, resets and changes of mode leave neither Workers nor memory behind",
        no_leak,
    )]
}

/// What is there, besides the page that one sees.
struct Left {
    workers: usize,
    wasm_bytes: u64,
    heap_bytes: u64,
}

async fn no_leak(lab: &Lab) -> Outcome {
    lab.client.issue_cmd(Vendor::before_each_page(HOLD_MEMORIES)).await.context("getting hold of memory")?;
    let page = lab.open().await?;
    let mut random = SplitMix64::new(5);
    let extent = if lab.setting.deep { DEEP } else { QUICK };
    do_things(&page, &mut random, extent.warm_up).await.context("warming up")?;
    let before = left(lab, &page).await?;
    ensure(before.workers > 0, "no Worker is counted, so this proves nothing")?;
    ensure(before.wasm_bytes > 0 && before.heap_bytes > 0, "no memory is counted, so this proves nothing")?;
    do_things(&page, &mut random, extent.deeds).await?;
    let after = left(lab, &page).await?;
    same("live Workers", after.workers, before.workers)?;
    same("bytes of WebAssembly's memory", after.wasm_bytes, before.wasm_bytes)?;
    let most_bytes = before.heap_bytes + before.heap_bytes * extent.heap_growth_permille / 1_000;
    ensure(
        after.heap_bytes <= most_bytes,
        format_args!("the heap grew from {} to {} bytes", before.heap_bytes, after.heap_bytes),
    )
}

/// What a reader can do.
#[derive(Clone, Copy)]
enum Deed {
    Run,
    /// A run is cancelled so many milliseconds after it was asked for.
    RunAndCancel(u64),
    People(u64),
    OneTabAtATime(bool),
    Reset,
}

impl Deed {
    /// A fifth each.
    fn random(random: &mut SplitMix64) -> Deed {
        match random.below(5) {
            0 => Deed::Run,
            1 => Deed::RunAndCancel(random.below(1_500)),
            2 => Deed::People(1 + random.below(PEOPLE_MAX)),
            3 => Deed::OneTabAtATime(random.below(2) == 0),
            _ => Deed::Reset,
        }
    }

    /// Its number and its variant.
    fn words(self) -> [u64; 2] {
        match self {
            Deed::Run => [0, 0],
            Deed::RunAndCancel(after_ms) => [1, after_ms],
            Deed::People(people) => [2, people],
            Deed::OneTabAtATime(one) => [3, one.into()],
            Deed::Reset => [4, 0],
        }
    }
}

/// Random deeds, and a run at the end with as many Workers as there ever are: an engine that is large enough is kept, so
/// that there are none too many.
async fn do_things(page: &Page, random: &mut SplitMix64, deeds: usize) -> Outcome {
    let mut all: Vec<_> = (0..deeds).map(|_| Deed::random(random).words()).collect();
    all.extend([Deed::People(PEOPLE_MAX), Deed::OneTabAtATime(true), Deed::Run].map(Deed::words));
    for some in all.chunks(DEEDS_PER_SCRIPT) {
        let told = page.async_script(DO, json!([some, PEOPLE])).await?;
        same("what came of it", &told, &json!("done")).context(format_args!("{some:?}"))?;
    }
    Ok(())
}

async fn left(lab: &Lab, page: &Page) -> Outcome<Left> {
    lab.client.issue_cmd(Vendor::collect_garbage()).await.context("collecting garbage")?;
    let usage = lab.client.issue_cmd(Vendor::heap_usage()).await.context("asking for the heap's size")?;
    let sum = "return memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0)";
    Ok(Left {
        workers: live_workers(lab).await?,
        wasm_bytes: page.script(sum, json!([])).await?.as_u64().context("adding up memory")?,
        heap_bytes: usage["usedSize"].as_f64().context("reading the heap's size")? as u64,
    })
}

/// The Workers that the browser knows of, those that other Workers have started among them.
async fn live_workers(lab: &Lab) -> Outcome<usize> {
    let found = lab.client.issue_cmd(Vendor::targets()).await.context("asking for the browser's targets")?;
    let targets = found["targetInfos"].as_array().context("reading the browser's targets")?;
    Ok(targets.iter().filter(|target| target["type"] == "worker").count())
}
