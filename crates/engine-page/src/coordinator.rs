//! The threaded engine, as the page holds it: one Worker that coordinates, and the memory that it shares.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Atomics, Int32Array, Reflect, Uint32Array};
use meanwhile_engine::{Event, Failure, MAX_WORKERS, Plan, PlanError, message};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

/// What the coordinator tells: an event for the supervisor, and the encoded record where the run has one.
pub(crate) type Tell = Rc<dyn Fn(Event, Option<Vec<u32>>)>;

/// Dropping it stops its threads by force.
pub(crate) struct Coordinator {
    worker: Worker,
    shared: Rc<RefCell<Option<SharedView>>>,
    /// Those of the workers, and the coordinator's own.
    last_beats: [i32; MAX_WORKERS as usize + 1],
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

/// Where [`meanwhile_engine::Shared`] lies in the engine's memory.
struct SharedView {
    words: Int32Array,
    cancel: u32,
    /// The first worker's; the others follow, and the coordinator's after them.
    heartbeats: u32,
}

impl Coordinator {
    /// Loads engine number `engine` from `script` and has it start `workers` threads.
    pub(crate) fn start(script: &str, engine: u32, workers: u32, tell: Tell) -> Result<Coordinator, Failure> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(script, &options).map_err(|_| Failure::NoWorker)?;
        let shared = Rc::new(RefCell::new(None));
        let on_message = {
            let (shared, tell) = (Rc::clone(&shared), Rc::clone(&tell));
            Closure::new(move |event: MessageEvent| hear(&event, engine, &shared, &tell))
        };
        let on_error = Closure::new(move |event: ErrorEvent| {
            let said = Reflect::get(&event, &"message".into()).ok().and_then(|message| message.as_string());
            tell(Event::EngineFailed(engine, Failure::Engine(said.unwrap_or_default())), None);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.post_message(&workers.into()).map_err(|_| Failure::NoWorker)?;
        Ok(Coordinator {
            worker,
            shared,
            last_beats: [0; MAX_WORKERS as usize + 1],
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Sends a plan as run number `run`.
    pub(crate) fn run(&self, run: u32, plan: &Plan) {
        self.store_cancel(0);
        let mut words = vec![run];
        words.extend(plan.encode());
        // A message that cannot be sent is noticed as silence.
        let _ = self.worker.post_message(&Uint32Array::from(words.as_slice()));
    }

    /// Raises the flag that every thread looks at.
    pub(crate) fn cancel(&self) {
        self.store_cancel(1);
    }

    /// Which of the first `workers` threads have shown since the last call that they are alive. None has where the
    /// coordinator is gone, because nobody would hear what they have done.
    pub(crate) fn beats(&mut self, workers: u32) -> Vec<u32> {
        if !self.has_beaten(MAX_WORKERS) {
            return Vec::new();
        }
        (0..workers).filter(|worker| self.has_beaten(*worker)).collect()
    }

    /// Whether one of them has, by its place in [`meanwhile_engine::Shared`].
    fn has_beaten(&mut self, place: u32) -> bool {
        let beat = self.with_shared(|shared| shared.beat_at(place)).flatten();
        let last = self.last_beats.get_mut(place as usize);
        beat.zip(last).is_some_and(|(beat, last)| std::mem::replace(last, beat) != beat)
    }

    fn store_cancel(&self, value: i32) {
        self.with_shared(|shared| Atomics::store(&shared.words, shared.cancel, value).ok());
    }

    fn with_shared<T>(&self, f: impl FnOnce(&SharedView) -> T) -> Option<T> {
        self.shared.borrow().as_ref().map(f)
    }
}

impl Drop for Coordinator {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// Understands one message of the coordinator of engine number `engine`.
fn hear(event: &MessageEvent, engine: u32, shared: &RefCell<Option<SharedView>>, tell: &Tell) {
    let parts = Array::from(&event.data());
    let number = |index| parts.get(index).as_f64().unwrap_or(0.0) as u32;
    let run = number(1);
    match number(0) {
        message::FAILED => {
            let said = parts.get(1).as_string().unwrap_or_default();
            tell(Event::EngineFailed(engine, Failure::Engine(said)), None);
        }
        message::READY => {
            *shared.borrow_mut() = SharedView::new(&parts.get(1), number(2));
            tell(Event::EngineReady(engine), None);
        }
        message::WARM => tell(Event::Warm(run), None),
        message::BEGAN => tell(Event::Began(run), None),
        message::FINISHED => {
            tell(Event::Finished(run), Some(Uint32Array::new(&parts.get(2)).to_vec()));
        }
        message::STOPPED => tell(Event::Stopped(run), None),
        message::WRONG => tell(Event::RunFailed(run, Failure::WrongResult), None),
        _ => tell(Event::RunFailed(run, Failure::Plan(PlanError::Garbled)), None),
    }
}

impl SharedView {
    fn new(memory: &JsValue, address: u32) -> Option<SharedView> {
        let buffer = Reflect::get(memory, &"buffer".into()).ok()?;
        let first = address / size_of::<i32>() as u32;
        Some(SharedView { words: Int32Array::new(&buffer), cancel: first, heartbeats: first + 1 })
    }

    fn beat_at(&self, place: u32) -> Option<i32> {
        Atomics::load(&self.words, self.heartbeats + place).ok()
    }
}
