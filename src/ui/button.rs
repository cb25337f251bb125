//! Buttons. One that may not be pressed keeps its place in the tab order and says why; a busy one takes no second press.

use super::{icon::Icon, id, tip::with_tip};
use crate::domain::allowed::Allowed;
use crate::reactive::{Callback, Signal};
use leptos::{ev, prelude::*};
use pilothouse_view::view;

/// How loud a button is. A page or dialog has one `Primary` at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do here.
    Primary,
    /// Everything else.
    #[default]
    Plain,
    /// Takes something away for good.
    Danger,
    /// No frame: in bars and beside text.
    Ghost,
    /// No frame and no words on screen: the label becomes the accessible name and the tip.
    Icon,
}

impl ButtonKind {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Plain => "button",
            Self::Danger => "button danger",
            Self::Ghost => "button ghost",
            Self::Icon => "button ghost square",
        }
    }
}

/// A button. `allowed` that says no makes it inert and shows the reason; `busy` makes it inert and shows a spinner.
#[component]
pub fn Button(
    /// The words on it; for [`ButtonKind::Icon`] its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// Stands before the words.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// What it switches is on; it then shows `pressed_icon`.
    #[prop(optional, into)]
    pressed: Signal<bool>,
    /// Stands in place of `icon` while `pressed`.
    #[prop(optional, into)]
    pressed_icon: Option<Icon>,
    /// May it be pressed, and if not, why.
    #[prop(default = Allowed::Yes.into(), into)]
    allowed: Signal<Allowed>,
    /// Its action is on the way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// What it does; a submit button may leave that to its form.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
) -> AnyView {
    let tip_id = id::fresh("tip");
    let words = kind != ButtonKind::Icon;
    let reason = Signal::derive(move || allowed.with(|allowed| allowed.reason().map(str::to_owned)));
    let inert = Signal::derive(move || busy.get() || reason.with(Option::is_some));
    let press = move |event: ev::MouseEvent| {
        if inert.get_untracked() {
            event.prevent_default();
            event.stop_propagation();
        } else if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    let described = {
        let tip_id = tip_id.clone();
        move || reason.with(Option::is_some).then(|| tip_id.clone())
    };
    let control = view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            class:busy=move || busy.get()
            aria-disabled=move || inert.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-label=move || (!words).then(|| label.get())
            aria-describedby=described
            style:anchor-name=["--", &tip_id].concat()
            on:click=press
        >
            {drawing(icon, pressed, pressed_icon)}
            {words.then(|| view! { <span>{label}</span> })}
        </button>
    };
    let text = Signal::derive(move || reason.get().or_else(|| (!words).then(|| label.get())));
    with_tip(tip_id, text, control.into_any())
}

fn drawing(icon: Option<Icon>, pressed: Signal<bool>, other: Option<Icon>) -> AnyView {
    match other {
        None => icon.map(Icon::view).into_any(),
        Some(_) => super::live(move || if pressed.get() { other } else { icon }.map(Icon::view)),
    }
}

/// Copies a text. The clipboard belongs to the page, so the page does the copying and sets `copied` when it is done.
#[component]
pub fn CopyButton(
    /// What it copies, for example "Copy the key".
    #[prop(into)]
    label: Signal<String>,
    /// Asked at the moment of the press, so that the text need not be kept anywhere.
    text: Callback<(), String>,
    /// Puts the text on the clipboard; may go on after it returns.
    copy: Callback<String>,
    /// The last press has reached the clipboard: shown as a tick and said to screen readers.
    #[prop(optional, into)]
    copied: Signal<bool>,
) -> AnyView {
    let press = Callback::new(move |()| copy.run(text.run(())));
    view! {
        <Button label=label kind=ButtonKind::Plain icon=Icon::Copy on_click=press/>
        <span class="copied" role="status">
            {move || copied.get().then(|| view! { {Icon::Check.view()} "Copied" })}
        </span>
    }
    .into_any()
}
