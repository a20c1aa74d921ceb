//! Refuses what cannot be simulated, and says why.

use crate::limits;
use crate::{Micros, Scenario, SimError, Slicing, Step, Strategy, Workload};

/// Everything that is wrong with a scenario is found here, before the scheduler starts; only a run that turns out
/// too long is found later. Sizes come first, so that the other checks have bounded work.
pub(crate) fn scenario(scenario: &Scenario) -> Result<(), SimError> {
    let Scenario { workload, machine, strategy } = scenario;
    if workload.tasks.is_empty() {
        return Err(SimError::EmptyWorkload);
    }
    if strategy.workers == 0 {
        return Err(SimError::NoWorkers);
    }
    if machine.cores == 0 {
        return Err(SimError::NoCores);
    }
    at_most("workers", u64::from(strategy.workers), u64::from(limits::WORKERS_MAX))?;
    at_most("cores", u64::from(machine.cores), u64::from(limits::CORES_MAX))?;
    duration("the switch cost in us", machine.switch_cost_us)?;
    self::strategy(strategy)?;
    sizes(workload)?;
    shared_things(workload)?;
    let mut held = vec![0; workload.locks.len()];
    for (task, index) in workload.tasks.iter().zip(0..) {
        steps(workload, index, &task.steps, &mut held)?;
    }
    roles(workload, strategy)?;
    dependencies(workload)
}

/// Refuses a value that is over its limit.
pub(crate) fn at_most(what: &'static str, value: u64, max: u64) -> Result<(), SimError> {
    if value > max { Err(SimError::OverLimit { what, value, max }) } else { Ok(()) }
}

fn duration(what: &'static str, us: Micros) -> Result<(), SimError> {
    at_most(what, us, limits::TIME_US_MAX)
}

fn name(what: &'static str, text: &str) -> Result<(), SimError> {
    at_most(what, text.len() as u64, limits::NAME_BYTES_MAX as u64)
}

fn strategy(strategy: &Strategy) -> Result<(), SimError> {
    if let Slicing::Sliced { quantum_us } = strategy.slicing {
        if quantum_us == 0 {
            return Err(SimError::ZeroQuantum);
        }
        duration("the quantum in us", quantum_us)?;
    }
    if strategy.stop_after == Some(0) {
        return Err(SimError::ZeroStopAfter);
    }
    if strategy.roles.len() > strategy.workers as usize {
        return Err(SimError::RoleWithoutWorker { roles: strategy.roles.len(), workers: strategy.workers });
    }
    strategy.roles.iter().flatten().try_for_each(|role| name("the bytes of a worker's role", role))
}

fn sizes(workload: &Workload) -> Result<(), SimError> {
    let tasks = &workload.tasks;
    at_most("tasks", tasks.len() as u64, limits::TASKS_MAX as u64)?;
    let steps: usize = tasks.iter().map(|task| task.steps.len()).sum();
    at_most("steps", steps as u64, limits::STEPS_MAX as u64)?;
    let dependencies: usize = tasks.iter().map(|task| task.after.len()).sum();
    at_most("dependencies", dependencies as u64, limits::DEPENDENCIES_MAX as u64)?;
    at_most("wholes", workload.wholes.len() as u64, limits::TASKS_MAX as u64)?;
    for task in tasks {
        name("the bytes of a task's name", &task.name)?;
        name("the bytes of a task's role", task.role.as_deref().unwrap_or_default())?;
        name("the bytes of a task's place", task.place.as_deref().unwrap_or_default())?;
        duration("an arrival in us", task.arrives_us)?;
        duration("a patience in us", task.patience_us.unwrap_or(0))?;
        duration("a due time in us", task.due_us.unwrap_or(0))?;
    }
    workload.wholes.iter().try_for_each(|whole| name("the bytes of a whole's name", whole))
}

fn shared_things(workload: &Workload) -> Result<(), SimError> {
    at_most("locks", workload.locks.len() as u64, limits::LOCKS_MAX as u64)?;
    at_most("channels", workload.channels.len() as u64, limits::CHANNELS_MAX as u64)?;
    for (lock, index) in workload.locks.iter().zip(0..) {
        name("the bytes of a lock's name", &lock.name)?;
        if lock.capacity == 0 {
            return Err(SimError::ZeroLockCapacity { lock: index });
        }
    }
    for (channel, index) in workload.channels.iter().zip(0..) {
        name("the bytes of a channel's name", &channel.name)?;
        if channel.capacity == Some(0) {
            return Err(SimError::ZeroChannelCapacity { channel: index });
        }
    }
    Ok(())
}

