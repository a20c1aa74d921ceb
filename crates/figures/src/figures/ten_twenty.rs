//! Ten seconds and twenty: seed 004's two tasks in four ways; 30 and 20 are the article's numbers.

use meanwhile_picture::time_text::Clock;
use meanwhile_sim::{Machine, Scenario, SimError, Strategy, Task, Workload};
use meanwhile_words::{say, text};

use crate::Figure;
use crate::bet::{Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown};

const A: usize = 0;
const B: usize = 1;
/// How long a turn is, where they take turns.
const TURN: usize = 2;

const DIALS: [Dial; 3] = [
    Dial::milliseconds("a", Clock::Seconds, (1_000, 30_000), 1_000, 10_000),
    Dial::milliseconds("b", Clock::Seconds, (1_000, 30_000), 1_000, 20_000),
    Dial::milliseconds("quantum", Clock::Seconds, (1_000, 30_000), 1_000, 1_000),
];

const IN_ORDER: usize = 0;
const IN_TURNS: usize = 1;
const TWO_CORES: usize = 2;
const DIVIDED: usize = 3;

pub(super) struct TenTwenty;

impl Figure for TenTwenty {
    fn id(&self) -> &'static str {
        "ten-twenty"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let [a_us, b_us, turn_us] = [A, B, TURN].map(|dial| DIALS[dial].us(values.get(dial)));
        let both = Workload::new([Task::new("A").compute(a_us), Task::new("B").compute(b_us)]);
        let divided = both.clone().split(1, 2)?.split(0, 2)?;
        let panel = |label, workload: &Workload, cores, strategy| Panel {
            label: text(label),
            scenario: Scenario::new(workload.clone(), Machine::new(cores), strategy),
        };
        Ok(vec![
            panel("ten-twenty.panel.order", &both, 1, Strategy::blocking(1)),
            panel("ten-twenty.panel.turns", &both, 1, Strategy::blocking(2).sliced(turn_us)),
            panel("ten-twenty.panel.cores", &both, 2, Strategy::blocking(2)),
            panel("ten-twenty.panel.divided", &divided, 2, Strategy::blocking(2)),
        ])
    }

    fn bet(&self) -> Option<Bet> {
        let known = |values: &Values| {
            let [a_us, b_us] = [A, B].map(|dial| DIALS[dial].us(values.get(dial)));
            vec![((a_us + b_us) / 2, "bet.half"), (a_us + b_us, "bet.sum"), (a_us.min(b_us), "bet.shorter")]
        };
        let dial = Dial::milliseconds("bet", Clock::Seconds, (0, 40_000), 500, 6_000);
        Some(Bet { quantity: Quantity::Total(TWO_CORES), dial, known })
    }

    fn aside(&self, values: &Values) -> String {
        let [a, b] = [A, B].map(|dial| DIALS[dial].spoken("ten-twenty", values.get(dial)));
        say("ten-twenty.aside", &[("a", &a), ("b", &b)])
    }

    fn result(&self, shown: &Shown) -> String {
        let ends_us = |panel: usize, task: usize| {
            let tasks = shown.panels.get(panel).map(|panel| &panel.metrics.tasks);
            tasks.and_then(|tasks| tasks.get(task)?.ends_us).unwrap_or(0)
        };
        let [a_in_order, a_in_turns, b_in_order, b_in_turns] =
            [(IN_ORDER, A), (IN_TURNS, A), (IN_ORDER, B), (IN_TURNS, B)]
                .map(|(panel, task)| ends_us(panel, task));
        let (longer, cores) = match shown.values.get(A).cmp(&shown.values.get(B)) {
            std::cmp::Ordering::Equal => ("", "ten-twenty.result.even"),
            std::cmp::Ordering::Greater => ("A", "ten-twenty.result"),
            std::cmp::Ordering::Less => ("B", "ten-twenty.result"),
        };
        let turns = if a_in_turns == a_in_order {
            "ten-twenty.result.turns-same"
        } else if b_in_turns < b_in_order {
            "ten-twenty.result.turns-swap"
        } else {
            "ten-twenty.result.turns-delay"
        };
        let values = [
            ("total", &*shown.total(TWO_CORES)),
            ("order", &*shown.total(IN_ORDER)),
            ("divided", &*shown.total(DIVIDED)),
            ("a-in-order", &*shown.time(a_in_order)),
            ("a-in-turns", &*shown.time(a_in_turns)),
            ("b-in-turns", &*shown.time(b_in_turns)),
            ("longer", longer),
        ];
        [say(cores, &values), say(turns, &values)].join(" ")
    }
}
