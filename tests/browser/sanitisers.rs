//! What WordPress and Ghost make of an address that is pasted into a post: their rules for hosts that they do not know,
//! written down once more from their sources (WordPress: `class-wp-oembed.php`, `wp_filter_oembed_result` in `embed.php`,
//! `wp-embed.js`; Ghost: `OEmbedService.js`).

use serde_json::Value;

use crate::outcome::{Outcome, same};

/// How much of a page WordPress reads.
const WORDPRESS_READS_BYTES: usize = 153_600;
/// What it leaves of the answer: elements, and which of their attributes.
const WORDPRESS_KEEPS: [(&str, &[&str]); 3] = [
    ("a", &["href"]),
    ("blockquote", &[]),
    (
        "iframe",
        &["src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"],
    ),
];
/// The secret by which it knows the frame again; a new one for each.
const SECRET: &str = "aB3dE6gH9k";
/// What its own script does on the page of the post.
pub const WORDPRESS_SCRIPT: &str = "
    addEventListener('message', ({ source, data }) => {
        if (!data?.secret || /[^a-zA-Z0-9]/.test(data.secret)) return;
        for (const quotation of document.querySelectorAll(`blockquote[data-secret='${data.secret}']`)) {
            quotation.style.display = 'none';
        }
        for (const frame of document.querySelectorAll(`iframe[data-secret='${data.secret}']`)) {
            if (source !== frame.contentWindow) continue;
            frame.removeAttribute('style');
            if (data.message === 'height') frame.height = Math.min(Math.max(parseInt(data.value), 200), 1000);
        }
    });";

/// The address of the answer that a page leads to.
pub fn discovered(page: &str) -> Option<&str> {
    let read = &page[..page.len().min(WORDPRESS_READS_BYTES)];
    let head = read.split_once("</head>").map_or(read, |(head, _)| head);
    let links = head.split("<link").skip(1).filter_map(|link| link.split_once('>'));
    let link = links
        .map(|(link, _)| link)
        .find(|link| attribute(link, "type") == Some("application/json+oembed"))?;
    attribute(link, "href")
}

/// What WordPress writes into the post.
pub fn wordpress(answer: &Value) -> Option<String> {
    let is_shown = ["rich", "video"].iter().any(|kind| answer["type"] == **kind);
    let html = kept(answer["html"].as_str().filter(|_| is_shown)?);
    let frame = &html[html.find("<iframe")?..];
    let frame = &frame[..frame.find("></iframe>")? + "></iframe>".len()];
    let quotation = html.split_once("<blockquote>").and_then(|(_, rest)| rest.split_once("</blockquote>"));
    let src = attribute(frame, "src")?;
    let shared = "class=\"wp-embedded-content\" sandbox=\"allow-scripts\" security=\"restricted\"";
    let secret = format!("src=\"{src}#?secret={SECRET}\" data-secret=\"{SECRET}\"");
    let frame = frame.replace(&format!("src=\"{src}\""), &secret);
    let Some((quotation, _)) = quotation else {
        return Some(frame.replace("<iframe", &format!("<iframe {shared}")));
    };
    let hidden = format!("<iframe {shared} style=\"position: absolute; visibility: hidden;\"");
    Some(format!(
        "<blockquote class=\"wp-embedded-content\" data-secret=\"{SECRET}\">{quotation}</blockquote>{}",
        frame.replace("<iframe", &hidden)
    ))
}

/// What Ghost writes into the post: the answer's markup as it is, if the answer says all that it wants.
pub fn ghost(answer: &Value) -> Option<&str> {
    let is_there = |key: &str| !matches!(&answer[key], Value::Null) && answer[key] != "" && answer[key] != 0;
    let is_frame = ["rich", "video"].iter().any(|kind| answer["type"] == **kind);
    let is_whole = ["version", "html", "width"].into_iter().all(is_there);
    answer["html"].as_str().filter(|_| is_frame && is_whole)
}

/// Only the elements and attributes that WordPress keeps; what stands in others stays as text.
fn kept(html: &str) -> String {
    let mut out = String::new();
    for (index, part) in html.split('<').enumerate() {
        let Some((tag, text)) = part.split_once('>').filter(|_| index > 0) else {
            out.push_str(part);
            continue;
        };
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        if let Some((_, attributes)) = WORDPRESS_KEEPS.iter().find(|(kept, _)| *kept == name) {
            out.push_str(if tag.starts_with('/') { "</" } else { "<" });
            out.push_str(name);
            for key in *attributes {
                if let Some(value) = attribute(tag, key).filter(|value| !value.contains("script:")) {
                    out.push_str(&format!(" {key}=\"{value}\""));
                }
            }
            out.push('>');
        }
        out.push_str(text);
    }
    out
}

/// The value of an attribute of a tag, between double quotes.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// The rules do here what they do there.
pub fn rules_are_theirs() -> Outcome {
    let rich = |html: &str| serde_json::json!({ "version": "1.0", "type": "rich", "width": 1, "html": html });
    let frame = format!(
        "<iframe class=\"wp-embedded-content\" sandbox=\"allow-scripts\" security=\"restricted\" \
         src=\"https://a/#?secret={SECRET}\" data-secret=\"{SECRET}\" width=\"2\"></iframe>"
    );
    for (html, expected) in [
        (
            "<script>x</script><iframe src=\"https://a/\" width=\"2\" style=\"x\" allow=\"y\"></iframe>",
            Some(frame),
        ),
        ("<iframe src=\"https://a/\"></iframe", None),
        ("<meanwhile-figure fig=\"tabs\"></meanwhile-figure>", None),
        ("<iframe src=\"javascript:x\"></iframe>", None),
    ] {
        same(html, wordpress(&rich(html)), expected)?;
    }
    let mut answer = rich("<b>x</b>");
    same("Ghost's rich", ghost(&answer), Some("<b>x</b>"))?;
    answer["width"] = Value::Null;
    same("Ghost's without a width", ghost(&answer), None)
}
