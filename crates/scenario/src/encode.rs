//! From a scenario back to text.

use std::collections::BTreeMap;

use meanwhile_sim::{Machine, Scenario, Slicing, Step, Strategy, Task, Workload};

use crate::duration::duration_text;
use crate::words;

/// The one canonical text of a scenario. Reading it gives the same scenario, whatever the title.
///
/// Every repeat, stream and derivation is written out; what is as it would be without saying so is left out of a
/// task; whatever shares its name with another of its kind is referred to by its position. Every valid scenario can be
/// written so, up to the size of a file that is read: [`limits::FILE_BYTES_MAX`](crate::limits::FILE_BYTES_MAX).
///
/// ```
/// use meanwhile_scenario::{ScenarioFile, Values, encode};
/// use meanwhile_sim::*;
/// let workload = Workload::new([Task::new("A").compute(1_500_000).wait(2_000_000).emit()]);
/// let scenario = Scenario::new(workload, Machine::new(1), Strategy::overlapping(1));
/// let text = encode(&scenario, "One task");
/// assert_eq!(
///     text,
///     r#"{
///   "meanwhile": 1,
///   "title": "One task",
///   "tasks": [
///     { "name": "A", "steps": [{ "compute": "1500ms" }, { "wait": "2s" }, "emit"] }
///   ],
///   "machine": { "cores": 1, "switch_cost": "0s" },
///   "strategy": { "workers": 1, "waiting": "overlapping", "slicing": "to-completion", "order": "fifo" }
/// }
/// "#
/// );
/// assert_eq!(ScenarioFile::decode(&text)?.scenario(&Values::default())?, scenario);
/// # Ok::<(), meanwhile_scenario::FileError>(())
/// ```
pub fn encode(scenario: &Scenario, title: &str) -> String {
    let Scenario { workload, machine, strategy } = scenario;
    let tasks = Names::new(workload.tasks.iter().map(|task| task.name.as_str()));
    let locks = Names::new(workload.locks.iter().map(|lock| lock.name.as_str()));
    let channels = Names::new(workload.channels.iter().map(|channel| channel.name.as_str()));
    let wholes = Names::new(workload.wholes.iter().map(String::as_str));
    let mut fields = vec![r#"  "meanwhile": 1"#.to_owned(), format!(r#"  "title": {}"#, string(title))];
    let lock_capacities = workload.locks.iter().map(|lock| lock.capacity.to_string());
    fields.extend(shared("locks", &locks, lock_capacities.collect()));
    let capacity =
        |capacity: Option<u32>| capacity.map_or("null".to_owned(), |capacity| capacity.to_string());
    let channel_capacities = workload.channels.iter().map(|channel| capacity(channel.capacity));
    fields.extend(shared("channels", &channels, channel_capacities.collect()));
    if !workload.wholes.is_empty() {
        fields.push(format!(r#"  "wholes": {}"#, list(wholes.names.iter().map(|name| string(name)))));
    }
    let names = AllNames { tasks, locks, channels, wholes };
    fields.push(tasks_field(workload, &names));
    fields.push(machine_field(machine));
    fields.push(strategy_field(strategy));
    format!("{{\n{}\n}}\n", fields.join(",\n"))
}

struct AllNames<'s> {
    tasks: Names<'s>,
    locks: Names<'s>,
    channels: Names<'s>,
    wholes: Names<'s>,
}

/// Names that can be referred to.
struct Names<'s> {
    names: Vec<&'s str>,
    /// How many have each name.
    counts: BTreeMap<&'s str, usize>,
}

impl<'s> Names<'s> {
    fn new(names: impl Iterator<Item = &'s str>) -> Names<'s> {
        let names: Vec<&str> = names.collect();
        let mut counts = BTreeMap::new();
        for name in &names {
            *counts.entry(*name).or_default() += 1;
        }
        Names { names, counts }
    }

    fn are_unique(&self) -> bool {
        self.counts.len() == self.names.len()
    }

    /// The name, if only one has it, or else the position.
    fn reference(&self, index: u32) -> String {
        match self.names.get(index as usize) {
            Some(name) if self.counts.get(name) == Some(&1) => string(name),
            _ => index.to_string(),
        }
    }
}

/// Locks or channels: an object where it can be one.
fn shared(field: &str, names: &Names<'_>, capacities: Vec<String>) -> Option<String> {
    let pairs = names.names.iter().zip(capacities);
    match names {
        names if names.names.is_empty() => None,
        names if names.are_unique() => {
            let fields: Vec<String> =
                pairs.map(|(name, capacity)| format!("{}: {capacity}", string(name))).collect();
            Some(format!("  \"{field}\": {}", object(&fields)))
        }
        _ => {
            let objects = pairs.map(|(name, capacity)| {
                object(&[format!(r#""name": {}"#, string(name)), format!(r#""capacity": {capacity}"#)])
            });
            Some(format!("  \"{field}\": {}", list(objects)))
        }
    }
}

fn tasks_field(workload: &Workload, names: &AllNames<'_>) -> String {
    let tasks: Vec<String> = workload.tasks.iter().map(|each| format!("    {}", task(each, names))).collect();
    format!("  \"tasks\": [\n{}\n  ]", tasks.join(",\n"))
}

fn task(task: &Task, names: &AllNames<'_>) -> String {
    let mut fields = vec![format!(r#""name": {}"#, string(&task.name))];
    let mut field = |name: &str, value: Option<String>| {
        fields.extend(value.map(|value| format!("\"{name}\": {value}")));
    };
    let time = |us| format!("\"{}\"", duration_text(us));
    field("arrives", (task.arrives_us > 0).then(|| time(task.arrives_us)));
    field("priority", (task.priority != 0).then(|| task.priority.to_string()));
    let after = || list(task.after.iter().map(|before| names.tasks.reference(*before)));
    field("after", (!task.after.is_empty()).then(after));
    field("role", task.role.as_deref().map(string));
    field("place", task.place.as_deref().map(string));
    field("patience", task.patience_us.map(time));
    field("due", task.due_us.map(time));
    field("part_of", task.part_of.map(|whole| names.wholes.reference(whole)));
    field("steps", Some(list(task.steps.iter().map(|each| step(*each, names)))));
    object(&fields)
}

fn step(step: Step, names: &AllNames<'_>) -> String {
    let (name, value) = match step {
        Step::Compute(us) => ("compute", format!("\"{}\"", duration_text(us))),
        Step::Wait(us) => ("wait", format!("\"{}\"", duration_text(us))),
        Step::Acquire(lock) => ("acquire", names.locks.reference(lock)),
        Step::Release(lock) => ("release", names.locks.reference(lock)),
        Step::Send(channel) => ("send", names.channels.reference(channel)),
        Step::Receive(channel) => ("receive", names.channels.reference(channel)),
        Step::Emit => return r#""emit""#.to_owned(),
        Step::Yield => return r#""yield""#.to_owned(),
    };
    object(&[format!("\"{name}\": {value}")])
}

fn machine_field(machine: &Machine) -> String {
    let cost = duration_text(machine.switch_cost_us);
    let fields = [format!(r#""cores": {}"#, machine.cores), format!(r#""switch_cost": "{cost}""#)];
    format!("  \"machine\": {}", object(&fields))
}

fn strategy_field(strategy: &Strategy) -> String {
    let mut fields = vec![format!(r#""workers": {}"#, strategy.workers)];
    if !strategy.roles.is_empty() {
        let role = |role: &Option<String>| role.as_deref().map_or("null".to_owned(), string);
        fields.push(format!(r#""roles": {}"#, list(strategy.roles.iter().map(role))));
    }
    fields.push(format!(r#""waiting": "{}""#, words::word(words::WAITING, &strategy.waiting)));
    fields.push(match strategy.slicing {
        Slicing::ToCompletion => format!(r#""slicing": "{}""#, words::TO_COMPLETION),
        Slicing::Sliced { quantum_us } => {
            format!(r#""slicing": {{ "quantum": "{}" }}"#, duration_text(quantum_us))
        }
    });
    fields.push(format!(r#""order": "{}""#, words::word(words::ORDER, &strategy.order)));
    fields.extend(strategy.stop_after.map(|results| format!(r#""stop_after": {results}"#)));
    format!("  \"strategy\": {}", object(&fields))
}

/// A string of JSON, with its quotes and escapes.
fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn list(elements: impl Iterator<Item = String>) -> String {
    format!("[{}]", elements.collect::<Vec<_>>().join(", "))
}

fn object(fields: &[String]) -> String {
    format!("{{ {} }}", fields.join(", "))
}
