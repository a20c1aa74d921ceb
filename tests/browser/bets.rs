//! The bet: nothing gives the answer away before it, and after it the answer shows, the gap, and why.

use libtest_mimic::Trial;
use meanwhile_figures::{Bet, Shown};
use meanwhile_picture::timeline::{Axis, View};
use serde_json::json;

use crate::figure::{OnPage, figure, figures, plain_spaces};
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::Page;

const TAB: &str = "\u{e004}";
const SPACE: &str = "\u{e00d}";
const RIGHT: &str = "\u{e014}";
/// What a bet must not show, besides the bars.
const ANSWERS: [&str; 10] = [
    ".bar",
    ".result",
    ".twin",
    ".gauges",
    ".legend",
    ".controls",
    ".playback",
    ".real",
    ".bet-said",
    ".curve",
];
/// What is drawn is rounded to hundredths of a pixel, and a width is measured in whole ones.
const ROUNDING_PX: f64 = 1.1;

/// How a guess is made.
#[derive(Clone, Copy, Debug)]
enum How {
    Slid,
    Typed,
    /// With the arrow keys on the slider, and the space bar on the button.
    Keyed,
    /// On the timeline.
    Dragged,
}

/// A figure, how the guess is made, and the guess in the unit of the bet's dial.
const BETS: [(&str, How, u32); 12] = [
    ("modes", How::Slid, 2),
    ("requests", How::Typed, 106),
    ("ten-twenty", How::Dragged, 15_000),
    ("five", How::Keyed, 9_000),
    ("workers", How::Slid, 80_000),
    ("clicks", How::Dragged, 500),
    ("first-result", How::Typed, 42_000),
    ("phone", How::Keyed, 1_080_000),
    ("split", How::Dragged, 5_000),
    ("graham", How::Slid, 9_000),
    ("turns", How::Keyed, 15_000),
    ("tabs", How::Typed, 17_000),
];

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.everywhere("a placed bet shows the answer, the gap, and why", placed),
        bench.in_chromium("a bet of every kind can be placed by every means", every_kind),
        bench.in_chromium("a skipped bet shows the answer and no gap", skipped),
        bench.in_chromium("before the bet nothing gives the answer away", kept_secret),
    ]
}

async fn placed(lab: &Lab) -> Outcome {
    let page = lab.open_betting().await?;
    place(&page, "tabs", How::Slid, 8_000).await
}

async fn every_kind(lab: &Lab) -> Outcome {
    let page = lab.open_betting().await?;
    for (id, how, guess) in BETS {
        place(&page, id, how, guess).await.context(format_args!("{id}, {how:?}"))?;
    }
    same("the console's errors", page.console_errors().await?, Vec::<String>::new())
}

async fn place(page: &Page, id: &str, how: How, guess: u32) -> Outcome {
    let figure = figure(page, id)?;
    let (shown, bet) = (figure.first()?, bet_of(&figure)?);
    make(page, &figure, &bet, how, guess).await?;
    let field = figure.within("[data-type=bet]");
    let value = page.script("return document.querySelector(arguments[0]).value", json!([field])).await?;
    same("the number of the bet", value, json!(bet.dial.number(guess)))?;
    if let How::Keyed = how {
        page.focus(&field).await?;
        page.keys(TAB).await?;
        page.keys(TAB).await?;
        page.keys(SPACE).await?;
    } else {
        page.click(&figure.within("[data-do=bet]")).await?;
    }
    figure.expect_betting(false).await?;
    figure.expect_focus(".play").await?;
    page.wait_for_text(&figure.within(".bet-said"), &said(&shown, &bet, guess)).await?;
    figure.expect(shown.values).await?;
    for answer in [".bar", ".result", ".twin", ".playback", ".real", ".bet-said"] {
        figure.expect_visible(answer, true).await?;
    }
    figure.expect_visible(".bet", false).await?;
    if bet.is_time() { gap_is_drawn(page, &figure, &shown, &bet, guess).await } else { no_gap(&figure).await }
}

async fn make(page: &Page, figure: &OnPage<'_>, bet: &Bet, how: How, guess: u32) -> Outcome {
    match how {
        How::Slid => figure.slide("bet", guess).await,
        How::Typed => figure.type_in("[data-type=bet]", &bet.dial.number(guess)).await,
        How::Keyed => {
            page.focus(&figure.within("[data-slide=bet]")).await?;
            let steps = (guess - bet.dial.first) / bet.dial.step;
            page.keys(&RIGHT.repeat(steps as usize)).await
        }
        How::Dragged => {
            let axis = axis(page, figure, bet.dial.us(bet.dial.max)).await?;
            let x_of = |value| f64::from(axis.x_of(bet.dial.us(value)));
            page.drag(&figure.within(".timeline"), (x_of(bet.dial.first), 20.0), (x_of(guess), 24.0)).await
        }
    }
}

/// “You bet …; it is …”, and why.
fn said(shown: &Shown, bet: &Bet, guess: u32) -> String {
    let (truth, written) = match bet.is_time() {
        true => (shown.time(bet.truth(shown)), bet.dial.spoken(shown.figure.id(), guess)),
        false => (bet.truth(shown).to_string(), guess.to_string()),
    };
    plain_spaces(&format!("You bet {written}; it is {truth}. {}", bet.why(shown, guess)))
}

