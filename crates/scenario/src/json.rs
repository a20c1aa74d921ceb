//! JSON whose values know where they stand.
//!
//! `serde_json` has the grammar. It hands out values as raw slices of the text, which are looked into one level at a
//! time; the offset of a slice is its place. Nothing recurses in here but what is limited by
//! [`NESTING_MAX`](crate::limits::NESTING_MAX).

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::{ErrorKind, Fault, at_most, quoted, shortened};
use crate::limits::NESTING_MAX;
use crate::locate;

/// A value in the text.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    raw: &'a str,
    /// The offset in the text.
    pub(crate) at: usize,
    /// In how many lists and objects it stands.
    depth: usize,
}

/// A field of an object.
pub(crate) struct Field<'a> {
    pub(crate) key: String,
    pub(crate) key_at: usize,
    pub(crate) value: Node<'a>,
}

/// The fields of an object of which all are known.
pub(crate) struct Fields<'a> {
    owner: Node<'a>,
    known: &'static [&'static str],
    fields: Vec<Field<'a>>,
}

impl<'a> Node<'a> {
    /// The value that the whole text is.
    pub(crate) fn root(text: &'a str) -> Result<Node<'a>, Fault> {
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| {
            let at = locate::offset(text, error.line(), error.column());
            Fault::at(at, syntax(&error))
        })?;
        let base = Node { raw: text, at: 0, depth: 0 };
        Ok(base.inner(raw))
    }

    /// A part of this value. The part is a slice of the same text, so that the distance of the two is the difference
    /// of their addresses.
    fn inner(self, raw: &'a RawValue) -> Node<'a> {
        let distance = raw.get().as_ptr().addr() - self.raw.as_ptr().addr();
        Node { raw: raw.get(), at: self.at + distance, depth: self.depth + 1 }
    }

    /// What `serde_json` makes of the value. The text is known to be JSON, so that only strings with half a
    /// surrogate pair can still fail.
    fn parse<T: Deserialize<'a>>(self) -> Result<T, Fault> {
        serde_json::from_str(self.raw).map_err(|error| Fault::at(self.at, syntax(&error)))
    }

    /// An error at this value: something else is needed here.
    pub(crate) fn expected(self, expected: &'static str) -> Fault {
        let found = match self.raw.as_bytes().first() {
            Some(b'{') => "an object".to_owned(),
            Some(b'[') => "a list".to_owned(),
            Some(b'"') => self.parse().map_or_else(|_| "a string".to_owned(), |text: String| quoted(&text)),
            _ => shortened(self.raw),
        };
        self.fault(ErrorKind::Expected { expected, found })
    }

    pub(crate) fn fault(self, kind: ErrorKind) -> Fault {
        Fault::at(self.at, kind)
    }

    pub(crate) fn is_null(self) -> bool {
        self.raw == "null"
    }

    pub(crate) fn is_object(self) -> bool {
        self.raw.starts_with('{')
    }

    pub(crate) fn is_list(self) -> bool {
        self.raw.starts_with('[')
    }

    pub(crate) fn is_string(self) -> bool {
        self.raw.starts_with('"')
    }

    /// A string.
    pub(crate) fn string(self, expected: &'static str) -> Result<String, Fault> {
        if self.is_string() { self.parse() } else { Err(self.expected(expected)) }
    }

    /// A string of limited length.
    pub(crate) fn short(self, what: &'static str, bytes_max: usize) -> Result<String, Fault> {
        let text = self.string("a string")?;
        at_most(self.at, what, text.len() as u64, bytes_max as u64)?;
        Ok(text)
    }

    /// A whole number that fits `T`: `7`, not `7.0` and not `"7"`.
    pub(crate) fn number<T: std::str::FromStr>(self, expected: &'static str) -> Result<T, Fault> {
        self.raw.parse().map_err(|_| self.expected(expected))
    }

