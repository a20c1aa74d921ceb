//! What the project has promised about size and speed, as data, in this one place.

/// A promise: the name of the row that `bench` prints, and the limit that the measured value must keep.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Budget {
    /// What is measured.
    pub(crate) row: &'static str,
    /// The value must be no more than this.
    pub(crate) at_most: f64,
    /// The unit of the value and of the limit.
    pub(crate) unit: &'static str,
}

/// HTML, CSS, JavaScript and wasm of the page, compressed, without the engine (which loads only when it is run).
pub(crate) const PAGE: Budget = Budget { row: "page size, brotli", at_most: 80.0, unit: "kB" };

/// What the page may not pass while the goal above is not reached: the goal for the whole article.
pub(crate) const PAGE_CEILING: Budget = Budget { row: "page size, brotli", at_most: 100.0, unit: "kB" };

/// The threaded engine with its JavaScript, compressed.
pub(crate) const ENGINE: Budget = Budget { row: "engine size, brotli", at_most: 40.0, unit: "kB" };

/// The simulator with its trace recorded, as a multiple of the time without.
pub(crate) const TRACE: Budget = Budget { row: "simulator, trace on ÷ off", at_most: 1.1, unit: "×" };

impl Budget {
    /// Whether a measured value keeps the promise.
    pub(crate) fn holds(&self, value: f64) -> bool {
        value <= self.at_most
    }

    /// The promise in words: `≤ 80 kB`.
    pub(crate) fn promise(&self) -> String {
        format!("≤ {} {}", self.at_most, self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_kept_up_to_its_limit() {
        assert!(PAGE.holds(80.0) && !PAGE.holds(80.1));
        assert_eq!(PAGE.promise(), "≤ 80 kB");
    }
}
