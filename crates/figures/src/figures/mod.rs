//! Every figure of the article, a file each.

mod clicks;
mod code;
mod counter;
mod deadlock;
mod first_result;
mod five;
mod graham;
mod house;
mod kitchen;
mod meanings;
mod modes;
mod office;
mod phone;
mod requests;
mod service;
mod split;
mod tabs;
mod ten_twenty;
mod turns;
mod workers;

use crate::{Figure, own};

/// The small figures, which have no state: what can be done there is a press. `html::small` writes them.
pub const SMALL: [&str; 3] = ["alive", "mosaic", "machine"];

/// All of them, in the order of the article.
pub fn all() -> &'static [&'static dyn Figure] {
    &[
        &tabs::Tabs,
        &modes::Modes,
        &requests::Requests,
        &ten_twenty::TenTwenty,
        &five::Five,
        &workers::Workers,
        &turns::Turns,
        &kitchen::Kitchen,
        &office::Office,
        &house::House,
        &counter::Counter,
        &clicks::Clicks,
        &first_result::FirstResult,
        &phone::Phone,
        &deadlock::Stuck,
        &split::Split,
        &graham::Graham,
        &service::Service,
        &code::Code,
        &meanings::Meanings,
    ]
}

/// The figure with that name, which may be that of a scenario from outside.
pub fn find(id: &str) -> Option<&'static dyn Figure> {
    let own = || own::shown().filter(|own| own.id() == id);
    all().iter().find(|figure| figure.id() == id).copied().or_else(own)
}
