//! One simulated run with its numbers: what every output format is made from.

use meanwhile_sim::{Metrics, Outcome, Scenario, SimError, Span, Trace, simulate};

use crate::units::Unit;

/// A trace and what it says in numbers.
#[derive(Debug)]
pub(crate) struct Run {
    /// What happened.
    pub(crate) trace: Trace,
    /// The same in numbers.
    pub(crate) metrics: Metrics,
}

/// What one worker or one core does, in the order of time, without overlaps.
pub(crate) type Lane<'a> = Vec<&'a Span>;

impl Run {
    /// Simulates.
    ///
    /// # Errors
    /// Those of [`simulate`].
    pub(crate) fn of(scenario: &Scenario) -> Result<Self, SimError> {
        let trace = simulate(scenario)?;
        let metrics = Metrics::of(&trace);
        Ok(Run { trace, metrics })
    }

    /// Whether tasks are left that nothing can ever wake.
    pub(crate) fn is_deadlocked(&self) -> bool {
        matches!(self.trace.outcome, Outcome::Deadlocked(_))
    }

    /// The word for how it ended: `completed`, `stopped`, `deadlocked`.
    pub(crate) fn outcome(&self) -> &'static str {
        match self.trace.outcome {
            Outcome::Completed => "completed",
            Outcome::Stopped => "stopped",
            Outcome::Deadlocked(_) => "deadlocked",
        }
    }

    /// The unit for every time in a report of this run.
    pub(crate) fn unit(&self) -> Unit {
        let edges = self.trace.spans.iter().flat_map(|span| [span.from_us, span.to_us]);
        let results = self.metrics.results_us.iter().copied();
        Unit::for_all(edges.chain(results).chain([self.trace.end_us]))
    }

    /// A task's name as the scenario has it: not yet safe to print.
    pub(crate) fn task(&self, index: u32) -> &str {
        self.trace.scenario.workload.tasks.get(index as usize).map_or("", |task| &task.name)
    }

    /// A lock's name as the scenario has it: not yet safe to print.
    pub(crate) fn lock(&self, index: u32) -> &str {
        self.trace.scenario.workload.locks.get(index as usize).map_or("", |lock| &lock.name)
    }

    /// A channel's name as the scenario has it: not yet safe to print.
    pub(crate) fn channel(&self, index: u32) -> &str {
        self.trace.scenario.workload.channels.get(index as usize).map_or("", |channel| &channel.name)
    }

    /// What each core is held for, from the lowest core.
    pub(crate) fn cores(&self) -> Vec<Lane<'_>> {
        self.lanes(self.trace.scenario.machine.cores, Span::core)
    }

    /// What each worker has, from the lowest worker.
    pub(crate) fn workers(&self) -> Vec<Lane<'_>> {
        self.lanes(self.trace.scenario.strategy.workers, Span::worker)
    }

    fn lanes(&self, count: u32, lane_of: fn(&Span) -> Option<usize>) -> Vec<Lane<'_>> {
        let mut lanes = vec![Lane::new(); count as usize];
        for span in &self.trace.spans {
            if let Some(lane) = lane_of(span).and_then(|lane| lanes.get_mut(lane)) {
                lane.push(span);
            }
        }
        lanes.iter_mut().for_each(|lane| lane.sort_unstable_by_key(|span| span.from_us));
        lanes
    }
}

/// The letter that stands for a task where its name does not fit: `A` to `Z`, then `0` to `9`; none for the others.
pub(crate) fn key(task: u32) -> Option<char> {
    const KEYS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    KEYS.get(task as usize).map(|key| char::from(*key))
}
