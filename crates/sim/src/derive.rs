//! Workloads made from workloads: dividing, chunking, pipelining and sequencing are not flags of the scheduler.

use crate::check::at_most;
use crate::limits::{DEPENDENCIES_MAX, STEPS_MAX, TASKS_MAX};
use crate::{Channel, Micros, SimError, Step, Task, Workload};

/// A task is named by its index. Each derivation takes a workload and gives a new one.
impl Workload {
    /// Divides a task that only computes into `parts` tasks in its place, called `name 1`, `name 2` and so on, which
    /// can execute at once. The lengths differ by 1 µs at most, the longer ones first. Whoever came after the task
    /// comes after all its parts, and the gauges still count it as one task in progress.
    ///
    /// ```
    /// use meanwhile_sim::*;
    /// let workload = Workload::new([Task::new("A").compute(10), Task::new("B").compute(20)]);
    /// let divided = workload.split(1, 2)?.split(0, 2)?;
    /// let trace = simulate(&Scenario::new(divided, Machine::new(2), Strategy::blocking(2)))?;
    /// assert_eq!(Metrics::of(&trace).makespan_us, 15);
    /// # Ok::<(), SimError>(())
    /// ```
    ///
    /// # Errors
    /// [`SimError::UnknownTask`], [`SimError::ZeroParts`], [`SimError::NotDivisible`] for a task that does anything
    /// but compute, [`SimError::OverLimit`] for too many tasks or dependencies.
    pub fn split(mut self, task: usize, parts: u32) -> Result<Workload, SimError> {
        let Some(Work::Compute(total_us)) = Work::of(&self.get(task, parts)?.steps, false) else {
            return Err(SimError::NotDivisible { task: task as u32 });
        };
        // The parts get steps of their own; a million of the whole's, copied for each, would fill the memory.
        self.tasks[task].steps = Vec::new();
        let whole = self.tasks[task].clone();
        at_most("tasks", self.tasks.len() as u64 + u64::from(parts) - 1, TASKS_MAX as u64)?;
        let named =
            self.tasks.iter().flat_map(|other| &other.after).filter(|before| **before as usize == task);
        let more = named.count() as u64 * u64::from(parts - 1);
        let dependencies: usize = self.tasks.iter().map(|other| other.after.len()).sum();
        at_most("dependencies", dependencies as u64 + more, DEPENDENCIES_MAX as u64)?;
        let part_of = whole.part_of.unwrap_or_else(|| {
            self.wholes.push(whole.name.clone());
            self.wholes.len() as u32 - 1
        });
        let part = |index: u32| Task {
            name: format!("{} {}", whole.name, index + 1),
            part_of: Some(part_of),
            steps: vec![Step::Compute(share(total_us, parts, index))],
            ..whole.clone()
        };
        self.tasks.splice(task..=task, (0..parts).map(part));
        let moved = |before: u32| match before as usize {
            before_index if before_index < task => before..before + 1,
            before_index if before_index == task => before..before + parts,
            _ => before + parts - 1..before + parts,
        };
        for task in &mut self.tasks {
            task.after = task.after.iter().flat_map(|before| moved(*before)).collect();
        }
        Ok(self)
    }

    /// Cuts a task that only computes, or only waits, into `parts` equal parts with a yield between them. The parts
    /// differ by 1 µs at most, the longer ones first.
    ///
    /// # Errors
    /// [`SimError::UnknownTask`], [`SimError::ZeroParts`], [`SimError::NotDivisible`] for a task that does both or
    /// anything else, [`SimError::OverLimit`] for too many steps.
    pub fn chunk(mut self, task: usize, parts: u32) -> Result<Workload, SimError> {
        let work = self.work(task, parts, false)?;
        let chunk = |index| [work.share(parts, index), Step::Yield];
        self.tasks[task].steps = (0..parts).flat_map(chunk).collect();
        self.tasks[task].steps.pop();
        Ok(self)
    }

