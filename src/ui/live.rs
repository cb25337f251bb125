//! Pieces of the page that follow signals. Every closure in a view would otherwise be a type of its own with its own
//! copy of the machinery that draws it; through these two all of them share one.

use leptos::prelude::*;

/// Drawn anew whenever a signal that `draw` has read changes.
pub fn live<V: IntoAny>(draw: impl Fn() -> V + Send + 'static) -> AnyView {
    erased(Box::new(move || draw().into_any()))
}

#[inline(never)]
fn erased(draw: Box<dyn FnMut() -> AnyView + Send>) -> AnyView {
    draw.into_any()
}

/// The same for a piece that is not always there.
pub fn live_if<V: IntoAny>(draw: impl Fn() -> Option<V> + Send + 'static) -> AnyView {
    live(move || draw().map(IntoAny::into_any))
}
