//! A language that is read from the right to the left, in letters of its own: English, estranged. Whatever can still be
//! read on its page has been forgotten in the catalogue, and whatever sticks out or overlaps counted on English.

use libtest_mimic::Trial;
use meanwhile_words::languages::from_right_to_left;
use serde_json::json;

use crate::lab::{Bench, Lab};
use crate::outcome::{Outcome, ensure, same};
use crate::page::{Page, RUN_WITHIN, SOON};

/// What may be read: the words of other languages and of programs, and names of one letter.
const FORGOTTEN: &str = r"
    const latin = /[a-z]{2}/i;
    const isLeftOut = (element) => element.closest('script, style, pre, code, .languages, .contents');
    const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });
    const found = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const { data, parentElement } = texts.currentNode;
        if (latin.test(data) && !isLeftOut(parentElement) && isSeen(parentElement)) found.add(data.trim());
    }
    for (const name of ['aria-label', 'aria-valuetext', 'aria-description', 'title', 'alt', 'placeholder']) {
        for (const element of document.querySelectorAll(`[${name}]`)) {
            const text = element.getAttribute(name);
            if (latin.test(text) && !isLeftOut(element)) found.add(`${name}: ${text}`);
        }
    }
    return [...found];";

/// What sticks out of the page, what its box cuts off, and which texts of a figure lie on each other. Texts in drawings
/// are only held to their drawing.
const BROKEN: &str = r"
    const broken = new Set();
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth > clientWidth) broken.add(`the page is ${scrollWidth} px wide`);
    const named = (element) => `${element.localName}.${element.getAttribute('class') ?? ''} ${element.textContent.trim().slice(0, 30)}`;
    const isSeen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.heard, legend');
    const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const boxes = (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
    };
    const isScrolled = (element) => element.closest('.scrolls, pre');
    for (const element of document.querySelectorAll('main *')) {
        if (element.closest('svg') || isScrolled(element) || !isSeen(element)) continue;
        const { left, right } = element.getBoundingClientRect();
        if (left < -0.5 || right > clientWidth + 0.5) broken.add(`sticks out: ${named(element)}`);
        const cuts = ['clip', 'hidden'].includes(getComputedStyle(element).overflowX);
        if (cuts && element.scrollWidth > element.clientWidth + 1) broken.add(`is cut off: ${named(element)}`);
    }
    for (const text of document.querySelectorAll('figure svg text')) {
        if (!isSeen(text)) continue;
        const [mine, whole] = [text, text.ownerSVGElement].map((element) => element.getBoundingClientRect());
        if (mine.left < whole.left - 3 || mine.right > whole.right + 3) broken.add(`leaves its drawing: ${named(text)}`);
    }
    for (const figure of document.querySelectorAll('figure')) {
        const texts = [...figure.querySelectorAll(':not(svg, svg *)')]
            .filter((element) => hasText(element) && isSeen(element) && !isScrolled(element) && !element.closest('svg, .ghost, .legend, .tip'))
            .map((element) => [element, boxes(element)]);
        texts.forEach(([one, ones], index) => {
            for (const [other, others] of texts.slice(index + 1)) {
                if (one.contains(other) || other.contains(one)) continue;
                const lie = ones.some((a) => others.some((b) =>
                    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
                    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4));
                if (lie) broken.add(`lie on each other: ${named(one)} and ${named(other)}`);
            }
        });
    }
    return [...broken];";

/// Whether the numbers under each timeline grow to the right, and what every drawing's direction is.
const TIME_AXES: &str = "
    return [...document.querySelectorAll('.timeline svg')].map((chart) => {
        const numbers = [...chart.querySelectorAll('.axis text')].map((text) =>
            [parseFloat(text.textContent), text.getBoundingClientRect().left]);
        const grow = numbers.every(([number, x], index) =>
            index === 0 || (number > numbers[index - 1][0] && x > numbers[index - 1][1]));
        return numbers.length > 1 && grow;
    });";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.in_chromium("every word on the page has come from the catalogue", nothing_is_forgotten),
        bench.in_chromium("read from the right to the left, nothing is cut off or overlaps", nothing_breaks),
        bench.in_chromium("read from the right to the left, time still runs to the right", time_runs_right),
    ]
}

