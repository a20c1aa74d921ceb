//! The programs that make pages of the texts of blogs. `cargo xtask test` fetches them and names each in the environment,
//! or says why it cannot be had.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::browser::named;
use crate::outcome::{Context, Outcome, ensure};

/// A program that makes HTML of a text.
#[derive(Clone, Copy, Debug)]
pub struct Renderer {
    /// What it is called.
    pub name: &'static str,
    /// The ending of the variable that says where it is.
    variable: &'static str,
    /// The ways of the dialog that are made for it.
    pub ways: &'static [&'static str],
    render: fn(&OsStr, &str) -> Outcome<String>,
}

const MARKDOWN: &[&str] = &["markdown", "element", "picture"];

/// All of them.
pub const ALL: [Renderer; 6] = [
    Renderer { name: "Hugo", variable: "HUGO", ways: MARKDOWN, render: hugo },
    Renderer { name: "mdBook", variable: "MDBOOK", ways: MARKDOWN, render: mdbook },
    Renderer { name: "MDX", variable: "MDX", ways: &["mdx", "picture"], render: mdx },
    Renderer { name: "markdown-it", variable: "MARKDOWN_IT", ways: MARKDOWN, render: markdown_it },
    Renderer {
        name: "Python-Markdown",
        variable: "PYTHON_MARKDOWN",
        ways: MARKDOWN,
        render: python_markdown,
    },
    Renderer { name: "kramdown", variable: "KRAMDOWN", ways: MARKDOWN, render: kramdown },
];

impl Renderer {
    /// Where it is, or a sentence that says why it is not.
    pub fn place(&self) -> Result<OsString, String> {
        let told = |middle: &str| named(&["MEANWHILE_", middle, self.variable].concat());
        let why_not = || told("NO_").map(|why| why.to_string_lossy().into_owned());
        told("").ok_or_else(|| why_not().unwrap_or_else(|| "Nobody says where it is.".to_owned()))
    }

    /// What it makes of a blog's post with the snippet in it.
    pub fn post(&self, place: &OsStr, snippet: &str) -> Outcome<String> {
        let text = format!("# A post\n\nWhat stands before it.\n\n{snippet}\n\nWhat stands *after* it.\n");
        let html = (self.render)(place, &text).context(self.name)?;
        ensure(html.contains("<em>after</em>"), format_args!("{} made {html:?}", self.name))?;
        Ok(html)
    }
}

fn hugo(program: &OsStr, text: &str) -> Outcome<String> {
    let site = folder("hugo")?;
    // As docs/embedding.md tells its users.
    let settings = "disableKinds = ['taxonomy', 'term', 'RSS', 'sitemap', 'home', 'section', '404']\n\
         [markup.goldmark.renderer]\nunsafe = true\n";
    write(&site, "hugo.toml", settings)?;
    write(&site, "layouts/_default/single.html", "{{ .Content }}")?;
    write(&site, "content/post.md", text)?;
    told(Command::new(program).arg("--source").arg(&site).args(["--destination", "made", "--quiet"]), "")?;
    read(&site.join("made/post/index.html"))
}

fn mdbook(program: &OsStr, text: &str) -> Outcome<String> {
    let book = folder("mdbook")?;
    write(&book, "book.toml", "[book]\ntitle = 'A book'\n")?;
    write(&book, "src/SUMMARY.md", "- [A post](post.md)\n")?;
    write(&book, "src/post.md", text)?;
    told(Command::new(program).arg("build").arg(&book), "")?;
    let page = read(&book.join("book/post.html"))?;
    let content = page.split_once("<main>").and_then(|(_, rest)| rest.split_once("</main>"));
    content.map(|(content, _)| content.to_owned()).context("finding the chapter in the page")
}

fn mdx(packages: &OsStr, text: &str) -> Outcome<String> {
    node(packages, include_str!("../hosts/mdx.mjs"), text)
}

fn markdown_it(packages: &OsStr, text: &str) -> Outcome<String> {
    node(packages, include_str!("../hosts/markdown-it.mjs"), text)
}

fn node(packages: &OsStr, script: &str, text: &str) -> Outcome<String> {
    told(Command::new("node").current_dir(packages).args(["--input-type=module", "--eval", script]), text)
}

fn python_markdown(packages: &OsStr, text: &str) -> Outcome<String> {
    told(Command::new("python3").env("PYTHONPATH", packages).args(["-m", "markdown"]), text)
}

fn kramdown(ruby: &OsStr, text: &str) -> Outcome<String> {
    let script = "require 'kramdown'; print Kramdown::Document.new(STDIN.read, input: 'GFM').to_html";
    told(Command::new(ruby).args(["-e", script]), text)
}

/// What a program makes of what it is told.
fn told(program: &mut Command, text: &str) -> Outcome<String> {
    let streams = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = streams.spawn().context("starting it")?;
    // It listens until its input ends.
    running.stdin.take().context("talking to it")?.write_all(text.as_bytes()).context("talking to it")?;
    let output = running.wait_with_output().context("waiting for it")?;
    ensure(output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())?;
    String::from_utf8(output.stdout).context("reading what it made")
}

/// An empty folder.
fn folder(name: &str) -> Outcome<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).context("emptying a folder")?;
    }
    fs::create_dir_all(&folder).context("making a folder")?;
    Ok(folder)
}

fn write(folder: &Path, name: &str, text: &str) -> Outcome {
    let file = folder.join(name);
    file.parent().map_or(Ok(()), fs::create_dir_all).context("making a folder")?;
    fs::write(file, text).context("writing a file")
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).context(format_args!("reading {}", file.display()))
}
