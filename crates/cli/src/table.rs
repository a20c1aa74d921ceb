//! Columns of text that stand under their headers.

use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// On which side of its column a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table whose columns are as wide as their widest cell.
#[derive(Debug)]
pub(crate) struct Table {
    align: Vec<Align>,
    /// The header first.
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with a header and no rows yet.
    pub(crate) fn new(header: Vec<String>, align: Vec<Align>) -> Self {
        Table { align, rows: vec![header] }
    }

    /// Adds a row. A row may end early: the cells that it lacks are empty.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Writes the rows, two spaces between columns and none at the end of a line.
    ///
    /// # Errors
    /// Those of the writer.
    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let cell_width = |row: &Vec<String>, column: usize| row.get(column).map_or(0, |cell| cell.width());
        let column_width = |column| self.rows.iter().map(|row| cell_width(row, column)).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.align.len()).map(column_width).collect();
        for row in &self.rows {
            let cells = row.iter().zip(&widths).zip(&self.align);
            let padded: Vec<String> = cells.map(|((cell, width), align)| pad(cell, *width, *align)).collect();
            writeln!(out, "{}", padded.join("  ").trim_end())?;
        }
        Ok(())
    }
}

/// The text, as wide as its column. The format machinery counts characters, of which some are two
/// columns wide and some none.
pub(crate) fn pad(cell: &str, width: usize, align: Align) -> String {
    let missing = " ".repeat(width.saturating_sub(cell.width()));
    match align {
        Align::Left => format!("{cell}{missing}"),
        Align::Right => format!("{missing}{cell}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_their_headers_whatever_is_in_them() {
        let mut table = Table::new(vec!["name".into(), "n".into()], vec![Align::Left, Align::Right]);
        table.row(vec!["猫".into(), "10".into()]);
        table.row(vec!["x".into()]);
        let mut written = Vec::new();
        table.write(&mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), "name   n\n猫    10\nx\n");
    }
}
