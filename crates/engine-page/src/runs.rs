//! Real runs of a figure: each of its scenarios in its turn, because two at once would measure each other.

use std::cell::RefCell;
use std::rc::Rc;

use meanwhile_engine::{
    Asked, Failure, Measured, Method, Plan, Progress, Record, Report, Scale, Stage, State, TARGET_US, Told,
};
use meanwhile_picture::time_text::Clock;
use meanwhile_sim::{Micros, Scenario, Strategy, Waiting};
use meanwhile_words::text;

use crate::runner::Runner;
use crate::sentences::{self, How, add};

/// How long all scenarios of a figure take together, at the least.
const ALL_US: Micros = 4_000_000;

/// Hears how the runs go, and says whether the rest is still wanted.
pub(crate) type Tell = Rc<dyn Fn(&Told) -> bool>;

/// What is run for a figure.
pub(crate) struct Runs {
    runner: Rc<Runner>,
    tell: Tell,
    best: Option<Method>,
    cores: u32,
    clock: Clock,
    /// By scenario; empty where there is one.
    names: Vec<String>,
    scenarios: Vec<Scenario>,
    /// How long each of them should take.
    targets_us: Vec<Micros>,
    waited_ms: u32,
    said: RefCell<Said>,
}

/// What has come out so far: what was measured, each sentence once, then how it ran.
#[derive(Default)]
struct Said {
    measured: Vec<String>,
    how: How,
}

/// One of the runs, made ready.
struct Run {
    /// Which one of the figure's.
    index: usize,
    /// What is to be done.
    first: Planned,
    /// What is done if no Worker starts that this needs; none where it needs none.
    on_loop: Option<Planned>,
}

/// The figure's scenario, or what can be done in its stead, with the plan for it.
struct Planned {
    scenario: Scenario,
    plan: Plan,
}

impl Run {
    fn new(index: usize, first: Planned, on_loop: impl FnOnce() -> Option<Planned>) -> Run {
        let on_loop = if first.plan.method == Method::EventLoop { None } else { on_loop() };
        Run { index, first, on_loop }
    }

    /// What was carried out, by the method that did it.
    fn carried_out(&self, method: Method) -> &Planned {
        self.on_loop.as_ref().filter(|_| method == Method::EventLoop).unwrap_or(&self.first)
    }
}

/// Runs what is asked for. The reader did so `waited_ms` ago; `names` tell several runs apart.
pub(crate) fn begin(
    runner: &Rc<Runner>,
    tell: Tell,
    asked: Asked,
    (names, cores, waited_ms): (Vec<String>, u32, u32),
) {
    let Asked { best, clock, scenarios } = asked;
    let clock = Clock::ALL.get(clock as usize).copied().unwrap_or(Clock::Seconds);
    let targets_us = targets_us(&scenarios, cores, best);
    let said = RefCell::default();
    let runner = Rc::clone(runner);
    run_next(
        Rc::new(Runs { runner, tell, best, cores, clock, names, scenarios, targets_us, waited_ms, said }),
        0,
    );
}

/// On one scale, so that what the figure compares can be compared here, too: half as long there is half as long here.
fn targets_us(scenarios: &[Scenario], cores: u32, best: Option<Method>) -> Vec<Micros> {
    let length_us = |scenario: &Scenario| {
        let on_loop = (best == Some(Method::EventLoop)).then(|| on_event_loop(scenario));
        let planned = Plan::lasting(on_loop.as_ref().unwrap_or(scenario), cores, TARGET_US);
        planned.map_or(0, |plan| plan.scale.model_us)
    };
    let lengths_us: Vec<Micros> = scenarios.iter().map(length_us).collect();
    let together_us = lengths_us.iter().fold(0, |sum: Micros, us| sum.saturating_add(*us));
    let scale = Scale { model_us: together_us.max(1), real_us: all_us(scenarios.len()) };
    lengths_us.into_iter().map(|us| scale.to_real(us)).collect()
}

/// How long so many scenarios take together.
fn all_us(scenarios: usize) -> Micros {
    if scenarios == 1 { TARGET_US } else { ALL_US }
}

fn run_next(runs: Rc<Runs>, index: usize) {
    match runs.prepare(index) {
        Some(Ok(run)) => {
            let run = Rc::new(run);
            let (runner, plan) = (Rc::clone(&runs.runner), run.first.plan.clone());
            let on_loop = run.on_loop.as_ref().map(|planned| planned.plan.clone());
            // Only loading the module took time, and the first run was what it was loaded for.
            let waited_ms = if index == 0 { runs.waited_ms } else { 0 };
            runner.run_plan(plan, on_loop, waited_ms, Rc::new(move |progress| hear(&runs, &run, progress)));
        }
        Some(Err(failure)) => _ = (runs.tell)(&runs.ended(index, sentences::failure(&failure))),
        None => {}
    }
}

