//! References: by name or, where several have the same name, by position.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::error::{ErrorKind, Fault, quoted};
use crate::json::Node;

/// The names of all tasks, locks, channels or wholes.
pub(super) struct Names {
    what: &'static str,
    /// `None` for a name that several have.
    indices: BTreeMap<String, Option<usize>>,
    len: usize,
}

impl Names {
    pub(super) fn new<'n>(what: &'static str, names: impl Iterator<Item = &'n String>) -> Names {
        let mut indices = BTreeMap::new();
        let mut len = 0;
        for name in names {
            match indices.entry(name.clone()) {
                Entry::Vacant(vacant) => drop(vacant.insert(Some(len))),
                Entry::Occupied(mut occupied) => *occupied.get_mut() = None,
            }
            len += 1;
        }
        Names { what, indices, len }
    }

    /// What a name, or a position counted from 0, refers to.
    pub(super) fn index(&self, node: Node<'_>) -> Result<usize, Fault> {
        let what = self.what;
        if node.is_string() {
            let name = node.string("a name")?;
            return match self.indices.get(&name) {
                Some(Some(index)) => Ok(*index),
                Some(None) => Err(node.fault(ErrorKind::Ambiguous { what, name: quoted(&name) })),
                None => Err(node.fault(ErrorKind::Unknown { what, name: quoted(&name) })),
            };
        }
        let position: u64 = node.number("a name, or a position counted from 0")?;
        match usize::try_from(position) {
            Ok(index) if index < self.len => Ok(index),
            _ => Err(node.fault(ErrorKind::Unknown { what, name: format!("at position {position}") })),
        }
    }
}
