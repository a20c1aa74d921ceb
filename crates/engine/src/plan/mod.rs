//! A scenario, scaled to a length that somebody will sit through.

mod caveat;
mod scale;
mod words;

use meanwhile_sim::{Micros, Order, Scenario, Slicing, Step, Strategy, Task, Waiting, simulate};

pub use caveat::Caveat;
pub use scale::Scale;

use crate::PlanError;
use scale::ratio;

/// How long a real run should take.
pub const TARGET_US: Micros = 2_000_000;
/// How long it may be made, so that its segments are not too short: so much less than the supervisor's limit that a
/// run which is a quarter late still ends.
pub const LONGEST_US: Micros = 8_000_000;
/// A segment should be at least this long: about fifty times what beginning and ending it can be off by.
pub const SEGMENT_US: Micros = 50_000;
/// What the beginning or the end of a segment can be off by: timers of whole milliseconds, and handing over.
pub const EDGE_US: Micros = 1_000;
/// No quantum is shorter: handing a core from thread to thread takes some tens of microseconds, which should not show.
pub const SHORTEST_QUANTUM_US: Micros = 5_000;
/// A page may start this many threads and no more.
pub const MAX_WORKERS: u32 = 8;
/// Tasks, steps and whatever else a plan lists, each at most this many: more could not be run in [`LONGEST_US`].
pub const MAX_LISTED: usize = 20_000;
/// The share of the scaled run that a thread of an overcommitted machine computes before another has its turn.
const TURNS_PER_RUN: Micros = 400;

/// Who executes a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// One thread, which computes one thing at a time and lets timers run meanwhile.
    EventLoop,
    /// As many threads on shared memory as the plan has workers.
    Threads,
    /// As many Workers that share nothing and send messages.
    PlainWorkers,
}

impl Method {
    /// The method with this number, as `method as u32` gives it.
    pub fn numbered(number: u32) -> Option<Method> {
        [Method::EventLoop, Method::Threads, Method::PlainWorkers].get(number as usize).copied()
    }
}

/// What is to be done for real: a scenario in real microseconds, without its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Who executes it.
    pub method: Method,
    /// At least 1, at most [`MAX_WORKERS`]; 1 for an event loop.
    pub workers: u32,
    /// The scenario's cores: so many workers may compute at once.
    pub cores: u32,
    /// The cores that the browser reports.
    pub real_cores: u32,
    /// What a worker does while its task waits.
    pub waiting: Waiting,
    /// Who is served first.
    pub order: Order,
    /// How long a worker computes before another has its turn; none where it is not taken from its core, or where
    /// every worker has one.
    pub quantum_us: Option<Micros>,
    /// The run ends at so many results.
    pub stop_after: Option<u32>,
    /// A number for each worker's role; 0 for a worker that takes any task.
    pub worker_roles: Vec<u32>,
    /// The capacity of each lock.
    pub locks: Vec<u32>,
    /// The capacity of each channel, where it has one.
    pub channels: Vec<Option<u32>>,
    /// In the order of the scenario.
    pub tasks: Vec<PlannedTask>,
    /// What the simulator predicts for what will really be run, in the scenario's own time.
    pub predicted_us: Micros,
    /// How the scenario's clock and the real one go together.
    pub scale: Scale,
    /// The shortest of the steps that take time, in real microseconds.
    pub shortest_us: Micros,
    /// One bit for each [`Caveat`].
    pub(crate) caveats: u32,
}

/// One task, in real time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedTask {
    /// When it comes into the system.
    pub arrives_us: Micros,
    /// Larger is more urgent; heard only under [`Order::Priority`].
    pub priority: i32,
    /// Only workers with this number, or with 0, take it.
    pub role: u32,
    /// A task that has not started so long after its arrival gives up.
    pub patience_us: Option<Micros>,
    /// The tasks that must have ended before this one is ready.
    pub after: Vec<u32>,
    /// What it does, with nothing of length 0.
    pub steps: Vec<Step>,
}

