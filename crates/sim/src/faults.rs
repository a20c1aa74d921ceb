//! Faults that are planted on purpose, to see the tests find them. Not for use: an ordinary simulation is another
//! instance of the scheduler, into which none of this is compiled.

use crate::scheduler::Variant;
use crate::simulate::run_variant;
use crate::{Scenario, SimError, Trace};

/// One mistake that a scheduler could make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Fault {
    /// Arrivals come before waits and computes that end at the same instant.
    ArrivalsFirst,
    /// Patience ends before the dispatch of its last instant.
    ImpatientAtOnce,
    /// The highest free core is taken.
    HighestCore,
    /// Only one worker takes a task in each dispatch.
    OneTaskPerDispatch,
    /// Workers with a role take any task.
    RolesIgnored,
    /// A core's first dispatch is charged.
    FirstSwitchCharged,
    /// Nothing is charged.
    SwitchesFree,
    /// The quantum runs while the core switches.
    QuantumCountsSwitch,
    /// A microsecond of compute is lost at each expiry.
    ComputeLost,
    /// An interrupted switch counts as done.
    TornSwitchForgiven,
    /// Among the least urgent, the one on the lowest core is preempted.
    PreemptsLowestCore,
    /// Yields do nothing.
    YieldIgnored,
    /// Waits end a microsecond early.
    WaitShort,
    /// Blocked tasks keep their worker where waiting overlaps.
    BlockedKeepsWorker,
    /// Locks go to the last in line.
    LastWaiterFirst,
    /// A lock that is handed over is also free.
    LockHandedTwice,
    /// Channels are never full.
    ChannelsUnbounded,
    /// One result too many.
    StopsLate,
    /// The queue for cores forgets priorities where tasks begin a compute.
    CoreQueueFifo,
    /// One ended dependency of several is enough.
    OneDependencyEnough,
}

struct Faulty<const FAULT: u8>;

impl<const FAULT: u8> Variant for Faulty<FAULT> {
    const FAULT: Option<Fault> = Fault::of(FAULT);
}

impl Fault {
    /// Every fault, in the order of the definition.
    pub const ALL: [Fault; 20] = [
        Fault::ArrivalsFirst,
        Fault::ImpatientAtOnce,
        Fault::HighestCore,
        Fault::OneTaskPerDispatch,
        Fault::RolesIgnored,
        Fault::FirstSwitchCharged,
        Fault::SwitchesFree,
        Fault::QuantumCountsSwitch,
        Fault::ComputeLost,
        Fault::TornSwitchForgiven,
        Fault::PreemptsLowestCore,
        Fault::YieldIgnored,
        Fault::WaitShort,
        Fault::BlockedKeepsWorker,
        Fault::LastWaiterFirst,
        Fault::LockHandedTwice,
        Fault::ChannelsUnbounded,
        Fault::StopsLate,
        Fault::CoreQueueFifo,
        Fault::OneDependencyEnough,
    ];

    const fn of(number: u8) -> Option<Fault> {
        if (number as usize) < Fault::ALL.len() { Some(Fault::ALL[number as usize]) } else { None }
    }
}

/// Simulates with the fault of this number (its place in [`Fault::ALL`]), or without one for any other number.
///
/// # Errors
/// Those of [`simulate`](crate::simulate).
pub fn simulate_with_fault<const FAULT: u8>(scenario: &Scenario) -> Result<Trace, SimError> {
    run_variant::<Faulty<FAULT>>(scenario)
}
