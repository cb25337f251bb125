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
    listeners: Vec<Closure<dyn FnMut(web_sys::Event)>>,
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
    pub fn attr(self, name: &'static str, value: impl IntoValue) -> Self {
        self.apply(value.into_value(), move |element, value| {
            // The names come from `view!`.
            let _ = match value.text() {
                Some(text) => element.set_attribute(name, &text),
                None => element.remove_attribute(name),
            };
        })
    }

    /// A class that is there or not.
    pub fn class(self, name: &'static str, value: impl IntoValue) -> Self {
        self.apply(value.into_value(), move |element, value| {
            let _ = element.class_list().toggle_with_force(name, value.is_on());
        })
    }

    /// A style property, set through the object model: the content policy allows no style attribute.
    pub fn style(self, name: &'static str, value: impl IntoValue) -> Self {
        self.apply(value.into_value(), move |element, value| {
            let style = element.unchecked_ref::<web_sys::HtmlElement>().style();
            let _ = style.set_property(name, &value.text().unwrap_or_default());
        })
    }

    /// A property of the element's object.
    pub fn prop(self, name: &'static str, value: impl IntoValue) -> Self {
        self.apply(value.into_value(), move |element, value| {
            let _ = js_sys::Reflect::set(element, &name.into(), &value.js());
        })
    }

    fn apply(mut self, value: Value, set: impl Fn(&Element, &Value) + 'static) -> Self {
        match value {
            Value::Live(read) => {
                let element = SendWrapper::new(self.element.clone());
                let run: Box<dyn Fn()> = Box::new(move || set(&element, &read()));
                self.kept.effects.push(RenderEffect::new(move |_| run()));
            }
            fixed => set(&self.element, &fixed),
        }
        self
    }

    /// What to do at an event.
    pub fn on<E>(self, event: E, mut run: impl FnMut(E::EventType) + 'static) -> Self
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        self.listen(&event.name(), Box::new(move |event| run(event.unchecked_into())))
    }

    fn listen(mut self, name: &str, run: Box<dyn FnMut(web_sys::Event)>) -> Self {
        let owner = Owner::current();
        let mut run = run;
        // A handler runs under the owner of its view, as the framework's own do.
        let under: Box<dyn FnMut(web_sys::Event)> = Box::new(move |event| match &owner {
            Some(owner) => owner.with(|| run(event)),
            None => run(event),
        });
        let closure = Closure::wrap(under);
        let _ = self.element.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        self.kept.listeners.push(closure);
        self
    }

    /// Puts the element into a reference.
    pub fn node_ref<E: ElementType>(self, reference: impl NodeRefContainer<E>) -> Self {
        reference.load(&self.element);
        self
    }

    /// A text that stays.
    pub fn text(self, text: &str) -> Self {
        let _ = self.element.append_child(&document().create_text_node(text));
        self
    }

    /// A child of any kind.
    pub fn child(self, child: impl IntoChild) -> Self {
        self.view_child(child.into_child())
    }

    /// A child that is a view already.
    pub fn view_child(mut self, child: AnyView) -> Self {
        let mut state = child.build();
        state.mount(&self.element, None);
        self.kept.children.push(state);
        self
    }

    /// The view.
    pub fn view(self) -> AnyView {
        mount::Mounted::new(self).into_any()
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
    pub fn text(self, text: &'static str) -> Self {
        self.view_child(text.into_any())
    }

    /// A child of any kind.
    pub fn child(self, child: impl IntoChild) -> Self {
        self.view_child(child.into_child())
    }

    /// A child that is a view already.
    pub fn view_child(mut self, child: AnyView) -> Self {
        self.0.push(child);
        self
    }

    /// The view.
    pub fn view(mut self) -> AnyView {
        if self.0.len() == 1 { self.0.remove(0) } else { self.0.into_any() }
    }
}
