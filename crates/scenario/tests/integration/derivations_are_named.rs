//! Streams, repeats and derivations in a file are those of the simulator.

use meanwhile_sim::{Micros, Step, Task, Workload, poisson_stream, regular_stream};

use crate::support::{scenario, with_tasks};

const TASKS: &str = r#"
    { "name": "A", "steps": [ { "compute": 10 } ] },
    { "name": "B", "steps": [ { "wait": 30 }, "emit" ] },
    { "name": "C", "after": [ "A" ], "steps": [ { "compute": 1 }, { "compute": 3 } ] },
    { "name": "D", "every": 5, "count": 3, "steps": [ { "compute": 2 } ] }"#;

fn plain() -> Workload {
    let mut tasks = vec![
        Task::new("A").compute(10_000),
        Task::new("B").wait(30_000).emit(),
        Task::new("C").compute(1_000).compute(3_000).after([0]),
    ];
    tasks.extend(regular_stream(&Task::new("D").compute(2_000), 5_000, 3).expect("few"));
    Workload::new(tasks)
}

/// The derivations of a file give what the simulator's functions give.
fn check(derivations: &str, expected: Workload) {
    let text = format!(r#"{{ "meanwhile": 1, "tasks": [ {TASKS} ], "derive": [ {derivations} ] }}"#);
    let found = scenario(&text).unwrap_or_else(|error| panic!("{derivations}: {error}"));
    assert_eq!(found.workload, expected, "{derivations}");
}

#[test]
fn each_derivation_is_the_simulators() {
    check("", plain());
    check(r#"{ "split": "A", "into": 3 }"#, plain().split(0, 3).expect("divisible"));
    check(r#"{ "split": 2, "into": 3 }"#, plain().split(2, 3).expect("divisible"));
    check(r#"{ "chunk": "C", "into": 4 }"#, plain().chunk(2, 4).expect("divisible"));
    check(r#"{ "pipeline": [ "B", "A" ], "into": 2 }"#, plain().pipeline(1, 0, 2).expect("divisible"));
    check(r#"{ "in_sequence": [ "C", "B" ] }"#, plain().in_sequence(&[2, 1]).expect("known"));
}

#[test]
fn derivations_are_made_one_after_the_other_and_tasks_keep_their_names() {
    let expected = plain().split(0, 2).and_then(|workload| workload.split(3, 3)).expect("divisible");
    check(r#"{ "split": "A", "into": 2 }, { "split": "C", "into": 3 }"#, expected.clone());
    let expected = expected.in_sequence(&[3, 4, 5, 2]).expect("known");
    check(
        r#"{ "split": "A", "into": 2 }, { "split": "C", "into": 3 }, { "in_sequence": [ "C", "B" ] }"#,
        expected,
    );
}

#[test]
fn a_stream_in_sequence_is_one_task_after_the_other() {
    check(r#"{ "in_sequence": [ "D" ] }"#, plain().in_sequence(&[3, 4, 5]).expect("known"));
}

#[test]
fn into_one_part_leaves_a_task_as_it_is() {
    check(r#"{ "split": "B", "into": 1 }, { "chunk": "A", "into": 1 }"#, plain());
}

#[test]
fn what_is_not_taken_is_nobodys_business() {
    let text = format!(
        r#"{{ "meanwhile": 1, "take": 2, "tasks": [ {} ],
            "derive": [ {{ "split": "C", "into": 2 }}, {{ "pipeline": [ "B", "C" ], "into": 2 }}, {{ "in_sequence": [ "B", "D", "A" ] }} ] }}"#,
        TASKS.replace(r#""name": "B","#, r#""name": "B", "after": [ "C" ],"#),
    );
    let expected = Workload { tasks: plain().tasks[..2].to_vec(), ..Workload::default() };
    assert_eq!(
        scenario(&text).map(|scenario| scenario.workload),
        Ok(expected.in_sequence(&[1, 0]).expect("known"))
    );
}

#[test]
fn repeats_are_written_out() {
    let check = |steps: &str, expected: Vec<Step>| {
        let found = scenario(&with_tasks(&format!(r#"{{ "name": "A", "steps": [ {steps} ] }}"#)));
        assert_eq!(found.map(|scenario| scenario.workload.tasks[0].steps.clone()), Ok(expected), "{steps}");
    };
    check(r#"{ "repeat": 0, "steps": [ "emit" ] }"#, vec![]);
    check(r#"{ "repeat": 9, "steps": [] }"#, vec![]);
    check(r#"{ "repeat": 2, "steps": [ "emit", "yield" ] }"#, [Step::Emit, Step::Yield].repeat(2));
    let nested =
        r#"{ "repeat": 2, "steps": [ "emit", { "repeat": 3, "steps": [ { "wait": 1 } ] } ] }, "yield""#;
    let wait = Step::Wait(1_000);
    check(nested, [[Step::Emit, wait, wait, wait].repeat(2), vec![Step::Yield]].concat());
}

#[test]
fn streams_are_the_simulators() {
    let check = |fields: &str, expected: Vec<Task>| {
        let found = scenario(&with_tasks(&format!(r#"{{ "name": "A", {fields}, "steps": [] }}"#)));
        assert_eq!(found.map(|scenario| scenario.workload.tasks), Ok(expected), "{fields}");
    };
    let task = Task::new("A").arrives(10_000).due(20_000);
    let stream = regular_stream(&task, 50_000, 20).expect("few");
    check(r#""arrives": 10, "due": 20, "every": "50ms", "count": 20"#, stream);
    let stream = poisson_stream(&Task::new("A"), 50_000, 7, 1_000).expect("few");
    let first: Vec<Micros> = stream[..5].iter().map(|task| task.arrives_us).collect();
    assert_eq!(first, [47_102, 251_455, 256_680, 283_664, 323_318]);
    check(r#""poisson": { "mean": "50ms", "seed": 7 }, "count": 1000"#, stream);
    check(r#""every": 1, "count": 0"#, vec![]);
}

#[test]
fn coming_after_a_stream_is_coming_after_all_of_it() {
    let text = with_tasks(
        r#"{ "name": "then", "after": [ "each", 2 ], "steps": [] },
           { "name": "each", "every": 1, "count": 3, "after": [ 2 ], "steps": [] },
           { "name": "first", "steps": [] }"#,
    );
    let after: Vec<Vec<u32>> =
        scenario(&text).expect("valid").workload.tasks.into_iter().map(|task| task.after).collect();
    assert_eq!(after, [vec![1, 2, 3, 4], vec![4], vec![4], vec![4], vec![]]);
}
