//! What the project has promised about size and speed, as data, in this one place.

/// A promise: the name of the row that `bench` prints, and the limits that the measured value must keep.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Budget {
    /// What is measured.
    pub(crate) row: &'static str,
    /// The value must be no more than this.
    pub(crate) at_most: f64,
    /// The value must be no less than this.
    pub(crate) at_least: f64,
    /// The unit of the value and of the limits.
    pub(crate) unit: &'static str,
}

impl Budget {
    const fn at_most(row: &'static str, at_most: f64, unit: &'static str) -> Budget {
        Budget { row, at_most, at_least: 0.0, unit }
    }

    const fn at_least(row: &'static str, at_least: f64, unit: &'static str) -> Budget {
        Budget { row, at_most: f64::INFINITY, at_least, unit }
    }
}

/// HTML, CSS, JavaScript and wasm of the page, compressed, without the engine (which loads only when it is run). This is
/// for the whole article; with its first figure alone the page had 79 kB.
pub(crate) const PAGE: Budget = Budget::at_most("page size, brotli", 100.0, "kB");

/// The page is larger than its goal (ARCHITECTURE.md says why); the tests hold it to this, so that it does not grow unseen.
pub(crate) const PAGE_CEILING: Budget = Budget::at_most("page size, ceiling", 165.0, "kB");

/// The page's side of real runs with its JavaScript, compressed: the agenda, the supervisor, the plans with the simulator
/// that predicts them, the reports and their sentences, the small figures. Half of it is what the page would have to carry
/// otherwise.
pub(crate) const RUNNER: Budget = Budget::at_most("runner size, brotli", 72.0, "kB");
/// What each plain Worker loads, with its JavaScript, compressed: a kernel, a timer, messages.
pub(crate) const PLAIN: Budget = Budget::at_most("plain engine size, brotli", 8.0, "kB");

/// The module that writes programs, with its JavaScript, compressed. Half of it is the simulator.
pub(crate) const CODE: Budget = Budget::at_most("programs size, brotli", 56.0, "kB");
/// A page of one figure, as it stands in a frame, with everything that it loads before something is run.
pub(crate) const EMBED: Budget = Budget::at_most("embed size, brotli", 70.0, "kB");
/// What a page of others loads before a figure is to be seen there: the element.
pub(crate) const ELEMENT: Budget = Budget::at_most("element size, brotli", 1.5, "kB");
/// The same as it is, not compressed: every host promises its readers something else.
pub(crate) const ELEMENT_RAW: Budget = Budget::at_most("element size", 3.072, "kB");
/// What the page of a scenario in its address loads besides what every figure's page does: a reader of strangers' JSON.
pub(crate) const OWN: Budget = Budget::at_most("scenarios in addresses size, brotli", 65.0, "kB");
/// What is loaded when a reader wants to take a figure along.
pub(crate) const SHARE: Budget = Budget::at_most("link and embed size, brotli", 6.0, "kB");

/// The threaded engine with its JavaScript, compressed.
pub(crate) const ENGINE: Budget = Budget::at_most("engine size, brotli", 40.0, "kB");

/// The simulator with its trace recorded, as a multiple of the time without.
pub(crate) const TRACE: Budget = Budget::at_most("simulator, trace on ÷ off", 1.1, "×");

/// Other engines' times on the same round robin, as multiples of the simulator's with its trace (see `peers/`).
pub(crate) const NEXOSIM: Budget = Budget::at_least("simulator, nexosim ÷ ours", 10.0, "×");
pub(crate) const SIMU_DES: Budget = Budget::at_least("simulator, simu-des ÷ ours", 8.0, "×");
pub(crate) const SIMPY: Budget = Budget::at_least("simulator, SimPy ÷ ours", 300.0, "×");
pub(crate) const BINARY_HEAP: Budget = Budget::at_least("simulator, BinaryHeap ÷ ours", 1.8, "×");

/// The simulator in Node, as a multiple of its native time.
pub(crate) const WASM: Budget = Budget::at_most("simulator, wasm ÷ native", 1.3, "×");

