//! What is special about the programs in Go.

use super::{Parts, Writer, flag};
use crate::Mark;
use crate::shape::{Group, Shape};

pub(super) fn of(writer: &Writer<'_>) -> Parts {
    let Shape { phases, scale, workers, cores, lets_go, tasks, .. } = writer.shape;
    // Goroutines that wait let their thread go, so that workers and cores are the same thing there.
    let cores = if *lets_go { workers } else { cores };
    let is_pool = !lets_go && (*workers as usize) < *tasks;
    let start = phases.iter().flat_map(|phase| start(writer, phase)).collect();
    let mut values = vec![("unit_go", duration(scale.unit_us))];
    values.push(("cores", cores.to_string()));
    (values, vec![("pool", flag(is_pool)), ("start", start), ("functions", aligned(&writer.functions()))])
}

/// Comments of lines that follow each other stand under each other, as gofmt has them.
fn aligned(lines: &[String]) -> Vec<String> {
    let code = |line: &str| line.split_once(" // ").map(|(code, _)| code.chars().count());
    let same = |one: &String, other: &String| code(one).is_some() == code(other).is_some();
    let mut aligned = Vec::new();
    for run in lines.chunk_by(same) {
        let width = run.iter().filter_map(|line| code(line)).max().unwrap_or(0);
        aligned.extend(run.iter().map(|line| match line.split_once(" // ") {
            Some((code, comment)) => format!("{code:<width$} // {comment}"),
            None => line.clone(),
        }));
    }
    aligned
}

fn duration(us: u64) -> String {
    match us {
        us if us.is_multiple_of(1_000) => format!("{} * time.Millisecond", us / 1_000),
        us => format!("{us} * time.Microsecond"),
    }
}

/// The functions of a phase, one for each task.
fn start(writer: &Writer<'_>, phase: &[Group]) -> Vec<String> {
    let mut items = Vec::new();
    for group in phase {
        let f = writer.function(group.function);
        let Some((first, gap)) = group.arrives else {
            items.extend((0..group.count).map(|_| f.clone()));
            continue;
        };
        let at = |index| format!("at(start, {}*{}, {f})", first + gap * index, writer.unit());
        items.extend((0..u64::from(group.count)).map(at));
    }
    if let [only] = &items[..] {
        return vec![format!("{only}() ¶start")];
    }
    writer.call("run(", &items, ")", Mark::Start)
}
