//! Every control of every figure, by role and name, and what the keys of a timeline do.

use libtest_mimic::Trial;
use meanwhile_figures::{Unit, html};
use meanwhile_picture::timeline::View;
use serde_json::{Value, json};

use crate::figure::{OnPage, figure, figures, plain_spaces};
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, SOON};

const UP: &str = "\u{e013}";
const DOWN: &str = "\u{e015}";
const HOME: &str = "\u{e011}";
const END: &str = "\u{e010}";
/// Whatever has more of them is worth zooming.
const MANY_MOMENTS: usize = 60;

/// What can be chosen under a program.
const LANGUAGES: [&str; 9] = [
    "Python, asyncio",
    "Python, threads",
    "Python, processes",
    "JavaScript, event loop",
    "JavaScript, workers",
    "Rust, threads",
    "Rust, rayon",
    "Rust, async",
    "Go",
];
/// The kinds of marked lines in the first program.
const MARKS: [&str; 3] = [
    "The marked lines make it concurrent or parallel. Choose one kind, or point at a line.",
    "What is started together here is in progress together.",
    "Whoever waits here lets go, and another task goes on.",
];

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.in_chromium("every control of every figure has its role and its name", roles_and_names),
        bench.in_chromium("up and down tell about every lane at the cursor", lanes),
        bench.in_chromium("the pointer tells about the lane and the instant under it", pointed_at),
        bench.in_chromium("plus and minus zoom, and a zoomed view can be moved", zoom),
        bench.in_chromium("the question mark shows the keys and hides them again", keys),
        bench.in_chromium("the speed is what was chosen", speed),
    ]
}

async fn roles_and_names(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    for figure in figures(&page) {
        let expected = expected_controls(&figure)?;
        let expected: Vec<_> = expected.iter().map(|(role, name)| (*role, &**name)).collect();
        page.expect_controls(&figure.within(".figure"), &expected).await?;
    }
    Ok(())
}

/// In the order in which they stand in the figure: choices, sliders, gauges, timeline, playback, program,
/// run, table, what can be taken along.
fn expected_controls(figure: &OnPage<'_>) -> Outcome<Vec<(&'static str, String)>> {
    let (id, dials) = (figure.id(), figure.described.dials());
    let mut expected = Vec::new();
    for dial in dials.iter().filter(|dial| dial.unit == Unit::Choice) {
        expected.extend((dial.min..=dial.max).map(|way| ("radio", dial.way(id, way).to_owned())));
    }
    for dial in dials.iter().filter(|dial| dial.unit != Unit::Choice) {
        let label = dial.label(id);
        expected.extend([("textbox", format!("{label}, as a number")), ("slider", label.to_owned())]);
    }
    let shown = figure.first()?;
    if shown.panels.len() == 1 {
        expected.push(("button", "what does this mean?".to_owned()));
    }
    expected.push(("group", "Timeline".to_owned()));
    let buttons = ["Play", "Step to the previous event", "Step to the next event", "Reset"];
    expected.extend(buttons.map(|name| ("button", name.to_owned())));
    expected.push(("slider", "Time".to_owned()));
    if shown.moments.len() > MANY_MOMENTS {
        expected.extend(["Zoom out", "Zoom in"].map(|name| ("button", name.to_owned())));
    }
    expected.extend([("combobox", "Speed".to_owned()), ("DisclosureTriangle", "Keys".to_owned())]);
    if figure.described.has_programs() {
        expected.extend(LANGUAGES.map(|name| ("button", name.to_owned())));
        expected.extend(MARKS.map(|name| ("radio", name.to_owned())));
        expected.push(("group", "Program".to_owned()));
    }
    expected.extend([
        ("button", "Run it for real".to_owned()),
        ("DisclosureTriangle", "The same as a table".to_owned()),
        ("DisclosureTriangle", "Link and embed".to_owned()),
    ]);
    Ok(expected)
}

async fn lanes(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    for figure in figures(&page) {
        let shown = figure.first()?;
        // Which lanes there are does not depend on the width.
        let timeline = shown.timeline(800.0, View::whole(shown.axis_us()), &[], true);
        let step_us = html::scrub_step_us(&shown);
        let at_us = shown.end_us() / 3 / step_us * step_us;
        let value = u32::try_from(at_us).context("putting the cursor somewhere")?;
        figure.slide("time", value).await?;
        page.focus(&figure.within(".timeline")).await?;
        let told = |lane: usize| plain_spaces(&html::tip(&shown, &timeline.lanes[lane], at_us));
        let count = timeline.lanes.len();
        for lane in 0..count {
            page.keys(DOWN).await?;
            page.wait_for_text(&figure.within(".tip"), &told(lane)).await?;
        }
        page.keys(DOWN).await?;
        page.wait_for_text(&figure.within(".tip"), &told(count - 1)).await?;
        if count > 1 {
            page.keys(UP).await?;
            page.wait_for_text(&figure.within(".tip"), &told(count - 2)).await?;
        }
    }
    Ok(())
}

