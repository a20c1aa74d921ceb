//! Finishes the page that Trunk has built: the first picture of every figure and all of every small one, so that they are
//! there before, and without, any script; the links between the chapters; the texts that modules say; the article in other
//! languages; in each, the summary on one sheet; and the pages that are made for other people's pages.
//!
//! Trunk calls it when the page is built: `finish-site FOLDER` changes `FOLDER/index.html`, and writes
//! `FOLDER/CODE/index.html` for every other language, `summary/index.html` beside each of them, for every language the
//! texts of the modules that are loaded later, `FOLDER/runner/words-CODE.txt` and `FOLDER/code/words-CODE.txt`, and what
//! [`html::files`] lists. `MEANWHILE_URL` may say where the site will be.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use meanwhile_figures::{article, html, pages};
use meanwhile_words::languages::{Part, all};

/// Where the articles of other languages are, each in `CODE.html`.
const ARTICLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/articles");

fn main() -> ExitCode {
    let folder = env::args_os().nth(1).or_else(|| env::var_os("TRUNK_STAGING_DIR"));
    let Some(folder) = folder.map(PathBuf::from) else {
        eprintln!("finish-site: name the folder of a built page");
        return ExitCode::from(2);
    };
    match finish(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("finish-site: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn finish(folder: &Path) -> Result<(), String> {
    let page = folder.join("index.html");
    let built = read(&page)?;
    let english = pages::english(&built);
    write(&page, &english)?;
    write(&folder.join("summary/index.html"), &article::summary(&english))?;
    let site = env::var("MEANWHILE_URL").ok().filter(|site| !site.is_empty());
    let site = site.map(|site| [site.trim_end_matches('/'), "/"].concat());
    for html::File { path, text } in html::files(&built, site.as_deref()) {
        write(&folder.join(path), &text)?;
    }
    for language in all() {
        let code = language.code();
        write(&folder.join(format!("runner/words-{code}.txt")), &language.written(&Part::OF_RUNNER))?;
        write(&folder.join(format!("code/words-{code}.txt")), &language.written(&Part::OF_CODE))?;
        if code == "en" {
            continue;
        }
        let source = Path::new(ARTICLES).join(format!("{code}.html"));
        let translated = pages::translated(&english, &read(&source)?, language);
        let translated = translated.ok_or_else(|| {
            format!("{} has no <title>, no <meta name=\"description\"> or no <main>", source.display())
        })?;
        write(&folder.join(code).join("index.html"), &translated)?;
        write(&folder.join(code).join("summary/index.html"), &article::summary(&translated))?;
    }
    Ok(())
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    let folder = file.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::write(file, text)).map_err(|error| format!("{}: {error}", file.display()))
}
