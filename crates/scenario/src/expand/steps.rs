//! Steps with their repeats written out.

use meanwhile_sim::Step;
use meanwhile_sim::limits::STEPS_MAX;

use crate::error::{Fault, at_most};
use crate::parameter::{Amount, Chosen};
use crate::template::StepTemplate;

/// How many steps these are when their repeats are written out. No repeat takes it past [`STEPS_MAX`]; what is written
/// one by one is at most so long as the file.
pub(super) fn count(steps: &[StepTemplate], chosen: &Chosen) -> Result<u64, Fault> {
    let mut sum = 0_u64;
    for step in steps {
        sum += match step {
            StepTemplate::Repeat(times, inner) => repeated(times, inner, chosen)?,
            _ => 1,
        };
        if let StepTemplate::Repeat(times, _) = step {
            at_most(times.at, "steps", sum, STEPS_MAX as u64)?;
        }
    }
    Ok(sum)
}

/// Each factor has a limit far below 2³², so that the product fits.
fn repeated(times: &Amount, inner: &[StepTemplate], chosen: &Chosen) -> Result<u64, Fault> {
    Ok(chosen.count(times, "the times of a repeat", STEPS_MAX as u64)? * count(inner, chosen)?)
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
                let copies = if end > start { times } else { 0 };
                for _ in 1..copies {
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
        let len = match step {
            StepTemplate::Repeat(times, inner) => repeated(times, inner, chosen).ok()?,
            _ => 1,
        };
        if index >= len {
            index -= len;
            continue;
        }
        return match step {
            StepTemplate::Compute(amount) | StepTemplate::Wait(amount) => Some(amount.at),
            StepTemplate::Fixed(at, _) => Some(*at),
            StepTemplate::Repeat(_, inner) => step_at(inner, chosen, index % count(inner, chosen).ok()?),
        };
    }
    None
}
