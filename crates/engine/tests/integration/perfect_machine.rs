//! A machine on which every errand takes exactly as long as it is asked to, on a clock of its own.

use meanwhile_engine::{Agenda, Errand, Plan, PlannedStep, Record};
use meanwhile_sim::Micros;

/// What a worker is doing.
#[derive(Clone, Copy)]
struct Doing {
    errand: Errand,
    from_us: Micros,
}

impl Doing {
    fn to_us(self) -> Micros {
        let (PlannedStep::Compute(us) | PlannedStep::Wait(us)) = self.errand.step;
        self.from_us + us
    }
}

/// Runs a plan to its end. With `foresight`, workers are given a second errand ahead of time, as plain Workers are,
/// where the agenda allows it.
pub fn run_perfectly(plan: &Plan, foresight: bool) -> Record {
    let mut agenda = Agenda::new(plan);
    let mut doing: Vec<Vec<Doing>> = vec![Vec::new(); plan.workers as usize];
    let mut now_us = 0;
    loop {
        for (worker, waited) in ended_at(&agenda, &doing, now_us) {
            let done = doing[worker].remove(0);
            if let Some(next) = doing[worker].first_mut() {
                next.from_us = now_us;
            }
            let is_wait = matches!(done.errand.step, PlannedStep::Wait(_));
            assert_eq!(is_wait, waited);
            agenda.done(worker as u32, done.from_us, now_us);
        }
        agenda.advance(now_us);
        if agenda.is_over() {
            return agenda.take_record(1);
        }
        for (worker, doing) in (0..).zip(&mut doing) {
            if let Some(errand) = agenda.take(worker) {
                assert!(doing.is_empty(), "one errand at a time, unless it was foreseen");
                doing.push(Doing { errand, from_us: now_us });
            }
            if let Some(errand) = foresight.then(|| agenda.foresee(worker)).flatten() {
                doing.push(Doing { errand, from_us: Micros::MAX });
            }
        }
        let errand_us = doing.iter().filter_map(|doing| doing.first()).map(|doing| doing.to_us()).min();
        let next_us = errand_us.into_iter().chain(agenda.next_due_us()).min();
        now_us = next_us.expect("an agenda that is not over waits for something");
    }
}

/// Whose errands end now: waits in the order of the tasks, then computes in the order of the cores.
fn ended_at(agenda: &Agenda, doing: &[Vec<Doing>], now_us: Micros) -> Vec<(usize, bool)> {
    let mut ended: Vec<(bool, usize, usize)> = Vec::new();
    for (worker, doing) in doing.iter().enumerate() {
        if let Some(first) = doing.first().filter(|first| first.to_us() == now_us) {
            let computed = matches!(first.errand.step, PlannedStep::Compute(_));
            let core = || agenda.core_of(worker as u32).expect("whoever computes has a core");
            ended.push((computed, if computed { core() } else { first.errand.task }, worker));
        }
    }
    ended.sort_unstable();
    ended.into_iter().map(|(computed, _, worker)| (worker, !computed)).collect()
}
