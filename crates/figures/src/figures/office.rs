//! A secretary between phone and desk: the subject is that of seeds 000 and 002; the numbers are ours.

use meanwhile_picture::svg::Dress;
use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::lanes::By;
use meanwhile_sim::{
    Fate, Machine, Micros, Scenario, SimError, Strategy, Task, Workload, poisson_stream, regular_stream,
};
use meanwhile_words::{own, say, say_own};

use crate::bet::{Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Prediction, Shown};
use crate::{Figure, Stage};

/// How far apart calls come, on average.
const SPACING: usize = 0;
/// How long it takes to walk from the phone to the desk, and back.
const WALKING: usize = 1;
/// Which way the stage shows.
const STAGE: usize = 2;

const DIALS: [Dial; 3] = [
    Dial::seconds("spacing", Clock::Minutes, (120, 600), 30, 240),
    Dial::seconds("walking", Clock::Minutes, (0, 300), 30, 60),
    Dial::choice("stage", 3, 0),
];

const MINUTE_US: Micros = 60_000_000;
const CALLS: u32 = 12;
const VISITS: u32 = 4;
/// An afternoon like any other.
const SEED: u64 = 4;

const ONE: usize = 0;
const ROLES: usize = 1;
const SHARED: usize = 2;

pub(super) struct Office;

/// Calls come at random and do not wait for long; appointments stand, and are late when they end late. In the second list
/// each has its role.
fn tasks(spacing_us: Micros) -> Result<[Vec<Task>; 2], SimError> {
    let call = Task::new(own("office", "task.call")).place("phone").patience(4 * MINUTE_US);
    let visit = Task::new(own("office", "task.visit")).place("desk").due(18 * MINUTE_US);
    let mut all = poisson_stream(&call.compute(3 * MINUTE_US), spacing_us, SEED, CALLS)?;
    let visit = visit.arrives(5 * MINUTE_US).compute(10 * MINUTE_US);
    all.extend(regular_stream(&visit, 15 * MINUTE_US, VISITS)?);
    let with_role = |task: &Task| Task { role: task.place.clone(), ..task.clone() };
    let with_roles = all.iter().map(with_role).collect();
    Ok([all, with_roles])
}

/// Who hung up, who was late, and how long the others waited on the phone at most.
fn counted(panel: &Prediction) -> (usize, usize, Micros) {
    let tasks = || panel.trace.tasks.iter().zip(&panel.metrics.tasks);
    let missed = tasks().filter(|(run, _)| run.fate == Fate::GaveUp).count();
    let late = tasks().filter(|(_, metrics)| metrics.late_us > Some(0)).count();
    let calls = tasks().take(CALLS as usize);
    let waits = calls.filter_map(|(run, metrics)| run.starts_us?.checked_sub(metrics.arrives_us));
    (missed, late, waits.max().unwrap_or(0))
}

impl Figure for Office {
    fn id(&self) -> &'static str {
        "office"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let [spacing_us, walking_us] = [SPACING, WALKING].map(|dial| DIALS[dial].us(values.get(dial)));
        let [all, with_roles] = tasks(spacing_us)?;
        let panel = |way: usize, tasks: &[Task], machine, strategy| Panel {
            label: DIALS[STAGE].way("office", way as u32),
            scenario: Scenario::new(Workload::new(tasks.to_vec()), machine, strategy),
        };
        let walking = |secretaries| Machine::new(secretaries).switch_cost(walking_us);
        let roles = Strategy::blocking(2).roles(&[Some("phone"), Some("desk")]);
        Ok(vec![
            panel(ONE, &all, walking(1), Strategy::blocking(1)),
            // Whoever has one role never walks.
            panel(ROLES, &with_roles, Machine::new(2), roles),
            panel(SHARED, &all, walking(2), Strategy::blocking(2)),
        ])
    }

    fn clock(&self) -> Clock {
        Clock::Minutes
    }

    fn by(&self) -> By {
        By::Worker
    }

    fn stage(&self) -> Option<Stage> {
        Some(Stage::Board(Dress::OFFICE))
    }

    fn on_stage(&self, values: &Values) -> usize {
        values.get(STAGE) as usize
    }

    fn first_permille(&self) -> u64 {
        390
    }

    fn bet(&self) -> Option<Bet> {
        let known = |_: &Values| vec![(5, "bet.overload"), (0, "bet.none")];
        Some(Bet { quantity: Quantity::GaveUp(ONE), dial: Dial::count("bet", (0, CALLS), 3), known })
    }

    fn said(&self, _shown: &Shown, panel: &Prediction) -> String {
        let (missed, late, _) = counted(panel);
        let values = [("missed", &*missed.to_string()), ("late", &late.to_string())];
        say_own("office", "panel.said", &values)
    }

    fn result(&self, shown: &Shown) -> String {
        let way = |panel: &Prediction| {
            let (missed, late, wait_us) = counted(panel);
            let wait = Clock::Minutes.with_unit(&Clock::Minutes.number(wait_us, 1));
            (missed + late, [missed.to_string(), late.to_string(), wait])
        };
        let ways: Vec<_> = shown.panels.iter().map(way).collect();
        let [(_, one), (by_role, roles), (by_all, shared)] = &*ways else { return String::new() };
        let sentence = |key: &str, [missed, late, wait]: &[String; 3]| {
            say(key, &[("missed", missed), ("late", late), ("wait", wait)])
        };
        let key = match by_all.cmp(by_role) {
            std::cmp::Ordering::Less => "office.result.share",
            std::cmp::Ordering::Equal => "office.result.same",
            std::cmp::Ordering::Greater => "office.result.walk",
        };
        [
            sentence("office.result", one),
            sentence("office.result.roles", roles),
            sentence("office.result.shared", shared),
            say(key, &[]),
        ]
        .join(" ")
    }
}