/// One run goes on, or has ended; then the next one has its turn, unless nobody waits for it any more.
fn hear(runs: &Rc<Runs>, run: &Run, progress: Progress) {
    let mut told = runs.told(run, &progress);
    let next = run.index + 1;
    let goes_on = told.state == State::Measured && next < runs.scenarios.len();
    if !goes_on {
        _ = (runs.tell)(&told);
        return;
    }
    let outcome = std::mem::replace(&mut told.said, text("run.starting").to_owned());
    told.state = State::Active;
    if (runs.tell)(&told) {
        run_next(Rc::clone(runs), next);
    } else {
        _ = (runs.tell)(&Told { state: State::Measured, said: outcome, measured: None, ..told });
    }
}

impl Runs {
    /// How long this one should take.
    fn target_us(&self, index: usize) -> Micros {
        self.targets_us.get(index).map_or(TARGET_US, |us| *us)
    }

    fn name(&self, index: usize) -> &str {
        self.names.get(index).map_or("", String::as_str)
    }

    /// None where there are no more.
    fn prepare(&self, index: usize) -> Option<Result<Run, Failure>> {
        let asked = self.scenarios.get(index)?;
        let on_loop = |target_us| self.planned(on_event_loop(asked), target_us, Some(Method::EventLoop));
        let target_us = self.target_us(index);
        let first = match self.best {
            Some(Method::EventLoop) => on_loop(target_us),
            best => self.planned(asked.clone(), target_us, best),
        };
        // One worker in place of several may need many times as long, so its scale is its own.
        let share_us = all_us(self.scenarios.len()) / self.scenarios.len() as Micros;
        Some(first.map(|first| Run::new(index, first, || on_loop(share_us).ok())))
    }

    fn planned(
        &self,
        scenario: Scenario,
        target_us: Micros,
        best: Option<Method>,
    ) -> Result<Planned, Failure> {
        plan(&scenario, self.cores, target_us, best).map(|plan| Planned { scenario, plan })
    }

    fn ended(&self, index: usize, said: String) -> Told {
        Told { state: State::Ended, permille: self.permille(index, 0), said, measured: None }
    }

    /// How far all of them are.
    fn permille(&self, index: usize, running_ms: u64) -> u32 {
        let before_us: Micros = self.targets_us.iter().take(index).sum();
        let of_this_us = (running_ms * 1_000).min(self.target_us(index));
        ((before_us + of_this_us) * 1_000 / all_us(self.scenarios.len())).min(1_000) as u32
    }

    fn told(&self, run: &Run, progress: &Progress) -> Told {
        let said = match &progress.stage {
            Stage::Done => return self.measured(run, progress),
            Stage::Running => {
                sentences::running(self.name(run.index), progress.running_ms, self.target_us(run.index))
            }
            Stage::TimedOut => sentences::timed_out(),
            Stage::Failed(failure) => sentences::failure(failure),
            Stage::Idle => String::new(),
            Stage::Settling => text("run.settling").to_owned(),
            Stage::Starting => text("run.starting").to_owned(),
            Stage::Warming => text("run.warming").to_owned(),
            Stage::Calibrating => text("run.calibrating").to_owned(),
            Stage::Cancelling => text("run.cancelling").to_owned(),
            Stage::Cancelled => text("run.cancelled").to_owned(),
        };
        let permille = self.permille(run.index, progress.running_ms);
        let state = match &progress.stage {
            Stage::Running => State::Running,
            stage if stage.is_active() => State::Active,
            _ => State::Ended,
        };
        Told { state, permille, said, measured: None }
    }

    /// What was measured. A record that makes no sense is a failed run.
    fn measured(&self, run: &Run, progress: &Progress) -> Told {
        let Planned { scenario, plan } = run.carried_out(progress.method);
        let Some(report) = report(plan, scenario, progress) else {
            return self.ended(run.index, sentences::failure(&Failure::Record));
        };
        let mut said = self.said.borrow_mut();
        if self.scenarios.get(run.index) != Some(scenario) {
            add(&mut said.measured, sentences::instead(&self.clock.time(report.predicted_us)));
        }
        add(&mut said.measured, sentences::measured(self.name(run.index), &report));
        said.how.add(plan, &report, progress.method, progress.why_not_better.as_ref());
        // Of several, each has a line of its own.
        let between = if self.scenarios.len() > 1 { "\n" } else { " " };
        let all = [said.measured.join(between), said.how.sentences()].join(between);
        let measured = Measured { spans: report.trace.spans.to_vec(), end_us: report.trace.end_us };
        Told {
            state: State::Measured,
            permille: self.permille(run.index, progress.running_ms),
            said: all,
            measured: Some((run.index, measured)),
        }
    }
}

