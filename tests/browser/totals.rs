//! Whatever the reader sets, every figure tells what the simulator says: result, total, table, and the numbers in the prose.

use libtest_mimic::Trial;
use meanwhile_figures::Values;
use meanwhile_sim::SplitMix64;

use crate::figure::{figures, random_values};
use crate::lab::{Bench, Lab};
use crate::outcome::{Outcome, same};

/// For each figure.
const POSITIONS_DEEP: usize = 100;
const POSITIONS: usize = 5;

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![bench.everywhere("every figure tells what the simulator says, whatever is set", whatever_is_set)]
}

async fn whatever_is_set(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let positions = if lab.setting.deep { POSITIONS_DEEP } else { POSITIONS };
    let mut random = SplitMix64::new(7);
    for figure in figures(&page) {
        figure.expect(Values::first(figure.described.dials())).await?;
        for _ in 0..positions {
            let values = random_values(figure.described, &mut random);
            figure.set(values, &mut random).await?;
        }
    }
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}
