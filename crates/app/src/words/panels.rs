//! What the smaller figures say.

pub const ALIVE_QUESTION: &str = "One second of computing. Where shall it happen?";
pub const ALIVE_ASIDE: &str =
    "As long as the dot moves, the page is alive. Press each, and try to select this line meanwhile.";
pub const ALIVE_PLACES: [&str; 3] =
    ["on the page's own thread", "the same thread, in slices", "on a Web Worker"];
pub const ALIVE_COMPUTING: &str = "computing …";

/// How long the page stood still.
pub fn alive_verdict(longest_gap_ms: u32) -> String {
    let meaning = match longest_gap_ms {
        0..50 => "nobody notices",
        50..200 => "a stutter",
        _ => "the page was frozen",
    };
    format!("longest time between two frames: {longest_gap_ms} ms, {meaning}")
}

pub const MACHINE_QUESTION: &str = "How much faster are several workers, here?";
pub const MACHINE_RUN: &str = "Measure this machine";
pub const NO_WORKERS: &str = "No Web Worker starts here, so this cannot be measured.";
pub const MACHINE_LEGEND: &str = "<li><i class=\"line ideal\"></i>ideal: n workers, n times as fast</li>\
    <li><i class=\"line amdahl\"></i>Amdahl: a tenth cannot be divided</li>\
    <li><i class=\"line point\"></i>measured: the best of three, down to the worst</li>";

/// What the browser says about the machine.
pub fn machine_aside(cores: u32) -> String {
    format!("The browser reports {cores} cores. It need not be true; the chart will show it.")
}

/// How far the measurement is.
pub fn machine_running(round: u32, rounds: u32, workers: u32) -> String {
    format!("Round {round} of {rounds}: {workers} at work …")
}

/// What came of it: from `knee` workers on, more gain next to nothing.
pub fn machine_verdict(knee: u32, permille: u32, amdahl_permille: u32, most: u32) -> String {
    let times = |permille: u32| format!("{}.{}", (permille + 50) / 1_000, (permille + 50) % 1_000 / 100);
    let plateau = if knee < most {
        "With more than that the line is flat: the machine has no more cores to give, and workers that share one only take turns."
    } else {
        "Each worker added something, up to the last that a page should start."
    };
    format!(
        "{knee} at work were {} times as fast as one alone; Amdahl's law allows {}. {plateau}",
        times(permille),
        times(amdahl_permille)
    )
}

pub const MOSAIC_QUESTION: &str = "One picture, many hands. Who computes which tile?";
pub const MOSAIC_ASIDE: &str = "Each frame has the colour of the worker that computed the tile. A black tile costs a thousand times as much as a light one.";
pub const MOSAIC_WORKERS: &str = "How many workers compute the picture";
pub const MOSAIC_ASK: &str = "Choose how many workers compute it.";
pub const MOSAIC_TOO_SLOW: &str =
    "The workers did not finish the picture within 10 s, which is the most that a run may take.";

/// So many of them.
pub fn workers(workers: u32) -> String {
    if workers == 1 { "1 worker".to_owned() } else { format!("{workers} workers") }
}

/// How far a picture is.
pub fn mosaic_going(tiles: u32, all: u32, ms: u32) -> String {
    format!("{tiles} of {all} tiles after {} s. Another press stops it.", seconds(ms))
}

/// A picture is finished.
pub fn mosaic_done(workers_at_work: u32, ms: u32) -> String {
    format!(
        "{} took {} s, and every tile is right. Whoever was free took the next one.",
        workers(workers_at_work),
        seconds(ms)
    )
}

/// The times so far, by the number of workers.
pub fn mosaic_times(times_ms: &[Option<u32>]) -> String {
    let known = (1..).zip(times_ms).filter_map(|(number, ms)| Some((number, (*ms)?)));
    let times: Vec<_> = known.map(|(number, ms)| format!("{}: {} s", workers(number), seconds(ms))).collect();
    times.join(" · ")
}

fn seconds(ms: u32) -> String {
    meanwhile_picture::time_text::seconds_fixed(u64::from(ms) * 1_000, 2)
}
