//! The page's style sheets as one. They are written as eight, by subject; what they share is sent once when they travel
//! together (8.0 kB become 6.1), and the page asks for one file instead of eight.

use std::hash::{DefaultHasher, Hash, Hasher};

/// The style sheets that a page names beside itself: the files, in the page's order.
pub fn files(page: &str) -> Vec<&str> {
    links(page).filter_map(file).collect()
}

/// What the file of all of them is called. Another content has another name, so that no copy of an older one is taken for it.
pub fn name(content: &str) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("styles-{:016x}.css", hasher.finish())
}

/// The page with a link to that file instead of all of them.
pub fn joined(page: &str, name: &str) -> String {
    let mut joined = page.to_owned();
    let mut link = format!("<link rel=\"stylesheet\" href=\"./{name}\">");
    for tag in links(page).filter(|tag| file(tag).is_some()) {
        joined = joined.replacen(tag, &std::mem::take(&mut link), 1);
    }
    joined
}

/// All `<link>` tags of a page.
pub(crate) fn links(page: &str) -> impl Iterator<Item = &str> {
    page.match_indices("<link").filter_map(|(at, _)| Some(&page[at..=at + page[at..].find('>')?]))
}

/// The file that a tag links as a style sheet. The page may have been made smaller: attributes without quotes.
fn file(tag: &str) -> Option<&str> {
    let (_, address) = tag.split_once("./").filter(|_| tag.contains("stylesheet"))?;
    let end = address.find(['"', ' ', '>'])?;
    address[..end].ends_with(".css").then(|| &address[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &[&str], expected_page: &str) {
        assert_eq!(files(page), expected);
        assert_eq!(joined(page, "s.css"), expected_page);
    }

    #[test]
    fn all_sheets_of_a_page_become_one_whichever_way_they_are_linked() {
        check("<p>", &[], "<p>");
        check(
            "<link href=\"data:,./x.css\" rel=icon><link data-integrity=none href=./a-1.css rel=stylesheet>\
             <link href=./b.css rel=stylesheet><script src=./c.js></script>",
            &["a-1.css", "b.css"],
            "<link href=\"data:,./x.css\" rel=icon><link rel=\"stylesheet\" href=\"./s.css\"><script src=./c.js></script>",
        );
        check(
            "<link rel=\"stylesheet\" href=\"./a.css\" />\n<link rel=\"preload\" href=\"./b.css\" />",
            &["a.css"],
            "<link rel=\"stylesheet\" href=\"./s.css\">\n<link rel=\"preload\" href=\"./b.css\" />",
        );
    }

    #[test]
    fn another_content_has_another_name() {
        assert_eq!(name("a"), name("a"));
        assert_ne!(name("a"), name("b"));
    }
}
