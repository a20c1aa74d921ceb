//! Why a program is not written.

/// Why there is no such program. Each has one sentence for the reader, `program.refused.KEY` in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The simulator refuses the scenario.
    NoScenario,
    /// Nothing takes any time.
    Nothing,
    /// More than anybody would read.
    TooLong,
    /// Some steps are too short, beside others, to be measured.
    TooFine,
    /// It would never end.
    Deadlock,
    /// The run is stopped after some results.
    Stops,
    /// Some tasks are more urgent than others.
    Priorities,
    /// Some tasks give up when they have waited too long.
    Patience,
    /// Some workers take only some tasks.
    Roles,
    /// Turning to another task has a price, which the machine sets and not a program.
    SwitchCost,
    /// It matters how long turns are, and the operating system decides that.
    Turns,
    /// Tasks come after others in a way that is not one phase after the other.
    Dependencies,
    /// Tasks arrive at different times and come after each other as well.
    ArrivalsInPhases,
    /// Locks are not given back in the reverse order in which they were taken.
    Locks,
    /// A task that waits keeps its worker, which it does not on an event loop.
    KeepsWorker,
    /// A task that waits lets its worker go, which a thread cannot do.
    LetsGo,
    /// A task goes back into the queue in the middle, and there are fewer threads than tasks.
    Yields,
    /// This event loop is one worker, and the scenario has several.
    OneLoop,
    /// More event loops than cores.
    LoopsWithoutCores,
    /// A task that begins with a wait needs a free worker for it, which a goroutine does not.
    Goroutines,
}

impl Refusal {
    /// All of them, for tests.
    #[doc(hidden)]
    pub const ALL: [Refusal; 20] = [
        Refusal::NoScenario,
        Refusal::Nothing,
        Refusal::TooLong,
        Refusal::TooFine,
        Refusal::Deadlock,
        Refusal::Stops,
        Refusal::Priorities,
        Refusal::Patience,
        Refusal::Roles,
        Refusal::SwitchCost,
        Refusal::Turns,
        Refusal::Dependencies,
        Refusal::ArrivalsInPhases,
        Refusal::Locks,
        Refusal::KeepsWorker,
        Refusal::LetsGo,
        Refusal::Yields,
        Refusal::OneLoop,
        Refusal::LoopsWithoutCores,
        Refusal::Goroutines,
    ];

    /// The end of the key of its sentence.
    pub fn key(self) -> &'static str {
        match self {
            Refusal::NoScenario => "no-scenario",
            Refusal::Nothing => "nothing",
            Refusal::TooLong => "too-long",
            Refusal::TooFine => "too-fine",
            Refusal::Deadlock => "deadlock",
            Refusal::Stops => "stops",
            Refusal::Priorities => "priorities",
            Refusal::Patience => "patience",
            Refusal::Roles => "roles",
            Refusal::SwitchCost => "switch-cost",
            Refusal::Turns => "turns",
            Refusal::Dependencies => "dependencies",
            Refusal::ArrivalsInPhases => "arrivals-in-phases",
            Refusal::Locks => "locks",
            Refusal::KeepsWorker => "keeps-worker",
            Refusal::LetsGo => "lets-go",
            Refusal::Yields => "yields",
            Refusal::OneLoop => "one-loop",
            Refusal::LoopsWithoutCores => "loops-without-cores",
            Refusal::Goroutines => "goroutines",
        }
    }
}
