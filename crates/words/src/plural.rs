//! Which of several texts a language says with which whole number, after the Unicode CLDR; the browser tests hold it to
//! `Intl.PluralRules`. The page asks the browser itself; this is for whatever is written when the page is built.

/// Which languages share a rule, and the rule.
type Rule = (&'static [&'static str], fn(u64) -> &'static str);

const RULES: [Rule; 10] = [
    (&["da", "de", "el", "en", "es", "et", "fi", "hu", "it", "nb", "nl", "sv", "tr"], one_other),
    (&["fr", "hi", "fa", "pt"], |number| if number < 2 { "one" } else { "other" }),
    (&["id", "ja", "ko", "ms", "th", "vi", "zh"], |_| "other"),
    (&["he"], |number| match number {
        1 => "one",
        2 => "two",
        _ => "other",
    }),
    (&["cs", "sk"], |number| match number {
        1 => "one",
        2..=4 => "few",
        _ => "other",
    }),
    (&["pl"], |number| if number == 1 { "one" } else { few_many(number) }),
    (
        &["be", "ru", "uk"],
        |number| {
            if number % 10 == 1 && number % 100 != 11 { "one" } else { few_many(number) }
        },
    ),
    (&["ro"], |number| match (number, number % 100) {
        (1, _) => "one",
        (0, _) | (_, 1..=19) => "few",
        _ => "other",
    }),
    (&["lt"], |number| match (number % 10, number % 100) {
        (_, 11..=19) | (0, _) => "other",
        (1, _) => "one",
        _ => "few",
    }),
    (&["ar"], |number| match (number, number % 100) {
        (0, _) => "zero",
        (1, _) => "one",
        (2, _) => "two",
        (_, 3..=10) => "few",
        (_, 11..) => "many",
        _ => "other",
    }),
];

fn one_other(number: u64) -> &'static str {
    if number == 1 { "one" } else { "other" }
}

fn few_many(number: u64) -> &'static str {
    let few = matches!(number % 10, 2..=4) && !matches!(number % 100, 12..=14);
    if few { "few" } else { "many" }
}

/// The rule of a language by its code, where it is known here.
pub fn rule(code: &str) -> Option<fn(u64) -> &'static str> {
    let language = code.split('-').next()?;
    RULES.iter().find(|(languages, _)| languages.contains(&language)).map(|(_, rule)| *rule)
}

/// The codes of the languages whose rule is known here; for tests.
#[doc(hidden)]
pub fn known() -> impl Iterator<Item = &'static str> {
    RULES.iter().flat_map(|(languages, _)| *languages).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_forms() {
        let check = |code: &str, numbers: &[u64], expected: &str| {
            for number in numbers {
                assert_eq!(rule(code).map(|rule| rule(*number)), Some(expected), "{code} {number}");
            }
        };
        check("de", &[1], "one");
        check("de-AT", &[0, 2, 21], "other");
        check("fr", &[0, 1], "one");
        check("ja", &[0, 1, 2], "other");
        check("ru", &[1, 21, 101], "one");
        check("ru", &[2, 24, 103], "few");
        check("ru", &[0, 5, 11, 12, 14, 111], "many");
        check("pl", &[21, 100], "many");
        check("ar", &[3, 110], "few");
        check("ar", &[100, 102], "other");
        assert!(rule("tlh").is_none());
    }
}
