//! What may stand as an attribute's value or as a child in `view!`.

use std::borrow::Cow;

use crate::reactive::{Memo, RwSignal, Signal};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::ui::live::live;

/// Text that is often a constant.
pub type Text = Cow<'static, str>;

/// A value, or how to read one.
pub enum Value {
    /// Not there.
    Absent,
    /// A text.
    Text(Text),
    /// There or not, on or off.
    Flag(bool),
    /// Read again whenever a signal in it changes.
    Live(Box<dyn Fn() -> Value>),
}

impl Value {
    /// As an attribute's text; `None` where the attribute is not there.
    pub(super) fn text(&self) -> Option<Text> {
        match self {
            Self::Absent | Self::Flag(false) => None,
            Self::Flag(true) => Some("".into()),
            Self::Text(text) => Some(text.clone()),
            Self::Live(read) => read().text(),
        }
    }

    /// As a condition.
    pub(super) fn is_on(&self) -> bool {
        match self {
            Self::Absent => false,
            Self::Flag(on) => *on,
            Self::Text(_) => true,
            Self::Live(read) => read().is_on(),
        }
    }

    /// As a property's value.
    pub(super) fn js(&self) -> JsValue {
        match self {
            Self::Absent => JsValue::NULL,
            Self::Flag(on) => JsValue::from_bool(*on),
            Self::Text(text) => JsValue::from_str(text),
            Self::Live(read) => read().js(),
        }
    }
}

/// Becomes an attribute's value.
pub trait IntoValue {
    /// The value.
    fn into_value(self) -> Value;
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Value::Text(self.into())
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(self.into())
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Flag(self)
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::Absent, T::into_value)
    }
}

impl<F, T> IntoValue for F
where
    F: Fn() -> T + 'static,
    T: IntoValue,
{
    fn into_value(self) -> Value {
        Value::Live(Box::new(move || self().into_value()))
    }
}

/// Becomes a child.
pub trait IntoChild {
    /// The child as a view.
    fn into_child(self) -> AnyView;
}

impl IntoChild for AnyView {
    fn into_child(self) -> AnyView {
        self
    }
}

impl IntoChild for &'static str {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl IntoChild for String {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl IntoChild for () {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl<T: IntoChild> IntoChild for Option<T> {
    fn into_child(self) -> AnyView {
        self.map(T::into_child).into_any()
    }
}

impl<T: IntoChild> IntoChild for Vec<T> {
    fn into_child(self) -> AnyView {
        self.into_iter().map(T::into_child).collect::<Vec<AnyView>>().into_any()
    }
}

impl<const N: usize, T: IntoChild> IntoChild for [T; N] {
    fn into_child(self) -> AnyView {
        self.into_iter().map(T::into_child).collect::<Vec<AnyView>>().into_any()
    }
}

impl<F, T> IntoChild for F
where
    F: Fn() -> T + Send + 'static,
    T: IntoChild,
{
    fn into_child(self) -> AnyView {
        live(move || self().into_child())
    }
}

/// Signals of every kind, as attributes and as children.
macro_rules! signals {
    ($($signal:ident),*) => {$(
        impl<T: IntoValue + Clone + 'static> IntoValue for $signal<T> {
            fn into_value(self) -> Value {
                Value::Live(Box::new(move || self.get().into_value()))
            }
        }

        impl<T: IntoChild + Clone + 'static> IntoChild for $signal<T> {
            fn into_child(self) -> AnyView {
                live(move || self.get().into_child())
            }
        }
    )*};
}

signals!(Signal, RwSignal, Memo);