    /// Cuts a producer and a consumer into `parts` chunks each, handed over a new channel without a bound: the
    /// producer sends after each of its chunks, the consumer receives before and emits after each of its own, and
    /// both yield after each. Each of the two must only compute or only wait; emits that they had are replaced.
    ///
    /// Where fetching (f) and using (s) overlap, the last result comes at max(f + s/n, f/n + s).
    ///
    /// # Errors
    /// Those of [`Workload::chunk`]; [`SimError::NotDivisible`] also where a task would be its own consumer, which
    /// could never end.
    pub fn pipeline(mut self, producer: usize, consumer: usize, parts: u32) -> Result<Workload, SimError> {
        let (made, used) = (self.work(producer, parts, true)?, self.work(consumer, parts, true)?);
        if producer == consumer {
            return Err(SimError::NotDivisible { task: producer as u32 });
        }
        let channel = self.channels.len() as u32;
        let name = format!("{} to {}", self.tasks[producer].name, self.tasks[consumer].name);
        self.channels.push(Channel { name, capacity: None });
        let make = |index| [made.share(parts, index), Step::Send(channel), Step::Yield];
        let take = |index| [Step::Receive(channel), used.share(parts, index), Step::Emit, Step::Yield];
        self.tasks[producer].steps = (0..parts).flat_map(make).collect();
        self.tasks[consumer].steps = (0..parts).flat_map(take).collect();
        Ok(self)
    }

    /// Lets each of these tasks come after the one before it: `await a; await b`.
    ///
    /// # Errors
    /// [`SimError::UnknownTask`]. A circle is found by [`simulate`](crate::simulate).
    pub fn in_sequence(mut self, tasks: &[usize]) -> Result<Workload, SimError> {
        for task in tasks {
            self.get(*task, 1)?;
        }
        for pair in tasks.windows(2) {
            self.tasks[pair[1]].after.push(pair[0] as u32);
        }
        Ok(self)
    }

    fn get(&self, task: usize, parts: u32) -> Result<&Task, SimError> {
        if parts == 0 {
            return Err(SimError::ZeroParts);
        }
        let unknown = SimError::UnknownTask { task: u32::try_from(task).unwrap_or(u32::MAX) };
        self.tasks.get(task).ok_or(unknown)
    }

    fn work(&self, task: usize, parts: u32, drop_emits: bool) -> Result<Work, SimError> {
        let steps = &self.get(task, parts)?.steps;
        at_most("steps", 4 * u64::from(parts), STEPS_MAX as u64)?;
        Work::of(steps, drop_emits).ok_or(SimError::NotDivisible { task: task as u32 })
    }
}

/// What can be cut into equal parts.
#[derive(Clone, Copy)]
enum Work {
    Compute(Micros),
    Wait(Micros),
}

impl Work {
    /// The sum of the steps, if they are of one kind.
    fn of(steps: &[Step], drop_emits: bool) -> Option<Work> {
        let mut work = None;
        for step in steps {
            work = Some(match (step, work) {
                (Step::Compute(us), None) => Work::Compute(*us),
                (Step::Compute(us), Some(Work::Compute(sum_us))) => Work::Compute(sum_us.saturating_add(*us)),
                (Step::Wait(us), None) => Work::Wait(*us),
                (Step::Wait(us), Some(Work::Wait(sum_us))) => Work::Wait(sum_us.saturating_add(*us)),
                (Step::Emit, _) if drop_emits => continue,
                _ => return None,
            });
        }
        work
    }

    fn share(self, parts: u32, index: u32) -> Step {
        match self {
            Work::Compute(total_us) => Step::Compute(share(total_us, parts, index)),
            Work::Wait(total_us) => Step::Wait(share(total_us, parts, index)),
        }
    }
}

/// Equal parts that add up: the first (total mod parts) are 1 µs longer.
fn share(total_us: Micros, parts: u32, index: u32) -> Micros {
    let parts = Micros::from(parts);
    total_us / parts + Micros::from(Micros::from(index) < total_us % parts)
}
