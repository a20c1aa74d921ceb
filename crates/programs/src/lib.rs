//! Scenarios as programs: short ones that really compute, really wait, and print how long it took beside what the
//! simulator says.
//!
//! ```
//! use meanwhile_programs::{Refusal, Style, write};
//! use meanwhile_sim::{Machine, Scenario, Strategy, Task, Workload};
//!
//! let tabs = Workload::new([
//!     Task::new("feed").compute(1_000_000).wait(6_000_000).compute(5_000_000),
//!     Task::new("mail").compute(1_000_000).wait(3_000_000).compute(1_000_000),
//! ]);
//! let scenario = Scenario::new(tabs, Machine::new(1), Strategy::overlapping(1));
//! let program = write(&scenario, Style::PythonAsyncio)?;
//! assert!(program.text().contains("await asyncio.gather(feed(), mail())"));
//! // What a program cannot do is not done by halves.
//! assert_eq!(write(&scenario, Style::PythonThreads), Err(Refusal::LetsGo));
//! # Ok::<(), Refusal>(())
//! ```
//!
//! A scenario first becomes a [`shape`], which is the same for all languages: functions, what is started together, what is
//! shared. Then a template of `templates/` is filled in with it. To add a style, add it to [`Style::ALL`], give it a
//! template and a dialect, and let the tests run it.

mod dialect;
mod languages;
mod names;
mod refusal;
mod scale;
mod shape;
mod steps;
mod style;
mod template;

pub use refusal::Refusal;
pub use style::Style;

use meanwhile_sim::{Micros, Scenario};

/// More tasks than that nobody reads.
pub const TASKS_MAX: usize = 64;
/// Nor more functions.
pub const FUNCTIONS_MAX: usize = 12;
/// Nor longer ones.
pub const STEPS_MAX: usize = 400;

/// A program that does what a scenario says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// In which language, and by which of its means.
    pub style: Style,
    /// Its text.
    pub lines: Vec<Line>,
    /// How long the simulator says that it takes, on its own clock.
    pub predicted_us: Micros,
    /// Whether a task that waits lets its worker go.
    pub is_loop: bool,
    /// On so many cores it has to be started, because it leaves the turns to the operating system.
    pub cpus: Option<u32>,
}

/// A line of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Without the end of the line.
    pub text: String,
    /// What it does for concurrency or parallelism, if anything.
    pub mark: Option<Mark>,
}

/// What makes a program concurrent or parallel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Tasks are started, here together and there one after the other.
    Start,
    /// It is said who carries the tasks.
    Workers,
    /// It is said how many execute at once.
    Cores,
    /// A task waits, and keeps its worker or lets it go.
    Wait,
    /// Only so many can have it at a time.
    Lock,
    /// A task hands something to another one.
    Channel,
}

impl Mark {
    /// All of them.
    pub const ALL: [Mark; 6] =
        [Mark::Start, Mark::Workers, Mark::Cores, Mark::Wait, Mark::Lock, Mark::Channel];

    /// Its name, in templates and in the page.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Start => "start",
            Mark::Workers => "workers",
            Mark::Cores => "cores",
            Mark::Wait => "wait",
            Mark::Lock => "lock",
            Mark::Channel => "channel",
        }
    }
}

impl Program {
    /// What is to be saved in a file.
    pub fn text(&self) -> String {
        self.lines.iter().flat_map(|line| [&*line.text, "\n"]).collect()
    }

    /// The marks that it has, each once.
    pub fn marks(&self) -> Vec<Mark> {
        let is_there = |mark: &Mark| self.lines.iter().any(|line| line.mark == Some(*mark));
        Mark::ALL.into_iter().filter(is_there).collect()
    }
}

/// The scenario as a program.
///
/// # Errors
///
/// A program of that style that would do something else is refused.
pub fn write(scenario: &Scenario, style: Style) -> Result<Program, Refusal> {
    let shape = shape::Shape::of(scenario, style)?;
    let lines = template::fill(style.template(), &languages::of(&shape, style));
    Ok(Program {
        style,
        lines,
        predicted_us: shape.scale.predicted_us,
        is_loop: shape.is_loop,
        cpus: shape.cpus,
    })
}
