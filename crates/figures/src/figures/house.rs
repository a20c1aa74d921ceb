//! The house and the podcast: the six variants of seed 001; the durations are ours.

use meanwhile_picture::svg::Dress;
use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::lanes::By;
use meanwhile_sim::{Machine, Micros, Scenario, SimError, Span, SpanKind, Strategy, Task, Workload};
use meanwhile_words::{own, say, text};

use crate::bet::{Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown};
use crate::{Figure, Stage, usual_word};

const CLEANING: usize = 0;
const PODCAST: usize = 1;
/// How the two listen, where they do not share one phone in turn.
const LISTEN: usize = 2;

const DIALS: [Dial; 3] = [
    Dial::seconds("cleaning", Clock::Minutes, (0, 7_200), 300, 3_600),
    Dial::seconds("podcast", Clock::Minutes, (0, 7_200), 300, 2_400),
    Dial::choice("listen", 3, 1),
];

const PHONE_EACH: u32 = 0;
const TOGETHER: u32 = 1;

const ALONE: usize = 0;
const AIRPODS: usize = 1;
const IN_TURN: usize = 2;
const OTHERWISE: usize = 3;

pub(super) struct House;

fn task(key: &str, number: &str) -> Task {
    let name = own("house", key);
    if number.is_empty() { Task::new(name) } else { Task::new(&[name, " ", number].concat()) }
}

/// Two people: what is listened to comes first in the list, so that colours and lanes are the same in all ways.
fn with_a_friend(podcasts: Vec<Task>, cleaning_us: Micros) -> Workload {
    let half = |number| task("task.cleaning", number).compute(cleaning_us / 2);
    Workload::new(podcasts.into_iter().chain([half("1"), half("2")]))
}

impl Figure for House {
    fn id(&self) -> &'static str {
        "house"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let [cleaning_us, podcast_us] = [CLEANING, PODCAST].map(|dial| DIALS[dial].us(values.get(dial)));
        let podcast = |number| task("task.podcast", number);
        let alone = |podcast| Workload::new([podcast, task("task.cleaning", "").compute(cleaning_us)]);
        let panel = |label, workload, people, strategy| Panel {
            label,
            scenario: Scenario::new(workload, Machine::new(people), strategy),
        };
        // Each podcast comes after the cleaning of whoever listens; those are the tasks 2 and 3.
        let on_the_phone = [("1", 2), ("2", 3)]
            .map(|(number, after)| podcast(number).after([after]).acquire(0).compute(podcast_us).release(0));
        let in_turn = with_a_friend(on_the_phone.to_vec(), cleaning_us).lock("phone", 1);
        let each = || [("1", 2), ("2", 3)].map(|(number, after)| podcast(number).after([after]));
        let (otherwise, strategy) = match values.get(LISTEN) {
            PHONE_EACH => (each().map(|task| task.compute(podcast_us)).to_vec(), Strategy::blocking(2)),
            TOGETHER => (vec![podcast("").after([1, 2]).compute(podcast_us)], Strategy::blocking(2)),
            _ => (vec![podcast("").wait(podcast_us)], Strategy::overlapping(2)),
        };
        Ok(vec![
            panel(
                text("house.panel.alone"),
                alone(podcast("").compute(podcast_us)),
                1,
                Strategy::blocking(1),
            ),
            panel(
                text("house.panel.airpods"),
                alone(podcast("").wait(podcast_us)),
                1,
                Strategy::overlapping(1),
            ),
            panel(text("house.panel.in-turn"), in_turn, 2, Strategy::blocking(2)),
            panel(
                DIALS[LISTEN].way("house", values.get(LISTEN)),
                with_a_friend(otherwise, cleaning_us),
                2,
                strategy,
            ),
        ])
    }

    fn clock(&self) -> Clock {
        Clock::Minutes
    }

    fn by(&self) -> By {
        By::Task
    }

    fn stage(&self) -> Option<Stage> {
        Some(Stage::Board(Dress::HOUSE))
    }

    fn on_stage(&self, _values: &Values) -> usize {
        OTHERWISE
    }

    fn first_permille(&self) -> u64 {
        180
    }

    fn bet(&self) -> Option<Bet> {
        let known = |values: &Values| {
            let [cleaning_us, podcast_us] = [CLEANING, PODCAST].map(|dial| DIALS[dial].us(values.get(dial)));
            vec![
                ((cleaning_us + podcast_us) / 2, "bet.half"),
                (cleaning_us / 2 + podcast_us, "bet.each"),
                (cleaning_us + podcast_us, "bet.sum"),
            ]
        };
        let dial = Dial::seconds("bet", Clock::Minutes, (0, 9_000), 300, 1_800);
        Some(Bet { quantity: Quantity::Total(IN_TURN), dial, known })
    }

    fn word(&self, _shown: &Shown, _panel: usize, span: &Span, life: &[Span]) -> (String, String) {
        if span.kind == SpanKind::BlockedLock {
            return (text("house.bar.no-phone").to_owned(), String::new());
        }
        usual_word("house", By::Task, "", span, life)
    }

    fn result(&self, shown: &Shown) -> String {
        let [alone, airpods, total, other] =
            [ALONE, AIRPODS, IN_TURN, OTHERWISE].map(|panel| shown.total(panel));
        let key = if shown.total_us(IN_TURN) > shown.total_us(ALONE) {
            "house.result.longer"
        } else {
            "house.result.sooner"
        };
        let way = DIALS[LISTEN].way("house", shown.values.get(LISTEN));
        let values = [
            ("alone", &*alone),
            ("airpods", &*airpods),
            ("total", &*total),
            ("other", &*other),
            ("way", way),
        ];
        [say("house.result", &values), say(key, &values), say("house.result.otherwise", &values)].join(" ")
    }
}
