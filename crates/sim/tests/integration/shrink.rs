//! A failing scenario made small enough to be understood.

use meanwhile_sim::{Order, Scenario, Slicing, Step, Task, Waiting};

/// The smallest scenario that still fails, as far as leaving things out leads.
pub(crate) fn shrink(mut scenario: Scenario, fails: impl Fn(&Scenario) -> bool) -> Scenario {
    while let Some(smaller) = smaller(&scenario).into_iter().find(|smaller| fails(smaller)) {
        scenario = smaller;
    }
    scenario
}

fn smaller(scenario: &Scenario) -> Vec<Scenario> {
    let mut all = Vec::new();
    let mut push = |change: &dyn Fn(&mut Scenario)| {
        let mut changed = scenario.clone();
        change(&mut changed);
        if changed != *scenario {
            all.push(changed);
        }
    };
    for task in (0..scenario.workload.tasks.len()).rev() {
        push(&|s| {
            s.workload.tasks.remove(task);
            for other in &mut s.workload.tasks {
                other.after.retain(|before| *before as usize != task);
                other
                    .after
                    .iter_mut()
                    .filter(|before| **before as usize > task)
                    .for_each(|before| *before -= 1);
            }
        });
        for step in 0..scenario.workload.tasks[task].steps.len() {
            push(&|s| {
                s.workload.tasks[task].steps.remove(step);
            });
            push(&|s| match &mut s.workload.tasks[task].steps[step] {
                Step::Compute(us) | Step::Wait(us) => *us = us.saturating_sub(1),
                _ => {}
            });
        }
        let plain = |s: &mut Scenario, change: &dyn Fn(&mut Task)| change(&mut s.workload.tasks[task]);
        push(&|s| plain(s, &|task| task.after.clear()));
        push(&|s| plain(s, &|task| task.role = None));
        push(&|s| plain(s, &|task| task.place = None));
        push(&|s| plain(s, &|task| task.patience_us = None));
        push(&|s| plain(s, &|task| task.part_of = None));
        push(&|s| plain(s, &|task| task.priority = 0));
        push(&|s| plain(s, &|task| task.arrives_us = task.arrives_us.saturating_sub(1)));
    }
    push(&|s| s.machine.switch_cost_us = s.machine.switch_cost_us.saturating_sub(1));
    push(&|s| s.machine.cores = 1.max(s.machine.cores - 1));
    push(&|s| s.strategy.workers = (s.strategy.roles.len() as u32).max(1).max(s.strategy.workers - 1));
    push(&|s| s.strategy.stop_after = None);
    push(&|s| s.strategy.order = Order::Fifo);
    push(&|s| s.strategy.slicing = Slicing::ToCompletion);
    push(&|s| s.strategy.waiting = Waiting::Blocking);
    all
}
