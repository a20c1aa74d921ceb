//! Writes the first picture of every figure, and all of every small one, into a built page, so that it is there before, and without, any script;
//! and beside the page those that are made of it, for other people's pages.
//! Trunk calls it when the page is built: `first-pictures FOLDER` changes `FOLDER/index.html`. `MEANWHILE_URL` may say where
//! the site will be.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use meanwhile_figures::{Shown, Values, all, html};

fn main() -> ExitCode {
    let folder = std::env::args_os().nth(1).or_else(|| std::env::var_os("TRUNK_STAGING_DIR"));
    let Some(folder) = folder.map(PathBuf::from) else {
        eprintln!("first-pictures: name the folder of a built page");
        return ExitCode::from(2);
    };
    match write(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("first-pictures: {}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> io::Result<()> {
    let page = folder.join("index.html");
    let article = std::fs::read_to_string(&page)?;
    std::fs::write(&page, with_pictures(&article))?;
    let site = std::env::var("MEANWHILE_URL").ok().filter(|site| !site.is_empty());
    let site = site.map(|site| [site.trim_end_matches('/'), "/"].concat());
    for html::File { path, text } in html::files(&article, site.as_deref()) {
        let file = folder.join(path);
        file.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        std::fs::write(file, text)?;
    }
    Ok(())
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
