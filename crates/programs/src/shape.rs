//! What all programs of a scenario have in common: its functions, what is started together, what is shared, and whether a
//! program of a style can do what the scenario says at all.

use meanwhile_sim::{
    Machine, Micros, Order, Outcome, Scenario, Slicing, Step, Strategy, Task, Waiting, simulate,
};

use crate::names::{Names, common};
use crate::scale::Scale;
use crate::steps::{Statement, body};
use crate::{FUNCTIONS_MAX, Refusal, STEPS_MAX, Style, TASKS_MAX};

/// A scenario as it is written down.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) scale: Scale,
    pub(crate) functions: Vec<Function>,
    /// All of a phase are started together, when those of the phase before have ended.
    pub(crate) phases: Vec<Vec<Group>>,
    pub(crate) locks: Vec<Shared>,
    pub(crate) channels: Vec<Shared>,
    pub(crate) tasks: usize,
    /// No more than there are tasks.
    pub(crate) workers: u32,
    pub(crate) cores: u32,
    /// Whether a worker goes on with another task while one waits.
    pub(crate) lets_go: bool,
    /// Whether the style is such that this is how it waits.
    pub(crate) is_loop: bool,
    /// So many workers compute at once, where the program has to see to that itself.
    pub(crate) gate: Option<u32>,
    /// So many cores the program is started on, where the operating system is to give turns on them.
    pub(crate) cpus: Option<u32>,
    /// What the simulator says, on the scenario's clock.
    pub(crate) makespan_us: Micros,
}

/// What one or more tasks do.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) body: Vec<Statement>,
}

/// Tasks that do the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) function: usize,
    pub(crate) count: u32,
    /// When the first arrives, in units, and the time between two; only where tasks arrive at different times.
    pub(crate) arrives: Option<(u64, u64)>,
}

/// A lock, or a channel.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    pub(crate) name: String,
    /// A channel without a bound has room for all that is ever sent.
    pub(crate) capacity: u64,
}

impl Shape {
    /// The scenario for programs of that style.
    pub(crate) fn of(scenario: &Scenario, style: Style) -> Result<Shape, Refusal> {
        let Scenario { workload, machine, strategy } = scenario;
        let steps = || workload.tasks.iter().flat_map(|task| &task.steps);
        if workload.tasks.len() > TASKS_MAX || steps().count() > STEPS_MAX {
            return Err(Refusal::TooLong);
        }
        let trace = simulate(scenario).map_err(|_| Refusal::NoScenario)?;
        if matches!(trace.outcome, Outcome::Deadlocked(_)) {
            return Err(Refusal::Deadlock);
        }
        no_program_can(scenario)?;
        let tasks = workload.tasks.len();
        let workers = strategy.workers.min(tasks as u32);
        fits(style, strategy, workers, machine, &workload.tasks)?;
        turns_do_not_matter(scenario, trace.end_us)?;
        let lets_go = strategy.waiting == Waiting::Overlapping;
        let is_loop_in_go = style == Style::Go && lets_go;
        if is_loop_in_go {
            goroutines_take_as_long(scenario, trace.end_us)?;
        }
        let arrivals = workload.tasks.iter().map(|task| task.arrives_us);
        let lengths: Vec<_> = steps().filter_map(length).chain(arrivals).collect();
        let scale = Scale::of(trace.end_us, &lengths)?;
        let is_loop = style.is_loop() || is_loop_in_go;
        let waiting = if is_loop { Waiting::Overlapping } else { Waiting::Blocking };
        let mut names = Names::default();
        let (functions, of_task) = functions(&workload.tasks, scale, waiting, &mut names)?;
        let is_short = workers <= machine.cores;
        let is_sliced = strategy.slicing != Slicing::ToCompletion;
        // Goroutines take turns of a few milliseconds; on an event loop whoever computes does so to the end.
        let takes_turns = is_loop_in_go && workers < tasks as u32;
        let executing_at_most = machine.cores.min(workers);
        let sent =
            |channel: usize| steps().filter(|step| **step == Step::Send(channel as u32)).count() as u64;
        let shared = |names: &mut Names, name: &str, instead, capacity| Shared {
            name: names.give(name, instead),
            capacity,
        };
        let locks = workload.locks.iter();
        let locks =
            locks.map(|lock| shared(&mut names, &lock.name, "the_lock", lock.capacity.into())).collect();
        let channels = workload.channels.iter().enumerate().map(|(index, channel)| {
            let capacity = channel.capacity.map_or_else(|| sent(index).max(1), u64::from);
            shared(&mut names, &channel.name, "messages", capacity)
        });
        Ok(Shape {
            scale,
            functions,
            phases: phases(&workload.tasks, &of_task, scale)?,
            locks,
            channels: channels.collect(),
            tasks,
            workers,
            cores: machine.cores,
            lets_go,
            is_loop,
            gate: ((!is_short || takes_turns) && !is_sliced).then_some(executing_at_most),
            cpus: (!is_short && is_sliced && style != Style::Go).then_some(machine.cores),
            makespan_us: trace.end_us,
        })
    }

