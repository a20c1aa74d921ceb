//! A trace and a time become rectangles, labels and drawings.
//!
//! Everything here is a pure function of its arguments and knows no browser: the page, a site's build and a terminal
//! draw the same picture, to the byte. Layouts ([`timeline::Timeline`], [`scene::Scene`]) are plain numbers; [`svg`]
//! writes them down. Colours and sizes of type are left to the style sheet: elements carry classes (`task-0`,
//! `executing`), never colours.

pub mod board;
pub mod curves;
pub mod looks;
pub mod moments;
pub mod scene;
pub mod speedup;
pub mod svg;
pub mod time_text;
pub mod timeline;

/// A place on the drawing, in CSS pixels, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

/// An upright rectangle, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Never negative.
    pub width: f32,
    /// Never negative.
    pub height: f32,
}
