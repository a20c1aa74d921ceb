//! Which one do I need? A map over the share of waiting and the number of workers, coloured by what would make a batch of
//! requests done sooner: not waiting for each (overlap), more cores, both, or neither. Every point is four simulations; the
//! map sharpens while they are computed.

use meanwhile_picture::svg::Put;
use meanwhile_sim::{Machine, Micros, Scenario, Strategy, Task, Waiting, Workload, simulate};
use meanwhile_words::text;

/// Points along each side: the share of waiting in steps of a fiftieth, and 1 to 50 workers.
pub const SIDE: usize = 50;
/// How far apart the points of each round are.
const ROUNDS: [usize; 4] = [10, 5, 2, 1];
/// So many rounds are enough for a picture that stays as it is.
const STILL_ROUNDS: usize = 3;
/// A batch is so many requests, each of this length.
const REQUESTS: u32 = 24;
const REQUEST_US: Micros = 100_000;
/// What makes a batch done in nine tenths of the time helps.
const HELPS_PERMILLE: Micros = 900;

const LEFT: f32 = 40.0;
const TOP: f32 = 8.0;
/// The axis, what it counts, and two rows of what the colours mean.
const BOTTOM: f32 = 76.0;
const LETTER_PX: f32 = 6.4;

/// What would help most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Help {
    /// Nothing that the map knows: everybody is busy with what has to be done, or there are too few workers.
    Neither,
    /// To give the worker back while a request waits.
    Overlap,
    /// Twice the cores.
    Cores,
    /// Both together, or each by itself.
    Both,
}

const ALL: [(Help, &str, &str); 4] = [
    (Help::Overlap, "overlap", "service.map.overlap"),
    (Help::Cores, "cores", "service.map.cores"),
    (Help::Both, "both", "service.map.both"),
    (Help::Neither, "neither", "service.map.neither"),
];

/// As much of the map as has been computed.
#[derive(Clone, Debug)]
pub struct Map {
    /// The cores that the batches have without help.
    pub cores: u32,
    round: usize,
    next: usize,
    points: Vec<Option<Help>>,
}

impl Map {
    /// The coarsest map, computed at once.
    pub fn coarse(cores: u32) -> Map {
        let mut map = Map { cores, round: 0, next: 0, points: vec![None; SIDE * SIDE] };
        while map.round == 0 {
            map.step();
        }
        map
    }

    /// Computes on until `is_enough`, or a round is over; gives whether one is, so that there is something new to be seen.
    pub fn refine(&mut self, is_enough: impl Fn() -> bool) -> bool {
        let before = self.round;
        while self.round == before && !self.is_done() && !is_enough() {
            self.step();
        }
        self.round > before
    }

    /// Whether every point has been computed.
    pub fn is_done(&self) -> bool {
        self.round == ROUNDS.len()
    }

    /// The same map, as fine as a picture that stays as it is should have it.
    pub fn still(&self) -> Map {
        let mut map = self.clone();
        while map.round < STILL_ROUNDS {
            map.step();
        }
        map
    }

    fn step(&mut self) {
        let apart = ROUNDS[self.round];
        let in_a_row = SIDE.div_ceil(apart);
        let (column, row) = (self.next % in_a_row * apart, self.next / in_a_row * apart);
        let point = &mut self.points[row * SIDE + column];
        if point.is_none() {
            *point = Some(help((column * 1_000 / SIDE) as Micros, row as u32 + 1, self.cores));
        }
        self.next += 1;
        if self.next == in_a_row * in_a_row {
            (self.round, self.next) = (self.round + 1, 0);
        }
    }

    /// The nearest point that has been computed, towards the corner.
    fn known(&self, column: usize, row: usize) -> Help {
        let found = ROUNDS
            .iter()
            .rev()
            .find_map(|apart| self.points[(row - row % apart) * SIDE + (column - column % apart)]);
        found.unwrap_or(Help::Neither)
    }

