//! What a reader does, and what goes wrong: random, repeatable, and made smaller where it fails.

use meanwhile_engine::{MAX_WORKERS, Method, Request};
use meanwhile_sim::SplitMix64;

/// Everything that is not up to the supervisor. A list that has come to its end goes on with what is usual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Schedule {
    /// For how long the browser lets a killed worker use a core.
    pub settle_ms: u64,
    pub actions: Vec<Action>,
    /// What becomes of each engine that is started.
    pub starts: Vec<Start>,
    /// What becomes of each run that is executed.
    pub courses: Vec<Course>,
    /// What becomes of each message.
    pub mails: Vec<Mail>,
}

/// What the reader does, or the browser to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Click(Request),
    Cancel,
    Hide,
    Pass {
        ms: u64,
        tick_ms: u64,
    },
    /// No tick and no message for so long; then the tick first, or what has been waiting.
    Freeze {
        ms: u64,
        tick_first: bool,
    },
    /// The clock jumps.
    SetClock(i64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    UpAfter(u64),
    FailsAfter(u64),
    FailsAtOnce,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Course {
    pub warms_ms: u64,
    pub calibrates_ms: u64,
    pub runs_ms: u64,
    /// How long after it was asked to it stops; never where it is deaf.
    pub stops_after_ms: Option<u64>,
    /// What happens so long after it was given the plan.
    pub accident: Option<(u64, Accident)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accident {
    WorkerDies(u32),
    AllDie,
    EngineBreaks,
    WrongResult,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mail {
    After(u64),
    Lost,
    /// At once, and again so much later.
    Twice(u64),
}

pub(crate) const USUAL_START: Start = Start::UpAfter(100);
pub(crate) const USUAL_COURSE: Course =
    Course { warms_ms: 250, calibrates_ms: 50, runs_ms: 2_000, stops_after_ms: Some(10), accident: None };
pub(crate) const USUAL_MAIL: Mail = Mail::After(0);

/// The schedule of this number.
pub(crate) fn random_schedule(seed: u64) -> Schedule {
    let mut dice = Dice(SplitMix64::new(seed));
    let mut actions = vec![Action::Click(dice.request())];
    for _ in 0..dice.below(9) {
        actions.push(dice.action());
    }
    let (starts, courses, mails) = (dice.below(4), dice.below(4), dice.below(12));
    Schedule {
        settle_ms: [0, 4_500][dice.below(2) as usize],
        actions,
        starts: (0..starts).map(|_| dice.start()).collect(),
        courses: (0..courses).map(|_| dice.course()).collect(),
        mails: (0..mails).map(|_| dice.mail()).collect(),
    }
}

struct Dice(SplitMix64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0.below(bound)
    }

    /// Mostly short, sometimes as long as anything may take, and a little longer.
    fn time_ms(&mut self) -> u64 {
        match self.below(8) {
            0 => 0,
            1..6 => self.below(600),
            6 => self.below(3_500),
            _ => self.below(11_000),
        }
    }

    fn request(&mut self) -> Request {
        let best = [Method::Threads, Method::Threads, Method::PlainWorkers, Method::EventLoop];
        let workers = if self.below(40) == 0 { self.below(20) as u32 } else { 1 + self.below(3) as u32 };
        Request {
            best: best[self.below(4) as usize],
            loop_will_do: self.below(2) == 0,
            workers,
            waited_ms: if self.below(3) == 0 { self.below(6_000) } else { 0 },
        }
    }

    fn action(&mut self) -> Action {
        match self.below(16) {
            0..3 => Action::Click(self.request()),
            3..5 => Action::Cancel,
            5 => Action::Hide,
            6 => Action::Freeze { ms: self.time_ms(), tick_first: self.below(2) == 0 },
            7 => Action::SetClock(self.below(30_000) as i64 - 15_000),
            _ => Action::Pass {
                ms: self.time_ms(),
                tick_ms: [50, 50, 100, 250, 1_100][self.below(5) as usize],
            },
        }
    }

    fn start(&mut self) -> Start {
        match self.below(6) {
            0..3 => Start::UpAfter(self.time_ms()),
            3 => Start::FailsAfter(self.time_ms()),
            4 => Start::FailsAtOnce,
            _ => Start::Never,
        }
    }

    fn course(&mut self) -> Course {
        let accidents = [
            Accident::WorkerDies(self.below(u64::from(MAX_WORKERS)) as u32 % 3),
            Accident::AllDie,
            Accident::EngineBreaks,
            Accident::WrongResult,
        ];
        let accident = accidents[self.below(4) as usize];
        Course {
            warms_ms: self.time_ms(),
            calibrates_ms: self.time_ms(),
            runs_ms: self.below(4_000) + if self.below(4) == 0 { 9_000 } else { 0 },
            stops_after_ms: (self.below(3) > 0).then(|| self.time_ms()),
            accident: (self.below(2) == 0).then(|| (self.time_ms(), accident)),
        }
    }

    fn mail(&mut self) -> Mail {
        match self.below(6) {
            0..3 => Mail::After(self.below(30)),
            3 => Mail::After(self.time_ms()),
            4 => Mail::Lost,
            _ => Mail::Twice(self.time_ms()),
        }
    }
}

/// The smallest schedule that still fails, as far as leaving things out leads.
pub(crate) fn shrink(mut schedule: Schedule, fails: impl Fn(&Schedule) -> bool) -> Schedule {
    while let Some(smaller) = smaller(&schedule).into_iter().find(|smaller| fails(smaller)) {
        schedule = smaller;
    }
    schedule
}

fn smaller(schedule: &Schedule) -> Vec<Schedule> {
    let mut all = Vec::new();
    let mut push = |change: &dyn Fn(&mut Schedule)| {
        let mut changed = schedule.clone();
        change(&mut changed);
        if changed != *schedule {
            all.push(changed);
        }
    };
    push(&|s| s.settle_ms = 0);
    push(&|s| s.mails.truncate(schedule.mails.len().saturating_sub(1)));
    push(&|s| s.courses.truncate(schedule.courses.len().saturating_sub(1)));
    push(&|s| s.starts.truncate(schedule.starts.len().saturating_sub(1)));
    (0..schedule.mails.len()).for_each(|index| push(&|s| s.mails[index] = USUAL_MAIL));
    (0..schedule.courses.len()).for_each(|index| push(&|s| s.courses[index] = USUAL_COURSE));
    (0..schedule.starts.len()).for_each(|index| push(&|s| s.starts[index] = USUAL_START));
    for index in 0..schedule.actions.len() {
        push(&|s| {
            s.actions.remove(index);
        });
        push(&|s| match &mut s.actions[index] {
            Action::Pass { ms, .. } | Action::Freeze { ms, .. } => *ms /= 2,
            Action::Click(request) => *request = Request { workers: 1, waited_ms: 0, ..*request },
            Action::SetClock(by_ms) => *by_ms /= 2,
            Action::Cancel | Action::Hide => {}
        });
        push(&|s| {
            if let Action::Pass { tick_ms, .. } = &mut s.actions[index] {
                *tick_ms = 50;
            }
        });
    }
    all
}
