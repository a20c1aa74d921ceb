//! Every format, whole, for two scenarios of the model whose numbers are known.

use crate::support::{check_golden, stdout_of};

#[test]
fn every_format_of_the_golden_runs_is_as_it_was() {
    let check = |name: &str, arguments: &[&str]| {
        for format in ["text", "ascii", "json", "csv"] {
            let all = [&["simulate"], arguments, &["--format", format, "--width", "80"]].concat();
            check_golden(&format!("tests/golden/{name}.{format}"), &stdout_of(&all));
        }
    };
    // Section 4.1 of the model's golden numbers: 30 s, A ends at 19 s, B first executes at 1 s.
    check("ten-and-twenty", &["ten-and-twenty", "--workers", "2", "--cores", "1", "--slicing", "1s"]);
    // Section 4.3: A [0,3) [9,12), B [3,6) [12,15), C [6,9).
    check("round-robin", &["round-robin", "--workers", "3", "--cores", "1", "--slicing", "3s"]);
}

#[test]
fn a_terminal_that_is_too_narrow_says_that_cells_have_several_things_in_them() {
    let crowded =
        ["simulate", "eight-that-compute", "--workers=5", "--cores=2", "--slicing=100ms", "--width=60"];
    let text = stdout_of(&crowded);
    assert!(text.contains("▞ several in turn"), "{text}");
    check_golden("tests/golden/crowded.text", &text);
}

#[test]
fn the_tables_of_the_golden_runs_are_as_they_were() {
    for format in ["text", "json", "csv"] {
        let compare = stdout_of(&["compare", "two-tabs", "--slicing", "1s", "--format", format]);
        check_golden(&format!("tests/golden/compare.{format}"), &compare);
        let sweep =
            stdout_of(&["sweep", "ten-and-twenty", "--workers", "1..3", "--cores", "2", "--format", format]);
        check_golden(&format!("tests/golden/sweep.{format}"), &sweep);
    }
}
