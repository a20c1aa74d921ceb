//! Which tasks have which colour: those with one name have one, numbers aside. So the parts of a divided task look like
//! the whole, and all clicks of a stream alike.

use meanwhile_sim::Workload;

/// The number of each task's colour, counted from 0 without an end; there are [`LOOKS`](crate::svg::LOOKS) of them, and
/// then they begin anew.
pub fn of(workload: &Workload) -> Vec<usize> {
    let mut known: Vec<&str> = Vec::new();
    let mut looks = Vec::with_capacity(workload.tasks.len());
    for task in &workload.tasks {
        let name = without_number(&task.name);
        looks.push(known.iter().position(|other| *other == name).unwrap_or_else(|| {
            known.push(name);
            known.len() - 1
        }));
    }
    looks
}

/// `click` of `click 7`; a name that is nothing but a number stays.
fn without_number(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((stem, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => name,
    }
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

    #[test]
    fn names_count_without_their_numbers() {
        let check = |names: &[&str], expected: &[usize]| {
            let workload = Workload::new(names.iter().map(|name| Task::new(name).compute(1)));
            assert_eq!(of(&workload), expected, "{names:?}");
        };
        check(&["job", "click 1", "click 2", "click 30"], &[0, 1, 1, 1]);
        check(&["1", "2", "3"], &[0, 1, 2]);
        check(&["", "a b", "a c", "a b"], &[0, 1, 2, 1]);
    }
}
