//! A language for tests: English, letter by letter in the Hebrew alphabet, which is written from the right to the left.

use crate::languages::Entry;

/// Private use, of English: its numbers and plurals are English.
pub(crate) const CODE: &str = "en-x-rtl";

const PLAIN: &str = "abcdefghijklmnopqrstuvwxyz";
const STRANGE: [char; 26] = [
    'א', 'ב', 'צ', 'ד', 'ה', 'ו', 'ג', 'ח', 'י', 'ז', 'ק', 'ל', 'מ', 'נ', 'ע', 'פ', 'ך', 'ר', 'ש', 'ט', 'ם',
    'ן', 'ת', 'ץ', 'ף', 'כ',
];

/// The same entries in that language.
pub(crate) fn entries(english: Vec<Entry>) -> Vec<Entry> {
    let strange = |(key, text): Entry| {
        let text = match key {
            "language.direction" => "rtl".to_owned(),
            "number.decimal-mark" => text,
            _ => estranged(&text),
        };
        (key, text)
    };
    english.into_iter().map(strange).collect()
}

/// A text in that language. Tags, entities and names in braces stay as they are.
pub fn estranged(text: &str) -> String {
    let mut end_of_kept = None;
    let strange = |letter: char| {
        match (end_of_kept, letter) {
            (None, '<') => end_of_kept = Some('>'),
            (None, '{') => end_of_kept = Some('}'),
            (None, '&') => end_of_kept = Some(';'),
            (Some(end), letter) if letter == end => end_of_kept = None,
            (None, letter) => {
                let at = PLAIN.find(letter.to_ascii_lowercase());
                return at.map_or(letter, |at| STRANGE[at]);
            }
            _ => {}
        }
        letter
    };
    text.chars().map(strange).collect()
}

/// An article in that language. Programs stay as they are.
pub fn estranged_article(html: &str) -> String {
    let mut out = String::with_capacity(html.len() * 2);
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<code>") {
        let (program, behind) = after.split_once("</code>").unwrap_or((after, ""));
        out.extend([&*estranged(before), "<code>", program, "</code>"]);
        rest = behind;
    }
    out.push_str(&estranged(rest));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_change_and_marks_stay() {
        let check = |text, expected| assert_eq!(estranged(text), expected);
        check("Ab 12, c.", "אב 12, צ.");
        check("<em>a</em> {name}&nbsp;b", "<em>א</em> {name}&nbsp;ב");
        assert_eq!(estranged_article("a <code>b</code> a"), "א <code>b</code> א");
    }
}
