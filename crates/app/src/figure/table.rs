//! The picture in words: the same numbers as a table.

use leptos::prelude::*;

use super::state::Figure;
use crate::words;

/// Closed until somebody wants it.
pub fn table(figure: Figure) -> impl IntoView {
    let rows = move || {
        let prediction = figure.prediction.get();
        let tasks = prediction.trace.scenario.workload.tasks.iter().zip(&prediction.metrics.tasks);
        tasks
            .map(|(task, metrics)| {
                let moment = |us: Option<u64>| us.map_or_else(String::new, words::time);
                view! {
                    <tr>
                        <th scope="row">{task.name.clone()}</th>
                        <td>{moment(metrics.starts_us)}</td>
                        <td>{moment(metrics.ends_us)}</td>
                        <td>{words::time(metrics.executing_us)}</td>
                        <td>{words::time(metrics.waiting_us)}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <details class="twin">
            <summary>{words::TABLE}</summary>
            <p>{move || words::timeline_summary(&figure.settings.get(), figure.prediction.get().trace.end_us)}</p>
            <table>
                <thead>
                    <tr>{words::TABLE_HEAD.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
}
