//! Every word that the figure says, for eyes and for screen readers: the one place to translate.

mod panels;
mod run;

pub use panels::*;
pub use run::*;

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
