//! What a moved slider and a moved view cost: trace, metrics, layout and markup, natively and as WebAssembly that is as
//! small as the page's.

use crate::Result;
use crate::child::Child;
use meanwhile_peer_cases::{Case, Drawing};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

const RUNS: u32 = 100;

/// Tasks and steps of each.
const FIGURES: [(u32, u32); 2] = [(8, 3), (1_000, 10)];

/// How many spans are drawn, and how the row begins.
const DRAWINGS: [(u32, &str); 2] = [(1_000, "thousand spans"), (1_000_000, "million spans")];

pub(crate) fn run(module: Option<&Path>) -> Result<()> {
    let mut node = module.map(Child::node).transpose()?;
    println!("\n{:<20} {:>12} {:>12}", "recompute", "native", "page");
    for (tasks, steps) in FIGURES {
        let case = Case::figure(tasks, steps);
        let command = |_| format!("recompute {tasks} {steps}");
        row(&format!("{tasks} tasks"), |_| drop(black_box(case.recompute())), node.as_mut(), command)?;
    }
    println!("\n{:<20} {:>12} {:>12}", "frame", "native", "page");
    for (spans, name) in DRAWINGS {
        let drawing = Drawing::of(spans);
        let command = |number| format!("frame {spans} {number}");
        row(name, |number| drop(black_box(drawing.frame(number))), node.as_mut(), command)?;
    }
    Ok(())
}

/// Both sides in turns; the best time of each counts.
fn row(
    name: &str,
    run: impl Fn(u32),
    mut node: Option<&mut Child>,
    command: impl Fn(u32) -> String,
) -> Result<()> {
    let (mut native, mut page) = (Duration::MAX, Duration::MAX);
    for number in 0..RUNS {
        let start = Instant::now();
        run(number);
        native = native.min(start.elapsed());
        if let Some(node) = &mut node {
            page = page.min(node.time(&command(number))?);
        }
    }
    let page = if node.is_some() { format!("{} us", page.as_micros()) } else { "-".to_owned() };
    println!("{name:<20} {:>9} us {page:>12}", native.as_micros());
    Ok(())
}
