//! Signals, memos and callbacks whose cost in wasm does not grow with the types that they hold. The framework's own are
//! generic to the core: each type brings its own copy of the graph, the arena and the locks, several kB of it. Here the
//! graph sees one type, and a handle only looks its value up and casts it. Names and meanings are the framework's.
//!
//! Handles are `Copy` and live as long as the owner that was current when they were made. What is read after that is a
//! fault of the program; what is written then is lost.

mod callback;
mod handles;
mod memo;
mod node;

pub use callback::Callback;
pub use handles::{RwSignal, Signal, StoredValue};
pub use memo::Memo;
