//! What a real run cannot honour to the letter.

use meanwhile_sim::{Micros, Order, Scenario, Slicing};

use super::{EDGE_US, SEGMENT_US};

/// Something that is different when a scenario is run for real. The reader is told each in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caveat {
    /// A real switch costs what it costs; the prediction is made with a switch cost of 0.
    SwitchCost,
    /// The browser reports fewer cores than the scenario could use; the prediction is made with those that there are,
    /// shared out in turns by the operating system.
    FewerCores,
    /// The quantum would be shorter than [`super::SHORTEST_QUANTUM_US`], so that length is used, and predicted with.
    LongerQuantum,
    /// An urgent worker gets its core not at once but after at most that time.
    LatePreemption,
    /// Some segments are shorter than [`SEGMENT_US`]; see [`super::Plan::error_bound_permille`].
    ShortSegments,
    /// Some segments are shorter than what their ends can be off by: of those nothing is measured but their order.
    BelowClock,
}

impl Caveat {
    /// All of them, in the order in which they are told.
    pub const ALL: [Caveat; 6] = [
        Caveat::SwitchCost,
        Caveat::FewerCores,
        Caveat::LongerQuantum,
        Caveat::LatePreemption,
        Caveat::ShortSegments,
        Caveat::BelowClock,
    ];

    /// Its place in a set of caveats.
    pub(super) fn bit(self) -> u32 {
        1 << self as u32
    }

    /// Those that follow from the scenario and the machine.
    pub(super) fn of(scenario: &Scenario, real_cores: u32) -> u32 {
        let applies = |caveat: &Caveat| caveat.applies(scenario, real_cores);
        Caveat::ALL.into_iter().filter(applies).fold(0, |caveats, caveat| caveats | caveat.bit())
    }

    /// Those that follow from the shortest segment, in real microseconds.
    pub(super) fn of_segments(shortest_us: Micros) -> u32 {
        let short = if shortest_us < SEGMENT_US { Caveat::ShortSegments.bit() } else { 0 };
        short | if shortest_us < EDGE_US { Caveat::BelowClock.bit() } else { 0 }
    }

    /// Whether it follows from the scenario and the machine alone.
    pub(super) fn applies(self, scenario: &Scenario, real_cores: u32) -> bool {
        let Scenario { machine, strategy, .. } = scenario;
        let shares_cores = machine.cores < strategy.workers;
        match self {
            Caveat::SwitchCost => machine.switch_cost_us > 0,
            Caveat::FewerCores => real_cores < machine.cores.min(strategy.workers),
            Caveat::LatePreemption => {
                let is_preemptive =
                    strategy.order == Order::Priority && strategy.slicing != Slicing::ToCompletion;
                shares_cores && is_preemptive
            }
            Caveat::LongerQuantum | Caveat::ShortSegments | Caveat::BelowClock => false,
        }
    }
}
