//! What the page should say, from the simulator. The scenario is written down here once more, so that a slip in the
//! page's own does not go unseen.

use meanwhile_sim::{Machine, Scenario, Strategy, Task, Workload, simulate};

use crate::outcome::{Context, Outcome};

/// What a reader has set.
#[derive(Clone, Copy, Debug)]
pub struct Set {
    /// How long a feed loads, in milliseconds.
    pub load_ms: u64,
    /// Pages.
    pub tabs: u64,
    /// People, each with a device.
    pub people: u32,
    /// Or one tab at a time.
    pub side_by_side: bool,
}

/// What the figure shows to begin with.
pub const AT_FIRST: Set = Set { load_ms: 6_000, tabs: 2, people: 1, side_by_side: true };

impl Set {
    fn scenario(self) -> Scenario {
        let feed = || Task::new("feed").compute(1_000_000).wait(self.load_ms * 1_000).compute(5_000_000);
        let mail = || Task::new("mail").compute(1_000_000).wait(self.load_ms * 500).compute(1_000_000);
        let pages = (0..self.tabs).map(|index| if index % 2 == 0 { feed() } else { mail() });
        let strategy = match self.side_by_side {
            true => Strategy::overlapping(self.people),
            false => Strategy::blocking(self.people),
        };
        Scenario::new(Workload::new(pages), Machine::new(self.people), strategy)
    }

    /// When everything is read, in microseconds.
    pub fn makespan_us(self) -> Outcome<u64> {
        let trace = simulate(&self.scenario()).map_err(|error| error.to_string());
        Ok(trace.context(format_args!("simulating {self:?}"))?.end_us)
    }

    /// The same as the page writes it.
    pub fn total(self) -> Outcome<String> {
        Ok(seconds(self.makespan_us()?))
    }
}

/// Seconds with at most two decimals, and the unit.
fn seconds(us: u64) -> String {
    let hundredths = (us + 5_000) / 10_000;
    let digits = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    format!("{} s", digits.trim_end_matches('0').trim_end_matches('.'))
}
