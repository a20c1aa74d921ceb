//! The stage: people at devices, browser tabs that load and are read, at one moment of a trace.
//!
//! A worker is a person with a device. A tab lies on the device of the person who last held it, so it is where it was
//! opened until somebody else takes it up. In *Blocking* a person closes a tab before opening the next; in
//! *Overlapping* tabs stay open side by side.

use meanwhile_sim::{Micros, Span, SpanKind, Task, Trace, Waiting};

/// One moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// One for each worker.
    pub desks: Vec<Desk>,
}

/// A person with a device.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    /// The tabs on the device, in the order of the tasks.
    pub tabs: Vec<Tab>,
    /// The tab whose page is shown, as an index into `tabs`.
    pub front: Option<usize>,
    /// What the person is doing.
    pub mood: Mood,
}

/// A browser tab.
#[derive(Clone, Debug, PartialEq)]
pub struct Tab {
    /// Index of the task.
    pub task: usize,
    /// The task's name.
    pub name: String,
    /// How far it is.
    pub state: TabState,
    /// How much of this state has passed, 0 to 1.
    pub progress: f32,
}

/// How far a tab is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabState {
    /// The person is typing its address.
    Opening,
    /// It loads.
    Loading,
    /// It has loaded and waits to be read.
    Loaded,
    /// The person reads it.
    Reading,
    /// It has been read.
    Read,
}

/// What a person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Opening or reading.
    Busy,
    /// Nothing to do but to wait for a page.
    Waiting,
    /// Nothing to do at all.
    Free,
}

/// The scene of `trace` at `now_us`.
pub fn at(trace: &Trace, now_us: Micros) -> Scene {
    let strategy = &trace.scenario.strategy;
    let workers = strategy.workers as usize;
    let mut desks = vec![Desk { tabs: Vec::new(), front: None, mood: Mood::Free }; workers];
    let mut last_held = vec![0; workers];
    for (task, Task { name, .. }) in trace.scenario.workload.tasks.iter().enumerate() {
        let spans = trace.spans_of(task);
        let Some((worker, held_us)) = last_holder(spans, now_us) else { continue };
        let Some(desk) = desks.get_mut(worker) else { continue };
        let (state, progress) = state_at(spans, now_us);
        if state == TabState::Read && strategy.waiting == Waiting::Blocking {
            continue;
        }
        if desk.front.is_none() || held_us >= last_held[worker] {
            desk.front = Some(desk.tabs.len());
            last_held[worker] = held_us;
        }
        desk.tabs.push(Tab { task, name: name.clone(), state, progress });
    }
    desks.iter_mut().for_each(|desk| desk.mood = mood(&desk.tabs));
    Scene { desks }
}

fn mood(tabs: &[Tab]) -> Mood {
    let any = |states: &[TabState]| tabs.iter().any(|tab| states.contains(&tab.state));
    if any(&[TabState::Opening, TabState::Reading]) {
        Mood::Busy
    } else if any(&[TabState::Loading]) {
        Mood::Waiting
    } else {
        Mood::Free
    }
}

/// The worker who executed the task last, and since when.
fn last_holder(spans: &[Span], now_us: Micros) -> Option<(usize, Micros)> {
    let held = spans.iter().rfind(|span| span.from_us <= now_us && span.kind == SpanKind::Executing)?;
    Some((held.worker()?, held.from_us))
}

fn state_at(spans: &[Span], now_us: Micros) -> (TabState, f32) {
    let Some(index) = spans.iter().position(|span| span.from_us <= now_us && now_us < span.to_us) else {
        return (TabState::Read, 1.0);
    };
    let span = spans[index];
    let progress = (now_us - span.from_us) as f32 / (span.to_us - span.from_us) as f32;
    let waits_later = spans[index..].iter().any(|span| span.kind == SpanKind::Waiting);
    let state = match span.kind {
        SpanKind::Executing | SpanKind::Switching if waits_later => TabState::Opening,
        SpanKind::Executing | SpanKind::Switching => TabState::Reading,
        SpanKind::Waiting => TabState::Loading,
        _ => TabState::Loaded,
    };
    (state, progress)
}
