//! Which one do I need? A service by three numbers: what it computes and waits for each request, and how many requests
//! come in a second. J. D. C. Little (1961): in progress = arrivals per second × time in progress. The numbers are ours.

use meanwhile_picture::time_text::Clock;
use meanwhile_sim::{Machine, Micros, Scenario, SimError, Strategy, Task, Workload, poisson_stream};
use meanwhile_words::{count, say, text};

use crate::dial::{Dial, Values};
use crate::map::{self, Help, Map};
use crate::shown::{Panel, Shown};
use crate::{Figure, Stage};

const COMPUTE: usize = 0;
const WAIT: usize = 1;
/// Requests in a second.
const RATE: usize = 2;
const WORKERS: usize = 3;
const CORES: usize = 4;

const DIALS: [Dial; 5] = [
    Dial::milliseconds("compute", Clock::Milliseconds, (1, 200), 1, 10),
    Dial::milliseconds("io", Clock::Milliseconds, (0, 500), 5, 90),
    Dial::count("rate", (1, 200), 30),
    Dial::count("workers", (1, 50), 4),
    Dial::count("cores", (1, 8), 2),
];

const SECOND_US: Micros = 1_000_000;
const REQUESTS: u32 = 120;
const SEED: u64 = 7;

pub(super) struct Service;

/// What is set, by name.
struct Set {
    compute_us: Micros,
    wait_us: Micros,
    rate: u32,
    workers: u32,
    cores: u32,
}

impl Set {
    fn of(values: &Values) -> Set {
        Set {
            compute_us: DIALS[COMPUTE].us(values.get(COMPUTE)),
            wait_us: DIALS[WAIT].us(values.get(WAIT)),
            rate: values.get(RATE),
            workers: values.get(WORKERS),
            cores: values.get(CORES),
        }
    }

    /// How many of something are busy on average, in thousandths, if each request keeps one for so long.
    fn busy_permille(&self, each_us: Micros) -> Micros {
        Micros::from(self.rate) * each_us * 1_000 / SECOND_US
    }

    fn waiting_permille(&self) -> u32 {
        (self.wait_us * 1_000 / (self.compute_us + self.wait_us)) as u32
    }
}

impl Figure for Service {
    fn id(&self) -> &'static str {
        "service"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let set = Set::of(values);
        let request = Task::new(text("service.task.request")).compute(set.compute_us).wait(set.wait_us);
        let requests = poisson_stream(&request, SECOND_US / Micros::from(set.rate), SEED, REQUESTS)?;
        let strategy = Strategy::blocking(set.workers);
        Ok(vec![Panel {
            label: "",
            scenario: Scenario::new(Workload::new(requests), Machine::new(set.cores), strategy),
        }])
    }

    fn clock(&self) -> Clock {
        Clock::Milliseconds
    }

    fn stage(&self) -> Option<Stage> {
        Some(Stage::Map)
    }

    fn map(&self, values: &Values) -> Option<Map> {
        Some(Map::coarse(values.get(CORES)))
    }

    fn on_map(&self, values: &Values) -> (u32, u32) {
        let set = Set::of(values);
        (set.waiting_permille(), set.workers)
    }

    fn result(&self, shown: &Shown) -> String {
        let set = Set::of(&shown.values);
        let (cores, workers) =
            (set.busy_permille(set.compute_us), set.busy_permille(set.compute_us + set.wait_us));
        let number = |permille| Clock::Milliseconds.number(permille, 1);
        let busy = [("cores", &*number(cores)), ("workers", &*number(workers))];
        let needs = count("service.result.needs", set.rate.into(), &busy);
        let (too_few_cores, too_few_workers) =
            (cores >= u64::from(set.cores) * 1_000, workers >= u64::from(set.workers) * 1_000);
        let verdict = match (too_few_workers, too_few_cores) {
            (true, true) => "service.result.both-short",
            (true, false) => "service.result.workers-short",
            (false, true) => "service.result.cores-short",
            (false, false) => "service.result.enough",
        };
        let (median_us, slow_us) = turnarounds(shown);
        let values = [
            ("workers", &*(workers / 1_000 + 1).to_string()),
            ("cores", &*(cores / 1_000 + 1).to_string()),
            ("median", &*whole_ms(median_us)),
            ("slow", &*whole_ms(slow_us)),
        ];
        let simulated = say("service.result.simulated", &values);
        let (waiting_permille, workers) = self.on_map(&shown.values);
        let helps = match map::help(waiting_permille.into(), workers, set.cores) {
            Help::Overlap => "service.result.overlap",
            Help::Cores => "service.result.cores",
            Help::Both => "service.result.both",
            Help::Neither => "service.result.neither",
        };
        [needs, say(verdict, &values), simulated, text(helps).to_owned()].join(" ")
    }
}

fn whole_ms(us: Micros) -> String {
    Clock::Milliseconds.with_unit(&Clock::Milliseconds.number(us, 0))
}

/// How long a request takes from its arrival to its end: the one in the middle, and one of twenty that takes longer than
/// the others.
fn turnarounds(shown: &Shown) -> (Micros, Micros) {
    let tasks = shown.panels.first().map(|panel| &panel.metrics.tasks);
    let mut times: Vec<_> = tasks.into_iter().flatten().filter_map(|task| task.turnaround_us).collect();
    times.sort_unstable();
    let at = |twentieth: usize| times.get(times.len() * twentieth / 20).copied().unwrap_or(0);
    (at(10), at(19))
}
