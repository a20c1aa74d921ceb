//! A link in somebody's blog post must never break: what an address has once opened, it opens for ever.
//!
//! `golden-links.txt` has an address and a digest on each line. The digest is of what the picture is drawn from: every
//! span of every way that is compared, the moment, whether there is a bet to be made, and what is locked. So a drawing may become prettier,
//! and another figure may come, but no address may open anything else. The file is only ever added to.

use std::collections::BTreeSet;

use meanwhile_figures::address::{Address, Opened, Remarks, decode};
use meanwhile_figures::all;
use meanwhile_sim::SplitMix64;

const LINKS: &str = include_str!("../golden-links.txt");
/// So many new links a figure gets that has none.
const EACH: usize = 11;

fn links() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = LINKS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split_once(' ').expect("an address, a space and a digest"))
}

#[test]
fn every_link_opens_what_it_has_always_opened() {
    for (address, expected) in links() {
        let (read, mut remarks) = decode(address, None);
        let opened = read.unwrap_or_else(|| panic!("{address} names no figure")).open(&mut remarks);
        let opened = opened.expect(address).expect(address);
        assert_eq!(digest(&opened), expected, "{address}");
        assert_eq!(remarks, Remarks::default(), "{address}");
    }
}

#[test]
fn there_are_links_to_every_figure() {
    let missing: Vec<_> = all().iter().filter(|figure| count(figure.id()) < EACH).collect();
    let mut random = SplitMix64::new(LINKS.len() as u64);
    let lines: Vec<String> = missing.iter().flat_map(|figure| fresh(**figure, &mut random)).collect();
    assert!(
        lines.is_empty(),
        "add these lines to crates/figures/tests/golden-links.txt:\n{}",
        lines.join("\n")
    );
    assert!(links().count() >= 195);
}

fn count(id: &str) -> usize {
    links().filter(|(address, _)| decode(address, None).0.is_some_and(|address| address.figure == id)).count()
}

/// Lines for a figure that has none: as it is at first, and at random states.
fn fresh(figure: &'static dyn meanwhile_figures::Figure, random: &mut SplitMix64) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    let mut address = Address::of(figure);
    while lines.len() < EACH {
        let opened = address.open(&mut Remarks::default()).unwrap().unwrap();
        let end_ms = opened.shown.end_us() / 1_000;
        lines.insert(format!("{} {}", address.query(), digest(&opened)));
        for (index, dial) in figure.dials().iter().enumerate() {
            let most = u64::from(dial.max - dial.min) + 1;
            let value = if random.below(3) == 0 {
                dial.first.into()
            } else {
                u64::from(dial.min) + random.below(most)
            };
            address.values.set(figure.dials(), index, value);
        }
        let end_ms =
            end_ms.min(address.open(&mut Remarks::default()).unwrap().unwrap().shown.end_us() / 1_000);
        address.moment_ms = (random.below(2) == 0).then(|| random.below(end_ms + 1));
        address = address.betting(random.below(2) == 0);
    }
    lines
}

/// FNV-1a over the digests of the traces, the moment and the bet.
fn digest(opened: &Opened) -> String {
    let panels = opened.shown.panels.iter().map(|panel| panel.trace.digest());
    let rest = [opened.moment_us.unwrap_or(u64::MAX), opened.is_betting.into()];
    let locked = (0..opened.shown.figure.dials().len()).filter(|dial| opened.locked.has(*dial));
    let bytes = panels.chain(rest).chain(locked.map(|dial| dial as u64)).flat_map(u64::to_le_bytes);
    let digest = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{digest:016x}")
}
