//! What a task does, as the body of a function: in units, with loops where it repeats itself, and with what it does while
//! it holds a lock as a block.

use meanwhile_sim::{Step, Waiting};

use crate::Refusal;
use crate::scale::Scale;

/// A statement of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Statement {
    /// So many units.
    Compute(u64),
    /// So many units.
    Wait(u64),
    /// What is done while the lock of this number is held.
    Hold(u32, Vec<Statement>),
    Send(u32),
    Receive(u32),
    Emit,
    Yield,
    /// The same, so many times.
    Repeat(u32, Vec<Statement>),
}

use Statement::{Compute, Emit, Hold, Receive, Repeat, Send, Wait, Yield};

/// The body of a function that takes these steps. Where a task keeps its worker, a yield means nothing to it.
pub(crate) fn body(steps: &[Step], scale: Scale, waiting: Waiting) -> Result<Vec<Statement>, Refusal> {
    let mut steps: Vec<Step> = steps.iter().copied().filter(|step| takes_part(*step, scale)).collect();
    drop_yields(&mut steps, waiting);
    nest_releases(&mut steps);
    let mut rest = steps.iter().copied();
    let body = block(&mut rest, None, scale)?;
    Ok(fold(body))
}

fn takes_part(step: Step, scale: Scale) -> bool {
    match step {
        Step::Compute(us) | Step::Wait(us) => scale.units(us) > 0,
        _ => true,
    }
}

/// A yield before a wait changes nothing. The last one changes nothing either; where the others stay, it stays as well, so
/// that the steps repeat themselves to the end.
fn drop_yields(steps: &mut Vec<Step>, waiting: Waiting) {
    let is_needed = |pair: &[Step]| {
        waiting == Waiting::Overlapping && pair[0] == Step::Yield && !matches!(pair[1], Step::Wait(_))
    };
    let last = steps.windows(2).any(is_needed);
    let mut kept: Vec<bool> =
        steps.windows(2).map(|pair| pair[0] != Step::Yield || is_needed(pair)).collect();
    kept.push(last || steps.last() != Some(&Step::Yield));
    let mut kept = kept.into_iter();
    steps.retain(|_| kept.next().unwrap_or(true));
}

/// What is given back at one instant is given back in the reverse order in which it was taken.
fn nest_releases(steps: &mut [Step]) {
    let mut held: Vec<u32> = Vec::new();
    let mut at = 0;
    while let Some(step) = steps.get(at) {
        if let Step::Acquire(lock) = *step {
            held.push(lock);
        }
        let is_release = |step: &&Step| matches!(step, Step::Release(_));
        let run = steps[at..].iter().take_while(is_release).count();
        let taken = |step: &Step| held.iter().rposition(|lock| *step == Step::Release(*lock));
        steps[at..at + run].sort_by_key(|step| std::cmp::Reverse(taken(step)));
        for step in &steps[at..at + run] {
            if let Some(last) = held.iter().rposition(|lock| *step == Step::Release(*lock)) {
                held.remove(last);
            }
        }
        at += run.max(1);
    }
}

/// The steps up to the release of `until`.
fn block(
    steps: &mut impl Iterator<Item = Step>,
    until: Option<u32>,
    scale: Scale,
) -> Result<Vec<Statement>, Refusal> {
    let mut block = Vec::new();
    while let Some(step) = steps.next() {
        let statement = match step {
            Step::Compute(us) => Compute(scale.units(us)),
            Step::Wait(us) => Wait(scale.units(us)),
            Step::Acquire(lock) => Hold(lock, self::block(steps, Some(lock), scale)?),
            Step::Release(lock) if until == Some(lock) => return Ok(fold(block)),
            Step::Release(_) => return Err(Refusal::Locks),
            Step::Send(channel) => Send(channel),
            Step::Receive(channel) => Receive(channel),
            Step::Emit => Emit,
            Step::Yield => Yield,
        };
        match (block.last_mut(), &statement) {
            (Some(Compute(before)), Compute(units)) | (Some(Wait(before)), Wait(units)) => *before += units,
            _ => block.push(statement),
        }
    }
    // Every task gives back what it took; the simulator sees to that.
    Ok(block)
}

