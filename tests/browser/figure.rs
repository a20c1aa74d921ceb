//! A figure of the article on the open page, beside its description, from which comes what it has to say.

use meanwhile_figures::{Bet, Figure, Shown, Unit, Values, all, find, html};
use meanwhile_sim::SplitMix64;
use serde_json::{Value, json};

use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, SOON};

/// Sets dials as a reader does, waits until the page has followed, and gives what it then tells.
const SET_AND_TELL: &str = "
    const [id, settings] = args;
    const place = document.getElementById(id);
    const set = (selector, value, kind) => {
        const input = place.querySelector(selector);
        input.value = value;
        input.dispatchEvent(new Event(kind, { bubbles: true }));
    };
    for (const [dial, how, value] of settings) {
        if (how === 'chosen') place.querySelector(`[data-way='${dial}'][value='${value}']`).click();
        if (how === 'slid') set(`[data-slide='${dial}']`, value, 'input');
        if (how === 'typed') set(`[data-type='${dial}']`, value, 'change');
    }
    await new Promise((done) => setTimeout(done));
    const texts = (root, selector) =>
        [...root.querySelectorAll(selector)].map((found) => found.textContent.replaceAll('\\u00a0', ' '));
    return {
        result: texts(place, '.result').join(),
        totals: texts(place, '.result b.total'),
        table: texts(place, '.twin tbody :is(th, td)'),
        values: [...place.querySelectorAll('.controls :is([type=range], :checked)')].map((input) => input.value),
        prose: [...document.querySelectorAll(`[data-total^='${id}.']`)]
            .map((total) => [total.dataset.total, total.textContent.replaceAll('\\u00a0', ' ')]),
    };";

/// Opens the table of the figure named by `args[0]`, which is written for whoever has opened it.
const OPEN_TABLE: &str = "
    const table = document.getElementById(args[0]).querySelector('.twin');
    if (table.open) return;
    const opened = new Promise((done) => table.addEventListener('toggle', done, { once: true }));
    table.open = true;
    await opened;";

/// The figure, and the page on which it stands.
pub struct OnPage<'a> {
    page: &'a Page,
    /// What it is.
    pub described: &'static dyn Figure,
}

/// All of the article's, in its order.
pub fn figures(page: &Page) -> impl Iterator<Item = OnPage<'_>> {
    all().iter().map(|figure| OnPage { page, described: *figure })
}

/// The one with that name.
pub fn figure<'a>(page: &'a Page, id: &str) -> Outcome<OnPage<'a>> {
    let described = find(id).context(format_args!("looking for the description of {id}"))?;
    Ok(OnPage { page, described })
}

/// Values for all dials of a figure, any that a reader can set.
pub fn random_values(figure: &dyn Figure, random: &mut SplitMix64) -> Values {
    let dials = figure.dials();
    let any = |values: Values, (index, dial): (usize, &meanwhile_figures::Dial)| {
        let steps = u64::from((dial.max - dial.min) / dial.step);
        let step = random.next_u64() % (steps + 1);
        values.with(dials, index, u64::from(dial.min) + step * u64::from(dial.step))
    };
    dials.iter().enumerate().fold(Values::first(dials), any)
}

