//! `meanwhile render`: a scenario, or a figure of the article, as a picture.

use meanwhile_figures::address::{Remarks, decode};
use meanwhile_figures::still::{self, Theme};
use meanwhile_figures::{Shown, own};
use meanwhile_sim::Micros;
use meanwhile_words::languages;
use std::fs;
use std::path::Path;

use crate::arguments::Render;
use crate::failure::{Failure, Result};
use crate::input::{Source, overrides};
use crate::output;
use crate::plain::printable;

/// Draws it.
///
/// # Errors
/// What cannot be read, and what cannot be written.
pub(crate) fn run(render: &Render) -> Result<()> {
    let theme = render.theme.as_deref().unwrap_or("auto");
    let theme = Theme::named(theme)
        .ok_or_else(|| Failure::Usage(format!("--theme: expected auto, light or dark, found {theme:?}")))?;
    let (shown, moment_us) = match render.source.to_str().filter(|source| is_address(source)) {
        Some(address) => of_address(address)?,
        None => (of_scenario(render)?, None),
    };
    let asked_us = render.t.map(|ms| ms.saturating_mul(1_000)).or(moment_us);
    let now_us = asked_us.unwrap_or_else(|| shown.first_us()).min(shown.end_us());
    let (_, _, usual) = still::WIDTH_PX;
    let draw = |theme| match render.card {
        true => still::card(&shown, now_us),
        false => still::picture(&shown, now_us, theme, render.width.unwrap_or(usual)),
    };
    let out = &render.out;
    match out.extension().and_then(|extension| extension.to_str()) {
        _ if out == Path::new("-") => output::print(None, |to| write!(to, "{}", draw(theme)))?,
        Some("svg") => fs::write(out, draw(theme))?,
        Some("png") => {
            // Points have one colour each.
            let theme = if theme == Theme::Auto { Theme::Light } else { theme };
            fs::write(out, points(&draw(theme), if render.card { 1.0 } else { 2.0 })?)?;
        }
        _ => return Err(Failure::Usage("--out: the name must end in .svg or .png".to_owned())),
    }
    Ok(())
}

/// No file and no preset is called like this by accident; `./` before it makes it a file.
fn is_address(source: &str) -> bool {
    source.starts_with("fig=") || source.contains("?fig=") || source.contains("&fig=")
}

/// An address as it stands behind a question mark, or a whole one.
fn of_address(text: &str) -> Result<(Shown, Option<Micros>)> {
    let query = text.split_once('?').map_or(text, |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    speak(query);
    let (address, mut remarks) = decode(query, None);
    let opened = address.map(|address| address.open(&mut remarks));
    match opened {
        Some(Ok(Some(opened))) => {
            if remarks != Remarks::default() {
                crate::complain(&printable(&remarks.text()));
            }
            Ok((opened.shown, opened.moment_us))
        }
        Some(Ok(None)) => Err(Failure::Usage("this figure shows nothing before it is run".to_owned())),
        Some(Err(error)) => Err(Failure::Usage(error.to_string())),
        None => Err(Failure::Usage(remarks.text())),
    }
}

/// What stands in the picture is in the language that the address names, if there is such a one.
fn speak(query: &str) {
    let code = query.split('&').find_map(|pair| pair.strip_prefix("lang="));
    if let Some(language) = languages::all().iter().find(|language| code == Some(language.code())) {
        language.speak();
    }
}

fn of_scenario(render: &Render) -> Result<Shown> {
    let overrides = overrides(&render.settings)?;
    let source = Source::read(&render.source)?;
    let values = source.values(&render.settings.set)?;
    let scenario = source.scenario(&values, &overrides)?;
    own::of(source.file.title(), scenario).map_err(|error| source.refused(&values, error))
}

/// The picture as PNG, with so many points for a pixel in each direction.
fn points(svg: &str, scale: f32) -> Result<Vec<u8>> {
    use resvg::{tiny_skia, usvg};
    let failed = |why: String| Failure::Usage(format!("the picture cannot be drawn: {why}"));
    let mut options = usvg::Options::default();
    if !has_fonts(options.fontdb_mut()) {
        return Err(failed("there are no fonts on this machine; an .svg needs none".to_owned()));
    }
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
    let size = tree.size();
    let side = |px: f32| (px * scale).round() as u32;
    let mut canvas = tiny_skia::Pixmap::new(side(size.width()), side(size.height()))
        .ok_or_else(|| failed("it would be too large".to_owned()))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut canvas.as_mut());
    canvas.encode_png().map_err(|error| failed(error.to_string()))
}

/// What “serif” and “sans-serif” mean here: the first of these that is installed, or else whatever is.
const SERIF: [&str; 5] = ["Charter", "Georgia", "DejaVu Serif", "Liberation Serif", "Noto Serif"];
const SANS: [&str; 5] = ["Inter", "Arial", "DejaVu Sans", "Liberation Sans", "Noto Sans"];

/// Finds the fonts of this machine, if it has any.
fn has_fonts(fonts: &mut resvg::usvg::fontdb::Database) -> bool {
    fonts.load_system_fonts();
    let installed: Vec<String> =
        fonts.faces().flat_map(|face| face.families.iter().map(|(name, _)| name.clone())).collect();
    let choose = |wanted: [&str; 5]| {
        let found = wanted.into_iter().find(|name| installed.iter().any(|known| known == name));
        found.or(installed.first().map(String::as_str)).map(str::to_owned)
    };
    let (Some(serif), Some(sans)) = (choose(SERIF), choose(SANS)) else { return false };
    fonts.set_serif_family(serif);
    fonts.set_sans_serif_family(sans);
    true
}
