//! What is special about the programs in JavaScript.

use super::{Parts, Writer, flag};
use crate::shape::{Group, Shape};
use crate::steps::Statement;
use crate::{Mark, Style};

pub(super) fn of(writer: &Writer<'_>) -> Parts {
    if writer.style == Style::JavaScriptWorkers { workers(writer) } else { event_loop(writer) }
}

fn event_loop(writer: &Writer<'_>) -> Parts {
    let shape = writer.shape;
    let sleeps = shape.any(&|is| matches!(is, Statement::Wait(_))) || shape.has_arrivals();
    let yields = shape.any(&|is| *is == Statement::Yield);
    let timers = [(yields, "setImmediate as yields"), (sleeps, "setTimeout as sleep")];
    let timers: Vec<_> = timers.into_iter().filter(|(is, _)| *is).map(|(_, timer)| timer).collect();
    let start = shape.phases.iter().flat_map(|phase| start(writer, phase)).collect();
    let has_semaphore = !shape.locks.is_empty() || !shape.channels.is_empty();
    let values = vec![("timers", timers.join(", "))];
    (values, vec![("timers", flag(!timers.is_empty())), ("start", start), ("semaphore", flag(has_semaphore))])
}

fn start(writer: &Writer<'_>, phase: &[Group]) -> Vec<String> {
    if let [Group { function, count: 1, arrives: None }] = phase {
        return vec![format!("await {}(); ¶start", writer.function(*function))];
    }
    let item = |group: &Group| {
        let (f, n) = (writer.function(group.function), group.count);
        match (writer.arrives(group), n) {
            (None, 1) => format!("{f}()"),
            (None, _) => format!("...Array.from({{ length: {n} }}, {f})"),
            (Some(at), 1) => format!("at({at}, {f})"),
            (Some(at), _) => format!("...Array.from({{ length: {n} }}, (_, i) => at({at}, {f}))"),
        }
    };
    let items: Vec<_> = phase.iter().map(item).collect();
    if let [many] = &items[..] {
        return vec![format!("await Promise.all({}); ¶start", many.trim_start_matches('.'))];
    }
    writer.call("await Promise.all([", &items, "]);", Mark::Start)
}

/// All tasks in one list, and the numbers that the workers share, each with a name.
fn workers(writer: &Writer<'_>) -> Parts {
    let Shape { phases, locks, channels, gate, .. } = writer.shape;
    let sleeps = writer.shape.any(&|is| matches!(is, Statement::Wait(_))) || writer.shape.has_arrivals();
    let mut slots = vec!["GO".to_owned(), "NEXT".to_owned()];
    slots.extend(sleeps.then(|| "NEVER".to_owned()));
    slots.extend((phases.len() > 1).then(|| "ENDED".to_owned()));
    slots.extend(gate.map(|_| "CORES".to_owned()));
    slots.extend(locks.iter().map(|lock| writer.name_of(lock)));
    for channel in channels {
        let name = writer.name_of(channel);
        slots.extend([[&*name, "_ROOM"].concat(), name]);
    }
    let mut before = 0;
    let mut tasks = Vec::new();
    for phase in phases {
        tasks.extend(phase.iter().map(|group| task(writer, group, (phases.len() > 1).then_some(before))));
        before += phase.iter().map(|group| group.count).sum::<u32>();
    }
    let tasks = match &tasks[..] {
        [many] if many.starts_with('.') => vec![format!("const tasks = {};", many.trim_start_matches('.'))],
        _ => writer.list("const tasks = [", &tasks, "];"),
    };
    let mut shared = writer.shared();
    shared.extend(gate.map(|cores| format!("shared[CORES] = {cores};")));
    let has_semaphore = gate.is_some() || !locks.is_empty() || !channels.is_empty();
    let values = vec![("slots", slots.join(", ")), ("slot_count", slots.len().to_string())];
    let blocks = vec![
        ("tasks", tasks),
        ("shared", shared),
        ("sleep", flag(sleeps)),
        ("phases", flag(phases.len() > 1)),
        ("plain", flag(phases.len() == 1 && !writer.shape.has_arrivals())),
        ("semaphore", flag(has_semaphore)),
    ];
    (values, blocks)
}

fn task(writer: &Writer<'_>, group: &Group, before: Option<u32>) -> String {
    let f = writer.function(group.function);
    let item = match (writer.arrives(group), before) {
        (Some(at), _) => format!("[{f}, {at}]"),
        (None, Some(before)) => format!("[{f}, {before}]"),
        (None, None) => f,
    };
    match (group.count, group.arrives) {
        (1, _) => item,
        (n, Some(_)) => format!("...Array.from({{ length: {n} }}, (_, i) => {item})"),
        (n, None) => format!("...Array({n}).fill({item})"),
    }
}
