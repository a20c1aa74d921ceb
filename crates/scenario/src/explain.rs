//! The simulator's own errors, with the places and the names of the file.
//!
//! The simulator counts the tasks and steps of the expanded scenario. Which entry a task comes from, and which step of
//! the text a step, is found by expanding the template once more: errors are rare, and scenarios stay plain.

use meanwhile_sim::{SimError, Workload};

use crate::error::{ErrorKind, Fault, quoted};
use crate::expand::{Expansion, expand, step_at};
use crate::parameter::Chosen;
use crate::template::{Derivation, DerivationKind, Entry, Template};

/// What the simulator says about the scenario of these values.
pub(crate) fn explain(template: &Template, chosen: &Chosen, error: SimError) -> Fault {
    let expansion = match expand(template, chosen) {
        Ok(expansion) => expansion,
        Err(fault) => return fault,
    };
    let at = offset(template, chosen, &expansion, &error);
    Fault { at, kind: ErrorKind::simulation(error, &expansion.scenario.workload) }
}

fn offset(template: &Template, chosen: &Chosen, expansion: &Expansion, error: &SimError) -> Option<usize> {
    let entry = |task: u32| -> Option<&Entry> {
        let owner = expansion.owners.get(task as usize)?;
        template.tasks.get(*owner)
    };
    match error {
        SimError::EmptyWorkload => Some(template.take.as_ref().map_or(template.tasks_at, |take| take.at)),
        SimError::NoWorkers => Some(template.strategy.workers.at),
        SimError::NoCores => Some(template.cores.at),
        SimError::ZeroQuantum => template.strategy.quantum.as_ref().map(|quantum| quantum.at),
        SimError::ZeroStopAfter => template.strategy.stop_after.as_ref().map(|stop| stop.at),
        SimError::RoleWithoutWorker { .. } => Some(template.strategy.roles_at),
        SimError::UnknownRole { task, .. } => entry(*task).map(|entry| entry.role_at),
        SimError::ZeroLockCapacity { lock } => template.locks.get(*lock as usize).map(|lock| lock.at),
        SimError::ZeroChannelCapacity { channel } => {
            template.channels.get(*channel as usize).map(|channel| channel.at)
        }
        SimError::ReleaseWithoutAcquire { task, step, .. } => {
            let entry = entry(*task)?;
            step_at(&entry.steps, chosen, *step as u64).or(Some(entry.steps_at))
        }
        SimError::EndsHoldingLock { task, .. } => entry(*task).map(|entry| entry.steps_at),
        SimError::DependencyCycle { tasks } => {
            let mut entries = tasks.iter().filter_map(|task| entry(*task));
            let says_after = entries.find(|entry| !entry.after.is_empty());
            says_after.map(|entry| entry.after_at).or_else(|| last_sequence(template))
        }
        // What is left concerns the run as a whole.
        _ => None,
    }
}

/// Tasks of which none says what it comes after can be in a circle only by a derivation.
fn last_sequence(template: &Template) -> Option<usize> {
    let is_sequence = |derivation: &&Derivation| matches!(derivation.kind, DerivationKind::InSequence { .. });
    template.derivations.iter().rev().find(is_sequence).map(|derivation| derivation.at)
}

impl ErrorKind {
    /// The simulator's error with a sentence that says names, not numbers.
    pub(crate) fn simulation(error: SimError, workload: &Workload) -> ErrorKind {
        let sentence = sentence(&error, workload);
        ErrorKind::Simulation { error, sentence }
    }
}

fn sentence(error: &SimError, workload: &Workload) -> String {
    let task =
        |index: &u32| workload.tasks.get(*index as usize).map_or_else(String::new, |t| quoted(&t.name));
    let lock =
        |index: &u32| workload.locks.get(*index as usize).map_or_else(String::new, |l| quoted(&l.name));
    match error {
        SimError::ReleaseWithoutAcquire { task: index, lock: of, .. } => {
            format!("{} releases {}, which it does not hold here", task(index), lock(of))
        }
        SimError::EndsHoldingLock { task: index, lock: of } => {
            format!("{} ends while it holds {}", task(index), lock(of))
        }
        SimError::UnknownRole { task: index, role } => {
            format!("{} asks for the role {}, which no worker has", task(index), quoted(role))
        }
        SimError::DependencyCycle { tasks } => circle(tasks.iter().map(task).collect()),
        SimError::NotDivisible { task: index } => {
            format!("{} cannot be divided, because it does not do one and the same thing", task(index))
        }
        SimError::ZeroLockCapacity { .. } => "a lock must have a capacity of at least 1".to_owned(),
        SimError::ZeroChannelCapacity { .. } => {
            "a channel must have a capacity of at least 1, or null for none".to_owned()
        }
        other => other.to_string(),
    }
}

/// The first few of a circle and back to the start.
fn circle(names: Vec<String>) -> String {
    const SHOWN: usize = 5;
    let mut shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
    if names.len() > SHOWN {
        shown.push("…");
    }
    shown.extend(names.first().map(String::as_str));
    format!("tasks come after each other in a circle: {}", shown.join(" after "))
}
