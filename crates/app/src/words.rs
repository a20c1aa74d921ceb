//! Every word that the figure says, for eyes and for screen readers: the one place to translate.

use meanwhile_engine::{Failure, Method};
use meanwhile_engine_web::{NoThreads, Rung};
use meanwhile_picture::time_text::seconds;
use meanwhile_sim::{Micros, SpanKind, Word};

use crate::settings::{Dial, Settings};

/// The names of the pages; feeds and mails in turn.
pub const PAGES: [&str; 8] = ["Feed", "Mail", "News", "Chat", "Blog", "Bank", "Forum", "Shop"];

pub const ONE_AT_A_TIME: &str = "one tab at a time";
pub const SIDE_BY_SIDE: &str = "tabs side by side";
pub const HOW_TO_READ: &str = "How the pages are read";
pub const IN_PROGRESS: &str = "in progress";
pub const EXECUTING: &str = "executing";
pub const PLAY: &str = "Play";
pub const PAUSE: &str = "Pause";
pub const STEP_BACK: &str = "Step to the previous event";
pub const STEP_FORWARD: &str = "Step to the next event";
pub const RESET: &str = "Reset";
pub const TIME: &str = "Time";
pub const TIMELINE: &str = "Timeline";
pub const KEYS: &str =
    "Space plays and pauses, ← and → step from event to event, Home and End go to the ends.";
pub const RUN: &str = "Run it for real";
pub const CANCEL: &str = "Cancel";
pub const PROGRESS: &str = "Progress of the run";
pub const TABLE: &str = "The same as a table";
pub const TABLE_HEAD: [&str; 5] = ["page", "opened", "read", "attention it took", "time spent loading"];
pub const LEGEND: [(&str, &str); 3] = [
    ("executing", "somebody gives it attention"),
    ("waiting", "it loads, and needs nobody"),
    ("ready", "it could go on, but nobody has time"),
];
pub const MEASURED_LEGEND: &str = "lower bars: what was measured";

const COUNTS: [&str; 9] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"];

