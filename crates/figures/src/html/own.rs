//! The page of a scenario that comes in its address, behind `#s=`: what it is for, and the figure that waits for one.
//! `www/own/own.js` brings the two together.

use meanwhile_picture::svg::escaped;
use meanwhile_sim::{Machine, Scenario, Strategy, Task, Workload};
use meanwhile_words::{say, text};

use super::whole;
use crate::own;

/// A scenario in an address, for those who have none yet: two cooks and an oven. A test of the command line holds it to its
/// file, `docs/two-cooks.json`.
pub const EXAMPLE: &str = include_str!("own-example.txt").trim_ascii();

/// What can be wrong with an address, by the names that the script has for it, and what is said while it is read.
const SAID: [&str; 9] =
    ["wait", "letters", "long", "browser", "folded", "large", "text", "module", "scenario"];

/// What stands on the page until there is a scenario.
pub(super) fn markup() -> String {
    let said = |key: &str| format!(" data-{key}=\"{}\"", escaped(&say(&["own.said.", key].concat(), &[])));
    format!(
        "<div class=\"own-about\"><h1>{}</h1><p>{}</p><p><a href=\"#s={EXAMPLE}\">{}</a></p>\
         <p class=\"own-said\" role=\"status\"{}></p></div><template>{}</template>",
        text("own.title"),
        text("own.about"),
        text("own.example"),
        SAID.map(said).concat(),
        waiting(),
    )
}

/// The markup of a figure that shows nothing yet.
fn waiting() -> String {
    let one = Workload::new([Task::new("").compute(1)]);
    let scenario = Scenario::new(one, Machine::new(1), Strategy::blocking(1));
    own::of("", scenario).map_or_else(|_| String::new(), |shown| whole(&shown))
}
