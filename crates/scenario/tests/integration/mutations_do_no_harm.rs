//! A spoiled file gives an error or another scenario: never a panic, never a hang.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use meanwhile_scenario::{Overrides, ScenarioFile, Values, encode, presets};
use meanwhile_sim::SplitMix64;

use crate::support::{BASE, count, for_each_seed, scenario};

/// For one text, the run that it may mean included: a run has at most four million events.
const LIMIT: Duration = Duration::from_secs(5);

#[test]
fn mutated_files_do_no_harm() {
    let counts = [const { AtomicU64::new(0) }; 3];
    let all = count(1_000_000);
    for_each_seed(all, |seed| {
        let text = mutated(seed);
        let start = Instant::now();
        let end = reached(&text);
        assert!(start.elapsed() < LIMIT, "{text}");
        counts[end].fetch_add(1, Ordering::Relaxed);
    });
    // Enough of them come further than the first check, or they would prove little.
    let [refused, later, run] = counts.map(AtomicU64::into_inner);
    assert!(later > all / 500 && run > all / 20, "{refused} refused, {later} later, {run} run");
}

/// How far a text comes: 0 is refused as it is read, 1 later, and 2 is run.
fn reached(text: &str) -> usize {
    let file = match ScenarioFile::decode(text) {
        Ok(file) => file,
        Err(error) => {
            let place = error.place.as_ref().expect("what is wrong with a text has a place in it");
            assert!(place.line <= text.split('\n').count() && place.column <= text.len() + 1, "{error}");
            assert!(!error.to_string().contains('\n'), "{error}");
            return 0;
        }
    };
    match file.simulate(&Values::default(), &Overrides::default()) {
        Ok(trace) => {
            assert_eq!(scenario(&encode(&trace.scenario, "")).as_ref(), Ok(&trace.scenario), "{text}");
            2
        }
        Err(error) => {
            assert!(!error.to_string().contains('\n'), "{error}");
            1
        }
    }
}

/// A file with a few changes. Those of every other seed keep it JSON, so that it comes further.
fn mutated(seed: u64) -> String {
    let mut random = Random(SplitMix64::new(seed));
    let which = random.below(presets().len() + 3);
    let mut text = presets().get(which).map_or(BASE, |preset| preset.text).to_owned();
    for _ in 0..=random.below(3) {
        text = if seed % 4 < 2 { other_value(&text, &mut random) } else { other_bytes(text, &mut random) };
    }
    text
}

struct Random(SplitMix64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0.below(end as u64) as usize
    }

    fn one_of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all.get(self.below(all.len())).copied().unwrap_or_default()
    }
}

/// Puts another value in the place of a string, a number or a word: mostly one of its kind.
fn other_value(text: &str, random: &mut Random) -> String {
    let values = values(text);
    let [place, other] =
        [(); 2].map(|()| values.get(random.below(values.len())).cloned().unwrap_or_default());
    let value = match text[place.clone()].trim_start_matches('"').starts_with(|c: char| c.is_ascii_digit()) {
        _ if random.below(8) == 0 => &text[other],
        true if text[place.clone()].starts_with('"') => random.one_of(DURATIONS),
        true => random.one_of(NUMBERS),
        false => random.one_of(OTHERS),
    };
    format!("{}{value}{}", &text[..place.start], &text[place.end..])
}

/// Where the strings, numbers and words are that are no keys.
fn values(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) =
        text[at..].find(|c: char| c == '"' || c == '-' || c.is_ascii_alphanumeric()).map(|o| at + o)
    {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "-+.".contains(c);
        let end = match text[start..].strip_prefix('"') {
            Some(rest) => rest.find('"').map_or(text.len(), |quote| start + quote + 2),
            None => text[start..].find(|c| !is_part(c)).map_or(text.len(), |len| start + len),
        };
        if !text[end..].trim_start().starts_with(':') {
            found.push(start..end);
        }
        at = end;
    }
    found
}

/// Replaces, copies, moves or leaves out bytes and pieces of text.
fn other_bytes(text: String, random: &mut Random) -> String {
    let mut bytes = text.into_bytes();
    let at = random.below(bytes.len());
    let end = (at + 1 + random.below(12)).min(bytes.len());
    match random.below(6) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..end)),
        2 => drop(bytes.splice(at..end, random.one_of(PIECES).bytes())),
        3 => drop(bytes.splice(at..at, random.one_of(PIECES).bytes())),
        4 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = random.below(256) as u8),
        _ => {
            let copy = bytes[at..end].to_vec();
            let to = random.below(bytes.len());
            drop(bytes.splice(to..to, copy));
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What may stand where a number stands.
const NUMBERS: &[&str] = &["0", "1", "2", "3", "5", "7", "20", "64", "100", "1000", "1000000", "-1"];

/// What may stand where a duration stands.
const DURATIONS: &[&str] = &[
    "1",
    "\"0s\"",
    "\"1us\"",
    "\"3ms\"",
    "\"1.5min\"",
    "\"90000000s\"",
    "\"0.1us\"",
    "{ \"param\": \"cores\", \"times\": [7, 2] }",
];

/// What may stand where a name or a step stands.
const OTHERS: &[&str] = &[
    "0",
    "1",
    "\"A\"",
    "\"yield\"",
    "\"emit\"",
    "\"blocking\"",
    "\"priority\"",
    "{ \"quantum\": \"1ms\" }",
    "{ \"repeat\": 99, \"steps\": [ \"emit\", { \"wait\": 1 } ] }",
    "{ \"acquire\": 0 }",
];

/// What is likely to mean something.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "-1",
    "0",
    "1e9",
    "0.5",
    "18446744073709551616",
    "\"1us\"",
    "\"0s\"",
    "\"1.5min\"",
    "\"emit\"",
    "\"yield\"",
    "{ \"param\": \"io\" }",
    "\"repeat\": 1000000, ",
    "\"steps\": []",
    "\"count\": 10000, ",
    "\"every\": 0, ",
    "\"after\": [0, 1], ",
    "\"name\": ",
    "{ \"wait\": \"1s\" }, ",
    "{ \"repeat\": 99, \"steps\": [ \"emit\" ] }, ",
    "é",
    "\u{feff}",
    "\u{0}",
    "//",
];
