//! What was measured, and how it crosses from one thread's world into another's.

use meanwhile_sim::{
    Deadlock, Emit, Fate, Holder, Measurement, Micros, Outcome, Span, SpanKind, StuckTask, TaskRun, WaitsFor,
};

use crate::words::{NONE, Reader, word};

/// What a run measured, in real microseconds since it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Who did what from when to when, and how it ended. The core of a span is the number of a core of the scenario.
    pub measured: Measurement,
    /// The step of the clock that it was measured with; nothing in it is finer.
    pub clock_step_us: Micros,
}

/// Fates by their number.
const FATES: [Fate; 4] = [Fate::Completed, Fate::GaveUp, Fate::Cancelled, Fate::Stuck];

impl Record {
    /// The record as numbers; [`Record::decode`] reads it back.
    pub fn encode(&self) -> Vec<u32> {
        let Measurement { spans, tasks, emits, outcome, end_us } = &self.measured;
        let mut words = vec![word(*end_us), word(self.clock_step_us), tasks.len() as u32, emits.len() as u32];
        for run in tasks {
            let fate = FATES.iter().position(|fate| *fate == run.fate).unwrap_or(0);
            words.extend([run.starts_us.map_or(NONE, word), run.ends_us.map_or(NONE, word), fate as u32]);
        }
        words.extend(emits.iter().flat_map(|emit| [word(emit.at_us), emit.task]));
        match outcome {
            Outcome::Completed => words.push(0),
            Outcome::Stopped => words.push(1),
            Outcome::Deadlocked(deadlock) => {
                words.push(2);
                encode_deadlock(deadlock, &mut words);
            }
        }
        let index = |index: Option<usize>| index.map_or(NONE, |index| index as u32);
        words.extend(spans.iter().flat_map(|span| {
            let (worker, core) = (index(span.worker()), index(span.core()));
            [span.task, span.kind as u32, worker, core, word(span.from_us), word(span.to_us)]
        }));
        words
    }

    /// Reads what [`Record::encode`] wrote; none for anything else. Whether it makes sense is for
    /// [`crate::Report::new`] to say.
    pub fn decode(words: &[u32]) -> Option<Record> {
        let reader = &mut Reader::new(words);
        let end_us = reader.word()?.into();
        let clock_step_us = reader.word()?.into();
        let [tasks, emits] = [reader.length()?, reader.length()?];
        let tasks = reader.list(tasks, |reader| {
            Some(TaskRun {
                starts_us: reader.unless_none()?.map(Micros::from),
                ends_us: reader.unless_none()?.map(Micros::from),
                fate: *FATES.get(reader.word()? as usize)?,
            })
        })?;
        let emits =
            reader.list(emits, |reader| Some(Emit { at_us: reader.word()?.into(), task: reader.word()? }))?;
        let outcome = match reader.word()? {
            0 => Outcome::Completed,
            1 => Outcome::Stopped,
            2 => Outcome::Deadlocked(decode_deadlock(reader, end_us)?),
            _ => return None,
        };
        let mut spans = Vec::new();
        while !reader.is_at_end() {
            let (task, kind) = (reader.word()?, *SpanKind::ALL.get(reader.word()? as usize)?);
            let mut index = || reader.unless_none().map(|index| index.map(|index| index as usize));
            let (worker, core) = (index()?, index()?);
            let (from_us, to_us) = (reader.word()?.into(), reader.word()?.into());
            spans.push(Span::new(task, kind, from_us, to_us, worker, core));
        }
        Some(Record { measured: Measurement { spans, tasks, emits, outcome, end_us }, clock_step_us })
    }
}

fn encode_deadlock(deadlock: &Deadlock, words: &mut Vec<u32>) {
    words.extend([deadlock.holders.len() as u32, deadlock.stuck.len() as u32]);
    words.extend(deadlock.holders.iter().flat_map(|holder| [holder.lock, holder.task, holder.units]));
    for stuck in &deadlock.stuck {
        words.extend([stuck.task, stuck.worker.unwrap_or(NONE)]);
        words.extend(match &stuck.waits_for {
            WaitsFor::Lock(lock) => [0, *lock],
            WaitsFor::Room(channel) => [1, *channel],
            WaitsFor::Message(channel) => [2, *channel],
            WaitsFor::Tasks(tasks) => [3, tasks.len() as u32],
            WaitsFor::Worker => [4, 0],
        });
        if let WaitsFor::Tasks(tasks) = &stuck.waits_for {
            words.extend(tasks);
        }
    }
}

fn decode_deadlock(reader: &mut Reader<'_>, at_us: Micros) -> Option<Deadlock> {
    let [holders, stuck] = [reader.length()?, reader.length()?];
    let holders = reader.list(holders, |reader| {
        Some(Holder { lock: reader.word()?, task: reader.word()?, units: reader.word()? })
    })?;
    let stuck = reader.list(stuck, |reader| {
        let (task, worker) = (reader.word()?, reader.unless_none()?);
        let waits_for = match (reader.word()?, reader.length()?) {
            (0, lock) => WaitsFor::Lock(lock as u32),
            (1, channel) => WaitsFor::Room(channel as u32),
            (2, channel) => WaitsFor::Message(channel as u32),
            (3, tasks) => WaitsFor::Tasks(reader.list(tasks, Reader::word)?),
            (4, _) => WaitsFor::Worker,
            _ => return None,
        };
        Some(StuckTask { task, worker, waits_for })
    })?;
    Some(Deadlock { at_us, holders, stuck })
}
