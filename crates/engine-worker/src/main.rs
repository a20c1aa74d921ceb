//! The engine of plain Workers, which share no memory: a kernel, a timer, and messages. It is a WebAssembly module of its
//! own, because each Worker has an instance of it, and most of what runs need only the page needs.

// Nothing calls `main` there, and what std does around it would be a tenth of the module.
#![cfg_attr(target_family = "wasm", no_main)]

#[cfg(target_family = "wasm")]
mod clock;
#[cfg(target_family = "wasm")]
mod plain;

/// The standard library's allocator would make the module a third larger.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Elsewhere it is an empty program: only a Worker's script calls what it is for.
#[cfg(not(target_family = "wasm"))]
fn main() {}