/// Writes what repeats itself as a loop.
fn fold(statements: Vec<Statement>) -> Vec<Statement> {
    let mut folded = Vec::new();
    let mut rest = &statements[..];
    while !rest.is_empty() {
        let (period, times) = repetition(rest);
        if times > 1 {
            folded.push(Repeat(times as u32, rest[..period].to_vec()));
        } else {
            folded.extend_from_slice(&rest[..1]);
        }
        rest = &rest[period * times..];
    }
    folded
}

/// How many statements are repeated at the beginning, and how often: what covers most, in the shortest loop.
fn repetition(statements: &[Statement]) -> (usize, usize) {
    let times = |period: usize| {
        let first = &statements[..period];
        statements.chunks_exact(period).take_while(|part| *part == first).count()
    };
    let covers = |(period, times): &(usize, usize)| if *times > 1 { period * times } else { 0 };
    let all = (1..=statements.len() / 2).map(|period| (period, times(period)));
    let best = all.reduce(|best, other| if covers(&other) > covers(&best) { other } else { best });
    // Two statements in a row are not worth a loop.
    best.filter(|best| covers(best) > 2).unwrap_or((1, 1))
}

/// All statements, those in blocks included.
pub(crate) fn any(statements: &[Statement], is: &dyn Fn(&Statement) -> bool) -> bool {
    statements.iter().any(|statement| {
        is(statement)
            || match statement {
                Hold(_, block) | Repeat(_, block) => any(block, is),
                _ => false,
            }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(steps: &[Step], waiting: Waiting) -> Result<Vec<Statement>, Refusal> {
        let scale = Scale::of(1_000_000, &[1_000_000])?;
        let in_seconds = |step: &Step| match *step {
            Step::Compute(s) => Step::Compute(s * 1_000_000),
            Step::Wait(s) => Step::Wait(s * 1_000_000),
            step => step,
        };
        body(&steps.iter().map(in_seconds).collect::<Vec<_>>(), scale, waiting)
    }

    #[test]
    fn steps_become_statements() {
        let check = |steps: &[Step], expected: &[Statement]| {
            assert_eq!(folded(steps, Waiting::Overlapping).as_deref(), Ok(expected), "{steps:?}");
        };
        check(&[], &[]);
        check(&[Step::Compute(1), Step::Compute(2), Step::Wait(0)], &[Compute(3)]);
        check(
            &[Step::Acquire(0), Step::Wait(2), Step::Release(0), Step::Compute(1)],
            &[Hold(0, vec![Wait(2)]), Compute(1)],
        );
        check(&[Step::Wait(5), Step::Send(0)].repeat(6), &[Repeat(6, vec![Wait(5), Send(0)])]);
        check(&[Step::Wait(5), Step::Send(0), Step::Yield].repeat(6), &[Repeat(6, vec![Wait(5), Send(0)])]);
        check(
            &[Step::Receive(0), Step::Compute(2), Step::Emit, Step::Yield].repeat(2),
            &[Repeat(2, vec![Receive(0), Compute(2), Emit, Yield])],
        );
        check(&[Step::Emit, Step::Emit], &[Emit, Emit]);
    }

    #[test]
    fn a_thread_has_no_use_for_yields() {
        let steps = [Step::Compute(1), Step::Yield, Step::Compute(1), Step::Yield];
        assert_eq!(folded(&steps, Waiting::Blocking), Ok(vec![Compute(2)]));
    }

    #[test]
    fn locks_that_cross_are_refused() {
        let crossed =
            [Step::Acquire(0), Step::Acquire(1), Step::Release(0), Step::Compute(1), Step::Release(1)];
        assert_eq!(folded(&crossed, Waiting::Blocking), Err(Refusal::Locks));
        // At one instant the order does not matter.
        let together =
            [Step::Acquire(0), Step::Acquire(1), Step::Compute(1), Step::Release(0), Step::Release(1)];
        assert_eq!(folded(&together, Waiting::Blocking), Ok(vec![Hold(0, vec![Hold(1, vec![Compute(1)])])]));
    }
}