fn count(number: u32) -> String {
    COUNTS.get(number as usize).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// Our own words begin with plain letters; std's table for all others is four kilobytes of download.
fn capitalised(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// Seconds with their unit.
pub fn time(us: Micros) -> String {
    format!("{} s", seconds(us, 2))
}

/// The question above the figure.
pub fn question(settings: &Settings) -> String {
    let people = if settings.people == 1 {
        "one of you".to_owned()
    } else {
        format!("{} of you", count(settings.people))
    };
    match settings.tabs {
        1 => format!("One page, {people}. When is it read?"),
        2 => format!("Two pages, {people}. When are both read?"),
        tabs => format!("{} pages, {people}. When are all read?", capitalised(&count(tabs))),
    }
}

/// Who the workers are.
pub fn who_works(settings: &Settings) -> String {
    match (settings.people, settings.side_by_side) {
        (1, _) => "You are the worker: only what you look at gets read.",
        (_, false) => "Each of you is a worker: a page is read when somebody looks at it.",
        (_, true) => {
            "Each of you is a worker: a page that has loaded is read by whoever is free first, on that person's device."
        }
    }
    .to_owned()
}

/// Label, and unit where the number needs one.
pub fn dial(dial: Dial) -> (&'static str, &'static str) {
    match dial {
        Dial::People => ("people, each with a device", ""),
        Dial::Tabs => ("tabs", ""),
        Dial::Load => ("page load", "s"),
    }
}

/// The name of a dial's number field.
pub fn as_a_number(which: Dial) -> String {
    format!("{}, as a number", dial(which).0)
}

/// A dial's value as it is read out.
pub fn dial_value(which: Dial, value: u32) -> String {
    match which {
        Dial::People if value == 1 => "1 person".to_owned(),
        Dial::People => format!("{value} people"),
        Dial::Tabs if value == 1 => "1 tab".to_owned(),
        Dial::Tabs => format!("{value} tabs"),
        Dial::Load => format!("{} seconds", seconds(Micros::from(value) * 1_000, 1)),
    }
}

/// What the reader typed was outside of the dial's range, or between two values.
pub fn clamped(which: Dial, taken: u32) -> String {
    let (min, max, _) = which.range();
    let number = |value: u32| seconds(Micros::from(value) * 1_000_000 / Micros::from(which.scale()), 1);
    let (label, unit) = dial(which);
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    format!(
        "{} goes from {} to {}{unit}; {}{unit} is taken.",
        capitalised(label),
        number(min),
        number(max),
        number(taken)
    )
}

/// What the reader typed is no number.
pub fn not_a_number(which: Dial, kept: u32) -> String {
    format!("That is not a number, so it stays at {}.", dial_value(which, kept))
}

/// The word in a bar, and the letter for a bar that is too short.
pub fn bar(kind: SpanKind, waits_before: usize, waits_at_all: bool) -> (&'static str, &'static str) {
    match kind {
        SpanKind::Executing if waits_before == 0 && waits_at_all => ("open", "o"),
        SpanKind::Executing => ("read", "r"),
        SpanKind::Waiting => ("loading", "l"),
        SpanKind::Switching => ("switch", "s"),
        _ if waits_before == 0 => ("not yet", "n"),
        _ => ("unread", "u"),
    }
}

/// What a gauge has reached at most.
pub fn at_most(peak: usize) -> String {
    format!("at most {peak}")
}

/// The word that a run has earned.
pub fn earned(word: Word) -> &'static str {
    match word {
        Word::Sequential => "sequential",
        Word::Concurrent => "concurrent",
        Word::ConcurrentAndParallel => "concurrent and parallel",
        Word::OneDividedTask => "parallel, not concurrent",
    }
}

/// Why it has earned it.
pub fn earned_because(word: Word) -> &'static str {
    match word {
        Word::Sequential => "never more than one page in progress",
        Word::Concurrent => "several pages in progress, never more than one being read",
        Word::ConcurrentAndParallel => {
            "several pages in progress, and several being read at the same instant"
        }
        Word::OneDividedTask => "one page in progress, read by several at the same instant",
    }
}

/// How long the same pages take in other ways.
#[derive(Debug)]
pub struct Totals {
    /// As set.
    pub this: Micros,
    /// One person, one tab at a time.
    pub alone_one_at_a_time: Micros,
    /// One person, tabs side by side.
    pub alone_side_by_side: Micros,
    /// As many people, the other way of reading.
    pub other_way: Micros,
    /// One more person, the same way of reading.
    pub one_more: Micros,
    /// The longest page alone: nobody can be faster.
    pub longest: Micros,
}

/// What stands before the total.
pub fn all_read_after(settings: &Settings) -> String {
    match settings.tabs {
        1 => "The page is read after ".to_owned(),
        2 => "Both pages are read after ".to_owned(),
        tabs => format!("All {} pages are read after ", count(tabs)),
    }
}

/// What stands after it: what else one could do, and what that would gain.
pub fn comparison(settings: &Settings, totals: &Totals) -> String {
    let first =
        if settings.people == 1 { compare_ways(settings, totals) } else { compare_people(settings, totals) };
    let more =
        if settings.people < Dial::People.range().1 { one_more(settings, totals) } else { String::new() };
    format!(". {first} {more}")
}

fn compare_ways(settings: &Settings, totals: &Totals) -> String {
    let other = time(totals.other_way);
    match (settings.side_by_side, totals.this.cmp(&totals.other_way)) {
        (true, std::cmp::Ordering::Less) => {
            format!(
                "One tab at a time takes {other}: what tabs save is the time in which you would only look on."
            )
        }
        (false, std::cmp::Ordering::Greater) => {
            format!(
                "Side by side in tabs they take {other}, because while one page loads you open or read another."
            )
        }
        _ if settings.tabs == 1 => {
            "With a single page there is nothing else to do meanwhile, with tabs or without.".to_owned()
        }
        _ if settings.load_ms == 0 => {
            "Without any loading, tabs change nothing: concurrency gains only what waiting offers.".to_owned()
        }
        _ => format!("The other way they take {other}."),
    }
}

