//! What is typed into a number field and cannot be taken gives one clear sentence.

use libtest_mimic::Trial;
use serde_json::json;

use crate::expected::{AT_FIRST, Set};
use crate::lab::{Bench, Lab};
use crate::outcome::{Outcome, same};
use crate::page::{LOAD, PEOPLE, Page, TABS};

const TAB: &str = "\u{e004}";
const BACKSPACE: &str = "\u{e003}";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.in_chromium("what is no number is refused with a sentence, and the value stays", nonsense),
        bench.everywhere("what is out of range is clamped with a sentence", out_of_range),
        bench.in_chromium("what can be taken is taken, and the sentence goes", good_values),
    ]
}

async fn nonsense(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    for text in ["abc", "1e999", "", "NaN", "-", "Infinity", "<b>6</b>", "0x6", "6 7"] {
        type_in(&page, TABS, "3").await?;
        type_in(&page, LOAD, text).await?;
        expect(&page, LOAD, "6", "That is not a number, so it stays at 6 s.").await?;
        page.expect_total(Set { tabs: 3, ..AT_FIRST }).await?;
    }
    type_in(&page, PEOPLE, "two").await?;
    expect(&page, PEOPLE, "1", "That is not a number, so it stays at 1.").await?;
    page.expect_total(Set { tabs: 3, ..AT_FIRST }).await
}

async fn out_of_range(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    for (text, taken) in [("-5", 0), ("11", 10), ("999999999999999999999999999999", 10), ("-0.1", 0)] {
        type_in(&page, LOAD, text).await?;
        let sentence = format!("Page load goes from 0 to 10 s; {taken} s is taken.");
        expect(&page, LOAD, &taken.to_string(), &sentence).await?;
        page.expect_total(Set { load_ms: taken * 1_000, ..AT_FIRST }).await?;
    }
    type_in(&page, LOAD, "6").await?;
    for (text, taken) in [("99", 8), ("0", 1), ("-5", 1)] {
        type_in(&page, TABS, text).await?;
        expect(&page, TABS, &taken.to_string(), &format!("Tabs goes from 1 to 8; {taken} is taken.")).await?;
        page.expect_total(Set { tabs: taken, ..AT_FIRST }).await?;
    }
    type_in(&page, PEOPLE, "1000").await?;
    expect(&page, PEOPLE, "8", "People, each with a device goes from 1 to 8; 8 is taken.").await
}

async fn good_values(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    type_in(&page, LOAD, "nonsense").await?;
    expect(&page, LOAD, "6", "That is not a number, so it stays at 6 s.").await?;
    for (text, load_ms) in [("2.5", 2_500), ("3,5", 3_500), (" 4 ", 4_000), (".5", 500)] {
        type_in(&page, LOAD, text).await?;
        page.expect_total(Set { load_ms, ..AT_FIRST }).await?;
        page.wait_for_text(".note", "").await?;
    }
    Ok(())
}

/// Replaces what stands in a field, and leaves the field.
async fn type_in(page: &Page, dial: &str, text: &str) -> Outcome {
    let field = field(dial);
    page.focus(&field).await?;
    page.script("document.querySelector(arguments[0]).select()", json!([field])).await?;
    page.keys(&format!("{BACKSPACE}{text}{TAB}")).await
}

async fn expect(page: &Page, dial: &str, value: &str, sentence: &str) -> Outcome {
    page.wait_for_text(".note", sentence).await?;
    let shown =
        page.script("return document.querySelector(arguments[0]).value", json!([field(dial)])).await?;
    same(format_args!("the field {dial:?}"), shown, json!(value))
}

fn field(dial: &str) -> String {
    format!("input[aria-label='{dial}, as a number']")
}
