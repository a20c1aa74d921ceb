//! What is tested in every language.

use std::path::Path;

use meanwhile_words::languages::{Language, all};

/// In every language, with that language spoken meanwhile.
pub fn each_language(check: impl Fn(&'static Language)) {
    for language in all() {
        language.speak();
        check(language);
    }
    all()[0].speak();
}

/// For the article in every language, with its code.
pub fn each_article(check: impl Fn(&str, &str)) {
    each_language(|language| check(language.code(), &article(language.code())));
}

/// The article in a language, as it is written by hand.
pub fn article(code: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = if code == "en" { "index.html".to_owned() } else { format!("www/articles/{code}.html") };
    std::fs::read_to_string(root.join(file)).unwrap()
}
