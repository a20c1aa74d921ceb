//! A scenario, scaled to a length that somebody will sit through.

use meanwhile_sim::{Micros, Scenario, Slicing, Step, Waiting, simulate};

use crate::PlanError;

/// How long a real run should take.
pub const TARGET_US: Micros = 2_000_000;
/// A page may start this many threads and no more.
pub const MAX_WORKERS: u32 = 8;
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
    pub(crate) fn numbered(number: u32) -> Option<Method> {
        [Method::EventLoop, Method::Threads, Method::PlainWorkers].get(number as usize).copied()
    }
}

/// One step of a planned task, in real time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlannedStep {
    /// Compute for this many microseconds at the calibrated speed.
    Compute(Micros),
    /// Let this many microseconds pass.
    Wait(Micros),
}

/// What is to be done for real: the tasks of a scenario with their steps in real microseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Who executes it.
    pub method: Method,
    /// At least 1, at most [`MAX_WORKERS`]; 1 for an event loop.
    pub workers: u32,
    /// What a worker does while its task waits.
    pub waiting: Waiting,
    /// The steps of each task, none of length 0.
    pub tasks: Vec<Vec<PlannedStep>>,
    /// What the simulator predicts for the scenario, in the scenario's own time.
    pub predicted_us: Micros,
    /// How long the plan takes if that prediction is right. With `predicted_us`, the scale. On the cores that there
    /// really are it should take [`TARGET_US`].
    pub predicted_real_us: Micros,
}

impl Plan {
    /// Plans `scenario` for a machine on which the browser reports `cores`, so that it takes [`TARGET_US`].
    ///
    /// One overlapping worker is an event loop; everything else needs threads.
    pub fn new(scenario: &Scenario, cores: u32) -> Result<Plan, PlanError> {
        Plan::lasting(scenario, cores, TARGET_US)
    }

    /// The same, so that it takes `target_us`.
    pub fn lasting(scenario: &Scenario, cores: u32, target_us: Micros) -> Result<Plan, PlanError> {
        let strategy = &scenario.strategy;
        if strategy.workers > MAX_WORKERS {
            return Err(PlanError::TooManyWorkers(strategy.workers));
        }
        let predicted_us = makespan(scenario)?;
        let expected_us = makespan(&on_cores(scenario, cores, predicted_us))?;
        if predicted_us == 0 || expected_us == 0 {
            return Err(PlanError::Nothing);
        }
        let real = |model_us: Micros| {
            (u128::from(model_us) * u128::from(target_us) / u128::from(expected_us)) as Micros
        };
        let method = match (strategy.workers, strategy.waiting) {
            (1, Waiting::Overlapping) => Method::EventLoop,
            _ => Method::Threads,
        };
        let plan_step = |step: &Step| match *step {
            Step::Compute(us) => Ok(PlannedStep::Compute(real(us))),
            Step::Wait(us) => Ok(PlannedStep::Wait(real(us))),
            Step::Acquire(_) | Step::Release(_) => Err(PlanError::Unsupported("lock")),
            Step::Send(_) | Step::Receive(_) => Err(PlanError::Unsupported("channel")),
            Step::Emit => Err(PlanError::Unsupported("emit")),
            Step::Yield => Err(PlanError::Unsupported("yield")),
        };
        let takes_time = |step: &Result<PlannedStep, PlanError>| {
            !matches!(step, Ok(PlannedStep::Compute(0) | PlannedStep::Wait(0)))
        };
        let plan_task =
            |steps: &[Step]| steps.iter().map(plan_step).filter(takes_time).collect::<Result<Vec<_>, _>>();
        Ok(Plan {
            method,
            workers: strategy.workers,
            waiting: strategy.waiting,
            tasks: scenario
                .workload
                .tasks
                .iter()
                .map(|task| plan_task(&task.steps))
                .collect::<Result<_, _>>()?,
            predicted_us,
            predicted_real_us: real(predicted_us),
        })
    }

    /// Real time put on the scenario's own clock.
    pub fn to_model(&self, real_us: Micros) -> Micros {
        let scaled =
            u128::from(real_us) * u128::from(self.predicted_us) / u128::from(self.predicted_real_us.max(1));
        Micros::try_from(scaled).unwrap_or(Micros::MAX)
    }

    /// The compute of all tasks together, in real microseconds.
    pub fn total_compute_us(&self) -> Micros {
        let compute = |step: &PlannedStep| if let PlannedStep::Compute(us) = step { *us } else { 0 };
        self.tasks.iter().flatten().map(compute).sum()
    }

    /// The plan as numbers, to cross from one thread's world into another's; [`Plan::decode`] reads it back.
    pub fn encode(&self) -> Vec<u32> {
        let mut words = vec![
            self.method as u32,
            self.workers,
            u32::from(self.waiting == Waiting::Overlapping),
            self.tasks.len() as u32,
        ];
        for steps in &self.tasks {
            words.push(steps.len() as u32);
            for step in steps {
                let (kind, us) = match *step {
                    PlannedStep::Compute(us) => (0, us),
                    PlannedStep::Wait(us) => (1, us),
                };
                words.extend([kind, us.min(Micros::from(u32::MAX)) as u32]);
            }
        }
        words.extend([self.predicted_us as u32, (self.predicted_us >> 32) as u32]);
        words.push(self.predicted_real_us as u32);
        words
    }

    /// Reads what [`Plan::encode`] wrote.
    pub fn decode(words: &[u32]) -> Result<Plan, PlanError> {
        let mut words = words.iter().copied();
        let mut next = || words.next().ok_or(PlanError::Garbled);
        let method = Method::numbered(next()?).ok_or(PlanError::Garbled)?;
        let workers = next()?;
        let waiting = if next()? == 1 { Waiting::Overlapping } else { Waiting::Blocking };
        if workers == 0 || workers > MAX_WORKERS {
            return Err(PlanError::Garbled);
        }
        let mut tasks = Vec::new();
        for _ in 0..next()? {
            let mut steps = Vec::new();
            for _ in 0..next()? {
                steps.push(match (next()?, Micros::from(next()?)) {
                    (0, us) => PlannedStep::Compute(us),
                    (1, us) => PlannedStep::Wait(us),
                    _ => return Err(PlanError::Garbled),
                });
            }
            tasks.push(steps);
        }
        let predicted_us = Micros::from(next()?) | Micros::from(next()?) << 32;
        let predicted_real_us = Micros::from(next()?);
        Ok(Plan { method, workers, waiting, tasks, predicted_us, predicted_real_us })
    }
}

fn makespan(scenario: &Scenario) -> Result<Micros, PlanError> {
    simulate(scenario).map(|trace| trace.end_us).map_err(|error| PlanError::Scenario(error.to_string()))
}

/// The same scenario where the operating system shares out the cores that there are.
fn on_cores(scenario: &Scenario, cores: u32, predicted_us: Micros) -> Scenario {
    let mut scenario = scenario.clone();
    if cores < scenario.machine.cores {
        scenario.machine.cores = cores.max(1);
        scenario.strategy.slicing = Slicing::Sliced { quantum_us: (predicted_us / TURNS_PER_RUN).max(1) };
    }
    scenario
}
