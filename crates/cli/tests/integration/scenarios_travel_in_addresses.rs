//! `meanwhile link`: an address that carries a scenario, and stands wherever its file may.

use crate::support::{run, run_with_input, stdout_of};

const SITE: &str = "https://example.org/meanwhile/";

/// What is simulated; one of the presets ends in a deadlock.
fn simulated(source: &str, settings: &[&str]) -> String {
    let ran = run(&[&["simulate", source, "--format", "json"], settings].concat());
    assert!([0, 3].contains(&ran.status), "{source}: {}", ran.stderr);
    ran.stdout
}

#[test]
fn every_preset_has_an_address_that_means_the_same() {
    for preset in meanwhile_scenario::presets() {
        let address = stdout_of(&["link", preset.name, "--site", SITE]);
        let address = address.trim_end();
        assert!(address.starts_with("https://example.org/meanwhile/embed/own/#s="), "{address}");
        // They are to stand in blog posts.
        assert!(address.len() < 800, "{}: {} letters", preset.name, address.len());
        let (own, its) = (simulated(address, &[]), simulated(preset.name, &[]));
        assert_eq!(own, its, "{}", preset.name);
    }
}

#[test]
fn what_is_set_travels_along() {
    let settings = ["--workers", "2", "--cores", "2", "--set", "io=3000"];
    let address = stdout_of(&[&["link", "two-tabs"], &settings[..]].concat());
    let address = address.trim_end();
    // Without a site it is the end of an address.
    assert!(address.starts_with("embed/own/#s="), "{address}");
    assert_eq!(simulated(address, &[]), simulated("two-tabs", &settings));
    let with_site =
        stdout_of(&[&["link", "two-tabs", "--site", "http://localhost:8080"], &settings[..]].concat());
    assert_eq!(with_site.trim_end(), ["http://localhost:8080/", address].concat());
}

#[test]
fn an_address_can_be_drawn_and_linked_again() {
    let address = stdout_of(&["link", "chef"]);
    let address = address.trim_end();
    assert_eq!(stdout_of(&["render", address]), stdout_of(&["render", "chef"]));
    assert_eq!(stdout_of(&["link", address]).trim_end(), address);
}

#[test]
fn what_cannot_travel_is_told_in_a_line() {
    let check = |ran: crate::support::Ran, part: &str| {
        assert_eq!((ran.status, &*ran.stdout), (2, ""), "{part}");
        assert!(ran.stderr.contains(part) && ran.stderr.lines().count() == 1, "{part}: {}", ran.stderr);
    };
    check(run(&["simulate", "embed/own/#s=@@"]), "damaged");
    check(run(&["simulate", "embed/own/#s="]), "damaged");
    check(run(&["link", "no-such-file"]), "no such file");
    let many = r#"{"meanwhile":1,"tasks":[{"name":"A","every":1,"count":1001,"steps":[{"compute":1}]}]}"#;
    check(run_with_input(&["link", "-"], many.as_bytes()), "1001 is more than 1000");
    let names: String = (0..900)
        .map(|index| format!("{{\"name\":\"{:x}\",\"steps\":[]}},", index * 7_919 % 65_521))
        .collect();
    let long = format!("{{\"meanwhile\":1,\"tasks\":[{}]}}", names.trim_end_matches(','));
    let ran = run_with_input(&["link", "-"], long.as_bytes());
    assert!(ran.status == 0 || ran.stderr.contains("too large for a link"), "{}", ran.stderr);
}
