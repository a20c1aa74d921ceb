//! The chart of speed-up by workers.

use meanwhile_picture::speedup::{Measured, Speedup, amdahl_permille};

#[test]
fn amdahls_law_is_his() {
    let check = |serial, workers, expected| assert_eq!(amdahl_permille(serial, workers), expected);
    check(0, 1, 1_000);
    check(0, 8, 8_000);
    check(1_000, 8, 1_000);
    check(100, 2, 1_818);
    check(100, 4, 3_076);
    check(100, 8, 4_705);
    check(500, 1_000_000, 1_999);
}

#[test]
fn the_ideal_line_is_straight_and_a_measured_point_lies_where_its_number_says() {
    let measured = [
        Measured { workers: 1, best_permille: 1_000, worst_permille: 1_000 },
        Measured { workers: 4, best_permille: 4_000, worst_permille: 2_000 },
    ];
    let chart = Speedup { width: 400.0, workers_max: 4, serial_permille: 0, measured: &measured }.svg();
    // 40 + 12 on the left, 16 + 12 on the right; 14 at the top, 40 at the bottom of 260.
    assert!(
        chart.contains("<path class=\"ideal\" d=\"M52 168.5L158.67 117L265.33 65.5L372 14\"/>"),
        "{chart}"
    );
    assert!(chart.contains("<circle class=\"point\" cx=\"52\" cy=\"168.5\" r=\"5\"/>"), "{chart}");
    assert!(chart.contains("<path class=\"spread\" d=\"M372 14V117\"/>"), "{chart}");
}

#[test]
fn a_speed_up_beyond_the_ideal_stays_on_the_chart() {
    let measured = [Measured { workers: 2, best_permille: 900_000, worst_permille: 2_000 }];
    let chart = Speedup { width: 400.0, workers_max: 2, serial_permille: 100, measured: &measured }.svg();
    assert!(chart.contains("cy=\"3.7\""), "{chart}");
}
