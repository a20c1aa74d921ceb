//! Where a run is.

use crate::Failure;

/// Where a run is; what the reader sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing has been asked for.
    Idle,
    /// A worker of an earlier run was stopped by force, and this browser lets it use a core for a while: nothing is
    /// started before that is over.
    Settling,
    /// Workers are being started.
    Starting,
    /// The kernel is warmed up.
    Warming,
    /// Its speed is measured.
    Calibrating,
    /// The workload runs.
    Running,
    /// It has been asked to stop, by the reader or for a reason of its own, and has not stopped yet.
    Cancelling,
    /// Ended with a result.
    Done,
    /// Ended because the reader asked.
    Cancelled,
    /// Ended because no run may take longer.
    TimedOut,
    /// Ended without a result.
    Failed(Failure),
}

impl Stage {
    /// Whether a run is under way.
    pub fn is_active(&self) -> bool {
        matches!(self, Stage::Settling | Stage::Starting) || self.is_executing()
    }

    /// Whether the plan is in somebody's hands.
    pub(crate) fn is_executing(&self) -> bool {
        matches!(self, Stage::Warming | Stage::Calibrating | Stage::Running | Stage::Cancelling)
    }
}
