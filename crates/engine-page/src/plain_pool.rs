//! Plain Workers, as the page holds them: the page keeps the agenda, and hands errands out by message.
//!
//! The rung below shared memory. Each Worker has an instance of a small module (`engine-worker`'s `main.rs`); they are truly
//! parallel, and all that passes between them is numbers.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use js_sys::{Array, Float64Array};
use meanwhile_engine::calibration::{WARM_UP_US, clock_step_us};
use meanwhile_engine::plain::{answer, ask};
use meanwhile_engine::{Agenda, Clock, Event, Failure, Plan, Rate};
use meanwhile_sim::Micros;
use wasm_bindgen::prelude::*;

use crate::PageClock;
use crate::coordinator::Tell;
use crate::painter::{Easel, Painting};
use crate::plain_worker::{PlainWorker, Script};

/// Dropping it stops its Workers by force.
pub(crate) struct PlainPool {
    state: Rc<RefCell<State>>,
    /// Workers may still be loading it.
    script: Script,
}

struct State {
    tell: Tell,
    engine: u32,
    workers: Vec<PlainWorker>,
    up: usize,
    phase: Phase,
    /// Rings when the next sleeping task is due.
    timer: Option<Timeout>,
}

enum Phase {
    Idle,
    Calibrating {
        run: u32,
        plan: Rc<Plan>,
        missing: usize,
        rate: Option<Rate>,
    },
    Running(Box<Running>),
    Painting(Box<Painting>),
    /// The Workers forget what is left; with the record of a run that was over before they were done.
    Stopping {
        run: u32,
        missing: usize,
        record: Option<Vec<u32>>,
    },
}

struct Running {
    run: u32,
    agenda: Agenda,
    rate: Rate,
    clock_step_us: Micros,
    start_us: Micros,
}

/// What is to be told once the state is free again, because whoever hears it may drop us.
type Told = Option<(Event, Option<Vec<u32>>)>;

impl PlainPool {
    /// Starts so many Workers, as engine number `engine`; they load the module at `module`.
    pub(crate) fn start(module: &str, engine: u32, workers: u32, tell: Tell) -> Result<PlainPool, Failure> {
        let script = Script::new(module).map_err(|_| Failure::NoWorker)?;
        let state = Rc::new(RefCell::new(State {
            tell,
            engine,
            workers: Vec::new(),
            up: 0,
            phase: Phase::Idle,
            timer: None,
        }));
        let pool = PlainPool { state, script };
        for index in 0..workers as usize {
            let hears = Rc::downgrade(&pool.state);
            let fails = Weak::clone(&hears);
            let worker = PlainWorker::start(
                &pool.script,
                move |data| change(&hears, |state| state.hear(index, data)),
                move |failure| {
                    change(&fails, |state| Some((Event::EngineFailed(state.engine, failure), None)));
                },
            );
            pool.state.borrow_mut().workers.push(worker.map_err(|_| Failure::NoWorker)?);
        }
        Ok(pool)
    }

    /// Carries out a plan as run number `run`, after the Workers are warm. Those that the plan does not need stay idle.
    pub(crate) fn run(&self, run: u32, plan: Rc<Plan>) {
        let mut state = self.state.borrow_mut();
        let missing = state.workers.len().min(plan.workers as usize);
        for (worker, index) in state.workers.iter().zip(0..missing) {
            // Every Worker warms up; one measures, so that Workers that share a core do not halve the rate.
            let warm_up_us = if index == 0 { WARM_UP_US } else { WARM_UP_US / 2 };
            worker.ask(ask::CALIBRATE, [warm_up_us as f64, 0.0]);
        }
        state.phase = Phase::Calibrating { run, plan, missing, rate: None };
    }

    /// Has the first `workers` compute a picture, as run number `run`, which begins now.
    pub(crate) fn paint(&self, run: u32, workers: u32, easel: Easel) {
        let mut state = self.state.borrow_mut();
        let mut painting = Painting::new(run, easel);
        for worker in state.workers.iter().take(workers as usize) {
            worker.ask_for_tile(painting.next_tile());
        }
        state.phase = Phase::Painting(Box::new(painting));
    }

    /// How many tiles of a picture are done.
    pub(crate) fn tiles(&self) -> u32 {
        if let Phase::Painting(painting) = &self.state.borrow().phase { painting.tiles() } else { 0 }
    }

    /// Asks every Worker to forget what it has to do.
    pub(crate) fn cancel(&self) {
        let mut state = self.state.borrow_mut();
        let run = match &state.phase {
            Phase::Calibrating { run, .. } => *run,
            Phase::Running(running) => running.run,
            Phase::Painting(painting) => painting.run,
            Phase::Idle | Phase::Stopping { .. } => return,
        };
        state.stop(run, None);
    }

    /// Which Workers have shown since the last call that they are alive.
    pub(crate) fn beats(&self) -> Vec<u32> {
        let mut state = self.state.borrow_mut();
        let alive = state.workers.iter_mut().zip(0..);
        alive.filter_map(|(worker, index)| std::mem::take(&mut worker.has_beaten).then_some(index)).collect()
    }
}

impl Drop for PlainPool {
    fn drop(&mut self) {
        let mut state = self.state.borrow_mut();
        state.timer = None;
        state.phase = Phase::Idle;
        state.workers.iter().for_each(PlainWorker::terminate);
    }
}

