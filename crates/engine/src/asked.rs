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
        let (best, clock, scenarios) = (Method::numbered(reader.word()?), reader.word()?, reader.length()?);
        let asked = Asked { best, clock, scenarios: reader.list(scenarios, read)? };
        Some(asked).filter(|_| reader.is_at_end())
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
    let workload = &mut scenario.workload;
    let tasks = workload.tasks.iter_mut().map(|task| &mut task.name);
    let locks = workload.locks.iter_mut().map(|lock| &mut lock.name);
    let channels = workload.channels.iter_mut().map(|channel| &mut channel.name);
    let all = tasks.chain(locks).chain(channels);
    all.zip(names.lines()).for_each(|(name, given)| *name = given.to_owned());
    scenario
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
    let lengths = [
        strategy.roles.len(),
        workload.locks.len(),
        workload.channels.len(),
        workload.wholes.len(),
        workload.tasks.len(),
    ];
    words.extend(lengths.map(|length| length as u32));
    words.extend(strategy.roles.iter().map(|of_worker| role(strategy, of_worker)));
    words.extend(workload.locks.iter().map(|lock| lock.capacity));
    words.extend(workload.channels.iter().map(|channel| channel.capacity.unwrap_or(NONE)));
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
    words.extend([task.after.len() as u32, task.steps.len() as u32]);
    words.extend(&task.after);
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

fn read(reader: &mut Reader<'_>) -> Option<Scenario> {
    let (cores, workers) = (reader.word()?, reader.word()?);
    let waiting = if reader.word()? == 1 { Waiting::Overlapping } else { Waiting::Blocking };
    let order = if reader.word()? == 1 { Order::Priority } else { Order::Fifo };
    let stop_after = reader.unless_none()?;
    let machine = Machine { cores, switch_cost_us: reader.long()? };
    let slicing = match reader.long()? {
        NEVER => Slicing::ToCompletion,
        quantum_us => Slicing::Sliced { quantum_us },
    };
    let [roles, locks, channels, wholes, tasks] =
        [reader.length()?, reader.length()?, reader.length()?, reader.length()?, reader.length()?];
    let roles = reader.list(roles, read_role)?;
    let lock = |reader: &mut Reader<'_>| Some(Lock { name: String::new(), capacity: reader.word()? });
    let locks = reader.list(locks, lock)?;
    let channel =
        |reader: &mut Reader<'_>| Some(Channel { name: String::new(), capacity: reader.unless_none()? });
    let channels = reader.list(channels, channel)?;
    let tasks = reader.list(tasks, read_task)?;
    let workload = Workload { tasks, locks, channels, wholes: vec![String::new(); wholes] };
    Some(Scenario::new(workload, machine, Strategy { workers, roles, waiting, slicing, order, stop_after }))
}

fn read_role(reader: &mut Reader<'_>) -> Option<Option<String>> {
    reader.word().map(|number| (number > 0).then(|| number.to_string()))
}

fn read_task(reader: &mut Reader<'_>) -> Option<Task> {
    let (arrives_us, patience_us) = (reader.long()?, Some(reader.long()?).filter(|us| *us != NEVER));
    let (priority, role) = (reader.word()? as i32, read_role(reader)?);
    let (place, part_of) = (reader.unless_none()?, reader.unless_none()?);
    let place = place.map(|number| number.to_string());
    let [after, steps] = [reader.length()?, reader.length()?];
    let (after, steps) = (reader.list(after, Reader::word)?, reader.list(steps, read_step)?);
    Some(Task { arrives_us, priority, after, role, place, patience_us, part_of, steps, ..Task::default() })
}

fn read_step(reader: &mut Reader<'_>) -> Option<Step> {
    let (kind, with) = (reader.word()?, reader.long()?);
    let index = u32::try_from(with);
    Some(match kind {
        0 => Step::Compute(with),
        1 => Step::Wait(with),
        2 => Step::Acquire(index.ok()?),
        3 => Step::Release(index.ok()?),
        4 => Step::Send(index.ok()?),
        5 => Step::Receive(index.ok()?),
        6 => Step::Emit,
        7 => Step::Yield,
        _ => return None,
    })
}
