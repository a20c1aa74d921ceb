//! The page's style sheets for a drawing that stands alone. Programs that draw SVG know little of CSS: no variables, no
//! mixing, no `:is()`. So what applies to this drawing is picked out, and written with every colour resolved.

use std::collections::{BTreeMap, BTreeSet};

use meanwhile_picture::svg::LOOKS;

use super::Theme;

const TOKENS: &str = include_str!("../../../../www/styles/tokens.css");
/// Everything that gives drawings their look, in the order of the page.
const SHEETS: [&str; 2] =
    [include_str!("../../../../www/styles/picture.css"), include_str!("../../../../www/styles/panels.css")];
/// What the page has from elements around the drawing.
const AROUND: &str = "
    .card { fill: var(--raised); stroke: var(--line); }
    .question { fill: var(--ink); font: 600 23px var(--serif); }
    .result { fill: var(--ink); font: 18px var(--serif); }
    .stage { font-size: 10.5px; }
    .stage text { fill: var(--quiet); font-family: var(--sans); }
    .at { fill: none; stroke: var(--ink); stroke-width: 2; }";
const AFTER: &str = "
    .timeline .said { font-size: 13px; }
    .stage .curves text { font: 12px var(--sans); }";

/// The properties that a drawing has.
const DRAWN: [&str; 13] = [
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "opacity",
    "paint-order",
    "text-anchor",
    "font-size",
    "font-weight",
    "font-family",
    "font",
];

/// The number of a task's colour.
const TASK: &str = "var(--task)";

/// A selector and what it gives.
struct Rule {
    selector: String,
    declarations: Vec<(String, String)>,
}

type Tokens = BTreeMap<String, String>;

/// The style sheet for the drawing, of which it needs the classes.
pub(super) fn sheet(drawing: &str, theme: Theme) -> String {
    let classes = classes(drawing);
    let all: Vec<Rule> =
        [AROUND].iter().chain(&SHEETS).chain(&[AFTER]).flat_map(|sheet| rules(sheet)).collect();
    let of = |is_dark: bool| {
        let tokens = tokens(is_dark);
        all.iter().map(|rule| written(rule, &classes, &tokens)).collect::<String>()
    };
    match theme {
        Theme::Light => of(false),
        Theme::Dark => of(true),
        Theme::Auto => format!("{}@media (prefers-color-scheme:dark){{{}}}", of(false), of(true)),
    }
}

/// What a light page is like around the pictures.
pub(super) fn paper() -> String {
    tokens(false).remove("paper").unwrap_or_default()
}

fn classes(drawing: &str) -> BTreeSet<&str> {
    let attributes = drawing.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    attributes.flat_map(|classes| classes.split(' ')).chain(["card"]).collect()
}

/// The tokens of one theme.
fn tokens(is_dark: bool) -> Tokens {
    let sheet = without_comments(TOKENS);
    let declarations = sheet.split([';', '{', '}']).filter_map(|line| line.trim().strip_prefix("--"));
    let token = |line: &str| {
        let (name, value) = line.split_once(':')?;
        let value = value.trim();
        let pair = value.strip_prefix("light-dark(").and_then(|pair| pair.strip_suffix(')')?.split_once(','));
        let value = pair.map_or(value, |(light, dark)| if is_dark { dark.trim() } else { light });
        Some((name.to_owned(), value.to_owned()))
    };
    declarations.filter_map(token).collect()
}

fn without_comments(sheet: &str) -> String {
    let after = |part: &str| part.split_once("*/").map(|(_, after)| after.to_owned());
    let mut parts = sheet.split("/*");
    parts.next().into_iter().map(str::to_owned).chain(parts.filter_map(after)).collect()
}

