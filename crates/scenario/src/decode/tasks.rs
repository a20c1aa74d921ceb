//! Tasks, their steps, and what is derived from them.

use meanwhile_sim::Step;
use meanwhile_sim::limits::{DEPENDENCIES_MAX, NAME_BYTES_MAX, STEPS_MAX, TASKS_MAX};

use super::Scope;
use crate::error::{ErrorKind, Fault};
use crate::json::{Fields, Node};
use crate::parameter::Amount;
use crate::template::{Derivation, DerivationKind, Entry, Gaps, StepTemplate, Stream};

/// The fields of a task.
pub(super) const TASK: &[&str] = &[
    "name", "steps", "arrives", "priority", "after", "role", "place", "patience", "due", "part_of", "every",
    "poisson", "count",
];

const STEP: &[&str] = &["compute", "wait", "acquire", "release", "send", "receive", "repeat", "steps"];
const STEP_EXPECTED: &str = r#"a step: "emit", "yield", or an object such as { "compute": "1s" }"#;
const DERIVATION: &[&str] = &["split", "chunk", "pipeline", "in_sequence", "into"];

/// Names are read first, because a task may come after one that is listed later.
pub(super) fn name(fields: &Fields<'_>) -> Result<String, Fault> {
    fields.need("name")?.short("the bytes of a task's name", NAME_BYTES_MAX)
}

pub(super) fn entry(scope: &mut Scope, fields: &Fields<'_>, name: String) -> Result<Entry, Fault> {
    let at = fields.owner().at;
    let place_of = |name: &str| fields.get(name).map_or(at, |node| node.at);
    let text = |name: &str, what: &'static str| {
        fields.get(name).map(|node| node.short(what, NAME_BYTES_MAX)).transpose()
    };
    let steps_node = fields.need("steps")?;
    let numbers = &mut scope.numbers;
    let mut time = |name: &str| fields.get(name).map(|node| numbers.time(node)).transpose();
    let (arrives, patience, due) = (time("arrives")?, time("patience")?, time("due")?);
    let part_of = fields.get("part_of").map(|node| scope.wholes.index(node)).transpose()?;
    Ok(Entry {
        at,
        name,
        arrives,
        priority: fields.get("priority").map_or(Ok(0), |node| node.number("a whole number of 32 bits"))?,
        after_at: place_of("after"),
        after: fields.get("after").map_or(Ok(Vec::new()), |node| tasks(scope, node))?,
        role_at: place_of("role"),
        role: text("role", "the bytes of a task's role")?,
        place: text("place", "the bytes of a task's place")?,
        patience,
        due,
        // There are not more wholes than tasks.
        part_of: part_of.map(|index| index as u32),
        stream: stream(scope, fields)?,
        steps_at: steps_node.at,
        steps: steps(scope, steps_node)?,
    })
}

fn tasks(scope: &Scope, node: Node<'_>) -> Result<Vec<usize>, Fault> {
    let listed = node.list("dependencies", DEPENDENCIES_MAX)?;
    listed.into_iter().map(|node| scope.tasks.index(node)).collect()
}

fn stream(scope: &mut Scope, fields: &Fields<'_>) -> Result<Option<Stream>, Fault> {
    let count = fields.get("count");
    let gaps = match (fields.get("every"), fields.get("poisson")) {
        (Some(_), Some(node)) => return Err(node.fault(ErrorKind::Together("every", "poisson"))),
        (Some(node), None) => Gaps::Every(scope.numbers.time(node)?),
        (None, Some(node)) => {
            let poisson = node.fields(&["mean", "seed"])?;
            let seed = poisson.need("seed")?.number("a whole number of 64 bits")?;
            Gaps::Poisson { mean: scope.numbers.time(poisson.need("mean")?)?, seed }
        }
        (None, None) => match count {
            Some(_) => return Err(fields.owner().fault(ErrorKind::MissingField("every"))),
            None => return Ok(None),
        },
    };
    Ok(Some(Stream { count: scope.numbers.count(fields.need("count")?)?, gaps }))
}

fn steps(scope: &mut Scope, node: Node<'_>) -> Result<Vec<StepTemplate>, Fault> {
    node.list("steps", STEPS_MAX)?.into_iter().map(|node| step(scope, node)).collect()
}

fn step(scope: &mut Scope, node: Node<'_>) -> Result<StepTemplate, Fault> {
    if node.is_string() {
        return match node.string(STEP_EXPECTED)?.as_str() {
            "emit" => Ok(StepTemplate::Fixed(node.at, Step::Emit)),
            "yield" => Ok(StepTemplate::Fixed(node.at, Step::Yield)),
            _ => Err(node.expected(STEP_EXPECTED)),
        };
    }
    if !node.is_object() {
        return Err(node.expected(STEP_EXPECTED));
    }
    let fields = node.fields(STEP)?;
    let Some((name, value)) = fields.only(&["steps"])? else { return Err(node.expected(STEP_EXPECTED)) };
    if let (Some(inner), true) = (fields.get("steps"), name != "repeat") {
        return Err(inner.fault(ErrorKind::Together(name, "steps")));
    }
    // Indices of locks and channels are small: their numbers are limited.
    let fixed = |index: Result<usize, Fault>, step: fn(u32) -> Step| {
        index.map(|index| StepTemplate::Fixed(value.at, step(index as u32)))
    };
    match name {
        "compute" => scope.numbers.time(value).map(StepTemplate::Compute),
        "wait" => scope.numbers.time(value).map(StepTemplate::Wait),
        "acquire" => fixed(scope.locks.index(value), Step::Acquire),
        "release" => fixed(scope.locks.index(value), Step::Release),
        "send" => fixed(scope.channels.index(value), Step::Send),
        "receive" => fixed(scope.channels.index(value), Step::Receive),
        _ => {
            let times = scope.numbers.count(value)?;
            Ok(StepTemplate::Repeat(times, steps(scope, fields.need("steps")?)?))
        }
    }
}

pub(super) fn derivation(scope: &mut Scope, node: Node<'_>) -> Result<Derivation, Fault> {
    const EXPECTED: &str = "one of split, chunk, pipeline and in_sequence";
    let fields = node.fields(DERIVATION)?;
    let Some((name, value)) = fields.only(&["into"])? else { return Err(node.expected(EXPECTED)) };
    if name == "in_sequence" {
        if let Some(into) = fields.get("into") {
            return Err(into.fault(ErrorKind::Together(name, "into")));
        }
        let listed = value.list("tasks", TASKS_MAX)?;
        let tasks = listed.into_iter().map(|node| scope.tasks.index(node)).collect::<Result<_, _>>()?;
        return Ok(Derivation { at: value.at, kind: DerivationKind::InSequence { tasks } });
    }
    let into: Amount = scope.numbers.count(fields.need("into")?)?;
    let kind = match name {
        "split" => DerivationKind::Split { task: scope.tasks.index(value)?, into },
        "chunk" => DerivationKind::Chunk { task: scope.tasks.index(value)?, into },
        _ => {
            let listed = value.list("tasks of a pipeline", 2)?;
            let [first, second] = listed[..] else {
                return Err(value.expected("the producer and the consumer"));
            };
            let (producer, consumer) = (scope.tasks.index(first)?, scope.tasks.index(second)?);
            if producer == consumer {
                return Err(second.expected("another task than the producer"));
            }
            DerivationKind::Pipeline { producer, consumer, into }
        }
    };
    Ok(Derivation { at: value.at, kind })
}