fn compare_people(settings: &Settings, totals: &Totals) -> String {
    let alone = if settings.side_by_side { totals.alone_side_by_side } else { totals.alone_one_at_a_time };
    if alone == totals.this {
        let extra = if settings.people == 2 { "The second person changes" } else { "The others change" };
        return format!("{extra} nothing: alone it takes as long.");
    }
    let saved = alone.saturating_sub(totals.this);
    format!("Alone you need {}; {} are saved by reading at the same time.", time(alone), time(saved))
}

fn one_more(settings: &Settings, totals: &Totals) -> String {
    let (who, verb) = if settings.people == 1 {
        ("A second person with a second device".to_owned(), "ends")
    } else {
        ("One more person".to_owned(), "ends")
    };
    if totals.one_more < totals.this {
        return format!("{who} would help: then it {verb} at {}.", time(totals.one_more));
    }
    if totals.this == totals.longest && settings.tabs > 1 {
        return format!(
            "{who} also {verb} at {}: the longest page alone takes that long.",
            time(totals.one_more)
        );
    }
    if totals.one_more > totals.this {
        return format!("{who} even makes it slower: then it {verb} at {}.", time(totals.one_more));
    }
    format!("{who} also {verb} at {}.", time(totals.one_more))
}

/// The picture in a sentence, for those who do not see it.
pub fn summary(settings: &Settings, total_us: Micros) -> String {
    let way = if settings.side_by_side { SIDE_BY_SIDE } else { ONE_AT_A_TIME };
    format!(
        "{}, {}, {way}, page load {}: everything is read after {}. The table has the details.",
        dial_value(Dial::Tabs, settings.tabs),
        dial_value(Dial::People, settings.people),
        time(Micros::from(settings.load_ms) * 1_000),
        time(total_us)
    )
}

/// Where the cursor stands.
pub fn moment(now_us: Micros, total_us: Micros) -> String {
    format!("{} of {}", meanwhile_picture::time_text::seconds_fixed(now_us, 1), time(total_us))
}

/// How this browser will run things, why not better, and what would lift it.
pub fn badge(rung: Option<Rung>) -> &'static str {
    match rung {
        None => "looking what this browser allows …",
        Some(Rung::Threads) => "in this browser: Web Workers with shared memory",
        Some(Rung::PlainWorkers(NoThreads::NotIsolated)) => {
            "in this browser: Web Workers that send messages. Shared memory needs two headers (COOP and COEP) that this site does not send"
        }
        Some(Rung::PlainWorkers(NoThreads::NoSharedMemory)) => {
            "in this browser: Web Workers that send messages, because it does not share memory with them"
        }
        Some(Rung::PlainWorkers(NoThreads::Sandboxed)) => {
            "in this browser: Web Workers that send messages. The page that holds this figure keeps it in a sandbox; allow-same-origin would give it shared memory"
        }
        Some(Rung::EventLoop) => "in this browser: the event loop only, because no Web Worker starts here",
    }
}

pub const BUSY: &str = "Another figure on this page is running; two at once would measure each other.";
pub const STARTING: &str = "Starting the workers …";
pub const SETTLING: &str =
    "Waiting a few seconds: a worker that was stopped by force still uses this machine …";
pub const WARMING: &str = "Warming up, and measuring how fast this machine computes …";
pub const CALIBRATING: &str = "Measuring how fast this machine computes …";
pub const CANCELLING: &str = "Stopping …";
pub const OF_OTHER_SETTINGS: &str = "What was measured belongs to other settings; run it again for these.";
pub const CANCELLED: &str = "Stopped. Nothing was measured.";
pub const TIMED_OUT: &str = "The run was stopped after 10 s, which is the most that a run may take. The simulation above is not affected.";

