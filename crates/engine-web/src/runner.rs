//! A scenario becomes a plan, the plan is run elsewhere, and its record becomes a report.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use meanwhile_engine::{Failure, Method, Plan, Progress, Report, Stage};
use meanwhile_sim::{Scenario, Strategy, Waiting};

use crate::door::Door;
use crate::{Rung, reported_cores};

/// What there is to see of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunView {
    /// Where it is.
    pub stage: Stage,
    /// For how long the workload has been running, in real milliseconds.
    pub running_ms: u64,
    /// Who executes it.
    pub method: Method,
    /// Why it is not on the next better rung, where that was tried.
    pub why_not_better: Option<Failure>,
    /// The scenario that runs: the reader's, or what this browser can do in its stead.
    pub scenario: Arc<Scenario>,
    /// What was measured, once it is done.
    pub report: Option<Arc<Report>>,
}

/// Runs scenarios for real, one at a time. Dropping it stops everything.
pub struct Runner {
    door: Door,
    current: Rc<RefCell<Option<Current>>>,
    on_change: Rc<dyn Fn(RunView)>,
}

/// What is run now, or was run last.
struct Current {
    scenario: Arc<Scenario>,
    plan: Plan,
}

impl Runner {
    /// `on_change` hears of everything that the reader should see.
    pub fn new(on_change: impl Fn(RunView) + 'static) -> Runner {
        let on_change: Rc<dyn Fn(RunView)> = Rc::new(on_change);
        let current: Rc<RefCell<Option<Current>>> = Rc::default();
        let tell = {
            let (current, on_change) = (Rc::clone(&current), Rc::clone(&on_change));
            move |progress| {
                let view = current.borrow().as_ref().map(|current| current.view(progress));
                if let Some(view) = view {
                    on_change(view);
                }
            }
        };
        Runner { door: Door::new(Rc::new(tell)), current, on_change }
    }

    /// Runs `scenario`, or what the browser can do in its stead. Whoever calls sees to it that no run is under way.
    ///
    /// `rung` is what the browser allows, if that is known yet.
    pub fn run(&self, scenario: &Scenario, rung: Option<Rung>) {
        let scenario = match rung {
            Some(Rung::EventLoop) => Arc::new(on_event_loop(scenario)),
            _ => Arc::new(scenario.clone()),
        };
        match Plan::new(&scenario, reported_cores()) {
            Ok(mut plan) => {
                if plan.method == Method::Threads && matches!(rung, Some(Rung::PlainWorkers(_))) {
                    plan.method = Method::PlainWorkers;
                }
                self.current.replace(Some(Current { scenario, plan: plan.clone() }));
                self.door.run(&plan);
            }
            Err(error) => (self.on_change)(RunView {
                stage: Stage::Failed(Failure::Plan(error)),
                running_ms: 0,
                method: Method::EventLoop,
                why_not_better: None,
                scenario,
                report: None,
            }),
        }
    }

    /// Stops the run that is under way, if any.
    pub fn cancel(&self) {
        self.door.cancel();
    }
}

impl Current {
    /// What the reader sees of it now. A record that makes no sense is a failed run.
    fn view(&self, progress: Progress) -> RunView {
        let Progress { mut stage, running_ms, method, why_not_better, record } = progress;
        let mut report = None;
        if stage == Stage::Done {
            match Report::new(&self.plan, &self.scenario, record) {
                Ok(made) => report = Some(Arc::new(made)),
                Err(_) => stage = Stage::Failed(Failure::Record),
            }
        }
        let scenario = Arc::clone(&self.scenario);
        RunView { stage, running_ms, method, why_not_better, scenario, report }
    }
}

/// What can be done without threads: the same tasks, by one worker that never waits for them.
fn on_event_loop(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.machine.cores = 1;
    scenario.strategy = Strategy { workers: 1, waiting: Waiting::Overlapping, ..scenario.strategy };
    scenario
}
