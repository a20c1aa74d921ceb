//! Faults that are planted on purpose, to see the tests find them. Not for use: an ordinary [`Supervisor`] is another
//! instance of the same code, into which none of this is compiled.

use super::Supervisor;

/// One mistake that a supervisor could make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Fault {
    /// What comes from an earlier run counts for the present one.
    EarlierRunHeard,
    /// What comes from a dropped engine counts for the present one.
    EarlierEngineHeard,
    /// Any message of a run is heard after its end.
    HeardAfterTheEnd,
    /// A second click begins a second run.
    TwoRunsAtOnce,
    /// An engine that has failed or fallen silent is not dropped.
    DeadEngineKept,
    /// The next rung is tried beside the one that did not start.
    TwoEngines,
    /// Where threads do not start, they are tried again.
    SameRungAgain,
    /// The event loop is taken although the plan does not allow it.
    LoopUnasked,
    /// The next run begins right after a forced kill.
    NoRestAfterAKill,
    /// Nobody looks how long an engine takes to start.
    StartUnwatched,
    /// Nobody looks how long warming up and calibrating take.
    PreparationUnwatched,
    /// Signs of life prolong a run without end.
    LimitForgotten,
    /// Whoever was asked to stop is trusted to.
    CancelTrusted,
    /// One worker's sign of life counts for all.
    OneLifeForAll,
    /// A page that is hidden measures on.
    HiddenOverlooked,
    /// A page that was frozen measures on.
    FreezeOverlooked,
    /// What was finished counts even where the run had to be stopped.
    StoppedButDone,
    /// A clock that is set back makes every deadline later.
    ClockTrusted,
    /// Workers are taken for dead that a busy page could not hear.
    BusyPageOverlooked,
}

/// The number of no fault.
pub const NO_FAULT: u8 = u8::MAX;

impl Fault {
    /// Every fault, in the order of the definition.
    pub const ALL: [Fault; 19] = [
        Fault::EarlierRunHeard,
        Fault::EarlierEngineHeard,
        Fault::HeardAfterTheEnd,
        Fault::TwoRunsAtOnce,
        Fault::DeadEngineKept,
        Fault::TwoEngines,
        Fault::SameRungAgain,
        Fault::LoopUnasked,
        Fault::NoRestAfterAKill,
        Fault::StartUnwatched,
        Fault::PreparationUnwatched,
        Fault::LimitForgotten,
        Fault::CancelTrusted,
        Fault::OneLifeForAll,
        Fault::HiddenOverlooked,
        Fault::FreezeOverlooked,
        Fault::StoppedButDone,
        Fault::ClockTrusted,
        Fault::BusyPageOverlooked,
    ];
}

impl<const FAULT: u8> Supervisor<FAULT> {
    /// A supervisor with the fault of this number (its place in [`Fault::ALL`]), or without one for [`NO_FAULT`].
    pub fn with_fault(settle_ms: u64) -> Self {
        Self::at_rest(settle_ms)
    }

    /// Whether this fault is planted; known when the supervisor is compiled.
    pub(super) const fn has(fault: Fault) -> bool {
        FAULT == fault as u8
    }
}
