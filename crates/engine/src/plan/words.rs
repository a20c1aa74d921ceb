//! A plan as numbers: that is how it crosses from one thread's world into another's.

use meanwhile_sim::{Micros, Order, Step, Waiting};

use super::{MAX_WORKERS, Method, Plan, PlannedTask, Scale};
use crate::PlanError;
use crate::words::{NONE, Reader, word};

impl Plan {
    /// The plan as numbers; [`Plan::decode`] reads it back.
    pub fn encode(&self) -> Vec<u32> {
        let mut words = vec![
            self.method as u32,
            self.workers,
            self.cores,
            self.real_cores,
            u32::from(self.waiting == Waiting::Overlapping),
            u32::from(self.order == Order::Priority),
            self.quantum_us.map_or(NONE, word),
            self.stop_after.unwrap_or(NONE),
            self.predicted_us as u32,
            (self.predicted_us >> 32) as u32,
            self.scale.model_us as u32,
            (self.scale.model_us >> 32) as u32,
            word(self.scale.real_us),
            word(self.shortest_us),
            self.caveats,
        ];
        words.extend(&self.worker_roles);
        words.extend([self.locks.len() as u32, self.channels.len() as u32, self.tasks.len() as u32]);
        words.extend(&self.locks);
        words.extend(self.channels.iter().map(|capacity| capacity.unwrap_or(NONE)));
        for task in &self.tasks {
            words.extend([
                word(task.arrives_us),
                task.priority as u32,
                task.role,
                task.patience_us.map_or(NONE, word),
                task.after.len() as u32,
                task.steps.len() as u32,
            ]);
            words.extend(&task.after);
            for step in &task.steps {
                words.extend(match *step {
                    Step::Compute(us) => [0, word(us)],
                    Step::Wait(us) => [1, word(us)],
                    Step::Acquire(lock) => [2, lock],
                    Step::Release(lock) => [3, lock],
                    Step::Send(channel) => [4, channel],
                    Step::Receive(channel) => [5, channel],
                    Step::Emit => [6, 0],
                    Step::Yield => [7, 0],
                });
            }
        }
        words
    }

    /// Reads what [`Plan::encode`] wrote. Every number that points somewhere points to something that exists.
    ///
    /// # Errors
    /// [`PlanError::Garbled`] for anything else.
    pub fn decode(words: &[u32]) -> Result<Plan, PlanError> {
        let mut reader = Reader::new(words);
        let plan = plan(&mut reader).filter(|_| reader.is_at_end()).ok_or(PlanError::Garbled)?;
        if plan.is_sound() { Ok(plan) } else { Err(PlanError::Garbled) }
    }

    fn is_sound(&self) -> bool {
        let task = |task: &PlannedTask| {
            let step = |step: &Step| match *step {
                Step::Compute(us) | Step::Wait(us) => us > 0,
                Step::Acquire(lock) | Step::Release(lock) => (lock as usize) < self.locks.len(),
                Step::Send(channel) | Step::Receive(channel) => (channel as usize) < self.channels.len(),
                Step::Emit | Step::Yield => true,
            };
            let exists = |before: &u32| (*before as usize) < self.tasks.len();
            task.after.iter().all(exists) && task.steps.iter().all(step)
        };
        self.tasks.iter().all(task)
            && self.quantum_us != Some(0)
            && self.scale.model_us > 0
            && self.scale.real_us > 0
    }
}

fn plan(reader: &mut Reader<'_>) -> Option<Plan> {
    let method = Method::numbered(reader.word()?)?;
    let workers = reader.word().filter(|workers| (1..=MAX_WORKERS).contains(workers))?;
    let mut plan = Plan {
        method,
        workers,
        cores: reader.word().filter(|cores| (1..=meanwhile_sim::limits::CORES_MAX).contains(cores))?,
        real_cores: reader.word()?,
        waiting: if reader.word()? == 1 { Waiting::Overlapping } else { Waiting::Blocking },
        order: if reader.word()? == 1 { Order::Priority } else { Order::Fifo },
        quantum_us: reader.unless_none()?.map(Micros::from),
        stop_after: reader.unless_none()?,
        predicted_us: reader.long()?,
        scale: Scale { model_us: reader.long()?, real_us: reader.word()?.into() },
        shortest_us: reader.word()?.into(),
        caveats: reader.word()?,
        worker_roles: reader.list(workers as usize, Reader::word)?,
        locks: Vec::new(),
        channels: Vec::new(),
        tasks: Vec::new(),
    };
    let [locks, channels, tasks] = [reader.length()?, reader.length()?, reader.length()?];
    plan.locks = reader.list(locks, Reader::word)?;
    plan.channels = reader.list(channels, Reader::unless_none)?;
    plan.tasks = reader.list(tasks, task)?;
    Some(plan)
}

fn task(reader: &mut Reader<'_>) -> Option<PlannedTask> {
    let arrives_us = reader.word()?.into();
    let priority = reader.word()? as i32;
    let role = reader.word()?;
    let patience_us = reader.unless_none()?.map(Micros::from);
    let [after, steps] = [reader.length()?, reader.length()?];
    Some(PlannedTask {
        arrives_us,
        priority,
        role,
        patience_us,
        after: reader.list(after, Reader::word)?,
        steps: reader.list(steps, step)?,
    })
}

fn step(reader: &mut Reader<'_>) -> Option<Step> {
    let (kind, with) = (reader.word()?, reader.word()?);
    Some(match kind {
        0 => Step::Compute(with.into()),
        1 => Step::Wait(with.into()),
        2 => Step::Acquire(with),
        3 => Step::Release(with),
        4 => Step::Send(with),
        5 => Step::Receive(with),
        6 => Step::Emit,
        7 => Step::Yield,
        _ => return None,
    })
}
