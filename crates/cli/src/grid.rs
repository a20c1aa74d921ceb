//! Time in columns of characters. All arithmetic is in whole numbers, so that an edge is never on the wrong side.

use meanwhile_sim::Micros;
use std::collections::BTreeMap;

/// A run of time, cut into columns of equal length. A column may be a fraction of microseconds long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grid {
    /// How many columns there are.
    pub(crate) columns: usize,
    /// A column is this many microseconds long, over `divisor`.
    length: u128,
    divisor: u128,
}

/// What is in one column of a row, and for how long; in the grid's own fine unit.
#[derive(Clone, Debug)]
pub(crate) struct Column<T> {
    /// For how long each thing is there.
    shares: BTreeMap<T, u128>,
    /// How many intervals it has a part of.
    pieces: usize,
    /// How long the column is.
    length: u128,
}

impl Grid {
    /// Columns of `length_us`; the last may reach beyond the end.
    pub(crate) fn of_length(end_us: Micros, length_us: Micros) -> Self {
        let columns = usize::try_from(end_us.div_ceil(length_us)).unwrap_or(usize::MAX);
        Grid { columns, length: u128::from(length_us), divisor: 1 }
    }

    /// So many columns, which end exactly at the end.
    pub(crate) fn of_columns(end_us: Micros, columns: usize) -> Self {
        Grid { columns, length: u128::from(end_us), divisor: columns as u128 }
    }

    /// The column in which an instant lies; the first after the last for the end.
    pub(crate) fn column_at(&self, at_us: Micros) -> usize {
        let column = (u128::from(at_us) * self.divisor).checked_div(self.length).unwrap_or(0);
        usize::try_from(column).unwrap_or(usize::MAX).min(self.columns)
    }

    /// Distributes intervals over the columns. They may not overlap where one row stands for one thing; where they do,
    /// their shares add up.
    pub(crate) fn row<T: Copy + Ord>(
        &self,
        spans: impl IntoIterator<Item = (Micros, Micros, T)>,
    ) -> Vec<Column<T>> {
        let empty = || Column { shares: BTreeMap::new(), pieces: 0, length: self.length };
        let mut row: Vec<Column<T>> = std::iter::repeat_with(empty).take(self.columns).collect();
        for (from_us, to_us, what) in spans {
            let (from, to) = (u128::from(from_us) * self.divisor, u128::from(to_us) * self.divisor);
            let first = self.column_at(from_us);
            for (index, column) in row.iter_mut().enumerate().skip(first) {
                let begins = index as u128 * self.length;
                if begins >= to {
                    break;
                }
                let share = to.min(begins + self.length) - from.max(begins);
                *column.shares.entry(what).or_default() += share;
                column.pieces += 1;
            }
        }
        row
    }
}

impl<T: Copy + Ord> Column<T> {
    /// What is there for the whole column, if one thing is.
    pub(crate) fn whole(&self) -> Option<T> {
        self.shares.iter().find(|(_, share)| **share == self.length).map(|(what, _)| *what)
    }

    /// Whether nothing is ever there.
    pub(crate) fn is_empty(&self) -> bool {
        self.shares.is_empty()
    }

    /// How many intervals it has a part of.
    pub(crate) fn pieces(&self) -> usize {
        self.pieces
    }

    /// Everything that is there at some time in the column.
    pub(crate) fn all(&self) -> impl Iterator<Item = T> {
        self.shares.keys().copied()
    }

    /// What is there longest; `None` where there is nothing for longer than that.
    pub(crate) fn longest(&self) -> Option<T> {
        let (what, share) = self.shares.iter().rev().max_by_key(|(_, share)| **share)?;
        let nothing = self.length.saturating_sub(self.shares.values().sum());
        (*share >= nothing).then_some(*what)
    }
}

/// The instants at which an axis has a number: multiples of the shortest round length that leaves each number so many
/// columns as `apart` says for that length.
pub(crate) fn ticks_us(
    grid: &Grid,
    end_us: Micros,
    apart: impl Fn(Micros) -> usize,
    mut round_lengths_us: impl Iterator<Item = Micros>,
) -> Vec<Micros> {
    let has_room =
        |step_us: &Micros| u128::from(*step_us) * grid.divisor >= apart(*step_us) as u128 * grid.length;
    match round_lengths_us.find(has_room) {
        Some(step_us) => (0..=end_us / step_us).map(|tick| tick * step_us).collect(),
        None => vec![0],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(grid: &Grid, spans: &[(Micros, Micros, char)]) -> String {
        grid.row(spans.iter().copied()).iter().map(|column| column.longest().unwrap_or(' ')).collect()
    }

    #[test]
    fn spans_fill_the_columns_that_they_cover() {
        let check = |spans: &[(Micros, Micros, char)], expected: &str| {
            assert_eq!(longest(&Grid::of_length(6, 2), spans), expected);
        };
        check(&[(0, 2, 'a'), (2, 6, 'b')], "abb");
        check(&[(1, 2, 'a')], "a  ");
        check(&[(0, 3, 'a'), (4, 5, 'b')], "aab");
        check(&[], "   ");
    }

    #[test]
    fn a_column_is_whole_only_where_one_thing_fills_it() {
        let row = Grid::of_length(5, 2).row([(0, 2, 'a'), (2, 3, 'a'), (3, 5, 'b')]);
        assert_eq!(row.iter().map(Column::whole).collect::<Vec<_>>(), [Some('a'), None, None]);
        assert_eq!(row[1].all().collect::<String>(), "ab");
        assert!(!row[2].is_empty());
    }

    #[test]
    fn more_columns_than_microseconds_are_shared_out_evenly() {
        let grid = Grid::of_columns(3, 9);
        assert_eq!(longest(&grid, &[(0, 1, 'a'), (1, 2, 'b')]), "aaabbb   ");
        assert_eq!([0, 1, 3].map(|at_us| grid.column_at(at_us)), [0, 3, 9]);
    }

    #[test]
    fn ticks_are_round_and_apart() {
        let grid = Grid::of_columns(15, 60);
        let round = || [1, 2, 5, 10].into_iter();
        assert_eq!(ticks_us(&grid, 15, |_| 8, round()), [0, 2, 4, 6, 8, 10, 12, 14]);
        assert_eq!(ticks_us(&grid, 15, |_| 20, round()), [0, 5, 10, 15]);
        assert_eq!(ticks_us(&grid, 15, |_| 1_000, round()), [0]);
    }
}
