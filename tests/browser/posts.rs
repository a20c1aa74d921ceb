//! What the dialog gives to paste lives in posts, after the programs have had it that make pages of them.

use std::ffi::OsString;
use std::time::Duration;

use libtest_mimic::Trial;
use meanwhile_figures::html::{self, File};
use serde_json::{Value, json};

use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, same};
use crate::page::Page;
use crate::renderers::{self, Renderer};
use crate::sanitisers;
use crate::server::Fault;
use crate::snippets;

/// The figure that is pasted, and how it is set.
const ID: &str = "workers";
const STATE: &str = "fig=workers&workers=3&cores=2&bet=off";
/// What the dialog makes of it: two of its dials are kept as they are.
const GIVEN: &str = "fig=workers&workers=3&cores=2&lock=workers.io&bet=off";
/// So many frames come alive, one after the other.
const ALIVE_WITHIN: Duration = Duration::from_secs(60);

/// All posts stand close together, because frames wait until they are near the screen.
const PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Posts</title>
    <style>section { float: left; width: 300px; height: 160px; overflow: hidden }</style>
    <script>
        const heard = new Map();
        addEventListener('message', ({ source, data }) => {
            if (data?.meanwhile !== 1) return;
            heard.set(source, { ...heard.get(source), [data.type]: data.value });
        });
        const told = (section) => {
            const element = section.querySelector('meanwhile-figure');
            const frame = element ? element.shadowRoot?.querySelector('iframe') : section.querySelector('iframe');
            return heard.get(frame?.contentWindow) ?? {};
        };
        const sections = () => [...document.querySelectorAll('section')];
    </script>";
const ALL_ALIVE: &str = "sections().every((section) => section.dataset.way === 'picture' || (told(section).level && told(section).height))";
/// Of each post what its figure tells; a picture tells its width and where it leads.
const FOUND: &str = "
    const found = [];
    for (const section of sections()) {
        const { name, way } = section.dataset;
        const image = section.querySelector('a img');
        if (way === 'picture') {
            await image.decode();
            found.push([name, way, image.naturalWidth, image.closest('a').href]);
        } else {
            const { state, level, height } = told(section);
            found.push([name, way, state, level, height > 300]);
        }
    }
    return found;";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    let (mut there, mut promises) = (Vec::new(), Vec::new());
    for renderer in renderers::ALL {
        match renderer.place() {
            Ok(place) => there.push((renderer, place)),
            Err(why) => {
                let promise = format!("{} leaves alive what the dialog gives to paste", renderer.name);
                promises.push(bench.without(&why).in_chromium(&promise, async |_| Ok(())));
            }
        }
    }
    let names: Vec<_> = there.iter().map(|(renderer, _)| [renderer.name, ", "].concat()).collect();
    let promise = format!(
        "what the dialog gives to paste lives after {}WordPress and Ghost have had it",
        names.concat()
    );
    promises.push(bench.in_chromium(&promise, async move |lab| live(lab, &there).await));
    promises
}

/// A post: who made it, by which way of the dialog, and what is in it.
struct Post {
    maker: &'static str,
    way: &'static str,
    html: String,
    /// What is found there in the end.
    expected: Value,
}

async fn live(lab: &Lab, there: &[(Renderer, OsString)]) -> Outcome {
    sanitisers::rules_are_theirs()?;
    let site = lab.serve_site("/blog/", Fault::None).await?;
    let page = lab.open_url(format!("{site}?{STATE}#{ID}")).await?;
    page.wait_for_figure().await?;
    let snippets = snippets::give(&page).await?;
    let mut posts = rendered(&snippets, there)?;
    posts.extend(looked_up(&page, &site).await?);
    let section = |post: &Post| {
        format!("<section data-name=\"{}\" data-way=\"{}\">{}</section>", post.maker, post.way, post.html)
    };
    let script = format!("<script>{}</script>", sanitisers::WORDPRESS_SCRIPT);
    let all: String = posts.iter().map(section).collect();
    let page = lab.open_host([PAGE, &script, &all].concat(), false).await?;
    // What is missing is told below, with all the rest.
    let _ = page.wait_until(ALL_ALIVE, ALIVE_WITHIN).await;
    let found = page.async_script(FOUND, json!([])).await?;
    let expected: Vec<_> = posts.iter().map(|post| &post.expected).collect();
    same("what lives", found, json!(expected))
}

/// What the renderers make of the snippets.
fn rendered(snippets: &Value, there: &[(Renderer, OsString)]) -> Outcome<Vec<Post>> {
    let text = |way: &str| snippets[way].as_str().context(format_args!("reading the snippet {way}"));
    let picture = text("picture")?;
    let link = picture.rsplit_once("](").context("reading the picture's link")?.1.trim_end_matches(')');
    let mut posts = Vec::new();
    for (renderer, place) in there {
        let maker = renderer.name;
        for &way in renderer.ways {
            let html = renderer.post(place, text(way)?)?;
            let expected = match way {
                "picture" => json!([maker, way, 680, link]),
                _ => json!([maker, way, GIVEN, "E3", true]),
            };
            posts.push(Post { maker, way, html, expected });
        }
    }
    Ok(posts)
}

/// What hosts make of the address alone: they read where the page says what to show. Such an answer knows only the figure as
/// it is at first.
async fn looked_up(page: &Page, site: &str) -> Outcome<Vec<Post>> {
    let article = page.async_script("return (await fetch(args[0])).text()", json!([site])).await?;
    let files = html::files(article.as_str().context("reading the article")?, Some(site));
    let find = |path: &str| files.iter().find(|file| file.path == path).context(path).map(text_of);
    let frame = find(&format!("embed/{ID}/index.html"))?;
    let answer = sanitisers::discovered(frame).context("finding the answer's address")?;
    let path = answer.strip_prefix(site).context("finding the answer")?;
    let answer: Value = serde_json::from_str(find(path)?).context("reading the answer")?;
    let wordpress = sanitisers::wordpress(&answer).context("WordPress's")?;
    let ghost = sanitisers::ghost(&answer).context("Ghost's")?.to_owned();
    let post = |maker, html, level| Post {
        maker,
        way: "address",
        html,
        expected: json!([maker, "address", format!("fig={ID}"), level, true]),
    };
    // WordPress puts everything that it does not know into a sandbox.
    Ok(vec![post("WordPress", wordpress, "E2"), post("Ghost", ghost, "E3")])
}

fn text_of(file: &File) -> &str {
    &file.text
}
