//! What is special about the programs in Rust.

use super::{Parts, Writer, flag};
use crate::shape::{Group, Shape};
use crate::steps::Statement;
use crate::{Mark, Style};

pub(super) fn of(writer: &Writer<'_>) -> Parts {
    let start = writer.shape.phases.iter().flat_map(|phase| start(writer, phase)).collect();
    let mut blocks = vec![("uses", uses(writer)), ("tokio", tokio(writer)), ("start", start)];
    // Rayon's own thread starts the tasks at their times.
    let sleeps = writer.shape.any(&|is| matches!(is, Statement::Wait(_))) || writer.shape.has_arrivals();
    blocks.insert(0, ("wait", flag(sleeps)));
    let flavor = match writer.shape.workers {
        1 => "flavor = \"current_thread\"".to_owned(),
        workers => format!("flavor = \"multi_thread\", worker_threads = {workers}"),
    };
    let unit = match writer.shape.scale.unit_us {
        us if us.is_multiple_of(1_000) => format!("from_millis({})", us / 1_000),
        us => format!("from_micros({us})"),
    };
    let mut filling = (vec![("flavor", flavor), ("unit_rust", unit)], blocks);
    if writer.style == Style::RustAsync {
        // Tokio has semaphores of its own.
        filling.1.insert(0, ("semaphore", Vec::new()));
    }
    filling
}

/// What is used of the standard library beside what every program uses.
fn uses(writer: &Writer<'_>) -> Vec<String> {
    let Shape { locks, channels, gate, .. } = writer.shape;
    let own = writer.style != Style::RustAsync;
    let has_semaphore = own && (gate.is_some() || locks.iter().any(|lock| lock.capacity > 1));
    let has_mutex =
        own && (has_semaphore || !channels.is_empty() || locks.iter().any(|lock| lock.capacity == 1));
    let mut uses = Vec::new();
    if writer.style == Style::RustThreads {
        uses.push("use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};".to_owned());
    }
    if own && !channels.is_empty() {
        uses.push("use std::sync::mpsc::{Receiver, SyncSender, sync_channel};".to_owned());
    }
    let has_emit = writer.shape.any(&|is| *is == Statement::Emit);
    let names =
        [(has_semaphore, "Condvar"), (true, "LazyLock"), (has_mutex, "Mutex"), (has_emit, "OnceLock")];
    let names: Vec<_> = names.into_iter().filter(|(is, _)| *is).map(|(_, name)| name).collect();
    uses.push(match &names[..] {
        [one] => format!("use std::sync::{one};"),
        several => format!("use std::sync::{{{}}};", several.join(", ")),
    });
    uses
}

/// What is used of tokio.
fn tokio(writer: &Writer<'_>) -> Vec<String> {
    let Shape { locks, channels, phases, .. } = writer.shape;
    let has = |is: fn(&Statement) -> bool| writer.shape.any(&is);
    let has_lock = |is_one: bool| locks.iter().any(|lock| (lock.capacity == 1) == is_one);
    let listed = |module: &str, names: &[(bool, &str)]| {
        let names: Vec<_> = names.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect();
        match &names[..] {
            [] => None,
            [one] => Some(format!("use tokio::{module}::{one};")),
            several => Some(format!("use tokio::{module}::{{{}}};", several.join(", "))),
        }
    };
    let sync = [
        (has_lock(true) || !channels.is_empty(), "Mutex"),
        (has_lock(false), "Semaphore"),
        (!channels.is_empty(), "mpsc"),
    ];
    let has_set = phases.iter().any(|phase| !is_joined(writer, phase) && !is_lone(phase));
    let task = [(has_set, "JoinSet"), (has(|is| *is == Statement::Yield), "yield_now")];
    let sleeps = has(|is| matches!(is, Statement::Wait(_))) || writer.shape.has_arrivals();
    let uses = [listed("sync", &sync), listed("task", &task), listed("time", &[(sleeps, "sleep")])];
    uses.into_iter().flatten().collect()
}

fn is_lone(phase: &[Group]) -> bool {
    matches!(phase, [Group { count: 1, arrives: None, .. }])
}

/// Whether its tasks can be listed, on the one thread that there is.
fn is_joined(writer: &Writer<'_>, phase: &[Group]) -> bool {
    writer.shape.workers == 1 && phase.len() > 1 && phase.iter().all(|group| group.count == 1)
}

fn start(writer: &Writer<'_>, phase: &[Group]) -> Vec<String> {
    if writer.style == Style::RustAsync { start_async(writer, phase) } else { start_threads(writer, phase) }
}

fn start_async(writer: &Writer<'_>, phase: &[Group]) -> Vec<String> {
    let made = |group: &Group| {
        let f = writer.function(group.function);
        writer.arrives(group).map_or_else(|| format!("{f}()"), |at| format!("at({at}, start, {f}())"))
    };
    if let ([group], true) = (phase, is_lone(phase)) {
        return vec![format!("{}.await; ¶start", made(group))];
    }
    if is_joined(writer, phase) {
        let items: Vec<_> = phase.iter().map(made).collect();
        return writer.call("tokio::join!(", &items, ");", Mark::Start);
    }
    let spawned = |group: &Group| match group.count {
        1 => vec![format!("tasks.spawn({}); ¶start", made(group))],
        n => {
            let i = if group.arrives.is_some() { "i" } else { "_" };
            vec![
                format!("for {i} in 0..{n} {{"),
                format!("    tasks.spawn({}); ¶start", made(group)),
                "}".to_owned(),
            ]
        }
    };
    let mut lines = vec!["let mut tasks = JoinSet::new();".to_owned()];
    lines.extend(phase.iter().flat_map(spawned));
    lines.push("tasks.join_all().await;".to_owned());
    lines
}

fn start_threads(writer: &Writer<'_>, phase: &[Group]) -> Vec<String> {
    let has_arrivals = writer.shape.has_arrivals();
    let pool = if writer.style == Style::RustRayon { "&pool, " } else { "" };
    let clock = if has_arrivals { "start, " } else { "" };
    let f = |group: &Group| writer.function(group.function);
    if let ([group @ Group { count: 2.., .. }], false) = (phase, has_arrivals) {
        return vec![format!("run({pool}&[{} as fn(); {}]); ¶start", f(group), group.count)];
    }
    if !has_arrivals && phase.iter().all(|group| group.count == 1) {
        let items: Vec<_> = phase.iter().map(f).collect();
        return writer.call(&format!("run({pool}&["), &items, "]);", Mark::Start);
    }
    let item = if has_arrivals { "(Duration, fn())" } else { "fn()" };
    let mut lines = vec![format!("let mut tasks: Vec<{item}> = Vec::new();")];
    lines.extend(phase.iter().map(|group| match (writer.arrives(group), group.count) {
        (None, 1) => format!("tasks.push({});", f(group)),
        (None, n) => format!("tasks.extend([{} as fn(); {n}]);", f(group)),
        (Some(at), 1) => format!("tasks.push(({at}, {}));", f(group)),
        (Some(at), n) => format!("tasks.extend((0..{n}).map(|i| ({at}, {} as fn())));", f(group)),
    }));
    lines.push(format!("run({pool}{clock}&tasks); ¶start"));
    lines
}
