//! An address opens what it says, and tells what it could not take.

use meanwhile_figures::address::{Address, CHOICES, LONGEST, Remarks, decode};
use meanwhile_figures::{Dial, Figure, SMALL, Unit, all, find};
use meanwhile_sim::SplitMix64;

/// What an address becomes: the address of the same state as we would write it, and what the reader is told.
fn read(query: &str, only: Option<&str>) -> (String, String) {
    let (address, mut remarks) = decode(query, only);
    // What is only known when it is opened is told then.
    let opens = address.map(|address| address.open(&mut remarks).map(drop));
    assert_ne!(opens.map(|opens| opens.is_ok()), Some(false), "{query:?} does not open");
    (address.map_or_else(String::new, |address| address.query()), remarks.text())
}

#[test]
fn what_can_be_taken_is_taken_without_a_word() {
    let check = |query, expected: &str| {
        assert_eq!(read(query, None), (expected.to_owned(), String::new()), "{query}")
    };
    check("", "");
    check("?", "");
    check("?workers=3", "");
    check("fig=workers", "fig=workers");
    check("?fig=workers&workers=3", "fig=workers&workers=3");
    check("?workers=3&fig=workers", "fig=workers&workers=3");
    check("?fig=workers&cores=4&workers=3", "fig=workers&workers=3&cores=4");
    // What is so at first is left out.
    check("?fig=workers&workers=8&cores=1&io=0&v=1&bet=on&theme=auto&lang=en", "fig=workers");
    check("?fig=workers&io=3000&t=1500", "fig=workers&io=3000&t=1500");
    check("?theme=dark&bet=off&t=0&fig=tabs", "fig=tabs&t=0&bet=off&theme=dark");
    // The last one counts.
    check("?fig=workers&workers=3&workers=5", "fig=workers&workers=5");
    check("?fig=workers&&workers=5&", "fig=workers&workers=5");
    check("?fig=workers&workers=0003", "fig=workers&workers=3");
    check("?fig=alive", "fig=alive");
    // What is locked has the order of the dials, and a word for all of them.
    check("?fig=workers&lock=workers", "fig=workers&lock=workers");
    check(
        "?fig=workers&lock=io.workers&workers=3&t=0&bet=off",
        "fig=workers&workers=3&t=0&lock=workers.io&bet=off",
    );
    check("?fig=workers&lock=io.io", "fig=workers&lock=io");
    check("?fig=workers&lock=cores.io.workers", "fig=workers&lock=all");
    check("?fig=workers&lock=all", "fig=workers&lock=all");
    check("?fig=workers&lock=none", "fig=workers");
    check("?fig=workers&lock=all&lock=none", "fig=workers");
}

