//! What a test works with: a browser of its own, and servers as it needs them.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use fantoccini::Client;
use libtest_mimic::{Failed, Trial};
use tokio::task::LocalSet;

use crate::browser::{Browser, Programs, named};
use crate::console::Console;
use crate::driver::Driver;
use crate::outcome::{Context, Outcome};
use crate::page::Page;
use crate::server::{Fault, Server};

const LONGEST_TEST: Duration = Duration::from_secs(180);
/// With the full counts.
const LONGEST_DEEP_TEST: Duration = Duration::from_secs(3_600);
/// A browser starts in a few seconds; Firefox takes longest.
const STARTED_WITHIN: Duration = Duration::from_secs(30);
const TRIES: usize = 2;
const CLOSED_WITHIN: Duration = Duration::from_secs(10);

/// What is tested.
#[derive(Clone, Debug)]
pub struct Setting {
    site: PathBuf,
    /// Whether to try everything instead of a twentieth.
    pub deep: bool,
    /// The drivers of earlier tests; the next test takes one unless its browser is another.
    drivers: Arc<Mutex<Vec<Driver>>>,
    /// How long each test took that has ended.
    times: Arc<Mutex<Vec<(Duration, String)>>>,
}

impl Setting {
    /// None where `MEANWHILE_SITE` does not name the folder of a built site.
    pub fn of_environment() -> Option<Setting> {
        let deep = named("MEANWHILE_DEEP").is_some();
        Some(Setting {
            site: named("MEANWHILE_SITE")?.into(),
            deep,
            drivers: Arc::default(),
            times: Arc::default(),
        })
    }

    /// Names the tests that took longest.
    pub fn print_slowest(&self, count: usize) {
        let mut times = locked(&self.times);
        times.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
        for (time, name) in times.iter().take(count) {
            println!("{:>6.1} s  {name}", time.as_secs_f64());
        }
    }
}

/// One browser, or the sentence that says why its tests are skipped.
#[derive(Clone, Debug)]
pub struct Bench {
    browser: Browser,
    ready: Result<(Setting, Programs), String>,
}

impl Bench {
    /// The browser, on what is tested, if there is anything.
    pub fn new(browser: Browser, setting: Option<&Setting>) -> Bench {
        let setting = setting.cloned().ok_or_else(|| "MEANWHILE_SITE names no built site.".to_owned());
        let ready = setting.and_then(|setting| browser.programs().map(|programs| (setting, programs)));
        Bench { browser, ready }
    }

    /// Which browser it is.
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// A test for every browser. It is ignored by name, with the reason, where its browser is not there.
    pub fn everywhere(
        &self,
        promise: &str,
        test: impl AsyncFnOnce(&Lab) -> Outcome + Send + 'static,
    ) -> Option<Trial> {
        let name = format!("{}: {promise}", self.browser.name());
        let trial = match self.ready.clone() {
            Ok((setting, programs)) => {
                let browser = self.browser;
                Trial::test(name.clone(), move || {
                    let start = Instant::now();
                    let outcome = setting.clone().run(browser, &programs, test);
                    locked(&setting.times).push((start.elapsed(), name));
                    outcome.map_err(Failed::from)
                })
            }
            Err(why) => Trial::test(format!("{name} (skipped: {why})"), || Ok(())).with_ignored_flag(true),
        };
        Some(trial)
    }

    /// A test that one browser is enough for, or that needs what only its driver can do.
    pub fn in_chromium(
        &self,
        promise: &str,
        test: impl AsyncFnOnce(&Lab) -> Outcome + Send + 'static,
    ) -> Option<Trial> {
        if self.browser == Browser::Chromium { self.everywhere(promise, test) } else { None }
    }

    /// The same on a bench where, for a reason, it cannot be tested.
    pub fn without(&self, why: &str) -> Bench {
        Bench { browser: self.browser, ready: Err(why.to_owned()) }
    }
}

impl Setting {
    /// Runs one test on a browser that is closed in any case.
    fn run(self, browser: Browser, programs: &Programs, test: impl AsyncFnOnce(&Lab) -> Outcome) -> Outcome {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.context("starting the runtime")?;
        let idle = self.take_driver(browser);
        LocalSet::new().block_on(&runtime, async {
            let (driver, client) = session(idle, browser, programs).await?;
            let console = driver.console();
            let lab = Lab { browser, client, console, setting: self.clone(), servers: RefCell::default() };
            let limit = if self.deep { LONGEST_DEEP_TEST } else { LONGEST_TEST };
            let outcome = tokio::time::timeout(limit, test(&lab)).await;
            // A browser that does not close is ended with the driver.
            let _ = tokio::time::timeout(CLOSED_WITHIN, lab.client.close()).await;
            locked(&lab.setting.drivers).push(driver);
            outcome.context("waiting for the test to end")?
        })
    }

