//! Real runs of a figure: each of its scenarios in its turn, because two at once would measure each other.

use std::cell::RefCell;
use std::rc::Rc;

use meanwhile_engine::{
    Asked, Failure, Measured, Method, Plan, Progress, Record, Report, Stage, State, TARGET_US, Told,
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
    /// The figure's, or what this browser can do in its stead.
    scenario: Scenario,
    is_other: bool,
    plan: Plan,
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
    let said = RefCell::default();
    let runner = Rc::clone(runner);
    run_next(Rc::new(Runs { runner, tell, best, cores, clock, names, scenarios, waited_ms, said }), 0);
}

fn run_next(runs: Rc<Runs>, index: usize) {
    match runs.prepare(index) {
        Some(Ok(run)) => {
            let run = Rc::new(run);
            let (runner, plan) = (Rc::clone(&runs.runner), run.plan.clone());
            // Only loading the module took time, and the first run was what it was loaded for.
            let waited_ms = if index == 0 { runs.waited_ms } else { 0 };
            runner.run_plan(plan, waited_ms, Rc::new(move |progress| hear(&runs, &run, progress)));
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
    /// How long each of them should take.
    fn target_us(&self) -> Micros {
        if self.scenarios.len() == 1 { TARGET_US } else { ALL_US / self.scenarios.len() as Micros }
    }

    fn name(&self, index: usize) -> &str {
        self.names.get(index).map_or("", String::as_str)
    }

    /// None where there are no more.
    fn prepare(&self, index: usize) -> Option<Result<Run, Failure>> {
        let asked = self.scenarios.get(index)?;
        let scenario = match self.best {
            Some(Method::EventLoop) if asked.strategy.workers > 1 => on_event_loop(asked),
            _ => asked.clone(),
        };
        let is_other = scenario != *asked;
        let plan = plan(&scenario, self.cores, self.target_us(), self.best);
        Some(plan.map(|plan| Run { index, scenario, is_other, plan }))
    }

    fn ended(&self, index: usize, said: String) -> Told {
        Told { state: State::Ended, permille: self.permille(index, 0), said, measured: None }
    }

    /// How far all of them are.
    fn permille(&self, index: usize, running_ms: u64) -> u32 {
        let of_this = (running_ms * 1_000_000 / self.target_us()).min(1_000);
        ((index as u64 * 1_000 + of_this) / self.scenarios.len().max(1) as u64) as u32
    }

    fn told(&self, run: &Run, progress: &Progress) -> Told {
        let said = match &progress.stage {
            Stage::Done => return self.measured(run, progress),
            Stage::Running => sentences::running(self.name(run.index), progress.running_ms, self.target_us()),
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
        let Some(report) = report(&run.plan, &run.scenario, progress) else {
            return self.ended(run.index, sentences::failure(&Failure::Record));
        };
        let mut said = self.said.borrow_mut();
        if run.is_other {
            add(&mut said.measured, sentences::instead(&self.clock.time(report.predicted_us)));
        }
        add(&mut said.measured, sentences::measured(self.name(run.index), &report));
        said.how.add(&run.plan, &report, progress.method, progress.why_not_better.as_ref());
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

/// What can be done in place of several workers, where none can be started: the same tasks, by one worker that never waits
/// for them.
fn on_event_loop(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.machine.cores = 1;
    scenario.strategy = Strategy { workers: 1, waiting: Waiting::Overlapping, ..scenario.strategy };
    scenario
}
