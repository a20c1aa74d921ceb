//! Those who do the work: they start, calibrate, finish, fail and die as the schedule says, and send what they have to
//! tell by a mail that loses, doubles and delays.

use meanwhile_engine::{Event, Failure, MAX_WORKERS, Method};

use super::edge::{Edge, Verdict};
use super::schedule::{Accident, Course, Mail, Start, USUAL_COURSE, USUAL_MAIL, USUAL_START};

#[derive(Clone, Debug)]
pub(super) enum Coming {
    /// Something happens to those who work, of this engine or run.
    Up(u32),
    Broken(u32),
    Warm(u32),
    Begun(u32),
    Finished(u32),
    Stopped(u32),
    Accident(u32, Accident),
    /// The page hears of it.
    Message(Event),
}

pub(super) struct Engine {
    pub number: u32,
    pub method: Method,
    pub workers: u32,
    pub is_up: bool,
    pub work: Option<Work>,
}

pub(super) struct Work {
    pub run: u32,
    pub course: Course,
    pub dead: [bool; MAX_WORKERS as usize],
    pub is_asked_to_stop: bool,
}

impl<const FAULT: u8> Edge<'_, FAULT> {
    pub(super) fn start(&mut self, engine: u32) -> Option<Event> {
        match self.next(0).map_or(USUAL_START, |index| self.schedule.starts[index]) {
            Start::UpAfter(ms) => self.later(ms, Coming::Up(engine)),
            Start::FailsAfter(ms) => self.later(ms, Coming::Broken(engine)),
            Start::FailsAtOnce => return Some(Event::EngineFailed(engine, Failure::NoWorker)),
            Start::Never => {}
        }
        None
    }

    pub(super) fn set_out(&mut self, run: u32, course: Course) {
        let begins_ms = course.warms_ms + course.calibrates_ms;
        self.later(course.warms_ms, Coming::Warm(run));
        self.later(begins_ms, Coming::Begun(run));
        self.later(begins_ms + course.runs_ms, Coming::Finished(run));
        if let Some((ms, accident)) = course.accident {
            self.later(ms, Coming::Accident(run, accident));
        }
    }

    pub(super) fn ask_to_stop(&mut self) {
        let Some(Engine { work: Some(work), .. }) = &mut self.engine else { return };
        let run = work.run;
        if let (Some(ms), false) =
            (work.course.stops_after_ms, std::mem::replace(&mut work.is_asked_to_stop, true))
        {
            self.later(ms, Coming::Stopped(run));
        }
    }

    pub(super) fn happen(&mut self, coming: Coming) -> Verdict {
        match coming {
            Coming::Message(event) => return self.feed(event),
            Coming::Up(number) => {
                if let Some(engine) = self.engine.as_mut().filter(|engine| engine.number == number) {
                    engine.is_up = true;
                    self.post(Event::EngineReady(number));
                }
            }
            Coming::Broken(number) => self.post(Event::EngineFailed(number, Failure::NoWorker)),
            Coming::Warm(run) if self.is_at_work(run) => self.post(Event::Warm(run)),
            Coming::Begun(run) if self.is_at_work(run) => self.post(Event::Began(run)),
            Coming::Finished(run) if self.is_at_work(run) => {
                self.rules.finished(run);
                self.rest(run);
                self.post(Event::Finished(run));
            }
            Coming::Stopped(run) if self.is_at_work(run) => {
                self.rest(run);
                self.post(Event::Stopped(run));
            }
            Coming::Accident(run, accident) if self.is_at_work(run) => self.suffer(run, accident),
            Coming::Warm(_)
            | Coming::Begun(_)
            | Coming::Finished(_)
            | Coming::Stopped(_)
            | Coming::Accident(..) => {}
        }
        Ok(())
    }

    fn suffer(&mut self, run: u32, accident: Accident) {
        let number = self.engine.as_ref().map_or(0, |engine| engine.number);
        match accident {
            Accident::WrongResult => self.post(Event::RunFailed(run, Failure::WrongResult)),
            Accident::EngineBreaks if number > 0 => {
                self.kill(0..MAX_WORKERS);
                self.post(Event::EngineFailed(number, Failure::Engine("broken".to_owned())));
            }
            Accident::WorkerDies(worker) => self.kill(worker..worker + 1),
            Accident::AllDie | Accident::EngineBreaks => self.kill(0..MAX_WORKERS),
        }
    }

    fn kill(&mut self, workers: std::ops::Range<u32>) {
        if let Some(Engine { work: Some(work), .. }) = &mut self.engine {
            workers.for_each(|worker| work.dead[worker as usize] = true);
        }
    }

    /// Whether the run is being executed by nobody who is dead; one that is dead among several is waited for.
    fn is_at_work(&self, run: u32) -> bool {
        let on_loop = self.page_loop.as_ref().is_some_and(|work| work.run == run);
        let on_engine = self.engine.as_ref().is_some_and(|engine| {
            let lives = |work: &Work| work.dead.iter().take(engine.workers as usize).all(|dead| !dead);
            engine.work.as_ref().is_some_and(|work| work.run == run && lives(work))
        });
        on_loop || on_engine
    }

    fn rest(&mut self, run: u32) {
        self.page_loop.take_if(|work| work.run == run);
        if let Some(engine) = &mut self.engine {
            engine.work.take_if(|work| work.run == run);
        }
    }

    fn post(&mut self, event: Event) {
        match self.next(2).map_or(USUAL_MAIL, |index| self.schedule.mails[index]) {
            Mail::After(ms) => self.later(ms, Coming::Message(event)),
            Mail::Lost => {}
            Mail::Twice(ms) => {
                self.later(0, Coming::Message(event.clone()));
                self.later(ms, Coming::Message(event));
            }
        }
    }

    pub(super) fn course(&mut self) -> Course {
        self.next(1).map_or(USUAL_COURSE, |index| self.schedule.courses[index])
    }

    /// The index of the next of a list of the schedule: starts, courses, mails.
    fn next(&mut self, list: usize) -> Option<usize> {
        let length =
            [self.schedule.starts.len(), self.schedule.courses.len(), self.schedule.mails.len()][list];
        let index = self.used[list];
        self.used[list] += 1;
        (index < length && !self.is_lucky).then_some(index)
    }

    fn later(&mut self, ms: u64, coming: Coming) {
        self.coming.push((self.now_ms + ms, coming));
    }
}

impl Work {
    pub(super) fn new(run: u32, course: Course) -> Work {
        Work { run, course, dead: [false; MAX_WORKERS as usize], is_asked_to_stop: false }
    }
}
