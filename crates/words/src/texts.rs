//! Texts by key, as a program has them in memory.

/// The texts that one program can say, in one language.
pub struct Texts {
    /// Sorted by key.
    entries: Vec<(String, &'static str)>,
    numbers: Numbers,
}

/// How a language writes numbers, and which of several texts it says with which number. In a browser that is `Intl`'s
/// business.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    /// What stands between whole and decimals.
    pub decimal_mark: &'static str,
    /// The category of a whole number, one of [`CATEGORIES`].
    pub category: fn(u64) -> &'static str,
}

/// What the Unicode CLDR calls the forms that texts with numbers can have.
pub const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

impl Texts {
    /// None: every text is its key.
    pub const NONE: Texts =
        Texts { entries: Vec::new(), numbers: Numbers { decimal_mark: ".", category: |_| "other" } };

    /// Reads what [`write`] has written.
    pub fn read(written: &'static str, numbers: Numbers) -> Texts {
        let mut key = String::new();
        let entry = |(end, text): (&str, &'static str)| {
            let own = end.trim_start_matches(' ');
            let shared = end.len() - own.len();
            let kept = key.split_inclusive('.').take(shared).map(str::len).sum();
            key.truncate(kept);
            key.push_str(own);
            (key.clone(), text)
        };
        Texts {
            entries: written.lines().filter_map(|line| line.split_once('=')).map(entry).collect(),
            numbers,
        }
    }

    pub(crate) fn find(&self, key: &str) -> Option<&'static str> {
        let at = self.entries.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok()?;
        Some(self.entries[at].1)
    }

    pub(crate) fn count(&self, key: &str, number: u64, values: &[(&str, &str)]) -> String {
        let digits = number.to_string();
        let word = self.number_word(number);
        let capital = crate::capitalised(&word);
        let mut all =
            vec![("number", digits.as_str()), ("count", word.as_str()), ("Count", capital.as_str())];
        all.extend_from_slice(values);
        let other = [key, ".other"].concat();
        let ends = [&*digits, (self.numbers.category)(number)];
        let found = ends.iter().find_map(|end| self.find(&[key, ".", end].concat()));
        fill(found.or_else(|| self.find(&other)).unwrap_or(&other), &all)
    }

    pub(crate) fn number_word(&self, number: u64) -> String {
        let digits = number.to_string();
        self.find(&["number.", &digits].concat()).map_or(digits, str::to_owned)
    }

    pub(crate) fn decimal_mark(&self) -> &'static str {
        self.numbers.decimal_mark
    }
}

/// Texts in the form in which they travel: a line for each, sorted by key. A space stands for each of the key's parts that
/// the key before has as well.
#[cfg(not(target_family = "wasm"))]
pub fn write<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut sorted: Vec<_> = texts.into_iter().collect();
    sorted.sort_unstable();
    let mut before = "";
    let mut written = String::new();
    for (key, text) in sorted {
        let parts = || key.split_inclusive('.');
        let same = parts().zip(before.split_inclusive('.')).take_while(|(part, other)| part == other).count();
        // Two keys are never the same, so something is always left to be written.
        let shared = same.min(parts().count() - 1);
        written.extend(std::iter::repeat_n(' ', shared));
        written.extend(parts().skip(shared).chain(["=", text, "\n"]));
        before = key;
    }
    written
}

/// A text with names in braces filled in. A name that is not given stays as it is.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            rest = after;
            break;
        };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(name),
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_are_filled_in() {
        let check = |template, expected| {
            assert_eq!(fill(template, &[("who", "A"), ("time", "10 s")]), expected, "{template:?}");
        };
        check("", "");
        check("plain", "plain");
        check("{who} ends at {time}.", "A ends at 10 s.");
        check("{who}{who}", "AA");
        check("{unknown}", "unknown");
        check("open { brace", "open  brace");
    }

    #[test]
    fn texts_travel_sorted_and_come_back() {
        let written =
            write([("b", "two = 2"), ("a.c", "one"), ("a.c.d", "three"), ("a.ce", "four"), ("a", "")]);
        assert_eq!(written, "a=\na.c=one\n c.d=three\n ce=four\nb=two = 2\n");
        let texts = Texts::read(String::leak(written), Texts::NONE.numbers);
        assert_eq!(
            ["a.c.d", "a.ce", "c.d", "ce"].map(|key| texts.find(key)),
            [Some("three"), Some("four"), None, None]
        );
        assert_eq!(
            ["a", "a.c", "b", "c"].map(|key| texts.find(key)),
            [Some(""), Some("one"), Some("two = 2"), None]
        );
    }

    #[test]
    fn a_number_has_its_own_text_or_that_of_its_category() {
        let written = write([
            ("k.0", "none"),
            ("k.few", "a few: {number}"),
            ("k.other", "{Count} of {what}"),
            ("number.9", "nine"),
        ]);
        let category = |number| if number < 5 { "few" } else { "many" };
        let texts = Texts::read(String::leak(written), Numbers { decimal_mark: ",", category });
        let check = |number, expected| assert_eq!(texts.count("k", number, &[("what", "them")]), expected);
        check(0, "none");
        check(3, "a few: 3");
        check(9, "Nine of them");
        check(77, "77 of them");
    }
}
