//! Where the focus goes when what has it is taken from the page: to what stands nearest, a grid or a heading, and not to
//! nowhere. Parts that know a better place give the focus to it themselves, before they go.

use std::cell::RefCell;

use js_sys::{Function, Object, Reflect};
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

thread_local! {
    /// What had the focus last, and all that it stood in, the nearest first. Empty when it was given up and not lost.
    static HELD: RefCell<Vec<Element>> = const { RefCell::new(Vec::new()) };
}

/// Begins to look after the focus; once in the app.
pub fn keep() {
    window_event_listener(ev::focusin, |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let chain = std::iter::successors(target, |element| element.parent_element()).collect();
        HELD.set(chain);
    });
    window_event_listener(ev::focusout, |_| recover_soon());
    // A browser may say nothing when it takes the focus from what has gone: at the latest the next key finds it.
    window_event_listener(ev::keydown, |_| recover());
}

/// Looks after it once the page has been drawn.
pub(super) fn recover_soon() {
    request_animation_frame(recover);
}

fn recover() {
    if document().active_element().is_some_and(|active| active.tag_name() != "BODY") {
        return;
    }
    let chain = HELD.take();
    if chain.first().is_some_and(|last| !last.is_connected())
        && let Some(nearest) = chain.iter().filter(|element| element.is_connected()).find_map(place_in)
    {
        give(&nearest);
    }
}

/// What in an element may have the focus.
fn place_in(element: &Element) -> Option<HtmlElement> {
    let in_dialog = element.closest("dialog").is_ok_and(|dialog| dialog.is_some());
    let places = if in_dialog { ".dialog-foot button" } else { "[role=grid]:not([hidden]), h1, h2, h3" };
    element.query_selector(places).ok().flatten()?.dyn_into().ok()
}

/// The page stays where it is: nobody has asked to go there.
fn give(element: &HtmlElement) {
    if element.tag_name().starts_with('H') && !element.has_attribute("tabindex") {
        // The name is one that the browser takes.
        let _ = element.set_attribute("tabindex", "-1");
    }
    let (options, still) = (Object::new(), JsValue::from("preventScroll"));
    let _ = Reflect::set(&options, &still, &JsValue::TRUE);
    let focus = Reflect::get(element, &"focus".into()).ok().and_then(|focus| focus.dyn_into::<Function>().ok());
    if let Some(focus) = focus {
        let _ = focus.call1(element, &options);
    }
}

/// Scrolls as far as needed to see it.
pub fn bring_into_view(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
