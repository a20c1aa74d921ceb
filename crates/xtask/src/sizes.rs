//! How large the built site is, raw and as a host that compresses sends it.

use crate::budgets::{Budget, CODE, ELEMENT, EMBED, ENGINE, OWN, PAGE, PLAIN, RUNNER, SHARE};
use crate::failure::{Doing, Result};
use crate::files;
use brotli::enc::BrotliEncoderParams;
use std::fs;
use std::path::Path;
use std::thread;

/// The kinds of file that count as the page. Fonts and pictures have limits of their own.
const COUNTED: &[&str] = &["html", "css", "js", "wasm", "txt"];

/// What is loaded together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// By every reader.
    Page,
    /// In frames on pages of others; each such page is one of these and all of the page but the article itself.
    Embed,
    /// By pages of others, before a figure is to be seen there.
    Element,
    /// When something is taken along.
    Share,
    /// When something is run.
    Runner,
    /// When something is run on plain Workers, by each.
    Plain,
    /// When something is run on threads.
    Engine,
    /// By readers of another language than English, instead of the same file in English.
    Translation,
    /// When a program is asked for.
    Code,
    /// Where a scenario comes in the address.
    Own,
    /// By who opens another page, and on hosts that cannot isolate pages.
    Apart,
}

/// One file of the site.
#[derive(Debug)]
pub(crate) struct Sized {
    /// Its path below the site's folder, with slashes.
    pub(crate) name: String,
    /// Bytes on the disk.
    pub(crate) raw: usize,
    /// Bytes after brotli at its best.
    pub(crate) brotli: usize,
}

impl Sized {
    fn part(&self) -> Part {
        let starts = |folder: &str| self.name.starts_with(folder);
        let is_page_of_language = self.name.split_once('/').is_some_and(|(_, rest)| rest == "index.html");
        let has_words = ["/words-", "/panel-"].iter().any(|name| self.name.contains(name));
        let is_words = has_words && !self.name.contains("-en.");
        if starts("summary") || self.name == "isolate.js" || self.name.contains("/summary/") {
            Part::Apart
        } else if starts("embed/") || self.name.contains("/embed/") {
            Part::Embed
        } else if is_page_of_language || is_words {
            Part::Translation
        } else if starts("engine/") {
            Part::Engine
        } else if starts("plain/") {
            Part::Plain
        } else if starts("runner/") {
            Part::Runner
        } else if starts("code/") {
            Part::Code
        } else if starts("own/") {
            Part::Own
        } else if self.name == "embed.js" {
            Part::Element
        } else if starts("share/") {
            Part::Share
        } else {
            Part::Page
        }
    }
}

/// The sizes of a whole site.
#[derive(Debug)]
pub(crate) struct Sizes {
    files: Vec<Sized>,
}

impl Sizes {
    /// Reads and compresses every file that counts, each on a thread of its own.
    pub(crate) fn of(site: &Path) -> Result<Sizes> {
        let counted: Vec<_> = files::below(site)?.into_iter().filter(|file| counts(file)).collect();
        let files = thread::scope(|scope| {
            let jobs: Vec<_> = counted.iter().map(|file| scope.spawn(|| measure(site, file))).collect();
            jobs.into_iter()
                .map(|job| {
                    job.join().map_err(|_| "its thread died").doing(|| "compress a file".to_owned())?
                })
                .collect::<Result<Vec<_>>>()
        })?;
        Ok(Sizes { files })
    }

    /// The page without the engine, in kB of 1000 bytes, compressed, in the language that needs most.
    pub(crate) fn page(&self) -> f64 {
        let page = self.sum(Part::Page, |file| file.brotli);
        kilo(page + self.longest_translation())
    }

    /// How much longer than in English the article is in another language, at most.
    fn longest_translation(&self) -> usize {
        let pages = self.files.iter().filter(|file| file.name.ends_with("index.html"));
        let (english, others): (Vec<&Sized>, _) = pages.partition(|file| file.name == "index.html");
        let english = english.first().map_or(0, |file| file.brotli);
        let of_languages = others.iter().filter(|file| file.part() == Part::Translation);
        of_languages.map(|file| file.brotli.saturating_sub(english)).max().unwrap_or(0)
    }

    /// The largest page of one figure with everything that it loads, in kB, compressed.
    pub(crate) fn embed(&self) -> f64 {
        let of = |part: Part, is_page: bool| {
            let files = self.files.iter().filter(move |file| file.part() == part);
            files.filter(move |file| file.name.ends_with(".html") == is_page).map(|file| file.brotli)
        };
        let shared: usize = of(Part::Page, false).chain(of(Part::Embed, false)).sum();
        kilo(of(Part::Embed, true).max().unwrap_or(0) + shared)
    }

    /// The module that carries runs out, in kB, compressed.
    pub(crate) fn runner(&self) -> f64 {
        kilo(self.sum(Part::Runner, |file| file.brotli))
    }

    /// What a Worker loads that shares no memory, in kB, compressed.
    pub(crate) fn plain(&self) -> f64 {
        kilo(self.sum(Part::Plain, |file| file.brotli))
    }

    /// The element for pages of others, in kB, as it is.
    pub(crate) fn element_raw(&self) -> f64 {
        self.sum(Part::Element, |file| file.raw) as f64 / 1000.0
    }

    /// The threaded engine, in kB, compressed; nothing if the site has none.
    pub(crate) fn engine(&self) -> Option<f64> {
        let bytes = self.sum(Part::Engine, |file| file.brotli);
        (bytes > 0).then(|| kilo(bytes))
    }