impl Plan {
    /// Plans `scenario` for a machine on which the browser reports `cores`, so that it takes [`TARGET_US`], or up to
    /// [`LONGEST_US`] where it has segments that would be shorter than [`SEGMENT_US`].
    ///
    /// One overlapping worker is an event loop; everything else needs threads.
    ///
    /// # Errors
    /// [`PlanError`] says why a scenario cannot be run.
    pub fn new(scenario: &Scenario, cores: u32) -> Result<Plan, PlanError> {
        Plan::with_target(scenario, cores, |shortest_us, makespan_us| {
            let wanted_us = ratio(SEGMENT_US, makespan_us, shortest_us);
            wanted_us.clamp(TARGET_US, LONGEST_US)
        })
    }

    /// The same, so that it takes `target_us`, however short its segments are.
    ///
    /// # Errors
    /// Those of [`Plan::new`].
    pub fn lasting(scenario: &Scenario, cores: u32, target_us: Micros) -> Result<Plan, PlanError> {
        Plan::with_target(scenario, cores, |_, _| target_us)
    }

    /// `target_us` is asked with the shortest segment and the makespan, in the scenario's time.
    fn with_target(
        scenario: &Scenario,
        real_cores: u32,
        target_us: impl FnOnce(Micros, Micros) -> Micros,
    ) -> Result<Plan, PlanError> {
        check_sizes(scenario)?;
        let Scenario { workload, machine, strategy } = scenario;
        let (mut run, makespan_us) = as_it_runs(scenario, real_cores)?;
        let Some(shortest_us) = shortest_us(&workload.tasks).filter(|_| makespan_us > 0) else {
            return Err(PlanError::Nothing);
        };
        let scale = Scale { model_us: makespan_us, real_us: target_us(shortest_us, makespan_us).max(1) };
        let mut plan = Plan {
            method: match (strategy.workers, strategy.waiting) {
                (1, Waiting::Overlapping) => Method::EventLoop,
                _ => Method::Threads,
            },
            workers: strategy.workers,
            cores: machine.cores,
            real_cores,
            waiting: strategy.waiting,
            order: strategy.order,
            quantum_us: quantum_us(scenario).map(|quantum_us| scale.to_real(quantum_us)),
            stop_after: strategy.stop_after,
            worker_roles: (0..strategy.workers as usize)
                .map(|worker| role(strategy, strategy.roles.get(worker).unwrap_or(&None)))
                .collect(),
            locks: workload.locks.iter().map(|lock| lock.capacity).collect(),
            channels: workload.channels.iter().map(|channel| channel.capacity).collect(),
            tasks: workload
                .tasks
                .iter()
                .map(|task| planned(task, role(strategy, &task.role), scale))
                .collect(),
            predicted_us: makespan_us,
            scale,
            shortest_us: scale.to_real(shortest_us),
            caveats: Caveat::of(scenario, real_cores) | Caveat::of_segments(scale.to_real(shortest_us)),
        };
        if plan.quantum_us.is_some_and(|quantum_us| quantum_us < SHORTEST_QUANTUM_US) {
            plan.quantum_us = Some(SHORTEST_QUANTUM_US);
            plan.caveats |= Caveat::LongerQuantum.bit();
            if !Caveat::FewerCores.applies(scenario, real_cores) {
                let quantum_us = ratio(SHORTEST_QUANTUM_US, scale.model_us, scale.real_us);
                run.strategy.slicing = Slicing::Sliced { quantum_us };
                plan.predicted_us = makespan(&run)?;
            }
        }
        Ok(plan)
    }

    /// The prediction in real microseconds: how long the run should take.
    pub fn predicted_real_us(&self) -> Micros {
        self.scale.to_real(self.predicted_us)
    }

    /// What the run cannot honour to the letter, in the order of [`Caveat::ALL`].
    pub fn caveats(&self) -> impl Iterator<Item = Caveat> {
        let caveats = self.caveats;
        Caveat::ALL.into_iter().filter(move |caveat| caveats & caveat.bit() != 0)
    }

