//! What the page asks for: scenarios as numbers. That is how they come to the module that makes plans of them, which is
//! loaded when something is run.

use meanwhile_sim::{
    Channel, Lock, Machine, Micros, Order, Scenario, Slicing, Step, Strategy, Task, Waiting, Workload,
};

use crate::Method;
use crate::words::{NONE, Reader};

/// Stands for "none" where a number in two words may be missing.
const NEVER: Micros = Micros::MAX;

/// What the page wants run, one scenario after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The best method that this browser allows, if that is known yet.
    pub best: Option<Method>,
    /// The number of the clock by which the reader is told times; whoever tells them knows what it means.
    pub clock: u32,
    /// With everything that a trace and a plan are made of: of names only which are the same, and of instants by which
    /// something is due nothing.
    pub scenarios: Vec<Scenario>,
}

impl Asked {
    /// What is asked, as numbers; [`Asked::decode`] reads it back.
    pub fn encode(best: Option<Method>, clock: u32, scenarios: &[&Scenario]) -> Vec<u32> {
        let mut words = vec![best.map_or(NONE, |best| best as u32), clock, scenarios.len() as u32];
        scenarios.iter().for_each(|scenario| write(scenario, &mut words));
        words
    }

    /// Reads what [`Asked::encode`] wrote; none for anything else. Whether it can be run is for [`crate::Plan`] to say.
    pub fn decode(words: &[u32]) -> Option<Asked> {
        let reader = &mut Reader::new(words);
        let best = Method::numbered(reader.take());
        let asked = Asked { best, clock: reader.take(), scenarios: reader.take_list(read) };
        Some(asked).filter(|_| reader.is_whole())
    }
}

/// A line for each task, lock and channel: what is encoded has no names.
pub fn names(workload: &Workload) -> String {
    let mut names = Vec::new();
    names.extend(workload.tasks.iter().map(|task| &*task.name));
    names.extend(workload.locks.iter().map(|lock| &*lock.name));
    names.extend(workload.channels.iter().map(|channel| &*channel.name));
    names.join("\n")
}

/// The same scenario with the names that stand in these lines.
pub fn named(mut scenario: Scenario, names: &str) -> Scenario {
    names_mut(&mut scenario.workload).zip(names.lines()).for_each(|(name, given)| *name = given.to_owned());
    scenario
}

/// The same names, to be changed, in the same order.
pub fn names_mut(workload: &mut Workload) -> impl Iterator<Item = &mut String> {
    let tasks = workload.tasks.iter_mut().map(|task| &mut task.name);
    let locks = workload.locks.iter_mut().map(|lock| &mut lock.name);
    let channels = workload.channels.iter_mut().map(|channel| &mut channel.name);
    tasks.chain(locks).chain(channels)
}

fn long(us: Micros) -> [u32; 2] {
    [us as u32, (us >> 32) as u32]
}

/// A number for a role: 0 for none, and one for all roles that no worker has.
fn role(strategy: &Strategy, role: &Option<String>) -> u32 {
    let known = || strategy.roles.iter().position(|other| other == role).unwrap_or(strategy.roles.len());
    if role.is_some() { known() as u32 + 1 } else { 0 }
}

fn write(scenario: &Scenario, words: &mut Vec<u32>) {
    let Scenario { workload, machine, strategy } = scenario;
    let quantum_us = if let Slicing::Sliced { quantum_us } = strategy.slicing { quantum_us } else { NEVER };
    words.extend([
        machine.cores,
        strategy.workers,
        u32::from(strategy.waiting == Waiting::Overlapping),
        u32::from(strategy.order == Order::Priority),
        strategy.stop_after.unwrap_or(NONE),
    ]);
    words.extend(long(machine.switch_cost_us));
    words.extend(long(quantum_us));
    words.push(strategy.roles.len() as u32);
    words.extend(strategy.roles.iter().map(|of_worker| role(strategy, of_worker)));
    words.push(workload.locks.len() as u32);
    words.extend(workload.locks.iter().map(|lock| lock.capacity));
    words.push(workload.channels.len() as u32);
    words.extend(workload.channels.iter().map(|channel| channel.capacity.unwrap_or(NONE)));
    words.extend([workload.wholes.len() as u32, workload.tasks.len() as u32]);
    workload.tasks.iter().for_each(|task| write_task(task, scenario, words));
}

