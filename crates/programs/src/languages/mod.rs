//! From a shape to what is filled into a style's template.

mod go;
mod javascript;
mod python;
mod rust;

use meanwhile_sim::Micros;

use crate::dialect::{self, Case, Dialect, Held};
use crate::names::camel;
use crate::scale::{hundredths, seconds};
use crate::shape::{Group, Shape, Shared};
use crate::steps::Statement;
use crate::template::Filling;
use crate::{Mark, Style};

/// A line is not longer than this, where it can be broken.
const LINE_MAX: usize = 88;

/// A shape, in the words of a style.
struct Writer<'a> {
    shape: &'a Shape,
    style: Style,
    dialect: &'static Dialect,
}

/// What is filled in.
pub(crate) fn of(shape: &Shape, style: Style) -> Filling {
    let writer = Writer { shape, style, dialect: dialect::of(style) };
    // What a style says itself stands before what is said for all.
    let (mut values, mut blocks) = match style.language() {
        "python" => python::of(&writer),
        "javascript" => javascript::of(&writer),
        "rust" => rust::of(&writer),
        _ => go::of(&writer),
    };
    values.extend(writer.values());
    blocks.extend(writer.blocks());
    Filling { values, blocks }
}

/// Values for places in lines, and blocks of lines.
type Parts = (Vec<(&'static str, String)>, Vec<(&'static str, Vec<String>)>);

/// A block whose only use is to be there.
fn flag(is_there: bool) -> Vec<String> {
    if is_there { vec![String::new()] } else { Vec::new() }
}

