//! From the template to the scenario: parameters get values, repeats and streams are written out, derivations made.
//!
//! Everything is counted before it is written out, so that the limits hold in memory too.

mod derive;
mod steps;

use std::ops::Range;

use meanwhile_sim::limits::{CORES_MAX, DEPENDENCIES_MAX, STEPS_MAX, TASKS_MAX, WORKERS_MAX};
use meanwhile_sim::{
    Channel, Lock, Machine, Scenario, Slicing, Strategy, Task, Workload, poisson_stream, regular_stream,
};

use crate::error::{ErrorKind, Fault, at_most};
use crate::parameter::{Amount, Chosen};
use crate::template::{Entry, Gaps, Template};

pub(crate) use steps::step_at;

/// A scenario and where its tasks come from.
pub(crate) struct Expansion {
    pub(crate) scenario: Scenario,
    /// For each task the index of its entry; never decreasing.
    pub(crate) owners: Vec<usize>,
}

impl Expansion {
    /// The tasks of an entry.
    fn tasks_of(&self, entry: usize) -> Range<usize> {
        self.owners.partition_point(|owner| *owner < entry)
            ..self.owners.partition_point(|owner| *owner <= entry)
    }
}

pub(crate) fn expand(template: &Template, chosen: &Chosen) -> Result<Expansion, Fault> {
    let taken = taken(template, chosen)?;
    let mut expansion = Expansion { scenario: settings(template, chosen)?, owners: Vec::new() };
    let mut steps = 0;
    for (entry, index) in taken.iter().zip(0..) {
        let tasks = tasks(entry, chosen, expansion.owners.len(), &mut steps)?;
        expansion.owners.extend(tasks.iter().map(|_| index));
        expansion.scenario.workload.tasks.extend(tasks);
    }
    dependencies(taken, &mut expansion)?;
    for derivation in &template.derivations {
        derive::apply(template, derivation, chosen, &mut expansion)?;
    }
    Ok(expansion)
}

/// The first so many entries.
fn taken<'t>(template: &'t Template, chosen: &Chosen) -> Result<&'t [Entry], Fault> {
    let entries = &template.tasks;
    match &template.take {
        Some(take) => Ok(&entries[..chosen.count(take, "tasks to take", entries.len() as u64)? as usize]),
        None => Ok(entries),
    }
}

/// Everything but the tasks.
fn settings(template: &Template, chosen: &Chosen) -> Result<Scenario, Fault> {
    let mut workload = Workload { wholes: template.wholes.clone(), ..Workload::default() };
    for lock in &template.locks {
        let capacity = chosen.count_u32(&lock.capacity, "the capacity of a lock")?;
        workload.locks.push(Lock { name: lock.name.clone(), capacity });
    }
    for channel in &template.channels {
        let capacity = channel.capacity.as_ref();
        let capacity = capacity.map(|amount| chosen.count_u32(amount, "the capacity of a channel"));
        workload.channels.push(Channel { name: channel.name.clone(), capacity: capacity.transpose()? });
    }
    let machine = Machine {
        cores: chosen.count(&template.cores, "cores", u64::from(CORES_MAX))? as u32,
        switch_cost_us: chosen.us(&template.switch_cost)?,
    };
    let asked = &template.strategy;
    let stop_after = asked.stop_after.as_ref();
    let strategy = Strategy {
        workers: chosen.count(&asked.workers, "workers", u64::from(WORKERS_MAX))? as u32,
        roles: asked.roles.clone(),
        waiting: asked.waiting,
        slicing: match &asked.quantum {
            Some(quantum) => Slicing::Sliced { quantum_us: chosen.us(quantum)? },
            None => Slicing::ToCompletion,
        },
        order: asked.order,
        stop_after: stop_after.map(|amount| chosen.count_u32(amount, "results to stop after")).transpose()?,
    };
    Ok(Scenario { workload, machine, strategy })
}

/// The tasks of an entry, which do not come after others yet. `steps` is how many all tasks have so far.
fn tasks(entry: &Entry, chosen: &Chosen, tasks_before: usize, steps: &mut u64) -> Result<Vec<Task>, Fault> {
    let count = match &entry.stream {
        Some(stream) => chosen.count(&stream.count, "tasks", TASKS_MAX as u64)?,
        None => 1,
    };
    let count_at = entry.stream.as_ref().map_or(entry.at, |stream| stream.count.at);
    at_most(count_at, "tasks", count + tasks_before as u64, TASKS_MAX as u64)?;
    let each = steps::count(&entry.steps, chosen)?;
    *steps += count * each;
    at_most(entry.steps_at, "steps", *steps, STEPS_MAX as u64)?;
    let time = |amount: &Option<Amount>| amount.as_ref().map(|amount| chosen.us(amount)).transpose();
    let task = Task {
        name: entry.name.clone(),
        arrives_us: time(&entry.arrives)?.unwrap_or(0),
        priority: entry.priority,
        after: Vec::new(),
        role: entry.role.clone(),
        place: entry.place.clone(),
        patience_us: time(&entry.patience)?,
        due_us: time(&entry.due)?,
        part_of: entry.part_of,
        steps: steps::expanded(&entry.steps, chosen, each as usize)?,
    };
    let Some(stream) = &entry.stream else { return Ok(vec![task]) };
    // At most as many as tasks are allowed.
    let count = count as u32;
    let (gap, tasks) = match &stream.gaps {
        Gaps::Every(every) => (every, regular_stream(&task, chosen.us(every)?, count)),
        Gaps::Poisson { mean, seed } => (mean, poisson_stream(&task, chosen.us(mean)?, *seed, count)),
    };
    tasks.map_err(|error| Fault::at(gap.at, ErrorKind::simulation(error, &Workload::default())))
}

/// Who comes after an entry comes after all its tasks. An entry that is not taken is nothing to wait for.
fn dependencies(taken: &[Entry], expansion: &mut Expansion) -> Result<(), Fault> {
    let mut count = 0;
    for (entry, index) in taken.iter().zip(0..) {
        let own = expansion.tasks_of(index);
        let before = entry.after.iter().map(|entry| expansion.tasks_of(*entry).len() as u64);
        count += own.len() as u64 * before.sum::<u64>();
        at_most(entry.after_at, "dependencies", count, DEPENDENCIES_MAX as u64)?;
        let after: Vec<u32> =
            entry.after.iter().flat_map(|entry| expansion.tasks_of(*entry)).map(|task| task as u32).collect();
        for task in &mut expansion.scenario.workload.tasks[own] {
            task.after.clone_from(&after);
        }
    }
    Ok(())
}
