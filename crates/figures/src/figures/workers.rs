//! Workers are not cores: eight tasks, and two dials where most explanations have one. The numbers are ours.

use meanwhile_picture::svg::Dress;
use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::lanes::By;
use meanwhile_sim::{Machine, Micros, Scenario, SimError, Strategy, Task, Workload, simulate};
use meanwhile_words::{count, say};

use crate::bet::{ANY, Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown};
use crate::{Figure, Stage};

const WORKERS: usize = 0;
const CORES: usize = 1;
/// How much of each task's ten seconds is waiting.
const WAIT: usize = 2;

const DIALS: [Dial; 3] = [
    Dial::count("workers", (1, 8), 8),
    Dial::count("cores", (1, 8), 1),
    Dial::milliseconds("io", Clock::Seconds, (0, 9_000), 1_000, 0),
];

const TASKS: u32 = 8;
const TASK_US: Micros = 10_000_000;

pub(super) struct Workers;

fn scenario(workers: u32, cores: u32, wait_us: Micros) -> Scenario {
    let task = |index: u32| Task::new(&(index + 1).to_string()).compute(TASK_US - wait_us).wait(wait_us);
    Scenario::new(Workload::new((0..TASKS).map(task)), Machine::new(cores), Strategy::blocking(workers))
}

fn total_us(workers: u32, cores: u32, wait_us: Micros) -> Micros {
    simulate(&scenario(workers, cores, wait_us)).map_or(0, |trace| trace.end_us)
}

impl Figure for Workers {
    fn id(&self) -> &'static str {
        "workers"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let wait_us = DIALS[WAIT].us(values.get(WAIT));
        Ok(vec![Panel { label: "", scenario: scenario(values.get(WORKERS), values.get(CORES), wait_us) }])
    }

    fn question(&self, values: &Values) -> String {
        let workers = count("workers.workers", values.get(WORKERS).into(), &[]);
        let cores = count("workers.cores", values.get(CORES).into(), &[]);
        say("workers.question", &[("workers", &workers), ("cores", &cores)])
    }

    fn by(&self) -> By {
        By::Task
    }

    fn stage(&self) -> Option<Stage> {
        Some(Stage::Board(Dress::MACHINE))
    }

    fn first_permille(&self) -> u64 {
        310
    }

    fn bet(&self) -> Option<Bet> {
        let known = |values: &Values| {
            if *values != Values::first(&DIALS) {
                return vec![(0, ANY)];
            }
            let all_us = TASK_US * Micros::from(TASKS);
            vec![(TASK_US, "bet.workers"), (all_us / 2, "bet.half")]
        };
        let dial = Dial::milliseconds("bet", Clock::Seconds, (0, 100_000), 1_000, 30_000);
        Some(Bet { quantity: Quantity::Total(0), dial, known })
    }

    fn result(&self, shown: &Shown) -> String {
        let (workers, cores) = (shown.values.get(WORKERS), shown.values.get(CORES));
        let wait_us = DIALS[WAIT].us(shown.values.get(WAIT));
        let this_us = shown.total_us(0);
        let more_workers_us = total_us(workers + 1, cores, wait_us);
        let more_cores_us = total_us(workers, cores + 1, wait_us);
        let more_of_both_us = || total_us(workers + 1, cores + 1, wait_us);
        let worker = count("workers.workers", workers.into(), &[]);
        let core = count("workers.cores", cores.into(), &[]);
        let first =
            say("workers.result", &[("workers", &worker), ("cores", &core), ("total", &shown.total(0))]);
        let key = match (more_workers_us < this_us, more_cores_us < this_us) {
            (true, true) => "workers.result.both",
            (true, false) => "workers.result.worker",
            (false, true) => "workers.result.core",
            (false, false) if workers >= TASKS && cores >= TASKS => "workers.result.done",
            (false, false) if more_of_both_us() < this_us => {
                let values = [("both", &*shown.time(more_of_both_us()))];
                return [first, say("workers.result.only-both", &values)].join(" ");
            }
            (false, false) => "workers.result.neither",
        };
        let values = [("worker", &*shown.time(more_workers_us)), ("core", &*shown.time(more_cores_us))];
        [first, say(key, &values)].join(" ")
    }
}
