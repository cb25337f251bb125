//! The browser's own `<details>`, followed: what it holds is drawn only while it is open.

use crate::reactive::RwSignal;
use leptos::ev;
use wasm_bindgen::JsCast;

/// What a `<details>` does on its `toggle`: `open` tells from then on whether it is.
pub fn follow(open: RwSignal<bool>) -> impl Fn(ev::Event) + 'static {
    move |event| {
        let element = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        open.set(element.is_some_and(|element| element.has_attribute("open")));
    }
}
