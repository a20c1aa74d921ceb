//! What a test works with: a browser of its own, and servers as it needs them.

use std::cell::RefCell;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use fantoccini::Client;
use libtest_mimic::{Failed, Trial};
use tokio::task::LocalSet;

use crate::driver::{Driver, in_path};
use crate::outcome::{Context, Outcome};
use crate::page::Page;
use crate::server::{Fault, Server};

const LONGEST_TEST: Duration = Duration::from_secs(180);
const CLOSED_WITHIN: Duration = Duration::from_secs(10);

/// Where everything is.
#[derive(Clone, Debug)]
pub struct Setting {
    site: PathBuf,
    chromium: OsString,
    chromedriver: OsString,
    /// Whether to try everything instead of a twentieth.
    pub deep: bool,
    driver: Arc<Mutex<Option<Driver>>>,
}

impl Setting {
    /// None where `MEANWHILE_SITE` does not name the folder of a built site. The browser and its driver are those that
    /// `MEANWHILE_CHROMIUM` and `MEANWHILE_CHROMEDRIVER` name, or those in the PATH.
    pub fn of_environment() -> Option<Setting> {
        let variable = |name| std::env::var_os(name).filter(|value: &OsString| !value.is_empty());
        Some(Setting {
            site: variable("MEANWHILE_SITE")?.into(),
            chromium: variable("MEANWHILE_CHROMIUM").unwrap_or_else(|| in_path("chromium")),
            chromedriver: variable("MEANWHILE_CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into()),
            deep: variable("MEANWHILE_DEEP").is_some(),
            driver: Arc::default(),
        })
    }

    /// Runs one test on a browser that is closed in any case; without a setting, the test is ignored by name.
    pub fn trial(
        setting: Option<&Setting>,
        promise: &str,
        test: impl AsyncFnOnce(&Lab) -> Outcome + Send + 'static,
    ) -> Trial {
        match setting.cloned() {
            None => Trial::test(promise, || Ok(())).with_ignored_flag(true),
            Some(setting) => Trial::test(promise, move || setting.run(test).map_err(Failed::from)),
        }
    }

    fn run(self, test: impl AsyncFnOnce(&Lab) -> Outcome) -> Outcome {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.context("starting the runtime")?;
        let mut driver = self.driver.lock().unwrap_or_else(PoisonError::into_inner);
        let driver = match &mut *driver {
            Some(driver) => driver,
            none => none.insert(Driver::start(&self.chromedriver)?),
        };
        LocalSet::new().block_on(&runtime, async {
            let client = driver.browser(&self.chromium).await?;
            let lab = Lab { client, setting: self.clone(), servers: RefCell::default() };
            let outcome = tokio::time::timeout(LONGEST_TEST, test(&lab)).await;
            // A browser that does not close is ended with the driver.
            let _ = tokio::time::timeout(CLOSED_WITHIN, lab.client.close()).await;
            outcome.context("waiting for the test to end")?
        })
    }
}

/// One test's browser and servers.
pub struct Lab {
    /// The browser.
    pub client: Client,
    /// Where everything is.
    pub setting: Setting,
    servers: RefCell<Vec<Server>>,
}

impl Lab {
    /// Opens the site, as it should be.
    pub async fn open(&self) -> Outcome<Page> {
        self.open_with(Fault::None).await
    }

    /// Opens the site on a server with a fault.
    pub async fn open_with(&self, fault: Fault) -> Outcome<Page> {
        let page = self.open_at("/", fault).await?;
        page.wait_for_figure().await?;
        Ok(page)
    }

    /// Opens the site under a path, without waiting for the figure.
    pub async fn open_at(&self, mount: &'static str, fault: Fault) -> Outcome<Page> {
        let server = Server::start(&self.setting.site, mount, fault).await?;
        let url = server.url();
        self.servers.borrow_mut().push(server);
        self.client.goto(&url).await.context(format_args!("opening {url}"))?;
        Ok(Page::new(self.client.clone(), url))
    }
}
