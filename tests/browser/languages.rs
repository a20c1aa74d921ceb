//! The page in other languages than English: it says the same, in its own numbers, and one comes from one to the other.

use libtest_mimic::Trial;
use meanwhile_figures::{Values, html};
use meanwhile_sim::SplitMix64;
use meanwhile_words::languages::{Language, all};
use meanwhile_words::{CATEGORIES, decimal_mark, plural};
use serde_json::{Value, json};

use crate::figure::{figures, plain_spaces, random_values};
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, SOON};

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    let translations = all().iter().skip(1).map(|language| {
        let promise = format!("every figure tells in {} what the simulator says", language.code());
        bench.everywhere(&promise, async move |lab| tells(lab, language).await)
    });
    let mut promises: Vec<_> = translations.collect();
    promises.extend([
        bench.in_chromium("a link to another language keeps the chapter, there and back", keeps_the_chapter),
        bench.everywhere("numbers and plurals are those of the browser", as_the_browser_says),
    ]);
    promises
}

/// A language that this thread speaks until it is dropped: what is expected is said by the test itself.
struct Spoken;

impl Spoken {
    fn new(language: &'static Language) -> Spoken {
        language.speak();
        Spoken
    }
}

impl Drop for Spoken {
    fn drop(&mut self) {
        if let Some(english) = all().first() {
            english.speak();
        }
    }
}

async fn tells(lab: &Lab, language: &'static Language) -> Outcome {
    let page = lab.open_betting_at(&[language.code(), "/"].concat()).await?;
    same(
        "lang",
        page.script("return document.documentElement.lang", json!([])).await?,
        json!(language.code()),
    )?;
    let _spoken = Spoken::new(language);
    page.skip_bets().await?;
    let mut random = SplitMix64::new(11);
    for figure in figures(&page) {
        figure.expect(Values::first(figure.described.dials())).await?;
        figure.set(random_values(figure.described, &mut random), &mut random).await?;
        let note = format!("#{} .note", figure.id());
        same(format_args!("the note of {}", figure.id()), page.text(&note).await?, String::new())?;
    }
    // What the module that carries runs out says is in that language, too.
    page.click("#tabs .run").await?;
    let measured = meanwhile_words::say("run.measured", &[("measured", "|")]);
    let beginning = measured.split('|').next().unwrap_or_default();
    let is_measured =
        format!("document.querySelector('#tabs .real-said').textContent.startsWith({beginning:?})");
    page.wait_until(&is_measured, crate::page::RUN_WITHIN).await?;
    let said = page.text("#tabs .real-said").await?;
    let is_number = |word: &str| {
        word.split_once(decimal_mark()).is_some_and(|(whole, rest)| {
            [whole, rest]
                .iter()
                .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    ensure(
        said.split([' ', '\u{a0}']).any(is_number),
        format_args!("no number of the language in {said:?}"),
    )?;
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}

async fn keeps_the_chapter(lab: &Lab) -> Outcome {
    let page = lab.open_betting_at("#chapter-9").await?;
    for (code, hash) in [("de", "#chapter-9"), ("en", "#chapter-9")] {
        let here =
            "const link = document.querySelector(`.languages a[hreflang='${arguments[0]}']`); link.click();";
        page.script(here, json!([code])).await?;
        let arrived = format!("document.documentElement.lang === '{code}' && location.hash === '{hash}'");
        page.wait_until(&arrived, SOON).await?;
        page.wait_for_figure().await?;
    }
    let links = "return [...document.querySelectorAll('link[rel=alternate]')].map((link) => link.hreflang)";
    let codes: Vec<_> = all().iter().map(Language::code).collect();
    same("the alternates", page.script(links, json!([])).await?, json!(codes))
}

/// What the build of the page and the tests use in the browser's place is what the browser says.
async fn as_the_browser_says(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    for code in plural::known() {
        let rule = plural::rule(code).context(code)?;
        let expected: Vec<_> = (0..=200).map(rule).collect();
        ensure(expected.iter().all(|category| CATEGORIES.contains(category)), code)?;
        let body = "const rules = new Intl.PluralRules(arguments[0]);
            return [Intl.PluralRules.supportedLocalesOf(arguments[0]).length > 0,
                Array.from({ length: 201 }, (_, number) => rules.select(number))]";
        let found = page.script(body, json!([code])).await?;
        // A browser need not know every language of the world.
        if found[0] == json!(true) {
            same(format_args!("the categories of {code}"), &found[1], &json!(expected))?;
        }
    }
    for language in all() {
        let _spoken = Spoken::new(language);
        for us in [0, 500_000, 1_250_000, 12_000_000, 999_990_000] {
            let ours = meanwhile_picture::time_text::Clock::Seconds.number(us, 2);
            let body = "return new Intl.NumberFormat(`${arguments[0]}-u-nu-latn`, { useGrouping: false }).format(arguments[1])";
            let theirs = page.script(body, json!([language.code(), us as f64 / 1e6])).await?;
            same(format_args!("{us} µs in {}", language.code()), theirs, Value::from(ours))?;
        }
    }
    stands_still_without_script(&page).await
}

/// The pictures and sentences that stand in the page from the beginning are in its language, too.
async fn stands_still_without_script(page: &Page) -> Outcome {
    for language in all() {
        let _spoken = Spoken::new(language);
        let folder = if language.code() == "en" { String::new() } else { [language.code(), "/"].concat() };
        let address = [page.url(), &folder].concat();
        let body = "return (await fetch(args[0])).text()";
        let text = page.async_script(body, json!([address])).await?;
        let text = plain_spaces(text.as_str().unwrap_or_default());
        for figure in figures(page) {
            let result = plain_spaces(&html::summary(&figure.first()?));
            ensure(text.contains(&result), format_args!("{}: {result:?} is missing", language.code()))?;
        }
    }
    Ok(())
}
