use meanwhile_picture::board::{self, Board, DONE_X, Mood, READY_X, WAITING_X};
use meanwhile_picture::svg::{self, Dress};
use meanwhile_sim::{Machine, Scenario, SpanKind, Strategy, Task, Trace, Workload, simulate};

use super::{S, tabs};

/// Four tasks that compute for a second, wait for two and compute for a second.
fn four(workers: u32, cores: u32) -> Trace {
    let tasks = (1..=4).map(|number| Task::new(&number.to_string()).compute(S).wait(2 * S).compute(S));
    simulate(&Scenario::new(Workload::new(tasks), Machine::new(cores), Strategy::blocking(workers))).unwrap()
}

fn moods(board: &Board) -> Vec<Mood> {
    board.workers.iter().map(|worker| worker.mood).collect()
}

#[test]
fn workers_and_cores_do_what_the_trace_says() {
    let check = |at_us, expected_moods: &[Mood], busy_cores: usize| {
        let board = board::at(&four(3, 1), at_us, false);
        assert_eq!(moods(&board), expected_moods, "at {at_us}");
        assert_eq!(board.cores.iter().filter(|core| core.look.is_some()).count(), busy_cores, "at {at_us}");
    };
    check(S / 2, &[Mood::Executing, Mood::NoCore, Mood::NoCore], 1);
    check(3 * S / 2, &[Mood::Waiting, Mood::Executing, Mood::NoCore], 1);
    check(5 * S / 2, &[Mood::Waiting, Mood::Waiting, Mood::Executing], 1);
}

#[test]
fn chips_stand_where_their_tasks_are() {
    let within = |x: f32, (left, right): (f32, f32)| left <= x && x <= right;
    let trace = four(2, 1);
    let at = |us| board::at(&trace, us, false);
    // Long after it came, the fourth is still in line; long before the end, the first is done.
    assert!(within(at(S / 2).chips[3].at.x, READY_X));
    let late = at(trace.end_us - S / 10);
    assert!(within(late.chips[0].at.x, DONE_X));
    assert_eq!((late.chips[0].kind, late.chips[3].kind), (None, Some(SpanKind::Executing)));
    // On an event loop what waits is with nobody.
    let trace = tabs(Strategy::overlapping(1));
    assert!(within(board::at(&trace, 3 * S + S / 2, false).chips[0].at.x, WAITING_X));
}

#[test]
fn every_chip_of_every_board_is_on_it() {
    for (workers, cores) in [(1, 1), (2, 1), (4, 2), (8, 8), (16, 3)] {
        let trace = four(workers, cores);
        for step in 0..=100 {
            for chip in board::at(&trace, trace.end_us * step / 100, step % 2 == 0).chips {
                assert!(chip.at.x > 0.0 && chip.at.x < board::WIDTH_PX, "{chip:?}");
                assert!(chip.at.y > 0.0 && chip.at.y < board::HEIGHT_PX, "{chip:?}");
                assert!((0.0..=1.0).contains(&chip.progress), "{chip:?}");
            }
        }
    }
}

#[test]
fn a_way_is_short_and_without_jumps() {
    let trace = four(2, 2);
    let step_us = trace.end_us / 2_000;
    let mut before = board::at(&trace, 0, true);
    for step in 1..2_000 {
        let now = board::at(&trace, step * step_us, true);
        for (a, b) in before.chips.iter().zip(&now.chips) {
            let (dx, dy) = (a.at.x - b.at.x, a.at.y - b.at.y);
            assert!((dx * dx + dy * dy).sqrt() < 60.0, "task {} jumps at {}", a.task, step * step_us);
        }
        before = now;
    }
}

#[test]
fn a_still_picture_shows_what_has_changed_and_a_moving_one_how() {
    let trace = tabs(Strategy::overlapping(1));
    let x = |is_moving| board::at(&trace, S, is_moving).chips[0].at.x;
    // In this instant the feed begins to load.
    assert!(x(false) > WAITING_X.0 && x(true) < WAITING_X.0);
}

#[test]
fn the_drawing_is_well_formed_and_the_same_every_time() {
    let trace = four(3, 2);
    let draw =
        || svg::board(&board::at(&trace, S, true), Dress::KITCHEN, ["<a>", "b", "c", "d"], (600.0, 220.0));
    let drawing = draw();
    assert_eq!(drawing, draw());
    assert_eq!(drawing.matches("<g").count(), drawing.matches("</g>").count());
    assert_eq!(drawing.matches("class=\"chip").count(), 4);
    assert!(drawing.contains("&lt;a&gt;"));
}
