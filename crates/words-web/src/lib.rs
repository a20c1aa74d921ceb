//! The language of a page: its texts come with the page, and how numbers are written and counted in it is asked of the
//! browser (`Intl`). Each module that says something is told when it starts.

use js_sys::Intl::{NumberFormat, PluralRules};
use js_sys::{Array, Object};
use meanwhile_words::{CATEGORIES, Numbers, Texts};

thread_local! {
    static RULES: std::cell::OnceCell<PluralRules> = const { std::cell::OnceCell::new() };
}

/// From now on, this module speaks the language with that code, in these texts, as the build of the page has written them.
/// A module speaks one language, and keeps its texts for as long as it lives.
pub fn speak(written: String, language: &str) {
    RULES.with(|rules| _ = rules.set(PluralRules::new(&Array::of1(&language.into()), &Object::new())));
    let numbers = Numbers { decimal_mark: decimal_mark(language).leak(), category };
    meanwhile_words::speak(Box::leak(Box::new(Texts::read(written.leak(), numbers))));
}

fn category(number: u64) -> &'static str {
    let said = RULES.with(|rules| rules.get().map(|rules| String::from(rules.select(number as f64))));
    said.and_then(|said| CATEGORIES.into_iter().find(|known| *known == said)).unwrap_or("other")
}

/// What stands in half of one between the two digits. All digits of the page are the Latin ones.
fn decimal_mark(language: &str) -> String {
    let locales = Array::of1(&[language, "-u-nu-latn"].concat().into());
    let format = NumberFormat::new(&locales, &Object::new()).format();
    let half = format.call1(&format, &0.5.into()).ok().and_then(|half| half.as_string());
    half.map_or_else(|| ".".to_owned(), |half| half.trim_matches(['0', '5']).to_owned())
}
