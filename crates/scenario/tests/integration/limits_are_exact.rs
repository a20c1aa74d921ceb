//! Every limit is where it says: what is just within passes, and one more is an error that names the limit.

use std::time::{Duration, Instant};

use meanwhile_scenario::limits::{
    DERIVATIONS_MAX, FILE_BYTES_MAX, NESTING_MAX, PARAMETER_MAX, PARAMETERS_MAX, TEXT_BYTES_MAX,
};
use meanwhile_scenario::{ErrorKind, FileError};
use meanwhile_sim::limits::{
    CHANNELS_MAX, DEPENDENCIES_MAX, LOCKS_MAX, NAME_BYTES_MAX, STEPS_MAX, TASKS_MAX, TIME_US_MAX,
};

use crate::support::{scenario, with_tasks};

/// The limit that a text is over, and by how much.
fn over(text: &str) -> Option<(&'static str, u64, u64)> {
    match scenario(text) {
        Err(FileError { kind: ErrorKind::OverLimit { what, value, max }, .. }) => Some((what, value, max)),
        Err(other) => panic!("another error: {other}"),
        Ok(_) => None,
    }
}

/// The text of a size is read, and that of one more is not.
fn check(what: &'static str, max: usize, text: impl Fn(usize) -> String) {
    assert_eq!(over(&text(max)), None, "{what}");
    assert_eq!(over(&text(max + 1)), Some((what, max as u64 + 1, max as u64)));
}

fn many(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect::<Vec<_>>().join(",")
}

const TASK: &str = r#"{ "name": "A", "steps": [] }"#;

