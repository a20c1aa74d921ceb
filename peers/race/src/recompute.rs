//! What a moved slider costs: trace, metrics and layout, natively and as WebAssembly that is as small as the page's.

use crate::Result;
use crate::child::Child;
use meanwhile_peer_cases::Case;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

const RUNS: usize = 100;

/// Tasks and steps of each.
const FIGURES: [(u32, u32); 2] = [(8, 3), (1_000, 10)];

pub(crate) fn run(module: Option<&Path>) -> Result<()> {
    let mut node = module.map(Child::node).transpose()?;
    println!("\n{:<20} {:>12} {:>12}", "recompute", "native", "page");
    for (tasks, steps) in FIGURES {
        let case = Case::figure(tasks, steps);
        let (mut native, mut page) = (Duration::MAX, Duration::MAX);
        for _ in 0..RUNS {
            let start = Instant::now();
            black_box(case.recompute());
            native = native.min(start.elapsed());
            if let Some(node) = &mut node {
                page = page.min(node.time(&format!("recompute {tasks} {steps}"))?);
            }
        }
        let page = if node.is_some() { format!("{} us", page.as_micros()) } else { "-".to_owned() };
        println!("{:<20} {:>9} us {page:>12}", format!("{tasks} tasks"), native.as_micros());
    }
    Ok(())
}
