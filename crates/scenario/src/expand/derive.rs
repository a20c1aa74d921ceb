//! Derivations: the functions of [`meanwhile_sim::Workload`] under the names that a file has for them.

use meanwhile_sim::limits::{DEPENDENCIES_MAX, STEPS_MAX};
use meanwhile_sim::{SimError, Step, Workload};

use super::Expansion;
use crate::error::{ErrorKind, Fault, at_most};
use crate::parameter::Chosen;
use crate::template::{Derivation, DerivationKind, Template};

/// A derivation passes over tasks that are not taken.
pub(super) fn apply(
    template: &Template,
    derivation: &Derivation,
    chosen: &Chosen,
    expansion: &mut Expansion,
) -> Result<(), Fault> {
    let at = derivation.at;
    let single = |entry: usize, expansion: &Expansion| match expansion.tasks_of(entry) {
        tasks if tasks.len() == 1 => Ok(Some(tasks.start)),
        tasks if tasks.is_empty() => Ok(None),
        _ => Err(Fault::at(at, ErrorKind::NotOneTask { name: template.tasks[entry].name.clone() })),
    };
    match &derivation.kind {
        DerivationKind::Split { task, into } => {
            let into = chosen.count_u32(into, "parts")?;
            let Some(task) = single(*task, expansion)? else { return Ok(()) };
            split(at, expansion, task, into)
        }
        DerivationKind::Chunk { task, into } => {
            let into = chosen.count_u32(into, "parts")?;
            let Some(task) = single(*task, expansion)? else { return Ok(()) };
            steps_fit(at, &expansion.scenario.workload, 2, into)?;
            derived(at, expansion, |workload| workload.chunk(task, into))
        }
        DerivationKind::Pipeline { producer, consumer, into } => {
            let into = chosen.count_u32(into, "parts")?;
            let (producer, consumer) = (single(*producer, expansion)?, single(*consumer, expansion)?);
            let (Some(producer), Some(consumer)) = (producer, consumer) else { return Ok(()) };
            steps_fit(at, &expansion.scenario.workload, 7, into)?;
            derived(at, expansion, |workload| workload.pipeline(producer, consumer, into))
        }
        DerivationKind::InSequence { tasks } => {
            let listed: u64 = tasks.iter().map(|entry| expansion.tasks_of(*entry).len() as u64).sum();
            dependencies_fit(at, &expansion.scenario.workload, listed)?;
            let tasks: Vec<usize> = tasks.iter().flat_map(|entry| expansion.tasks_of(*entry)).collect();
            derived(at, expansion, |workload| workload.in_sequence(&tasks))
        }
    }
}

/// Into one part is the task as it is, under its own name.
fn split(at: usize, expansion: &mut Expansion, task: usize, into: u32) -> Result<(), Fault> {
    if into == 1 {
        return Ok(());
    }
    let workload = &mut expansion.scenario.workload;
    // Every part comes after whatever the whole comes after, and whoever comes after the whole after every part.
    let own = workload.tasks[task].after.len();
    let others: usize =
        workload.tasks.iter().flat_map(|other| &other.after).filter(|b| **b as usize == task).count();
    dependencies_fit(at, workload, u64::from(into).saturating_sub(1) * (own + others) as u64)?;
    merge(&mut workload.tasks[task].steps);
    derived(at, expansion, |workload| workload.split(task, into))?;
    let owner = expansion.owners[task];
    expansion.owners.splice(task..=task, (0..into).map(|_| owner));
    Ok(())
}

/// Several computes in a row are one, so that dividing them copies one.
fn merge(steps: &mut Vec<Step>) {
    let sum = steps.iter().try_fold(0_u64, |sum, step| match step {
        Step::Compute(us) => Some(sum.saturating_add(*us)),
        _ => None,
    });
    if let (Some(sum), true) = (sum, steps.len() > 1) {
        *steps = vec![Step::Compute(sum)];
    }
}

fn derived(
    at: usize,
    expansion: &mut Expansion,
    change: impl FnOnce(Workload) -> Result<Workload, SimError>,
) -> Result<(), Fault> {
    let workload = &mut expansion.scenario.workload;
    // The names are kept aside for the sentence of an error.
    let names = Workload::new(workload.tasks.iter().map(|task| meanwhile_sim::Task::new(&task.name)));
    let changed = change(std::mem::take(workload));
    *workload = changed.map_err(|error| Fault::at(at, ErrorKind::simulation(error, &names)))?;
    Ok(())
}

fn steps_fit(at: usize, workload: &Workload, each: u64, into: u32) -> Result<(), Fault> {
    let now: usize = workload.tasks.iter().map(|task| task.steps.len()).sum();
    at_most(at, "steps", now as u64 + each * u64::from(into), STEPS_MAX as u64)
}

fn dependencies_fit(at: usize, workload: &Workload, more: u64) -> Result<(), Fault> {
    let now: usize = workload.tasks.iter().map(|task| task.after.len()).sum();
    at_most(at, "dependencies", (now as u64).saturating_add(more), DEPENDENCIES_MAX as u64)
}
