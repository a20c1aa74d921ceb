//! How plain Workers start: from a Blob that loads their module. A document in a sandbox may not load a Worker from
//! an address, and the module's address may be another origin's.

use js_sys::{Array, JSON};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, Url, Worker};

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

/// Starts one Worker.
pub(crate) fn start(script: &Script) -> Result<Worker, JsValue> {
    Worker::new(&script.address)
}
