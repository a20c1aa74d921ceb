//! The kernel in a Worker and natively, both measured by the engine's own calibration.

use meanwhile_engine::Rate;
use meanwhile_engine::calibration::WARM_UP_US;

use crate::figures::{Figures, least};
use crate::native;
use crate::outcome::Outcome;
use crate::page::Page;

const RUNS: usize = 20;

/// One figure: the time of a round in a Worker ÷ natively.
pub async fn measure(page: &Page) -> Outcome<Figures> {
    page.rate(WARM_UP_US).await?;
    let (mut native, mut wasm) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        native.push(round_ns(native::rate()?));
        wasm.push(round_ns(page.rate(0).await?));
    }
    let (native, wasm) = (least(native), least(wasm));
    if let (Some(native), Some(wasm)) = (native, wasm) {
        eprintln!("kernel: a round takes {native:.4} ns natively, {wasm:.4} ns in a Worker");
    }
    Ok(Figures::default().with("wasm ÷ native", wasm.zip(native).map(|(wasm, native)| wasm / native)))
}

fn round_ns(rate: Rate) -> f64 {
    rate.us as f64 * 1e3 / rate.rounds as f64
}