/// A text whose spaces are spaces like any other, as [`Page::text`] gives it.
pub fn plain_spaces(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

impl OnPage<'_> {
    /// Its name.
    pub fn id(&self) -> &'static str {
        self.described.id()
    }

    /// A selector for something in it.
    pub fn within(&self, selector: &str) -> String {
        format!("#{} {selector}", self.id())
    }

    /// What the simulator says about some values.
    pub fn shown(&self, values: Values) -> Outcome<Shown> {
        Shown::new(self.described, values).context(format_args!("simulating {} at {values:?}", self.id()))
    }

    /// What is set before anybody sets anything.
    pub fn first(&self) -> Outcome<Shown> {
        self.shown(Values::first(self.described.dials()))
    }

    /// Sets every dial, by choice, by slider or by number as `random` has it, and compares what the page then tells
    /// with what the simulator says.
    pub async fn set(&self, values: Values, random: &mut SplitMix64) -> Outcome {
        let settings = self.described.dials().iter().enumerate().map(|(index, dial)| {
            let value = values.get(index);
            match (dial.unit, random.next_u64().is_multiple_of(2)) {
                (Unit::Choice, _) => json!([index, "chosen", value.to_string()]),
                (_, true) => json!([index, "slid", value.to_string()]),
                (_, false) => json!([index, "typed", dial.number(value)]),
            }
        });
        self.set_and_compare(settings.collect(), values).await
    }

    /// Compares what the page tells with what the simulator says about some values.
    pub async fn expect(&self, values: Values) -> Outcome {
        self.set_and_compare(Vec::new(), values).await
    }

    /// Opens its table, which stays open.
    pub async fn open_table(&self) -> Outcome {
        let opened = self.page.async_script(OPEN_TABLE, json!([self.id()])).await?;
        same(format_args!("opening the table of {}", self.id()), opened, json!(null))
    }

    async fn set_and_compare(&self, settings: Vec<Value>, values: Values) -> Outcome {
        let shown = self.shown(values)?;
        self.open_table().await?;
        let told = self.page.async_script(SET_AND_TELL, json!([self.id(), settings])).await?;
        let at = format!("{} at {values:?}", self.id());
        same(format_args!("{at}: what is set"), &told["values"], &self.values_in_order(&values))?;
        let result = plain_spaces(&html::summary(&shown));
        same(format_args!("{at}: the result"), &told["result"], &json!(result))?;
        if let Some(total) = total(&shown) {
            same(format_args!("{at}: the total"), &told["totals"], &json!([total]))?;
        }
        same(format_args!("{at}: the table"), &told["table"], &json!(table(&shown)))?;
        for total in told["prose"].as_array().into_iter().flatten() {
            let panel = total[0].as_str().and_then(|name| name.split_once('.')?.1.parse().ok());
            let expected = plain_spaces(&shown.total(panel.context("reading data-total")?));
            same(format_args!("{at}: the total in the prose"), &total[1], &json!(expected))?;
        }
        Ok(())
    }

    /// Choices stand first, then the sliders.
    fn values_in_order(&self, values: &Values) -> Value {
        let dials = || self.described.dials().iter().enumerate();
        let choices = dials().filter(|(_, dial)| dial.unit == Unit::Choice);
        let sliders = dials().filter(|(_, dial)| dial.unit != Unit::Choice);
        choices.chain(sliders).map(|(index, _)| values.get(index).to_string()).collect()
    }

    /// Whether something in it can be seen.
    pub async fn is_visible(&self, selector: &str) -> Outcome<bool> {
        let body = "return [...document.querySelectorAll(arguments[0])].some(\
                    (found) => found.checkVisibility({ visibilityProperty: true }) && found.getClientRects().length > 0)";
        Ok(self.page.script(body, json!([self.within(selector)])).await? == json!(true))
    }

    /// Whether it is so with something in it.
    pub async fn expect_visible(&self, selector: &str, expected: bool) -> Outcome {
        same(
            format_args!("{} can be seen", self.within(selector)),
            self.is_visible(selector).await?,
            expected,
        )
    }

    /// Waits until its bet is open, or is not.
    pub async fn expect_betting(&self, is_open: bool) -> Outcome {
        let condition =
            format!("document.querySelector('{}').dataset.betting === '{is_open}'", self.within(".figure"));
        self.page.wait_until(&condition, SOON).await
    }

    /// Waits until something in it has the focus.
    pub async fn expect_focus(&self, selector: &str) -> Outcome {
        let condition = format!("document.activeElement.matches({:?})", self.within(selector));
        self.page.wait_until(&condition, SOON).await
    }

    /// Replaces what stands in a number field in it, and leaves the field.
    pub async fn type_in(&self, selector: &str, text: &str) -> Outcome {
        const TAB: &str = "\u{e004}";
        const BACKSPACE: &str = "\u{e003}";
        let field = self.within(selector);
        self.page.focus(&field).await?;
        self.page.script("document.querySelector(arguments[0]).select()", json!([field])).await?;
        self.page.keys(&format!("{BACKSPACE}{text}{TAB}")).await
    }

    /// Moves a slider in it as a drag does.
    pub async fn slide(&self, which: &str, value: u32) -> Outcome {
        let selector = self.within(&format!("[data-slide='{which}']"));
        let body = "const slider = document.querySelector(arguments[0]);\
                    slider.value = arguments[1];\
                    slider.dispatchEvent(new InputEvent('input', { bubbles: true }));\
                    return slider.value;";
        let taken = self.page.script(body, json!([selector, value.to_string()])).await?;
        ensure(taken == json!(value.to_string()), format_args!("{selector} takes {taken} for {value}"))
    }
}

/// The most important number of a result, where it is a time: what is bet on if that is one, else when the first panel is
/// over. Some figures count calls or workers instead.
fn total(shown: &Shown) -> Option<String> {
    const GRAHAM_AS_IT_WAS: u32 = 0;
    const COUNTING: [&str; 2] = ["office", "service"];
    let bet = shown.figure.bet().filter(Bet::is_time);
    // With other tasks Graham's figure is about three cores, and the bet was about four.
    let is_about_three = shown.figure.id() == "graham" && shown.values.get(0) != GRAHAM_AS_IT_WAS;
    let us = bet.filter(|_| !is_about_three).map_or_else(|| shown.total_us(0), |bet| bet.truth(shown));
    Some(plain_spaces(&shown.time(us))).filter(|_| !COUNTING.contains(&shown.figure.id()))
}

/// The cells of the table, from the metrics themselves.
fn table(shown: &Shown) -> Vec<String> {
    let mut cells = Vec::new();
    for panel in &shown.panels {
        for (task, metrics) in panel.trace.scenario.workload.tasks.iter().zip(&panel.metrics.tasks) {
            cells.extend(Some(panel.label.to_owned()).filter(|label| !label.is_empty()));
            cells.push(task.name.clone());
            let times = [
                metrics.starts_us,
                metrics.ends_us,
                Some(metrics.executing_us),
                Some(metrics.waiting_us),
                Some(metrics.ready_us + metrics.blocked_us),
            ];
            cells.extend(times.map(|us| us.map_or_else(String::new, |us| plain_spaces(&shown.time(us)))));
        }
    }
    cells
}