/// A plan for the best method that this browser allows, as far as that is known.
pub(crate) fn plan(
    scenario: &Scenario,
    cores: u32,
    target_us: Micros,
    best: Option<Method>,
) -> Result<Plan, Failure> {
    let mut plan = Plan::lasting(scenario, cores, target_us).map_err(Failure::Plan)?;
    plan.method = match (best, plan.method) {
        (Some(Method::EventLoop), _) => Method::EventLoop,
        (Some(Method::PlainWorkers), Method::Threads) => Method::PlainWorkers,
        (_, method) => method,
    };
    Ok(plan)
}

/// What was measured, if the run is done and its record makes sense.
pub(crate) fn report(plan: &Plan, scenario: &Scenario, progress: &Progress) -> Option<Report> {
    let record = Record::decode(&progress.record).filter(|_| progress.stage == Stage::Done)?;
    Report::new(plan, scenario, record).ok()
}

/// What can be done where no Worker can be started. One worker alone does the same on the page's thread: it computes, or it
/// waits. In place of several, one that never waits does their tasks, whosever role they are for.
fn on_event_loop(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    if scenario.strategy.workers > 1 {
        let strategy = scenario.strategy;
        scenario.workload.tasks.iter_mut().for_each(|task| task.role = None);
        scenario.machine.cores = 1;
        scenario.strategy =
            Strategy { workers: 1, roles: Vec::new(), waiting: Waiting::Overlapping, ..strategy };
    }
    scenario
}

#[cfg(test)]
mod tests {
    use super::*;
    use meanwhile_sim::{Machine, Task, Workload};

    #[test]
    fn what_a_figure_compares_runs_on_one_scale() {
        let check = |lengths_s: &[Micros], best, expected_ms: &[Micros]| {
            let scenario = |s: &Micros| {
                let tasks = [Task::new("a"), Task::new("b")].map(|task| task.compute(s * 1_000_000));
                Scenario::new(Workload::new(tasks), Machine::new(2), Strategy::blocking(2))
            };
            let scenarios: Vec<Scenario> = lengths_s.iter().map(scenario).collect();
            let found: Vec<Micros> = targets_us(&scenarios, 2, best).iter().map(|us| us / 1_000).collect();
            assert_eq!(found, expected_ms, "{lengths_s:?}");
        };
        check(&[7], None, &[2_000]);
        check(&[3, 3], None, &[2_000, 2_000]);
        check(&[12, 12, 6, 6], None, &[1_333, 1_333, 666, 666]);
        check(&[12, 6], Some(Method::EventLoop), &[2_666, 1_333]);
    }

    #[test]
    fn what_was_carried_out_is_what_was_planned_for_that() {
        let check = |strategy: Strategy, method, expected_us: Micros| {
            let task = Task::new("a").wait(1_000_000).compute(1_000_000);
            let scenario = Scenario::new(Workload::new([task]), Machine::new(1), strategy);
            let planned = |scenario: Scenario, target_us| {
                plan(&scenario, 2, target_us, None).map(|plan| Planned { scenario, plan })
            };
            let first = planned(scenario.clone(), 3_000_000).unwrap();
            let run = Run::new(0, first, || planned(on_event_loop(&scenario), 1_000_000).ok());
            assert_eq!(run.carried_out(method).plan.predicted_real_us(), expected_us, "{method:?}");
        };
        check(Strategy::overlapping(1), Method::EventLoop, 3_000_000);
        check(Strategy::overlapping(2), Method::Threads, 3_000_000);
        check(Strategy::overlapping(2), Method::EventLoop, 1_000_000);
    }

    #[test]
    fn the_event_loop_does_what_several_workers_do_and_one_worker_as_it_is() {
        let call = |role: &str| Task::new(role).role(role).wait(2_000_000).compute(1_000_000);
        let check = |workers: u32, roles: &[&str], seconds: Micros| {
            let tasks = if roles.is_empty() { vec![Task::new("a").compute(3_000_000)] } else { Vec::new() };
            let tasks = tasks.into_iter().chain(roles.iter().map(|role| call(role)));
            let mut strategy = Strategy::blocking(workers);
            strategy.roles = roles.iter().map(|role| Some((*role).to_owned())).collect();
            let scenario = Scenario::new(Workload::new(tasks), Machine::new(workers), strategy);
            let plan = plan(&on_event_loop(&scenario), 2, TARGET_US, Some(Method::EventLoop)).unwrap();
            assert_eq!((plan.workers, plan.method), (1, Method::EventLoop));
            assert_eq!(plan.predicted_us, seconds * 1_000_000, "{workers} workers, {roles:?}");
        };
        check(1, &[], 3);
        check(2, &[], 3);
        check(2, &["phone", "desk"], 4);
        check(1, &["phone"], 3);
    }
}
