//! The examples of `docs/command-line.md` are what the program prints, and those of the help run.

use crate::support::{check_golden, in_crate, run, stdout_of};

const FENCE: &str = "```";

#[test]
fn the_documentation_shows_what_the_program_prints() {
    const FILE: &str = "../../docs/command-line.md";
    let text = std::fs::read_to_string(in_crate(FILE)).unwrap();
    let mut found = String::new();
    let mut examples = 0;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        found.extend([line, "\n"]);
        if line != "```console" {
            continue;
        }
        // What stands below a command up to the end of the block is printed anew.
        let block = lines.by_ref().take_while(|line| *line != FENCE);
        for command in block.filter_map(|line| line.strip_prefix("$ meanwhile ")) {
            let ran = run(&command.split_whitespace().collect::<Vec<_>>());
            found.push_str(&format!("$ meanwhile {command}\n{}{}", ran.stdout, ran.stderr));
            examples += 1;
        }
        found.extend([FENCE, "\n"]);
    }
    assert!(examples > 5, "the examples are not found any more");
    check_golden(FILE, &found);
}

#[test]
fn the_examples_of_the_help_run() {
    let mut examples = 0;
    for command in ["simulate", "compare", "sweep", "program", "render", "link"] {
        let help = stdout_of(&[command, "--help"]);
        let lines = help.lines().filter_map(|line| line.strip_prefix("  meanwhile "));
        // Those with a file of the reader's own cannot.
        for line in lines.filter(|line| !line.contains("my.json")) {
            stdout_of(&line.split_whitespace().collect::<Vec<_>>());
            examples += 1;
        }
    }
    assert!(examples > 5, "the examples are not found any more");
}
