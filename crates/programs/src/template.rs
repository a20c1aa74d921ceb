//! Templates: a program's text with places in it.
//!
//! `{{NAME}}` is filled in. A line `@NAME` becomes the lines of that block, with the same indent. Lines from `@if NAME` to
//! `@end` are left out where the block of that name has no lines; `@if !NAME` where it has some. A line `@include NAME` is
//! what several templates have in common. What stands behind `¶` at the end of a line is its mark.

use crate::{Line, Mark};

/// What several templates have in common, by name.
const SHARED: [(&str, &str); 5] = [
    ("beginning.rs", include_str!("../templates/shared/beginning.rs")),
    ("constants.rs", include_str!("../templates/shared/constants.rs")),
    ("compute.rs", include_str!("../templates/shared/compute.rs")),
    ("hashing.rs", include_str!("../templates/shared/hashing.rs")),
    ("waiting.rs", include_str!("../templates/shared/waiting.rs")),
];

/// What is filled in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filling {
    /// For `{{NAME}}`.
    pub(crate) values: Vec<(&'static str, String)>,
    /// For `@NAME` and `@if NAME`. A block that is not there has no lines.
    pub(crate) blocks: Vec<(&'static str, Vec<String>)>,
}

impl Filling {
    fn block(&self, name: &str) -> &[String] {
        self.blocks.iter().find(|(known, _)| *known == name).map_or(&[], |(_, lines)| lines)
    }

    fn filled(&self, line: &str) -> String {
        let fill =
            |line: String, (name, value): &(&str, String)| line.replace(&["{{", name, "}}"].concat(), value);
        self.values.iter().fold(line.to_owned(), fill)
    }
}

/// The program's lines.
pub(crate) fn fill(template: &'static str, filling: &Filling) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut skipping = Vec::new();
    for line in template.lines().flat_map(included) {
        let trimmed = line.trim_start();
        let indent = &line[..line.len() - trimmed.len()];
        if let Some(condition) = trimmed.strip_prefix("@if ") {
            let (wanted, name) = condition.strip_prefix('!').map_or((true, condition), |name| (false, name));
            skipping.push(filling.block(name).is_empty() == wanted);
        } else if trimmed == "@end" {
            skipping.pop();
        } else if skipping.contains(&true) {
            continue;
        } else if let Some(name) = trimmed.strip_prefix('@').filter(|name| is_name(name)) {
            let indented = filling.block(name).iter().map(|inner| match &**inner {
                "" => String::new(),
                inner => [indent, inner].concat(),
            });
            lines.extend(indented.map(|line| marked(&filling.filled(&line))));
        } else {
            lines.push(marked(&filling.filled(line)));
        }
    }
    lines
}

/// The line, or the lines that it includes.
fn included(line: &'static str) -> impl Iterator<Item = &'static str> {
    let name = line.strip_prefix("@include ");
    let text =
        SHARED.iter().find(|(known, _)| Some(*known) == name).map_or(line, |(_, text)| text.trim_end());
    text.split('\n')
}

/// Decorators and the like are no blocks.
fn is_name(name: &str) -> bool {
    name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')
}

fn marked(line: &str) -> Line {
    let (text, name) = line.split_once('¶').unwrap_or((line, ""));
    let mark = Mark::ALL.into_iter().find(|mark| mark.name() == name.trim());
    Line { text: text.trim_end().to_owned(), mark }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_blocks_indented_and_marks_taken_off() {
        let filling = Filling {
            values: vec![("n", "2".to_owned())],
            blocks: vec![("body", vec!["a({{n}}) ¶wait".to_owned(), String::new(), "b".to_owned()])],
        };
        let check = |template: &'static str, expected: &str| {
            let lines = fill(template, &filling);
            let told: Vec<_> = lines
                .iter()
                .map(|Line { text, mark }| format!("{text}|{}", mark.map_or("", Mark::name)))
                .collect();
            assert_eq!(told.join("\n"), expected, "{template}");
        };
        check("x = {{n}}\n  @body", "x = 2|\n  a(2)|wait\n|\n  b|");
        check("@if body\nyes\n@end\n@if nothing\nno\n@end\n@if !nothing\nelse\n@end", "yes|\nelse|");
        check("@if nothing\n@if body\nno\n@end\nno\n@end\nyes", "yes|");
        check("#[tokio::main] ¶workers", "#[tokio::main]|workers");
        check("@app.route", "@app.route|");
        check("a\n\n@include waiting.rs\nb", "a|\n|\nb|");
        check("@include nothing.rs", "@include nothing.rs|");
    }
}
