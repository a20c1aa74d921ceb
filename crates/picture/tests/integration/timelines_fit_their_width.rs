use meanwhile_picture::svg;
use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::lanes::By;
use meanwhile_picture::timeline::{Axis, Chart, NARROW_PX, Request, Timeline, View, waits_before};
use meanwhile_sim::{Machine, Micros, Scenario, Span, SpanKind, Strategy, Task, Trace, Workload, simulate};

use super::{S, tabs};

fn words(_: usize, span: &Span, life: &[Span]) -> (String, String) {
    let (word, letter) = match (span.kind, waits_before(life)) {
        (SpanKind::Executing, 0) => ("open", "o"),
        (SpanKind::Executing, _) => ("read", "r"),
        _ => ("loading", "l"),
    };
    (word.to_owned(), letter.to_owned())
}

fn lay_out(trace: &Trace, measured: Option<&Trace>, width: f32, axis_us: Micros) -> Timeline {
    lay_out_in(trace, measured, width, View::whole(axis_us), By::Task)
}

fn lay_out_in(trace: &Trace, measured: Option<&Trace>, width: f32, view: View, by: By) -> Timeline {
    let measured = measured.map(|measured| &*measured.spans);
    let charts = [Chart { title: "", said: "", trace, measured }];
    let (clock, core) = (Clock::Seconds, "core");
    Timeline::new(Request { width, view, clock, charts: &charts, by, core, word: &words, is_told: true })
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
fn what_is_said_about_a_chart_stands_beside_its_title_or_under_it() {
    let trace = tabs(Strategy::overlapping(1));
    let lay_out = |width, said| {
        let charts = [Chart { title: "await each before the next", said, trace: &trace, measured: None }];
        let (view, clock) = (View::whole(trace.end_us), Clock::Seconds);
        let (by, core) = (By::Task, "core");
        Timeline::new(Request { width, view, clock, charts: &charts, by, core, word: &words, is_told: true })
    };
    let check = |width, under| {
        let chart = lay_out(width, "106 ms · sequential");
        let (title, lane) = (&chart.titles[0], &chart.lanes[0]);
        assert_eq!(title.said_y > title.y + 12.0, under, "at {width}");
        assert!(title.said_y < lane.y.0, "at {width}");
        assert_eq!(chart.height, lay_out(width, "").height, "before anything is said, at {width}");
    };
    check(328.0, true);
    check(NARROW_PX, false);
    check(860.0, false);
}

#[test]
fn a_cursor_is_told_where_titles_stand_in_its_way() {
    let trace = tabs(Strategy::overlapping(1));
    let charts = [Chart { title: "one by one", said: "12 s in all", trace: &trace, measured: None }; 2];
    let (clock, by, core) = (Clock::Seconds, By::Task, "core");
    let check = |width, x, expected: &[&[usize]]| {
        let view = View::whole(trace.end_us);
        let request = Request { width, view, clock, charts: &charts, by, core, word: &words, is_told: true };
        let chart = Timeline::new(request);
        // The base lines in their order: the title's, that of what is said, and the lanes', for each chart.
        let lines: Vec<f32> = (0..2)
            .flat_map(|index| {
                let names = chart.lanes.iter().filter(move |lane| lane.chart == index);
                let title = &chart.titles[index];
                [title.y, title.said_y].into_iter().chain(names.map(|lane| lane.name_at.y))
            })
            .collect();
        let found = chart.titles_at(x);
        assert_eq!(found.len(), expected.len(), "at {x} of {width}: {found:?}");
        for ((from, to), texts) in found.into_iter().zip(expected) {
            for line in *texts {
                assert!(from < lines[*line] - 10.0 && to > lines[*line] + 3.0, "at {x} of {width}");
            }
        }
    };
    // Each chart has two lanes, so that the second begins with number 4. Between lines that stand close no speck of the
    // cursor is left.
    check(800.0, 74.0, &[&[0], &[4]]);
    check(800.0, 400.0, &[]);
    check(800.0, 780.0, &[&[1], &[5]]);
    check(300.0, 1.0, &[&[0, 1, 2], &[3], &[4, 5, 6], &[7]]);
    check(300.0, 290.0, &[]);
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
    let labels = |width| -> Vec<String> {
        let chart = lay_out(&trace, None, width, trace.end_us);
        chart.lanes[0].bars.iter().map(|bar| bar.label.clone()).collect()
    };
    assert_eq!(labels(860.0), ["open", "loading", "read"]);
    assert_eq!(labels(360.0), ["o", "loading", "read"]);
    assert_eq!(labels(100.0), ["", "l", "r"]);
}

#[test]
fn time_and_place_are_two_names_for_the_same_point() {
    let axis = Axis::new(860.0, View::whole(12 * S));
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
    check(12 * S, 860.0, &["0", "2", "4", "6", "8", "10", "12\u{a0}s"]);
    check(17 * S, 860.0, &["0", "2", "4", "6", "8", "10", "12", "14", "16\u{a0}s"]);
    check(12 * S, 328.0, &["0", "5", "10\u{a0}s"]);
    check(S / 2, 860.0, &["0", "0.1", "0.2", "0.3", "0.4", "0.5\u{a0}s"]);
    // A single microsecond has no round part to mark but its beginning.
    check(1, 860.0, &["0\u{a0}s"]);
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

/// A task that computes a microsecond and waits a microsecond, so many times.
fn crowded(spans: u64) -> Trace {
    let mut task = Task::new("busy");
    for _ in 0..spans / 2 {
        task = task.compute(1).wait(1);
    }
    simulate(&Scenario::new(Workload::new([task]), Machine::new(1), Strategy::blocking(1))).unwrap()
}

#[test]
fn the_number_of_bars_is_bounded_by_the_pixels_and_no_span_is_lost() {
    let check = |spans: u64| {
        let trace = crowded(spans);
        let chart = lay_out(&trace, None, 860.0, trace.end_us);
        let bars = &chart.lanes[0].bars;
        assert!(bars.len() <= 430, "{spans} spans make {} bars", bars.len());
        assert_eq!(bars.iter().map(|bar| bar.spans as u64).sum::<u64>(), spans);
        for pair in bars.windows(2) {
            assert!(pair[0].rect.x < pair[1].rect.x);
        }
        let drawing = svg::timeline(&chart, "x");
        assert!(drawing.len() < 40_000, "{spans} spans make {} bytes", drawing.len());
    };
    check(1_000);
    check(10_000);
    check(100_000);
}

#[test]
fn a_zoomed_view_draws_what_lies_in_it_and_cuts_what_sticks_out() {
    let trace = tabs(Strategy::overlapping(1));
    let view = View { from_us: 3 * S, to_us: 5 * S };
    let chart = lay_out_in(&trace, None, 860.0, view, By::Task);
    let kinds: Vec<Vec<_>> =
        chart.lanes.iter().map(|lane| lane.bars.iter().map(|bar| bar.span.kind).collect()).collect();
    assert_eq!(kinds, [[SpanKind::Waiting], [SpanKind::Waiting]]);
    for bar in chart.lanes.iter().flat_map(|lane| &lane.bars) {
        assert!(bar.rect.x >= chart.axis.left);
        assert!(bar.rect.x + bar.rect.width <= chart.axis.left + chart.axis.width);
    }
}

#[test]
fn a_lane_of_a_core_shows_whom_it_executes_and_when_it_is_idle() {
    let trace = tabs(Strategy::blocking(2));
    let chart = lay_out_in(&trace, None, 860.0, View::whole(trace.end_us), By::Core);
    let lanes: Vec<_> = chart
        .lanes
        .iter()
        .map(|lane| {
            (&*lane.name, lane.bars.iter().map(|bar| (bar.span.from_us / S, bar.span.to_us / S)).collect())
        })
        .collect();
    let expected: [(&str, Vec<_>); 2] = [("core 1", vec![(0, 1), (4, 5), (7, 12)]), ("core 2", vec![(0, 1)])];
    assert_eq!(lanes, expected);
}

#[test]
fn what_has_to_be_guessed_is_not_drawn() {
    let trace = tabs(Strategy::overlapping(1));
    let charts = [Chart { title: "a", said: "", trace: &trace, measured: None }];
    let request = |is_told| Request {
        width: 860.0,
        view: View::whole(20 * S),
        clock: Clock::Seconds,
        charts: &charts,
        by: By::Task,
        core: "core",
        word: &words,
        is_told,
    };
    let (told, hidden) = (Timeline::new(request(true)), Timeline::new(request(false)));
    assert_eq!(told.height, hidden.height);
    assert!(told.lanes.iter().all(|lane| !lane.bars.is_empty()));
    assert!(hidden.lanes.iter().all(|lane| lane.bars.is_empty()));
}

#[test]
fn a_task_that_is_stuck_is_drawn_as_waiting_for_ever() {
    let user = |name, first, second| Task::new(name).acquire(first).compute(S).acquire(second).compute(S);
    let [p, q] = [("P", 0, 1), ("Q", 1, 0)]
        .map(|(name, first, second)| user(name, first, second).release(first).release(second));
    let workload = Workload::new([p, q]).lock("a", 1).lock("b", 1);
    let trace = simulate(&Scenario::new(workload, Machine::new(2), Strategy::blocking(2))).unwrap();
    let chart = lay_out(&trace, None, 860.0, 3 * S);
    for lane in &chart.lanes {
        let last = lane.bars.last().unwrap();
        assert_eq!((last.span.kind, last.span.from_us, last.span.to_us), (SpanKind::BlockedLock, S, 3 * S));
    }
}
