//! Whole programs, as they are to be read.

use meanwhile_programs::{Mark, Style};
use meanwhile_scenario::presets;

use crate::support::{check_golden, program};

#[test]
fn programs_are_as_they_were() {
    let check = |name: &str, settings: &str, styles: &[Style]| {
        for style in styles {
            let text = program(settings, *style).unwrap().text();
            check_golden(&format!("{name}-{}.{}", style.name(), style.extension()), &text);
        }
    };
    use Style::{
        Go, JavaScriptEventLoop, JavaScriptWorkers, PythonAsyncio, PythonProcesses, PythonThreads, RustAsync,
        RustRayon, RustThreads,
    };
    check("tabs", "two-tabs", &[PythonAsyncio, JavaScriptEventLoop, RustAsync, Go]);
    // One phone for three people.
    let pools = [PythonThreads, PythonProcesses, JavaScriptWorkers, RustThreads, RustRayon, Go];
    check("phone", "one-phone people=3", &pools);
    // Fewer cores than workers, and tasks that arrive one by one.
    check("clicks", "clicks workers=3 cores=2", &pools);
    check(
        "fetch",
        "fetch-and-statistics waiting=overlapping",
        &[PythonAsyncio, JavaScriptEventLoop, RustAsync, Go],
    );
    check("video", "video cores=2", &[PythonThreads, JavaScriptWorkers, RustThreads]);
}

#[test]
fn what_makes_a_program_concurrent_or_parallel_is_marked() {
    use Mark::{Channel, Cores, Lock, Start, Wait, Workers};
    let check = |settings: &str, style: Style, expected: &[Mark]| {
        assert_eq!(program(settings, style).unwrap().marks(), expected, "{settings}, {style:?}");
    };
    check("two-tabs", Style::PythonAsyncio, &[Start, Wait]);
    check("two-tabs", Style::RustAsync, &[Start, Workers, Wait]);
    check("two-tabs", Style::Go, &[Start, Cores, Wait]);
    check("one-phone", Style::RustThreads, &[Start, Workers, Lock]);
    check("one-phone phones=2", Style::JavaScriptWorkers, &[Start, Workers, Lock]);
    check(
        "five-tasks workers=5 cores=2 slicing=to-completion",
        Style::PythonThreads,
        &[Start, Workers, Cores],
    );
    check("fetch-and-statistics waiting=overlapping", Style::PythonAsyncio, &[Start, Wait, Channel]);
}

#[test]
fn turns_are_left_to_the_operating_system_on_as_many_cores() {
    let check = |settings: &str, style: Style, cpus| {
        let program = program(settings, style).unwrap();
        assert_eq!(program.cpus, cpus, "{settings}, {style:?}");
        assert_eq!(program.text().contains("taskset"), cpus.is_some(), "{settings}, {style:?}");
    };
    check("ten-and-twenty workers=2 cores=1", Style::PythonThreads, Some(1));
    check("five-tasks workers=5 cores=2 quantum=300000", Style::RustThreads, Some(2));
    check("five-tasks workers=5 cores=2 quantum=300000", Style::Go, None);
    check("ten-and-twenty workers=2 cores=2", Style::PythonThreads, None);
    check("ten-and-twenty workers=2 cores=1 slicing=to-completion", Style::PythonThreads, None);
}

#[test]
fn goroutines_compute_to_the_end_where_they_stand_for_an_event_loop() {
    let check = |settings: &str, expected: &str| {
        let text = program(settings, Style::Go).unwrap().text();
        let gate = text.lines().find(|line| line.starts_with("var cores = ")).unwrap_or_default();
        assert_eq!(gate.split(" //").next().unwrap(), expected, "{settings}");
    };
    check("two-tabs", "var cores = make(chan struct{}, 1)");
    check("two-tabs tabs=3 people=2", "var cores = make(chan struct{}, 2)");
    // Each has a core of its own.
    check("two-tabs people=2", "");
    // Turns are what is wanted.
    check("ten-and-twenty workers=2 cores=1", "");
}

#[test]
fn every_preset_is_a_program_or_a_reason() {
    let mut written = 0;
    for preset in presets() {
        for style in Style::ALL {
            let Ok(program) = program(preset.name, style) else { continue };
            let text = program.text();
            assert!(!text.contains("{{") && !text.contains('¶') && !text.contains("\n@"), "{text}");
            assert!(!text.contains("{n}") && !text.contains("{s}") && !text.contains("{f}"), "{text}");
            assert!(text.lines().all(|line| line.len() <= 110), "{text}");
            assert!(!text.contains("\n\n\n") || style.language() == "python", "{text}");
            assert!((800_000..2_000_000).contains(&program.predicted_us), "{} {style:?}", preset.name);
            written += 1;
        }
    }
    assert!(written > 80, "only {written} programs are written");
}
