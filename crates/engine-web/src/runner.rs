//! A scenario becomes a plan, the plan is run elsewhere, and its record becomes a report.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use meanwhile_engine::{Caveat, Failure, Method, Plan, Progress, Record, Report, Stage};
use meanwhile_sim::{Micros, Scenario, Strategy, Waiting};

use wasm_bindgen::JsValue;

use crate::door::{Door, Wanted};
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
}

/// What is run now, or was run last.
struct Current {
    stage: Stage,
    job: Job,
}

/// What there is to run, and who hears how it goes.
#[derive(Clone)]
enum Job {
    Scenario { scenario: Arc<Scenario>, plan: Rc<Plan>, on_change: Rc<dyn Fn(RunView)> },
    Picture(Rc<dyn Fn(Painting)>),
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
            move |progress| tell(&current, progress)
        };
        Runner { door: Door::new(Rc::new(tell)), current }
    }

    /// Whether a run is under way, anywhere on the page.
    pub fn is_busy(&self) -> bool {
        self.current.borrow().as_ref().is_some_and(|current| current.stage.is_active())
    }

    /// Whether what is under way is a picture.
    pub fn is_painting(&self) -> bool {
        let is_picture = |current: &Current| matches!(current.job, Job::Picture(_));
        self.is_busy() && self.current.borrow().as_ref().is_some_and(is_picture)
    }

    /// Has a picture computed by so many Workers and drawn on `canvas`, which may take as long as any run; `on_change`
    /// hears how it goes. Does nothing while another run is under way.
    pub fn paint(&self, canvas: &JsValue, workers: u32, on_change: impl Fn(Painting) + 'static) {
        if self.is_busy() {
            return;
        }
        self.current.replace(Some(Current { stage: Stage::Idle, job: Job::Picture(Rc::new(on_change)) }));
        let colours = painting::colours(canvas, workers);
        self.door.ask(Wanted::Picture { canvas: painting::cleared(canvas), colours, workers });
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
            Some(Rung::EventLoop) if scenario.strategy.workers > 1 => Arc::new(on_event_loop(scenario)),
            _ => Arc::new(scenario.clone()),
        };
        match Plan::lasting(&scenario, reported_cores(), target_us) {
            Ok(mut plan) => {
                plan.method = match (rung, plan.method) {
                    (Some(Rung::EventLoop), _) => Method::EventLoop,
                    (Some(Rung::PlainWorkers(_)), Method::Threads) => Method::PlainWorkers,
                    (_, method) => method,
                };
                let wanted = Wanted::Plan(plan.encode());
                let job = Job::Scenario { scenario, plan: Rc::new(plan), on_change: Rc::new(on_change) };
                self.current.replace(Some(Current { stage: Stage::Idle, job }));
                self.door.ask(wanted);
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

/// Tells whoever listens how it goes now. Nothing is borrowed meanwhile: the listener may ask for the next run.
fn tell(current: &RefCell<Option<Current>>, mut progress: Progress) {
    let Some(job) = current.borrow().as_ref().map(|current| current.job.clone()) else { return };
    let report = if let Job::Scenario { scenario, plan, .. } = &job {
        report(scenario, plan, &mut progress)
    } else {
        None
    };
    if let Some(current) = &mut *current.borrow_mut() {
        current.stage = progress.stage.clone();
    }
    let Progress { stage, running_ms, method, why_not_better, tiles, .. } = progress;
    match job {
        Job::Picture(on_change) => on_change(Painting { stage, tiles, running_ms }),
        Job::Scenario { scenario, plan, on_change } => {
            let caveats = plan.caveats().collect();
            on_change(RunView { stage, running_ms, method, why_not_better, caveats, scenario, report });
        }
    }
}

/// What was measured, once it is done. A record that makes no sense is a failed run.
fn report(scenario: &Scenario, plan: &Plan, progress: &mut Progress) -> Option<Arc<Report>> {
    if progress.stage != Stage::Done {
        return None;
    }
    let made = Record::decode(&progress.record).and_then(|record| Report::new(plan, scenario, record).ok());
    if made.is_none() {
        progress.stage = Stage::Failed(Failure::Record);
    }
    made.map(Arc::new)
}

/// What can be done in place of several workers, where none can be started: the same tasks, by one worker that never waits for them.
fn on_event_loop(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.machine.cores = 1;
    scenario.strategy = Strategy { workers: 1, waiting: Waiting::Overlapping, ..scenario.strategy };
    scenario
}
