//! A button that opens a menu of actions, links or ticks, with the keys of the ARIA menu-button pattern.
//!
//! The menu is a popover: it lies above dialogs, closes on Escape and on a press elsewhere, and gives the focus back.

use super::{button::ButtonKind, icon::Icon, id};
use crate::domain::allowed::Allowed;
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use leptos::{ev, html, prelude::*};
use pilothouse_view::view;
use wasm_bindgen::JsCast;

/// One line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    label: String,
    danger: bool,
    checked: Option<bool>,
    allowed: Allowed,
    run: Callback<()>,
}

impl MenuItem {
    /// An action.
    pub fn new(label: impl Into<String>, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            danger: false,
            checked: None,
            allowed: Allowed::Yes,
            run: Callback::new(move |()| run()),
        }
    }

    /// A tick that can be set and taken away; the menu stays open.
    pub fn check(label: impl Into<String>, checked: bool, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self { checked: Some(checked), ..Self::new(label, run) }
    }

    /// Takes something away for good.
    pub fn danger(self) -> Self {
        Self { danger: true, ..self }
    }

    /// May it be done, and if not, why: the reason stands under the label.
    pub fn allowed(self, allowed: Allowed) -> Self {
        Self { allowed, ..self }
    }
}

/// What of an item decides its element. Everything else of it is live, so that the element stays while the menu is
/// open, and the focus with it.
#[derive(Clone, PartialEq)]
struct Shape {
    label: String,
    danger: bool,
    ticks: bool,
}

impl Shape {
    fn of(item: &MenuItem) -> Self {
        Self { label: item.label.clone(), danger: item.danger, ticks: item.checked.is_some() }
    }
}

fn item_view(items: Signal<Vec<MenuItem>>, number: usize, shape: Shape, menu: NodeRef<html::Div>) -> AnyView {
    let Shape { label, danger, ticks } = shape;
    let item = move || items.with(|items| items.get(number).cloned());
    let reason = move || item().and_then(|item| item.allowed.reason().map(str::to_owned));
    let checked = move || item().and_then(|item| item.checked).map(|checked| if checked { "true" } else { "false" });
    let press = move |_| {
        let Some(item) = untrack(item).filter(|item| item.allowed == Allowed::Yes) else { return };
        item.run.run(());
        if let (false, Some(menu)) = (ticks, menu.try_get_untracked().flatten()) {
            let _ = menu.hide_popover();
        }
    };
    view! {
        <button
            type="button"
            class="menu-item"
            class:danger=danger
            tabindex="-1"
            role=if ticks { "menuitemcheckbox" } else { "menuitem" }
            aria-checked=checked
            aria-disabled=move || reason().map(|_| "true")
            on:click=press
        >
            <span>{label}</span>
            {move || reason().map(|reason| view! { <small>{reason}</small> })}
        </button>
    }
    .into_any()
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// The item with the focus; the first or last when none has it.
fn beside(menu: &web_sys::Element, forward: bool) -> Option<web_sys::Element> {
    let current = document().active_element().filter(|active| menu.contains(Some(active)) && active != menu);
    let next =
        current.and_then(|item| if forward { item.next_element_sibling() } else { item.previous_element_sibling() });
    next.or_else(|| if forward { menu.first_element_child() } else { menu.last_element_child() })
}

/// The next item whose words begin with what was typed.
fn beginning_with(menu: &web_sys::Element, letter: &str) -> Option<web_sys::Element> {
    let begins = |item: &web_sys::Element| {
        item.text_content().is_some_and(|text| text.to_lowercase().starts_with(&letter.to_lowercase()))
    };
    let start = beside(menu, true)?;
    let mut item = start.clone();
    loop {
        if begins(&item) {
            return Some(item);
        }
        item = item.next_element_sibling().or_else(|| menu.first_element_child())?;
        if item == start {
            return None;
        }
    }
}

fn on_key(event: &ev::KeyboardEvent, menu: &web_sys::HtmlElement) {
    let key = event.key();
    let target = match key.as_str() {
        "ArrowDown" => beside(menu, true),
        "ArrowUp" => beside(menu, false),
        "Home" => menu.first_element_child(),
        "End" => menu.last_element_child(),
        "Tab" => {
            let _ = menu.hide_popover();
            return;
        }
        letter if letter.chars().count() == 1 && letter != " " => beginning_with(menu, letter),
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    focus(target);
}

/// A menu button.
#[component]
pub fn Menu(
    /// The button's words; with [`ButtonKind::Icon`] its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// How loud the button is.
    #[prop(default = ButtonKind::Ghost)]
    kind: ButtonKind,
    /// Stands before the words.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// What can be done.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
) -> AnyView {
    let menu_id = id::fresh("menu");
    let words = kind != ButtonKind::Icon;
    let open = RwSignal::new(false);
    let menu = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let shapes = Memo::new(move |_| items.with(|items| items.iter().map(Shape::of).collect::<Vec<_>>()));
    let item = move |(number, shape)| item_view(items, number, shape, menu);
    let show = move |last: bool| {
        if let Some(menu) = menu.get_untracked() {
            let _ = menu.show_popover();
            focus(if last { menu.last_element_child() } else { menu.first_element_child() });
        }
    };
    let toggled = move |_| {
        // The browser also reports a menu that closes because it is being taken away.
        let Some(menu) = menu.try_get_untracked().flatten() else { return };
        let shown = menu.matches(":popover-open").unwrap_or(false);
        open.set(shown);
        if shown && !menu.contains(document().active_element().as_deref()) {
            focus(menu.first_element_child());
        }
    };
    view! {
        <button
            type="button"
            class=kind.class()
            node_ref=button
            popovertarget=menu_id.clone()
            aria-haspopup="menu"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-label=move || (!words).then(|| label.get())
            title=move || (!words).then(|| label.get())
            style:anchor-name=["--", &menu_id].concat()
            on:keydown=move |event: ev::KeyboardEvent| {
                let key = event.key();
                if key == "ArrowDown" || key == "ArrowUp" {
                    event.prevent_default();
                    show(key == "ArrowUp");
                }
            }
        >
            {icon.map(Icon::view)}
            {words.then(|| view! { <span>{label}</span> {Icon::Down.view()} })}
        </button>
        <div
            class="menu"
            role="menu"
            id=menu_id.clone()
            popover="auto"
            aria-label=label
            style:position-anchor=["--", &menu_id].concat()
            node_ref=menu
            on:toggle=toggled
            on:keydown=move |event: ev::KeyboardEvent| {
                if let Some(menu) = menu.get_untracked() {
                    on_key(&event, &menu);
                }
            }
        >
            {move || shapes.get().into_iter().enumerate().map(item).collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}
