//! The engine inside the browser's Workers, where memory is shared; `main.rs` is what runs where it is not.
//!
//! `coordinator.js` loads this module in a Worker, starts the pool of threads (rayon on Web Workers, through
//! wasm-bindgen-rayon) and calls [`threads::serve`]. From then on the page sends plans and gets records; while a run
//! goes on, page and threads see the same [`meanwhile_engine::Shared`].
//!
//! Built without shared memory it is empty: there is nothing that it could do.

#[cfg(all(target_family = "wasm", target_feature = "atomics"))]
mod clock;
#[cfg(all(target_family = "wasm", target_feature = "atomics"))]
pub mod threads;
