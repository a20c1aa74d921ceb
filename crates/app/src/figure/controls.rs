//! The dials: a slider and a number field each, and the choice between the two ways of reading.

use leptos::prelude::*;
use meanwhile_picture::time_text::seconds;

use super::state::Figure;
use crate::settings::Dial;
use crate::words;

/// All controls. They stand above the picture, so that nothing moves under the thumb when the picture grows.
pub fn controls(figure: Figure) -> impl IntoView {
    let choice = |label: &'static str, side_by_side: bool| {
        view! {
            <label>
                <input
                    type="radio"
                    name="way"
                    prop:checked=move || figure.settings.get().side_by_side == side_by_side
                    on:change=move |_| figure.change(|settings| settings.side_by_side = side_by_side)
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <div class="controls">
            <fieldset class="choice">
                <legend>{words::HOW_TO_READ}</legend>
                {choice(words::ONE_AT_A_TIME, false)}
                {choice(words::SIDE_BY_SIDE, true)}
            </fieldset>
            {[Dial::Load, Dial::Tabs, Dial::People].map(|which| dial(figure, which)).collect_view()}
        </div>
        <p class="note" role="status">{move || figure.note.get()}</p>
    }
}

fn dial(figure: Figure, which: Dial) -> impl IntoView {
    let (min, max, step) = which.range();
    let (label, unit) = words::dial(which);
    let value = move || which.get(&figure.settings.get());
    let reader_value = move || in_readers_unit(which, value());
    let slide = move |event| {
        if let Ok(value) = event_target_value(&event).parse() {
            figure.change(|settings| which.set(settings, value));
        }
    };
    let typed = move |event| {
        figure.type_in(which, &event_target_value(&event));
        // What was typed may not be what was taken: the field shows what was.
        event_target::<web_sys::HtmlInputElement>(&event).set_value(&reader_value());
    };
    view! {
        <div class="dial">
            <span class="dial-label" aria-hidden="true">{label}</span>
            <span class="dial-number">
                <input
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    size="4"
                    aria-label=format!("{label}, as a number")
                    prop:value=reader_value
                    on:change=typed
                />
                <span class="unit">{unit}</span>
            </span>
            <input
                type="range"
                min=min
                max=max
                step=step
                aria-label=label
                aria-valuetext=move || words::dial_value(which, value())
                prop:value=move || value().to_string()
                on:input=slide
            />
        </div>
    }
}

fn in_readers_unit(which: Dial, value: u32) -> String {
    seconds(u64::from(value) * 1_000_000 / u64::from(which.scale()), 1)
}
