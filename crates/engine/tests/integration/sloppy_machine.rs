//! A machine as they really are: everything takes longer than it should, every worker's clock is a little off, and the
//! page hears of everything late and in another order than it happened.

use std::collections::VecDeque;

use meanwhile_engine::{Agenda, Errand, Plan, PlannedStep, Record};
use meanwhile_sim::{Micros, SplitMix64};

/// How late anything can be, in microseconds.
const LATEST_US: Micros = 3_000;
/// By how much the clocks of two workers can differ.
const CLOCK_STEP_US: Micros = 100;

/// A report that is on its way.
struct Report {
    arrives_us: Micros,
    from_us: Micros,
    to_us: Micros,
}

#[derive(Default)]
struct Worker {
    /// Has been given this, and when.
    given: VecDeque<(Errand, Micros)>,
    reports: VecDeque<Report>,
    free_us: Micros,
}

impl Worker {
    /// Does what it has been given, one after the other; its messages stay in order.
    fn work(&mut self, random: &mut SplitMix64) {
        while let Some((errand, given_us)) = self.given.pop_front() {
            let (PlannedStep::Compute(us) | PlannedStep::Wait(us)) = errand.step;
            let from_us = self.free_us.max(given_us + random.below(LATEST_US));
            self.free_us = from_us + us + random.below(LATEST_US);
            let sent_us = self.reports.back().map_or(0, |report| report.arrives_us);
            self.reports.push_back(Report {
                arrives_us: sent_us.max(self.free_us + random.below(LATEST_US)),
                from_us: from_us.saturating_sub(random.below(CLOCK_STEP_US)),
                to_us: self.free_us.saturating_sub(random.below(CLOCK_STEP_US)),
            });
        }
    }
}

/// Runs a plan to its end, with two errands in flight where the agenda allows it. Says how many were.
pub fn run_sloppily(plan: &Plan, seed: u64) -> (Record, usize) {
    let mut random = SplitMix64::new(seed);
    let mut agenda = Agenda::new(plan);
    let mut workers: Vec<Worker> = (0..plan.workers).map(|_| Worker::default()).collect();
    let (mut now_us, mut foreseen) = (0, 0);
    loop {
        agenda.advance(now_us);
        if agenda.is_over() {
            return (agenda.take_record(CLOCK_STEP_US), foreseen);
        }
        for (worker, state) in (0..).zip(&mut workers) {
            state.given.extend(agenda.take(worker).map(|errand| (errand, now_us)));
            if let Some(errand) = agenda.foresee(worker) {
                state.given.push_back((errand, now_us));
                foreseen += 1;
            }
            state.work(&mut random);
        }
        let report_us = |worker: &Worker| worker.reports.front().map(|report| report.arrives_us);
        let due_us = agenda.next_due_us().map(|due_us| now_us.max(due_us) + random.below(LATEST_US));
        let first = (0..workers.len()).filter(|worker| report_us(&workers[*worker]).is_some());
        let first = first.min_by_key(|worker| report_us(&workers[*worker]));
        match first.filter(|worker| due_us.is_none() || report_us(&workers[*worker]) < due_us) {
            Some(worker) => {
                let report = workers[worker].reports.pop_front().expect("it has one");
                now_us = now_us.max(report.arrives_us);
                agenda.done(worker as u32, report.from_us, report.to_us);
            }
            None => now_us = due_us.expect("an agenda that is not over waits for something"),
        }
    }
}