/// Steps have no branches, so that every release can be matched with an acquire without running anything.
/// `held` counts the units of each lock that the task holds; every task leaves it as it found it, at zero.
fn steps(workload: &Workload, task: u32, steps: &[Step], held: &mut [u32]) -> Result<(), SimError> {
    for (step, index) in steps.iter().zip(0..) {
        match *step {
            Step::Compute(us) => duration("a compute in us", us)?,
            Step::Wait(us) => duration("a wait in us", us)?,
            Step::Acquire(lock) | Step::Release(lock) if lock as usize >= workload.locks.len() => {
                return Err(SimError::UnknownLock { task, step: index, lock });
            }
            Step::Acquire(lock) => held[lock as usize] += 1,
            Step::Release(lock) if held[lock as usize] == 0 => {
                return Err(SimError::ReleaseWithoutAcquire { task, step: index, lock });
            }
            Step::Release(lock) => held[lock as usize] -= 1,
            Step::Send(channel) | Step::Receive(channel) if channel as usize >= workload.channels.len() => {
                return Err(SimError::UnknownChannel { task, step: index, channel });
            }
            Step::Send(_) | Step::Receive(_) | Step::Emit | Step::Yield => {}
        }
    }
    match held.iter().position(|units| *units > 0) {
        Some(lock) => Err(SimError::EndsHoldingLock { task, lock: lock as u32 }),
        None => Ok(()),
    }
}

/// A role is known when some worker has it: a task that asks for a role that nobody has is taken for a mistake,
/// even where a worker without a role could take it.
fn roles(workload: &Workload, strategy: &Strategy) -> Result<(), SimError> {
    for (task, index) in workload.tasks.iter().zip(0..) {
        if task.part_of.is_some_and(|whole| whole as usize >= workload.wholes.len()) {
            return Err(SimError::UnknownWhole { task: index, whole: task.part_of.unwrap_or_default() });
        }
        if task.role.is_some() && !strategy.roles.contains(&task.role) {
            return Err(SimError::UnknownRole { task: index, role: task.role.clone().unwrap_or_default() });
        }
    }
    Ok(())
}

fn dependencies(workload: &Workload) -> Result<(), SimError> {
    let tasks = &workload.tasks;
    for (task, index) in tasks.iter().zip(0..) {
        if let Some(dependency) = task.after.iter().find(|before| **before as usize >= tasks.len()) {
            return Err(SimError::UnknownDependency { task: index, dependency: *dependency });
        }
    }
    match topological_order(workload) {
        Some(_) => Ok(()),
        None => Err(SimError::DependencyCycle { tasks: cycle(workload) }),
    }
}

/// The tasks in an order in which each comes after those that it depends on, if there is one.
pub(crate) fn topological_order(workload: &Workload) -> Option<Vec<u32>> {
    let tasks = &workload.tasks;
    let mut missing: Vec<usize> = tasks.iter().map(|task| task.after.len()).collect();
    let dependents = dependents(workload);
    let mut order: Vec<u32> = (0..tasks.len() as u32).filter(|task| missing[*task as usize] == 0).collect();
    let mut next = 0;
    while let Some(task) = order.get(next) {
        next += 1;
        for &dependent in &dependents[*task as usize] {
            missing[dependent as usize] -= 1;
            if missing[dependent as usize] == 0 {
                order.push(dependent);
            }
        }
    }
    (order.len() == tasks.len()).then_some(order)
}

/// For each task the tasks that come after it, in their order; one that names it twice is there twice.
pub(crate) fn dependents(workload: &Workload) -> Vec<Vec<u32>> {
    let mut dependents = vec![Vec::new(); workload.tasks.len()];
    for (task, index) in workload.tasks.iter().zip(0..) {
        for &before in &task.after {
            dependents[before as usize].push(index);
        }
    }
    dependents
}

/// One circle, when there is one. First drop whatever is only in front of a circle, again and again; from any
/// task that is left, following a dependency that is left too must come back to where it was.
fn cycle(workload: &Workload) -> Vec<u32> {
    let tasks = &workload.tasks;
    let mut left = vec![true; tasks.len()];
    let mut missing: Vec<usize> = tasks.iter().map(|task| task.after.len()).collect();
    let dependents = dependents(workload);
    let mut free: Vec<u32> = (0..tasks.len() as u32).filter(|task| missing[*task as usize] == 0).collect();
    while let Some(task) = free.pop() {
        left[task as usize] = false;
        for &dependent in &dependents[task as usize] {
            missing[dependent as usize] -= 1;
            if missing[dependent as usize] == 0 {
                free.push(dependent);
            }
        }
    }
    let mut path: Vec<u32> = left.iter().position(|left| *left).map(|task| task as u32).into_iter().collect();
    let mut seen_at = vec![usize::MAX; tasks.len()];
    while let Some(&last) = path.last() {
        if seen_at[last as usize] != usize::MAX {
            return path[seen_at[last as usize]..path.len() - 1].to_vec();
        }
        seen_at[last as usize] = path.len() - 1;
        path.extend(tasks[last as usize].after.iter().find(|before| left[**before as usize]));
    }
    path
}
