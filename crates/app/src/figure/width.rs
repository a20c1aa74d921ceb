//! How wide an element is, and when that changes.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::ResizeObserver;

/// An element's width in CSS pixels, once it is on the page.
#[derive(Clone, Copy)]
pub struct Width {
    /// Goes on the element.
    pub node: NodeRef<Div>,
    /// Its width.
    pub px: RwSignal<f32>,
}

/// Watches the element that gets the node; until it is there, its width is taken to be `first_px`.
pub fn watch(first_px: f32) -> Width {
    let width = Width { node: NodeRef::new(), px: RwSignal::new(first_px) };
    Effect::new(move |_| {
        let Some(element) = width.node.get() else { return };
        let measured = element.clone();
        let measure = move || {
            let px = measured.client_width() as f32;
            if px > 0.0 && px != width.px.get_untracked() {
                width.px.set(px);
            }
        };
        measure();
        let on_resize = Closure::<dyn FnMut()>::new(measure);
        // Without an observer the picture keeps the width that it was first drawn for.
        let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let watching = StoredValue::new_local(Some((observer, on_resize)));
        on_cleanup(move || {
            if let Some(Some((observer, _))) = watching.try_update_value(Option::take) {
                observer.disconnect();
            }
        });
    });
    width
}
