//! A scenario becomes a plan, the plan is run elsewhere, and its record becomes a report.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use meanwhile_engine::{Caveat, Failure, Method, Plan, Progress, Record, Report, Stage};
use meanwhile_sim::{Micros, Scenario, Strategy, Waiting};

use wasm_bindgen::JsValue;

use crate::door::Door;
use crate::painting::{self, Painting};
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
    /// What a real run of it cannot honour to the letter.
    pub caveats: Vec<Caveat>,
    /// The scenario that runs: the reader's, or what this browser can do in its stead.
    pub scenario: Arc<Scenario>,
    /// What was measured, once it is done.
    pub report: Option<Arc<Report>>,
}

/// Runs scenarios for real, one at a time: there is one for the whole page, because two runs at once would measure each
/// other.
pub struct Runner {
    door: Door,
    current: Rc<RefCell<Option<Current>>>,
    is_painting: Rc<Cell<bool>>,
}

/// Who hears how a run goes.
type Listener = Rc<dyn Fn(RunView)>;

/// What is run now, or was run last.
struct Current {
    scenario: Arc<Scenario>,
    plan: Plan,
    stage: Stage,
    on_change: Listener,
}

thread_local! {
    static RUNNER: Runner = Runner::new();
}

impl Runner {
    /// The page's runner.
    pub fn with<T>(f: impl FnOnce(&Runner) -> T) -> T {
        RUNNER.with(f)
    }

    fn new() -> Runner {
        let current: Rc<RefCell<Option<Current>>> = Rc::default();
        let tell = {
            let current = Rc::clone(&current);
            move |progress| {
                // Nothing is borrowed while the listener is told: it may ask for the next run.
                let told = current.borrow_mut().as_mut().map(|current| current.view(progress));
                if let Some((listener, view)) = told {
                    listener(view);
                }
            }
        };
        Runner { door: Door::new(Rc::new(tell)), current, is_painting: Rc::default() }
    }

    /// Whether a run is under way, anywhere on the page.
    pub fn is_busy(&self) -> bool {
        self.is_painting.get()
            || self.current.borrow().as_ref().is_some_and(|current| current.stage.is_active())
    }

    /// Has a picture computed by so many Workers and drawn on `canvas`; `on_change` hears how it goes. Does nothing while
    /// another run is under way.
    pub fn paint(&self, canvas: &JsValue, workers: u32, mut on_change: impl FnMut(Painting) + 'static) {
        if self.is_busy() {
            return;
        }
        self.is_painting.set(true);
        let is_painting = Rc::clone(&self.is_painting);
        painting::begin(canvas, workers, move |painting| {
            is_painting.set(matches!(painting, Painting::Going(..)));
            on_change(painting);
        });
    }

    /// Runs `scenario`, or what the browser can do in its stead, for about `target_us`; `on_change` hears of everything
    /// that the reader should see. Does nothing while another run is under way.
    ///
    /// `rung` is what the browser allows, if that is known yet.
    pub fn run(
        &self,
        scenario: &Scenario,
        rung: Option<Rung>,
        target_us: Micros,
        on_change: impl Fn(RunView) + 'static,
    ) {
        if self.is_busy() {
            return;
        }
        let scenario = match rung {
            Some(Rung::EventLoop) => Arc::new(on_event_loop(scenario)),
            _ => Arc::new(scenario.clone()),
        };
        match Plan::lasting(&scenario, reported_cores(), target_us) {
            Ok(mut plan) => {
                if plan.method == Method::Threads && matches!(rung, Some(Rung::PlainWorkers(_))) {
                    plan.method = Method::PlainWorkers;
                }
                let on_change: Listener = Rc::new(on_change);
                let current = Current { scenario, plan: plan.clone(), stage: Stage::Idle, on_change };
                self.current.replace(Some(current));
                self.door.run(&plan);
            }
            Err(error) => on_change(RunView {
                stage: Stage::Failed(Failure::Plan(error)),
                running_ms: 0,
                method: Method::EventLoop,
                why_not_better: None,
                caveats: Vec::new(),
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
    fn view(&mut self, progress: Progress) -> (Listener, RunView) {
        let Progress { mut stage, running_ms, method, why_not_better, record } = progress;
        let mut report = None;
        if stage == Stage::Done {
            let made = Record::decode(&record)
                .and_then(|record| Report::new(&self.plan, &self.scenario, record).ok());
            match made {
                Some(made) => report = Some(Arc::new(made)),
                None => stage = Stage::Failed(Failure::Record),
            }
        }
        self.stage = stage.clone();
        let scenario = Arc::clone(&self.scenario);
        let caveats = self.plan.caveats().collect();
        let view = RunView { stage, running_ms, method, why_not_better, caveats, scenario, report };
        (Rc::clone(&self.on_change), view)
    }
}

/// What can be done without threads: the same tasks, by one worker that never waits for them.
fn on_event_loop(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.machine.cores = 1;
    scenario.strategy = Strategy { workers: 1, waiting: Waiting::Overlapping, ..scenario.strategy };
    scenario
}
