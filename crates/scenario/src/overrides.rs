//! Machine and strategy from outside the file: flags of a command, the address of a page.

use meanwhile_sim::limits::{CORES_MAX, TIME_US_MAX, WORKERS_MAX};
use meanwhile_sim::{Micros, Order, Scenario, Slicing, Waiting};

use crate::duration::parse_duration;
use crate::error::{ErrorKind, FileError};
use crate::words;

/// What replaces the machine and the strategy of a file; `None` leaves what the file says.
///
/// ```
/// use meanwhile_scenario::Overrides;
/// use meanwhile_sim::{Slicing, Waiting};
/// let overrides = Overrides::parse([("workers", "2"), ("waiting", "overlapping"), ("slicing", "5s")])?;
/// assert_eq!(overrides.workers, Some(2));
/// assert_eq!(overrides.waiting, Some(Waiting::Overlapping));
/// assert_eq!(overrides.slicing, Some(Slicing::Sliced { quantum_us: 5_000_000 }));
/// # Ok::<(), meanwhile_scenario::FileError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// How many workers.
    pub workers: Option<u32>,
    /// How many cores.
    pub cores: Option<u32>,
    /// What a worker does while its task waits.
    pub waiting: Option<Waiting>,
    /// Whether a worker may be taken from its core.
    pub slicing: Option<Slicing>,
    /// Who is served first.
    pub order: Option<Order>,
    /// What a core pays when it turns to another task, in microseconds.
    pub switch_cost_us: Option<Micros>,
}

impl Overrides {
    /// The names of the settings, with what each may be. A flag is written with `-` for `_`.
    pub const NAMES: &'static [(&'static str, &'static str)] = &[
        ("workers", WORKERS),
        ("cores", CORES),
        ("waiting", words::WAITING_WORDS),
        ("slicing", SLICING),
        ("order", words::ORDER_WORDS),
        ("switch_cost", SWITCH_COST),
    ];

    /// Reads pairs of a name and a value; the last of a name counts.
    ///
    /// - `workers`, `cores`: whole numbers, at least 1.
    /// - `waiting`: `blocking` or `overlapping`; `order`: `fifo` or `priority`.
    /// - `slicing`: `to-completion`, or the quantum.
    /// - `switch_cost`: a duration. A duration has a unit or is a whole number of milliseconds.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownSetting`] and [`ErrorKind::Setting`], without a place.
    pub fn parse<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Overrides, FileError> {
        let mut overrides = Overrides::default();
        for (name, value) in pairs {
            overrides.set(name, value).map_err(|kind| FileError { place: None, kind })?;
        }
        Ok(overrides)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), ErrorKind> {
        let known = |(known, _): &&(&str, &str)| *known == name;
        let Some((name, expected)) = Self::NAMES.iter().find(known) else {
            return Err(ErrorKind::UnknownSetting { name: name.to_owned() });
        };
        let taken = match *name {
            "workers" => put(&mut self.workers, count(value, WORKERS_MAX)),
            "cores" => put(&mut self.cores, count(value, CORES_MAX)),
            "waiting" => put(&mut self.waiting, words::value(words::WAITING, value)),
            "slicing" => put(&mut self.slicing, slicing(value)),
            "order" => put(&mut self.order, words::value(words::ORDER, value)),
            _ => put(&mut self.switch_cost_us, duration_us(value)),
        };
        taken.ok_or_else(|| ErrorKind::Setting {
            name: (*name).to_owned(),
            value: value.to_owned(),
            expected,
        })
    }

    /// Changes a scenario's machine and strategy.
    pub fn apply(&self, scenario: &mut Scenario) {
        let (machine, strategy) = (&mut scenario.machine, &mut scenario.strategy);
        strategy.workers = self.workers.unwrap_or(strategy.workers);
        machine.cores = self.cores.unwrap_or(machine.cores);
        strategy.waiting = self.waiting.unwrap_or(strategy.waiting);
        strategy.slicing = self.slicing.unwrap_or(strategy.slicing);
        strategy.order = self.order.unwrap_or(strategy.order);
        machine.switch_cost_us = self.switch_cost_us.unwrap_or(machine.switch_cost_us);
    }
}

const WORKERS: &str = "a whole number from 1 to 64";
const CORES: &str = "a whole number from 1 to 64";
const SLICING: &str = r#""to-completion", or a quantum such as 10ms"#;
const SWITCH_COST: &str = "a duration such as 250ms, or a whole number of milliseconds";

/// The sentences above say the limits, so they must be these.
const _: () = assert!(WORKERS_MAX == 64 && CORES_MAX == 64);

fn put<T>(place: &mut Option<T>, value: Option<T>) -> Option<()> {
    *place = Some(value?);
    Some(())
}

fn count(text: &str, max: u32) -> Option<u32> {
    text.parse().ok().filter(|count| (1..=max).contains(count))
}

fn slicing(text: &str) -> Option<Slicing> {
    if text == words::TO_COMPLETION {
        return Some(Slicing::ToCompletion);
    }
    duration_us(text).filter(|us| *us > 0).map(|quantum_us| Slicing::Sliced { quantum_us })
}

fn duration_us(text: &str) -> Option<Micros> {
    let whole_ms = || text.parse::<u64>().ok()?.checked_mul(1_000).filter(|us| *us <= TIME_US_MAX);
    parse_duration(text).ok().or_else(whole_ms)
}