    /// The contents of an `<svg>` of this size, with a mark at a share of waiting and a number of workers.
    pub fn svg(&self, width: f32, height: f32, (waiting_permille, workers): (u32, u32)) -> String {
        let (right, bottom) = (width - 10.0, height - BOTTOM);
        let (cell_width, cell_height) = ((right - LEFT) / SIDE as f32, (bottom - TOP) / SIDE as f32);
        let mut out = String::new();
        for (help, class, _) in ALL {
            out.put("<path class=\"help ").put(class).put("\" d=\"");
            self.draw(&mut out, help, cell_width, cell_height, bottom);
            out.put("\"/>");
        }
        let x = LEFT + (right - LEFT) * waiting_permille.min(1_000) as f32 / 1_000.0;
        let y = bottom - cell_height * (workers.clamp(1, SIDE as u32) as f32 - 0.5);
        out.draw("<circle class=\"you\" cx=\"{}\" cy=\"{}\" r=\"6\"/>", &[x, y]);
        // Its word stands where there is room for it.
        let (aside, anchor) = if x < width / 2.0 { (12.0, "start") } else { (-12.0, "end") };
        out.draw("<text x=\"{}\" y=\"{}\" text-anchor=\"", &[x + aside, y + 4.0]);
        out.put(anchor).put("\">").text(text("service.map.you")).put("</text>");
        axes(&mut out, (right, bottom));
        legend(&mut out, (right, bottom));
        out
    }

    /// All points of a kind as one path; neighbours in a row are one stretch of it, and rows that are known only together
    /// are one row.
    fn draw(&self, path: &mut String, help: Help, cell_width: f32, cell_height: f32, bottom: f32) {
        // A round that is not done yet has points in some rows only.
        let rows = ROUNDS[self.round.saturating_sub(1).min(ROUNDS.len() - 1)];
        let rows = if self.next == 0 { rows } else { 1 };
        for row in (0..SIDE).step_by(rows) {
            let mut column = 0;
            while column < SIDE {
                let from = column;
                while column < SIDE && self.known(column, row) == help {
                    column += 1;
                }
                if column > from {
                    let (x, y) =
                        (LEFT + cell_width * from as f32, bottom - cell_height * (row + rows) as f32);
                    let width = cell_width * (column - from) as f32;
                    path.draw("M{} {}h{}v{}h-{}z", &[x, y, width, cell_height * rows as f32 + 0.3, width]);
                } else {
                    column += 1;
                }
            }
        }
    }
}

