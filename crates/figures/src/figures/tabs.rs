//! Two tabs, or two devices? The story and its two definitions are seed 000's; the durations are ours.

use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::lanes::By;
use meanwhile_picture::timeline::waits_before;
use meanwhile_sim::{
    Machine, Micros, Scenario, SimError, Span, SpanKind, Strategy, Task, Workload, simulate,
};
use meanwhile_words::{count, own, say, text};

use crate::bet::{ANY, Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown};
use crate::{Figure, Stage};

const SECOND_US: Micros = 1_000_000;

/// Pages to be read: the tasks.
const TABS: usize = 1;
/// People, each with a device: a person is a worker and, with their attention, a core.
const PEOPLE: usize = 2;
/// How long a feed takes to load; the other pages take half of it.
const LOAD: usize = 0;
/// 0: one tab at a time; 1: the next tab is opened while one loads.
const WAY: usize = 3;

const DIALS: [Dial; 4] = [
    Dial::milliseconds("io", Clock::Seconds, (0, 10_000), 100, 6_000),
    Dial::count("tabs", (1, 8), 2),
    Dial::count("people", (1, 8), 1),
    Dial::choice("way", 2, 1),
];

pub(super) struct Tabs;

/// What is set, by name.
#[derive(Clone, Copy, PartialEq)]
struct Set {
    load_us: Micros,
    tabs: u32,
    people: u32,
    side_by_side: bool,
}

impl Set {
    fn of(values: &Values) -> Set {
        Set {
            load_us: DIALS[LOAD].us(values.get(LOAD)),
            tabs: values.get(TABS),
            people: values.get(PEOPLE),
            side_by_side: values.get(WAY) == 1,
        }
    }

    /// Feeds need 1 s to open, their loading time, and 5 s to read; mails 1 s, half the loading time, and 1 s.
    fn scenario(&self) -> Scenario {
        let page = |index: u32| {
            let name = text(PAGES[index as usize % PAGES.len()]);
            let (load_us, read_us) = if index.is_multiple_of(2) {
                (self.load_us, 5 * SECOND_US)
            } else {
                (self.load_us / 2, SECOND_US)
            };
            Task::new(name).compute(SECOND_US).wait(load_us).compute(read_us)
        };
        let strategy = if self.side_by_side {
            Strategy::overlapping(self.people)
        } else {
            Strategy::blocking(self.people)
        };
        Scenario::new(Workload::new((0..self.tabs).map(page)), Machine::new(self.people), strategy)
    }

    fn total_us(&self) -> Micros {
        simulate(&self.scenario()).map_or(0, |trace| trace.end_us)
    }

    fn alone(self) -> Set {
        Set { people: 1, ..self }
    }

    fn other_way(self) -> Set {
        Set { side_by_side: !self.side_by_side, ..self }
    }
}

/// The names of the pages; feeds and mails in turn.
const PAGES: [&str; 8] = [
    "tabs.page.feed",
    "tabs.page.mail",
    "tabs.page.news",
    "tabs.page.chat",
    "tabs.page.blog",
    "tabs.page.bank",
    "tabs.page.forum",
    "tabs.page.shop",
];

