//! One plain Worker, as the page holds it. It starts from a Blob that loads its module: a document in a sandbox may not load
//! a Worker from an address, and the module's address may be another origin's.

use js_sys::{Array, Float64Array, JSON, Reflect};
use meanwhile_engine::plain::ask;
use meanwhile_engine::{Errand, Failure, PlannedStep, Rate};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, MessageEvent, Url, Worker};

/// It runs until somebody stops it.
pub(crate) struct PlainWorker {
    worker: Worker,
    /// How many errands it has been given and has not answered.
    pub(crate) errands: u32,
    /// It has sent something since somebody looked.
    pub(crate) has_beaten: bool,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl PlainWorker {
    /// Starts one; `hear` is called with what it sends, `fail` where it throws.
    pub(crate) fn start(
        script: &Script,
        hear: impl Fn(&JsValue) + 'static,
        fail: impl Fn(Failure) + 'static,
    ) -> Result<PlainWorker, JsValue> {
        let worker = Worker::new(&script.address)?;
        let on_message = Closure::new(move |event: MessageEvent| hear(&event.data()));
        let on_error = Closure::new(move |event: ErrorEvent| {
            let said = Reflect::get(&event, &"message".into()).ok().and_then(|said| said.as_string());
            fail(Failure::Engine(said.unwrap_or_default()));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(PlainWorker {
            worker,
            errands: 0,
            has_beaten: false,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Stops it by force. Whatever it has sent is heard no more.
    pub(crate) fn terminate(&self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }

    /// Has it do an errand.
    pub(crate) fn give(&mut self, rate: Rate, errand: Errand) {
        match errand.step {
            PlannedStep::Compute(us) => {
                self.ask(ask::COMPUTE, [rate.rounds_for(us) as f64, errand.task as f64 + 1.0]);
            }
            PlannedStep::Wait(us) => self.ask(ask::WAIT, [us as f64, 0.0]),
        }
        self.errands += 1;
    }

    /// Has it compute a tile, if there is one left.
    pub(crate) fn ask_for_tile(&self, tile: Option<u32>) {
        if let Some(tile) = tile {
            self.ask(ask::TILE, [f64::from(tile), 0.0]);
        }
    }

    /// Sends one of the kinds of message of [`meanwhile_engine::plain`], with two numbers.
    pub(crate) fn ask(&self, kind: u32, with: [f64; 2]) {
        let words = [f64::from(kind), with[0], with[1]];
        // Numbers can always be sent; what is not answered is noticed as silence.
        let _ = self.worker.post_message(&Float64Array::from(words.as_slice()));
    }
}

/// The script of a plain Worker, as long as it is needed.
pub(crate) struct Script {
    address: String,
}

impl Script {
    /// A script that loads the module from `module` and lets it serve. What it throws reaches the page.
    pub(crate) fn new(module: &str) -> Result<Script, JsValue> {
        let address: String = JSON::stringify(&module.into())?.into();
        // A classic script: Chromium starts no module Worker from a Blob where the document has no origin. What fails is
        // thrown again where the page hears of it, because an unhandled rejection in a Worker is told to nobody.
        let text = [
            "import(",
            &address,
            ").then(async (module) => { await module.default(); module.serve(); })\
             .catch((error) => setTimeout(() => { throw error; }));",
        ]
        .concat();
        let options = BlobPropertyBag::new();
        options.set_type("text/javascript");
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
        Ok(Script { address: Url::create_object_url_with_blob(&blob)? })
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        // The address is only a name for the script; there is nothing to be done if it is gone already.
        let _ = Url::revoke_object_url(&self.address);
    }
}
