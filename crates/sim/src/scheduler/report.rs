//! What a finished run hands over.

use super::{Scheduler, Variant};
use crate::plan::Op;
use crate::{Deadlock, Emit, Fate, Holder, Micros, Outcome, SpanKind, Spans, StuckTask, TaskRun, WaitsFor};
/// A run without its scenario.
pub(crate) struct Record {
    pub(crate) spans: Spans,
    pub(crate) tasks: Vec<TaskRun>,
    pub(crate) emits: Vec<Emit>,
    pub(crate) outcome: Outcome,
    pub(crate) end_us: Micros,
    pub(crate) events: u64,
}

impl<V: Variant> Scheduler<'_, V> {
    pub(super) fn into_record(mut self) -> Record {
        let outcome = self.outcome();
        let fate = if outcome == Outcome::Stopped { Fate::Cancelled } else { Fate::Stuck };
        for task in 0..self.tasks.len() as u32 {
            let state = &mut self.tasks[task as usize];
            if state.fate.is_some() {
                continue;
            }
            if state.arrived {
                state.change::<V>(&mut self.log, self.now_us, task, state.doing);
            }
            state.fate = Some(fate);
            if fate == Fate::Cancelled {
                state.ends_us = self.now_us;
            }
        }
        let known = |us: Micros| (us != Micros::MAX).then_some(us);
        let run = |state: &super::TaskState| TaskRun {
            starts_us: known(state.starts_us),
            ends_us: known(state.ends_us),
            fate: state.fate.unwrap_or(fate),
        };
        self.log.close();
        Record {
            tasks: self.tasks.iter().map(run).collect(),
            spans: Spans::of(self.log),
            emits: self.emits,
            outcome,
            end_us: self.now_us,
            events: self.events,
        }
    }

    fn outcome(&self) -> Outcome {
        if self.stopped {
            Outcome::Stopped
        } else if self.tasks.iter().all(|task| task.fate.is_some()) {
            Outcome::Completed
        } else {
            Outcome::Deadlocked(self.deadlock())
        }
    }

    fn deadlock(&self) -> Deadlock {
        let stuck = (0..self.tasks.len() as u32).filter(|task| self.tasks[*task as usize].fate.is_none());
        let mut missing = self.missing();
        let stuck: Vec<StuckTask> =
            stuck.map(|task| self.stuck(task, std::mem::take(&mut missing[task as usize]))).collect();
        let mut holders: Vec<Holder> = stuck.iter().flat_map(|stuck| self.held_by(stuck.task)).collect();
        holders.sort_unstable_by_key(|holder| (holder.lock, holder.task));
        Deadlock { at_us: self.now_us, holders, stuck }
    }

    fn stuck(&self, task: u32, missing: Vec<u32>) -> StuckTask {
        let state = &self.tasks[task as usize];
        // The step that blocks is the one before the next.
        let op = self.plan.ops[state.op.saturating_sub(1) as usize];
        let waits_for = match (state.doing.kind(), op) {
            (SpanKind::BlockedLock, Op::Acquire(lock)) => WaitsFor::Lock(lock),
            (SpanKind::BlockedChannel, Op::Send(channel)) => WaitsFor::Room(channel),
            (SpanKind::BlockedChannel, Op::Receive(channel)) => WaitsFor::Message(channel),
            (SpanKind::BlockedDependency, _) => WaitsFor::Tasks(missing),
            _ => WaitsFor::Worker,
        };
        StuckTask { task, worker: state.doing.worker().map(u32::from), waits_for }
    }

    /// For each task those that it comes after and that have not ended.
    fn missing(&self) -> Vec<Vec<u32>> {
        let mut missing = vec![Vec::new(); self.tasks.len()];
        for (dependents, before) in self.plan.dependents.iter().zip(0..) {
            if self.tasks[before as usize].fate.is_none() {
                dependents.iter().for_each(|task| missing[*task as usize].push(before));
            }
        }
        missing.iter_mut().for_each(Vec::dedup);
        missing
    }

    /// The locks that a task holds: those that it has taken and not given back. The step that blocks it took
    /// nothing.
    fn held_by(&self, task: u32) -> Vec<Holder> {
        let state = &self.tasks[task as usize];
        let blocked = u32::from(state.doing.kind() == SpanKind::BlockedLock);
        let done = self.plan.tasks[task as usize].first_op..state.op.saturating_sub(blocked);
        let mut held = vec![0_u32; self.plan.lock_capacities.len()];
        for op in &self.plan.ops[done.start as usize..done.end.max(done.start) as usize] {
            match *op {
                Op::Acquire(lock) => held[lock as usize] += 1,
                Op::Release(lock) => held[lock as usize] -= 1,
                _ => {}
            }
        }
        let held = held.into_iter().zip(0..).filter(|(units, _)| *units > 0);
        held.map(|(units, lock)| Holder { lock, task, units }).collect()
    }
}
