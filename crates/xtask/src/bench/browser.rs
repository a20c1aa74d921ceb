//! Real runs in a real browser: starts the measurements of `tests/bench`, one at a time, and reads their figures.

use crate::failure::Result;
use crate::rust::Toolchain;
use crate::tools::Browser;
use crate::{paths, process, setup};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::process::Stdio;

/// What the measurements have said, each taken when the first row asks for one of its figures.
#[derive(Default)]
pub(crate) struct Runs(RefCell<BTreeMap<&'static str, Option<String>>>);

impl Runs {
    /// A figure of a measurement; none where there is no browser, or where this machine cannot measure it. The site must
    /// have been built.
    pub(crate) fn figure(&self, measurement: &'static str, name: &str) -> Result<Option<f64>> {
        let known = self.0.borrow().get(measurement).cloned();
        let told = match known {
            Some(told) => told,
            None => measure(measurement)?,
        };
        let figure = told.as_deref().and_then(|told| figure_in(told, name));
        self.0.borrow_mut().insert(measurement, told);
        Ok(figure)
    }
}

/// Runs one measurement; what it has to say besides its figures goes to the terminal.
fn measure(measurement: &str) -> Result<Option<String>> {
    let Browser { chromium, driver } = match setup::browser() {
        Ok(browser) => browser,
        Err(failure) => {
            eprintln!("bench: without {measurement}: {}", failure.sentence());
            return Ok(None);
        }
    };
    let mut bench = Toolchain::current()?.command("cargo");
    bench.args(["bench", "--quiet", "--package", "meanwhile-tests", "--bench", "real", "--", measurement]);
    bench.env("MEANWHILE_SITE", paths::target().join("site"));
    bench.env("MEANWHILE_CHROMIUM", chromium).env("MEANWHILE_CHROMEDRIVER", driver);
    process::run_quietly(bench.stderr(Stdio::inherit())).map(Some)
}

fn figure_in(told: &str, name: &str) -> Option<f64> {
    let number = |line: &str| line.strip_prefix(name)?.trim().parse().ok();
    told.lines().find_map(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_by_its_whole_name() {
        let told = "longest turn 5.1\nlongest 7\nwasm ÷ native 0.998\n";
        assert_eq!(figure_in(told, "wasm ÷ native"), Some(0.998));
        assert_eq!(figure_in(told, "longest"), Some(7.0));
        assert_eq!(figure_in(told, "plain ÷ shared"), None);
    }
}
