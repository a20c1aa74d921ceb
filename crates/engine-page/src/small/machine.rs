//! “On your machine”: the measured speed-up of one to several workers, between the ideal line and Amdahl's.

use std::cell::RefCell;
use std::rc::Rc;

use meanwhile_engine::{Failure, Plan, Progress, Stage};
use meanwhile_picture::speedup::{Measured, Speedup, amdahl_permille};
use meanwhile_picture::time_text::Clock;
use meanwhile_sim::{Machine as Cores, Micros, Scenario, Strategy, Task, Workload};
use meanwhile_words::{count, say, text};

use super::Press;
use crate::runner::Runner;
use crate::{runs, sentences};

/// How long one run takes.
const RUN_US: Micros = 600_000;
/// Each number of workers is run so often, in turns; the best counts, and the worst is shown.
const ROUNDS: u32 = 3;
/// The whole work, and the share of it that cannot be divided.
const WORK_US: Micros = 10_000_000;
const SERIAL_PERMILLE: u32 = 100;
/// More workers than cores show the plateau, as far as a page may start them.
const WORKERS: (u32, u32) = (4, 8);

/// The figure.
#[derive(Default)]
pub(super) struct Machine {
    /// The last series of runs, or the one that is under way.
    series: RefCell<Option<Series>>,
}

/// The measurement so far.
struct Series {
    press: Press,
    width: f32,
    workers_max: u32,
    /// The next run: the round, then the number of workers.
    next: (u32, u32),
    /// For each number of workers the best and the worst time, on the scenario's clock.
    times_us: Vec<(Micros, Micros)>,
    is_running: bool,
}

/// Begins a series, or stops the one that is under way.
pub(super) fn press(machine: &Rc<Machine>, runner: &Rc<Runner>, press: Press) {
    if machine.series.borrow().as_ref().is_some_and(|series| series.is_running) {
        return runner.cancel();
    }
    if runner.is_busy() {
        return press.say(text("run.busy"));
    }
    if press.has_no_workers() {
        return press.say(text("machine.no-workers"));
    }
    let series = Series::new(press);
    series.draw();
    machine.series.replace(Some(series));
    run_next(machine, runner);
}

fn run_next(machine: &Rc<Machine>, runner: &Rc<Runner>) {
    let prepared = machine.series.borrow().as_ref().map(|series| {
        let scenario = scenario(series.next.1);
        // Only before the first run something had to be loaded.
        let waited_ms = if series.next == (0, 1) { series.press.waited_ms } else { 0 };
        let plan = runs::plan(&scenario, series.press.cores, RUN_US, series.press.best);
        (scenario, plan, waited_ms)
    });
    match prepared {
        Some((scenario, Ok(plan), waited_ms)) => {
            let (planned, machine, next) = (plan.clone(), Rc::clone(machine), Rc::clone(runner));
            let heard = Rc::new(move |progress: Progress| {
                if machine.hear(&scenario, &planned, &progress) {
                    run_next(&machine, &next);
                }
            });
            runner.run_plan(plan, None, waited_ms, heard);
        }
        Some((_, Err(failure), _)) => {
            if let Some(series) = &mut *machine.series.borrow_mut() {
                series.end(&sentences::reason(&failure));
            }
        }
        None => {}
    }
}

/// A part that one worker has to do alone, then the rest, divided among all.
fn scenario(workers: u32) -> Scenario {
    let serial_us = WORK_US * Micros::from(SERIAL_PERMILLE) / 1_000;
    let part_us = (WORK_US - serial_us) / Micros::from(workers);
    let parts = (0..workers).map(|_| Task::new("").compute(part_us).after([0]));
    let tasks = std::iter::once(Task::new("").compute(serial_us)).chain(parts);
    Scenario::new(Workload::new(tasks), Cores::new(workers), Strategy::blocking(workers))
}

