//! Which tasks have which colour: each one its own, and the parts of a divided task that of the whole.

use meanwhile_sim::Workload;

/// The number of each task's colour, counted from 0 without an end; there are [`LOOKS`](crate::svg::LOOKS) of them, and
/// then they begin anew.
pub fn of(workload: &Workload) -> Vec<usize> {
    let mut of_whole = vec![None; workload.wholes.len()];
    let mut next = 0;
    let mut fresh = || {
        next += 1;
        next - 1
    };
    let mut looks = Vec::with_capacity(workload.tasks.len());
    for task in &workload.tasks {
        let whole = task.part_of.and_then(|whole| of_whole.get_mut(whole as usize));
        looks.push(match whole {
            Some(known) => *known.get_or_insert_with(&mut fresh),
            None => fresh(),
        });
    }
    looks
}

#[cfg(test)]
mod tests {
    use meanwhile_sim::{SimError, Task};

    use super::*;

    #[test]
    fn parts_of_a_task_have_its_colour() -> Result<(), SimError> {
        let workload = Workload::new([Task::new("A").compute(4), Task::new("B").compute(4)]);
        assert_eq!(of(&workload), [0, 1]);
        assert_eq!(of(&workload.clone().split(1, 3)?), [0, 1, 1, 1]);
        assert_eq!(of(&workload.split(1, 2)?.split(0, 2)?), [0, 0, 1, 1]);
        Ok(())
    }
}
