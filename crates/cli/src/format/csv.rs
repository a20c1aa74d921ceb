//! `--format csv`: the spans, for spreadsheets. One row for each span, ordered by task and then by time; times in whole
//! microseconds; tasks, workers and cores are numbered from 0, and an empty field means that there is none.

use meanwhile_sim::Micros;
use serde::Serialize;
use std::io::{self, Write};

use crate::plain;
use crate::run::Run;

const HEADER: &[&str] = &["task", "name", "kind", "worker", "core", "from_us", "to_us"];

/// The fields of a row, in the order of the header.
#[derive(Serialize)]
struct SpanRow {
    task: u32,
    name: String,
    kind: &'static str,
    worker: Option<usize>,
    core: Option<usize>,
    from_us: Micros,
    to_us: Micros,
}

/// Writes the header and the rows.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write(out: &mut dyn Write, run: &Run) -> io::Result<()> {
    let rows = run.trace.spans.iter().map(|span| SpanRow {
        task: span.task,
        name: plain::printable(run.task(span.task)),
        kind: span.kind.name(),
        worker: span.worker(),
        core: span.core(),
        from_us: span.from_us,
        to_us: span.to_us,
    });
    write_rows(out, HEADER, rows)
}

/// Writes any table; the header also where there is no row.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write_rows(
    out: &mut dyn Write,
    header: &[&str],
    rows: impl Iterator<Item = impl Serialize>,
) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    writer.write_record(header).map_err(only_io)?;
    for row in rows {
        writer.serialize(row).map_err(only_io)?;
    }
    writer.flush()
}

/// The library wraps the writer's errors and so hides that a pipe was closed. Rows as long as the header cannot fail
/// otherwise.
fn only_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