    /// A driver that no test is using. Those of other browsers go: what is measured needs the machine for itself.
    fn take_driver(&self, browser: Browser) -> Option<Driver> {
        let mut drivers = locked(&self.drivers);
        let (mut fitting, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut *drivers).into_iter().partition(|driver| driver.browser() == browser);
        let taken = fitting.pop();
        *drivers = fitting;
        // They take their time to go, and the next test need not wait for that.
        drop(drivers);
        drop(others);
        taken
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts a browser. WebKit's driver waits for ever for one that ended before it was connected, so that there is a second
/// try with another driver; what is tested is the page.
async fn session(
    mut idle: Option<Driver>,
    browser: Browser,
    programs: &Programs,
) -> Outcome<(Driver, Client)> {
    let mut last = String::new();
    for _ in 0..TRIES {
        let driver = match idle.take() {
            Some(driver) => driver,
            None => Driver::start(browser, programs)?,
        };
        match tokio::time::timeout(STARTED_WITHIN, driver.session()).await {
            Ok(Ok(client)) => return Ok((driver, client)),
            Ok(Err(error)) => last = error.to_string(),
            Err(_) => last = format!("no browser within {STARTED_WITHIN:?}"),
        }
    }
    Err(last.into())
}

/// One test's browser and servers.
pub struct Lab {
    /// Which browser it is.
    pub browser: Browser,
    /// The way to it.
    pub client: Client,
    /// What is tested.
    pub setting: Setting,
    console: Console,
    servers: RefCell<Vec<Server>>,
}

impl Lab {
    /// Opens the site, as it should be.
    pub async fn open(&self) -> Outcome<Page> {
        self.open_with(Fault::None).await
    }

    /// Opens the site, and leaves all bets open.
    pub async fn open_betting(&self) -> Outcome<Page> {
        self.open_betting_at("").await
    }

    /// The same, at a place on the page: nothing, or `#` and an element's id.
    pub async fn open_betting_at(&self, place: &str) -> Outcome<Page> {
        let url = self.serve(Server::start(&self.setting.site, "/", Fault::None).await?);
        let page = self.goto(format!("{url}{place}")).await?;
        page.wait_for_figure().await?;
        Ok(page)
    }

    /// Opens the site on a server with a fault, and skips all bets.
    pub async fn open_with(&self, fault: Fault) -> Outcome<Page> {
        let page = self.open_at("/", fault).await?;
        page.wait_for_figure().await?;
        page.skip_bets().await?;
        Ok(page)
    }

    /// Opens the site under a path, without waiting for the figure.
    pub async fn open_at(&self, mount: &'static str, fault: Fault) -> Outcome<Page> {
        let url = self.serve(Server::start(&self.setting.site, mount, fault).await?);
        self.goto(url).await
    }

    /// Opens the site in a frame of somebody else's page, and looks into the frame. `attributes` are those of the frame.
    /// It is smaller than every window, because WebKit's driver does not scroll to what is clicked in it.
    pub async fn open_held(&self, attributes: &str, is_isolated: bool) -> Outcome<Page> {
        let url = self.serve(Server::start(&self.setting.site, "/", Fault::None).await?);
        let frame = format!(
            "<!doctype html><title>Somebody else's</title>\
             <iframe src=\"{url}\" {attributes} style=\"width: 1000px; height: 600px\"></iframe>"
        );
        let holder = self.serve(Server::of_others(frame, is_isolated).await?);
        let page = self.goto(holder).await?;
        self.client.enter_frame(0).await.context("looking into the frame")?;
        page.wait_for_figure().await?;
        page.skip_bets().await?;
        Ok(page)
    }

    /// Serves the site for the whole test under a path, and gives its address.
    pub async fn serve_site(&self, mount: &'static str, fault: Fault) -> Outcome<String> {
        Ok(self.serve(Server::start(&self.setting.site, mount, fault).await?))
    }

    /// Opens any address, and waits for nothing.
    pub async fn open_url(&self, url: String) -> Outcome<Page> {
        self.goto(url).await
    }

    /// Opens a page of somebody else's.
    pub async fn open_host(&self, page: String, is_isolated: bool) -> Outcome<Page> {
        let url = self.serve(Server::of_others(page, is_isolated).await?);
        self.goto(url).await
    }

    /// Whether errors on the console can be learnt of.
    pub fn tells_errors(&self) -> bool {
        !matches!(self.console, Console::Silent)
    }

    fn serve(&self, server: Server) -> String {
        let url = server.url();
        self.servers.borrow_mut().push(server);
        url
    }

    async fn goto(&self, url: String) -> Outcome<Page> {
        self.client.goto(&url).await.context(format_args!("opening {url}"))?;
        Ok(Page::new(self.client.clone(), self.console.clone(), url))
    }
}
