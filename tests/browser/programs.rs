//! What is set as a program: every language shows its own or says why it has none, and the program follows what is set.

use libtest_mimic::Trial;
use meanwhile_figures::Values;
use meanwhile_programs::{Style, write};
use meanwhile_words::say;
use serde_json::json;

use crate::figure::{OnPage, figure};
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::Page;
use crate::server::Fault;

const SPACE: &str = "\u{e00d}";
const RIGHT: &str = "\u{e014}";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.everywhere("a program in another language comes by keyboard, and follows what is set", follows),
        bench.in_chromium("every language shows its program, or says why there is none", every_language),
        bench.in_chromium("a kind of marked lines is shown in the program and in the picture", marked),
        bench.in_chromium("where programs cannot be loaded, it says so, and goes on", not_loaded),
    ]
}

/// What the listing of a figure should say at some values.
fn expected(figure: &OnPage<'_>, values: Values, style: Style) -> Outcome<String> {
    let shown = figure.shown(values)?;
    let scenario = &shown.panels.first().context("looking for a panel")?.trace.scenario;
    Ok(match write(scenario, style) {
        Ok(program) => program.text(),
        Err(refusal) => say(&format!("program.refused.{}", refusal.key()), &[]),
    })
}

/// Waits until it does.
async fn expect(page: &Page, figure: &OnPage<'_>, text: &str) -> Outcome {
    let selector = figure.within(".listing :is(code, .refused)");
    let condition = format!("document.querySelector({selector:?})?.textContent === {}", json!(text));
    let so = page.wait_until(&condition, crate::page::SOON).await;
    so.context(format_args!("looking for the program\n{text}"))
}

fn button(style: Style) -> String {
    format!("[data-program='{}']", style.id())
}

async fn follows(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let code = figure(&page, "code")?;
    let dials = code.described.dials();
    let first = Values::first(dials);
    expect(&page, &code, &expected(&code, first, Style::PythonAsyncio)?).await?;
    page.focus(&code.within(&button(Style::RustAsync))).await?;
    page.keys(SPACE).await?;
    expect(&page, &code, &expected(&code, first, Style::RustAsync)?).await?;
    // The first choice is what is to be done.
    page.focus(&code.within("[data-way='0'][value='0']")).await?;
    page.keys(RIGHT).await?;
    expect(&page, &code, &expected(&code, first.with(dials, 0, 1), Style::RustAsync)?).await
}

async fn every_language(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let code = figure(&page, "code")?;
    let dials = code.described.dials();
    let mut written = 0;
    for (work, way, workers, cores) in [(0, 0, 1, 1), (2, 1, 3, 2), (3, 1, 2, 2), (1, 0, 2, 2), (3, 0, 1, 1)]
    {
        let mut values = Values::first(dials);
        for (dial, value) in [work, way, workers, cores].into_iter().enumerate() {
            values.set(dials, dial, value);
        }
        for (dial, how) in [(0, work), (1, way)] {
            page.script(
                "document.querySelector(arguments[0]).click()",
                json!([code.within(&format!("[data-way='{dial}'][value='{how}']"))]),
            )
            .await?;
        }
        code.slide("2", workers as u32).await?;
        code.slide("3", cores as u32).await?;
        for style in Style::ALL {
            page.click(&code.within(&button(style))).await?;
            let text = expected(&code, values, style)?;
            expect(&page, &code, &text).await?;
            written += u32::from(text.contains('\n'));
            let pressed = page.script(
                "return [...document.querySelectorAll('[data-program][aria-pressed=true]')].map((at) => at.dataset.program)",
                json!([]),
            );
            same("the language that is chosen", pressed.await?, json!([style.id()]))?;
        }
    }
    ensure(written > 15, format_args!("only {written} programs were shown"))?;
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}

async fn marked(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let code = figure(&page, "code")?;
    let look = "const [figure, selector] = arguments;\
                const one = document.querySelector(`${figure} ${selector}`);\
                return getComputedStyle(one)[arguments[2]]";
    let of = async |selector: &str, what: &str| page.script(look, json!(["#code", selector, what])).await;
    let (seen, gone) = (json!("1"), json!("0.18"));
    same("bars before", of(".bar.executing", "opacity").await?, seen.clone())?;
    page.focus(&code.within(".marks [value='wait']")).await?;
    page.keys(SPACE).await?;
    same("bars of something else", of(".bar.executing", "opacity").await?, gone)?;
    same("bars of waits", of(".bar.waiting", "opacity").await?, seen)?;
    let none = of(".listing code", "backgroundColor").await?;
    same(
        "lines of something else",
        of("[data-mark='start'].marked", "backgroundColor").await?,
        none.clone(),
    )?;
    ensure(
        of("[data-mark='wait'].marked", "backgroundColor").await? != none,
        "the lines that wait are not marked",
    )
}

async fn not_loaded(lab: &Lab) -> Outcome {
    let page = lab.open_with(Fault::CodeMissing).await?;
    page.skip_bets().await?;
    let code = figure(&page, "code")?;
    page.click(&code.within(&button(Style::Go))).await?;
    expect(
        &page,
        &code,
        "The programs could not be loaded. Set something or choose a language, and it is tried again.",
    )
    .await?;
    // The rest of the figure does not need them.
    let dials = code.described.dials();
    code.slide("2", 2).await?;
    code.expect(Values::first(dials).with(dials, 2, 2)).await
}
