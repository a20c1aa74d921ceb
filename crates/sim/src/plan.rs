//! A scenario made ready for the scheduler: names become numbers, steps become one flat list.

use crate::check;
use crate::log::Log;
use crate::{Micros, Order, Scenario, SimError, Slicing, Step, Waiting};

/// One thing to do. What [`Step`] says, after the steps that mean nothing are gone: lengths of 0, a yield where
/// nothing follows, all but one of several yields in a row and, where waiting gives the worker back anyway, a
/// yield in front of a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Compute(Micros),
    Wait(Micros),
    Acquire(u32),
    Release(u32),
    Send(u32),
    Receive(u32),
    Emit,
    Yield,
    End,
}

/// What the scheduler needs to know of a task, and does not change.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlannedTask {
    pub(crate) first_op: u32,
    /// Under first in first out everybody's is 0.
    pub(crate) priority: i32,
    /// Index into the roles, or 0 for a task without one.
    pub(crate) role: u32,
    /// Equal numbers pay no switch cost between each other.
    pub(crate) place: u32,
    pub(crate) dependencies: u32,
}

/// Everything that the scheduler needs to know.
pub(crate) struct Plan {
    pub(crate) ops: Vec<Op>,
    pub(crate) tasks: Vec<PlannedTask>,
    /// Who comes after whom; empty when nobody comes after anybody.
    pub(crate) dependents: Vec<Vec<u32>>,
    /// By arrival, then by index.
    pub(crate) arrivals: Vec<(Micros, u32)>,
    /// The end of each patience, by instant, then by index.
    pub(crate) deadlines: Vec<(Micros, u32)>,
    /// The role of each worker: 0 for one that takes any task.
    pub(crate) worker_roles: Vec<u32>,
    /// How many different roles there are, with "no role".
    pub(crate) roles: u32,
    pub(crate) cores: u32,
    pub(crate) switch_cost_us: Micros,
    pub(crate) overlapping: bool,
    /// `Micros::MAX` for cooperative.
    pub(crate) quantum_us: Micros,
    pub(crate) by_priority: bool,
    /// `usize::MAX` for never.
    pub(crate) stop_after: usize,
    /// `None` for no bound.
    pub(crate) channel_capacities: Vec<Option<u32>>,
    pub(crate) lock_capacities: Vec<u32>,
}

impl Plan {
    pub(crate) fn of(scenario: &Scenario) -> Result<Plan, SimError> {
        check::scenario(scenario)?;
        let Scenario { workload, machine, strategy } = scenario;
        let overlapping = strategy.waiting == Waiting::Overlapping;
        let by_priority = strategy.order == Order::Priority;
        let roles = Names::of(strategy.roles.iter().map(Option::as_deref));
        let places = Names::of(workload.tasks.iter().map(|task| task.place.as_deref()));
        let worker_roles: Vec<u32> = (0..strategy.workers as usize)
            .map(|worker| roles.number(strategy.roles.get(worker).and_then(Option::as_deref)))
            .collect();
        let steps: usize = workload.tasks.iter().map(|task| task.steps.len() + 1).sum();
        let mut ops = Vec::with_capacity(steps);
        let mut tasks = Vec::with_capacity(workload.tasks.len());
        for (task, index) in workload.tasks.iter().zip(0..) {
            let first_op = ops.len() as u32;
            flatten(&task.steps, overlapping, &mut ops);
            tasks.push(PlannedTask {
                first_op,
                priority: if by_priority { task.priority } else { 0 },
                role: roles.number(task.role.as_deref()),
                // Named places are counted from behind the tasks, each of which is a place of its own.
                place: match &task.place {
                    Some(place) => workload.tasks.len() as u32 + places.number(Some(place)),
                    None => index,
                },
                dependencies: task.after.len() as u32,
            });
        }
        let ordered = |mut list: Vec<(Micros, u32)>| {
            list.sort_unstable();
            list
        };
        let numbered = || workload.tasks.iter().zip(0..);
        let any_dependency = workload.tasks.iter().any(|task| !task.after.is_empty());
        Ok(Plan {
            ops,
            tasks,
            dependents: if any_dependency { check::dependents(workload) } else { Vec::new() },
            arrivals: ordered(numbered().map(|(task, index)| (task.arrives_us, index)).collect()),
            deadlines: ordered(
                numbered()
                    .filter_map(|(task, index)| Some((task.arrives_us + task.patience_us?, index)))
                    .collect(),
            ),
            worker_roles,
            roles: roles.0.len() as u32 + 1,
            cores: machine.cores,
            switch_cost_us: machine.switch_cost_us,
            overlapping,
            quantum_us: match strategy.slicing {
                Slicing::Sliced { quantum_us } => quantum_us,
                Slicing::ToCompletion => Micros::MAX,
            },
            by_priority,
            stop_after: strategy.stop_after.map_or(usize::MAX, |results| results as usize),
            channel_capacities: workload.channels.iter().map(|channel| channel.capacity).collect(),
            lock_capacities: workload.locks.iter().map(|lock| lock.capacity).collect(),
        })
    }
}

impl Plan {
    /// For what the tasks will do: with room for three things for each step, such as to be ready, to execute and to be
    /// interrupted.
    pub(crate) fn log(&self) -> Log {
        let mut arrivals_us = vec![0; self.tasks.len()];
        self.arrivals.iter().for_each(|(at_us, task)| arrivals_us[*task as usize] = *at_us);
        Log::new(arrivals_us, self.switch_cost_us, 3 * self.ops.len())
    }
}

/// The names that there are, each once, in order. A sorted list, because a map costs the page more bytes than it saves
/// time here.
struct Names<'a>(Vec<&'a str>);

impl<'a> Names<'a> {
    fn of(names: impl Iterator<Item = Option<&'a str>>) -> Self {
        let mut names: Vec<&str> = names.flatten().collect();
        names.sort_unstable();
        names.dedup();
        Names(names)
    }

    /// A number for a name, from 1; 0 is for "none".
    fn number(&self, name: Option<&str>) -> u32 {
        name.map_or(0, |name| self.0.partition_point(|other| *other < name) as u32 + 1)
    }
}

/// Appends what the steps of one task mean, and its end.
pub(crate) fn flatten(steps: &[Step], overlapping: bool, ops: &mut Vec<Op>) {
    let first = ops.len();
    for step in steps {
        let op = match *step {
            Step::Compute(0) | Step::Wait(0) => continue,
            Step::Compute(us) => Op::Compute(us),
            Step::Wait(us) => Op::Wait(us),
            Step::Acquire(lock) => Op::Acquire(lock),
            Step::Release(lock) => Op::Release(lock),
            Step::Send(channel) => Op::Send(channel),
            Step::Receive(channel) => Op::Receive(channel),
            Step::Emit => Op::Emit,
            Step::Yield => Op::Yield,
        };
        let after_yield = |ops: &[Op]| ops.len() > first && ops.last() == Some(&Op::Yield);
        match op {
            Op::Yield if after_yield(ops) => continue,
            Op::Wait(_) if overlapping && after_yield(ops) => ops.pop(),
            _ => None,
        };
        ops.push(op);
    }
    if ops.len() > first && ops.last() == Some(&Op::Yield) {
        ops.pop();
    }
    ops.push(Op::End);
}
