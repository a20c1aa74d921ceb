//! The numbers of the model, on the figures that show them.

use meanwhile_figures::{Shown, Values, find};
use meanwhile_sim::Micros;

use crate::prose_tells_the_truth::shown_at;

const S: Micros = 1_000_000;
const MS: Micros = 1_000;
const MIN: Micros = 60 * S;

#[test]
fn every_panel_ends_when_the_model_says() {
    let check = |settings: &str, expected: &[Micros]| {
        let shown = shown_at(settings);
        let totals: Vec<_> = shown.panels.iter().map(|panel| panel.trace.end_us).collect();
        assert_eq!(totals, expected, "{settings}");
    };
    check("tabs", &[12 * S]);
    check("tabs way=0", &[17 * S]);
    check("tabs people=2 way=0", &[12 * S]);
    check("tabs io=0", &[8 * S]);
    check("modes", &[12 * S, 12 * S, 6 * S, 6 * S]);
    check("modes tasks=3 length=12000", &[36 * S, 36 * S, 12 * S, 12 * S]);
    check("requests", &[106 * MS, 53 * MS, 52 * MS]);
    check("ten-twenty", &[30 * S, 30 * S, 20 * S, 15 * S]);
    check("five", &[180 * MIN, 150 * MIN]);
    check("five cores=1", &[300 * MIN, 300 * MIN]);
    check("five cores=3", &[120 * MIN, 100 * MIN]);
    check("five cores=4", &[120 * MIN, 75 * MIN]);
    check("five cores=5", &[60 * MIN, 60 * MIN]);
    check("workers", &[80 * S]);
    check("workers io=9000", &[17 * S]);
    check("workers io=9000 workers=1 cores=8", &[80 * S]);
    check("workers io=9000 workers=2", &[41 * S]);
    check("workers workers=3 cores=4", &[30 * S]);
    check("turns", &[15 * S]);
    check("code", &[12 * S]);
    check("code work=1 workers=2 cores=2", &[20 * S]);
    check("code work=2 way=1 workers=6 cores=6", &[21 * S]);
    check("code work=3", &[32 * S]);
    check("code work=3 way=1", &[42 * S]);
    check("kitchen", &[32 * MIN, 28 * MIN, 22 * MIN, 22 * MIN]);
    check("office", &[60 * MIN; 3]);
    check("counter", &[24 * MIN, 10 * MIN]);
    check("counter staff=1", &[48 * MIN, 13 * MIN]);
    check("counter staff=3", &[16 * MIN, 9 * MIN]);
    check("counter grill=0 hand=360", &[24 * MIN, 24 * MIN]);
    check("house listen=2", &[100 * MIN, 60 * MIN, 110 * MIN, 40 * MIN]);
    check("house listen=0", &[100 * MIN, 60 * MIN, 110 * MIN, 70 * MIN]);
    check("house", &[100 * MIN, 60 * MIN, 110 * MIN, 70 * MIN]);
    check("kitchen oven=300", &[17 * MIN, 13 * MIN, 12 * MIN, 7 * MIN]);
    check("first-result", &[42 * S, 42 * S]);
    check("first-result way=1", &[42 * S, 32 * S]);
    check("first-result way=1 chunks=2", &[42 * S, 36 * S]);
    check("phone", &[21 * MIN]);
    check("phone people=1", &[36 * MIN]);
    check("deadlock", &[S]);
    check("deadlock workers=1", &[4 * S]);
    check("deadlock way=1", &[4 * S]);
    check("split", &[17 * S / 2]);
    check("split serial=0 cores=16", &[5 * S / 2]);
    check("graham", &[12 * S, 15 * S]);
    check("graham way=1", &[13 * S, 12 * S]);
    check("graham way=2", &[16 * S, 15 * S]);
    check("graham way=3", &[14 * S, 12 * S]);
}