    /// The elements of a list.
    pub(crate) fn list(self, what: &'static str, max: usize) -> Result<Vec<Node<'a>>, Fault> {
        if !self.is_list() {
            return Err(self.expected("a list"));
        }
        self.enter()?;
        let elements: Vec<&RawValue> = self.parse()?;
        at_most(self.at, what, elements.len() as u64, max as u64)?;
        Ok(elements.into_iter().map(|raw| self.inner(raw)).collect())
    }

    /// The fields of an object whose keys are names that the file gives, each of them once.
    pub(crate) fn entries(self, what: &'static str, max: usize) -> Result<Vec<Field<'a>>, Fault> {
        let fields = self.object()?;
        at_most(self.at, what, fields.len() as u64, max as u64)?;
        let mut seen = BTreeSet::new();
        match fields.iter().find(|field| !seen.insert(&field.key)) {
            Some(twice) => Err(Fault::at(twice.key_at, ErrorKind::Duplicate(twice.key.clone()))),
            None => Ok(fields),
        }
    }

    /// The fields of an object whose keys are known, each of them at most once.
    pub(crate) fn fields(self, known: &'static [&'static str]) -> Result<Fields<'a>, Fault> {
        let fields = self.object()?;
        for (index, field) in fields.iter().enumerate() {
            if !known.contains(&field.key.as_str()) {
                return Err(Fault::at(
                    field.key_at,
                    ErrorKind::UnknownField { field: field.key.clone(), known },
                ));
            }
            // There are no more fields before this one than are known.
            if fields[..index].iter().any(|earlier| earlier.key == field.key) {
                return Err(Fault::at(field.key_at, ErrorKind::Duplicate(field.key.clone())));
            }
        }
        Ok(Fields { owner: self, known, fields })
    }

    /// The fields of an object, whatever they are.
    pub(crate) fn object(self) -> Result<Vec<Field<'a>>, Fault> {
        if !self.is_object() {
            return Err(self.expected("an object"));
        }
        self.enter()?;
        let Pairs(pairs) = self.parse()?;
        let field = |(key, value): (&'a RawValue, &'a RawValue)| {
            let key = self.inner(key);
            Ok(Field { key: key.parse()?, key_at: key.at, value: self.inner(value) })
        };
        pairs.into_iter().map(field).collect()
    }

    fn enter(self) -> Result<(), Fault> {
        at_most(self.at, "lists and objects within each other", self.depth as u64, NESTING_MAX as u64)
    }
}

impl<'a> Fields<'a> {
    /// The object itself.
    pub(crate) fn owner(&self) -> Node<'a> {
        self.owner
    }

    pub(crate) fn get(&self, name: &str) -> Option<Node<'a>> {
        self.fields.iter().find(|field| field.key == name).map(|field| field.value)
    }

    pub(crate) fn need(&self, name: &'static str) -> Result<Node<'a>, Fault> {
        self.get(name).ok_or_else(|| self.owner.fault(ErrorKind::MissingField(name)))
    }

    /// The one field that says what kind of object this is, beside those in `others`.
    pub(crate) fn only(&self, others: &[&str]) -> Result<Option<(&'static str, Node<'a>)>, Fault> {
        let mut kinds = self
            .known
            .iter()
            .filter(|known| !others.contains(*known))
            .filter_map(|known| self.get(known).map(|node| (*known, node)));
        match (kinds.next(), kinds.next()) {
            (Some((one, _)), Some((other, node))) => Err(node.fault(ErrorKind::Together(one, other))),
            (kind, _) => Ok(kind),
        }
    }
}

/// The fields of an object in their order, duplicates included.
struct Pairs<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor)
    }
}

struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = Pairs<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
}

/// The words of `serde_json` without the place, which is told in our own way.
fn syntax(error: &serde_json::Error) -> ErrorKind {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    ErrorKind::Syntax(words.strip_suffix(&place).unwrap_or(&words).to_owned())
}
