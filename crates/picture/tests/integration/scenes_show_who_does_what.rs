use meanwhile_picture::scene::{self, Mood, TabState};
use meanwhile_picture::svg;
use meanwhile_sim::Strategy;

use super::{S, tabs};

use Mood::{Busy, Free, Waiting};
use TabState::{Loaded, Loading, Opening, Read, Reading};

/// For each desk its person's mood, and its tabs with their states, the one in front first.
type Seen = Vec<(Mood, Vec<(&'static str, TabState)>)>;

fn check(strategy: Strategy, at_us: u64, expected: Seen) {
    let scene = scene::at(&tabs(strategy.clone()), at_us);
    let seen: Seen = scene
        .desks
        .iter()
        .map(|desk| {
            let mut tabs: Vec<_> =
                desk.tabs.iter().map(|tab| (["Feed", "Mail"][tab.task], tab.state)).collect();
            if let Some(front) = desk.front {
                tabs.swap(0, front);
            }
            (desk.mood, tabs)
        })
        .collect();
    assert_eq!(seen, expected, "{strategy:?} at {at_us}");
}

#[test]
fn one_person_with_two_tabs_reads_one_while_the_other_loads() {
    let at = |at_us, mood, tabs: &[(&'static str, TabState)]| {
        check(Strategy::overlapping(1), at_us, vec![(mood, tabs.to_vec())]);
    };
    at(0, Busy, &[("Feed", Opening)]);
    at(S + S / 2, Busy, &[("Mail", Opening), ("Feed", Loading)]);
    at(3 * S, Waiting, &[("Mail", Loading), ("Feed", Loading)]);
    at(5 * S + S / 2, Busy, &[("Mail", Reading), ("Feed", Loading)]);
    at(6 * S, Waiting, &[("Mail", Read), ("Feed", Loading)]);
    at(8 * S, Busy, &[("Feed", Reading), ("Mail", Read)]);
    at(12 * S, Free, &[("Feed", Read), ("Mail", Read)]);
}

#[test]
fn one_tab_at_a_time_is_closed_before_the_next_is_opened() {
    let at = |at_us, mood, tabs: &[(&'static str, TabState)]| {
        check(Strategy::blocking(1), at_us, vec![(mood, tabs.to_vec())]);
    };
    at(3 * S, Waiting, &[("Feed", Loading)]);
    at(12 * S, Busy, &[("Mail", Opening)]);
    at(17 * S, Free, &[]);
}

#[test]
fn two_people_read_at_the_same_instant() {
    let both = |state| vec![(Busy, vec![("Feed", state)]), (Busy, vec![("Mail", state)])];
    check(Strategy::blocking(2), S / 2, both(Opening));
    check(
        Strategy::blocking(2),
        4 * S + 1,
        vec![(Waiting, vec![("Feed", Loading)]), (Busy, vec![("Mail", Reading)])],
    );
}

#[test]
fn a_page_that_has_loaded_while_its_reader_is_busy_waits_unread() {
    let trace = {
        use meanwhile_sim::{Machine, Scenario, Task, Workload, simulate};
        let long = Task::new("Feed").compute(S).wait(S).compute(5 * S);
        let short = Task::new("Mail").compute(S).wait(S).compute(S);
        let work = Workload::new([long, short]);
        simulate(&Scenario::new(work, Machine::new(1), Strategy::overlapping(1))).unwrap()
    };
    let scene = scene::at(&trace, 4 * S);
    assert_eq!(scene.desks[0].tabs[1].state, Loaded);
}

#[test]
fn progress_runs_from_nothing_to_everything() {
    let trace = tabs(Strategy::overlapping(1));
    let loaded = |at_us| scene::at(&trace, at_us).desks[0].tabs[0].progress;
    assert_eq!(loaded(S), 0.0);
    assert_eq!(loaded(4 * S), 0.5);
    assert!(loaded(7 * S - 1) > 0.99);
}

#[test]
fn the_same_moment_is_the_same_drawing_and_every_crowd_fits() {
    for people in 1..=8 {
        let trace = tabs(Strategy::overlapping(people));
        for (width, height) in [(280.0, 164.0), (600.0, 208.0)] {
            let drawing = svg::scene(&scene::at(&trace, 5 * S), width, height);
            assert_eq!(drawing, svg::scene(&scene::at(&trace, 5 * S), width, height));
            assert_eq!(drawing.matches("class=\"person\"").count(), people as usize);
            assert!(!drawing.contains("NaN") && !drawing.contains("scale(0)"), "{drawing}");
        }
    }
}
