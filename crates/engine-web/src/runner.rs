//! What the page asks for, and who hears what comes of it.

use std::cell::RefCell;
use std::rc::Rc;

use meanwhile_engine::{Asked, Told};
use meanwhile_sim::Scenario;
use wasm_bindgen::JsValue;

use crate::Rung;
use crate::door::{Door, Tell, Wanted};

/// What comes of something that the page has asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The module that does it is on its way.
    Starting,
    /// Nothing: something else waits for that module.
    Busy,
    /// It was called off before the module was there.
    Cancelled,
    /// The module is missing, damaged, or refused by the browser, in the browser's own words; without any, it was not there
    /// in time.
    NotLoaded(Option<String>),
    /// How the runs of a figure go.
    Told(Told),
}

/// Has things done by the module that carries runs out, one at a time: there is one for the whole page, because two runs at
/// once would measure each other.
pub struct Runner {
    door: Door,
    /// Whoever asked last.
    hears: Rc<RefCell<Tell>>,
}

thread_local! {
    static RUNNER: Runner = Runner::new();
}

impl Runner {
    /// The page's runner.
    pub fn with<T>(f: impl FnOnce(&Runner) -> T) -> T {
        RUNNER.with(f)
    }

    fn new() -> Runner {
        let nobody: Tell = Rc::new(|_| false);
        let hears = Rc::new(RefCell::new(nobody));
        let heard = Rc::clone(&hears);
        let tell = move |news| {
            // Nothing is borrowed meanwhile: whoever listens may ask for something else.
            let hears = Rc::clone(&heard.borrow());
            hears(news)
        };
        Runner { door: Door::new(Rc::new(tell)), hears }
    }

    /// Whether a run is under way, anywhere on the page.
    pub fn is_busy(&self) -> bool {
        self.door.is_busy()
    }

    /// Runs the scenarios of a figure, which have a name each where there are several, or what the browser can do in their
    /// stead. `clock` is the number of the clock that the figure tells times by. `hears` is told of everything that the
    /// reader should know, and says whether what is left to run is still wanted. Does nothing while another run is under
    /// way.
    pub fn run(&self, scenarios: &[(&str, &Scenario)], clock: u32, hears: impl Fn(News) -> bool + 'static) {
        if self.is_busy() {
            return;
        }
        let names: Vec<&str> = scenarios.iter().map(|(name, _)| *name).collect();
        let scenarios: Vec<&Scenario> = scenarios.iter().map(|(_, scenario)| *scenario).collect();
        let asked = Asked::encode(Rung::known().map(Rung::method), clock, &scenarios);
        self.hears.replace(Rc::new(hears));
        self.door.ask(Wanted::Runs(asked, names.join("\n")));
    }

    /// A button of a small figure, whose element is `place`, has been pressed. What comes of it is written on the page by the
    /// module that does it; `hears` is told of what comes before that. Until then a second press calls the first one off.
    pub fn press(&self, place: &JsValue, button: &JsValue, hears: impl Fn(News) + 'static) {
        if self.door.is_waiting_for(place) {
            return self.cancel();
        }
        if self.door.is_waiting() {
            return hears(News::Busy);
        }
        let best = Rung::known().map_or(u32::MAX, |rung| rung.method() as u32);
        // Whoever waits for the end of a run goes on hearing of it; the module says that two at once would not do.
        if !self.is_busy() {
            self.hears.replace(Rc::new(move |news| {
                hears(news);
                false
            }));
        }
        self.door.ask(Wanted::Press { place: place.clone(), button: button.clone(), best });
    }

    /// Something will probably be run soon: the reader's pointer or focus has come to a button that does.
    pub fn prepare(&self) {
        self.door.prepare();
    }

    /// Stops what is under way, if anything is.
    pub fn cancel(&self) {
        self.door.cancel();
    }
}
