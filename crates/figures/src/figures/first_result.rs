//! The first result: seed 004's fetch of 30 s and statistics of 12 s, whole or in parts; 42 and 7 are the article's.

use meanwhile_picture::curves::{Curves, Series};
use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::lanes::By;
use meanwhile_sim::{Machine, Metrics, Micros, Scenario, SimError, Strategy, Task, Workload, simulate};
use meanwhile_words::{count, say, say_own, text};

use crate::bet::{Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Prediction, Shown};
use crate::{Figure, Stage};

/// In how many parts both are cut.
const PARTS: usize = 0;
/// After how many results everything is stopped.
const STOP: usize = 1;
/// 0: the worker stays with the fetch; 1: it computes meanwhile.
const WAY: usize = 2;

const MOST_PARTS: u32 = 12;

const DIALS: [Dial; 3] = [
    Dial::count("chunks", (1, MOST_PARTS), 6),
    Dial::count("stop", (1, MOST_PARTS), MOST_PARTS),
    Dial::choice("way", 2, 0),
];

const SECOND_US: Micros = 1_000_000;
const FETCH_US: Micros = 30 * SECOND_US;
const STATISTICS_US: Micros = 12 * SECOND_US;

const IN_PARTS: usize = 1;

pub(super) struct FirstResult;

fn scenario(parts: u32, overlapping: bool, stop_after: u32) -> Result<Scenario, SimError> {
    let tasks = [
        Task::new(text("first-result.task.fetch")).wait(FETCH_US),
        Task::new(text("first-result.task.statistics")).compute(STATISTICS_US),
    ];
    let workload = Workload::new(tasks).pipeline(0, 1, parts)?;
    let strategy = if overlapping { Strategy::overlapping(1) } else { Strategy::blocking(1) };
    // A stop that comes with the last result or after it stops nothing.
    let strategy = if stop_after < parts { strategy.stop_after(stop_after) } else { strategy };
    Ok(Scenario::new(workload, Machine::new(1), strategy))
}

impl Figure for FirstResult {
    fn id(&self) -> &'static str {
        "first-result"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let overlapping = values.get(WAY) == 1;
        let parts = scenario(values.get(PARTS), overlapping, values.get(STOP))?;
        Ok(vec![
            Panel { label: text("first-result.panel.whole"), scenario: scenario(1, overlapping, 1)? },
            Panel { label: text("first-result.panel.parts"), scenario: parts },
        ])
    }

    fn by(&self) -> By {
        By::Task
    }

    fn stage(&self) -> Option<Stage> {
        Some(Stage::Curves)
    }

    fn first_permille(&self) -> u64 {
        360
    }

    fn curves(&self, shown: &Shown) -> Option<Curves> {
        let overlapping = shown.values.get(WAY) == 1;
        let results = |parts| {
            let trace = scenario(parts, overlapping, parts).and_then(|scenario| simulate(&scenario));
            let results_us = trace.map_or_else(|_| Vec::new(), |trace| Metrics::of(&trace).results_us);
            (results_us.first().copied().unwrap_or(0), results_us.last().copied().unwrap_or(0))
        };
        let (first, last) = (1..=MOST_PARTS).map(results).unzip();
        let series = |key, class, values| Series { label: text(key).to_owned(), class, values };
        Some(Curves {
            x_label: DIALS[PARTS].label("first-result").to_owned(),
            x: (1, MOST_PARTS),
            at: shown.values.get(PARTS),
            series: vec![
                series("first-result.curve.last", "second", last),
                series("first-result.curve.first", "first", first),
            ],
            written: |us| Clock::Seconds.time(us),
        })
    }

    fn bet(&self) -> Option<Bet> {
        let known = |values: &Values| {
            let parts = Micros::from(values.get(PARTS).max(1));
            vec![
                (FETCH_US + STATISTICS_US, "bet.whole"),
                (FETCH_US / parts, "bet.fetch-only"),
                (STATISTICS_US / parts, "bet.statistics-only"),
                (FETCH_US + STATISTICS_US / parts, "bet.all-fetched"),
            ]
        };
        let dial = Dial::milliseconds("bet", Clock::Seconds, (0, 50_000), 1_000, 20_000);
        Some(Bet { quantity: Quantity::FirstResult(IN_PARTS), dial, known })
    }

    fn said(&self, shown: &Shown, panel: &Prediction) -> String {
        let results = &panel.metrics.results_us;
        let time = |us: Option<&Micros>| shown.time(us.copied().unwrap_or(0));
        let values = [("first", &*time(results.first())), ("last", &*time(results.last()))];
        say_own("first-result", "panel.said", &values)
    }

    fn result(&self, shown: &Shown) -> String {
        let results = |panel: usize| {
            let found = shown.panels.get(panel).map(|panel| &*panel.metrics.results_us).unwrap_or_default();
            [found.first(), found.last()].map(|us| shown.time(us.copied().unwrap_or(0)))
        };
        let ([whole, _], [first, last]) = (results(0), results(IN_PARTS));
        let values = [("whole", &*whole), ("first", &*first), ("last", &*last)];
        let parts = shown.values.get(PARTS);
        let stop = shown.values.get(STOP);
        let key = match shown.values.get(WAY) {
            _ if stop < parts => {
                return [
                    count("first-result.result", parts.into(), &values),
                    count("first-result.result.stopped", stop.into(), &values),
                ]
                .join(" ");
            }
            0 => "first-result.result.holds",
            _ => "first-result.result.lets-go",
        };
        [count("first-result.result", parts.into(), &values), say(key, &values)].join(" ")
    }
}