async fn open(lab: &Lab) -> Outcome<Page> {
    let page = lab.open_betting_at(&[from_right_to_left().code(), "/"].concat()).await?;
    same("dir", page.script("return document.documentElement.dir", json!([])).await?, json!("rtl"))?;
    Ok(page)
}

async fn nothing_is_forgotten(lab: &Lab) -> Outcome {
    let page = open(lab).await?;
    expect_none(&page, "before anything is pressed", FORGOTTEN).await?;
    page.script("document.querySelectorAll('[data-do=bet]').forEach((button) => button.click())", json!([]))
        .await?;
    page.wait_until("!document.querySelector('[data-betting=true]')", SOON).await?;
    page.script(
        "document.querySelectorAll('details').forEach((details) => { details.open = true; })",
        json!([]),
    )
    .await?;
    page.wait_until("document.querySelector('.twin tbody th')", SOON).await?;
    expect_none(&page, "after the bets", FORGOTTEN).await?;
    // What one is told about places, about nonsense, and about what is out of range.
    let ask = "for (const field of document.querySelectorAll('[data-type]')) {
            field.value = args[0];
            field.dispatchEvent(new Event('change', { bubbles: true }));
        }
        for (const chart of document.querySelectorAll('.timeline')) {
            const { left, top, width } = chart.getBoundingClientRect();
            const [clientX, clientY] = [left + width / 2, top + args[1]];
            chart.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY, bubbles: true }));
        }
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);";
    for (typed, y) in [("?", 40), ("99999", 60), ("2", 80)] {
        page.async_script(ask, json!([typed, y])).await?;
        expect_none(&page, &format!("after {typed:?} was typed"), FORGOTTEN).await?;
    }
    page.click("#tabs .run").await?;
    expect_none(&page, "while something runs", FORGOTTEN).await?;
    page.wait_until("document.querySelector('#tabs .real').dataset.active === 'false'", RUN_WITHIN).await?;
    page.click("#alive button").await?;
    page.wait_until("/\\d/.test(document.querySelector('#alive output').textContent)", RUN_WITHIN).await?;
    page.click("#machine .run").await?;
    page.wait_until("/\\d/.test(document.querySelector('#machine .real-said').textContent)", RUN_WITHIN)
        .await?;
    expect_none(&page, "after things have run", FORGOTTEN).await?;
    page.click("#machine .run").await
}

async fn nothing_breaks(lab: &Lab) -> Outcome {
    let page = open(lab).await?;
    for is_open in [true, false] {
        if !is_open {
            page.skip_bets().await?;
        }
        for width in [360, 1280] {
            page.resize(width, 900).await?;
            let bets = if is_open { "open" } else { "skipped" };
            expect_none(&page, &format!("at {width} px, bets {bets}"), BROKEN).await?;
        }
    }
    Ok(())
}

async fn time_runs_right(lab: &Lab) -> Outcome {
    let page = open(lab).await?;
    page.skip_bets().await?;
    let axes = page.script(TIME_AXES, json!([])).await?;
    let axes = axes.as_array().map(Vec::as_slice).unwrap_or_default();
    ensure(axes.len() > 10 && axes.iter().all(|grows| grows == true), format_args!("{axes:?}"))?;
    // The cursor goes to the right with the slider for the time.
    let places = "const scrub = document.querySelector('#tabs .scrub');
        const at = [];
        for (const share of [0.2, 0.8]) {
            scrub.value = scrub.max * share;
            scrub.dispatchEvent(new InputEvent('input', { bubbles: true }));
            await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame);
            at.push(document.querySelector('#tabs .cursor').getBoundingClientRect().left);
        }
        return [at[0] < at[1], getComputedStyle(scrub).direction];";
    same("the cursor", page.async_script(places, json!([])).await?, json!([true, "ltr"]))
}

async fn expect_none(page: &Page, when: &str, script: &str) -> Outcome {
    let found = page.script(script, json!([])).await?;
    let found: Vec<_> = found.as_array().into_iter().flatten().map(ToString::to_string).collect();
    ensure(found.is_empty(), format_args!("{when}:\n{}", found.join("\n")))
}