impl Machine {
    /// Whether another run is due.
    fn hear(&self, scenario: &Scenario, plan: &Plan, progress: &Progress) -> bool {
        let mut series = self.series.borrow_mut();
        let Some(series) = series.as_mut().filter(|_| !progress.stage.is_active()) else { return false };
        if let Some(report) = runs::report(plan, scenario, progress) {
            return series.take(report.trace.end_us);
        }
        match &progress.stage {
            Stage::Failed(failure) => series.end(&sentences::reason(failure)),
            Stage::Done => series.end(&sentences::reason(&Failure::Record)),
            _ => series.end(text("run.cancelled")),
        }
        false
    }
}

impl Series {
    fn new(press: Press) -> Series {
        let workers_max = (press.cores * 2).clamp(WORKERS.0, WORKERS.1);
        Series {
            width: (press.place.client_width() as f32 - 60.0).clamp(260.0, 860.0),
            press,
            workers_max,
            next: (0, 1),
            times_us: vec![(Micros::MAX, 0); workers_max as usize],
            is_running: true,
        }
    }

    /// One run is over after so long; whether another one is due.
    fn take(&mut self, end_us: Micros) -> bool {
        let (round, workers) = self.next;
        if let Some((best_us, worst_us)) = self.times_us.get_mut(workers as usize - 1) {
            (*best_us, *worst_us) = (end_us.min(*best_us), end_us.max(*worst_us));
        }
        self.next = if workers < self.workers_max { (round, workers + 1) } else { (round + 1, 1) };
        self.is_running = self.next.0 < ROUNDS;
        self.draw();
        self.is_running
    }

    fn end(&mut self, said: &str) {
        self.is_running = false;
        self.draw();
        self.press.say(said);
    }

    fn draw(&self) {
        let measured = self.measured();
        let (width, workers_max) = (self.width, self.workers_max);
        let chart = Speedup { width, workers_max, serial_permille: SERIAL_PERMILLE, measured: &measured };
        self.press.draw(".speedup", &chart.svg());
        let button = if self.is_running { "run.cancel" } else { "machine.run" };
        self.press.button.set_text_content(Some(text(button)));
        let most_permille = measured.iter().map(|point| point.best_permille).max().unwrap_or(0);
        let knee = measured.iter().find(|point| point.best_permille * 20 >= most_permille * 19);
        let said = match (self.is_running, knee) {
            (true, _) => self.running(),
            (false, None) => String::new(),
            (false, Some(knee)) => verdict(*knee, workers_max),
        };
        self.press.say(&said);
    }

    fn running(&self) -> String {
        let (round, workers) = self.next;
        let workers = count("mosaic.workers", workers.into(), &[]);
        let (round, rounds) = ((round + 1).to_string(), ROUNDS.to_string());
        say("machine.running", &[("round", &round), ("rounds", &rounds), ("workers", &workers)])
    }

    fn measured(&self) -> Vec<Measured> {
        let Some(&(alone_us, _)) = self.times_us.first() else { return Vec::new() };
        let permille = |us: Micros| (alone_us * 1_000 / us.max(1)) as u32;
        let point = |((best_us, worst_us), workers): (&(Micros, Micros), u32)| Measured {
            workers,
            best_permille: permille(*best_us),
            worst_permille: permille(*worst_us),
        };
        self.times_us.iter().zip(1..).filter(|((_, worst_us), _)| *worst_us > 0).map(point).collect()
    }
}

/// What came of it: from the knee on, more workers gain next to nothing.
fn verdict(knee: Measured, workers_max: u32) -> String {
    let times = |permille: u32| Clock::Milliseconds.number_fixed(permille.into(), 1);
    let workers = count("mosaic.workers", knee.workers.into(), &[]);
    let amdahl = times(amdahl_permille(SERIAL_PERMILLE, knee.workers));
    let values = [("knee", &*workers), ("times", &*times(knee.best_permille)), ("amdahl", &*amdahl)];
    let plateau = if knee.workers < workers_max { "machine.plateau" } else { "machine.no-plateau" };
    [&say("machine.verdict", &values), text(plateau)].join(" ")
}
