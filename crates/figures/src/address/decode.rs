//! Reading an address that somebody else has written.

use super::{Address, CHOICES, FIGURE, GRAMMAR, LOCK, LONGEST, Locked, MOMENT, Remarks, VERSION, known};
use crate::{Dial, find};

/// Reads what stands behind the question mark, with it or without. `only` is the figure of a page that has no other one.
/// There is no address where the text names no figure that is known.
pub fn decode(query: &str, only: Option<&str>) -> (Option<Address>, Remarks) {
    let mut remarks = Remarks::default();
    let query = query.strip_prefix('?').unwrap_or(query);
    let pairs = || query.split('&').filter(|pair| !pair.is_empty());
    let is_too_long = query.len() > LONGEST;
    if is_too_long {
        remarks.too_long();
    }
    let named = value_of(query, FIGURE).filter(|_| !is_too_long);
    let id = only.and_then(known).or_else(|| named.and_then(known));
    let Some(mut address) = id.map(Address::first) else {
        if let Some(name) = named {
            remarks.no_figure(name);
        }
        return (None, remarks);
    };
    if !is_too_long {
        for pair in pairs() {
            if !take(&mut address, pair, &mut remarks) {
                remarks.ignore(pair);
            }
        }
    }
    (Some(address), remarks)
}

/// The value of a key. If it stands there several times, the last counts, here and everywhere.
fn value_of<'a>(query: &'a str, key: &str) -> Option<&'a str> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .rfind(|(name, _)| *name == key)
        .map(|(_, value)| value)
}

/// Takes one `key=value`, or says that it means nothing.
fn take(address: &mut Address, pair: &str, remarks: &mut Remarks) -> bool {
    let Some((key, value)) = pair.split_once('=') else { return false };
    if let Some(choice) = CHOICES.iter().position(|(known, _)| *known == key) {
        let word = CHOICES[choice].1.iter().position(|word| *word == value);
        address.choices[choice] = word.unwrap_or(address.choices[choice]);
        return word.is_some();
    }
    match key {
        FIGURE => value == address.figure,
        GRAMMAR => value == VERSION,
        MOMENT => {
            let moment_ms = whole(value);
            address.moment_ms = moment_ms.or(address.moment_ms);
            moment_ms.is_some()
        }
        LOCK => {
            let dials = find(address.figure).map_or(&[][..], |figure| figure.dials());
            let locked = Locked::read(value, dials);
            address.locked = locked.unwrap_or(address.locked);
            locked.is_some()
        }
        _ => set(address, key, value, remarks).is_some(),
    }
}

fn set(address: &mut Address, key: &str, value: &str, remarks: &mut Remarks) -> Option<()> {
    let dials: &[Dial] = find(address.figure)?.dials();
    let index = dials.iter().position(|dial| dial.name == key)?;
    let asked = whole(value)?;
    address.values.set(dials, index, asked);
    if u64::from(address.values.get(index)) != asked {
        remarks.moved(&dials[index], address.figure, address.values.get(index));
    }
    Some(())
}

/// A whole number in digits; one below zero is zero, and one too long to hold the largest.
fn whole(text: &str) -> Option<u64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    if digits.len() < text.len() { Some(0) } else { Some(digits.parse().unwrap_or(u64::MAX)) }
}