/// Trace, metrics and layout after a slider has moved, for a figure and for the largest that there may be; natively,
/// and in Node with the module as small as the page's.
pub(crate) const SMALL_NATIVE: Budget = Budget::at_most("recompute 8 tasks, native", 1.0, "ms");
pub(crate) const SMALL_WASM: Budget = Budget::at_most("recompute 8 tasks, wasm", 1.0, "ms");
pub(crate) const LARGE_NATIVE: Budget = Budget::at_most("recompute 1000 tasks, native", 8.0, "ms");
pub(crate) const LARGE_WASM: Budget = Budget::at_most("recompute 1000 tasks, wasm", 8.0, "ms");

/// The script of a slider that moves in the article's own figure of eight tasks, until all of the figure says so.
pub(crate) const SLIDER: Budget = Budget::at_most("slider to new picture, page", 1.0, "ms");
/// Layout and markup of a timeline of a million spans, as a multiple of that of a thousand, as WebAssembly.
pub(crate) const FRAME: Budget = Budget::at_most("frame, 10⁶ ÷ 10³ spans", 1.5, "×");
/// The map of 10,000 scenarios, once it is to be seen. Tasks of under 50 ms are none that a browser tells of.
pub(crate) const MAP_FIRST: Budget = Budget::at_most("map, first picture", 100.0, "ms");
pub(crate) const MAP_WHOLE: Budget = Budget::at_most("map, whole", 1_000.0, "ms");
pub(crate) const MAP_TASK: Budget = Budget::at_most("map, longest task", 50.0, "ms");
/// From input to paint while a real run uses every core: what 98 of 100 stay below, and that as a multiple of the same
/// while nothing runs.
pub(crate) const PAINT: Budget = Budget::at_most("input to paint while computing", 50.0, "ms");
pub(crate) const PAINT_RATIO: Budget = Budget::at_most("input to paint, computing ÷ idle", 1.3, "×");
/// The article against the same page without its module, with a few lines that make one button answer.
pub(crate) const INTERACTIVE: Budget = Budget::at_most("interactive ÷ vanilla page", 2.0, "×");
pub(crate) const LARGEST_PAINT: Budget = Budget::at_most("largest paint ÷ without script", 1.05, "×");

/// How much faster two workers are than one, on the page's threads, as a multiple of the same natively.
pub(crate) const SPEED_UP: Budget = Budget::at_least("speed-up, wasm rayon ÷ native", 0.99, "×");
/// The speed of two Workers that share nothing, as a multiple of that of two threads on shared memory.
pub(crate) const PLAIN_WORKERS: Budget = Budget::at_least("plain Workers ÷ shared memory", 0.98, "×");
/// The time of the kernel in a Worker, on one core, as a multiple of its native time.
pub(crate) const KERNEL: Budget = Budget::at_most("kernel, wasm ÷ native", 1.05, "×");

/// How often the page's event loop can give the browser its turn, as a multiple of nested `setTimeout(0)`.
pub(crate) const YIELDS: Budget = Budget::at_least("yields ÷ setTimeout(0)", 100.0, "×");
/// A run on that event loop, as a multiple of the time that it computes.
pub(crate) const YIELD_COST: Budget = Budget::at_most("event loop ÷ straight through", 1.02, "×");
/// The longest time for which such a run keeps the page from doing anything else.
pub(crate) const LONGEST_TURN: Budget = Budget::at_most("event loop, longest task", 8.0, "ms");

/// From asking for a pool of threads until it is up, as a multiple of the same for as many Workers that load the engine
/// and do no more.
pub(crate) const POOL_START: Budget = Budget::at_most("pool start ÷ bare Workers", 1.5, "×");

/// How far the measured makespan is from the predicted one, over all presets and modes: the median.
pub(crate) const PREDICTION: Budget = Budget::at_most("predicted against measured", 5.0, "%");

impl Budget {
    /// Whether a measured value keeps the promise.
    pub(crate) fn holds(&self, value: f64) -> bool {
        (self.at_least..=self.at_most).contains(&value)
    }

    /// The promise in words: `≤ 80 kB`.
    pub(crate) fn promise(&self) -> String {
        match self.at_most.is_finite() {
            true => format!("≤ {} {}", self.at_most, self.unit),
            false => format!("≥ {} {}", self.at_least, self.unit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_kept_up_to_its_limit() {
        assert!(PAGE.holds(100.0) && !PAGE.holds(100.1));
        assert_eq!(PAGE.promise(), "≤ 100 kB");
        assert!(NEXOSIM.holds(10.0) && !NEXOSIM.holds(9.9));
        assert_eq!(NEXOSIM.promise(), "≥ 10 ×");
    }
}