    /// Whether any function has such a statement.
    pub(crate) fn any(&self, is: &dyn Fn(&Statement) -> bool) -> bool {
        self.functions.iter().any(|function| crate::steps::any(&function.body, is))
    }

    /// Whether tasks arrive at different times.
    pub(crate) fn has_arrivals(&self) -> bool {
        self.phases.iter().flatten().any(|group| group.arrives.is_some())
    }
}

fn length(step: &Step) -> Option<Micros> {
    if let Step::Compute(us) | Step::Wait(us) = step { Some(*us) } else { None }
}

/// What no program decides for itself, or none of ours.
fn no_program_can(Scenario { workload, machine, strategy }: &Scenario) -> Result<(), Refusal> {
    let differ = workload.tasks.windows(2).any(|pair| pair[0].priority != pair[1].priority);
    let refusals = [
        (strategy.stop_after.is_some(), Refusal::Stops),
        (strategy.order == Order::Priority && differ, Refusal::Priorities),
        (workload.tasks.iter().any(|task| task.patience_us.is_some()), Refusal::Patience),
        (strategy.roles.iter().any(Option::is_some), Refusal::Roles),
        (machine.switch_cost_us > 0, Refusal::SwitchCost),
    ];
    refusals.into_iter().find(|(is, _)| *is).map_or(Ok(()), |(_, refusal)| Err(refusal))
}

/// An operating system's turns are a few milliseconds. They do where short turns take as long as those of the scenario.
fn turns_do_not_matter(scenario: &Scenario, makespan_us: Micros) -> Result<(), Refusal> {
    const SHORT: Micros = 200;
    if scenario.strategy.slicing == Slicing::ToCompletion {
        return Ok(());
    }
    let mut short = scenario.clone();
    short.strategy.slicing = Slicing::Sliced { quantum_us: (makespan_us / SHORT).max(1) };
    let short_us = simulate(&short).map_err(|_| Refusal::Turns)?.end_us;
    if short_us.abs_diff(makespan_us) * 50 > makespan_us { Err(Refusal::Turns) } else { Ok(()) }
}

/// A goroutine is a worker of its own: where a task begins with a wait it does not need a free one first. That has to come
/// to the same.
fn goroutines_take_as_long(scenario: &Scenario, makespan_us: Micros) -> Result<(), Refusal> {
    let mut own = scenario.clone();
    own.machine.cores = scenario.strategy.workers;
    own.strategy.waiting = Waiting::Blocking;
    own.strategy.workers = scenario.workload.tasks.len() as u32;
    let own_us = simulate(&own).map_err(|_| Refusal::Goroutines)?.end_us;
    if own_us.abs_diff(makespan_us) * 50 > makespan_us { Err(Refusal::Goroutines) } else { Ok(()) }
}