    /// A table for people.
    pub(crate) fn print(&self) {
        println!("{:<52} {:>9} {:>9}", "", "raw", "brotli");
        for file in self.files.iter().filter(|file| file.part() != Part::Embed) {
            println!("{}", line(&format!("  {}", file.name), file.raw, file.brotli));
        }
        self.print_sum("page", &PAGE, Part::Page);
        println!("{:<52} {:>9} {:>6.1} kB", "page, in the language that needs most", "", self.page());
        self.print_sum("element for pages of others", &ELEMENT, Part::Element);
        println!(
            "{:<52} {:>9} {:>6.1} kB   {}: {}",
            "figure in a frame, with all that it loads",
            "",
            self.embed(),
            EMBED.promise(),
            verdict(&EMBED, self.embed())
        );
        self.print_sum("link and embed, loaded when opened", &SHARE, Part::Share);
        self.print_sum("runner, loaded when something is run", &RUNNER, Part::Runner);
        self.print_sum("plain engine, loaded by Workers that share no memory", &PLAIN, Part::Plain);
        self.print_sum("programs, loaded when one is asked for", &CODE, Part::Code);
        self.print_sum("scenarios, read where one is in the address", &OWN, Part::Own);
        if self.engine().is_some() {
            self.print_sum("threaded engine, loaded when it runs on threads", &ENGINE, Part::Engine);
        } else {
            println!("no threaded engine: this site runs things on plain Workers and the event loop");
        }
    }

    fn print_sum(&self, name: &str, budget: &Budget, part: Part) {
        let (raw, brotli) = (self.sum(part, |file| file.raw), self.sum(part, |file| file.brotli));
        let verdict = verdict(budget, kilo(brotli));
        println!("{}   {}: {verdict}", line(name, raw, brotli), budget.promise());
    }

    fn sum(&self, part: Part, of: impl Fn(&Sized) -> usize) -> usize {
        self.files.iter().filter(|file| file.part() == part).map(of).sum()
    }
}

fn verdict(budget: &Budget, value: f64) -> &'static str {
    if budget.holds(value) { "holds" } else { "OVER THE LIMIT" }
}

fn line(name: &str, raw: usize, brotli: usize) -> String {
    format!("{name:<52} {:>6.1} kB {:>6.1} kB", kilo(raw), kilo(brotli))
}

fn counts(file: &Path) -> bool {
    file.extension().is_some_and(|extension| COUNTED.iter().any(|counted| extension == *counted))
}

fn measure(site: &Path, file: &Path) -> Result<Sized> {
    let bytes = fs::read(file).doing(|| format!("read {}", file.display()))?;
    let relative = file.strip_prefix(site).unwrap_or(file);
    let name = relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
    Ok(Sized { name, raw: bytes.len(), brotli: compressed(&bytes)? })
}

/// Puts beside every file that is worth it the same file compressed, for hosts that serve such.
pub(crate) fn compress(site: &Path) -> Result<()> {
    for file in files::below(site)? {
        let is_text = file.extension().is_some_and(|extension| extension == "svg" || extension == "json");
        if !is_text && !counts(&file) {
            continue;
        }
        let bytes = fs::read(&file).doing(|| format!("read {}", file.display()))?;
        let smaller = brotli(&bytes)?;
        if smaller.len() < bytes.len() {
            let mut name = file.into_os_string();
            name.push(".br");
            fs::write(&name, smaller).doing(|| format!("write {}", Path::new(&name).display()))?;
        }
    }
    Ok(())
}

/// The size after brotli at quality 11, with the window that every browser takes.
fn compressed(bytes: &[u8]) -> Result<usize> {
    Ok(brotli(bytes)?.len())
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let best = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &best).doing(|| "compress a file".to_owned())?;
    Ok(out)
}

/// Bytes in kB of 1000, with one decimal at most, so that the verdict agrees with what is printed.
fn kilo(bytes: usize) -> f64 {
    (bytes as f64 / 100.0).ceil() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_things_is_not_part_of_the_page() {
        let file = |name: &str, brotli| Sized { name: name.to_owned(), raw: 0, brotli };
        let sizes = Sizes {
            files: vec![
                file("app.wasm", 1000),
                file("engine/engine.js", 250),
                file("runner/a.js", 500),
                file("runner/words-en.txt", 90),
                file("runner/words-de.txt", 150),
                file("share/panel-de.html", 7),
                file("code/code.js", 700),
                file("own/scenario.js", 900),
                file("summary/index.html", 700),
                file("a.css", 1),
                file("index.html", 10_000),
                file("de/index.html", 10_030),
                file("fr/index.html", 10_010),
                file("embed.js", 1),
                file("share/share.js", 1),
                file("embed/frame.js", 100),
                file("embed/tabs/index.html", 800),
                file("embed/modes/index.html", 300),
            ],
        };
        assert_eq!(sizes.page(), 11.1);
        assert_eq!(sizes.embed(), 2.0);
        assert_eq!(sizes.runner(), 0.6);
        assert_eq!(sizes.element_raw(), 0.0);
        assert_eq!(sizes.engine(), Some(0.3));
        assert_eq!(sizes.sum(Part::Share, |file| file.brotli), 1);
    }

    #[test]
    fn repetition_compresses() {
        assert!(compressed(&[7; 10_000]).unwrap() < 100);
        assert!(counts(Path::new("x/app.wasm")) && !counts(Path::new("font.woff2")));
    }
}