/// In the middle of the axis, on the first lane.
async fn pointed_at(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let figure = figure(&page, "ten-twenty")?;
    let shown = figure.first()?;
    let bar = figure.within(".timeline .bar");
    let body = "const [timeline, bar] = arguments[0].map((selector) => document.querySelector(selector));\
                timeline.scrollIntoView({ block: 'center', behavior: 'instant' });\
                const { left, top, width, height } = bar.getBoundingClientRect();\
                const point = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true };\
                timeline.dispatchEvent(new PointerEvent('pointermove', point));";
    page.script(body, json!([[figure.within(".timeline"), bar]])).await?;
    // The first bar is A on the one core, from 0 to 10 s.
    let timeline = shown.timeline(800.0, View::whole(shown.axis_us()), &[], true);
    let told = plain_spaces(&html::tip(&shown, &timeline.lanes[0], 5_000_000));
    page.wait_for_text(&figure.within(".tip"), &told).await?;
    // A finger leaves by being lifted, and what it has asked for is read after that.
    let leave = "const event = new PointerEvent('pointerleave', { pointerType: args[1] });\
                 document.querySelector(args[0]).dispatchEvent(event);\
                 for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);";
    page.async_script(leave, json!([figure.within(".timeline"), "touch"])).await?;
    page.wait_for_text(&figure.within(".tip"), &told).await?;
    page.async_script(leave, json!([figure.within(".timeline"), "mouse"])).await?;
    page.wait_for_text(&figure.within(".tip"), "").await
}

async fn zoom(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    for id in ["ten-twenty", "five"] {
        let figure = figure(&page, id)?;
        let chart = async || {
            page.script(
                "return document.querySelector(arguments[0]).innerHTML",
                json!([figure.within(".chart")]),
            )
            .await
        };
        page.focus(&figure.within(".timeline")).await?;
        page.keys(HOME).await?;
        let whole = chart().await?;
        page.keys("+").await?;
        let half = changed(&page, &figure, &whole).await?;
        figure.expect_visible("[data-do=zoom-out]", true).await?;
        // A sideways wheel moves the view, and back again.
        wheel(&page, &figure, 300).await?;
        changed(&page, &figure, &half).await?;
        wheel(&page, &figure, -300).await?;
        same(format_args!("{id}, moved there and back"), chart().await?, half.clone())?;
        // The view follows a cursor that leaves it.
        page.keys(END).await?;
        changed(&page, &figure, &half).await?;
        figure.expect_visible(".cursor", true).await?;
        page.keys(HOME).await?;
        figure.expect_visible(".cursor", true).await?;
        page.click(&figure.within("[data-do=zoom-in]")).await?;
        page.click(&figure.within("[data-do=zoom-out]")).await?;
        page.click(&figure.within("[data-do=zoom-out]")).await?;
        same(format_args!("{id}, zoomed in and out"), chart().await?, whole)?;
    }
    Ok(())
}

async fn wheel(page: &Page, figure: &OnPage<'_>, sideways: i32) -> Outcome {
    let body = "document.querySelector(arguments[0]).dispatchEvent(\
                new WheelEvent('wheel', { deltaX: arguments[1], bubbles: true, cancelable: true }))";
    page.script(body, json!([figure.within(".timeline"), sideways])).await.map(drop)
}

/// Waits until the chart is another one, and gives it.
async fn changed(page: &Page, figure: &OnPage<'_>, before: &Value) -> Outcome<Value> {
    let body = "const chart = document.querySelector(args[0]);\
                for (let wait = 0; wait < 100 && chart.innerHTML === args[1]; wait += 1)\
                    await new Promise((done) => setTimeout(done, 20));\
                return chart.innerHTML;";
    let after = page.async_script(body, json!([figure.within(".chart"), before])).await?;
    ensure(after != *before, format_args!("the chart of {} stays the same", figure.id()))?;
    Ok(after)
}

async fn keys(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    for figure in figures(&page) {
        page.focus(&figure.within(".timeline")).await?;
        figure.expect_visible(".keys p", false).await?;
        page.keys("?").await?;
        let open = format!("document.querySelector('{}').open", figure.within(".keys"));
        page.wait_until(&open, SOON).await?;
        figure.expect_visible(".keys p", true).await?;
        page.keys("?").await?;
        page.wait_until(&format!("!{open}"), SOON).await?;
    }
    Ok(())
}

/// Fast is sixteen times as fast as slow; on a busy machine it is at least four times.
async fn speed(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let mut speeds = Vec::new();
    for quarters in ["1", "16"] {
        let body = "const [quarters] = args;\
                    const place = document.getElementById('tabs');\
                    const select = place.querySelector('[data-speed]');\
                    select.value = quarters;\
                    select.dispatchEvent(new Event('change', { bubbles: true }));\
                    place.scrollIntoView();\
                    place.querySelector('[data-do=reset]').click();\
                    const frames = async (count) => {\
                        for (let n = 0; n < count; n += 1) await new Promise(requestAnimationFrame);\
                    };\
                    const at = () => [Number(place.querySelector('.scrub').value), performance.now()];\
                    place.querySelector('.play').click();\
                    await frames(5);\
                    const [from, since] = at();\
                    await new Promise((done) => setTimeout(done, 900));\
                    const [to, until] = at();\
                    place.querySelector('.play').click();\
                    return (to - from) / (until - since);";
        let speed = page.async_script(body, json!([quarters])).await?;
        speeds.push(speed.as_f64().context(format_args!("measuring the speed ({speed})"))?);
    }
    ensure(speeds[0] > 0.0 && speeds[1] > 4.0 * speeds[0], format_args!("slow and fast: {speeds:?}"))
}