/// What programs of this style cannot do.
fn fits(
    style: Style,
    strategy: &Strategy,
    workers: u32,
    machine: &Machine,
    tasks: &[Task],
) -> Result<(), Refusal> {
    let has = |is: fn(&Step) -> bool| tasks.iter().flat_map(|task| &task.steps).any(is);
    let can_wait = has(|step| !matches!(step, Step::Compute(_) | Step::Emit | Step::Yield));
    let lets_go = strategy.waiting == Waiting::Overlapping;
    let is_enough = workers as usize >= tasks.len();
    let is_loop = style.is_loop() || style == Style::Go && lets_go;
    if is_loop {
        return match () {
            () if !lets_go && can_wait => Err(Refusal::KeepsWorker),
            () if style.is_one_loop() && workers > 1 => Err(Refusal::OneLoop),
            () if workers > machine.cores => Err(Refusal::LoopsWithoutCores),
            () => Ok(()),
        };
    }
    if lets_go && can_wait && !is_enough {
        return Err(Refusal::LetsGo);
    }
    if has(|step| *step == Step::Yield) && !is_enough { Err(Refusal::Yields) } else { Ok(()) }
}

/// The functions, and which of them each task calls. Tasks that do the same share one.
fn functions(
    tasks: &[Task],
    scale: Scale,
    waiting: Waiting,
    names: &mut Names,
) -> Result<(Vec<Function>, Vec<usize>), Refusal> {
    let mut bodies: Vec<Vec<Statement>> = Vec::new();
    let mut of_task = Vec::new();
    for task in tasks {
        let body = body(&task.steps, scale, waiting)?;
        let known = bodies.iter().position(|known| *known == body);
        of_task.push(known.unwrap_or(bodies.len()));
        if known.is_none() {
            bodies.push(body);
        }
    }
    if bodies.len() > FUNCTIONS_MAX {
        return Err(Refusal::TooLong);
    }
    let named = |(index, body)| {
        let callers = tasks.iter().zip(&of_task).filter(|(_, function)| **function == index);
        Function { name: names.give(common(callers.map(|(task, _)| &*task.name)), "piece"), body }
    };
    Ok((bodies.into_iter().enumerate().map(named).collect(), of_task))
}

/// Which tasks are started together. Every task of a phase must come after all of the phase before.
fn phases(tasks: &[Task], of_task: &[usize], scale: Scale) -> Result<Vec<Vec<Group>>, Refusal> {
    let mut ended: Vec<u32> = Vec::new();
    let mut before: Vec<u32> = Vec::new();
    let mut phases = Vec::new();
    let has_arrivals = tasks.iter().any(|task| task.arrives_us > 0);
    while ended.len() < tasks.len() {
        let is_ready = |index: &u32| {
            !ended.contains(index) && tasks[*index as usize].after.iter().all(|before| ended.contains(before))
        };
        let mut phase: Vec<u32> = (0..tasks.len() as u32).filter(is_ready).collect();
        let comes_after_all =
            |index: &u32| before.iter().all(|before| tasks[*index as usize].after.contains(before));
        if !phase.iter().all(comes_after_all) {
            return Err(Refusal::Dependencies);
        }
        if has_arrivals && phase.len() < tasks.len() {
            return Err(Refusal::ArrivalsInPhases);
        }
        ended.extend(&phase);
        before.clone_from(&phase);
        phase.sort_by_key(|index| tasks[*index as usize].arrives_us);
        phases.push(groups(&phase, tasks, of_task, has_arrivals.then_some(scale)));
    }
    Ok(phases)
}

/// Neighbours that do the same are a group; with arrivals, as long as they come at equal distances.
fn groups(phase: &[u32], tasks: &[Task], of_task: &[usize], arrivals: Option<Scale>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for &index in phase {
        let function = of_task[index as usize];
        let arrives = arrivals.map(|scale| scale.units(tasks[index as usize].arrives_us));
        if let Some(last) = groups.last_mut()
            && last.function == function
            && joins(last, arrives)
        {
            last.count += 1;
        } else {
            groups.push(Group { function, count: 1, arrives: arrives.map(|arrives| (arrives, 0)) });
        }
    }
    groups
}

fn joins(group: &mut Group, arrives: Option<u64>) -> bool {
    let (Some((first, gap)), Some(arrives)) = (&mut group.arrives, arrives) else { return true };
    if group.count == 1 {
        *gap = arrives - *first;
    }
    *first + *gap * u64::from(group.count) == arrives
}
