//! The errors on a page's console, as far as the browser lets us learn of them.

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use fantoccini::Client;
use serde_json::{Value, json};

use crate::driver::Vendor;
use crate::outcome::{Context, Outcome, ensure};

const PRINTED_WITHIN: Duration = Duration::from_secs(10);
/// How Firefox begins the line about an error that nobody caught, and where its own errors come from.
const UNCAUGHT: &str = "JavaScript error: ";
const OWN: [&str; 2] = ["resource:", "chrome:"];

/// The lines that a driver and its browsers print.
pub type Printed = Arc<Mutex<Receiver<String>>>;

/// How a browser tells of its errors.
#[derive(Clone, Debug)]
pub enum Console {
    /// The driver is asked for them.
    Asked,
    /// They stand in what the browser prints.
    Printed(Printed),
    /// They cannot be learnt of: WebKit's driver throws away what the browser prints.
    Silent,
}

impl Console {
    /// The errors since the last time; none where they cannot be learnt of.
    pub async fn errors(&self, client: &Client) -> Outcome<Vec<String>> {
        match self {
            Console::Asked => asked(client).await,
            Console::Printed(printed) => printed_errors(printed, client).await,
            Console::Silent => Ok(Vec::new()),
        }
    }
}

async fn asked(client: &Client) -> Outcome<Vec<String>> {
    let entries = client.issue_cmd(Vendor::console()).await.context("reading the console")?;
    let entries = entries.as_array().context("reading the console")?;
    let is_error = |entry: &&Value| entry["level"] == "SEVERE";
    Ok(entries.iter().filter(is_error).map(|entry| entry["message"].to_string()).collect())
}

/// What is printed takes its time, so an error of our own is thrown and waited for; what came before it is all there.
async fn printed_errors(printed: &Printed, client: &Client) -> Outcome<Vec<String>> {
    const MARK: &str = "the end of the errors so far";
    let throw = "setTimeout((mark) => { throw new Error(mark) }, 0, arguments[0])";
    client.execute(throw, vec![json!(MARK)]).await.context("throwing an error")?;
    let started = Instant::now();
    let mut errors = Vec::new();
    loop {
        let line = printed.lock().unwrap_or_else(PoisonError::into_inner).try_recv().ok();
        match line {
            Some(line) if is_of_page(&line) && line.contains(MARK) => return Ok(errors),
            Some(line) if is_of_page(&line) => errors.push(line),
            Some(_) => {}
            None => tokio::time::sleep(Duration::from_millis(20)).await,
        }
        ensure(started.elapsed() < PRINTED_WITHIN, "the browser does not print an error that was thrown")?;
    }
}

fn is_of_page(line: &str) -> bool {
    line.strip_prefix(UNCAUGHT).is_some_and(|error| !OWN.iter().any(|own| error.starts_with(own)))
}
