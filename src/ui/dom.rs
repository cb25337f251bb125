//! What `view!` is compiled to: elements built by calls. One type for all elements, one for all reactive attributes, so
//! that a view costs a few calls and not its own copy of the framework's machinery.
//!
//! An element is made when its view is evaluated and lives as long as the view is mounted. A piece that is drawn again
//! (a closure, [`super::live`]) replaces what it drew before: keep closures as deep in the view as they can be.

mod mount;
mod value;

use leptos::ev::EventDescriptor;
use leptos::prelude::*;
use leptos::tachys::html::element::ElementType;
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

pub use value::{IntoChild, IntoValue, Text, Value};

const SVG: &str = "http://www.w3.org/2000/svg";

/// What an element keeps alive: its children and the effects on its attributes.
#[derive(Default)]
struct Kept {
    children: Vec<AnyViewState>,
    effects: Vec<RenderEffect<()>>,
    listeners: Vec<Listener>,
}

/// A handler on an element. Taken off before its closure goes: an event that is on its way (a menu that closes because
/// it was removed) would call into nothing.
struct Listener {
    element: Element,
    name: String,
    closure: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.element.remove_event_listener_with_callback(&self.name, self.closure.as_ref().unchecked_ref());
    }
}

/// An element under construction, and then mounted.
pub struct Dom {
    element: Element,
    kept: Kept,
}

impl Dom {
    /// An HTML element. The name comes from `view!`, so that the browser takes it.
    pub fn html(name: &str) -> Self {
        Self::of(document().create_element(name))
    }

    /// An SVG element.
    pub fn svg(name: &str) -> Self {
        Self::of(document().create_element_ns(Some(SVG), name))
    }

    fn of(element: Result<Element, JsValue>) -> Self {
        Self { element: element.expect("a name that view! was given"), kept: Kept::default() }
    }

    /// An attribute; `None` and `false` are absent.
    pub fn attr(&mut self, name: &'static str, value: impl IntoValue) {
        self.set(Place::Attribute, name, value.into_value());
    }

    /// A class that is there or not.
    pub fn class(&mut self, name: &'static str, value: impl IntoValue) {
        self.set(Place::Class, name, value.into_value());
    }

    /// A style property, set through the object model: the content policy allows no style attribute.
    pub fn style(&mut self, name: &'static str, value: impl IntoValue) {
        self.set(Place::Style, name, value.into_value());
    }

    /// A property of the element's object.
    pub fn prop(&mut self, name: &'static str, value: impl IntoValue) {
        self.set(Place::Property, name, value.into_value());
    }

    /// Kept out of the views, which are full of calls of it.
    #[inline(never)]
    fn set(&mut self, place: Place, name: &'static str, value: Value) {
        match value {
            Value::Live(read) => {
                let element = SendWrapper::new(self.element.clone());
                self.kept.effects.push(RenderEffect::new(move |_| place.set(&element, name, &read())));
            }
            Value::Absent | Value::Text(_) | Value::Flag(_) => place.set(&self.element, name, &value),
        }
    }

    /// What to do at an event.
    pub fn on<E>(&mut self, event: E, mut run: impl FnMut(E::EventType) + 'static)
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        self.listen(&event.name(), Box::new(move |event| run(event.unchecked_into())));
    }

    #[inline(never)]
    fn listen(&mut self, name: &str, mut run: Box<dyn FnMut(web_sys::Event)>) {
        let owner = Owner::current();
        // A handler runs under the owner of its view and follows no signal, as the framework's own do.
        let under: Box<dyn FnMut(web_sys::Event)> = Box::new(move |event| match &owner {
            Some(owner) => owner.with(|| untrack(|| run(event))),
            None => untrack(|| run(event)),
        });
        let closure = Closure::wrap(under);
        let _ = self.element.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        self.kept.listeners.push(Listener { element: self.element.clone(), name: name.to_owned(), closure });
    }

    /// Puts the element into a reference.
    pub fn node_ref<E: ElementType>(&mut self, reference: impl NodeRefContainer<E>) {
        reference.load(&self.element);
    }

    /// A text that stays.
    #[inline(never)]
    pub fn text(&mut self, text: &str) {
        let _ = self.element.append_child(&document().create_text_node(text));
    }

    /// A child of any kind.
    pub fn child(&mut self, child: impl IntoChild) {
        self.view_child(child.into_child());
    }

    /// A child that is a view already.
    #[inline(never)]
    pub fn view_child(&mut self, child: AnyView) {
        let mut state = child.build();
        state.mount(&self.element, None);
        self.kept.children.push(state);
    }

    /// The view.
    #[inline(never)]
    pub fn view(self) -> AnyView {
        mount::Mounted::new(self).into_any()
    }
}

/// What of an element a value is set on.
#[derive(Clone, Copy)]
enum Place {
    Attribute,
    Class,
    Style,
    Property,
}

impl Place {
    /// The names come from `view!`, so that the browser takes them.
    fn set(self, element: &Element, name: &str, value: &Value) {
        let _ = match self {
            Self::Attribute => match value.text() {
                Some(text) => element.set_attribute(name, &text),
                None => element.remove_attribute(name),
            },
            Self::Class => element.class_list().toggle_with_force(name, value.is_on()).map(drop),
            Self::Style => {
                let style = element.unchecked_ref::<web_sys::HtmlElement>().style();
                style.set_property(name, &value.text().unwrap_or_default())
            }
            Self::Property => js_sys::Reflect::set(element, &name.into(), &value.js()).map(drop),
        };
    }
}

/// Several views beside each other.
#[derive(Default)]
pub struct Fragment(Vec<AnyView>);

impl Fragment {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A text that stays.
    pub fn text(&mut self, text: &'static str) {
        self.view_child(text.into_any());
    }

    /// A child of any kind.
    pub fn child(&mut self, child: impl IntoChild) {
        self.view_child(child.into_child());
    }

    /// A child that is a view already.
    #[inline(never)]
    pub fn view_child(&mut self, child: AnyView) {
        self.0.push(child);
    }

    /// The view.
    #[inline(never)]
    pub fn view(mut self) -> AnyView {
        if self.0.len() == 1 { self.0.remove(0) } else { self.0.into_any() }
    }
}