impl Writer<'_> {
    fn values(&self) -> Vec<(&'static str, String)> {
        let Shape { scale, workers, cores, .. } = *self.shape;
        let unit = self.unit();
        vec![
            ("summary", self.summary()),
            ("says", self.says()),
            ("run", self.run()),
            ("UNIT", unit.clone()),
            ("unit", unit),
            ("a_unit", self.a_unit().to_owned()),
            ("unit_s", seconds(scale.unit_us)),
            ("unit_ms", seconds(scale.unit_us * 1_000)),
            ("workers", workers.to_string()),
            ("cores", cores.to_string()),
            ("predicted", hundredths(scale.predicted_us)),
        ]
    }

    fn blocks(&self) -> Vec<(&'static str, Vec<String>)> {
        let shape = self.shape;
        let has_semaphore = shape.gate.is_some() || shape.locks.iter().any(|lock| lock.capacity > 1);
        vec![
            ("functions", self.functions()),
            ("shared", self.shared()),
            ("gate", flag(shape.gate.is_some())),
            ("wait", flag(shape.any(&|is| matches!(is, Statement::Wait(_))))),
            ("emit", flag(shape.any(&|is| *is == Statement::Emit))),
            ("yield", flag(shape.any(&|is| *is == Statement::Yield))),
            ("semaphore", flag(has_semaphore)),
            ("channel", flag(!shape.channels.is_empty())),
            ("arrivals", flag(shape.has_arrivals())),
        ]
    }

    fn a_unit(&self) -> &'static str {
        match self.shape.scale.unit.name {
            "minute" => "a minute",
            "second" => "a second",
            "ms" => "a millisecond",
            _ => "a microsecond",
        }
    }

    fn unit(&self) -> String {
        let name = self.shape.scale.unit.name;
        if self.dialect.case == Case::Go { name.to_owned() } else { name.to_ascii_uppercase() }
    }

    fn summary(&self) -> String {
        let Shape { tasks, workers, cores, lets_go, .. } = *self.shape;
        let some = |number: u64, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
        let waits = self.shape.any(&|is| matches!(is, Statement::Wait(_)));
        let waiting = match (waits, lets_go) {
            (false, _) => "",
            (true, true) => "; a task that waits lets its worker go",
            (true, false) => "; a task that waits keeps its worker",
        };
        let (tasks, workers) = (some(tasks as u64, "task"), some(workers.into(), "worker"));
        format!("{tasks}, {workers}, {}{waiting}.", some(cores.into(), "core"))
    }

    fn says(&self) -> String {
        let scale = self.shape.scale;
        let unit = self.a_unit().trim_start_matches("a ");
        let (all, lasts) = (said(self.shape.makespan_us), seconds(scale.unit_us));
        format!(
            "The simulator says {all}. Here a {unit} lasts {lasts} s, so it should take {} s.",
            hundredths(scale.predicted_us)
        )
    }

    fn run(&self) -> String {
        let pinned = match self.shape.cpus {
            None => String::new(),
            Some(1) => "taskset --cpu-list 0 ".to_owned(),
            Some(cpus) => format!("taskset --cpu-list 0-{} ", cpus - 1),
        };
        let how = match self.style {
            Style::RustThreads => return format!("rustc -O program.rs && {pinned}./program"),
            Style::RustRayon => "cargo run --release   (after: cargo add rayon)",
            Style::RustAsync => "cargo run --release   (after: cargo add tokio --features full)",
            _ => match self.style.language() {
                "python" => "python3 program.py",
                "javascript" => "node program.mjs",
                _ => "go run program.go   (Go 1.22 or later)",
            },
        };
        [&*pinned, how].concat()
    }

    fn function(&self, function: usize) -> String {
        let name = self.shape.functions.get(function).map_or("", |function| &function.name);
        match self.dialect.case {
            Case::Python | Case::Rust => name.to_owned(),
            Case::JavaScript | Case::JavaScriptSlots | Case::Go => camel(name),
        }
    }

    fn name_of(&self, shared: &Shared) -> String {
        match self.dialect.case {
            Case::Python => shared.name.clone(),
            Case::JavaScript | Case::Go => camel(&shared.name),
            Case::Rust | Case::JavaScriptSlots => shared.name.to_ascii_uppercase(),
        }
    }

    fn held(&self, lock: &Shared) -> &'static Held {
        if lock.capacity == 1 { &self.dialect.lock } else { &self.dialect.semaphore }
    }

    /// How everything that is shared is made.
    fn shared(&self) -> Vec<String> {
        let made = |make: &str, shared: &Shared| {
            make.replace("{s}", &self.name_of(shared)).replace("{n}", &shared.capacity.to_string())
        };
        let locks = self.shape.locks.iter().map(|lock| made(self.held(lock).make, lock));
        let channels = self.shape.channels.iter().map(|channel| made(self.dialect.channel, channel));
        locks.chain(channels).collect()
    }

    fn functions(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (index, function) in self.shape.functions.iter().enumerate() {
            lines.extend((0..self.dialect.blank_lines).map(|_| String::new()));
            let (begin, end) = self.dialect.function;
            lines.push(begin.replace("{f}", &self.function(index)));
            let mut body = self.statements(&function.body);
            if body.is_empty() {
                body.push(self.dialect.nothing.to_owned());
            }
            lines.extend(self.indented(body));
            lines.push(end.to_owned());
        }
        lines.retain({
            let mut before = false;
            move |line| {
                // Python has no line that ends a function, only the empty ones before the next.
                let is_end = line.is_empty() && before;
                before = !line.is_empty() && line.starts_with(char::is_whitespace);
                !is_end
            }
        });
        lines
    }

    fn indented(&self, lines: Vec<String>) -> impl Iterator<Item = String> {
        lines.into_iter().filter(|line| !line.is_empty()).map(|line| [self.dialect.indent, &line].concat())
    }

    fn statements(&self, statements: &[Statement]) -> Vec<String> {
        statements.iter().flat_map(|statement| self.statement(statement)).collect()
    }

    fn statement(&self, statement: &Statement) -> Vec<String> {
        let dialect = self.dialect;
        let unit = self.unit();
        let timed =
            |how: &str, units: &u64| vec![how.replace("{n}", &units.to_string()).replace("{U}", &unit)];
        let with = |how: &str, shared: Option<&Shared>| {
            vec![how.replace("{s}", &shared.map_or_else(String::new, |shared| self.name_of(shared)))]
        };
        match statement {
            Statement::Compute(units) => timed(dialect.compute, units),
            Statement::Wait(units) => timed(dialect.wait, units),
            Statement::Emit => vec![dialect.emit.to_owned()],
            Statement::Yield => vec![dialect.yields.to_owned()],
            Statement::Send(channel) => with(dialect.send, self.shape.channels.get(*channel as usize)),
            Statement::Receive(channel) => with(dialect.receive, self.shape.channels.get(*channel as usize)),
            Statement::Repeat(times, block) => {
                let (begin, end) = dialect.repeat;
                let mut lines = vec![begin.replace("{n}", &times.to_string())];
                lines.extend(self.indented(self.statements(block)));
                lines.extend((!end.is_empty()).then(|| end.to_owned()));
                lines
            }
            Statement::Hold(lock, block) => {
                let Some(lock) = self.shape.locks.get(*lock as usize) else { return Vec::new() };
                let held = self.held(lock);
                let mut lines: Vec<String> =
                    held.before.iter().flat_map(|line| with(line, Some(lock))).collect();
                let block = self.statements(block);
                if held.is_block {
                    let block = if block.is_empty() { vec![dialect.nothing.to_owned()] } else { block };
                    lines.extend(self.indented(block));
                } else {
                    lines.extend(block);
                }
                lines.extend(held.after.iter().flat_map(|line| with(line, Some(lock))));
                lines
            }
        }
    }

    /// `30 * MS`, and `(30 + 50 * i) * MS` for the tasks of a group.
    fn arrives(&self, group: &Group) -> Option<String> {
        let (first, gap) = group.arrives?;
        let unit = self.unit();
        Some(if group.count == 1 {
            format!("{first} * {unit}")
        } else {
            format!("({first} + {gap} * i) * {unit}")
        })
    }

    /// A list in a call, of which the first line is marked.
    fn call(&self, before: &str, items: &[String], after: &str, mark: Mark) -> Vec<String> {
        let mut lines = self.list(before, items, after);
        if let Some(first) = lines.first_mut() {
            first.extend([" ¶", mark.name()]);
        }
        lines
    }

    /// A list on one line, or on one for each item.
    fn list(&self, before: &str, items: &[String], after: &str) -> Vec<String> {
        let one = [before, &items.join(", "), after].concat();
        if one.len() <= LINE_MAX {
            return vec![one];
        }
        let mut lines = vec![before.to_owned()];
        lines.extend(items.iter().map(|item| [self.dialect.indent, item, ","].concat()));
        lines.push(after.to_owned());
        lines
    }
}

/// A length of time in its coarsest whole unit.
fn said(us: Micros) -> String {
    let units = [(60_000_000, "min"), (1_000_000, "s"), (1_000, "ms")];
    let whole = units.into_iter().find(|(unit, _)| us >= 2 * unit && us.is_multiple_of(*unit));
    match whole {
        Some((unit, name)) => format!("{} {name}", us / unit),
        None => format!("{} s", seconds(us)),
    }
}