/// The rules that are not in a block of their own, with a selector each.
fn rules(sheet: &str) -> Vec<Rule> {
    let sheet = without_comments(sheet);
    let mut rules = Vec::new();
    let mut rest = &*sheet;
    while let Some((prelude, after)) = rest.split_once('{') {
        let end = block_end(after);
        let (block, behind) = (&after[..end], after.get(end + 1..).unwrap_or_default());
        rest = behind;
        if prelude.trim().starts_with('@') {
            continue;
        }
        let declared: Vec<_> = block.split(';').filter_map(|line| line.split_once(':')).collect();
        let declarations = || {
            let trimmed = declared.iter().map(|(name, value)| (name.trim(), value.trim()));
            trimmed
                .filter(|(name, _)| DRAWN.contains(name))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        for selector in split(prelude).into_iter().flat_map(|selector| expanded(selector.trim())) {
            rules.push(Rule { selector, declarations: declarations().collect() });
        }
    }
    rules
}

/// Where the block ends that has begun.
fn block_end(text: &str) -> usize {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// At the commas that are not in parentheses.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut from) = (Vec::new(), 0, 0);
    for (at, letter) in text.char_indices() {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        if letter == ',' && depth == 0 {
            parts.push(&text[from..at]);
            from = at + 1;
        }
    }
    parts.push(&text[from..]);
    parts
}

/// Without `:is()`.
fn expanded(selector: &str) -> Vec<String> {
    let Some((before, rest)) = selector.split_once(":is(") else { return vec![selector.to_owned()] };
    let Some((choices, after)) = rest.split_once(')') else { return Vec::new() };
    choices.split(',').flat_map(|choice| expanded(&[before, choice.trim(), after].concat())).collect()
}

/// The rule as text, if it may apply to the drawing.
fn written(rule: &Rule, classes: &BTreeSet<&str>, tokens: &Tokens) -> String {
    let named = rule.selector.split(['.', ' ', '+', '~', '>']).collect::<Vec<_>>();
    let is_strange = rule.selector.contains([':', '[', '*']);
    let mut of_class =
        rule.selector.split('.').skip(1).map(|part| part.split([' ', '+', '~', '>']).next().unwrap_or(part));
    if is_strange
        || named.is_empty()
        || rule.declarations.is_empty()
        || !of_class.all(|class| classes.contains(class))
    {
        return String::new();
    }
    let (of_task, plain): (Vec<_>, Vec<_>) =
        rule.declarations.iter().partition(|(_, value)| value.contains(TASK));
    let mut out = block(&rule.selector, &plain, tokens);
    for task in (0..LOOKS).map(|task| format!("task-{task}")).filter(|task| classes.contains(&**task)) {
        let mut tokens = tokens.clone();
        let colour = tokens.get(&task).cloned().unwrap_or_default();
        tokens.insert("task".to_owned(), colour);
        out += &block(&under(&rule.selector, &task), &of_task, &tokens);
    }
    out
}

fn block(selector: &str, declarations: &[&(String, String)], tokens: &Tokens) -> String {
    if declarations.is_empty() {
        return String::new();
    }
    let declared = declarations.iter().flat_map(|(name, value)| declaration(name, &resolved(value, tokens)));
    format!("{selector}{{{}}}", declared.collect::<Vec<_>>().join(";"))
}

/// The same selector where its last part has a class, or one before it, or something around.
fn under(selector: &str, class: &str) -> String {
    let words: Vec<&str> = selector.split(' ').collect();
    let at = |index: usize| {
        let with = |(at, word): (usize, &&str)| {
            if at == index { format!("{word}.{class}") } else { (*word).to_owned() }
        };
        words.iter().enumerate().map(with).collect::<Vec<_>>().join(" ")
    };
    let is_word = |index: &usize| !matches!(words[*index], "+" | "~" | ">");
    let all = (0..words.len()).filter(is_word).map(at);
    all.chain([format!(".{class} {selector}")]).collect::<Vec<_>>().join(",")
}

/// A font in one word is not known everywhere.
fn declaration(name: &str, value: &str) -> Vec<String> {
    if name != "font" {
        return vec![format!("{name}:{value}")];
    }
    let is_size = |word: &str| word.contains("px") || word.contains("em");
    let (before, rest): (Vec<&str>, Vec<&str>) = {
        let words: Vec<&str> = value.split(' ').collect();
        let at = words.iter().position(|word| is_size(word)).unwrap_or(0);
        (words[..at].to_vec(), words[at..].to_vec())
    };
    let family: Vec<&str> =
        rest.iter().skip(1).copied().filter(|word| *word != "/" && word.parse::<f32>().is_err()).collect();
    let size = rest.first().copied().unwrap_or_default();
    vec![
        format!("font-weight:{}", before.first().copied().unwrap_or("400")),
        format!("font-size:{size}"),
        format!("font-family:{}", family.join(" ")),
    ]
}

/// Without variables and mixtures.
fn resolved(value: &str, tokens: &Tokens) -> String {
    let mut value = value.to_owned();
    while let Some((before, rest)) = value.split_once("var(--") {
        let Some((name, after)) = rest.split_once(')') else { break };
        value = [before, tokens.get(name).map_or("none", String::as_str), after].concat();
    }
    let mix = value.strip_prefix("color-mix(in srgb,").and_then(|parts| mixed(parts.strip_suffix(')')?));
    mix.unwrap_or(value)
}

/// Red, green, blue and how much of it there is, each from 0 to 1.
type Colour = [f32; 4];

/// `one P%, other`: the colours are weighed by how much there is of each.
fn mixed(parts: &str) -> Option<String> {
    let (first, second) = parts.split_once(',')?;
    let (one, percent) = first.trim().rsplit_once(' ')?;
    let share = percent.strip_suffix('%')?.parse::<f32>().ok()? / 100.0;
    let (one, other) = (colour(one.trim())?, colour(second.trim())?);
    let alpha = one[3] * share + other[3] * (1.0 - share);
    let channel = |index: usize| {
        let sum = one[index] * one[3] * share + other[index] * other[3] * (1.0 - share);
        ((sum / alpha.max(0.001)) * 255.0).round() as u8
    };
    let [red, green, blue] = [0, 1, 2].map(channel);
    let rest = if alpha < 1.0 { format!("{:02x}", (alpha * 255.0).round() as u8) } else { String::new() };
    Some(format!("#{red:02x}{green:02x}{blue:02x}{rest}"))
}

fn colour(text: &str) -> Option<Colour> {
    if text == "transparent" {
        return Some([0.0; 4]);
    }
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let channel = |index: usize| {
        Some(f32::from(u8::from_str_radix(digits.get(index * 2..index * 2 + 2)?, 16).ok()?) / 255.0)
    };
    Some([channel(0)?, channel(1)?, channel(2)?, 1.0])
}