#[test]
fn what_cannot_be_taken_is_told_in_a_sentence() {
    let ignored = |what| format!("This part of the address means nothing here and was ignored: {what}.");
    let check = |query: &str, expected: &str, told: &str| {
        assert_eq!(read(query, None), (expected.to_owned(), told.to_owned()), "{query}");
    };
    check("?fig=workers&workers=99", "fig=workers", "Workers goes from 1 to 8; 8 is taken.");
    check("?fig=workers&workers=-5", "fig=workers&workers=1", "Workers goes from 1 to 8; 1 is taken.");
    let huge = "?fig=workers&cores=99999999999999999999999";
    check(huge, "fig=workers&cores=8", "Cores goes from 1 to 8; 8 is taken.");
    // Between two steps the nearer one.
    check(
        "?fig=workers&io=2400",
        "fig=workers&io=2000",
        "Waiting in each 10\u{a0}s goes from 0 to 9\u{a0}s; 2\u{a0}s is taken.",
    );
    check(
        "?fig=workers&t=80001",
        "fig=workers&t=80001",
        "The moment in the address comes after the end, which is at 80\u{a0}s.",
    );
    check(
        "?fig=workers&t=99999999999999999999",
        &format!("fig=workers&t={}", u64::MAX),
        "The moment in the address comes after the end, which is at 80\u{a0}s.",
    );
    for nonsense in [
        "workers=three",
        "workers=",
        "workers=3.5",
        "workers=NaN",
        "workers=0x3",
        "workers",
        "wokers=3",
        "t=",
        "bet=maybe",
        "theme=pink",
        "lang=xx",
        "lock=",
        "lock=tabs",
        "lock=workers.",
        "lock=workers.all",
        "lock=workers,cores",
        "v=2",
        "__proto__=1",
        "tabs=2",
        "amp;workers=3",
        "fig=nonsense",
    ] {
        // The figure's name stands last, so that it is the one that counts.
        check(&format!("?{nonsense}&fig=workers"), "fig=workers", &ignored(nonsense));
    }
    check("?fig=alive&workers=3", "fig=alive", &ignored("workers=3"));
    check("?fig=workers&lock=io&lock=tabs", "fig=workers&lock=io", &ignored("lock=tabs"));
    check("?a=1&fig=workers&b=2", "fig=workers", &ignored("a=1, b=2"));
    check("?fig=workers&a&b&c&d&e&f", "fig=workers", &ignored("a, b, c, d, …"));
    check("?fig=workers&abcdefghijklmnopqrstuvwxyz", "fig=workers", &ignored("abcdefghijklmnopqrstuvwx…"));
    check("?fig=nonsense", "", "The address names a figure “nonsense”, which is not here.");
    check("?fig=", "", "The address names a figure “”, which is not here.");
    let both = "Workers goes from 1 to 8; 8 is taken. This part of the address means nothing here and was ignored: x=1.";
    check("?fig=workers&x=1&workers=9", "fig=workers", both);
}

#[test]
fn an_address_of_more_than_2_kib_is_not_read() {
    let told = format!("The address is longer than {LONGEST} bytes and was not read.");
    let long = |bytes: usize| {
        format!("fig=workers&workers=3&x={}", "y".repeat(bytes - "fig=workers&workers=3&x=".len()))
    };
    assert_eq!(read(&long(LONGEST), None).0, "fig=workers&workers=3");
    assert_eq!(read(&long(LONGEST + 1), None), (String::new(), told.clone()));
    assert_eq!(read(&long(LONGEST + 1), Some("workers")), ("fig=workers".to_owned(), told));
}

#[test]
fn a_page_of_one_figure_needs_no_name_and_takes_no_other() {
    let check = |query, expected: &str, told: &str| {
        assert_eq!(read(query, Some("tabs")), (expected.to_owned(), told.to_owned()), "{query}");
    };
    check("", "fig=tabs", "");
    check("?tabs=3", "fig=tabs&tabs=3", "");
    check("?fig=tabs&tabs=3", "fig=tabs&tabs=3", "");
    let told = "This part of the address means nothing here and was ignored: fig=workers.";
    check("?fig=workers&tabs=3", "fig=tabs&tabs=3", told);
}

#[test]
fn every_state_comes_back_from_its_address() {
    let mut random = SplitMix64::new(7);
    for figure in all() {
        for _ in 0..2_000 {
            let address = any(*figure, &mut random);
            let query = address.query();
            assert_eq!(decode(&query, None), (Some(address), Remarks::default()), "{query}");
            assert!(query.len() <= LONGEST && query.bytes().all(|byte| byte.is_ascii_graphic()), "{query}");
        }
    }
}

/// Whatever a figure can be in.
fn any(figure: &'static dyn Figure, random: &mut SplitMix64) -> Address {
    let mut address = Address::of(figure);
    for index in 0..figure.dials().len() {
        address.values.set(figure.dials(), index, random.next_u64() >> random.below(64));
    }
    address.moment_ms = (random.below(2) == 0).then(|| random.next_u64() >> random.below(64));
    let mut names: Vec<_> = figure.dials().iter().map(|dial| dial.name).collect();
    names.retain(|_| random.below(3) == 0);
    if !names.is_empty() {
        let locked = format!("fig={}&lock={}", figure.id(), names.join("."));
        address.locked = decode(&locked, None).0.unwrap().locked;
    }
    address.choices = CHOICES.map(|(_, words)| random.below(words.len() as u64) as usize);
    address
}