fn change(state: &Weak<RefCell<State>>, f: impl FnOnce(&mut State) -> Told) {
    let Some(held) = state.upgrade() else { return };
    let (told, tell) = {
        let mut this = held.borrow_mut();
        let told = f(&mut this);
        this.set_timer(state);
        (told, Rc::clone(&this.tell))
    };
    if let Some((event, record)) = told {
        tell(event, record);
    }
}

impl State {
    /// Understands one message of Worker number `index`.
    fn hear(&mut self, index: usize, data: &JsValue) -> Told {
        self.workers[index].has_beaten = true;
        if Array::is_array(data) {
            return self.painted(index, data.unchecked_ref());
        }
        let &[kind, first, second, third] = &*Float64Array::new(data).to_vec() else { return None };
        match kind as u32 {
            answer::READY => {
                self.up += 1;
                (self.up == self.workers.len()).then_some((Event::EngineReady(self.engine), None))
            }
            answer::RATE => {
                self.calibrated(index, Rate { rounds: first as u64, us: (second as Micros).max(1) })
            }
            answer::DONE => self.done(index, first as Micros, second as Micros, third == 1.0),
            answer::FORGOTTEN => self.forgotten(),
            _ => None,
        }
    }

    fn calibrated(&mut self, index: usize, measured: Rate) -> Told {
        let Phase::Calibrating { run, plan, missing, rate } = &mut self.phase else { return None };
        if index == 0 {
            *rate = Some(measured);
        }
        *missing -= 1;
        if *missing > 0 {
            return None;
        }
        let run = *run;
        let (agenda, rate) = (Agenda::new(plan), rate.unwrap_or(measured));
        let clock_step_us = clock_step_us(&PageClock);
        self.phase = Phase::Running(Box::new(Running {
            run,
            agenda,
            rate,
            clock_step_us,
            start_us: PageClock.now_us(),
        }));
        // What there is to do takes time, so that this is not the end of the run.
        self.hand_out();
        Some((Event::Began(run), None))
    }

    fn done(&mut self, index: usize, from_us: Micros, to_us: Micros, is_right: bool) -> Told {
        let Phase::Running(running) = &mut self.phase else { return None };
        self.workers[index].errands -= 1;
        if !is_right {
            return Some((Event::RunFailed(running.run, Failure::WrongResult), None));
        }
        running.agenda.done(index as u32, running.since_start(from_us), running.since_start(to_us));
        self.hand_out()
    }

    /// A tile has been computed; whoever did it gets another.
    fn painted(&mut self, index: usize, tile: &Array) -> Told {
        let Phase::Painting(painting) = &mut self.phase else { return None };
        let run = painting.run;
        if !painting.take(index, tile) {
            return Some((Event::RunFailed(run, Failure::WrongResult), None));
        }
        self.workers[index].ask_for_tile(painting.next_tile());
        if painting.is_done() {
            self.phase = Phase::Idle;
            return Some((Event::Finished(run), None));
        }
        Some((Event::Alive { run, worker: index as u32 }, None))
    }

    fn forgotten(&mut self) -> Told {
        let Phase::Stopping { run, missing, record } = &mut self.phase else { return None };
        *missing -= 1;
        if *missing > 0 {
            return None;
        }
        let (run, record) = (*run, record.take());
        self.phase = Phase::Idle;
        let event = if record.is_some() { Event::Finished(run) } else { Event::Stopped(run) };
        Some((event, record))
    }

    /// Asks every Worker to forget what it has to do.
    fn stop(&mut self, run: u32, record: Option<Vec<u32>>) {
        self.timer = None;
        for worker in &mut self.workers {
            worker.errands = 0;
            worker.ask(ask::FORGET, [0.0; 2]);
        }
        self.phase = Phase::Stopping { run, missing: self.workers.len(), record };
    }

    /// Gives every Worker what there is to do, and what it will do after that.
    fn hand_out(&mut self) -> Told {
        let Phase::Running(running) = &mut self.phase else { return None };
        running.agenda.advance(PageClock.now_us().saturating_sub(running.start_us));
        if running.agenda.is_over() {
            let (run, record) = (running.run, running.agenda.take_record(running.clock_step_us).encode());
            if self.workers.iter().any(|worker| worker.errands > 0) {
                self.stop(run, Some(record));
                return None;
            }
            self.phase = Phase::Idle;
            return Some((Event::Finished(run), Some(record)));
        }
        for (worker, index) in self.workers.iter_mut().zip(0..) {
            let taken = running.agenda.take(index);
            let foreseen = running.agenda.foresee(index);
            for errand in taken.into_iter().chain(foreseen) {
                worker.give(running.rate, errand);
            }
        }
        None
    }

    /// Sees to it that sleeping tasks are woken.
    fn set_timer(&mut self, this: &Weak<RefCell<State>>) {
        let Phase::Running(running) = &self.phase else {
            self.timer = None;
            return;
        };
        let now_us = PageClock.now_us().saturating_sub(running.start_us);
        self.timer = running.agenda.next_due_us().map(|due_us| {
            let state = Weak::clone(this);
            let ms = due_us.saturating_sub(now_us).div_ceil(1_000);
            Timeout::new(ms as u32, move || {
                change(&state, State::hand_out);
            })
        });
    }
}

impl Running {
    fn since_start(&self, us: Micros) -> Micros {
        us.saturating_sub(self.start_us)
    }
}
