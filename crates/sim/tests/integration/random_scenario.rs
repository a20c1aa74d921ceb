//! Random scenarios: small, so that everything meets everything, and swarm-weighted: each seed switches some
//! features off altogether, because a feature that is always there hides what happens without it.

use meanwhile_sim::{
    Channel, Lock, Machine, Order, Scenario, Slicing, SplitMix64, Step, Strategy, Task, Waiting, Workload,
};

/// The scenario of a seed.
pub(crate) fn random_scenario(seed: u64) -> Scenario {
    let mut random = Random(SplitMix64::new(seed));
    let features = Features::random(&mut random);
    let tasks = random.between(1, 6) as u32;
    let mut workload = Workload::default();
    if features.locks {
        let lock = |_| Lock { name: "lock".to_owned(), capacity: 1 + u32::from(random.chance(25)) };
        workload.locks = (0..2).map(lock).collect();
    }
    if features.channels {
        let mut capacity = || random.chance(50).then(|| random.between(1, 2) as u32);
        workload.channels =
            (0..2).map(|_| Channel { name: "channel".to_owned(), capacity: capacity() }).collect();
    }
    if features.parts {
        workload.wholes = vec!["whole".to_owned()];
    }
    workload.tasks = (0..tasks).map(|index| task(&mut random, &features, index, tasks)).collect();
    let mut strategy = strategy(&mut random, &features);
    known_roles(&mut random, &mut workload, &mut strategy);
    let cost = if features.switch_cost { random.between(1, 4) } else { 0 };
    let machine = Machine::new(random.between(1, 3) as u32).switch_cost(cost);
    Scenario { workload, machine, strategy }
}

/// What a seed may use at all.
struct Features {
    arrivals: bool,
    priorities: bool,
    dependencies: bool,
    roles: bool,
    places: bool,
    patience: bool,
    locks: bool,
    channels: bool,
    emits: bool,
    yields: bool,
    waits: bool,
    zeros: bool,
    switch_cost: bool,
    sliced: bool,
    overlapping: bool,
    stop_after: bool,
    parts: bool,
}

impl Features {
    fn random(random: &mut Random) -> Self {
        // Places mean something only where switching costs something.
        let places = random.chance(30);
        Features {
            arrivals: random.chance(50),
            priorities: random.chance(50),
            dependencies: random.chance(35),
            roles: random.chance(25),
            places,
            patience: random.chance(25),
            locks: random.chance(45),
            channels: random.chance(35),
            emits: random.chance(40),
            yields: random.chance(35),
            waits: random.chance(65),
            zeros: random.chance(20),
            switch_cost: places || random.chance(30),
            sliced: random.chance(50),
            overlapping: random.chance(50),
            stop_after: random.chance(30),
            parts: random.chance(20),
        }
    }
}

struct Random(SplitMix64);

impl Random {
    fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.0.below(most - least + 1)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.0.below(100) < percent
    }

    fn if_chance<T>(
        &mut self,
        possible: bool,
        percent: u64,
        value: impl FnOnce(&mut Random) -> T,
    ) -> Option<T> {
        (possible && self.chance(percent)).then(|| value(self))
    }
}

fn task(random: &mut Random, features: &Features, index: u32, tasks: u32) -> Task {
    let mut task = Task::new(&format!("task {index}"));
    task.arrives_us = random.if_chance(features.arrivals, 60, |random| random.between(0, 8)).unwrap_or(0);
    task.priority =
        random.if_chance(features.priorities, 70, |random| random.between(0, 3) as i32).unwrap_or(0);
    if features.dependencies {
        // Along a random direction, so that there is never a circle.
        let earlier: Vec<u32> = (index + 1..tasks).filter(|_| random.chance(30)).collect();
        task.after = earlier;
    }
    task.role = random.if_chance(features.roles, 50, |random| format!("role {}", random.between(1, 2)));
    task.place = random.if_chance(features.places, 60, |random| format!("place {}", random.between(1, 2)));
    task.patience_us = random.if_chance(features.patience, 50, |random| random.between(0, 8));
    task.part_of = random.if_chance(features.parts, 50, |_| 0);
    steps(random, features, &mut task.steps);
    task
}

fn steps(random: &mut Random, features: &Features, steps: &mut Vec<Step>) {
    let least = u64::from(!features.zeros);
    let mut held: Vec<u32> = Vec::new();
    for _ in 0..random.between(least, 7) {
        let step = match random.between(0, 9) {
            0 | 1 if features.waits => Step::Wait(random.between(least, 6)),
            2 | 9 if features.locks => {
                let lock = random.between(0, 1) as u32;
                held.push(lock);
                Step::Acquire(lock)
            }
            3 if !held.is_empty() => {
                let which = random.between(0, held.len() as u64 - 1) as usize;
                Step::Release(held.swap_remove(which))
            }
            5 if features.channels => Step::Send(random.between(0, 1) as u32),
            6 if features.channels => Step::Receive(random.between(0, 1) as u32),
            7 if features.emits => Step::Emit,
            8 if features.yields => Step::Yield,
            _ => Step::Compute(random.between(least, 6)),
        };
        steps.push(step);
    }
    steps.extend(held.into_iter().map(Step::Release));
}

fn strategy(random: &mut Random, features: &Features) -> Strategy {
    Strategy {
        workers: random.between(1, 4) as u32,
        roles: Vec::new(),
        waiting: if features.overlapping { Waiting::Overlapping } else { Waiting::Blocking },
        slicing: match features.sliced {
            true => Slicing::Sliced { quantum_us: random.between(1, 4) },
            false => Slicing::ToCompletion,
        },
        order: if features.priorities { Order::Priority } else { Order::Fifo },
        stop_after: random.if_chance(features.stop_after && features.emits, 70, |r| r.between(1, 4) as u32),
    }
}

/// Every role that a task asks for gets a worker; tasks whose role found none ask for none.
fn known_roles(random: &mut Random, workload: &mut Workload, strategy: &mut Strategy) {
    let mut asked: Vec<Option<String>> = workload.tasks.iter().map(|task| task.role.clone()).collect();
    asked.retain(Option::is_some);
    asked.sort();
    asked.dedup();
    if random.chance(50) {
        asked.insert(0, None);
    }
    asked.truncate(strategy.workers as usize);
    strategy.roles = asked;
    for task in &mut workload.tasks {
        if !strategy.roles.contains(&task.role) {
            task.role = None;
        }
    }
}
