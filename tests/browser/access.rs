//! axe finds nothing to object to: all bets open and all skipped, light and dark, with reduced motion, and at 320 px.

use std::path::PathBuf;

use libtest_mimic::Trial;
use meanwhile_words::languages::{Language, all, from_right_to_left};
use serde_json::{Value, json};

use crate::browser::named;
use crate::driver::Vendor;
use crate::lab::{Bench, Lab};
use crate::outcome::{Context, Outcome, ensure};
use crate::page::{Page, SOON};

/// How the page looks when it is judged.
struct Look {
    name: &'static str,
    width: u32,
    scheme: &'static str,
    motion: &'static str,
}

const LOOKS: [Look; 3] = [
    Look { name: "light", width: 1280, scheme: "light", motion: "no-preference" },
    Look { name: "dark", width: 1280, scheme: "dark", motion: "no-preference" },
    Look { name: "narrow, reduced motion", width: 320, scheme: "light", motion: "reduce" },
];

/// Opens everything that opens, so that it is judged too.
const OPEN_ALL: &str = "
    document.querySelectorAll('details').forEach((details) => { details.open = true; });
    document.querySelector('[popover]')?.showPopover();";

/// Each violation in a line: the rule, and up to three of the elements.
const JUDGE: &str = "
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    const told = (element) => `${element.target.join(' ')} (${element.any[0]?.message ?? element.html})`;
    return violations.map(({ id, nodes }) => `${id}, ${nodes.length} times: ${nodes.slice(0, 3).map(told).join('; ')}`);";

/// The promises of this file.
pub fn promises(bench: &Bench) -> Vec<Option<Trial>> {
    let axe = axe();
    let bench = match &axe {
        Ok(_) => bench.clone(),
        Err(why) => bench.without(why),
    };
    let found = axe.clone();
    let judge = async move |lab: &Lab| judged(lab, &found?).await;
    let mut promises = vec![bench.in_chromium("axe finds no violation, whatever the page looks like", judge)];
    let others = all().iter().skip(1).chain([from_right_to_left()]);
    promises.extend(others.map(|language| {
        let axe = axe.clone();
        let promise = format!("axe finds no violation on the page in {}", language.code());
        bench.in_chromium(&promise, async move |lab| judged_in(lab, &axe?, language).await)
    }));
    promises
}

/// The script, from where `cargo xtask test` says that it is, or the sentence that says why there is none.
fn axe() -> Result<PathBuf, String> {
    match (named("MEANWHILE_AXE"), named("MEANWHILE_NO_AXE")) {
        (Some(script), _) => Ok(script.into()),
        (None, Some(why)) => Err(why.to_string_lossy().into_owned()),
        (None, None) => Err("MEANWHILE_AXE names no axe-core.".to_owned()),
    }
}

async fn judged(lab: &Lab, script: &PathBuf) -> Outcome {
    let script = std::fs::read_to_string(script).context(format_args!("reading {}", script.display()))?;
    let page = lab.open_betting().await?;
    page.script(&script, json!([])).await?;
    let mut violations = Vec::new();
    for is_open in [true, false] {
        if !is_open {
            page.skip_bets().await?;
            open_all(&page).await?;
        }
        for Look { name, width, scheme, motion } in LOOKS {
            let preferences = [("prefers-color-scheme", scheme), ("prefers-reduced-motion", motion)];
            lab.client.issue_cmd(Vendor::preferences(&preferences)).await.context("asking for a look")?;
            page.resize(width, 1_000).await?;
            let at = format!("{name}, bets {}", if is_open { "open" } else { "skipped" });
            violations.extend(judge(&page).await?.into_iter().map(|violation| format!("{at}: {violation}")));
        }
    }
    ensure(violations.is_empty(), violations.join("\n"))
}

/// Another language is judged in the look that leaves least room; colours are the same in all.
async fn judged_in(lab: &Lab, script: &PathBuf, language: &Language) -> Outcome {
    let script = std::fs::read_to_string(script).context(format_args!("reading {}", script.display()))?;
    let page = lab.open_betting_at(&[language.code(), "/"].concat()).await?;
    page.script(&script, json!([])).await?;
    page.resize(320, 1_000).await?;
    let mut violations = judge(&page).await?;
    page.skip_bets().await?;
    open_all(&page).await?;
    violations.extend(judge(&page).await?);
    ensure(violations.is_empty(), violations.join("\n"))
}

async fn open_all(page: &Page) -> Outcome {
    page.script(OPEN_ALL, json!([])).await?;
    // Tables are written for whoever opens them.
    page.wait_until("document.querySelector('.twin tbody th')", SOON).await
}

async fn judge(page: &Page) -> Outcome<Vec<String>> {
    let found = page.async_script(JUDGE, json!([])).await?;
    let found = found.as_array().context(format_args!("reading what axe says ({found})"))?;
    Ok(found.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}
