//! The picture in words: the same numbers as a table.

use leptos::prelude::*;
use meanwhile_picture::svg::escaped;

use super::Figure;
use super::state::Model;
use crate::words;

/// Closed until somebody wants it.
pub fn table(figure: Figure) -> impl IntoView {
    view! {
        <details class="twin">
            <summary>{words::TABLE}</summary>
            <p>{figure.text(|model| words::summary(&model.settings, model.prediction.totals.this))}</p>
            <table>
                <thead>
                    <tr>{words::TABLE_HEAD.map(|head| view! { <th scope="col">{head}</th> })}</tr>
                </thead>
                <tbody inner_html=figure.text(rows)></tbody>
            </table>
        </details>
    }
}

fn rows(model: &Model) -> String {
    let tasks = &model.prediction.trace.scenario.workload.tasks;
    let row = |(task, metrics): (&meanwhile_sim::Task, &meanwhile_sim::TaskMetrics)| {
        let moments =
            [metrics.starts_us, metrics.ends_us, Some(metrics.executing_us), Some(metrics.waiting_us)];
        let cells: String =
            moments.map(|us| format!("<td>{}</td>", us.map_or_else(String::new, words::time))).concat();
        format!("<tr><th scope=\"row\">{}</th>{cells}</tr>", escaped(&task.name))
    };
    tasks.iter().zip(&model.prediction.metrics.tasks).map(row).collect()
}
