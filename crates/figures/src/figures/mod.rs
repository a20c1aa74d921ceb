//! Every figure of the article, a file each.

mod clicks;
mod deadlock;
mod first_result;
mod five;
mod graham;
mod modes;
mod phone;
mod requests;
mod split;
mod tabs;
mod ten_twenty;
mod turns;
mod workers;

use crate::Figure;

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
        &clicks::Clicks,
        &first_result::FirstResult,
        &phone::Phone,
        &deadlock::Stuck,
        &split::Split,
        &graham::Graham,
    ]
}

/// The figure with that name.
pub fn find(id: &str) -> Option<&'static dyn Figure> {
    all().iter().find(|figure| figure.id() == id).copied()
}
