//! While you wait: three requests to others, one after the other, all at once on an event loop, and on three threads.
//!
//! The subject is seed 000's and 003's; the numbers are ours.

use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::lanes::By;
use meanwhile_sim::{Machine, Micros, Scenario, SimError, Strategy, Task, Workload};
use meanwhile_words::{say, text};

use crate::Figure;
use crate::bet::{Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown};

/// How long the slowest answer takes; the others take three and two fifths of it.
const WAIT: usize = 0;
/// How long it takes to ask, and as long to make something of the answer.
const WORK: usize = 1;

const DIALS: [Dial; 2] = [
    Dial::milliseconds("io", Clock::Milliseconds, (0, 200), 5, 50),
    Dial::milliseconds("work", Clock::Milliseconds, (1, 40), 1, 1),
];

const IN_SEQUENCE: usize = 0;
const AT_ONCE: usize = 1;
const THREADS: usize = 2;

pub(super) struct Requests;

/// How long the answers take.
fn answers_us(values: &Values) -> [Micros; 3] {
    [3, 5, 2].map(|fifths| DIALS[WAIT].us(values.get(WAIT)) * fifths / 5)
}

impl Figure for Requests {
    fn id(&self) -> &'static str {
        "requests"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let work_us = DIALS[WORK].us(values.get(WORK));
        let request = |name, wait_us| Task::new(text(name)).compute(work_us).wait(wait_us).compute(work_us);
        let [profile_us, orders_us, prices_us] = answers_us(values);
        let all = Workload::new([
            request("requests.task.profile", profile_us),
            request("requests.task.orders", orders_us),
            request("requests.task.prices", prices_us),
        ]);
        let in_sequence = all.clone().in_sequence(&[0, 1, 2])?;
        let panel = |label, workload, cores, strategy| Panel {
            label: text(label),
            scenario: Scenario::new(workload, Machine::new(cores), strategy),
        };
        Ok(vec![
            panel("requests.panel.sequence", in_sequence, 1, Strategy::overlapping(1)),
            panel("requests.panel.at-once", all.clone(), 1, Strategy::overlapping(1)),
            panel("requests.panel.threads", all, 3, Strategy::blocking(3)),
        ])
    }

    fn clock(&self) -> Clock {
        Clock::Milliseconds
    }

    fn by(&self) -> By {
        By::Task
    }

    fn first_permille(&self) -> u64 {
        200
    }

    fn bet(&self) -> Option<Bet> {
        let known = |values: &Values| {
            let wait_us = DIALS[WAIT].us(values.get(WAIT));
            let work_us = DIALS[WORK].us(values.get(WORK));
            vec![(wait_us * 2 + work_us * 6, "bet.sum"), (wait_us * 2 / 3, "bet.average")]
        };
        let dial = Dial::milliseconds("bet", Clock::Milliseconds, (0, 140), 1, 20);
        Some(Bet { quantity: Quantity::Total(AT_ONCE), dial, known })
    }

    fn aside(&self, values: &Values) -> String {
        let [profile, orders, prices] = answers_us(values).map(|us| self.clock().time(us));
        let work = DIALS[WORK].spoken("requests", values.get(WORK));
        let values = [("work", &*work), ("profile", &*profile), ("orders", &*orders), ("prices", &*prices)];
        say("requests.aside", &values)
    }

    fn result(&self, shown: &Shown) -> String {
        let [sequence, at_once, threads] = [IN_SEQUENCE, AT_ONCE, THREADS].map(|panel| shown.total(panel));
        let saved_us = shown.total_us(AT_ONCE).saturating_sub(shown.total_us(THREADS));
        let key = if saved_us == 0 {
            "requests.result.threads-same"
        } else if saved_us * 10 <= shown.total_us(AT_ONCE) {
            "requests.result.threads-little"
        } else {
            "requests.result.threads-much"
        };
        let values = [
            ("sequence", &*sequence),
            ("total", &*at_once),
            ("threads", &*threads),
            ("saved", &*shown.time(saved_us)),
        ];
        [say("requests.result", &values), say(key, &values)].join(" ")
    }
}
