//! Every number of the article that a figure knows is that figure's number, in every language.

use meanwhile_figures::{Shown, Values, find};

use crate::languages::{each_article, each_language};

/// A figure at settings, as the article writes them: `FIGURE DIAL=VALUE …`.
pub fn shown_at(settings: &str) -> Shown {
    let mut words = settings.split_whitespace();
    let id = words.next().unwrap();
    let figure = find(id).unwrap_or_else(|| panic!("{settings}: there is no figure {id:?}"));
    let mut values = Values::first(figure.dials());
    for (name, value) in words.filter_map(|word| word.split_once('=')) {
        if let Some(index) = figure.dials().iter().position(|dial| dial.name == name) {
            let value: u64 = value.parse().unwrap();
            values.set(figure.dials(), index, value);
            assert_eq!(u64::from(values.get(index)), value, "{settings}: out of range");
        } else {
            assert!(
                ["panel", "task", "response", "result", "speed", "earns"].contains(&name),
                "{settings}: there is no dial {name:?}"
            );
        }
    }
    Shown::new(figure, values).unwrap()
}

pub fn number_in(settings: &str, name: &str) -> Option<usize> {
    let found = settings.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
    found.map(|number| number.parse().unwrap())
}

/// The number that is meant there: when a panel is over, or a task, or when it first answers, or when a result is there; or
/// how many times as fast so many cores are.
pub fn number_at(shown: &Shown, settings: &str) -> String {
    if let Some(cores) = number_in(settings, "speed") {
        let permille = shown.curves.as_ref().unwrap().series[2].values[cores - 1];
        let mark = meanwhile_words::decimal_mark();
        return format!("{}{mark}{}", permille / 1_000, permille % 1_000 / 100);
    }
    let panel = number_in(settings, "panel").unwrap_or(0);
    let metrics = &shown.panels[panel].metrics;
    let us = if let Some(task) = number_in(settings, "task") {
        metrics.tasks[task].ends_us.unwrap()
    } else if let Some(task) = number_in(settings, "response") {
        metrics.tasks[task].response_us.unwrap()
    } else if let Some((_, which)) = settings.split_once("result=") {
        let results_us = &shown.panels.last().unwrap().metrics.results_us;
        *if which == "last" { results_us.last() } else { results_us.first() }.unwrap()
    } else {
        shown.total_us(panel)
    };
    shown.time(us)
}

/// What the attribute says and what stands in the element, for each element that has it.
pub fn elements(article: &str, attribute: &str) -> Vec<(String, String)> {
    let start = format!("{attribute}=\"");
    let read = |rest: &str| {
        let (value, rest) = rest.split_once('"').unwrap();
        let (text, _) = rest.split_once('>').unwrap().1.split_once('<').unwrap();
        (value.to_owned(), text.replace("&nbsp;", "\u{a0}"))
    };
    article.split(&start).skip(1).map(read).collect()
}

#[test]
fn totals_in_the_prose_are_the_figures() {
    each_article(|code, article| {
        let totals = elements(article, "data-total");
        assert!(totals.len() > 5);
        for (name, text) in totals {
            let (id, panel) = name.split_once('.').unwrap();
            let expected = shown_at(id).total(panel.parse().unwrap());
            assert_eq!(text, expected, "{code}: data-total={name}");
        }
    });
}

#[test]
fn numbers_at_other_settings_are_the_figures() {
    each_article(|code, article| {
        let numbers = elements(article, "data-at");
        assert!(numbers.len() > 8);
        for (settings, text) in numbers {
            let expected = number_at(&shown_at(&settings), &settings);
            if number_in(&settings, "speed").is_some() {
                check_times(&text, &expected, code);
            } else {
                assert_eq!(text, expected, "{code}: data-at={settings}");
            }
        }
    });
}

/// `4.7 times`, however a language says that.
fn check_times(text: &str, number: &str, code: &str) {
    let rest = text.strip_prefix(number);
    let is_only_words =
        |rest: &str| !rest.is_empty() && !rest.contains(|letter: char| letter.is_ascii_digit());
    assert!(rest.is_some_and(is_only_words), "{code}: {text:?}, expected {number}");
}

#[test]
fn dials_in_the_prose_stand_where_the_figures_do() {
    each_article(|code, article| {
        let dials = elements(article, "data-dial");
        assert!(dials.len() > 3);
        for (name, text) in dials {
            let (id, dial) = name.split_once('.').unwrap();
            let figure = find(id).unwrap();
            let dial = figure.dials().iter().find(|known| known.name == dial).unwrap();
            assert_eq!(text, dial.spoken(id, dial.first), "{code}: data-dial={name}");
        }
    });
}

#[test]
fn links_in_the_prose_set_what_there_is_to_set() {
    each_article(|_, article| {
        let links = elements(article, "data-set");
        assert!(links.len() > 3);
        for (settings, _) in links {
            for setting in settings.split_whitespace() {
                let (name, value) = setting.split_once('=').unwrap();
                let (id, dial) = name.split_once('.').unwrap();
                shown_at(&format!("{id} {dial}={value}"));
            }
        }
    });
}

#[test]
fn a_link_that_opens_a_bet_sets_every_dial_of_a_figure_with_one() {
    each_article(|code, article| {
        let links: Vec<_> = elements(&article.replace("data-bet data-set", "data-opens"), "data-opens");
        assert_eq!(links.len(), 10, "{code}");
        for (settings, _) in links {
            let names: Vec<_> =
                settings.split_whitespace().map(|one| one.split_once(['.', '=']).unwrap()).collect();
            let figure = find(names[0].0).unwrap();
            assert!(figure.bet().is_some(), "{code}: {settings}");
            for dial in figure.dials() {
                let sets = |(_, rest): &(&str, &str)| rest.starts_with(&format!("{}=", dial.name));
                assert_eq!(names.iter().filter(|name| sets(name)).count(), 1, "{settings}: {}", dial.name);
            }
        }
    });
}

#[test]
fn every_described_figure_has_its_place() {
    each_article(|code, article| {
        for figure in meanwhile_figures::all() {
            let place = format!("id=\"{id}\" data-figure=\"{id}\"></div>", id = figure.id());
            assert!(article.contains(&place), "{code}: {place}");
        }
    });
}

#[test]
fn every_language_says_something_of_every_figure_in_every_corner() {
    each_language(|language| {
        for figure in meanwhile_figures::all() {
            let dials = figure.dials();
            for corner in 0..1_usize << dials.len() {
                let mut values = Values::first(dials);
                for (index, dial) in dials.iter().enumerate() {
                    values.set(
                        dials,
                        index,
                        if corner >> index & 1 == 1 { dial.max } else { dial.min }.into(),
                    );
                }
                let shown = Shown::new(*figure, values).unwrap();
                let parts = [figure.question(&values), figure.aside(&values), figure.result(&shown)];
                let is_said = |part: &String| part.len() > 10 && !part.contains(['{', '}']);
                assert!(parts.iter().all(is_said), "{} {}: {parts:?}", language.code(), figure.id());
            }
        }
    });
}