/// A number for a place: that of the first task there.
fn place(scenario: &Scenario, task: &Task) -> u32 {
    let is_there = |other: &Task| other.place == task.place;
    let first = || scenario.workload.tasks.iter().position(is_there);
    task.place.as_ref().and_then(|_| first()).map_or(NONE, |first| first as u32)
}

fn write_task(task: &Task, scenario: &Scenario, words: &mut Vec<u32>) {
    words.extend(long(task.arrives_us));
    words.extend(long(task.patience_us.unwrap_or(NEVER)));
    words.extend([task.priority as u32, role(&scenario.strategy, &task.role)]);
    words.extend([place(scenario, task), task.part_of.unwrap_or(NONE)]);
    words.push(task.after.len() as u32);
    words.extend(&task.after);
    words.push(task.steps.len() as u32);
    for step in &task.steps {
        let (kind, with) = match *step {
            Step::Compute(us) => (0, us),
            Step::Wait(us) => (1, us),
            Step::Acquire(lock) => (2, lock.into()),
            Step::Release(lock) => (3, lock.into()),
            Step::Send(channel) => (4, channel.into()),
            Step::Receive(channel) => (5, channel.into()),
            Step::Emit => (6, 0),
            Step::Yield => (7, 0),
        };
        words.push(kind);
        words.extend(long(with));
    }
}

fn read(reader: &mut Reader<'_>) -> Scenario {
    let (cores, workers) = (reader.take(), reader.take());
    let waiting = if reader.take() == 1 { Waiting::Overlapping } else { Waiting::Blocking };
    let order = if reader.take() == 1 { Order::Priority } else { Order::Fifo };
    let stop_after = unless_none(reader);
    let machine = Machine { cores, switch_cost_us: reader.take_long() };
    let slicing = match reader.take_long() {
        NEVER => Slicing::ToCompletion,
        quantum_us => Slicing::Sliced { quantum_us },
    };
    let roles = reader.take_list(read_role);
    let locks = reader.take_list(|reader| Lock { name: String::new(), capacity: reader.take() });
    let channels = reader.take_list(|reader| Channel { name: String::new(), capacity: unless_none(reader) });
    let wholes = reader.take_list(|_| String::new());
    let tasks = reader.take_list(read_task);
    let workload = Workload { tasks, locks, channels, wholes };
    Scenario::new(workload, machine, Strategy { workers, roles, waiting, slicing, order, stop_after })
}

fn unless_none(reader: &mut Reader<'_>) -> Option<u32> {
    Some(reader.take()).filter(|word| *word != NONE)
}

/// A number as the name that it stands for.
fn name(number: u32) -> Option<String> {
    Some(number.to_string())
}

fn read_role(reader: &mut Reader<'_>) -> Option<String> {
    Some(reader.take()).filter(|number| *number > 0).and_then(name)
}

fn read_task(reader: &mut Reader<'_>) -> Task {
    Task {
        name: String::new(),
        arrives_us: reader.take_long(),
        patience_us: Some(reader.take_long()).filter(|us| *us != NEVER),
        priority: reader.take() as i32,
        role: read_role(reader),
        place: unless_none(reader).and_then(name),
        part_of: unless_none(reader),
        after: reader.take_list(Reader::take),
        steps: reader.take_list(read_step),
        due_us: None,
    }
}

fn read_step(reader: &mut Reader<'_>) -> Step {
    let (kind, with) = (reader.take(), reader.take_long());
    // An index has one word.
    let index = with as u32;
    match kind {
        0 => Step::Compute(with),
        1 => Step::Wait(with),
        2 => Step::Acquire(index),
        3 => Step::Release(index),
        4 => Step::Send(index),
        5 => Step::Receive(index),
        6 => Step::Emit,
        7 => Step::Yield,
        _ => {
            reader.fail();
            Step::Yield
        }
    }
}
