//! Somebody else's page: figures stand on it, and it hears what they tell.

use serde_json::json;

use crate::lab::Lab;
use crate::outcome::{Context, Outcome};
use crate::page::Page;

/// Hears what every frame tells, and when.
const HEAR: &str = "<script>
    const began = performance.now();
    window.told = {};
    const who = (source) =>
        [...document.querySelectorAll('iframe')].find((frame) => frame.contentWindow === source)?.id ?? 'element';
    addEventListener('message', ({ source, data }) => {
        if (data?.meanwhile !== 1) return;
        ((told[who(source)] ??= {})[data.type] ??= []).push([performance.now() - began, data.value]);
    });
    </script>";

/// A page that hears what the figures tell.
pub fn around(figures: &str, style: &str) -> String {
    [
        "<!doctype html><html lang=\"en\"><title>Somebody else's</title>",
        HEAR,
        "<div style=\"",
        style,
        "\">",
        figures,
        "</div>",
    ]
    .concat()
}

/// Looks into a frame; that of the element stands in its shadow.
pub async fn enter(lab: &Lab, page: &Page, way: &str) -> Outcome {
    let body = "return document.getElementById(arguments[0])
        ?? document.querySelector('meanwhile-figure').shadowRoot.querySelector('iframe')";
    let frame = page.script(body, json!([way])).await?;
    let id =
        frame.as_object().and_then(|object| object.values().next()?.as_str()).context("finding the frame")?;
    let frame = fantoccini::elements::Element::from_element_id(lab.client.clone(), id.to_owned().into());
    frame.enter_frame().await.context(format_args!("looking into {way}"))
}
