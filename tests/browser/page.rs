//! The page as a reader uses it: what stands there, and what can be set and pressed.

use std::time::{Duration, Instant};

use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::console::Console;
use crate::driver::Vendor;
use crate::expected::Set;
use crate::outcome::{Context, Outcome, ensure};

/// The slider for the time that a feed takes to load.
pub const LOAD: &str = "page load";
/// The slider for the number of pages.
pub const TABS: &str = "tabs";
/// The slider for the number of people.
pub const PEOPLE: &str = "people, each with a device";
/// What the run button says when nothing runs.
pub const RUN: &str = "Run it for real";
/// Long enough for a page to load, or for what should happen at once on a busy machine.
pub const SOON: Duration = Duration::from_secs(10);
/// A real run takes two seconds, its preparation less, and its deadlines may pass before it.
pub const RUN_WITHIN: Duration = Duration::from_secs(20);

const POLL: Duration = Duration::from_millis(20);

/// The page that is open.
pub struct Page {
    client: Client,
    console: Console,
    url: String,
}

impl Page {
    /// What `client` has opened at `url`.
    pub fn new(client: Client, console: Console, url: String) -> Page {
        Page { client, console, url }
    }

    /// What speaks to the browser.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs a script's body in the page.
    pub async fn script(&self, body: &str, arguments: Value) -> Outcome<Value> {
        let arguments = arguments.as_array().cloned().unwrap_or_default();
        self.client.execute(body, arguments).await.context(format_args!("running {body:?}"))
    }

    /// Runs the body of an async function in the page, and waits for it.
    pub async fn async_script(&self, body: &str, arguments: Value) -> Outcome<Value> {
        let arguments = arguments.as_array().cloned().unwrap_or_default();
        let whole = format!(
            "const done = arguments[arguments.length - 1];\
             (async (...args) => {{ {body} }})(...arguments).then(done, (error) => done(String(error)));"
        );
        self.client.execute_async(&whole, arguments).await.context(format_args!("running {body:?}"))
    }

    /// What an element says.
    pub async fn text(&self, selector: &str) -> Outcome<String> {
        let body = format!("return {}", text_of("arguments[0]"));
        let found = self.script(&body, json!([selector]));
        Ok(found.await?.as_str().context(format_args!("looking for {selector}"))?.to_owned())
    }

    /// Waits until a condition in JavaScript holds.
    pub async fn wait_until(&self, condition: &str, within: Duration) -> Outcome {
        let started = Instant::now();
        while self.script(&format!("return !!({condition})"), json!([])).await? != Value::Bool(true) {
            if started.elapsed() > within {
                return Err(format!("after {within:?} it is still not so: {condition}").into());
            }
            tokio::time::sleep(POLL).await;
        }
        Ok(())
    }

    /// Waits until an element says what is expected.
    pub async fn wait_for_text(&self, selector: &str, expected: &str) -> Outcome {
        let condition = format!("{} === {expected:?}", text_of(&format!("{selector:?}")));
        match self.wait_until(&condition, SOON).await {
            Ok(()) => Ok(()),
            Err(_) => {
                let found = self.text(selector).await?;
                Err(format!("{selector} says {found:?}, expected {expected:?}").into())
            }
        }
    }

    /// Waits until every figure is alive.
    pub async fn wait_for_figure(&self) -> Outcome {
        let all =
            "document.querySelector('figure') && !document.querySelector('[data-betting]:not([data-alive])')";
        self.wait_until(all, SOON).await
    }

    /// Has all answers shown without a bet.
    pub async fn skip_bets(&self) -> Outcome {
        // Each gives the focus to the next button with the next frame.
        let body = "document.querySelectorAll('[data-do=skip]').forEach((button) => button.click());\
                    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);";
        self.async_script(body, json!([])).await?;
        self.wait_until("!document.querySelector('[data-betting=true]')", SOON).await
    }

    /// Moves a slider as a drag does.
    pub async fn slide(&self, name: &str, value: u64) -> Outcome {
        let body = "const slider = document.querySelector(`input[type=range][aria-label=\"${arguments[0]}\"]`);\
                    slider.value = arguments[1];\
                    slider.dispatchEvent(new InputEvent('input', { bubbles: true }));\
                    return slider.value;";
        let value = value.to_string();
        let taken = self.script(body, json!([name, value])).await?;
        ensure(taken == json!(value), format_args!("the slider {name:?} takes {taken} for {value}"))
    }

    /// Chooses how the pages are read.
    pub async fn choose(&self, side_by_side: bool) -> Outcome {
        let label = if side_by_side { "tabs side by side" } else { "one tab at a time" };
        let path = format!("//label[normalize-space()='{label}']");
        let choice =
            self.client.find(Locator::XPath(&path)).await.context(format_args!("finding {label:?}"))?;
        choice.click().await.context(format_args!("choosing {label:?}"))
    }

    /// Sets everything, and waits until the total says what the simulator says.
    pub async fn set(&self, set: Set) -> Outcome {
        self.choose(set.side_by_side).await?;
        self.slide(LOAD, set.load_ms).await?;
        self.slide(TABS, set.tabs).await?;
        self.slide(PEOPLE, u64::from(set.people)).await?;
        self.expect_total(set).await
    }

