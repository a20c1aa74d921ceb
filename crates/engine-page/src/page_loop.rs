//! A plan executed by the page's own event loop: timers of the browser wait, and one thread computes one thing at a time.
//!
//! Computing is cut into slices, and between two slices the browser gets its turn, so the page stays alive. A nested
//! `setTimeout` would sleep 4 ms each time; a message to oneself does not.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use meanwhile_engine::calibration::{Calibration, WARM_UP_US};
use meanwhile_engine::kernel::{self, Work};
use meanwhile_engine::{Agenda, Clock, Errand, Event, Failure, Next, Plan, PlannedStep, Rate};
use meanwhile_sim::Micros;
use wasm_bindgen::prelude::*;
use web_sys::{MessageChannel, MessagePort};

use crate::PageClock;
use crate::coordinator::Tell;

/// How long the page computes before it lets the browser have its turn.
const SLICE_US: Micros = 4_000;

/// A run on the event loop. Dropping it abandons the run.
pub(crate) struct PageLoop {
    state: Rc<RefCell<State>>,
    /// Where our messages to ourselves arrive.
    inbox: MessagePort,
    _on_turn: Closure<dyn FnMut()>,
}

struct State {
    run: u32,
    plan: Plan,
    tell: Tell,
    /// A message to this port is our next turn.
    port: MessagePort,
    phase: Phase,
    timers: Vec<Timeout>,
    /// Something is ready to be done and a message is on its way.
    turn_is_due: bool,
    /// Dropped: late messages and timers find nothing to do.
    abandoned: bool,
}

enum Phase {
    Calibrating(Calibration, u64),
    Running(Running),
}

struct Running {
    agenda: Agenda,
    rate: Rate,
    start_us: Micros,
    current: Option<Current>,
}

struct Current {
    errand: Errand,
    work: Work,
    from_us: Micros,
}

impl PageLoop {
    /// Begins to execute `plan` as run number `run`.
    pub(crate) fn start(run: u32, plan: Plan, tell: Tell) -> Result<PageLoop, Failure> {
        let channel = MessageChannel::new().map_err(|_| Failure::NoWorker)?;
        let state = Rc::new(RefCell::new(State {
            run,
            plan,
            tell,
            port: channel.port2(),
            phase: Phase::Calibrating(Calibration::new(WARM_UP_US), 1),
            timers: Vec::new(),
            turn_is_due: false,
            abandoned: false,
        }));
        let on_turn = {
            let state = Rc::clone(&state);
            Closure::new(move || turn(&state))
        };
        let inbox = channel.port1();
        inbox.set_onmessage(Some(on_turn.as_ref().unchecked_ref()));
        state.borrow_mut().ask_for_turn();
        Ok(PageLoop { state, inbox, _on_turn: on_turn })
    }
}

impl Drop for PageLoop {
    fn drop(&mut self) {
        // A message may be on its way already; nobody must be called for it any more.
        self.inbox.set_onmessage(None);
        self.inbox.close();
        // A run that ends inside its own turn is dropped there, with its state still borrowed by nobody: see `turn`.
        let mut state = self.state.borrow_mut();
        state.abandoned = true;
        state.timers.clear();
    }
}

/// One slice of work. What it has to tell is told after the state is free again, because whoever hears it may drop us.
fn turn(state: &Rc<RefCell<State>>) {
    let (told, tell) = {
        let mut this = state.borrow_mut();
        this.turn_is_due = false;
        if this.abandoned {
            return;
        }
        (this.work(state), Rc::clone(&this.tell))
    };
    match told {
        Told::Nothing => {}
        Told::Event(event) => tell(event, None),
        Told::Finished(run, spans) => tell(Event::Finished(run), Some(spans)),
    }
}

enum Told {
    Nothing,
    Event(Event),
    Finished(u32, Vec<meanwhile_engine::MeasuredSpan>),
}

