//! An anomaly: nine tasks that a fourth core makes slower. R. L. Graham, “Bounds on multiprocessing timing anomalies”
//! (1969).

use meanwhile_sim::{Machine, Micros, Scenario, SimError, Strategy, Task, Workload, simulate};
use meanwhile_words::{say, text};

use crate::Figure;
use crate::bet::{Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown};

/// 0: Graham's list; 1: every task a second shorter; 2: two dependencies fewer; 3: another list.
const WAY: usize = 0;

const DIALS: [Dial; 1] = [Dial::choice("way", 4, 0)];

const SECOND_US: Micros = 1_000_000;
const LENGTHS_S: [Micros; 9] = [3, 2, 2, 2, 4, 4, 4, 4, 9];
/// Where each task stands in the list, from the front.
const LIST: [i32; 9] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const OTHER_LIST: [i32; 9] = [0, 1, 5, 2, 3, 4, 7, 8, 6];

const THREE: usize = 0;
const FOUR: usize = 1;

pub(super) struct Graham;

fn workload(way: u32) -> Workload {
    let shorter = Micros::from(way == 1);
    let places = if way == 3 { OTHER_LIST } else { LIST };
    let task = |index: usize| {
        let name = ["T", &(index + 1).to_string()].concat();
        let task =
            Task::new(&name).compute((LENGTHS_S[index] - shorter) * SECOND_US).priority(-places[index]);
        match index {
            4 | 5 if way == 2 => task,
            4..=7 => task.after([3]),
            8 => task.after([0]),
            _ => task,
        }
    };
    Workload::new((0..LENGTHS_S.len()).map(task))
}

fn scenario(way: u32, cores: u32) -> Scenario {
    Scenario::new(workload(way), Machine::new(cores), Strategy::blocking(cores).by_priority())
}

impl Figure for Graham {
    fn id(&self) -> &'static str {
        "graham"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let panel = |label, cores| Panel { label: text(label), scenario: scenario(values.get(WAY), cores) };
        Ok(vec![panel("graham.panel.three", 3), panel("graham.panel.four", 4)])
    }

    fn bet(&self) -> Option<Bet> {
        let known = |_: &Values| vec![(12 * SECOND_US, "bet.same"), (9 * SECOND_US, "bet.share")];
        let clock = meanwhile_picture::time_text::Clock::Seconds;
        let dial = Dial::milliseconds("bet", clock, (0, 20_000), 500, 5_000);
        Some(Bet { quantity: Quantity::Total(FOUR), dial, known })
    }

    fn result(&self, shown: &Shown) -> String {
        let key = match shown.values.get(WAY) {
            1 => "graham.result.shorter",
            2 => "graham.result.fewer",
            3 => "graham.result.list",
            _ => "graham.result.cores",
        };
        let as_it_was = scenario(0, 3);
        let was_us = simulate(&as_it_was).map_or(0, |trace| trace.end_us);
        let [three, four] = [THREE, FOUR].map(|panel| shown.total(panel));
        say(key, &[("three", &three), ("four", &four), ("was", &shown.time(was_us))])
    }
}
