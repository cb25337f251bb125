//! A state as a shape and a word. The shape differs by tone, so that colour is never the only sign.

use crate::reactive::Signal;
use leptos::prelude::*;
use pilothouse_view::view;

/// What a state means for the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Off or not known: a ring.
    #[default]
    Neutral,
    /// As it should be: a disc.
    Ok,
    /// Look at it soon: a triangle.
    Warn,
    /// Does not work: a square on its corner.
    Danger,
    /// Going on right now: a half disc.
    Active,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Neutral => "badge",
            Self::Ok => "badge ok",
            Self::Warn => "badge warn",
            Self::Danger => "badge bad",
            Self::Active => "badge active",
        }
    }
}

/// A state that does not change while it is on screen, as in a table cell.
pub fn badge(tone: Tone, word: impl Into<String>) -> AnyView {
    view! { <span class=tone.class()>{word.into()}</span> }.into_any()
}

/// A state that follows signals.
#[component]
pub fn Badge(
    /// Its meaning.
    #[prop(into)]
    tone: Signal<Tone>,
    /// Its word.
    #[prop(into)]
    word: Signal<String>,
) -> AnyView {
    view! { <span class=move || tone.get().class()>{word}</span> }.into_any()
}
