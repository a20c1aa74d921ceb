//! The way through the article: from chapter to chapter, to a question's figure and back, and the whole on one sheet.

use fantoccini::wd::PrintConfiguration;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::figure::figure;
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure, same};
use crate::page::{Page, SOON};

const ENTER: &str = "\u{e007}";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    vec![
        bench.everywhere(
            "the address follows the chapter that is read, and the history does not grow",
            followed,
        ),
        bench.in_chromium("at the end of each chapter stand the one before and the one after", onward),
        bench.everywhere("a question opens its bet, and the way back leads to the question", there_and_back),
        bench.in_chromium("the summary has every chapter's sentence, and is one sheet of paper", one_sheet),
    ]
}

/// The headings of the article, in its order.
async fn headings(page: &Page) -> Outcome<Vec<String>> {
    let body = "return [...document.querySelectorAll('h2[id]')].map((heading) => heading.id)";
    let found = page.script(body, json!([])).await?;
    Ok(found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

async fn followed(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let length = page.script("return history.length", json!([])).await?;
    for id in ["chapter-5", "chapter-2", "answers"] {
        let body = "document.getElementById(arguments[0]).scrollIntoView({ behavior: 'instant' })";
        page.script(body, json!([id])).await?;
        page.wait_until(&format!("location.hash === '#{id}'"), SOON).await?;
    }
    page.script("scrollTo({ top: 0, behavior: 'instant' })", json!([])).await?;
    page.wait_until("location.hash === ''", SOON).await?;
    same("the history's length", page.script("return history.length", json!([])).await?, length)
}

async fn onward(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let ids = headings(&page).await?;
    let body = "return [...document.querySelectorAll('.onward')].map((links) => [\
                    links.previousElementSibling?.tagName !== 'H2',\
                    ...['prev', 'next'].map((rel) => links.querySelector(`[rel=${rel}]`)?.getAttribute('href') ?? '')])";
    let found = page.script(body, json!([])).await?;
    let link = |index: Option<usize>| {
        index.and_then(|index| ids.get(index)).map_or_else(String::new, |id| format!("#{id}"))
    };
    let expected: Vec<_> = (0..ids.len())
        .map(|index| json!([true, link(index.checked_sub(1)), link(Some(index + 1))]))
        .collect();
    same("the links at the chapters' ends", found, json!(expected))?;
    page.focus(".onward [rel=next]").await?;
    page.keys(ENTER).await?;
    page.wait_until("location.hash === '#chapter-2'", SOON).await
}

async fn there_and_back(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    page.script("document.getElementById('answers').scrollIntoView({ behavior: 'instant' })", json!([]))
        .await?;
    page.wait_until("location.hash === '#answers'", SOON).await?;
    let workers = figure(&page, "workers")?;
    workers.slide("0", 3).await?;
    page.focus("[data-bet][href='#workers']").await?;
    page.keys(ENTER).await?;
    workers.expect_betting(true).await?;
    workers.expect(workers.first()?.values).await?;
    let on_screen = "(({ top, bottom }) => bottom > 0 && top < innerHeight)\
                     (document.getElementById('workers').getBoundingClientRect())";
    page.wait_until(on_screen, SOON).await?;
    page.click(&workers.within("[data-do=bet]")).await?;
    workers.expect_betting(false).await?;
    page.script("history.back()", json!([])).await?;
    page.wait_until("location.hash === '#answers'", SOON).await
}

async fn one_sheet(lab: &Lab) -> Outcome {
    let page = lab.open().await?;
    let sentences = page.script(
        "return [...document.querySelectorAll('.takeaway')].map((takeaway) => takeaway.textContent.replace(/\\s+/g, ' ').trim())",
        json!([]),
    );
    let sentences = sentences.await?;
    page.click(".contents [href='summary/']").await?;
    page.wait_until("document.querySelector('main.summary svg')", SOON).await?;
    let said = page.text("main.summary").await?;
    for sentence in sentences.as_array().into_iter().flatten().filter_map(Value::as_str) {
        ensure(said.contains(sentence), format_args!("the summary does not say {sentence:?}"))?;
    }
    let printed = page.client().print(PrintConfiguration::default()).await.context("printing")?;
    let is_page = |at: &usize| !printed[*at..].starts_with(b"/Type /Pages");
    let pages =
        (0..printed.len()).filter(|at| printed[*at..].starts_with(b"/Type /Page")).filter(is_page).count();
    same("the sheets of the summary", pages, 1)
}
