//! Finishes the page that Trunk has built: the first picture of every figure and all of every small one, so that they are
//! there before, and without, any script; one style sheet of several; the links between the chapters; the texts that modules
//! say; the article in other languages; in each, the summary on one sheet; and the pages that are made for other people's pages.
//!
//! Trunk calls it when the page is built: `finish-site FOLDER` changes `FOLDER/index.html`, and writes
//! `FOLDER/CODE/index.html` for every other language, `summary/index.html` beside each of them, for every language the
//! texts of the modules that are loaded later, `FOLDER/runner/words-CODE.txt` and `FOLDER/code/words-CODE.txt`, and what
//! [`html::files`] lists. `MEANWHILE_URL` may say where the site will be, and `MEANWHILE_ISOLATE` that its host cannot send
//! the headers that isolate a page.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use meanwhile_figures::{article, html, pages, sheets};
use meanwhile_words::languages::{Language, Part, all};

/// Where the articles of other languages are, each in `CODE.html`.
const ARTICLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/articles");

/// The site that is built.
struct Site {
    folder: PathBuf,
    /// Where it will be, with a slash at the end, if that is known.
    url: Option<String>,
    /// Whether it isolates itself.
    isolates: bool,
}

fn main() -> ExitCode {
    let told = |variable| env::var(variable).ok().filter(|value| !value.is_empty());
    let folder = env::args_os().nth(1).or_else(|| env::var_os("TRUNK_STAGING_DIR"));
    let Some(folder) = folder.map(PathBuf::from) else {
        eprintln!("finish-site: name the folder of a built page");
        return ExitCode::from(2);
    };
    let url = told("MEANWHILE_URL").map(|url| [url.trim_end_matches('/'), "/"].concat());
    let site = Site { folder, url, isolates: told("MEANWHILE_ISOLATE").is_some() };
    match site.finish() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("finish-site: {sentence}");
            ExitCode::FAILURE
        }
    }
}

impl Site {
    fn finish(&self) -> Result<(), String> {
        let built = self.with_one_sheet(&read(&self.folder.join("index.html"))?)?;
        let english = pages::english(&built);
        let [on, off] = pages::ISOLATE;
        self.write("isolate.js", if self.isolates { on } else { off })?;
        for html::File { path, text } in html::files(&built, self.url.as_deref()) {
            self.write(path, &text)?;
        }
        for language in all() {
            let code = language.code();
            self.write(format!("runner/words-{code}.txt"), &language.written(&Part::OF_RUNNER))?;
            self.write(format!("code/words-{code}.txt"), &language.written(&Part::OF_CODE))?;
            if language.folder().is_empty() {
                self.write_article(language, &english)?;
                continue;
            }
            let source = Path::new(ARTICLES).join(format!("{code}.html"));
            let translated = pages::translated(&english, &read(&source)?, language);
            let translated = translated.ok_or_else(|| {
                format!("{} has no <title>, no <meta name=\"description\"> or no <main>", source.display())
            })?;
            self.write_article(language, &translated)?;
        }
        Ok(())
    }

    /// Puts what the page's style sheets say into one file, and gives the page that links it.
    fn with_one_sheet(&self, built: &str) -> Result<String, String> {
        let files = sheets::files(built);
        let texts = files.iter().map(|file| read(&self.folder.join(file))).collect::<Result<Vec<_>, _>>()?;
        let content = texts.concat();
        let name = sheets::name(&content);
        self.write(&name, &content)?;
        for file in files {
            let file = self.folder.join(file);
            fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        Ok(sheets::joined(built, &name))
    }

    /// The article and its summary, with what they say to other programs.
    fn write_article(&self, language: &'static Language, article: &str) -> Result<(), String> {
        let summary = article::summary(article);
        let isolating = self.isolates.then(|| pages::isolating(article, language));
        for (path, page) in [("", isolating.as_deref().unwrap_or(article)), ("summary/", &*summary)] {
            let found = self.url.as_deref().map(|site| html::found(page, language, site, path));
            let file = [&*language.folder(), path, "index.html"].concat();
            self.write(file, found.as_deref().unwrap_or(page))?;
        }
        Ok(())
    }

    fn write(&self, file: impl AsRef<Path>, text: &str) -> Result<(), String> {
        let file = self.folder.join(file);
        let folder = file.parent().map_or(Ok(()), fs::create_dir_all);
        folder.and_then(|()| fs::write(&file, text)).map_err(|error| format!("{}: {error}", file.display()))
    }
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}
