//! Machine and strategy.

use meanwhile_sim::limits::{NAME_BYTES_MAX, WORKERS_MAX};
use meanwhile_sim::{Order, Waiting};

use super::numbers::Numbers;
use crate::error::Fault;
use crate::json::{Fields, Node};
use crate::parameter::Amount;
use crate::template::StrategyTemplate;
use crate::words;

const MACHINE: &[&str] = &["cores", "switch_cost"];
const STRATEGY: &[&str] = &["workers", "roles", "waiting", "slicing", "order", "stop_after"];

/// Cores and switch cost; one core that turns for nothing where the file says nothing.
pub(super) fn machine(numbers: &mut Numbers, file: &Fields<'_>) -> Result<(Amount, Amount), Fault> {
    let at = file.owner().at;
    let Some(node) = file.get("machine") else { return Ok((Amount::fixed(at, 1), Amount::fixed(at, 0))) };
    let fields = node.fields(MACHINE)?;
    let cores = fields.get("cores").map_or(Ok(Amount::fixed(node.at, 1)), |node| numbers.count(node))?;
    let cost = fields.get("switch_cost").map_or(Ok(Amount::fixed(node.at, 0)), |node| numbers.time(node))?;
    Ok((cores, cost))
}

/// One worker that blocks, cooperative, first in first out, where the file says nothing.
pub(super) fn strategy(numbers: &mut Numbers, file: &Fields<'_>) -> Result<StrategyTemplate, Fault> {
    let at = file.owner().at;
    let mut strategy = StrategyTemplate {
        workers: Amount::fixed(at, 1),
        roles_at: at,
        roles: Vec::new(),
        waiting: Waiting::default(),
        quantum: None,
        order: Order::default(),
        stop_after: None,
    };
    let Some(node) = file.get("strategy") else { return Ok(strategy) };
    let fields = node.fields(STRATEGY)?;
    if let Some(node) = fields.get("workers") {
        strategy.workers = numbers.count(node)?;
    }
    if let Some(node) = fields.get("roles") {
        strategy.roles_at = node.at;
        strategy.roles =
            node.list("roles", WORKERS_MAX as usize)?.into_iter().map(role).collect::<Result<_, _>>()?;
    }
    if let Some(node) = fields.get("waiting") {
        strategy.waiting = word(node, words::WAITING, words::WAITING_WORDS)?;
    }
    if let Some(node) = fields.get("slicing") {
        strategy.quantum = quantum(numbers, node)?;
    }
    if let Some(node) = fields.get("order") {
        strategy.order = word(node, words::ORDER, words::ORDER_WORDS)?;
    }
    strategy.stop_after = fields.get("stop_after").map(|node| numbers.count(node)).transpose()?;
    Ok(strategy)
}

fn role(node: Node<'_>) -> Result<Option<String>, Fault> {
    if node.is_null() {
        return Ok(None);
    }
    if !node.is_string() {
        return Err(node.expected("a role, or null for a worker without one"));
    }
    node.short("the bytes of a worker's role", NAME_BYTES_MAX).map(Some)
}

fn word<T: Copy>(node: Node<'_>, table: &[(&str, T)], expected: &'static str) -> Result<T, Fault> {
    let text = node.string(expected)?;
    words::value(table, &text).ok_or_else(|| node.expected(expected))
}

fn quantum(numbers: &mut Numbers, node: Node<'_>) -> Result<Option<Amount>, Fault> {
    const EXPECTED: &str = r#""to-completion" or an object such as { "quantum": "1s" }"#;
    if node.is_object() {
        return numbers.time(node.fields(&["quantum"])?.need("quantum")?).map(Some);
    }
    match node.string(EXPECTED)?.as_str() {
        words::TO_COMPLETION => Ok(None),
        _ => Err(node.expected(EXPECTED)),
    }
}
