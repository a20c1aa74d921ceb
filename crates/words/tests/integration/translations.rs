//! Every language says everything, with the same things filled in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use meanwhile_words::languages::{Language, Part, all, from_right_to_left};
use meanwhile_words::{CATEGORIES, plural};

/// The categories of these numbers can be asked for; greater ones have the same. For nothing at all there is `other`.
const NUMBERS: std::ops::RangeInclusive<u64> = 1..=200;

fn texts(language: &'static Language, part: Part) -> BTreeMap<&'static str, &'static str> {
    language.entries(part).collect()
}

fn languages() -> impl Iterator<Item = &'static Language> {
    all().iter().chain([from_right_to_left()])
}

/// A key and its ending, where that is a number or a category.
fn form(key: &str) -> Option<(&str, &str)> {
    let (stem, end) = key.rsplit_once('.')?;
    let is_form = CATEGORIES.contains(&end) || end.bytes().all(|byte| byte.is_ascii_digit());
    is_form.then_some((stem, end))
}

/// The stems of the English texts that depend on a number.
fn counted(english: &BTreeMap<&'static str, &'static str>) -> BTreeSet<&'static str> {
    english.keys().filter_map(|key| key.strip_suffix(".other")).collect()
}

/// The endings that a language needs for a text that depends on a number: those of all numbers that English has words for.
fn needed(stem: &str, language: &Language, english: &BTreeMap<&str, &str>) -> BTreeSet<&'static str> {
    let rule = plural::rule(language.code()).unwrap();
    let is_ever_one = ["one", "1"].iter().any(|end| english.contains_key(&*format!("{stem}.{end}")));
    let exact = |number: &u64| english.contains_key(&*format!("{stem}.{number}"));
    let numbers = NUMBERS.filter(|number| (*number != 1 || is_ever_one) && !exact(number));
    numbers.map(rule).chain(["other"]).collect()
}

#[test]
fn nothing_waits_to_be_translated() {
    let mut missing = Vec::new();
    for (language, part) in languages().flat_map(|language| Part::ALL.map(|part| (language, part))) {
        let (english, translated) = (texts(&all()[0], part), texts(language, part));
        let counted = counted(&english);
        let is_counted = |key: &str| form(key).is_some_and(|(stem, _)| counted.contains(stem));
        let mut note =
            |key: &str, what| missing.push(format!("{}: {key} {what}", part.file(language.code())));
        for (key, text) in &english {
            match translated.get(key) {
                None if !is_counted(key) => note(key, "is missing"),
                Some(translation) if translation.is_empty() && !text.is_empty() => note(key, "is empty"),
                _ => {}
            }
        }
        for stem in &counted {
            for end in needed(stem, language, &english) {
                let key = format!("{stem}.{end}");
                if !translated.contains_key(&*key) {
                    note(&key, "is missing");
                }
            }
        }
        for key in translated.keys() {
            if !english.contains_key(key) && !is_counted(key) {
                note(key, "is not in English");
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn what_is_filled_in_and_marked_is_the_same_in_every_language() {
    let mut wrong = Vec::new();
    for (language, part) in languages().flat_map(|language| Part::ALL.map(|part| (language, part))) {
        let english = texts(&all()[0], part);
        for (key, text) in language.entries(part) {
            let other = form(key).map(|(stem, _)| format!("{stem}.other")).unwrap_or_default();
            let Some(original) = english.get(key).or_else(|| english.get(&*other)) else { continue };
            let (found, expected) = (marks(text), marks(original));
            if found != expected {
                wrong.push(format!("{} {key}: {found:?}, in English {expected:?}", language.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The names in braces and the tags of a text. A number may be written out in one form and filled in in another.
fn marks(text: &str) -> BTreeSet<String> {
    let of = |open: char, close: char| {
        let parts = text.split(open).skip(1);
        parts.filter_map(move |part| part.split_once(close)).map(move |(name, _)| format!("{open}{name}"))
    };
    let is_number = |mark: &String| ["{number", "{count", "{Count"].contains(&&**mark);
    of('{', '}').chain(of('<', '>')).filter(|mark| !is_number(mark)).collect()
}

#[test]
fn every_language_has_a_file_for_every_part() {
    for language in languages() {
        let parts: Vec<_> = language.parts().collect();
        let has_all = Part::ALL.iter().all(|part| parts.contains(part));
        assert!(has_all && parts.len() == Part::ALL.len(), "{}: {parts:?}", language.code());
    }
}

#[test]
fn a_language_is_described_and_has_an_article() {
    for language in languages() {
        let code = language.code();
        assert!(plural::rule(code).is_some(), "{code}: add its rule to plural.rs");
        assert!(["ltr", "rtl"].contains(&language.direction()), "{code}");
        assert!(language.name() != code, "{code} has no name");
    }
    for language in &all()[1..] {
        let article = format!("../../www/articles/{}.html", language.code());
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(&article).is_file(), "{article} is missing");
    }
}

#[test]
fn no_key_stands_twice_and_no_text_ends_the_element_that_it_travels_in() {
    for language in languages() {
        let mut known = BTreeSet::new();
        for (key, text) in Part::ALL.iter().flat_map(|part| language.entries(*part)) {
            assert!(known.insert(key), "{}: {key} stands twice", language.code());
            assert!(!text.contains("</script") && !text.contains("<!--"), "{}: {key}", language.code());
            assert!(!key.contains('='), "{key}");
        }
    }
}
