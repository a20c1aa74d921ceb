//! Steps with their repeats written out.

use meanwhile_sim::Step;
use meanwhile_sim::limits::STEPS_MAX;

use crate::error::{Fault, at_most};
use crate::parameter::Chosen;
use crate::template::StepTemplate;

/// How many steps these are when their repeats are written out: at most [`STEPS_MAX`].
pub(super) fn count(steps: &[StepTemplate], chosen: &Chosen) -> Result<u64, Fault> {
    let mut sum = 0_u64;
    for step in steps {
        let StepTemplate::Repeat(times, inner) = step else {
            sum += 1;
            continue;
        };
        // Both factors are at most STEPS_MAX, or the first is saturated and the other decides alone.
        let times_at = times.at;
        let times = chosen.count(times, "the times of a repeat", STEPS_MAX as u64)?;
        sum += times * count(inner, chosen)?;
        at_most(times_at, "steps", sum, STEPS_MAX as u64)?;
    }
    Ok(sum)
}

/// The steps, of which there are `count`.
pub(super) fn expanded(steps: &[StepTemplate], chosen: &Chosen, count: usize) -> Result<Vec<Step>, Fault> {
    let mut written = Vec::with_capacity(count);
    write(steps, chosen, &mut written)?;
    Ok(written)
}

fn write(steps: &[StepTemplate], chosen: &Chosen, written: &mut Vec<Step>) -> Result<(), Fault> {
    for step in steps {
        match step {
            StepTemplate::Compute(us) => written.push(Step::Compute(chosen.us(us)?)),
            StepTemplate::Wait(us) => written.push(Step::Wait(chosen.us(us)?)),
            StepTemplate::Fixed(_, step) => written.push(*step),
            StepTemplate::Repeat(times, inner) => {
                let start = written.len();
                let times = chosen.count(times, "the times of a repeat", STEPS_MAX as u64)?;
                if times > 0 {
                    write(inner, chosen, written)?;
                }
                // Copied, not walked again: a million repeats of nothing take no time.
                let end = written.len();
                for _ in 1..times.min(u64::from(end > start) * times) {
                    written.extend_from_within(start..end);
                }
            }
        }
    }
    Ok(())
}

/// The offset of the step that becomes the one with this index.
pub(crate) fn step_at(steps: &[StepTemplate], chosen: &Chosen, mut index: u64) -> Option<usize> {
    for step in steps {
        let (len, inner) = match step {
            StepTemplate::Repeat(times, inner) => {
                let inner_len = count(inner, chosen).ok()?;
                let times = chosen.count(times, "the times of a repeat", STEPS_MAX as u64).ok()?;
                (times * inner_len, Some((inner, inner_len)))
            }
            _ => (1, None),
        };
        if index >= len {
            index -= len;
            continue;
        }
        return match (step, inner) {
            (_, Some((inner, inner_len))) => step_at(inner, chosen, index % inner_len),
            (StepTemplate::Compute(amount) | StepTemplate::Wait(amount), _) => Some(amount.at),
            (StepTemplate::Fixed(at, _), _) => Some(*at),
            _ => None,
        };
    }
    None
}