/// How far a run is.
pub fn running(elapsed_ms: u64, expected_ms: u64) -> String {
    let ms = |ms: u64| meanwhile_picture::time_text::seconds_fixed(ms * 1_000, 1);
    format!("Running: {} of about {} s", ms(elapsed_ms), ms(expected_ms))
}

/// What was measured beside what was predicted; `error_permille` is signed.
pub fn measured(measured_us: Micros, predicted_us: Micros, error_permille: i64) -> String {
    let tenths = error_permille.unsigned_abs();
    let percent = format!("{}.{}", tenths / 10, tenths % 10);
    let gap = match error_permille {
        0 => "exactly as predicted".to_owned(),
        1.. => format!("{percent} % longer than predicted"),
        _ => format!("{percent} % shorter than predicted"),
    };
    format!("Measured {} s, predicted {} s: {gap}.", seconds_3(measured_us), seconds_3(predicted_us))
}

fn seconds_3(us: Micros) -> String {
    meanwhile_picture::time_text::seconds_fixed(us, 3)
}

/// How it ran, in a sentence.
pub fn how_it_ran(method: Method, workers: u32) -> String {
    match (method, workers) {
        (Method::EventLoop, _) => {
            "It ran on this page's event loop: timers waited, and one thread computed one thing at a time."
                .to_owned()
        }
        (Method::Threads, 1) => "It ran on one Web Worker, which really blocked while it waited.".to_owned(),
        (Method::Threads, _) => format!("It ran on {workers} Web Workers that share memory."),
        (Method::PlainWorkers, 1) => "It ran on one Web Worker, which is sent messages.".to_owned(),
        (Method::PlainWorkers, _) => format!("It ran on {workers} Web Workers that are sent messages."),
    }
}

/// Why it did not run in a better way, which was tried.
pub fn why_not_better(failure: &Failure) -> String {
    format!("A better way was tried first. {}", reason(failure))
}

/// More threads than cores.
pub fn overcommitted(threads: u32, cores: u32) -> String {
    format!(
        "Your browser reports {cores} cores, which the {threads} workers had to share, so it takes longer than on {threads} cores."
    )
}

/// Something else was run than the figure shows.
pub fn instead(predicted_us: Micros) -> String {
    format!(
        "Without shared memory, only the event loop can run here: one person, tabs side by side, predicted {}.",
        time(predicted_us)
    )
}

/// Why a run gave no result.
pub fn failure(failure: &Failure) -> String {
    format!("{} The simulation above is not affected.", reason(failure))
}

/// What went wrong, in a sentence.
fn reason(failure: &Failure) -> String {
    let why = match failure {
        Failure::Plan(error) => return format!("This cannot be run for real: {error}."),
        Failure::Engine(said) if !said.trim().is_empty() => {
            return format!("The engine could not be started ({}).", shortened(said));
        }
        Failure::Engine(_) => "The engine's files could not be loaded.",
        Failure::NoWorker => "The browser would not start a Web Worker.",
        Failure::NeverAnswered => "The engine did not answer in time.",
        Failure::FellSilent => "A worker fell silent for 3 s.",
        Failure::Hidden => {
            "This page was hidden, and browsers slow hidden pages down, so the run was stopped."
        }
        Failure::Frozen => "This page stood still for a second or more, so the run was stopped.",
        Failure::WrongResult => "A worker computed a wrong result, so the measurement does not count.",
        Failure::Record => "The record of the run contradicts itself, so it does not count.",
    };
    why.to_owned()
}

/// Long words of a browser, cut where a reader would stop.
fn shortened(said: &str) -> String {
    const LONGEST: usize = 120;
    let said = said.trim().trim_end_matches('.');
    if said.chars().count() <= LONGEST {
        said.to_owned()
    } else {
        said.chars().take(LONGEST).chain(['…']).collect()
    }
}

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
pub const MACHINE_NO_WORKERS: &str = "No Web Worker starts here, so there is nothing to compare.";
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
