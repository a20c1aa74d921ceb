//! Every figure of the article, a file each.

mod five;
mod house;
mod kitchen;
mod modes;
mod requests;
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
        &kitchen::Kitchen,
        &house::House,
    ]
}

/// The figure with that name.
pub fn find(id: &str) -> Option<&'static dyn Figure> {
    all().iter().find(|figure| figure.id() == id).copied()
}
