//! Numbers in the prose are part of the figures: they set them, and they follow them.

use std::collections::BTreeMap;

use libtest_mimic::Trial;
use meanwhile_figures::{Dial, Values};
use serde_json::{Value, json};

use crate::figure::{OnPage, figure, figures};
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, SOON};

const UP: &str = "\u{e013}";
const DOWN: &str = "\u{e015}";
const TAB: &str = "\u{e004}";
const BACKSPACE: &str = "\u{e003}";
const ENTER: &str = "\u{e007}";
/// So many pixels of dragging are a step.
const STEP_PX: f64 = 8.0;

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.everywhere("the arrow keys on a number in the prose set its figure", one_by_keyboard),
        bench.in_chromium("every number in the prose can be typed, stepped and dragged", every_number),
        bench.in_chromium("what is no number or out of range is not taken from the prose", refused),
        bench.in_chromium(
            "every link in the prose sets its figure, and shows its answer or opens its bet",
            every_link,
        ),
    ]
}

/// A number in the prose, and the dial that it sets.
struct Number<'a> {
    page: &'a Page,
    figure: OnPage<'a>,
    index: usize,
    selector: String,
}

impl<'a> Number<'a> {
    /// By its `data-dial`.
    fn new(page: &'a Page, name: &str) -> Outcome<Number<'a>> {
        let (id, dial) = name.split_once('.').context(format_args!("reading data-dial={name}"))?;
        let figure = figure(page, id)?;
        let index = figure.described.dials().iter().position(|known| known.name == dial);
        let index = index.context(format_args!("looking for the dial {name}"))?;
        Ok(Number { page, figure, index, selector: format!("[data-dial='{name}'] input") })
    }

    fn dial(&self) -> Dial {
        self.figure.described.dials()[self.index]
    }

    /// Types it, and leaves the field.
    async fn type_in(&self, text: &str) -> Outcome {
        self.page.focus(&self.selector).await?;
        self.page.script("document.querySelector(arguments[0]).select()", json!([self.selector])).await?;
        self.page.keys(&format!("{BACKSPACE}{text}{TAB}")).await
    }

    async fn press(&self, keys: &str) -> Outcome {
        self.page.focus(&self.selector).await?;
        self.page.keys(keys).await
    }

    /// Drags it by so many steps.
    async fn drag(&self, steps: f64) -> Outcome {
        self.page.drag(&self.selector, (4.0, 8.0), (4.0 + steps * STEP_PX, 9.0)).await
    }

    /// The number itself, its figure, and everything that follows the figure.
    async fn expect(&self, value: u32) -> Outcome {
        let dials = self.figure.described.dials();
        self.figure.expect(Values::first(dials).with(dials, self.index, value.into())).await?;
        let body = "const number = document.querySelector(arguments[0]);\
                    return [number.value, number.ariaValueNow, number.ariaValueText.replaceAll('\\u00a0', ' ')]";
        let found = self.page.script(body, json!([self.selector])).await?;
        let spoken = self.dial().spoken(self.figure.id(), value).replace('\u{a0}', " ");
        same(&self.selector, found, json!([self.dial().number(value), value.to_string(), spoken]))
    }
}

/// The values of an attribute, in the order of the page.
async fn all(page: &Page, attribute: &str) -> Outcome<Vec<String>> {
    let body = "return [...document.querySelectorAll(`[${arguments[0]}]`)].map((at) => at.getAttribute(arguments[0]))";
    let found = page.script(body, json!([attribute])).await?;
    let found: Vec<_> =
        found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    ensure(!found.is_empty(), format_args!("there is no {attribute} on the page"))?;
    Ok(found)
}

async fn one_by_keyboard(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let number = Number::new(&page, "tabs.io")?;
    number.press(UP).await?;
    number.expect(6_100).await?;
    number.press(&DOWN.repeat(2)).await?;
    number.expect(5_900).await
}

async fn every_number(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    for name in all(&page, "data-dial").await? {
        let number = Number::new(&page, &name)?;
        let Dial { min, max, step, first, .. } = number.dial();
        number.expect(first).await?;
        let other = (min + 3 * step).min(max);
        number.type_in(&number.dial().number(other)).await?;
        number.expect(other).await?;
        number.press(UP).await?;
        number.expect(other + step).await?;
        number.press(&DOWN.repeat(2)).await?;
        number.expect(other - step).await?;
        number.drag(4.0).await.context(format_args!("{name}"))?;
        number.expect(other + 3 * step).await?;
        number.drag(-2.0).await?;
        number.expect(other + step).await?;
        // Far beyond the least value there is.
        number.drag(-30.0).await?;
        number.expect(min.max((other + step).saturating_sub(30 * step))).await?;
        number.type_in(&number.dial().number(first)).await?;
        number.expect(first).await?;
    }
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}

async fn refused(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let number = Number::new(&page, "tabs.io")?;
    for (text, taken) in [("abc", 6_000), ("99", 10_000), ("-1", 0), ("", 0), ("2,5", 2_500)] {
        number.type_in(text).await?;
        number.expect(taken).await.context(format_args!("{text:?}"))?;
    }
    Ok(())
}

async fn every_link(lab: &Lab) -> Outcome {
    let page = lab.open_betting().await?;
    let mut set: BTreeMap<String, Values> = BTreeMap::new();
    for figure in figures(&page) {
        set.insert(figure.id().to_owned(), figure.first()?.values);
    }
    for (index, settings) in all(&page, "data-set").await?.into_iter().enumerate() {
        let find = "document.querySelectorAll('[data-set]')[arguments[0]]";
        // By keyboard as by mouse: a link is pressed with Enter.
        page.script(&format!("{find}.focus()"), json!([index])).await?;
        page.keys(ENTER).await?;
        let mut last = None;
        for setting in settings.split_whitespace() {
            let (name, value) = setting.split_once('=').context(format_args!("reading {setting}"))?;
            let number = Number::new(&page, name)?;
            let values = set.get_mut(number.figure.id()).context(format_args!("looking for {name}"))?;
            let value: u32 = value.parse().context(format_args!("reading {setting}"))?;
            values.set(number.figure.described.dials(), number.index, value.into());
            same(format_args!("{setting} is taken as"), values.get(number.index), value)?;
            last = Some(number.figure);
        }
        let figure = last.context(format_args!("reading data-set={settings}"))?;
        let opens_bet =
            page.script(&format!("return {find}.hasAttribute('data-bet')"), json!([index])).await?;
        figure.expect_betting(opens_bet == json!(true)).await?;
        figure.expect(set[figure.id()]).await.context(&settings)?;
        // Of a link that sets something, the middle of the chart; of one that opens a bet, some of the figure.
        let (selector, sees) = if opens_bet == json!(true) {
            (format!("#{}", figure.id()), "bottom > 0 && top < innerHeight")
        } else {
            (figure.within(".timeline"), "top + bottom >= 0 && top + bottom < 2 * innerHeight")
        };
        let on_screen = format!(
            "(({{ top, bottom }}) => {sees})(document.querySelector('{selector}').getBoundingClientRect())"
        );
        page.wait_until(&on_screen, SOON).await?;
    }
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}
