//! What is special about the programs in Python.

use super::{Parts, Writer, flag};
use crate::shape::{Group, Shape};
use crate::{Mark, Style};

pub(super) fn of(writer: &Writer<'_>) -> Parts {
    let Shape { locks, channels, gate, .. } = writer.shape;
    let has = |is_one: bool| locks.iter().any(|lock| (lock.capacity == 1) == is_one);
    let classes = [
        (has(true), "Lock"),
        (true, "Pool"),
        (!channels.is_empty(), "Queue"),
        (has(false) || gate.is_some(), "Semaphore"),
    ];
    let imported: Vec<_> = classes.into_iter().filter(|(is, _)| *is).map(|(_, class)| class).collect();
    let mut shared: Vec<_> = locks.iter().chain(channels).map(|shared| writer.name_of(shared)).collect();
    shared.extend(gate.map(|_| "cores".to_owned()));
    let listed = shared.join(", ");
    let tuple = if shared.len() == 1 { format!("({listed},)") } else { format!("({listed})") };
    let sharing = if shared.is_empty() { String::new() } else { format!(", share, {tuple}") };
    let values = vec![
        ("imported", imported.join(", ")),
        ("shared", listed),
        ("shared_tuple", tuple),
        ("sharing", sharing),
    ];
    let mut blocks = vec![
        ("threading", flag(!locks.is_empty() || gate.is_some())),
        ("locks", flag(!shared.is_empty())),
        ("start", writer.shape.phases.iter().flat_map(|phase| start(writer, phase)).collect()),
    ];
    if let (Style::PythonProcesses, Some(cores)) = (writer.style, gate) {
        // It is one of the things that are handed to each process.
        let mut made = writer.shared();
        made.push(format!("cores = Semaphore({cores})"));
        blocks.insert(0, ("shared", made));
    }
    (values, blocks)
}

fn start(writer: &Writer<'_>, phase: &[Group]) -> Vec<String> {
    let is_loop = writer.style == Style::PythonAsyncio;
    if let ([Group { function, count: 1, arrives: None }], true) = (phase, is_loop) {
        return vec![format!("await {}() ¶start", writer.function(*function))];
    }
    let item = |group: &Group| {
        let (f, n) = (writer.function(group.function), group.count);
        let from = if writer.style == Style::PythonProcesses { "began + " } else { "" };
        match (is_loop, writer.arrives(group), n) {
            (true, None, 1) => format!("{f}()"),
            (true, None, _) => format!("*({f}() for _ in range({n}))"),
            (true, Some(at), 1) => format!("at({at}, {f})"),
            (true, Some(at), _) => format!("*(at({at}, {f}) for i in range({n}))"),
            (false, None, 1) => f,
            (false, None, _) => format!("*[{f}] * {n}"),
            (false, Some(at), 1) => format!("({from}{at}, {f})"),
            (false, Some(at), _) => format!("*(({from}{at}, {f}) for i in range({n}))"),
        }
    };
    let items: Vec<_> = phase.iter().map(item).collect();
    if let ([one], false) = (&items[..], is_loop) {
        // A list of one thing is that thing, and what makes a list of one thing many is a list already.
        let list = match one.strip_prefix("*[") {
            Some(many) => format!("[{many}"),
            None => format!("[{one}]"),
        };
        return vec![if writer.style == Style::PythonProcesses {
            format!("workers.map(work, {list}, 1) ¶start")
        } else {
            format!("run({list}) ¶start")
        }];
    }
    match writer.style {
        Style::PythonAsyncio => writer.call("await asyncio.gather(", &items, ")", Mark::Start),
        Style::PythonProcesses => writer.call("workers.map(work, [", &items, "], 1)", Mark::Start),
        _ => writer.call("run([", &items, "])", Mark::Start),
    }
}
