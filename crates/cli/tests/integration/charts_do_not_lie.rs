//! The ASCII chart, read back: a mark names a state only where that state lasts for the whole column, and the columns
//! are as exact as the first line says.

use crate::support::{flags, run, run_with_input, scenario};
use meanwhile_scenario::{parse_duration, presets};
use meanwhile_sim::{Micros, SpanKind, Trace, simulate};

/// A task and what it does, from when to when.
type Piece = (u32, SpanKind, Micros, Micros);

#[test]
fn a_column_is_as_long_as_every_change_allows() {
    let check = |wait: &str, compute: &str, expected: &str| {
        let text = format!(
            r#"{{ "meanwhile": 1,
                 "tasks": [ {{ "name": "A", "steps": [ {{ "wait": "{wait}" }}, {{ "compute": "{compute}" }} ] }} ] }}"#
        );
        let ran = run_with_input(&["simulate", "-", "--format", "ascii", "--width", "80"], text.as_bytes());
        assert_eq!(
            ran.stdout.lines().next().unwrap(),
            format!("One column is {expected}."),
            "{wait}, {compute}"
        );
    };
    check("20s", "180s", "20 s; every column is exact");
    check("10s", "80s", "5 s; every column is exact");
    check("3s", "30s", "1 s; every column is exact");
    check("5s", "30s", "1 s; every column is exact");
    check("30min", "90min", "10 min; every column is exact");
    check("7ms", "93ms", "2 ms; what changes within one is marked; exact with --width 107");
    check("1ms", "1s", "0.02 s; what changes within one is marked");
}

#[test]
fn extremes_are_drawn_in_every_format() {
    let one = |steps: &str| {
        format!(r#"{{ "meanwhile": 1, "tasks": [ {{ "name": "A", "steps": [ {steps} ] }} ] }}"#)
    };
    let crowd = r#"{ "meanwhile": 1, "tasks": [ { "name": "", "arrives": "0s", "every": "1us", "count": 3000,
        "steps": [ { "compute": "7us" }, "yield", { "compute": "1us" } ] } ],
        "machine": { "cores": 64 }, "strategy": { "workers": 64 } }"#;
    let check = |text: &str, expected: &str| {
        for format in ["text", "ascii", "csv", "json"] {
            for width in ["40", "1000"] {
                let ran =
                    run_with_input(&["simulate", "-", "--width", width, "--format", format], text.as_bytes());
                assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{text}");
                assert!(format != "ascii" || ran.stdout.starts_with(expected), "{}", ran.stdout);
            }
        }
    };
    check(&one(""), "The run ends at the instant at which it begins: there is nothing to draw.\n");
    check(&one(r#"{ "compute": "1us" }"#), "One column is 1 us; every column is exact.\n");
    // The longest that there can be: a little over three years.
    check(&one(r#"{ "wait": "100000000s" }"#), "One column is ");
    check(crowd, "One column is ");
}

#[test]
fn a_mark_names_a_state_only_where_it_lasts_for_the_whole_column() {
    let mut exact = 0;
    for preset in presets() {
        for settings in
            [&[][..], &[("workers", "2"), ("cores", "2"), ("slicing", "700ms"), ("switch_cost", "3ms")]]
        {
            for width in ["40", "80", "213"] {
                exact += usize::from(check(preset.name, settings, width));
            }
        }
    }
    assert!(exact > 0, "no chart was exact, so half of this has not been tested");
}

/// Whether the chart says that it is exact.
fn check(preset: &str, settings: &[(&str, &str)], width: &str) -> bool {
    let trace = simulate(&scenario(preset, &[], settings)).unwrap();
    let flags = flags(settings);
    let words = ["simulate", preset, "--format=ascii", "--width", width];
    let ran = run(&words.into_iter().chain(flags.iter().map(String::as_str)).collect::<Vec<_>>());
    let chart = ran.stdout;
    assert!(chart.is_ascii());
    let mut lines = chart.lines();
    let first = lines.next().unwrap();
    let length_us = column_length_us(first);
    let rows: Vec<&str> = lines.skip(2).take_while(|line| !line.is_empty()).collect();
    let cores = trace.scenario.machine.cores as usize;
    assert_eq!(rows.len(), trace.tasks.len() + cores);
    assert!(rows.iter().all(|row| row.len() <= width.parse().unwrap()), "{preset} is wider than {width}");
    // The chart begins below the axis' first stroke.
    let begins = chart.lines().nth(2).unwrap().find('|').unwrap();
    let is_exact = first.contains("every column is exact");
    for (row, pieces) in rows.iter().zip(lanes(&trace, cores)) {
        let is_core = row.starts_with("core ");
        for column in 0..trace.end_us.div_ceil(length_us) {
            let found = row.as_bytes().get(begins + column as usize).map_or(' ', |mark| char::from(*mark));
            let expected = expected(&pieces, column * length_us, (column + 1) * length_us, is_core);
            assert_eq!(found, expected, "{preset}, column {column} of\n{row}\nin\n{chart}");
            assert!(!is_exact || !"+-".contains(found), "{chart}");
        }
    }
    if let Some((_, wider)) = first.split_once("exact with --width ") {
        assert!(check(preset, settings, wider.trim_end_matches('.')), "{first}");
    }
    is_exact
}

fn column_length_us(line: &str) -> Micros {
    let text = line.strip_prefix("One column is ").unwrap().split(';').next().unwrap();
    parse_duration(text.replace(' ', "").trim_end_matches('.')).unwrap()
}

/// The rows of the chart: the tasks, then the cores.
fn lanes(trace: &Trace, cores: usize) -> Vec<Vec<Piece>> {
    let pieces = |keep: &dyn Fn(&meanwhile_sim::Span) -> bool| -> Vec<Piece> {
        let kept = trace.spans.iter().filter(|span| keep(span));
        kept.map(|span| (span.task, span.kind, span.from_us, span.to_us)).collect()
    };
    let tasks = (0..trace.tasks.len()).map(|task| pieces(&|span| span.task as usize == task));
    tasks.chain((0..cores).map(|core| pieces(&|span| span.core() == Some(core)))).collect()
}

/// The mark of one column, by looking at everything in it.
fn expected(pieces: &[Piece], from_us: Micros, to_us: Micros, is_core: bool) -> char {
    let inside: Vec<&Piece> =
        pieces.iter().filter(|(_, _, from, to)| *from < to_us && *to > from_us).collect();
    let executes = inside.iter().any(|(_, kind, ..)| *kind == SpanKind::Executing);
    match inside.as_slice() {
        [] => ' ',
        [(task, kind, from, to)] if *from <= from_us && *to >= to_us => match kind {
            SpanKind::Executing if is_core => {
                char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[*task as usize])
            }
            SpanKind::Executing => '#',
            SpanKind::Switching => 's',
            SpanKind::Waiting => 'w',
            SpanKind::BlockedLock => 'l',
            SpanKind::BlockedChannel => 'c',
            SpanKind::BlockedDependency => 'd',
            SpanKind::ReadyNoWorker => ':',
            SpanKind::ReadyNoCore => '.',
        },
        _ if executes => '+',
        _ => '-',
    }
}