#[test]
fn the_four_modes_earn_the_four_words() {
    use meanwhile_sim::Word;
    for settings in ["modes", "modes tasks=3 length=12000"] {
        let words: Vec<_> = shown_at(settings).panels.iter().map(|panel| panel.metrics.word()).collect();
        assert_eq!(
            words,
            [Word::Sequential, Word::Concurrent, Word::ConcurrentAndParallel, Word::OneDividedTask],
            "{settings}"
        );
    }
}

#[test]
fn what_counts_changes_the_word_and_no_moment() {
    use meanwhile_sim::Word::{Concurrent, ConcurrentAndParallel, OneDividedTask};
    let check = |case: u32, words, total_us: Micros| {
        let shown = [0, 1, 2].map(|counts| shown_at(&format!("meanings case={case} counts={counts}")));
        assert_eq!(shown.each_ref().map(|shown| shown.panels[0].metrics.word()), words, "case {case}");
        let ends = |shown: &Shown| shown.panels[0].metrics.tasks.iter().map(|task| task.ends_us).collect();
        let ends: [Vec<_>; 3] = shown.each_ref().map(ends);
        assert!(ends.iter().all(|other| *other == ends[0]), "case {case}: {ends:?}");
        assert_eq!(shown[0].total_us(0), total_us, "case {case}");
    };
    check(0, [Concurrent, ConcurrentAndParallel, Concurrent], 60 * MIN);
    check(1, [OneDividedTask, OneDividedTask, ConcurrentAndParallel], 30 * MIN);
    check(2, [Concurrent, ConcurrentAndParallel, Concurrent], 12 * MIN);
}

#[test]
fn every_corner_of_every_figure_is_a_scenario() {
    for figure in meanwhile_figures::all() {
        let dials = figure.dials();
        for corner in 0..1_usize << dials.len() {
            let mut values = Values::first(dials);
            for (index, dial) in dials.iter().enumerate() {
                let value = if corner >> index & 1 == 1 { dial.max } else { dial.min };
                values.set(dials, index, value.into());
            }
            let shown = Shown::new(*figure, values);
            assert!(shown.is_ok(), "{} at {values:?}: {:?}", figure.id(), shown.err());
        }
        assert_eq!(find(figure.id()).map(|found| found.id()), Some(figure.id()));
    }
}

#[test]
fn first_results_come_after_a_part_and_clicks_wait_as_the_model_says() {
    let check = |settings: &str, expected_s: &[u64]| {
        let shown = shown_at(settings);
        let results: Vec<_> = shown.panels[1].metrics.results_us.iter().map(|us| us / S).collect();
        assert_eq!(results, expected_s, "{settings}");
    };
    check("first-result", &[7, 14, 21, 28, 35, 42]);
    check("first-result way=1", &[7, 12, 17, 22, 27, 32]);
    check("first-result stop=2", &[7, 14]);
    let shown = shown_at("clicks");
    let worst = |panel: usize| {
        let tasks = &shown.panels[panel].metrics.tasks;
        tasks[1..].iter().filter_map(|task| task.response_us).max().unwrap() / MS
    };
    assert_eq!([0, 1, 2, 3].map(worst), [970, 102, 0, 0]);
}

#[test]
fn the_simulated_speed_up_is_amdahls() {
    for serial in [0, 10, 25, 50] {
        let shown = shown_at(&format!("split serial={serial}"));
        let curves = shown.curves.unwrap();
        let [ideal, formula, simulated] = [0, 1, 2].map(|index: usize| &curves.series[index].values);
        for (cores, (formula, simulated)) in formula.iter().zip(simulated).enumerate() {
            assert!(
                formula.abs_diff(*simulated) <= 2,
                "{serial} % on {} cores: {formula} {simulated}",
                cores + 1
            );
        }
        assert!(serial > 0 || ideal.iter().zip(simulated).all(|(ideal, found)| ideal.abs_diff(*found) <= 2));
    }
}
