//! Curves over a whole number: how something changes when a dial is turned all the way, with a mark where it stands.

use crate::svg::Put;

const LEFT: f32 = 46.0;
const RIGHT: f32 = 14.0;
const TOP: f32 = 12.0;
const BOTTOM: f32 = 38.0;
/// A letter of the labels, about.
const LETTER_PX: f32 = 6.6;

/// The look of what is simulated where a formula says the same: a dot for each value, so that the formula's line is to be
/// seen between them.
pub const SAMPLED: &str = "sampled";

/// What is drawn.
#[derive(Clone, Debug)]
pub struct Curves {
    /// What the horizontal axis counts.
    pub x_label: String,
    /// From where to where it goes; at least one apart.
    pub x: (u32, u32),
    /// Where the dial stands.
    pub at: u32,
    /// From the top down in the legend.
    pub series: Vec<Series>,
    /// How a value is written.
    pub written: fn(u64) -> String,
}

/// One curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name.
    pub label: String,
    /// Its look: `first` and `second` for what is simulated, `formula` for what is computed beside it, and [`SAMPLED`].
    pub class: &'static str,
    /// By x, from the left, without gaps.
    pub values: Vec<u64>,
}

impl Curves {
    /// The contents of an `<svg>` of this size.
    pub fn svg(&self, width: f32, height: f32) -> String {
        let plot = Plot { curves: self, width, height, most: self.most() };
        let mut out = String::new();
        plot.axes(&mut out);
        for (index, series) in self.series.iter().enumerate() {
            plot.series(&mut out, series, index);
        }
        out
    }

    /// The top of the vertical axis: a round number that is not below any value.
    fn most(&self) -> u64 {
        let most = self.series.iter().flat_map(|series| &series.values).copied().max().unwrap_or(0).max(1);
        let mut power = 1;
        while power * 10 <= most {
            power *= 10;
        }
        [1, 2, 3, 4, 5, 6, 8, 10]
            .into_iter()
            .map(|factor| factor * power)
            .find(|top| *top >= most)
            .unwrap_or(most)
    }
}

struct Plot<'a> {
    curves: &'a Curves,
    width: f32,
    height: f32,
    most: u64,
}

impl Plot<'_> {
    fn x(&self, at: u32) -> f32 {
        let (from, to) = self.curves.x;
        let share = at.clamp(from, to).saturating_sub(from) as f32 / to.saturating_sub(from).max(1) as f32;
        LEFT + 8.0 + (self.width - LEFT - RIGHT - 16.0) * share
    }

    fn y(&self, value: u64) -> f32 {
        let share = (value as f64 / self.most as f64) as f32;
        self.height - BOTTOM - (self.height - BOTTOM - TOP) * share.min(1.0)
    }

    fn axes(&self, out: &mut String) {
        let (right, bottom) = (self.width - RIGHT, self.height - BOTTOM);
        out.push_str("<g class=\"axis\">");
        for value in [0, self.most / 2, self.most] {
            let y = self.y(value);
            out.draw(
                "<path class=\"grid\" d=\"M{} {}H{}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">",
                &[LEFT, y, right, LEFT - 6.0, y + 4.0],
            );
            out.text(&(self.curves.written)(value)).put("</text>");
        }
        let (from, to) = self.curves.x;
        let every = (to - from).div_ceil(12).max(1);
        for at in (from..=to).step_by(every as usize) {
            out.draw("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">", &[self.x(at), bottom + 16.0]);
            out.number(at as usize).put("</text>");
        }
        out.draw("<path class=\"mark\" d=\"M{} {}V{}\"/>", &[self.x(self.curves.at), TOP, bottom]);
        // Where the names of the curves need the room, the dial's own name has to do.
        let label = &self.curves.x_label;
        if self.name_at(self.curves.series.len()) + label.chars().count() as f32 * LETTER_PX < self.width {
            out.draw("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">", &[right, self.height - 5.0]);
            out.text(label).put("</text>");
        }
        out.push_str("</g>");
    }

    /// Where the name of the curve of that number begins: they stand side by side under the axis.
    fn name_at(&self, index: usize) -> f32 {
        let before = self.curves.series.iter().take(index);
        LEFT + before.map(|series| series.label.chars().count() + 6).sum::<usize>() as f32 * LETTER_PX
    }

    fn series(&self, out: &mut String, series: &Series, index: usize) {
        let from = self.curves.x.0;
        let points = || series.values.iter().zip(from..).map(|(value, at)| (self.x(at), self.y(*value)));
        out.put("<path class=\"curve ").put(series.class).put("\" d=\"");
        let is_sampled = series.class == SAMPLED;
        for (number, (x, y)) in points().enumerate() {
            // A line of no length with a round end is a dot.
            let markup = match number {
                _ if is_sampled => "M{} {}h0",
                0 => "M{} {}",
                _ => "L{} {}",
            };
            out.draw(markup, &[x, y]);
        }
        out.push_str("\"/>");
        let here = self.curves.at.saturating_sub(from) as usize;
        if let Some((x, y)) = points().nth(here) {
            out.put("<circle class=\"point ").put(series.class);
            out.draw("\" cx=\"{}\" cy=\"{}\" r=\"4.5\"/>", &[x, y]);
        }
        let (x, y) = (self.name_at(index), self.height - 9.0);
        out.put("<path class=\"curve ").put(series.class).draw("\" d=\"M{} {}", &[x, y]);
        out.put(if is_sampled { "m8 0h0" } else { "h16" });
        out.draw("\"/><text x=\"{}\" y=\"{}\">", &[x + 21.0, y + 4.0]).text(&series.label).put("</text>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curves(values: &[u64]) -> Curves {
        let series = Series { label: "<one>".to_owned(), class: "first", values: values.to_vec() };
        Curves {
            x_label: "x".to_owned(),
            x: (1, 4),
            at: 2,
            series: vec![series],
            written: |value| value.to_string(),
        }
    }

    #[test]
    fn the_axis_ends_at_a_round_number_above_all_values() {
        let check = |values: &[u64], expected| assert_eq!(curves(values).most(), expected, "{values:?}");
        check(&[], 1);
        check(&[0], 1);
        check(&[7], 8);
        check(&[42, 7], 50);
        check(&[100], 100);
        check(&[101], 200);
        check(&[999], 1_000);
    }

    #[test]
    fn larger_values_are_drawn_higher_and_names_cannot_break_out() {
        let drawn = curves(&[4, 3, 2, 1]).svg(400.0, 200.0);
        assert_eq!(drawn, curves(&[4, 3, 2, 1]).svg(400.0, 200.0));
        assert!(drawn.contains("&lt;one&gt;") && !drawn.contains("<one>"));
        let all = curves(&[4, 3, 2, 1]);
        let plot = Plot { curves: &all, width: 400.0, height: 200.0, most: 4 };
        assert!(plot.y(4) < plot.y(3) && plot.y(1) < plot.y(0) && plot.x(1) < plot.x(4));
        assert!((plot.y(4) - TOP).abs() < 0.01);
    }
}
