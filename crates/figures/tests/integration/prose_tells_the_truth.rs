//! Every number of the article that a figure knows is that figure's number.

use std::path::Path;

use meanwhile_figures::{Shown, Values, find};

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
                ["panel", "task", "response", "result", "speed"].contains(&name),
                "{settings}: there is no dial {name:?}"
            );
        }
    }
    Shown::new(figure, values).unwrap()
}

fn number_in(settings: &str, name: &str) -> Option<usize> {
    let found = settings.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
    found.map(|number| number.parse().unwrap())
}

/// The page as it is written.
pub fn article() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index.html");
    std::fs::read_to_string(path).unwrap()
}

/// What the attribute says and what stands in the element, for each element that has it.
fn elements(article: &str, attribute: &str) -> Vec<(String, String)> {
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
    let article = article();
    let totals = elements(&article, "data-total");
    assert!(totals.len() > 5);
    for (name, text) in totals {
        let (id, panel) = name.split_once('.').unwrap();
        assert_eq!(text, shown_at(id).total(panel.parse().unwrap()), "data-total={name}");
    }
}

#[test]
fn numbers_at_other_settings_are_the_figures() {
    let article = article();
    let numbers = elements(&article, "data-at");
    assert!(numbers.len() > 8);
    for (settings, text) in numbers {
        let shown = shown_at(&settings);
        let panel = number_in(&settings, "panel").unwrap_or(0);
        if let Some(cores) = number_in(&settings, "speed") {
            let permille = shown.curves.unwrap().series[2].values[cores - 1];
            assert_eq!(
                text,
                format!("{}.{}\u{a0}times", permille / 1_000, permille % 1_000 / 100),
                "{settings}"
            );
            continue;
        }
        let metrics = &shown.panels[panel].metrics;
        let us = if let Some(task) = number_in(&settings, "task") {
            metrics.tasks[task].ends_us.unwrap()
        } else if let Some(task) = number_in(&settings, "response") {
            metrics.tasks[task].response_us.unwrap()
        } else if let Some((_, which)) = settings.split_once("result=") {
            let results_us = &shown.panels.last().unwrap().metrics.results_us;
            *if which == "last" { results_us.last() } else { results_us.first() }.unwrap()
        } else {
            shown.total_us(panel)
        };
        assert_eq!(text, shown.time(us), "data-at={settings}");
    }
}

#[test]
fn dials_in_the_prose_stand_where_the_figures_do() {
    let article = article();
    let dials = elements(&article, "data-dial");
    assert!(dials.len() > 3);
    for (name, text) in dials {
        let (id, dial) = name.split_once('.').unwrap();
        let figure = find(id).unwrap();
        let dial = figure.dials().iter().find(|known| known.name == dial).unwrap();
        assert_eq!(text, dial.spoken(id, dial.first), "data-dial={name}");
    }
}

#[test]
fn links_in_the_prose_set_what_there_is_to_set() {
    let article = article();
    let links = elements(&article, "data-set");
    assert!(links.len() > 3);
    for (settings, _) in links {
        for setting in settings.split_whitespace() {
            let (name, value) = setting.split_once('=').unwrap();
            let (id, dial) = name.split_once('.').unwrap();
            shown_at(&format!("{id} {dial}={value}"));
        }
    }
}

#[test]
fn a_link_that_opens_a_bet_sets_every_dial_of_a_figure_with_one() {
    let article = article();
    let links: Vec<_> = elements(&article.replace("data-bet data-set", "data-opens"), "data-opens");
    assert_eq!(links.len(), 10);
    for (settings, _) in links {
        let names: Vec<_> =
            settings.split_whitespace().map(|one| one.split_once(['.', '=']).unwrap()).collect();
        let figure = find(names[0].0).unwrap();
        assert!(figure.bet().is_some(), "{settings}");
        for dial in figure.dials() {
            let sets = |(_, rest): &(&str, &str)| rest.starts_with(&format!("{}=", dial.name));
            assert_eq!(names.iter().filter(|name| sets(name)).count(), 1, "{settings}: {}", dial.name);
        }
    }
}

#[test]
fn every_described_figure_has_its_place() {
    let article = article();
    for figure in meanwhile_figures::all() {
        let place = format!("id=\"{id}\" data-figure=\"{id}\"></div>", id = figure.id());
        assert!(article.contains(&place), "{place}");
    }
}
