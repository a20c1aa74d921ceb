//! nexosim on one thread: the machine as one model that schedules its own events.
//!
//! A model for each task, which sends messages to a model of the machine, would be more in its spirit and slower.

use super::Workload;
use crate::{Result, Timed};
use ::nexosim::model::{Context, Model, schedulable};
use ::nexosim::simulation::{Mailbox, SimInit};
use ::nexosim::time::MonotonicTime;
use meanwhile_peer_cases::{Answer, CORES, QUANTUM_US};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

pub(crate) fn run(workload: &Workload) -> Result<Timed> {
    let start = Instant::now();
    let answer = Arc::new(Mutex::new(None));
    let machine = Machine::new(workload, Arc::clone(&answer));
    let bench = SimInit::with_num_threads(1).add_model(machine, Mailbox::new(), "machine");
    let mut simulation = bench.init(MonotonicTime::EPOCH).map_err(|error| error.to_string())?;
    simulation.run().map_err(|error| error.to_string())?;
    let took = start.elapsed();
    let found = answer.lock().map_err(|error| error.to_string())?.take();
    Ok((took, found.ok_or("the last task has not ended")?))
}

#[derive(Serialize, Deserialize)]
struct Machine {
    rounds: Vec<Vec<(u64, u64)>>,
    /// For each task its round, and what is left of that round's compute.
    states: Vec<(usize, u64)>,
    ready: VecDeque<usize>,
    free_cores: u32,
    unfinished: usize,
    events: u64,
    sum_of_ends_us: u128,
    #[serde(skip)]
    answer: Arc<Mutex<Option<Answer>>>,
}

#[Model]
impl Machine {
    fn new(workload: &Workload, answer: Arc<Mutex<Option<Answer>>>) -> Machine {
        Machine {
            rounds: workload.tasks.clone(),
            states: workload
                .tasks
                .iter()
                .map(|rounds| (0, rounds.first().map_or(0, |round| round.0)))
                .collect(),
            ready: (0..workload.tasks.len()).collect(),
            free_cores: CORES,
            unfinished: workload.tasks.len(),
            events: 0,
            sum_of_ends_us: 0,
            answer,
        }
    }

    #[nexosim(init)]
    async fn init(&mut self, cx: &Context<Self>) {
        self.dispatch(cx);
    }

    fn dispatch(&mut self, cx: &Context<Self>) {
        while self.free_cores > 0
            && let Some(task) = self.ready.pop_front()
        {
            self.free_cores -= 1;
            self.begin_slice(task, cx);
        }
    }

    fn begin_slice(&mut self, task: usize, cx: &Context<Self>) {
        let slice_us = self.states[task].1.min(QUANTUM_US);
        self.states[task].1 -= slice_us;
        // Only a time that is not in the future is refused, and every slice is at least a microsecond long.
        let _ = cx.schedule_event(Duration::from_micros(slice_us), schedulable!(Self::end_slice), task);
    }

    #[nexosim(schedulable)]
    fn end_slice(&mut self, task: usize, cx: &Context<Self>) {
        let (round, left_us) = self.states[task];
        if left_us > 0 && self.ready.is_empty() {
            return self.begin_slice(task, cx);
        }
        self.events += 1;
        self.free_cores += 1;
        if left_us > 0 {
            self.ready.push_back(task);
        } else {
            let wait = Duration::from_micros(self.rounds[task][round].1);
            let _ = cx.schedule_event(wait, schedulable!(Self::end_wait), task);
        }
        self.dispatch(cx);
    }

    #[nexosim(schedulable)]
    fn end_wait(&mut self, task: usize, cx: &Context<Self>) {
        self.events += 1;
        let round = self.states[task].0 + 1;
        match self.rounds[task].get(round) {
            Some((compute_us, _)) => {
                self.states[task] = (round, *compute_us);
                self.ready.push_back(task);
                self.dispatch(cx);
            }
            None => self.end_task(cx),
        }
    }

    fn end_task(&mut self, cx: &Context<Self>) {
        let now_us = cx.time().duration_since(MonotonicTime::EPOCH).as_micros();
        self.sum_of_ends_us += now_us;
        self.unfinished -= 1;
        if self.unfinished == 0
            && let Ok(mut answer) = self.answer.lock()
        {
            let makespan_us = now_us as u64;
            *answer = Some(Answer { events: self.events, makespan_us, sum_of_ends_us: self.sum_of_ends_us });
        }
    }
}
