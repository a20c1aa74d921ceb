//! A plan of one worker executed by the page's own event loop: a timer of the browser rings when the next thing is due,
//! and one thread computes one thing at a time.
//!
//! Computing is cut into slices, and between two slices the browser gets its turn, so the page stays alive. A nested
//! `setTimeout` would sleep 4 ms each time; a message to oneself does not.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use meanwhile_engine::calibration::{Calibration, WARM_UP_US, clock_step_us};
use meanwhile_engine::kernel::{self, Work};
use meanwhile_engine::{Agenda, Clock, Errand, Event, Failure, Plan, PlannedStep, Rate};
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
    plan: Rc<Plan>,
    tell: Tell,
    /// A message to this port is our next turn.
    port: MessagePort,
    phase: Phase,
    /// Rings when the next thing is due while nothing is there to be computed.
    timer: Option<Timeout>,
    /// Something is ready to be done and a message is on its way.
    turn_is_due: bool,
    /// Dropped: late messages and timers find nothing to do.
    abandoned: bool,
}

enum Phase {
    WarmingUp(Calibration),
    Calibrating(Calibration),
    Running(Box<Running>),
}

struct Running {
    agenda: Agenda,
    rate: Rate,
    clock_step_us: Micros,
    start_us: Micros,
    current: Option<Current>,
}

struct Current {
    doing: Doing,
    from_us: Micros,
}

enum Doing {
    Compute(Work),
    /// The one worker there is waits with its task: a timer rings then, and nothing is computed meanwhile.
    WaitUntil(Micros),
}

impl PageLoop {
    /// Begins to execute `plan` as run number `run`.
    pub(crate) fn start(run: u32, plan: Rc<Plan>, tell: Tell) -> Result<PageLoop, Failure> {
        let channel = MessageChannel::new().map_err(|_| Failure::NoWorker)?;
        let state = Rc::new(RefCell::new(State {
            run,
            plan,
            tell,
            port: channel.port2(),
            phase: Phase::WarmingUp(Calibration::new(WARM_UP_US)),
            timer: None,
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
        state.timer = None;
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
        Told::Finished(run, record) => tell(Event::Finished(run), Some(record)),
    }
}

enum Told {
    Nothing,
    Event(Event),
    Finished(u32, Vec<u32>),
}

impl State {
    fn work(&mut self, this: &Rc<RefCell<State>>) -> Told {
        match &mut self.phase {
            Phase::WarmingUp(calibration) => {
                calibrate(calibration);
                let is_warm = calibration.is_warm();
                if is_warm {
                    self.phase = Phase::Calibrating(Calibration::new(0));
                }
                self.ask_for_turn();
                if is_warm { Told::Event(Event::Warm(self.run)) } else { Told::Nothing }
            }
            Phase::Calibrating(calibration) => {
                let rate = calibrate(calibration);
                self.ask_for_turn();
                let Some(rate) = rate else { return Told::Nothing };
                self.phase = Phase::Running(Box::new(Running::new(&self.plan, rate)));
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
            After::Idle(us) => self.ask_for_turn_in(this, us),
            After::Finished(record) => return Told::Finished(self.run, record),
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

    /// Lets a timer of the browser wait.
    fn ask_for_turn_in(&mut self, this: &Rc<RefCell<State>>, us: Micros) {
        let this = Rc::downgrade(this);
        self.timer = Some(Timeout::new(us.div_ceil(1000) as u32, move || {
            if let Some(state) = this.upgrade() {
                state.borrow_mut().ask_for_turn();
            }
        }));
    }
}

/// What is to be done after a slice.
enum After {
    More,
    /// Nothing, for so many microseconds.
    Idle(Micros),
    Finished(Vec<u32>),
    Wrong,
}

impl Running {
    /// The run begins now.
    fn new(plan: &Plan, rate: Rate) -> Running {
        let clock_step_us = clock_step_us(&PageClock);
        Running {
            agenda: Agenda::new(plan),
            rate,
            clock_step_us,
            start_us: PageClock.now_us(),
            current: None,
        }
    }

    fn slice(&mut self) -> After {
        if let Some(current) = &mut self.current {
            let now_us = PageClock.now_us().saturating_sub(self.start_us);
            let unfinished = match &mut current.doing {
                Doing::Compute(work) => {
                    let is_done = work.advance(self.rate.rounds_for(SLICE_US).max(1));
                    if is_done && !work.is_right() {
                        return After::Wrong;
                    }
                    (!is_done).then_some(After::More)
                }
                Doing::WaitUntil(end_us) => (*end_us > now_us).then(|| After::Idle(*end_us - now_us)),
            };
            if let Some(after) = unfinished {
                return after;
            }
            let from_us = current.from_us;
            self.current = None;
            self.agenda.done(0, from_us, self.now_us());
        }
        let now_us = self.now_us();
        self.agenda.advance(now_us);
        if self.agenda.is_over() {
            return After::Finished(self.agenda.take_record(self.clock_step_us).encode());
        }
        match self.agenda.take(0) {
            Some(errand) => {
                self.current = Some(self.begin(errand));
                After::More
            }
            None => After::Idle(self.agenda.next_due_us().unwrap_or(now_us).saturating_sub(now_us)),
        }
    }

    fn begin(&self, errand: Errand) -> Current {
        let from_us = self.now_us();
        let doing = match errand.step {
            PlannedStep::Compute(us) => {
                Doing::Compute(Work::new(self.rate.rounds_for(us), errand.task as u64 + 1))
            }
            PlannedStep::Wait(us) => Doing::WaitUntil(from_us + us),
        };
        Current { doing, from_us }
    }

    fn now_us(&self) -> Micros {
        PageClock.now_us().saturating_sub(self.start_us)
    }
}

/// Times one sample; the rate, once it is known.
fn calibrate(calibration: &mut Calibration) -> Option<Rate> {
    let from_us = PageClock.now_us();
    std::hint::black_box(kernel::run(calibration.sample_rounds(), from_us));
    calibration.sampled(PageClock.now_us().saturating_sub(from_us))
}
