//! Finding things on the page as a person would: by role and accessible name, and pressing keys on them.

use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// A view on the page, under the real style sheets; gone again when dropped.
pub(crate) struct Page {
    pub(crate) root: HtmlElement,
    unmount: Option<Box<dyn std::any::Any>>,
}

const SHEETS: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/layout.css"),
    include_str!("../../style/page.css"),
    include_str!("../../style/button.css"),
    include_str!("../../style/menu.css"),
    include_str!("../../style/field.css"),
    include_str!("../../style/notice.css"),
    include_str!("../../style/share.css"),
    include_str!("../../style/table.css"),
    include_str!("../../style/dialog.css"),
    include_str!("../../style/pages.css"),
    include_str!("../../style/query.css"),
    include_str!("../../style/edit.css"),
    include_str!("../../style/lines.css"),
    include_str!("../../style/people.css"),
    include_str!("../../style/permissions.css"),
    include_str!("../../style/grants.css"),
    include_str!("../../style/rights.css"),
);

impl Page {
    /// Puts a view on the page and lets it settle.
    pub(crate) async fn show<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self {
        let document = document();
        if document.get_element_by_id("sheets").is_none() {
            let sheets = document.create_element("style").unwrap();
            sheets.set_id("sheets");
            sheets.set_text_content(Some(SHEETS));
            document.head().unwrap().append_child(&sheets).unwrap();
        }
        watch_errors();
        // A test that failed has left its page, perhaps with a dialog over everything.
        if let Some(left) = document.query_selector("[data-stage]").unwrap() {
            left.remove();
        }
        let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        root.set_class_name("page full");
        root.set_attribute("data-stage", "").unwrap();
        root.style().set_property("height", "600px").unwrap();
        document.body().unwrap().append_child(&root).unwrap();
        let handle = leptos::mount::mount_to(root.clone(), view);
        let page = Self { root, unmount: Some(Box::new(handle)) };
        settle().await;
        page
    }

    /// The one element of that role and accessible name.
    pub(crate) fn get(&self, role: &str, name: &str) -> HtmlElement {
        let found: Vec<_> = self.all(role).into_iter().filter(|element| name_of(element) == name).collect();
        assert_eq!(found.len(), 1, "{role} {name:?} in {}", self.root.inner_html());
        found.into_iter().next().unwrap()
    }

    /// All visible elements of a role, in the order of the page.
    pub(crate) fn all(&self, role: &str) -> Vec<HtmlElement> {
        let selector = match role {
            "button" => "button:not([role]), [role=button]".to_owned(),
            "textbox" => "input[type=text], input:not([type]), textarea".to_owned(),
            "searchbox" => "input[type=search]".to_owned(),
            "checkbox" => "input[type=checkbox]".to_owned(),
            "dialog" => "dialog".to_owned(),
            "link" => "a[href]".to_owned(),
            role => ["[role=", role, "]"].concat(),
        };
        let list = self.root.query_selector_all(&selector).unwrap();
        let all =
            (0..list.length()).filter_map(|index| list.item(index)).map(|node| node.unchecked_into::<HtmlElement>());
        all.filter(|element| element.closest("[hidden]").unwrap().is_none()).collect()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        drop(self.unmount.take());
        self.root.remove();
    }
}

fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default().trim().to_owned()
}

/// The accessible name, as far as these parts need it: label, labelled-by, `<label>`, text.
pub(crate) fn name_of(element: &HtmlElement) -> String {
    if let Some(label) = element.get_attribute("aria-label") {
        return label;
    }
    if let Some(id) = element.get_attribute("aria-labelledby") {
        return document().get_element_by_id(&id).map(|label| text(&label)).unwrap_or_default();
    }
    let id = element.id();
    let label = (!id.is_empty()).then(|| document().query_selector(&["label[for='", &id, "']"].concat()).unwrap());
    label.flatten().map_or_else(|| text(element), |label| text(&label))
}

/// What `aria-describedby` says, all of it.
pub(crate) fn description_of(element: &HtmlElement) -> String {
    let ids = element.get_attribute("aria-describedby").unwrap_or_default();
    let texts = ids.split_whitespace().filter_map(|id| document().get_element_by_id(id)).map(|element| text(&element));
    texts.collect::<Vec<_>>().join(" ")
}

thread_local! {
    static ERRORS: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// A panic in an event handler reaches only the window: it is kept here, and the next [`settle`] fails by it.
fn watch_errors() {
    if ERRORS.with_borrow(Option::is_some) {
        return;
    }
    ERRORS.set(Some(Vec::new()));
    let keep = |event: web_sys::Event| {
        let message = js_sys::Reflect::get(&event, &"message".into()).ok().and_then(|text| text.as_string());
        ERRORS.with_borrow_mut(|errors| errors.get_or_insert_default().extend(message));
    };
    let keep = Closure::<dyn Fn(web_sys::Event)>::new(keep);
    window().add_event_listener_with_callback("error", keep.as_ref().unchecked_ref()).unwrap();
    keep.forget();
}

/// Lets the page work off what has been asked of it: effects, then two frames.
pub(crate) async fn settle() {
    leptos::task::tick().await;
    for _ in 0..2 {
        let frame = js_sys::Promise::new(&mut |done, _| {
            window().request_animation_frame(&done).unwrap();
        });
        JsFuture::from(frame).await.unwrap();
    }
    leptos::task::tick().await;
    let errors = ERRORS.with_borrow(Clone::clone).unwrap_or_default();
    assert!(errors.is_empty(), "the page has failed: {errors:?}");
}

/// Presses a key on whatever has the focus; with `+` for keys held down: "Control+a".
pub(crate) async fn press(keys: &str) {
    let (held, key) = keys.rsplit_once('+').unwrap_or(("", keys));
    let init = web_sys::KeyboardEventInit::new();
    init.set_key(if key == "Space" { " " } else { key });
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_ctrl_key(held.contains("Control"));
    init.set_shift_key(held.contains("Shift"));
    let event = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    focused().dispatch_event(&event).unwrap();
    settle().await;
}

/// What has the focus.
pub(crate) fn focused() -> HtmlElement {
    document().active_element().unwrap().unchecked_into()
}

/// Clicks an element.
pub(crate) async fn click(element: &HtmlElement) {
    element.click();
    settle().await;
}

/// Types a text over what stands in a field.
pub(crate) async fn fill(element: &HtmlElement, text: &str) {
    let input: &HtmlInputElement = element.unchecked_ref();
    input.focus().unwrap();
    input.set_value(text);
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    input.dispatch_event(&web_sys::Event::new_with_event_init_dict("input", &init).unwrap()).unwrap();
    settle().await;
}