impl Figure for Tabs {
    fn id(&self) -> &'static str {
        "tabs"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        Ok(vec![Panel { label: "", scenario: Set::of(values).scenario() }])
    }

    fn by(&self) -> By {
        By::Task
    }

    fn stage(&self) -> Option<Stage> {
        Some(Stage::Tabs)
    }

    fn first_permille(&self) -> u64 {
        459
    }

    fn bet(&self) -> Option<Bet> {
        let known = |values: &Values| {
            let set = Set::of(values);
            let first = Set::of(&Values::first(&DIALS));
            if set != (Set { load_us: set.load_us, ..first }) {
                return vec![(0, ANY)];
            }
            if set.load_us == 0 {
                return vec![(0, "bet.right.no-loading")];
            }
            // The sentences are about the feed, which decides only where it loads for long enough.
            if (Set { tabs: 1, ..set }).total_us() < set.total_us() {
                return vec![(0, ANY)];
            }
            let one_at_a_time = Set { side_by_side: false, ..set };
            let no_loading = Set { load_us: 0, ..set };
            vec![
                (one_at_a_time.total_us(), "bet.one-at-a-time"),
                (no_loading.total_us(), "bet.no-loading"),
                (no_loading.total_us() + set.load_us, "bet.longest-load"),
            ]
        };
        let dial = Dial::milliseconds("bet", Clock::Seconds, (0, 20_000), 500, 4_000);
        Some(Bet { quantity: Quantity::Total(0), dial, known })
    }

    fn question(&self, values: &Values) -> String {
        let Set { tabs, people, .. } = Set::of(values);
        let people = count("tabs.of-you", people.into(), &[]);
        count("tabs.question", tabs.into(), &[("people", &people)])
    }

    fn aside(&self, values: &Values) -> String {
        let set = Set::of(values);
        let key = match (set.people, set.side_by_side) {
            (1, _) => "tabs.aside.alone",
            (_, false) => "tabs.aside.several",
            (_, true) => "tabs.aside.several-tabs",
        };
        text(key).to_owned()
    }

    fn word(&self, shown: &Shown, _panel: usize, span: &Span, life: &[Span]) -> (String, String) {
        let never_waits = Set::of(&shown.values).load_us <= 1_000;
        let key = match span.kind {
            SpanKind::Executing if waits_before(life) == 0 && !never_waits => "bar.first",
            SpanKind::Executing => "bar.later",
            SpanKind::Waiting => "bar.waiting",
            _ if waits_before(life) == 0 => "bar.not-yet",
            _ => "bar.held-up",
        };
        (own("tabs", key).to_owned(), String::new())
    }

    fn result(&self, shown: &Shown) -> String {
        let set = Set::of(&shown.values);
        let total_us = shown.total_us(0);
        let total = count("tabs.result", set.tabs.into(), &[("total", &shown.total(0))]);
        let first = if set.people == 1 {
            compare_ways(shown, set, total_us)
        } else {
            compare_people(shown, set, total_us)
        };
        let more =
            if set.people < DIALS[PEOPLE].max { one_more(shown, set, total_us) } else { String::new() };
        [total, first, more].join(" ")
    }
}

fn compare_ways(shown: &Shown, set: Set, total_us: Micros) -> String {
    let other_us = set.other_way().total_us();
    let key = match (set.side_by_side, total_us.cmp(&other_us)) {
        (true, std::cmp::Ordering::Less) => "tabs.result.tabs-save",
        (false, std::cmp::Ordering::Greater) => "tabs.result.tabs-would-save",
        _ if set.tabs == 1 => "tabs.result.single",
        _ if set.load_us == 0 => "tabs.result.no-loading",
        _ => "tabs.result.other-way",
    };
    say(key, &[("other", &shown.time(other_us))])
}

fn compare_people(shown: &Shown, set: Set, total_us: Micros) -> String {
    let alone_us = set.alone().total_us();
    if alone_us == total_us {
        return count("tabs.result.others-change-nothing", set.people.into(), &[]);
    }
    let saved = shown.time(alone_us.saturating_sub(total_us));
    say("tabs.result.alone", &[("alone", &shown.time(alone_us)), ("saved", &saved)])
}

fn one_more(shown: &Shown, set: Set, total_us: Micros) -> String {
    let more_us = Set { people: set.people + 1, ..set }.total_us();
    let longest_us = Set { tabs: 1, ..set.alone() }.total_us();
    let who = count("tabs.result.one-more", set.people.into(), &[]);
    let key = match more_us.cmp(&total_us) {
        std::cmp::Ordering::Less => "tabs.result.would-help",
        std::cmp::Ordering::Greater => "tabs.result.would-harm",
        _ if total_us == longest_us && set.tabs > 1 => "tabs.result.longest-alone",
        _ => "tabs.result.same",
    };
    say(key, &[("who", &who), ("time", &shown.time(more_us))])
}
