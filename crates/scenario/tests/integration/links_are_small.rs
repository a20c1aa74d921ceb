//! A scenario in a link is small, because whoever opens it waits for it.

use meanwhile_scenario::limits::{LINK_BYTES_MAX, LINK_LETTERS_MAX, LINK_SPANS_MAX, LINK_TASKS_MAX};
use meanwhile_scenario::{ScenarioFile, Values, presets, tight};

fn linked(json: &str) -> Result<usize, String> {
    let scenario = ScenarioFile::decode(json).and_then(|file| file.linked());
    scenario.map(|scenario| scenario.workload.tasks.len()).map_err(|error| error.to_string())
}

#[test]
fn what_may_stand_in_a_link_has_exact_limits() {
    let tasks = |count: usize| {
        format!(
            r#"{{"meanwhile":1,"tasks":[{{"name":"A","every":1,"count":{count},"steps":[{{"compute":1}}]}}]}}"#
        )
    };
    assert_eq!(linked(&tasks(LINK_TASKS_MAX)), Ok(LINK_TASKS_MAX));
    let told = format!("tasks of a scenario in a link: {} is more than {LINK_TASKS_MAX}", LINK_TASKS_MAX + 1);
    assert_eq!(linked(&tasks(LINK_TASKS_MAX + 1)), Err(told));
    // A turn for each of these milliseconds.
    let turns = |length: usize| {
        format!(
            r#"{{"meanwhile":1,"tasks":[{{"name":"A","steps":[{{"compute":{length}}}]}},{{"name":"B","steps":[{{"compute":{length}}}]}}],
                "strategy":{{"workers":2,"slicing":{{"quantum":1}}}}}}"#
        )
    };
    assert_eq!(linked(&turns(LINK_SPANS_MAX / 8)), Ok(2));
    let told = linked(&turns(LINK_SPANS_MAX)).unwrap_err();
    assert!(told.starts_with("bars of a scenario in a link: "), "{told}");
}

#[test]
fn what_no_file_may_say_no_link_may_say() {
    let told = linked(r#"{"meanwhile":1,"locks":{"a":1},"tasks":[{"name":"A","steps":[{"release":"a"}]}]}"#);
    assert!(told.is_err_and(|told| told.contains(r#""A" releases "a", which it does not hold here"#)));
    assert!(linked("[]").is_err());
}

#[test]
fn white_space_that_means_nothing_does_not_travel() {
    let check = |text: &str, expected: &str| assert_eq!(tight(text), expected, "{text}");
    check(" { \"a\" : [ 1 ,\n 2 ] }\t", "{\"a\":[1,2]}");
    check(r#"{ "a b": "c \" d", "e\\": " " }"#, r#"{"a b":"c \" d","e\\":" "}"#);
    check("\"\u{a0} \"", "\"\u{a0} \"");
    for preset in presets() {
        let file = ScenarioFile::decode(&tight(preset.text)).unwrap();
        let scenario = file.scenario(&Values::default()).unwrap();
        assert_eq!(scenario, preset.file().unwrap().scenario(&Values::default()).unwrap(), "{}", preset.name);
    }
}

#[test]
fn the_page_has_the_same_limits() {
    let script = include_str!("../../../../www/own/own.js");
    let has = |name: &str, value: usize| {
        assert!(script.contains(&format!("const {name} = {value};")), "{name} is not {value}");
    };
    has("LETTERS_MAX", LINK_LETTERS_MAX);
    has("BYTES_MAX", LINK_BYTES_MAX);
}
