//! From the text to the template: shapes, names, and the limits of the text.

mod names;
mod numbers;
mod settings;
mod tasks;

use meanwhile_sim::limits::{CHANNELS_MAX, LOCKS_MAX, NAME_BYTES_MAX, TASKS_MAX};

use crate::Parameter;
use crate::error::{ErrorKind, Fault, at_most};
use crate::json::{Fields, Node};
use crate::limits::{DERIVATIONS_MAX, FILE_BYTES_MAX, TEXT_BYTES_MAX};
use crate::parameter::Amount;
use crate::template::{Shared, Template};
use names::Names;
use numbers::Numbers;

/// The fields of a file.
const FILE: &[&str] = &[
    "meanwhile",
    "title",
    "parameters",
    "take",
    "locks",
    "channels",
    "wholes",
    "tasks",
    "derive",
    "machine",
    "strategy",
];

/// What a file is made of.
#[derive(Clone, Debug)]
pub(crate) struct Decoded {
    pub(crate) title: String,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) template: Template,
}

/// What the names in steps and tasks refer to.
struct Scope {
    numbers: Numbers,
    tasks: Names,
    locks: Names,
    channels: Names,
    wholes: Names,
}

pub(crate) fn decode(text: &str) -> Result<Decoded, Fault> {
    at_most(0, "the bytes of the file", text.len() as u64, FILE_BYTES_MAX as u64)?;
    let root = Node::root(text)?;
    version(root)?;
    let file = root.fields(FILE)?;
    let title = file.get("title").map(|node| node.short("the bytes of the title", TEXT_BYTES_MAX));
    let mut numbers = Numbers::of(&file)?;
    let locks = locks(&mut numbers, &file)?;
    let channels = channels(&mut numbers, &file)?;
    let wholes = wholes(&file)?;
    let tasks_node = file.need("tasks")?;
    let task_fields: Vec<Fields<'_>> = tasks_node
        .list("tasks", TASKS_MAX)?
        .into_iter()
        .map(|node| node.fields(tasks::TASK))
        .collect::<Result<_, _>>()?;
    let task_names: Vec<String> = task_fields.iter().map(tasks::name).collect::<Result<_, _>>()?;
    let mut scope = Scope {
        tasks: Names::new("task", task_names.iter()),
        locks: Names::new("lock", locks.iter().map(|lock| &lock.name)),
        channels: Names::new("channel", channels.iter().map(|channel| &channel.name)),
        wholes: Names::new("whole", wholes.iter()),
        numbers,
    };
    let mut entries = Vec::with_capacity(task_fields.len());
    for (fields, name) in task_fields.iter().zip(task_names) {
        entries.push(tasks::entry(&mut scope, fields, name)?);
    }
    let mut derivations = Vec::new();
    if let Some(list) = file.get("derive") {
        for node in list.list("derivations", DERIVATIONS_MAX)? {
            derivations.push(tasks::derivation(&mut scope, node)?);
        }
    }
    let numbers = &mut scope.numbers;
    let (cores, switch_cost) = settings::machine(numbers, &file)?;
    let template = Template {
        take: file.get("take").map(|node| numbers.count(node)).transpose()?,
        locks,
        channels,
        wholes,
        tasks_at: tasks_node.at,
        tasks: entries,
        derivations,
        cores,
        switch_cost,
        strategy: settings::strategy(numbers, &file)?,
    };
    Ok(Decoded {
        title: title.transpose()?.unwrap_or_default(),
        parameters: scope.numbers.parameters()?,
        template,
    })
}

/// Looked at before everything else, because a later version may have other fields.
fn version(root: Node<'_>) -> Result<(), Fault> {
    let fields = root.object()?;
    let Some(field) = fields.iter().find(|field| field.key == "meanwhile") else {
        return Err(root.fault(ErrorKind::MissingField("meanwhile")));
    };
    match field.value.number::<u64>("the version of the format, 1")? {
        1 => Ok(()),
        other => Err(field.value.fault(ErrorKind::Version(other.to_string()))),
    }
}

fn locks(numbers: &mut Numbers, file: &Fields<'_>) -> Result<Vec<Shared<Amount>>, Fault> {
    shared(file.get("locks"), "locks", LOCKS_MAX, |node| numbers.count(node))
}

fn channels(numbers: &mut Numbers, file: &Fields<'_>) -> Result<Vec<Shared<Option<Amount>>>, Fault> {
    shared(file.get("channels"), "channels", CHANNELS_MAX, |node| {
        if node.is_null() { Ok(None) } else { numbers.count(node).map(Some) }
    })
}

/// An object from names to capacities or, where names are not unique, a list of objects with a name and a capacity.
fn shared<C>(
    node: Option<Node<'_>>,
    what: &'static str,
    max: usize,
    mut capacity: impl FnMut(Node<'_>) -> Result<C, Fault>,
) -> Result<Vec<Shared<C>>, Fault> {
    let Some(node) = node else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    if node.is_object() {
        for field in node.entries(what, max)? {
            at_most(field.key_at, "the bytes of a name", field.key.len() as u64, NAME_BYTES_MAX as u64)?;
            found.push(Shared { at: field.value.at, capacity: capacity(field.value)?, name: field.key });
        }
    } else {
        if !node.is_list() {
            return Err(node.expected("an object from names to capacities"));
        }
        for node in node.list(what, max)? {
            let fields = node.fields(&["name", "capacity"])?;
            let name = fields.need("name")?.short("the bytes of a name", NAME_BYTES_MAX)?;
            let node = fields.need("capacity")?;
            found.push(Shared { at: node.at, name, capacity: capacity(node)? });
        }
    }
    Ok(found)
}

fn wholes(file: &Fields<'_>) -> Result<Vec<String>, Fault> {
    let Some(node) = file.get("wholes") else { return Ok(Vec::new()) };
    let names = node.list("wholes", TASKS_MAX)?;
    names.into_iter().map(|node| node.short("the bytes of a whole's name", NAME_BYTES_MAX)).collect()
}
