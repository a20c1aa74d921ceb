//! `meanwhile link`: a scenario as an address, whose end carries all of it; and such an address read again.
//!
//! Behind `#s=` stands the file without its white space, deflated and in base64url, so that no server ever sees it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use meanwhile_scenario::limits::{LINK_BYTES_MAX, LINK_LETTERS_MAX};
use meanwhile_scenario::{ScenarioFile, encode, tight};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::arguments::{Link, Settings};
use crate::failure::{Failure, Result};
use crate::input::{Source, overrides};

/// Where the page lies that shows it, seen from the site.
const PAGE: &str = "embed/own/";
/// What stands before it in an address.
const MARK: &str = "#s=";
/// As small as deflate makes it.
const LEVEL: u8 = 10;

/// The address.
///
/// # Errors
/// Those of reading the scenario, and one that is too large for a link.
pub(crate) fn address(link: &Link) -> Result<String> {
    let overrides = overrides(&link.settings)?;
    let source = Source::read(&link.input.source)?;
    let values = source.values(&link.settings.set)?;
    let scenario = source.scenario(&values, &overrides)?;
    // A file says it in fewer words than whatever is written out; what somebody has set stands in no file.
    let text = match is_as_it_is(&link.settings) {
        true => source.file.text().to_owned(),
        false => encode(&scenario, source.file.title()),
    };
    let text = tight(&text);
    let too_large =
        |what: String| Failure::Usage(format!("{}: this is too large for a link: {what}", source.name));
    let refused = |error| Failure::File { source: source.name.clone(), error: Box::new(error) };
    ScenarioFile::decode(&text).and_then(|file| file.linked()).map_err(refused)?;
    if text.len() > LINK_BYTES_MAX {
        return Err(too_large(format!("{} bytes, and {LINK_BYTES_MAX} may be", text.len())));
    }
    let letters = URL_SAFE_NO_PAD.encode(compress_to_vec(text.as_bytes(), LEVEL));
    if letters.len() > LINK_LETTERS_MAX {
        return Err(too_large(format!("{} letters, and {LINK_LETTERS_MAX} may be", letters.len())));
    }
    let slash = if link.site.is_empty() || link.site.ends_with('/') { "" } else { "/" };
    Ok([&*link.site, slash, PAGE, MARK, &letters, "\n"].concat())
}

fn is_as_it_is(settings: &Settings) -> bool {
    let Settings { workers, cores, waiting, slicing, order, switch_cost, set } = settings;
    [workers, cores, waiting, slicing, order, switch_cost].into_iter().all(Option::is_none) && set.is_empty()
}

/// What an address carries behind its mark, if it is one that does.
pub(crate) fn carried(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once(MARK)?;
    rest.split(['&', '#', '?']).next()
}

/// The file that an address carries.
///
/// # Errors
/// What is wrong with it, as a clause.
pub(crate) fn unfolded(letters: &str) -> std::result::Result<String, String> {
    if letters.len() > LINK_LETTERS_MAX {
        return Err(format!("a scenario in an address has at most {LINK_LETTERS_MAX} letters"));
    }
    let bytes = URL_SAFE_NO_PAD.decode(letters).map_err(|_| "what stands behind s= is damaged".to_owned())?;
    let unfolded = decompress_to_vec_with_limit(&bytes, LINK_BYTES_MAX);
    let unfolded = unfolded.map_err(|_| {
        format!("what stands behind s= is damaged, or unfolds to more than {LINK_BYTES_MAX} bytes")
    })?;
    String::from_utf8(unfolded)
        .map_err(|_| "what stands behind s= unfolds to something that is no text".to_owned())
}

#[cfg(test)]
mod tests {
    // A test that cannot be set up has failed, and should say where.
    #![allow(clippy::expect_used)]

    use super::*;

    #[test]
    fn what_an_address_carries_comes_back_or_says_why_not() {
        let folded = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(compress_to_vec(bytes, LEVEL));
        let check = |address: &str, expected: std::result::Result<&str, &str>| {
            let found = unfolded(carried(address).unwrap_or_default());
            match expected {
                Ok(text) => assert_eq!(found, Ok(text.to_owned()), "{address}"),
                Err(part) => {
                    assert!(found.clone().is_err_and(|why| why.contains(part)), "{address}: {found:?}")
                }
            }
        };
        let good = folded(b"{}");
        check(&format!("https://example.org/embed/own/?t=5#s={good}"), Ok("{}"));
        check(&format!("#s={good}#?secret=abc"), Ok("{}"));
        check("#s=", Err("damaged"));
        check("#s=a+b", Err("damaged"));
        check(&format!("#s={}", &good[..2]), Err("damaged"));
        check(&format!("#s={}", folded(&[0xff])), Err("no text"));
        check(&format!("#s={}", folded(&vec![b' '; LINK_BYTES_MAX])), Ok(&" ".repeat(LINK_BYTES_MAX)));
        check(&format!("#s={}", folded(&vec![b' '; LINK_BYTES_MAX + 1])), Err("more than"));
        check(&format!("#s={}", "A".repeat(LINK_LETTERS_MAX + 1)), Err("letters"));
        assert_eq!(carried("two-tabs"), None);
    }

    /// What an address has once carried, and the digest of what it must show, for ever. The file is only ever added to: a
    /// link in somebody's blog post must never break.
    const GOLDEN: &str = include_str!("../tests/golden-scenarios.txt");

    #[test]
    fn every_scenario_in_an_address_is_what_it_has_always_been() {
        let lines = GOLDEN.lines().filter(|line| !line.starts_with('#'));
        let all: Vec<_> = lines.map(|line| line.split_once(' ').expect("letters and a digest")).collect();
        assert!(all.len() >= 14);
        let digest = |letters: &str| {
            let file = ScenarioFile::decode(&unfolded(letters).expect(letters)).expect(letters);
            let trace = meanwhile_sim::simulate(&file.linked().expect(letters)).expect(letters);
            format!("{:016x}", trace.digest())
        };
        let wrong = all.iter().filter(|(letters, expected)| digest(letters) != *expected);
        let wrong: Vec<_> = wrong.map(|(letters, _)| format!("{letters} {}", digest(letters))).collect();
        assert!(wrong.is_empty(), "these show something else now:\n{}", wrong.join("\n"));
    }

    #[test]
    fn the_example_of_the_page_is_the_one_in_the_documentation() {
        let file = include_str!("../../../docs/two-cooks.json");
        assert_eq!(unfolded(meanwhile_figures::html::EXAMPLE), Ok(tight(file)));
    }
}
