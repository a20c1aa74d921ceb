//! What a real run says: a trace on the scenario's own clock, beside what was predicted.

use meanwhile_sim::{Micros, Scenario, SimError, Span, SpanKind, Trace};

use crate::{MeasuredSpan, Plan};

/// The result of a real run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What was measured, on the scenario's clock.
    pub trace: Trace,
    /// What the simulator predicts, on the scenario's clock.
    pub predicted_us: Micros,
    /// From the beginning of the run to the end of its last task, in real microseconds.
    pub measured_real_us: Micros,
    /// The prediction in real microseconds.
    pub predicted_real_us: Micros,
    /// How much longer it took than predicted, in thousandths of the prediction; negative where it was shorter.
    pub error_permille: i64,
    /// How many workers there were.
    pub workers: u32,
}

/// The record contradicts itself: the trace's own objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportError(pub SimError);

impl Report {
    /// Reads the record of a run of `plan`, which was made from `scenario`.
    pub fn new(plan: &Plan, scenario: &Scenario, record: Vec<MeasuredSpan>) -> Result<Report, ReportError> {
        let measured_real_us = record.iter().map(|span| span.to_us).max().unwrap_or(0);
        let spans = record.iter().filter_map(|span| on_model_clock(plan, span)).collect();
        let trace = Trace::measured(scenario.clone(), spans, Vec::new()).map_err(ReportError)?;
        Ok(Report {
            trace,
            predicted_us: plan.predicted_us,
            measured_real_us,
            predicted_real_us: plan.predicted_real_us,
            error_permille: error_permille(measured_real_us, plan.predicted_real_us),
            workers: plan.workers,
        })
    }
}

/// None for a span that is shorter than a microsecond of the scenario's clock.
fn on_model_clock(plan: &Plan, span: &MeasuredSpan) -> Option<Span> {
    let (from_us, to_us) = (plan.to_model(span.from_us), plan.to_model(span.to_us));
    let worker = span.worker.map(|worker| worker as usize);
    // In the scenarios that are run each worker has a core of its own, as far as the plan goes.
    let core = worker.filter(|_| span.kind == SpanKind::Executing);
    (from_us < to_us).then(|| Span::new(span.task, span.kind, from_us, to_us, worker, core))
}

fn error_permille(measured_us: Micros, predicted_us: Micros) -> i64 {
    let (measured, predicted) = (i128::from(measured_us), i128::from(predicted_us.max(1)));
    let thousandths = ((measured - predicted) * 1000 + predicted / 2).div_euclid(predicted);
    i64::try_from(thousandths).unwrap_or(i64::MAX)
}