fn axes(out: &mut String, (right, bottom): (f32, f32)) {
    out.push_str("<g class=\"axis\">");
    for (share, label) in [(0.0, "0"), (0.5, "50"), (1.0, "100\u{a0}%")] {
        let anchor = if share < 1.0 { "middle" } else { "end" };
        out.draw("<text x=\"{}\" y=\"{}\" text-anchor=\"", &[LEFT + (right - LEFT) * share, bottom + 14.0]);
        out.put(anchor).put("\">").put(label).put("</text>");
    }
    for workers in [1, 25, 50] {
        let y = bottom - (bottom - TOP) / SIDE as f32 * (workers as f32 - 0.5) + 4.0;
        out.draw("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">", &[LEFT - 6.0, y]);
        out.number(workers).put("</text>");
    }
    out.draw("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">", &[(LEFT + right) / 2.0, bottom + 30.0]);
    out.text(text("service.map.waiting"));
    out.draw(
        "</text><text transform=\"translate(12 {}) rotate(-90)\" text-anchor=\"middle\">",
        &[(TOP + bottom) / 2.0],
    );
    out.text(text("service.map.workers")).put("</text></g>");
}

/// What the colours mean: in a row, or where that is too long in several.
fn legend(out: &mut String, (right, bottom): (f32, f32)) {
    let (mut x, mut y) = (LEFT, bottom + 46.0);
    for (_, class, key) in ALL {
        let label = text(key);
        let length = 17.0 + label.chars().count() as f32 * LETTER_PX;
        if x + length > right {
            (x, y) = (LEFT, y + 19.0);
        }
        out.put("<rect class=\"help ").put(class);
        out.draw(
            "\" x=\"{}\" y=\"{}\" width=\"12\" height=\"12\" rx=\"3\"/><text x=\"{}\" y=\"{}\">",
            &[x, y - 10.0, x + 17.0, y],
        );
        out.text(label).put("</text>");
        x += length + 16.0;
    }
}

/// What would help at a share of waiting, in thousandths, with so many workers and cores. Four simulations: the batch as
/// it is, overlapping, with twice the cores, and with both.
pub fn help(waiting_permille: Micros, workers: u32, cores: u32) -> Help {
    let waits_us = REQUEST_US * waiting_permille / 1_000;
    let requests = (0..REQUESTS).map(|_| Task::new("").compute(REQUEST_US - waits_us).wait(waits_us));
    let mut scenario =
        Scenario::new(Workload::new(requests), Machine::new(cores), Strategy::blocking(workers));
    let mut makespan_us = |waiting, cores: u32| {
        (scenario.strategy.waiting, scenario.machine.cores) = (waiting, cores);
        simulate(&scenario).map_or(Micros::MAX, |trace| trace.end_us)
    };
    let as_it_is_us = makespan_us(Waiting::Blocking, cores);
    let mut helps =
        |waiting, cores| makespan_us(waiting, cores) <= as_it_is_us.saturating_mul(HELPS_PERMILLE) / 1_000;
    match (helps(Waiting::Overlapping, cores), helps(Waiting::Blocking, cores * 2)) {
        (true, false) => Help::Overlap,
        (false, true) => Help::Cores,
        (true, true) => Help::Both,
        (false, false) if helps(Waiting::Overlapping, cores * 2) => Help::Both,
        (false, false) => Help::Neither,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_helps_is_what_one_would_say() {
        let check = |waiting_permille, workers, cores, expected| {
            let found = help(waiting_permille, workers, cores);
            assert_eq!(found, expected, "{waiting_permille} ‰, {workers} workers, {cores} cores");
        };
        // One thread that waits most of the time: do not wait for each.
        check(900, 1, 1, Help::Overlap);
        // Many threads that only compute: cores.
        check(0, 24, 1, Help::Cores);
        // One thread that only computes: neither, there is nobody for another core to execute.
        check(0, 1, 1, Help::Neither);
        // As many threads as requests, which mostly wait: nothing is left to gain.
        check(980, 24, 4, Help::Neither);
    }

    #[test]
    fn a_map_sharpens_and_never_changes_what_it_knew() {
        let mut map = Map::coarse(2);
        let known: Vec<_> = map.points.clone();
        assert_eq!(known.iter().flatten().count(), 25);
        assert!(!map.refine(|| true));
        let counts = [100, 700, 2_500].map(|expected| {
            assert!(!map.is_done() && map.refine(|| false));
            (map.points.iter().flatten().count(), expected)
        });
        assert!(counts.iter().all(|(found, expected)| found == expected), "{counts:?}");
        assert!(map.is_done() && !map.refine(|| false));
        assert_eq!(map.points.iter().flatten().count(), SIDE * SIDE);
        for (before, now) in known.iter().zip(&map.points) {
            assert!(before.is_none() || before == now);
        }
        assert_eq!(map.known(45, 0), help(900, 1, 2));
        let still = Map::coarse(2).still();
        assert_eq!(still.points.iter().flatten().count(), 25 * 25 + 75);
        assert!(known.iter().zip(&still.points).all(|(before, now)| before.is_none() || before == now));
        // Rows that are known together are drawn together: a map that stays as it is may not make pictures large.
        assert!(still.svg(500.0, 300.0, (500, 3)).len() < 6_000);
        assert!(Map::coarse(2).svg(500.0, 300.0, (500, 3)).len() < 2_500);
        assert_eq!(map.svg(500.0, 300.0, (500, 3)), map.svg(500.0, 300.0, (500, 3)));
    }
}