    /// Waits until the total says what the simulator says.
    pub async fn expect_total(&self, set: Set) -> Outcome {
        let total = set.total()?;
        self.wait_for_text(".result b.total", &total).await.context(format_args!("{set:?}"))
    }

    /// Puts the cursor somewhere by the slider for the time.
    pub async fn seek(&self, us: u64) -> Outcome {
        self.slide("Time", us).await?;
        self.expect_cursor(us).await
    }

    /// Where the cursor is.
    pub async fn cursor_us(&self) -> Outcome<u64> {
        let value = self.script("return Number(document.querySelector('.scrub').value)", json!([])).await?;
        value.as_u64().context("reading the cursor")
    }

    /// Waits until the cursor is somewhere.
    pub async fn expect_cursor(&self, us: u64) -> Outcome {
        let condition = format!("document.querySelector('.scrub').value === '{us}'");
        match self.wait_until(&condition, SOON).await {
            Ok(()) => Ok(()),
            Err(_) => Err(format!("the cursor is at {}, expected {us}", self.cursor_us().await?).into()),
        }
    }

    /// The whole picture: the stage, the timeline and the gauges.
    pub async fn picture(&self) -> Outcome<Value> {
        let body = "return ['.stage svg', '.timeline', '.gauges', '.playback']\
                    .map((part) => document.querySelector(part).outerHTML);";
        self.script(body, json!([])).await
    }

    /// Presses a button, by the name that a screen reader says.
    pub async fn press(&self, name: &str) -> Outcome {
        let path = format!("//button[@aria-label='{name}' or normalize-space()='{name}']");
        let button =
            self.client.find(Locator::XPath(&path)).await.context(format_args!("finding {name:?}"))?;
        button.click().await.context(format_args!("pressing {name:?}"))
    }

    /// Clicks into the middle of an element.
    pub async fn click(&self, selector: &str) -> Outcome {
        let element = self.client.find(Locator::Css(selector)).await;
        let element = element.context(format_args!("finding {selector}"))?;
        element.click().await.context(format_args!("clicking {selector}"))
    }

    /// Lets the next Tab lead to the first control after an element that has no focus of its own.
    pub async fn begin_at(&self, selector: &str) -> Outcome {
        // What loses the focus is where Tab goes on from.
        let body = "const top = document.querySelector(arguments[0]);\
                    top.tabIndex = -1; top.focus(); top.removeAttribute('tabindex');\
                    top.scrollIntoView({ behavior: 'instant' });";
        self.script(body, json!([selector])).await.map(drop)
    }

    /// Gives an element the focus.
    pub async fn focus(&self, selector: &str) -> Outcome {
        let body = "const element = document.querySelector(arguments[0]);\
                    element?.focus(); return !!element && document.activeElement === element;";
        let focused = self.script(body, json!([selector])).await?;
        ensure(focused == json!(true), format_args!("{selector} does not take the focus"))
    }

    /// Types on whatever has the focus.
    pub async fn keys(&self, keys: &str) -> Outcome {
        let element = self.client.active_element().await.context("finding what has the focus")?;
        element.send_keys(keys).await.context(format_args!("typing {keys:?}"))
    }

    /// Runs what is set for real, and gives the sentence that stands there in the end.
    pub async fn run_for_real(&self) -> Outcome<String> {
        self.press(RUN).await?;
        self.wait_for_end_of_run().await
    }

    /// Waits until nothing runs any more, and gives the sentence that stands there.
    pub async fn wait_for_end_of_run(&self) -> Outcome<String> {
        let condition = "document.querySelector('button.run').textContent === 'Run it for real' \
                         && document.querySelector('.real-said').textContent !== ''";
        self.wait_until(condition, RUN_WITHIN).await?;
        self.text(".real-said").await
    }

    /// The errors on the console since the last time; none where the browser does not tell.
    pub async fn console_errors(&self) -> Outcome<Vec<String>> {
        self.console.errors(&self.client).await
    }

    /// Gives the page another size.
    pub async fn resize(&self, width: u32, height: u32) -> Outcome {
        self.client.issue_cmd(Vendor::viewport(width, height)).await.context("resizing")?;
        self.wait_until(&format!("window.innerWidth === {width}"), SOON).await
    }
}

/// What an element says, as JavaScript; spaces at which no line breaks are spaces like any other.
fn text_of(selector: &str) -> String {
    format!("document.querySelector({selector})?.textContent.replaceAll('\\u00a0', ' ')")
}

/// A run's measured and predicted milliseconds, from “Measured 2.034 s, predicted 2.000 s: …”.
pub fn measured_and_predicted_ms(said: &str) -> Outcome<(f64, f64)> {
    let read = || {
        // Where something else was run instead, another prediction stands before this sentence.
        let (measured, rest) = said.split_once("Measured ")?.1.split_once(" s, predicted ")?;
        let (predicted, _) = rest.split_once(" s")?;
        Some((measured.parse::<f64>().ok()? * 1_000.0, predicted.parse::<f64>().ok()? * 1_000.0))
    };
    read().context(format_args!("a result was expected, not {said:?}"))
}
