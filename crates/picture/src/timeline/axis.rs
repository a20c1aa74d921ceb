//! The time axis: where a time is drawn, and the marks under the lanes.

use meanwhile_sim::Micros;

use crate::time_text::Clock;

use super::{NAME_WIDTH_PX, NARROW_PX};

/// Half of the last tick's label must fit beyond the plot.
const RIGHT_PX: f32 = 16.0;
const TICK_SPACING_PX: f32 = 84.0;

/// The stretch of time that fills the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// At the left end.
    pub from_us: Micros,
    /// At the right end; later than `from_us`.
    pub to_us: Micros,
}

impl View {
    /// From the beginning to `end_us`, which becomes at least 1.
    pub fn whole(end_us: Micros) -> View {
        View { from_us: 0, to_us: end_us.max(1) }
    }

    /// How much time it shows.
    pub fn length_us(&self) -> Micros {
        self.to_us - self.from_us
    }

    /// A stretch of another length, at least `least_us` and at most the whole up to `end_us`, in which `around_us` keeps
    /// its place as far as the ends allow.
    pub fn zoomed(self, length_us: Micros, least_us: Micros, around_us: Micros, end_us: Micros) -> View {
        let end_us = end_us.max(1);
        let length_us = length_us.clamp(least_us.clamp(1, end_us), end_us);
        let around_us = around_us.clamp(self.from_us, self.to_us);
        let share = (around_us - self.from_us) as f64 / self.length_us() as f64;
        let before_us = (share * length_us as f64) as Micros;
        View { from_us: around_us.saturating_sub(before_us), to_us: 0 }.of_length(length_us, end_us)
    }

    /// The same stretch moved so that it begins at `from_us`, as far as the ends allow.
    pub fn moved_to(self, from_us: Micros, end_us: Micros) -> View {
        View { from_us, to_us: 0 }.of_length(self.length_us().min(end_us.max(1)), end_us.max(1))
    }

    fn of_length(self, length_us: Micros, end_us: Micros) -> View {
        let from_us = self.from_us.min(end_us - length_us);
        View { from_us, to_us: from_us + length_us }
    }
}

/// Where times are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// Where the view begins.
    pub left: f32,
    /// How far from there it ends.
    pub width: f32,
    /// What it shows.
    pub view: View,
}

/// A mark on the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub x: f32,
    /// The time; the last one carries the unit.
    pub label: String,
}

impl Axis {
    /// The axis of a timeline of this width.
    pub fn new(timeline_width: f32, view: View) -> Axis {
        let left = if timeline_width < NARROW_PX { 0.0 } else { NAME_WIDTH_PX };
        Axis { left, width: (timeline_width - left - RIGHT_PX).max(1.0), view }
    }

    /// Where a time is drawn; times outside of the view lie outside of the axis.
    pub fn x_of(&self, us: Micros) -> f32 {
        let since = us as f64 - self.view.from_us as f64;
        self.left + (since / self.view.length_us() as f64) as f32 * self.width
    }

    /// The time that is drawn at `x`; outside the axis, its nearer end.
    pub fn time_at(&self, x: f32) -> Micros {
        let share = f64::from(((x - self.left) / self.width).clamp(0.0, 1.0));
        self.view.from_us + (share * self.view.length_us() as f64).round() as Micros
    }

    /// Round numbers, not closer than their labels allow.
    pub(super) fn ticks(&self, clock: Clock) -> Vec<Tick> {
        let wanted = (self.width / TICK_SPACING_PX).clamp(2.0, 12.0) as Micros;
        let step_us = clock.round_step(self.view.length_us() / wanted);
        let (first, last) = (self.view.from_us.div_ceil(step_us), self.view.to_us / step_us);
        let label = |index: Micros| {
            let number = clock.number(index * step_us, 3);
            if index == last { clock.with_unit(&number) } else { number }
        };
        (first..=last).map(|index| Tick { x: self.x_of(index * step_us), label: label(index) }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_keeps_what_is_pointed_at_in_its_place() {
        let check = |(from_us, to_us), length_us, around_us, expected: (Micros, Micros)| {
            let view = View { from_us, to_us }.zoomed(length_us, 10, around_us, 1_000);
            assert_eq!(
                (view.from_us, view.to_us),
                expected,
                "{from_us}..{to_us}: {length_us} around {around_us}"
            );
        };
        check((0, 1_000), 500, 500, (250, 750));
        check((0, 1_000), 500, 0, (0, 500));
        check((0, 1_000), 500, 1_000, (500, 1_000));
        check((250, 750), 1_000, 500, (0, 1_000));
        check((250, 750), 5_000, 500, (0, 1_000));
        check((250, 750), 1, 500, (495, 505));
        check((900, 1_000), 200, 950, (800, 1_000));
        check((0, 100), 50, 700, (50, 100));
    }

    #[test]
    fn a_view_is_moved_no_further_than_the_ends() {
        let check = |from_us, expected: (Micros, Micros)| {
            let view = View { from_us: 100, to_us: 300 }.moved_to(from_us, 1_000);
            assert_eq!((view.from_us, view.to_us), expected, "to {from_us}");
        };
        check(0, (0, 200));
        check(500, (500, 700));
        check(950, (800, 1_000));
        check(Micros::MAX, (800, 1_000));
    }
}