impl State {
    fn work(&mut self, this: &Rc<RefCell<State>>) -> Told {
        match &mut self.phase {
            Phase::Calibrating(calibration, state) => {
                let Some(rate) = calibrate(calibration, state) else {
                    self.ask_for_turn();
                    return Told::Nothing;
                };
                let agenda = Agenda::new(&self.plan);
                let begun: Vec<_> = agenda.sleeping().collect();
                self.phase =
                    Phase::Running(Running { agenda, rate, start_us: PageClock.now_us(), current: None });
                begun.into_iter().for_each(|(task, us)| self.sleep(this, task, us));
                self.ask_for_turn();
                Told::Event(Event::Began(self.run))
            }
            Phase::Running(running) => {
                let after = running.slice();
                self.follow(this, after)
            }
        }
    }

    fn follow(&mut self, this: &Rc<RefCell<State>>, after: After) -> Told {
        match after {
            After::More => self.ask_for_turn(),
            After::Sleeps(task, us) => {
                self.sleep(this, task, us);
                self.ask_for_turn();
            }
            After::Idle => {}
            After::Finished(spans) => return Told::Finished(self.run, spans),
            After::Wrong => return Told::Event(Event::RunFailed(self.run, Failure::WrongResult)),
        }
        Told::Nothing
    }

    fn ask_for_turn(&mut self) {
        if !self.turn_is_due {
            self.turn_is_due = true;
            // The port is ours and open; were it not, the supervisor's deadline would end the run.
            let _ = self.port.post_message(&JsValue::NULL);
        }
    }

    /// Lets a timer of the browser wait for the task.
    fn sleep(&mut self, this: &Rc<RefCell<State>>, task: usize, us: Micros) {
        let this = Rc::downgrade(this);
        let ms = (us + 500) / 1000;
        self.timers.push(Timeout::new(ms as u32, move || {
            if let Some(state) = this.upgrade() {
                state.borrow_mut().ring(task);
            }
        }));
    }

    fn ring(&mut self, task: usize) {
        if let Phase::Running(running) = &mut self.phase
            && !self.abandoned
        {
            let now_us = running.now_us();
            running.agenda.wake(task, now_us);
            self.ask_for_turn();
        }
    }
}

/// What is to be done after a slice.
enum After {
    More,
    Sleeps(usize, Micros),
    Idle,
    Finished(Vec<meanwhile_engine::MeasuredSpan>),
    Wrong,
}

impl Running {
    fn slice(&mut self) -> After {
        let Some(mut current) = self.current.take().or_else(|| self.begin_next()) else {
            return if self.agenda.is_finished() {
                After::Finished(self.agenda.spans().to_vec())
            } else {
                After::Idle
            };
        };
        if !current.work.advance(self.rate.rounds_for(SLICE_US).max(1)) {
            self.current = Some(current);
            return After::More;
        }
        if !current.work.is_right() {
            return After::Wrong;
        }
        match self.agenda.done(0, current.errand, current.from_us, self.now_us()) {
            Next::Errand(errand) => {
                self.current = Some(self.begin(errand));
                After::More
            }
            Next::Sleeps(us) => After::Sleeps(current.errand.task, us),
            Next::Ended => After::More,
        }
    }

    fn begin_next(&mut self) -> Option<Current> {
        let errand = self.agenda.take()?;
        Some(self.begin(errand))
    }

    fn begin(&self, errand: Errand) -> Current {
        // In Overlapping the agenda gives out compute only: whoever waits, sleeps by a timer.
        let (PlannedStep::Compute(us) | PlannedStep::Wait(us)) = errand.step;
        let work = Work::new(self.rate.rounds_for(us), errand.task as u64 + 1);
        Current { errand, work, from_us: self.now_us() }
    }

    fn now_us(&self) -> Micros {
        PageClock.now_us().saturating_sub(self.start_us)
    }
}

/// Times one sample; the rate, once it is known.
fn calibrate(calibration: &mut Calibration, state: &mut u64) -> Option<Rate> {
    let from_us = PageClock.now_us();
    *state = std::hint::black_box(kernel::run(calibration.sample_rounds(), *state));
    calibration.sampled(PageClock.now_us().saturating_sub(from_us))
}