#[test]
fn the_text() {
    check("the bytes of the file", FILE_BYTES_MAX, |bytes| {
        let text = with_tasks(TASK);
        format!("{text}{}", " ".repeat(bytes - text.len()))
    });
    let nested = |levels: usize| {
        // The file, its tasks, a task and its steps are four levels; a repeat is two more.
        let repeats = (levels - 4) / 2;
        let open = r#"{ "repeat": 1, "steps": ["#.repeat(repeats);
        let inner = if levels.is_multiple_of(2) { "" } else { r#"{ "compute": 1 }"# };
        with_tasks(&format!(r#"{{ "name": "A", "steps": [ {open}{inner}{} ] }}"#, "] }".repeat(repeats)))
    };
    check("lists and objects within each other", NESTING_MAX, nested);
    check("the bytes of the title", TEXT_BYTES_MAX, |bytes| {
        format!(r#"{{ "meanwhile": 1, "title": "{}", "tasks": [{TASK}] }}"#, "x".repeat(bytes))
    });
}

#[test]
fn parameters() {
    let file = |parameters: String, steps: String| {
        let tasks = format!(r#"{{ "name": "A", "steps": [ {steps} ] }}"#);
        format!(r#"{{ "meanwhile": 1, "parameters": [ {parameters} ], "tasks": [ {tasks} ] }}"#)
    };
    let parameter = |name: &str, label: &str, max: u64| {
        format!(r#"{{ "name": "{name}", "label": "{label}", "min": 0, "max": {max}, "default": 0 }}"#)
    };
    let wait = |name: &str| format!(r#"{{ "wait": {{ "param": "{name}" }} }}"#);
    check("parameters", PARAMETERS_MAX, |count| {
        let parameters = many(count, |index| parameter(&format!("p{index}"), "", 1));
        file(parameters, many(count, |index| wait(&format!("p{index}"))))
    });
    check("the bytes of a parameter's name", TEXT_BYTES_MAX, |bytes| {
        let name = "n".repeat(bytes);
        file(parameter(&name, "", 1), wait(&name))
    });
    check("the bytes of a label", TEXT_BYTES_MAX, |bytes| {
        file(parameter("p", &"l".repeat(bytes), 1), wait("p"))
    });
    check("a parameter's value", PARAMETER_MAX as usize, |max| {
        file(parameter("p", "", max as u64), wait("p"))
    });
}

#[test]
fn the_workload() {
    let stream = |count: usize, steps: &str| {
        with_tasks(&format!(r#"{{ "name": "A", "every": 0, "count": {count}, "steps": [ {steps} ] }}"#))
    };
    check("tasks", TASKS_MAX, |count| with_tasks(&many(count, |_| TASK.to_owned())));
    check("tasks", TASKS_MAX, |count| stream(count, ""));
    let task = |steps: String| with_tasks(&format!(r#"{{ "name": "A", "steps": [ {steps} ] }}"#));
    check("the times of a repeat", STEPS_MAX, |times| {
        task(format!(r#"{{ "repeat": {times}, "steps": [ "emit" ] }}"#))
    });
    check("steps", STEPS_MAX, |times| {
        let (tens, ones) = (times / 10, times % 10);
        task(format!(
            r#"{{ "repeat": {tens}, "steps": [ {{ "repeat": 10, "steps": [ "emit" ] }} ] }},
               {{ "repeat": {ones}, "steps": [ "emit" ] }}"#
        ))
    });
    assert_eq!(over(&stream(10_000, &many(100, |_| r#""emit""#.to_owned()))), None);
    assert_eq!(
        over(&stream(10_000, &many(101, |_| r#""emit""#.to_owned()))),
        Some(("steps", 1_010_000, 1_000_000))
    );
    check("dependencies", DEPENDENCIES_MAX, |count| {
        // So many tasks, each after a stream of a thousand, and one that comes after the rest.
        let rest = many(count % 1_000, |_| "1".to_owned());
        let each = format!(
            r#"{{ "name": "B", "every": 0, "count": {}, "after": [0], "steps": [] }}"#,
            count / 1_000
        );
        with_tasks(&format!(
            r#"{{ "name": "A", "every": 0, "count": 1000, "steps": [] }}, {TASK}, {each},
               {{ "name": "C", "after": [ {rest} ], "steps": [] }}"#
        ))
    });
    // A parameter of milliseconds comes to the limit and past it by its fraction.
    let wait = |value: u64, times: u64| {
        over(&format!(
            r#"{{ "meanwhile": 1, "parameters": [ {{ "name": "p", "min": 0, "max": {value}, "default": {value} }} ],
                "tasks": [ {{ "name": "A", "steps": [ {{ "wait": {{ "param": "p", "times": [{times}, 1000] }} }} ] }} ] }}"#
        ))
    };
    assert_eq!(wait(TIME_US_MAX / 1_000, 1_000), None);
    assert_eq!(wait(121_499_449, 823_049), Some(("a time in us", TIME_US_MAX + 1, TIME_US_MAX)));
}

#[test]
fn names_and_shared_things() {
    let task = |field: &str, bytes: usize| {
        let name = if field == "name" { String::new() } else { r#""name": "A", "#.to_owned() };
        with_tasks(&format!(r#"{{ {name}"{field}": "{}", "steps": [] }}"#, "x".repeat(bytes)))
    };
    check("the bytes of a task's name", NAME_BYTES_MAX, |bytes| task("name", bytes));
    check("the bytes of a task's role", NAME_BYTES_MAX, |bytes| task("role", bytes));
    check("the bytes of a task's place", NAME_BYTES_MAX, |bytes| task("place", bytes));
    let file = |field: &str, value: String| {
        format!(r#"{{ "meanwhile": 1, "{field}": {value}, "tasks": [ {TASK} ] }}"#)
    };
    check("locks", LOCKS_MAX, |count| {
        file("locks", format!("{{ {} }}", many(count, |i| format!("\"{i}\": 1"))))
    });
    let listed = |_| r#"{ "name": "", "capacity": null }"#.to_owned();
    check("channels", CHANNELS_MAX, |count| file("channels", format!("[ {} ]", many(count, listed))));
    check("wholes", TASKS_MAX, |count| file("wholes", format!("[ {} ]", many(count, |_| "\"\"".to_owned()))));
    check("the bytes of a name", NAME_BYTES_MAX, |bytes| {
        file("locks", format!("{{ \"{}\": 1 }}", "x".repeat(bytes)))
    });
    check("the bytes of a whole's name", NAME_BYTES_MAX, |bytes| {
        file("wholes", format!("[ \"{}\" ]", "x".repeat(bytes)))
    });
    check("roles", 64, |count| {
        file(
            "strategy",
            format!(r#"{{ "workers": 64, "roles": [ {} ] }}"#, many(count, |_| "null".to_owned())),
        )
    });
    check("the bytes of a worker's role", NAME_BYTES_MAX, |bytes| {
        file("strategy", format!(r#"{{ "roles": [ "{}" ] }}"#, "x".repeat(bytes)))
    });
    check("derivations", DERIVATIONS_MAX, |count| {
        file("derive", format!("[ {} ]", many(count, |_| r#"{ "in_sequence": [] }"#.to_owned())))
    });
}

/// Short texts that ask for much: each would need gigabytes, or years, if it were written out before it is counted.
#[test]
fn a_short_text_cannot_ask_for_much() {
    let derive = |tasks: &str, derivations: &str| {
        format!(r#"{{ "meanwhile": 1, "tasks": [ {tasks} ], "derive": [ {derivations} ] }}"#)
    };
    let open = r#"{ "repeat": 1000000, "steps": ["#;
    let bomb = |inner: &str| format!("{}{inner}{}", open.repeat(13), "] }".repeat(13));
    let steps = |steps: &str| with_tasks(&format!(r#"{{ "name": "A", "steps": [ {steps} ] }}"#));
    let stream = r#"{ "name": "S", "every": 0, "count": 4000, "steps": [] }"#;
    let long = r#"{ "name": "L", "steps": [ { "repeat": 1000000, "steps": [ { "compute": 1 } ] } ] }"#;
    let in_sequence = many(5_000, |_| r#""S""#.to_owned());
    let check = |text: &str, limit: Option<&'static str>| {
        let start = Instant::now();
        assert_eq!(over(text).map(|(what, ..)| what), limit, "{}", &text[..text.len().min(300)]);
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    };
    check(&steps(&bomb(r#""emit""#)), Some("steps"));
    check(&steps(&bomb("")), None);
    check(
        &with_tasks(&format!(
            r#"{stream}, {{ "name": "T", "every": 0, "count": 4000, "after": ["S"], "steps": [] }}"#
        )),
        Some("dependencies"),
    );
    check(&derive(stream, &format!(r#"{{ "in_sequence": [ {in_sequence} ] }}"#)), Some("dependencies"));
    check(&derive(long, r#"{ "split": "L", "into": 9999 }"#), None);
    check(&derive(long, r#"{ "chunk": "L", "into": 500000 }"#), Some("steps"));
    let after = format!(r#"{stream}, {{ "name": "A", "after": ["S"], "steps": [ {{ "compute": 1 }} ] }}"#);
    check(&derive(&after, r#"{ "split": "A", "into": 5000 }"#), Some("dependencies"));
    let before = r#"{ "name": "A", "steps": [ { "compute": 1 } ] }, { "name": "S", "every": 0, "count": 4000, "after": ["A"], "steps": [] }"#;
    check(&derive(before, r#"{ "split": "A", "into": 5000 }"#), Some("dependencies"));
    let chunks = many(100, |_| r#"{ "chunk": "L", "into": 1 }"#.to_owned());
    check(&derive(long, &chunks), Some("steps"));
}

#[test]
fn deep_nesting_without_sense_is_refused_at_once() {
    for text in [
        "[".repeat(1_000_000),
        "{\"a\":".repeat(1_000_000),
        format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000)),
    ] {
        let start = Instant::now();
        assert!(scenario(&text).is_err());
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    }
}
