use meanwhile_picture::svg;
use meanwhile_picture::timeline::{Axis, NARROW_PX, Request, Timeline};
use meanwhile_sim::{Micros, SpanKind, Strategy, Trace};

use super::{S, tabs};

fn words(kind: SpanKind, waits_before: usize) -> (&'static str, &'static str) {
    match (kind, waits_before) {
        (SpanKind::Executing, 0) => ("open", "o"),
        (SpanKind::Executing, _) => ("read", "r"),
        _ => ("loading", "l"),
    }
}

fn lay_out(trace: &Trace, measured: Option<&Trace>, width: f32, axis_us: Micros) -> Timeline {
    Timeline::new(Request { width, axis_us, trace, measured, word: &words })
}

#[test]
fn every_bar_lies_in_its_lane_and_within_the_width() {
    let trace = tabs(Strategy::overlapping(1));
    for width in [240.0, 328.0, NARROW_PX - 1.0, NARROW_PX, 860.0, 4_000.0] {
        let chart = lay_out(&trace, Some(&trace), width, trace.end_us);
        let mut above = 0.0;
        for lane in &chart.lanes {
            for bar in lane.bars.iter().chain(&lane.measured) {
                assert!(
                    bar.rect.x >= chart.axis.left && bar.rect.x + bar.rect.width <= width,
                    "{width}: {bar:?}"
                );
                assert!(bar.rect.y > above && bar.rect.y + bar.rect.height < chart.height);
            }
            above = lane.measured.last().map_or(above, |bar| bar.rect.y + bar.rect.height);
        }
    }
}

#[test]
fn names_stand_beside_wide_lanes_and_above_narrow_ones() {
    let trace = tabs(Strategy::overlapping(1));
    let check = |width, beside| {
        let chart = lay_out(&trace, None, width, trace.end_us);
        let (lane, bar) = (&chart.lanes[0], chart.lanes[0].bars[0].rect);
        assert_eq!(chart.axis.left > 0.0, beside);
        assert_eq!(lane.name_at.y > bar.y, beside, "at {width}");
    };
    check(360.0, false);
    check(860.0, true);
}

#[test]
fn a_label_is_the_word_or_the_letter_or_nothing() {
    let trace = tabs(Strategy::overlapping(1));
    let labels = |width| -> Vec<&str> {
        let chart = lay_out(&trace, None, width, trace.end_us);
        chart.lanes[0].bars.iter().map(|bar| bar.label).collect()
    };
    assert_eq!(labels(860.0), ["open", "loading", "read"]);
    assert_eq!(labels(360.0), ["o", "loading", "read"]);
    assert_eq!(labels(100.0), ["", "l", "r"]);
}

#[test]
fn time_and_place_are_two_names_for_the_same_point() {
    let axis = Axis::new(860.0, 12 * S);
    for us in (0..=12 * S).step_by(250_000) {
        assert!(axis.time_at(axis.x_of(us)).abs_diff(us) < 1_000, "{us}");
    }
    assert_eq!(axis.time_at(-50.0), 0);
    assert_eq!(axis.time_at(5_000.0), 12 * S);
}

#[test]
fn ticks_are_round_and_far_enough_apart() {
    let check = |axis_us: Micros, width, expected: &[&str]| {
        let trace = tabs(Strategy::overlapping(1));
        let chart = lay_out(&trace, None, width, axis_us);
        let labels: Vec<_> = chart.ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, expected);
    };
    check(12 * S, 860.0, &["0", "2", "4", "6", "8", "10", "12 s"]);
    check(17 * S, 860.0, &["0", "2", "4", "6", "8", "10", "12", "14", "16 s"]);
    check(12 * S, 328.0, &["0", "5", "10 s"]);
    check(S / 2, 860.0, &["0", "0.1", "0.2", "0.3", "0.4", "0.5 s"]);
    // A single microsecond has no round part to mark but its beginning.
    check(1, 860.0, &["0 s"]);
}

#[test]
fn the_drawing_is_the_same_every_time_and_well_formed() {
    let trace = tabs(Strategy::overlapping(1));
    let draw = || svg::timeline(&lay_out(&trace, Some(&trace), 860.0, trace.end_us), "x");
    let drawing = draw();
    assert_eq!(drawing, draw());
    assert_eq!(drawing.matches("<g").count(), drawing.matches("</g>").count());
    // Feed has three spans, mail four (its first page of the run waits for its turn), each drawn twice.
    assert_eq!(drawing.matches("class=\"bar").count(), 14);
    assert_eq!(drawing.matches("url(#x-wait-1)").count(), 2);
}
