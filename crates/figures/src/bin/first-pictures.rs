//! Writes the first picture of every figure, and all of every small one, into a built page, so that it is there before, and
//! without, any script; the links between the chapters; and the summary on one sheet.
//! Trunk calls it when the page is built: `first-pictures FOLDER` changes `FOLDER/index.html`.

use std::path::PathBuf;
use std::process::ExitCode;

use meanwhile_figures::{Shown, Values, all, article, html};

fn main() -> ExitCode {
    let folder = std::env::args_os().nth(1).or_else(|| std::env::var_os("TRUNK_STAGING_DIR"));
    let Some(page) = folder.map(|folder| PathBuf::from(folder).join("index.html")) else {
        eprintln!("first-pictures: name the folder of a built page");
        return ExitCode::from(2);
    };
    let written = std::fs::read_to_string(&page).and_then(|text| {
        std::fs::write(&page, with_pictures(&article::with_onward(&text)))?;
        let summary = page.with_file_name("summary");
        std::fs::create_dir_all(&summary)?;
        std::fs::write(summary.join("index.html"), article::summary(&text))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("first-pictures: {}: {error}", page.display());
            ExitCode::FAILURE
        }
    }
}

/// Fills the empty places of figures. The page may have been made smaller: attributes in another order, without quotes.
fn with_pictures(page: &str) -> String {
    let mut page = page.to_owned();
    for figure in all() {
        if let (Some(at), Ok(shown)) =
            (place_of(&page, figure.id()), Shown::new(*figure, Values::first(figure.dials())))
        {
            page.insert_str(at, &html::whole(&shown));
        }
    }
    for (id, markup) in html::small() {
        if let Some(at) = place_of(&page, id) {
            page.insert_str(at, &markup);
        }
    }
    page
}

/// Where the content of a figure's empty place begins.
fn place_of(page: &str, id: &str) -> Option<usize> {
    let starts =
        [format!("data-figure=\"{id}\""), format!("data-figure={id} "), format!("data-figure={id}>")];
    let start = starts.iter().find_map(|start| page.find(start))?;
    let at = start + page[start..].find('>')? + 1;
    page[at..].starts_with("</div>").then_some(at)
}
