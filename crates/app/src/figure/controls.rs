//! The dials: a slider and a number field each, and the choice between the two ways of reading.

use leptos::prelude::*;
use meanwhile_picture::time_text::seconds;

use super::state::Model;
use super::{Figure, handler};
use crate::settings::Dial;
use crate::words;

/// All controls. They stand above the picture, so that nothing moves under the thumb when the picture grows.
pub fn controls(figure: Figure) -> impl IntoView {
    view! {
        <div class="controls">
            <fieldset class="choice">
                <legend>{words::HOW_TO_READ}</legend>
                {choice(figure, words::ONE_AT_A_TIME, false)}
                {choice(figure, words::SIDE_BY_SIDE, true)}
            </fieldset>
            {dial(figure, Dial::Load)}
            {dial(figure, Dial::Tabs)}
            {dial(figure, Dial::People)}
        </div>
        <p class="note" role="status">{figure.text(|model| model.note.clone())}</p>
    }
}

fn choice(figure: Figure, label: &'static str, side_by_side: bool) -> impl IntoView {
    view! {
        <label>
            <input
                type="radio"
                name="way"
                checked=figure.read(|model| model.settings.side_by_side == side_by_side)
                on:change=handler(move |_| figure.change(|settings| settings.side_by_side = side_by_side))
            />
            <span>{label}</span>
        </label>
    }
}

fn dial(figure: Figure, which: Dial) -> impl IntoView {
    let (min, max, step) = which.range();
    let (label, unit) = words::dial(which);
    let readers_value = move |model: &Model| in_readers_unit(which, which.get(&model.settings));
    let slide = move |event| {
        if let Ok(value) = event_target_value(&event).parse() {
            figure.change(|settings| which.set(settings, value));
        }
    };
    let typed = move |event| {
        figure.type_in(which, &event_target_value(&event));
        // What was typed may not be what was taken: the field shows what was.
        event_target::<web_sys::HtmlInputElement>(&event).set_value(&figure.read(readers_value));
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
                    aria-label=words::as_a_number(which)
                    prop:value=figure.text(readers_value)
                    on:change=handler(typed)
                />
                <span class="unit">{unit}</span>
            </span>
            <input
                type="range"
                min=min.to_string()
                max=max.to_string()
                step=step.to_string()
                aria-label=label
                aria-valuetext=figure.text(move |model| words::dial_value(which, which.get(&model.settings)))
                prop:value=figure.text(move |model| which.get(&model.settings).to_string())
                on:input=handler(slide)
            />
        </div>
    }
}

fn in_readers_unit(which: Dial, value: u32) -> String {
    seconds(u64::from(value) * 1_000_000 / u64::from(which.scale()), 3)
}