/// From guess to truth on the axis that the chart has.
async fn gap_is_drawn(page: &Page, figure: &OnPage<'_>, shown: &Shown, bet: &Bet, guess: u32) -> Outcome {
    figure.expect_visible(".ghost", true).await?;
    let (from_us, to_us) = bet.gap_us(shown, guess);
    let axis = axis(page, figure, shown.axis_us().max(bet.guess(guess))).await?;
    let (from, to) = (f64::from(axis.x_of(from_us)), f64::from(axis.x_of(to_us)));
    let body = "const { offsetLeft, offsetWidth } = document.querySelector(arguments[0]);\
                return [offsetLeft, offsetLeft + offsetWidth]";
    let found = page.script(body, json!([figure.within(".ghost")])).await?;
    let is_at = |index: usize, x: f64| found[index].as_f64().is_some_and(|px| (px - x).abs() <= ROUNDING_PX);
    // A bet that is right has a gap that can just be seen: its two edges.
    let to = to.max(from + 4.0);
    ensure(is_at(0, from) && is_at(1, to), format_args!("the gap goes from {found}, expected {from} to {to}"))
}

async fn no_gap(figure: &OnPage<'_>) -> Outcome {
    figure.expect_visible(".ghost", false).await
}

/// The axis of a figure's chart that goes so far.
async fn axis(page: &Page, figure: &OnPage<'_>, to_us: u64) -> Outcome<Axis> {
    let body = "return document.querySelector(arguments[0]).clientWidth";
    let width = page.script(body, json!([figure.within(".timeline")])).await?;
    let width = width.as_f64().context("measuring the timeline")?;
    Ok(Axis::new(width as f32, View::whole(to_us)))
}

async fn skipped(lab: &Lab) -> Outcome {
    let page = lab.open_betting().await?;
    for figure in figures(&page).filter(|figure| figure.described.bet().is_some()) {
        page.click(&figure.within("[data-do=skip]")).await?;
        figure.expect_betting(false).await?;
        figure.expect_focus(".play").await?;
        figure.expect(figure.first()?.values).await?;
        for (part, is_visible) in
            [(".bar", true), (".result", true), (".twin", true), (".bet", false), (".bet-said", false)]
        {
            figure.expect_visible(part, is_visible).await?;
        }
        no_gap(&figure).await?;
    }
    Ok(())
}

async fn kept_secret(lab: &Lab) -> Outcome {
    let page = lab.open_betting().await?;
    for figure in figures(&page).filter(|figure| figure.described.bet().is_some()) {
        for answer in ANSWERS {
            figure.expect_visible(answer, false).await?;
        }
        let (shown, bet) = (figure.first()?, bet_of(&figure)?);
        let label = bet.dial.label(figure.id());
        let number = format!("{label}, as a number");
        let timeline = ("group", "Timeline");
        let row = [
            ("textbox", &*number),
            ("slider", label),
            ("button", "That is my bet"),
            ("button", "Just show me"),
        ];
        // Where a number is bet on, there is nothing to drag on the timeline, which only comes with the answer.
        let controls: Vec<_> = bet.is_time().then_some(timeline).into_iter().chain(row).collect();
        page.expect_controls(&figure.within(".figure"), &controls).await?;
        // Nor does what is said to somebody who does not see it, but for what is known before: how long the tasks take.
        let given = figure.described.aside(&shown.values);
        let heard = heard(&page, &figure).await?.replacen(&plain_spaces(&given), "", 1);
        let truth = plain_spaces(&shown.time(bet.truth(&shown)));
        ensure(!bet.is_time() || !heard.contains(&truth), format_args!("{truth:?} stands in {heard:?}"))?;
        // The keys that move the cursor elsewhere have nothing to move.
        if bet.is_time() {
            page.focus(&figure.within(".timeline")).await?;
            page.keys(&format!("{RIGHT}{SPACE}")).await?;
        }
        figure.expect_betting(true).await?;
        figure.expect_visible(".cursor", false).await?;
    }
    Ok(())
}

/// The words of everything in a figure that is not hidden, and the labels.
async fn heard(page: &Page, figure: &OnPage<'_>) -> Outcome<String> {
    let body = "const figure = document.querySelector(arguments[0]);\
                const seen = [...figure.querySelectorAll('[aria-label], [aria-description], [title]')]\
                    .filter((labelled) => labelled.checkVisibility())\
                    .map((labelled) => ['aria-label', 'aria-description', 'title']\
                        .map((name) => labelled.getAttribute(name)).join(' '));\
                return [figure.innerText, ...seen].join('\\n').replaceAll('\\u00a0', ' ');";
    let heard = page.script(body, json!([figure.within(".figure")])).await?;
    Ok(heard.as_str().context("listening to a figure")?.to_owned())
}

fn bet_of(figure: &OnPage<'_>) -> Outcome<Bet> {
    figure.described.bet().context(format_args!("looking for the bet of {}", figure.id()))
}
