//! Scenarios as they are written in Rust: what something is at first, and what is said of it beside that.

use crate::{
    Channel, Lock, Machine, Micros, Order, Scenario, Slicing, Step, Strategy, Task, Waiting, Workload,
};

impl Scenario {
    /// A workload with a machine and a strategy.
    pub fn new(workload: Workload, machine: Machine, strategy: Strategy) -> Self {
        Scenario { workload, machine, strategy }
    }
}

impl Workload {
    /// Tasks that share nothing.
    pub fn new(tasks: impl IntoIterator<Item = Task>) -> Self {
        Workload { tasks: tasks.into_iter().collect(), ..Workload::default() }
    }

    /// Adds a lock; its index is the number of locks before it.
    pub fn lock(mut self, name: &str, capacity: u32) -> Self {
        self.locks.push(Lock { name: name.to_owned(), capacity });
        self
    }

    /// Adds a channel; its index is the number of channels before it.
    pub fn channel(mut self, name: &str, capacity: Option<u32>) -> Self {
        self.channels.push(Channel { name: name.to_owned(), capacity });
        self
    }
}

/// The builder style: `Task::new("mail").compute(1).wait(3).compute(1)`.
impl Task {
    /// A task that arrives at 0 and does nothing yet.
    pub fn new(name: &str) -> Self {
        Task { name: name.to_owned(), ..Task::default() }
    }

    /// Adds any step.
    pub fn step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// Then computes for so many microseconds.
    pub fn compute(self, us: Micros) -> Self {
        self.step(Step::Compute(us))
    }

    /// Then waits for so many microseconds.
    pub fn wait(self, us: Micros) -> Self {
        self.step(Step::Wait(us))
    }

    /// Then takes the lock with this index.
    pub fn acquire(self, lock: u32) -> Self {
        self.step(Step::Acquire(lock))
    }

    /// Then gives the lock with this index back.
    pub fn release(self, lock: u32) -> Self {
        self.step(Step::Release(lock))
    }

    /// Then sends a message into the channel with this index.
    pub fn send(self, channel: u32) -> Self {
        self.step(Step::Send(channel))
    }

    /// Then receives a message from the channel with this index.
    pub fn receive(self, channel: u32) -> Self {
        self.step(Step::Receive(channel))
    }

    /// Then hands out a result.
    pub fn emit(self) -> Self {
        self.step(Step::Emit)
    }

    /// Then lets the others go first.
    pub fn yields(self) -> Self {
        self.step(Step::Yield)
    }

    /// Arrives at this instant instead of 0.
    pub fn arrives(mut self, us: Micros) -> Self {
        self.arrives_us = us;
        self
    }

    /// Has this priority instead of 0.
    pub fn priority(mut self, priority: i32) -> Self {
        self.priority = priority;
        self
    }

    /// Comes after the tasks with these indices, too.
    pub fn after(mut self, tasks: impl IntoIterator<Item = u32>) -> Self {
        self.after.extend(tasks);
        self
    }

    /// Is for workers of this role, and for those without any.
    pub fn role(mut self, role: &str) -> Self {
        self.role = Some(role.to_owned());
        self
    }

    /// Happens at this place.
    pub fn place(mut self, place: &str) -> Self {
        self.place = Some(place.to_owned());
        self
    }

    /// Gives up when it has not started so long after its arrival.
    pub fn patience(mut self, us: Micros) -> Self {
        self.patience_us = Some(us);
        self
    }

    /// Should have ended by this instant.
    pub fn due(mut self, us: Micros) -> Self {
        self.due_us = Some(us);
        self
    }
}

impl Machine {
    /// So many cores that turn from one task to another for nothing.
    pub fn new(cores: u32) -> Self {
        Machine { cores, switch_cost_us: 0 }
    }

    /// Charges for turning to another task.
    pub fn switch_cost(mut self, us: Micros) -> Self {
        self.switch_cost_us = us;
        self
    }
}

impl Default for Machine {
    /// One core, no switch cost.
    fn default() -> Self {
        Machine::new(1)
    }
}

impl Strategy {
    /// So many workers that block while their tasks wait; cooperative, first in first out.
    pub fn blocking(workers: u32) -> Self {
        Strategy {
            workers,
            roles: Vec::new(),
            waiting: Waiting::Blocking,
            slicing: Slicing::ToCompletion,
            order: Order::Fifo,
            stop_after: None,
        }
    }

    /// So many event loops: workers that do something else while their tasks wait.
    pub fn overlapping(workers: u32) -> Self {
        Strategy { waiting: Waiting::Overlapping, ..Strategy::blocking(workers) }
    }

    /// Preemptive round robin with this quantum.
    pub fn sliced(mut self, quantum_us: Micros) -> Self {
        self.slicing = Slicing::Sliced { quantum_us };
        self
    }

    /// The more urgent first.
    pub fn by_priority(mut self) -> Self {
        self.order = Order::Priority;
        self
    }

    /// The roles of the workers, from the lowest.
    pub fn roles(mut self, roles: &[Option<&str>]) -> Self {
        self.roles = roles.iter().map(|role| role.map(str::to_owned)).collect();
        self
    }

    /// Ends the run at so many results.
    pub fn stop_after(mut self, results: u32) -> Self {
        self.stop_after = Some(results);
        self
    }
}

impl Default for Strategy {
    /// One worker that blocks: one thing at a time.
    fn default() -> Self {
        Strategy::blocking(1)
    }
}