    /// How far the makespan can be off because segments begin and end at [`EDGE_US`] exactly at best, or at a step of the
    /// clock where that is longer, in thousandths: the relative error of the shortest one, at most 1,000. It bounds that
    /// of any sum of them, as long as things happen in the predicted order.
    pub fn error_bound_permille(&self, clock_step_us: Micros) -> u64 {
        let edge_us = EDGE_US.max(clock_step_us);
        (1_000 * edge_us).div_ceil(self.shortest_us.max(edge_us))
    }

    /// The compute of all tasks together, in real microseconds.
    pub fn total_compute_us(&self) -> Micros {
        let compute = |step: &Step| if let Step::Compute(us) = step { *us } else { 0 };
        self.tasks.iter().flat_map(|task| &task.steps).map(compute).sum()
    }
}

fn check_sizes(scenario: &Scenario) -> Result<(), PlanError> {
    let tasks = &scenario.workload.tasks;
    let listed: usize = tasks.iter().map(|task| task.steps.len() + task.after.len()).sum();
    if scenario.strategy.workers > MAX_WORKERS {
        Err(PlanError::TooManyWorkers(scenario.strategy.workers))
    } else if listed.max(tasks.len()) > MAX_LISTED {
        Err(PlanError::TooLong)
    } else {
        Ok(())
    }
}

/// The scenario as it can run here, and its makespan: switches cost what they cost, and where there are fewer cores
/// than it asks for, the operating system shares them out.
fn as_it_runs(scenario: &Scenario, real_cores: u32) -> Result<(Scenario, Micros), PlanError> {
    let mut run = scenario.clone();
    run.machine.switch_cost_us = 0;
    let makespan_us = makespan(&run)?;
    if !Caveat::FewerCores.applies(scenario, real_cores) {
        return Ok((run, makespan_us));
    }
    run.machine.cores = real_cores.max(1);
    run.strategy.slicing = Slicing::Sliced { quantum_us: (makespan_us / TURNS_PER_RUN).max(1) };
    let makespan_us = makespan(&run)?;
    Ok((run, makespan_us))
}

fn makespan(scenario: &Scenario) -> Result<Micros, PlanError> {
    simulate(scenario).map(|trace| trace.end_us).map_err(PlanError::Scenario)
}

/// The length of a step that takes time.
fn length_us(step: &Step) -> Option<Micros> {
    match *step {
        Step::Compute(us) | Step::Wait(us) => Some(us),
        _ => None,
    }
}

fn shortest_us(tasks: &[Task]) -> Option<Micros> {
    tasks.iter().flat_map(|task| &task.steps).filter_map(length_us).filter(|us| *us > 0).min()
}

/// The scenario's quantum, where workers have to share cores.
fn quantum_us(scenario: &Scenario) -> Option<Micros> {
    match scenario.strategy.slicing {
        Slicing::Sliced { quantum_us } if scenario.machine.cores < scenario.strategy.workers => {
            Some(quantum_us)
        }
        _ => None,
    }
}

/// A number for a role; 0 is for none.
fn role(strategy: &Strategy, role: &Option<String>) -> u32 {
    let known = role.as_ref().and_then(|_| strategy.roles.iter().position(|other| other == role));
    known.map_or(0, |place| place as u32 + 1)
}

fn planned(task: &Task, role: u32, scale: Scale) -> PlannedTask {
    let step = |step: &Step| match *step {
        Step::Compute(us) => Step::Compute(scale.to_real(us)),
        Step::Wait(us) => Step::Wait(scale.to_real(us)),
        step => step,
    };
    PlannedTask {
        arrives_us: scale.to_real(task.arrives_us),
        priority: task.priority,
        role,
        patience_us: task.patience_us.map(|us| scale.to_real(us)),
        after: task.after.clone(),
        steps: task.steps.iter().filter(|step| length_us(step) != Some(0)).map(step).collect(),
    }
}
