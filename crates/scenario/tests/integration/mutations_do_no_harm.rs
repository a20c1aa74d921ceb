//! A spoiled file gives an error or another scenario: never a panic, never a hang.

use std::time::{Duration, Instant};

use meanwhile_scenario::{Overrides, ScenarioFile, Values, presets};
use meanwhile_sim::SplitMix64;

use crate::support::{BASE, count, for_each_seed};

/// For one text, the run that it may mean included: a run has at most four million events.
const LIMIT: Duration = Duration::from_secs(10);

#[test]
fn mutated_files_do_no_harm() {
    for_each_seed(count(1_000_000), |seed| {
        let text = mutated(seed);
        let start = Instant::now();
        match ScenarioFile::decode(&text) {
            Ok(file) => {
                let run = file.simulate(&Values::default(), &Overrides::default());
                if let Err(error) = run {
                    assert!(!error.to_string().contains('\n'), "{error}");
                }
            }
            Err(error) => {
                let place = error.place.as_ref().expect("what is wrong with a text has a place in it");
                assert!(place.line <= text.split('\n').count() && place.column <= text.len() + 1, "{error}");
                assert!(!error.to_string().contains('\n'), "{error}");
            }
        }
        assert!(start.elapsed() < LIMIT, "{text}");
    });
}

/// A file with a few changes: bytes and pieces of text replaced, copied, moved and left out.
fn mutated(seed: u64) -> String {
    let mut random = SplitMix64::new(seed);
    let mut below = |end: usize| random.below(end as u64) as usize;
    let which = below(presets().len() + 3);
    let mut bytes = presets().get(which).map_or(BASE, |preset| preset.text).as_bytes().to_vec();
    for _ in 0..=below(4) {
        let at = below(bytes.len().max(1));
        let end = (at + 1 + below(12)).min(bytes.len());
        match below(7) {
            0 => bytes[at.min(end.saturating_sub(1))..]
                .iter_mut()
                .take(1)
                .for_each(|byte| *byte = below(256) as u8),
            1 => drop(bytes.drain(at.min(end)..end)),
            2 => bytes.truncate(at),
            3 => {
                let piece = PIECES[below(PIECES.len())].bytes();
                drop(bytes.splice(at.min(end)..end, piece));
            }
            4 => {
                let piece = PIECES[below(PIECES.len())].bytes();
                drop(bytes.splice(at..at, piece));
            }
            5 => digits(&mut bytes, at, b'0' + below(10) as u8),
            _ => {
                let copy = bytes[at.min(end)..end].to_vec();
                let to = below(bytes.len().max(1)).min(bytes.len());
                drop(bytes.splice(to..to, copy));
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Changes the next digit, or doubles it, so that numbers change and the file often stays one.
fn digits(bytes: &mut Vec<u8>, from: usize, digit: u8) {
    if let Some(at) = bytes.iter().skip(from).position(u8::is_ascii_digit).map(|at| at + from) {
        if digit % 2 == 0 { bytes[at] = digit } else { bytes.insert(at, digit) }
    }
}

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
