//! “On your machine”: the measured speed-up of one to several workers, between the ideal line and Amdahl's.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use meanwhile_engine::Stage;
use meanwhile_engine_web::{RunView, Rung, Runner, reported_cores};
use meanwhile_picture::speedup::{Measured, Speedup, amdahl_permille};
use meanwhile_sim::{Machine, Micros, Scenario, Strategy, Task, Workload};
use web_sys::Element;

use crate::board::Board;
use crate::figure::handler;
use crate::run_words;
use meanwhile_words::{count, say, text};

/// How long one run takes.
const RUN_US: Micros = 600_000;
/// Each number of workers is run so often, in turns; the best counts, and the worst is shown.
const ROUNDS: u32 = 3;
/// The whole work, and the share of it that cannot be divided.
const WORK_US: Micros = 10_000_000;
const SERIAL_PERMILLE: u32 = 100;
/// More workers than cores show the plateau, as far as a page may start them.
const WORKERS: (u32, u32) = (4, 8);

const CHART: usize = 0;
const BUTTON: usize = 1;
const SAID: usize = 2;

/// The measurement so far.
struct Series {
    board: Board,
    width: f32,
    workers_max: u32,
    /// The next run: the round, then the number of workers.
    next: (u32, u32),
    /// For each number of workers the best and the worst time, on the scenario's clock.
    times_us: Vec<(Micros, Micros)>,
    is_running: bool,
}

/// The whole figure.
pub fn machine(place: Element) -> impl IntoView {
    let board = Board::new(3);
    let workers_max = (reported_cores() * 2).clamp(WORKERS.0, WORKERS.1);
    let width = (place.client_width() as f32 - 60.0).clamp(260.0, 860.0);
    let series = Rc::new(RefCell::new(Series {
        board,
        width,
        workers_max,
        next: (0, 1),
        times_us: Vec::new(),
        is_running: false,
    }));
    series.borrow().draw();
    let press = handler(move |_| press(&series));
    view! {
        <figure class="figure">
            <p class="question">{text("machine.question")}</p>
            <p class="aside">{say("machine.aside", &[("cores", &reported_cores().to_string())])}</p>
            <div class="speedup" inner_html=board.text(CHART)></div>
            <ul class="legend" inner_html=legend()></ul>
            <div class="real-row">
                <button type="button" class="run" on:click=press>{board.text(BUTTON)}</button>
            </div>
            <p class="real-said" role="status">{board.text(SAID)}</p>
        </figure>
    }
}

fn press(series: &Rc<RefCell<Series>>) {
    if series.borrow().is_running {
        return Runner::with(Runner::cancel);
    }
    if Runner::with(Runner::is_busy) {
        return series.borrow().board.write(SAID, text("run.busy").to_owned());
    }
    {
        let mut series = series.borrow_mut();
        (series.next, series.is_running) = ((0, 1), true);
        series.times_us = vec![(Micros::MAX, 0); series.workers_max as usize];
        series.draw();
    }
    run_next(series);
}

fn run_next(series: &Rc<RefCell<Series>>) {
    let workers = series.borrow().next.1;
    let heard = Rc::clone(series);
    Runner::with(|runner| {
        runner.run(&scenario(workers), Rung::known(), RUN_US, move |view| hear(&heard, view));
    });
}

/// A part that one worker has to do alone, then the rest, divided among all.
fn scenario(workers: u32) -> Scenario {
    let serial_us = WORK_US * Micros::from(SERIAL_PERMILLE) / 1_000;
    let part_us = (WORK_US - serial_us) / Micros::from(workers);
    let parts = (0..workers).map(|_| Task::new("part").compute(part_us).after([0]));
    let tasks = std::iter::once(Task::new("alone").compute(serial_us)).chain(parts);
    Scenario::new(Workload::new(tasks), Machine::new(workers), Strategy::blocking(workers))
}

fn hear(series: &Rc<RefCell<Series>>, view: RunView) {
    let goes_on = series.borrow_mut().hear(&view);
    if goes_on {
        run_next(series);
    }
}

impl Series {
    /// Whether another run is due.
    fn hear(&mut self, view: &RunView) -> bool {
        if view.stage.is_active() {
            return false;
        }
        let (round, workers) = self.next;
        let said = match (&view.stage, &view.report) {
            (Stage::Failed(failure), _) => run_words::failure(failure),
            (Stage::Done, Some(report)) if view.scenario.strategy.workers == workers => {
                let (best_us, worst_us) = &mut self.times_us[workers as usize - 1];
                *best_us = report.trace.end_us.min(*best_us);
                *worst_us = report.trace.end_us.max(*worst_us);
                self.next = if workers < self.workers_max { (round, workers + 1) } else { (round + 1, 1) };
                if self.next.0 < ROUNDS {
                    self.draw();
                    return true;
                }
                String::new()
            }
            (Stage::Done, _) => text("machine.no-workers").to_owned(),
            _ => text("run.cancelled").to_owned(),
        };
        self.is_running = false;
        self.draw();
        if !said.is_empty() {
            self.board.write(SAID, said);
        }
        false
    }

    fn draw(&self) {
        let measured = self.measured();
        let (width, workers_max) = (self.width, self.workers_max);
        let chart = Speedup { width, workers_max, serial_permille: SERIAL_PERMILLE, measured: &measured };
        self.board.write(CHART, chart.svg());
        let button = if self.is_running { "run.cancel" } else { "machine.run" };
        self.board.write(BUTTON, text(button).to_owned());
        let most_permille = measured.iter().map(|point| point.best_permille).max().unwrap_or(0);
        let knee = measured.iter().find(|point| point.best_permille * 20 >= most_permille * 19);
        let said = match (self.is_running, knee) {
            (true, _) => self.running(),
            (false, None) => String::new(),
            (false, Some(knee)) => verdict(*knee, workers_max),
        };
        self.board.write(SAID, said);
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
    let times = |permille: u32| format!("{}.{}", (permille + 50) / 1_000, (permille + 50) % 1_000 / 100);
    let workers = count("mosaic.workers", knee.workers.into(), &[]);
    let amdahl = times(amdahl_permille(SERIAL_PERMILLE, knee.workers));
    let values = [("knee", &*workers), ("times", &*times(knee.best_permille)), ("amdahl", &*amdahl)];
    let plateau = if knee.workers < workers_max { "machine.plateau" } else { "machine.no-plateau" };
    [&say("machine.verdict", &values), text(plateau)].join(" ")
}

fn legend() -> String {
    let entries = [("ideal", "machine.ideal"), ("amdahl", "machine.amdahl"), ("point", "machine.measured")];
    entries.map(|(class, key)| format!("<li><i class=\"line {class}\"></i>{}</li>", text(key))).concat()
}
