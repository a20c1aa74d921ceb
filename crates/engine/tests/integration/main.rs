//! What the engine promises, checked on native threads and by hand-fed events.

mod agenda_follows_the_model;
mod kernel_is_checked;
mod plans_fit_two_seconds;
mod runs_are_ended_once;
mod threads_run_plans;