#[test]
fn whatever_is_written_opens_or_is_told() {
    let mut random = SplitMix64::new(11);
    let pieces = [
        "fig=",
        "workers",
        "tabs",
        "&",
        "=",
        "3",
        "-",
        "%3Cscript%3E",
        "t",
        "bet",
        "é",
        "\0",
        "99999999999",
        "?",
        "#",
        "v=1",
    ];
    for _ in 0..20_000 {
        let parts = random.below(12);
        let text: String = (0..parts).map(|_| pieces[random.below(pieces.len() as u64) as usize]).collect();
        let (address, mut remarks) = decode(&text, Some("workers"));
        assert!(address.is_some_and(|address| address.open(&mut remarks).is_ok()), "{text:?}");
    }
}

#[test]
fn no_dial_has_a_name_that_the_grammar_needs() {
    let taken = CHOICES.iter().map(|(key, _)| *key).chain(["fig", "v", "t", "s", "load", "lock"]);
    for name in taken {
        for figure in all() {
            assert!(figure.dials().iter().all(|dial| dial.name != name), "{name} of {}", figure.id());
        }
    }
}

#[test]
fn names_of_figures_and_dials_can_stand_in_addresses_and_attributes() {
    let is_plain =
        |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') && !name.is_empty();
    for figure in all() {
        let dials = figure.dials().iter().map(|dial| dial.name);
        assert!(dials.chain([figure.id()]).all(is_plain), "{}", figure.id());
        let names: std::collections::BTreeSet<_> = figure.dials().iter().map(|dial| dial.name).collect();
        assert_eq!(names.len(), figure.dials().len(), "two dials of {} have one name", figure.id());
    }
    // These are words for several of them.
    let words = ["all", "none"];
    assert!(all().iter().flat_map(|figure| figure.dials()).all(|dial| !words.contains(&dial.name)));
    assert!(SMALL.iter().all(|small| is_plain(small) && find(small).is_none()));
    assert_eq!(SMALL, meanwhile_figures::html::small().map(|(id, _)| id));
}

/// The table of `docs/addresses.md`: every dial of every figure.
fn table() -> String {
    let mut table =
        "| figure | key | what | unit | from | to | step | at first |\n|---|---|---|---|---|---|---|---|\n"
            .to_owned();
    for figure in all() {
        for dial in figure.dials() {
            let (what, unit) = match dial.unit {
                Unit::Choice => {
                    let way = |way| format!("{way} {}", dial.way(figure.id(), way));
                    ((dial.min..=dial.max).map(way).collect::<Vec<_>>().join(", "), "choice")
                }
                Unit::Count => (dial.label(figure.id()).to_owned(), ""),
                Unit::Milliseconds(_) => (dial.label(figure.id()).to_owned(), "ms"),
                Unit::Seconds(_) => (dial.label(figure.id()).to_owned(), "s"),
            };
            let what = what.replace('\u{a0}', " ");
            let Dial { name, min, max, step, first, .. } = dial;
            table += &format!(
                "| `{}` | `{name}` | {what} | {unit} | {min} | {max} | {step} | {first} |\n",
                figure.id()
            );
        }
    }
    table
}

#[test]
fn the_documented_table_is_the_table() {
    let documented = include_str!("../../../../docs/addresses.md");
    let table = table();
    assert!(documented.contains(&table), "docs/addresses.md should have this table:\n{table}");
    for small in SMALL {
        assert!(documented.contains(&format!("`{small}`")), "docs/addresses.md does not name {small}");
    }
    for (key, words) in CHOICES {
        let words = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let row = format!("| `{key}` | {words} |");
        assert!(documented.contains(&row), "docs/addresses.md should have a row {row}");
    }
}
