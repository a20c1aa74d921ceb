//! What a real run says: a trace on the scenario's own clock, beside what was predicted.

use meanwhile_sim::{Measurement, Micros, Outcome, Scenario, SimError, Trace};

use crate::{Plan, Record};

/// The result of a real run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What was measured, on the scenario's clock.
    pub trace: Trace,
    /// What the simulator predicts for the cores that the browser reports, on the scenario's clock.
    pub predicted_us: Micros,
    /// From the beginning of the run to its end, in real microseconds.
    pub measured_real_us: Micros,
    /// The prediction in real microseconds.
    pub predicted_real_us: Micros,
    /// How much longer it took than predicted, in thousandths of the prediction; negative where it was shorter.
    pub error_permille: i64,
    /// How many workers there were.
    pub workers: u32,
    /// The step of the clock that measured it, in real microseconds; nothing in the trace is finer.
    pub clock_step_us: Micros,
    /// In what steps of real microseconds a time may be told, so that it claims nothing that the clock cannot tell: a
    /// power of ten, at least [`Report::FINEST_STEP_US`].
    pub told_step_us: Micros,
    /// In what steps of thousandths the error may be told, for the same reason: a power of ten, at least 1.
    pub error_step_permille: u64,
    /// How far the measured time can be off because stretches cannot begin and end exactly, in thousandths: 20 where none
    /// is shorter than 50 ms, up to 1,000 where the shortest is no longer than what its ends can be off by. Worth telling
    /// where the plan has the caveat [`crate::Caveat::ShortSegments`].
    pub error_bound_permille: u64,
}

/// The record contradicts itself: the trace's own objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportError(pub SimError);

impl Report {
    /// Whole milliseconds are as fine as anybody wants to read.
    pub const FINEST_STEP_US: Micros = 1_000;

    /// Reads the record of a run of `plan`, which was made from `scenario`.
    ///
    /// # Errors
    /// [`ReportError`] for a record of what no machine can have done; see [`Trace::measured`].
    pub fn new(plan: &Plan, scenario: &Scenario, record: Record) -> Result<Report, ReportError> {
        let Record { mut measured, clock_step_us } = record;
        let measured_real_us = measured.end_us;
        put_on_model_clock(plan, scenario, &mut measured);
        let trace = Trace::measured(scenario.clone(), measured).map_err(ReportError)?;
        let predicted_real_us = plan.predicted_real_us();
        Ok(Report {
            trace,
            predicted_us: plan.predicted_us,
            measured_real_us,
            predicted_real_us,
            error_permille: error_permille(measured_real_us, predicted_real_us),
            workers: plan.workers,
            clock_step_us,
            told_step_us: power_of_ten(Report::FINEST_STEP_US, clock_step_us),
            error_step_permille: power_of_ten(1, (clock_step_us * 1_000).div_ceil(predicted_real_us.max(1))),
            error_bound_permille: plan.error_bound_permille(clock_step_us),
        })
    }
}

/// What is shorter than a microsecond of the scenario's clock is left out, and what began when its task arrived begins
/// exactly then: a real microsecond may be several of the scenario's.
fn put_on_model_clock(plan: &Plan, scenario: &Scenario, measured: &mut Measurement) {
    let scale = |us: &mut Micros| *us = plan.scale.to_model(*us);
    for span in &mut measured.spans {
        let task = span.task as usize;
        let arrived = plan.tasks.get(task).is_some_and(|task| task.arrives_us == span.from_us);
        scale(&mut span.from_us);
        scale(&mut span.to_us);
        if let Some(task) = scenario.workload.tasks.get(task).filter(|_| arrived) {
            span.from_us = task.arrives_us;
        }
    }
    measured.spans.retain(|span| span.from_us < span.to_us);
    for run in &mut measured.tasks {
        run.starts_us.iter_mut().for_each(scale);
        run.ends_us.iter_mut().for_each(scale);
    }
    measured.emits.iter_mut().for_each(|emit| scale(&mut emit.at_us));
    scale(&mut measured.end_us);
    if let Outcome::Deadlocked(deadlock) = &mut measured.outcome {
        scale(&mut deadlock.at_us);
    }
}

/// The smallest of `first`, ten times that, and so on, that is at least `least`.
fn power_of_ten(first: u64, least: u64) -> u64 {
    let mut step = first;
    while step < least {
        step = step.saturating_mul(10);
    }
    step
}

fn error_permille(measured_us: Micros, predicted_us: Micros) -> i64 {
    let (measured, predicted) = (i128::from(measured_us), i128::from(predicted_us.max(1)));
    let thousandths = ((measured - predicted) * 1000 + predicted / 2).div_euclid(predicted);
    i64::try_from(thousandths).unwrap_or(i64::MAX)
}
