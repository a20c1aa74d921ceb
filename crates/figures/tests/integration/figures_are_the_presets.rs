//! What a figure shows is what the preset of the same subject gives, from the command line or in a file.

use meanwhile_scenario::{Overrides, preset};

use crate::prose_tells_the_truth::shown_at;

/// The digest of what a preset gives with some parameters and overrides.
fn digest(name: &str, parameters: &str, overrides: &str) -> u64 {
    let file = preset(name).unwrap().file().unwrap();
    let values = file.values(parameters.split_whitespace().filter_map(|word| word.split_once('='))).unwrap();
    let overrides =
        Overrides::parse(overrides.split_whitespace().filter_map(|word| word.split_once('='))).unwrap();
    file.simulate(&values, &overrides).unwrap().digest()
}

#[test]
fn figures_and_presets_are_the_same_scenarios() {
    let check = |settings: &str, panel: usize, name: &str, parameters: &str, overrides: &str| {
        let shown = shown_at(settings);
        let found = shown.panels[panel].trace.digest();
        assert_eq!(
            found,
            digest(name, parameters, overrides),
            "{settings} against {name} {parameters} {overrides}"
        );
    };
    check("tabs", 0, "two-tabs", "", "");
    check("tabs io=2500 tabs=8 people=3", 0, "two-tabs", "io=2500 tabs=8 people=3", "");
    check("tabs way=0", 0, "two-tabs", "", "waiting=blocking");
    check("requests", 0, "requests-in-sequence", "", "");
    check("requests", 1, "requests", "", "");
    check("requests io=125", 1, "requests", "io=125", "");
    check("requests", 2, "requests", "workers=3 cores=3", "waiting=blocking");
    check("ten-twenty", 0, "ten-and-twenty", "", "");
    check("ten-twenty", 1, "ten-and-twenty", "workers=2 quantum=1000", "");
    check("ten-twenty quantum=5000", 1, "ten-and-twenty", "workers=2 quantum=5000", "");
    check("ten-twenty", 2, "ten-and-twenty", "workers=2 cores=2", "slicing=to-completion");
    check("ten-twenty", 3, "ten-and-twenty", "workers=2 cores=2 parts=2", "slicing=to-completion");
    check("five", 0, "five-tasks", "", "slicing=to-completion");
    check("five", 1, "five-tasks", "workers=5 quantum=5min", "");
    check("five cores=4 quantum=600", 1, "five-tasks", "workers=5 cores=4 quantum=10min", "");
    check("workers workers=4 cores=3", 0, "eight-that-compute", "workers=4 cores=3", "");
    check("workers io=9000 workers=2 cores=2", 0, "eight-that-wait", "workers=2 cores=2", "");
    check("clicks", 0, "clicks", "", "");
    check("clicks chunks=25", 1, "clicks", "chunks=25", "");
    check("clicks", 2, "clicks", "workers=2", "slicing=10ms order=priority");
    check("clicks", 3, "clicks", "workers=2 cores=2", "");
    check("first-result chunks=1", 1, "fetch-and-statistics", "chunks=1", "");
    check("first-result", 1, "fetch-and-statistics", "", "");
    check("first-result way=1 chunks=9", 1, "fetch-and-statistics", "chunks=9", "waiting=overlapping");
    check("phone", 0, "one-phone", "", "");
    check("phone people=3 phones=2 call=60000", 0, "one-phone", "people=3 phones=2 call=60000", "");
    check("deadlock", 0, "deadlock", "", "");
    check("deadlock workers=1", 0, "deadlock", "workers=1 cores=1", "");
    check("split", 0, "video", "", "");
    check("split cores=3", 0, "video", "cores=3", "");
    check("graham", 0, "graham", "", "");
    check("graham", 1, "graham", "cores=4", "");
    check("graham way=1", 1, "graham-shorter-tasks", "cores=4", "");
    check("graham way=2", 1, "graham-fewer-dependencies", "cores=4", "");
    check("turns", 0, "round-robin", "", "");
    check("turns quantum=1000 switch=300", 0, "round-robin", "quantum=1000 switch_cost=300", "");
    check("kitchen", 0, "chef", "", "waiting=blocking");
    check("kitchen oven=900", 1, "chef", "oven=15min", "");
    check("kitchen", 2, "chef-oven-first", "", "");
    check("kitchen oven=240", 2, "chef-oven-first", "oven=4min", "");
    check("kitchen", 3, "chef", "chefs=3", "");
    check("office", 0, "office", "", "");
    check("office spacing=300 walking=90", 0, "office", "spacing=5min walking=90000", "");
    check("office", 1, "office-fixed-roles", "", "");
    check("office spacing=330", 1, "office-fixed-roles", "spacing=330000", "");
    check("office walking=0", 2, "office", "secretaries=2 walking=0", "");
    check("counter", 0, "counter", "", "waiting=blocking");
    check("counter staff=3 hand=120 grill=240", 1, "counter", "staff=3 hand=2min grill=4min", "");
    check("house", 0, "house-one-after-the-other", "", "");
    check("house cleaning=1800", 1, "house-airpods", "cleaning=30min", "");
    check("house", 2, "house-one-phone-in-turn", "", "");
    check("house listen=0", 3, "house-a-friend-helps", "", "");
    check("house listen=1 podcast=3000", 3, "house-one-phone-together", "podcast=50min", "");
    check("house listen=2", 3, "house-home-theatre", "", "");
    check("code", 0, "two-tabs", "", "");
    check("code work=3", 0, "fetch-and-statistics", "", "waiting=overlapping");
    check(
        "code work=1 way=1 workers=2 cores=2",
        0,
        "ten-and-twenty",
        "workers=2 cores=2",
        "slicing=to-completion",
    );
}
