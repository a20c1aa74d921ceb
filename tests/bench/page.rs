//! A blank page of the site, with the module that carries runs out, and what can be asked of it.

use std::path::Path;
use std::time::Duration;

use fantoccini::Client;
use meanwhile_engine::{Plan, Progress, Rate, Record, Stage};
use meanwhile_sim::Micros;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::outcome::{Context, Outcome};
use crate::server::{Fault, Server};

const SCRIPT: &str = include_str!("page.js");
/// Nothing is there, so the page is blank; what isolates it is sent all the same.
const BLANK: &str = "blank";
const CLOSED_WITHIN: Duration = Duration::from_secs(10);
const TRIES: u32 = 3;
/// What was stopped by force may use a core for so long.
const SETTLED_AFTER: Duration = Duration::from_secs(5);
/// The stages after which something comes.
const ACTIVE: [Stage; 6] =
    [Stage::Settling, Stage::Starting, Stage::Warming, Stage::Calibrating, Stage::Running, Stage::Cancelling];

/// The page, in a browser of its own.
pub struct Page {
    client: Client,
    /// As the browser reports them.
    pub cores: u32,
    _server: Server,
}

/// A run, as the page saw it.
#[derive(Debug)]
pub struct Run {
    /// What was measured.
    pub record: Record,
    /// The turns of the page's event loop while the workload ran, in milliseconds of the page's clock.
    pub turns: Vec<Turn>,
    /// The same while the kernel was warmed up and its speed was measured.
    pub turns_before: Vec<Turn>,
}

/// One task of the page's event loop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    /// When it began.
    pub from_ms: f64,
    /// When it ended.
    pub to_ms: f64,
}

impl Turn {
    /// How long it took.
    pub fn length_ms(&self) -> f64 {
        self.to_ms - self.from_ms
    }
}

/// What the script tells of a run.
#[derive(Deserialize)]
struct Told {
    words: Vec<u32>,
    said: String,
    stages: Vec<(u32, f64)>,
    turns: Vec<f64>,
}

impl Page {
    /// Opens it and loads the module.
    pub async fn open(driver: &Driver, site: &Path) -> Outcome<Page> {
        let server = Server::start(site, "/", Fault::None).await?;
        let client = driver.session().await?;
        let url = format!("{}{BLANK}", server.url());
        client.goto(&url).await.context(format_args!("opening {url}"))?;
        client.execute(SCRIPT, Vec::new()).await.context("preparing the page")?;
        let mut page = Page { client, cores: 1, _server: server };
        page.cores = page.call("load", json!([])).await?;
        Ok(page)
    }

    /// Closes the browser; one that does not close is ended with its driver.
    pub async fn close(self) {
        let _ = tokio::time::timeout(CLOSED_WITHIN, self.client.close()).await;
    }

    /// Runs a plan to its end; more than once where the machine has no time for it.
    ///
    /// # Errors
    /// The last of several runs that all ended otherwise than done, or by another method than the plan's.
    pub async fn run(&self, plan: &Plan) -> Outcome<Run> {
        let mut tries = TRIES;
        loop {
            tries -= 1;
            match self.try_to_run(plan).await {
                Err(why) if tries > 0 => eprintln!("page: once more: {why}"),
                run => return run,
            }
            let _: bool = self.call("forget", json!([runner(plan)])).await?;
            tokio::time::sleep(SETTLED_AFTER).await;
        }
    }

    async fn try_to_run(&self, plan: &Plan) -> Outcome<Run> {
        let told: Told = self.call("run", json!([runner(plan), plan.encode(), active()])).await?;
        let progress = Progress::decode(&told.words, told.said);
        if progress.stage != Stage::Done {
            return Err(format!("a run ended as {:?}", progress.stage).into());
        }
        if progress.method != plan.method {
            let why = progress.why_not_better;
            return Err(format!("{:?} became {:?}: {why:?}", plan.method, progress.method).into());
        }
        let record = Record::decode(&progress.record).context("reading a record")?;
        let began = told.stages.iter().find(|(stage, _)| *stage == word(&Stage::Running));
        let began_ms = began.context("looking for the beginning of a run")?.1;
        let turns = told.turns.chunks_exact(2).map(|turn| Turn { from_ms: turn[0], to_ms: turn[1] });
        let (turns_before, turns) = turns.partition(|turn| turn.from_ms < began_ms);
        Ok(Run { record, turns, turns_before })
    }

    /// How long the engine of a plan takes to be up, in milliseconds.
    pub async fn start_pool(&self, plan: &Plan) -> Outcome<f64> {
        self.call("startPool", json!([plan.encode(), active(), word(&Stage::Warming)])).await
    }

    /// How long so many Workers take that load the threaded engine and do no more, in milliseconds.
    pub async fn start_workers(&self, count: u32) -> Outcome<f64> {
        self.call("startWorkers", json!([count])).await
    }

    /// The kernel's speed in a plain Worker.
    pub async fn rate(&self, warm_up_us: Micros) -> Outcome<Rate> {
        let (rounds, us): (u64, Micros) = self.call("calibrate", json!([warm_up_us])).await?;
        Ok(Rate { rounds, us: us.max(1) })
    }

    /// How often in a millisecond nested timers of 0 ms ring.
    pub async fn nested_timeouts_per_ms(&self, for_ms: u32) -> Outcome<f64> {
        self.call("nestedTimeouts", json!([for_ms])).await
    }

    /// Calls a function of the script and waits for what it promises.
    async fn call<T: DeserializeOwned>(&self, function: &str, arguments: Value) -> Outcome<T> {
        let body = "const done = arguments[arguments.length - 1];\
                    Promise.resolve(bench[arguments[0]](...arguments[1]))\
                        .then((told) => done({ told }), (error) => done({ error: String(error) }));";
        let answer = self.client.execute_async(body, vec![json!(function), arguments]).await;
        let mut answer = answer.context(format_args!("calling {function} in the page"))?;
        match answer["error"].as_str() {
            Some(error) => Err(format!("{function}: {error}").into()),
            None => serde_json::from_value(answer["told"].take())
                .context(format_args!("reading what {function} tells")),
        }
    }
}

/// Whoever runs this plan runs no other method's.
fn runner(plan: &Plan) -> String {
    format!("{:?}", plan.method)
}

/// The stages after which something comes, as the page tells them.
fn active() -> Vec<u32> {
    ACTIVE.iter().map(word).collect()
}

fn word(stage: &Stage) -> u32 {
    Progress::from(stage.clone()).encode().0[0]
}
