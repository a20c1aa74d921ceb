//! Engines that run in another program: it is told what to do in lines, and answers each with a line.

use crate::engines::Workload;
use crate::{Result, Timed};
use meanwhile_peer_cases::{Answer, CORES, QUANTUM_US};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child as Process, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// A program that answers lines with lines.
pub(crate) struct Child {
    name: String,
    process: Process,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Child {
    /// Node with the WebAssembly module of this folder.
    pub(crate) fn node(folder: &Path) -> Result<Child> {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../cases/in_node.mjs");
        Child::start(Command::new("node").arg(script).arg(folder))
    }

    /// Python with SimPy from this folder; it is given the workload first.
    pub(crate) fn python(folder: &Path, workload: &Workload) -> Result<Child> {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/simpy_round_robin.py");
        let mut child = Child::start(Command::new("python3").env("PYTHONPATH", folder).arg(script))?;
        let tasks: Vec<String> = workload.tasks.iter().map(|rounds| numbers(rounds)).collect();
        child.ask(&format!("{CORES} {QUANTUM_US};{}", tasks.join(";")))?;
        Ok(child)
    }

    fn start(command: &mut Command) -> Result<Child> {
        let name = format!("`{}`", command.get_program().to_string_lossy());
        let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut process = started.map_err(|error| format!("{name} cannot be started: {error}"))?;
        let (Some(asks), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(format!("{name} has no pipes"));
        };
        Ok(Child { name, process, asks, answers: BufReader::new(answers) })
    }

    /// Sends a line; the line that comes back.
    pub(crate) fn ask(&mut self, line: &str) -> Result<String> {
        let lost = |error: std::io::Error| format!("{} is gone: {error}", self.name);
        writeln!(self.asks, "{line}").and_then(|()| self.asks.flush()).map_err(lost)?;
        let mut answer = String::new();
        let read = self.answers.read_line(&mut answer).map_err(lost)?;
        if read == 0 {
            return Err(format!("{} has ended; its own message is above", self.name));
        }
        Ok(answer.trim().to_owned())
    }

    /// Sends a line that is answered with a time in nanoseconds.
    pub(crate) fn time(&mut self, line: &str) -> Result<Duration> {
        let answer = self.ask(line)?;
        let ns = answer.split_whitespace().next().and_then(|word| word.parse().ok());
        ns.map(Duration::from_nanos).ok_or_else(|| format!("{} answers {answer:?}", self.name))
    }

    /// Sends a line that is answered with a time in nanoseconds, events, makespan and sum of ends.
    pub(crate) fn timed(&mut self, line: &str) -> Result<Timed> {
        let answer = self.ask(line)?;
        let numbers: Vec<u128> = answer.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let &[ns, events, makespan_us, sum_of_ends_us] = numbers.as_slice() else {
            return Err(format!("{} answers {answer:?}", self.name));
        };
        let answer = Answer { events: events as u64, makespan_us: makespan_us as u64, sum_of_ends_us };
        Ok((Duration::from_nanos(ns as u64), answer))
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // It may have ended by itself, and nobody waits for what it could still say.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// `compute wait compute wait …`
fn numbers(rounds: &[(u64, u64)]) -> String {
    let pairs: Vec<String> =
        rounds.iter().map(|(compute_us, wait_us)| format!("{compute_us} {wait_us}")).collect();
    pairs.join(" ")
}
