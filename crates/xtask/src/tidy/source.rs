//! Checks of source files: floats, length, colours, and words that have no place in the repository.

use super::rules::{LONG, TOKENS};
use super::{Finding, Text};

/// The simulator counts in whole microseconds; a float in it would make results depend on the order of sums.
pub(super) fn no_floats(file: Text<'_>) -> Vec<Finding> {
    if !file.file.starts_with("crates/sim/src/") || !file.file.ends_with(".rs") {
        return Vec::new();
    }
    let advice = "the simulator has no floats: count in whole units, and let `picture` divide";
    code(file.text)
        .filter(|(_, line)| words(line).any(|word| word == "f32" || word == "f64" || is_float(word)))
        .map(|(number, _)| Finding::new(file.file, number, advice))
        .collect()
}

/// Files that one can keep in one's head.
pub(super) fn length(file: Text<'_>) -> Vec<Finding> {
    let lines = file.text.lines().count();
    let counted = [".rs", ".css", ".js"].iter().any(|kind| file.file.ends_with(kind));
    if !counted || lines <= LONG {
        return Vec::new();
    }
    vec![Finding::remark(
        file.file,
        format!("{lines} lines are more than {LONG}: divide it where it has a seam"),
    )]
}

/// Colours are tokens with names, in one file, so that light, dark and a host's own colour are one change.
pub(super) fn colours(file: Text<'_>) -> Vec<Finding> {
    let styled = [".rs", ".css", ".html", ".js"].iter().any(|kind| file.file.ends_with(kind));
    if !styled || file.file == TOKENS || file.file.starts_with("crates/xtask/") {
        return Vec::new();
    }
    let found = code(file.text).filter_map(|(number, line)| colour(line).map(|colour| (number, colour)));
    found
        .map(|(number, colour)| {
            Finding::new(
                file.file,
                number,
                format!("`{colour}` is a colour: give it a name in {TOKENS} and use that"),
            )
        })
        .collect()
}

/// What only one machine understands, or nobody should read.
pub(super) fn secrets(file: Text<'_>) -> Vec<Finding> {
    const WORDS: &[&str] = &["/home/", "/root/", "/Users/", "BEGIN PRIVATE KEY"];
    if file.file.starts_with("crates/xtask/src/tidy/") {
        return Vec::new();
    }
    let lines = file.text.lines().enumerate();
    lines
        .filter_map(|(index, line)| {
            WORDS.iter().find(|word| line.contains(*word)).map(|word| (index + 1, word))
        })
        .map(|(number, word)| {
            Finding::new(file.file, number, format!("`{word}` names one machine: say it in general"))
        })
        .collect()
}

/// The lines of code with their numbers: without comments, and up to the tests at a file's end.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    let lines = numbered.take_while(|(_, line)| line.trim() != "#[cfg(test)]");
    lines.map(|(number, line)| (number, line.split("//").next().unwrap_or(line)))
}

/// The words of a line: identifiers and numbers.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.')).filter(|word| !word.is_empty())
}

/// Whether a word is a number with a point, like `0.5`; not `tuple.0`, not the range `0..5`.
fn is_float(word: &str) -> bool {
    let Some((whole, part)) = word.split_once('.') else { return false };
    let digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    digits(whole) && whole.chars().all(|c| c.is_ascii_digit() || c == '_') && digits(part)
}

/// The first colour that is written out in a line: `#rgb`, `#rrggbb` or a colour function.
fn colour(line: &str) -> Option<&str> {
    const FUNCTIONS: &[&str] = &["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab(", "lab(", "lch("];
    let alone = |at: usize| {
        !line[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == '&')
    };
    let function = FUNCTIONS
        .iter()
        .find_map(|name| line.find(name).filter(|at| alone(*at)).map(|at| &line[at..at + name.len() - 1]));
    function.or_else(|| line.match_indices('#').find_map(|(at, _)| hex(&line[at..]).filter(|_| alone(at))))
}

/// `#` and three, four, six or eight hexadecimal digits, one of which at least makes it no issue's number or name.
fn hex(text: &str) -> Option<&str> {
    let digits = text[1..].bytes().take_while(u8::is_ascii_hexdigit).count();
    let ends = !text[1 + digits..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    (matches!(digits, 3 | 4 | 6 | 8) && ends).then(|| &text[..=digits])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(check: fn(Text<'_>) -> Vec<Finding>, file: &str, text: &str) -> Vec<usize> {
        check(Text { file, text }).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn floats_are_found_in_code_and_not_in_comments_or_tests() {
        let text = "// f64 is fine here\nlet a: f64 = x;\nlet b = 0.5;\nlet c = pair.0 + 1;\nfor i in 0..5 {}\n\
                    #[cfg(test)]\nlet d = 1.5;\n";
        assert_eq!(lines(no_floats, "crates/sim/src/a.rs", text), [2, 3]);
        assert!(lines(no_floats, "crates/picture/src/a.rs", text).is_empty());
    }

    #[test]
    fn colours_live_in_one_file() {
        let text = "a { color: #0072b2; }\nb { background: rgb(1 2 3); }\nc { color: var(--ink); }\n<a href=\"#top\">\n";
        assert_eq!(lines(colours, "www/styles/page.css", text), [1, 2]);
        assert!(lines(colours, "www/styles/tokens.css", text).is_empty());
        assert_eq!(colour("href=\"#face-of-it\" \"#added_later\" &#8230;"), None);
        assert_eq!(colour("x: #abc;"), Some("#abc"));
        assert_eq!(colour("fn measure_rgb() { slab(1) }"), None);
    }

    #[test]
    fn a_long_file_is_only_a_remark() {
        let text = "x\n".repeat(LONG + 1);
        let found = length(Text { file: "a.rs", text: &text });
        assert!(found.len() == 1 && found[0].remark);
        assert!(length(Text { file: "a.rs", text: "x\n" }).is_empty());
    }

    #[test]
    fn paths_of_one_machine_are_found() {
        assert_eq!(lines(secrets, "README.md", "fine\nsee /home/ann/x\n"), [2]);
    }
}
