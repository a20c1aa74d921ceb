//! Rules 5 and 6: what a task did is what its steps ask for, in their order.

use super::Violation;
use crate::plan::{Op, flatten};
use crate::{Fate, Micros, Span, SpanKind, Trace, Waiting};

pub(super) fn are_done_in_order(trace: &Trace) -> Result<(), Violation> {
    let overlapping = trace.scenario.strategy.waiting == Waiting::Overlapping;
    let mut emits = vec![0_usize; trace.tasks.len()];
    for emit in &trace.emits {
        if let Some(count) = emits.get_mut(emit.task as usize) {
            *count += 1;
        }
    }
    let mut ops = Vec::new();
    for (index, task) in trace.scenario.workload.tasks.iter().enumerate() {
        ops.clear();
        flatten(&task.steps, overlapping, &mut ops);
        let mut walk = Walk { ops: &ops, at: 0, done_us: 0 };
        let life = trace.spans_of(index);
        for span in life {
            walk.follow(span, trace.end_us)?;
        }
        let asked = ops.iter().filter(|op| **op == Op::Emit).count();
        let completed = trace.tasks[index].fate == Fate::Completed;
        if completed && (!walk.is_finished() || emits[index] != asked) || emits[index] > asked {
            return Err(Violation { rule: 5, what: format!("task {index} left steps undone: {life:?}") });
        }
    }
    Ok(())
}

/// How far a task has come in its steps.
struct Walk<'a> {
    ops: &'a [Op],
    at: usize,
    /// Of the compute at `at`.
    done_us: Micros,
}

impl Walk<'_> {
    fn follow(&mut self, span: &Span, end_us: Micros) -> Result<(), Violation> {
        let fits = match span.kind {
            SpanKind::Executing => self.compute(span.length_us()),
            SpanKind::Waiting => self.wait(span.length_us(), span.to_us == end_us),
            SpanKind::BlockedLock => self.meets(|op| matches!(op, Op::Acquire(_))),
            SpanKind::BlockedChannel => self.meets(|op| matches!(op, Op::Send(_) | Op::Receive(_))),
            SpanKind::Switching => self.meets(|op| matches!(op, Op::Compute(_))),
            _ => true,
        };
        let rule = if span.kind == SpanKind::Waiting { 6 } else { 5 };
        let what = || format!("{span:?} is not what is to be done next, step {} of {:?}", self.at, self.ops);
        if fits { Ok(()) } else { Err(Violation { rule, what: what() }) }
    }

    /// One span may cover several computes, and one compute several spans.
    fn compute(&mut self, mut us: Micros) -> bool {
        while us > 0 {
            self.skip_instant_steps();
            let Some(Op::Compute(asked_us)) = self.ops.get(self.at) else { return false };
            let now_us = us.min(asked_us - self.done_us);
            us -= now_us;
            self.done_us += now_us;
            if self.done_us == *asked_us {
                (self.at, self.done_us) = (self.at + 1, 0);
            }
        }
        true
    }

    /// One span may cover several waits, but each of them wholly, unless the run ended first.
    fn wait(&mut self, mut us: Micros, is_end: bool) -> bool {
        while us > 0 {
            self.skip_instant_steps();
            let Some(Op::Wait(asked_us)) = self.ops.get(self.at) else { return false };
            if us < *asked_us {
                return is_end;
            }
            us -= asked_us;
            self.at += 1;
        }
        true
    }

    /// Whether such a step comes before, or as, the next compute or wait.
    fn meets(&self, kind: impl Fn(&Op) -> bool) -> bool {
        for op in &self.ops[self.at..] {
            if kind(op) {
                return true;
            }
            if matches!(op, Op::Compute(_) | Op::Wait(_)) {
                return false;
            }
        }
        false
    }

    fn skip_instant_steps(&mut self) {
        while !matches!(self.ops.get(self.at), None | Some(Op::Compute(_) | Op::Wait(_) | Op::End)) {
            self.at += 1;
        }
    }

    fn is_finished(&mut self) -> bool {
        self.skip_instant_steps();
        self.ops.get(self.at) == Some(&Op::End)
    }
}
