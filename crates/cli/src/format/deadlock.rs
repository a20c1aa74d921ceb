//! The report of a deadlock in sentences: who holds what, and who waits for what.

use meanwhile_sim::{Deadlock, Outcome, StuckTask, WaitsFor};

use crate::plain::printable;
use crate::run::Run;
use crate::units::Unit;

/// One line that says when, then one for each stuck task; nothing for a run that is not deadlocked.
pub(crate) fn sentences(run: &Run, unit: Unit) -> Vec<String> {
    let Outcome::Deadlocked(deadlock) = &run.trace.outcome else { return Vec::new() };
    let when = format!("Deadlocked at {}: from here on nothing can happen.", unit.text(deadlock.at_us));
    let stuck = deadlock.stuck.iter().map(|stuck| format!("  {}", sentence(run, deadlock, stuck)));
    std::iter::once(when).chain(stuck).collect()
}

fn sentence(run: &Run, deadlock: &Deadlock, stuck: &StuckTask) -> String {
    let of_this_task = deadlock.holders.iter().filter(|holder| holder.task == stuck.task);
    let locks = of_this_task.map(|holder| match holder.units {
        1 => printable(run.lock(holder.lock)),
        units => format!("{units} units of {}", printable(run.lock(holder.lock))),
    });
    let mut has: Vec<String> = locks.collect();
    has.extend(stuck.worker.map(|worker| format!("worker {worker}")));
    let holds = if has.is_empty() { String::new() } else { format!("holds {}, and ", has.join(" and ")) };
    format!("{} {holds}waits for {}.", printable(run.task(stuck.task)), what(run, &stuck.waits_for))
}

fn what(run: &Run, waits_for: &WaitsFor) -> String {
    match waits_for {
        WaitsFor::Lock(lock) => format!("the lock {}", printable(run.lock(*lock))),
        WaitsFor::Room(channel) => format!("room in the channel {}", printable(run.channel(*channel))),
        WaitsFor::Message(channel) => {
            format!("a message from the channel {}", printable(run.channel(*channel)))
        }
        WaitsFor::Tasks(tasks) => {
            let names: Vec<String> = tasks.iter().map(|task| printable(run.task(*task))).collect();
            format!("the end of {}", names.join(", "))
        }
        WaitsFor::Worker => "a worker".to_owned(),
    }
}
