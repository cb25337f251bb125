//! Dialogs, buttons with reasons, and menus.

use crate::page::{Page, click, description_of, fill, focused, name_of, press, settle};
use leptos::prelude::*;
use pilothouse::reactive::{Callback, RwSignal, Signal};
use pilothouse::{
    domain::allowed::Allowed,
    ui::{Button, ConfirmByName, Dialog, Menu, MenuItem, ShareSlider, TextField},
};
use wasm_bindgen_test::wasm_bindgen_test;

/// A page with a button that opens a dialog with one field.
#[derive(Clone, Copy)]
struct Harness {
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    sent: RwSignal<u32>,
    error: RwSignal<Option<String>>,
}

impl Harness {
    fn new() -> Self {
        let owner = Owner::new();
        let harness = owner.with(|| Self {
            open: RwSignal::new(false),
            busy: RwSignal::new(false),
            sent: RwSignal::new(0),
            error: RwSignal::new(None),
        });
        // The signals live as long as the test's page, which the browser drops with the test.
        std::mem::forget(owner);
        harness
    }

    fn dialog(self) -> AnyView {
        let name = RwSignal::new(String::new());
        view! {
            <Dialog
                title="New service"
                description="It starts empty."
                busy=self.busy
                on_close=Callback::new(move |()| self.open.set(false))
                submit_label="Create"
                on_submit=Callback::new(move |()| self.sent.update(|sent| *sent += 1))
            >
                <TextField label="Name" value=name required=true hint="Letters and digits" error=self.error/>
            </Dialog>
        }
        .into_any()
    }

    async fn show(self) -> Page {
        Page::show(move || {
            view! {
                <Button label="New" on_click=move || self.open.set(true)/>
                {move || self.open.get().then(|| self.dialog())}
            }
        })
        .await
    }

    async fn show_open(self) -> Page {
        let page = self.show().await;
        let new = page.get("button", "New");
        new.focus().unwrap();
        click(&new).await;
        page
    }
}

#[wasm_bindgen_test]
async fn it_is_named_described_and_starts_at_its_field() {
    let page = Harness::new().show_open().await;
    let dialog = page.get("dialog", "New service");
    assert_eq!(description_of(&dialog), "It starts empty.");
    assert_eq!(name_of(&focused()), "Name");
    assert_eq!(description_of(&focused()), "Letters and digits");
}

#[wasm_bindgen_test]
async fn the_page_behind_takes_no_focus() {
    let page = Harness::new().show_open().await;
    page.get("button", "New").focus().unwrap();
    assert_eq!(name_of(&focused()), "Name");
}

#[wasm_bindgen_test]
async fn escape_closes_it_and_the_focus_returns() {
    let harness = Harness::new();
    let page = harness.show_open().await;
    press("Escape").await;
    assert!(page.all("dialog").is_empty());
    assert_eq!(focused(), page.get("button", "New"));
    click(&page.get("button", "New")).await;
    click(&page.get("button", "Cancel")).await;
    assert!(page.all("dialog").is_empty());
}

#[wasm_bindgen_test]
async fn while_busy_it_neither_closes_nor_sends() {
    let harness = Harness::new();
    let page = harness.show_open().await;
    harness.busy.set(true);
    settle().await;
    press("Escape").await;
    press("Escape").await;
    click(&page.get("button", "Cancel")).await;
    click(&page.get("button", "Create")).await;
    assert_eq!(page.all("dialog").len(), 1);
    assert_eq!(harness.sent.get_untracked(), 0);
    harness.busy.set(false);
    settle().await;
    click(&page.get("button", "Create")).await;
    assert_eq!(harness.sent.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn an_error_stands_at_its_field_and_what_was_typed_stays() {
    let harness = Harness::new();
    let page = harness.show_open().await;
    fill(&page.get("textbox", "Name"), "a b").await;
    harness.error.set(Some("A name has no spaces.".to_owned()));
    settle().await;
    let field = page.get("textbox", "Name");
    assert_eq!(description_of(&field), "Letters and digits A name has no spaces.");
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(wasm_bindgen::JsCast::unchecked_ref::<web_sys::HtmlInputElement>(&field).value(), "a b");
}

#[wasm_bindgen_test]
async fn deleting_needs_the_name() {
    let harness = Harness::new();
    let page = Page::show(move || {
        view! {
            <ConfirmByName
                title="Delete the service?"
                description="Its generations go with it."
                name="winter-10"
                submit_label="Delete"
                on_close=Callback::new(|()| ())
                on_confirm=Callback::new(move |()| harness.sent.update(|sent| *sent += 1))
            />
        }
    })
    .await;
    settle().await;
    let delete = page.get("button", "Delete");
    assert_eq!(description_of(&delete), "Type the name exactly as it is shown.");
    for typed in ["", "winter-1", "WINTER-10", "winter-100"] {
        fill(&page.get("textbox", "Type winter-10 to confirm"), typed).await;
        click(&delete).await;
        assert_eq!(harness.sent.get_untracked(), 0, "{typed:?}");
    }
    fill(&page.get("textbox", "Type winter-10 to confirm"), " winter-10 ").await;
    click(&delete).await;
    assert_eq!(harness.sent.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn a_closed_button_says_why_and_does_nothing() {
    let harness = Harness::new();
    let allowed = Signal::derive(move || Allowed::when(harness.busy.get(), "Only an administrator may do this."));
    let page = Page::show(move || {
        view! { <Button label="Delete" allowed=allowed on_click=move || harness.sent.update(|sent| *sent += 1)/> }
    })
    .await;
    let button = page.get("button", "Delete");
    button.focus().unwrap();
    assert_eq!(focused(), button, "it can be reached");
    assert_eq!(button.get_attribute("aria-disabled").as_deref(), Some("true"));
    assert_eq!(description_of(&button), "Only an administrator may do this.");
    click(&button).await;
    assert_eq!(harness.sent.get_untracked(), 0);
    harness.busy.set(true);
    settle().await;
    assert_eq!(button.get_attribute("aria-disabled"), None);
    assert_eq!(description_of(&button), "");
    click(&button).await;
    assert_eq!(harness.sent.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn a_menu_is_walked_with_arrows_and_gives_the_focus_back() {
    let harness = Harness::new();
    let items = move || {
        vec![
            MenuItem::new("Enable", move || harness.sent.update(|sent| *sent += 1)),
            MenuItem::new("Disable", || ()).allowed(Allowed::no("It is disabled.")),
            MenuItem::new("Delete", || ()).danger(),
        ]
    };
    let page = Page::show(move || view! { <Menu label="Actions" items=Signal::derive(items)/> }).await;
    let button = page.get("button", "Actions");
    button.focus().unwrap();
    press("ArrowDown").await;
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    for (key, name) in [
        ("ArrowDown", "DisableIt is disabled."),
        ("ArrowDown", "Delete"),
        ("ArrowDown", "Enable"),
        ("End", "Delete"),
        ("e", "Enable"),
    ] {
        press(key).await;
        assert_eq!(name_of(&focused()), name, "after {key}");
    }
    click(&focused()).await;
    assert_eq!(harness.sent.get_untracked(), 1);
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("false"));
    assert_eq!(focused(), button);
}

#[wasm_bindgen_test]
async fn what_goes_away_while_it_has_the_focus_does_no_harm() {
    let harness = Harness::new();
    harness.open.set(true);
    let share = RwSignal::new(2_500_u16);
    let page = Page::show(move || {
        let parts = move || {
            let set = Callback::new(move |value| share.set(value));
            view! {
                <Button label="Why not" allowed=Allowed::no("It is closed.")/>
                <Menu label="Actions" items=vec![MenuItem::new("Enable", || ())]/>
                <ShareSlider label="v1" value=share on_input=set/>
            }
        };
        move || harness.open.get().then(parts)
    })
    .await;
    for (role, name) in [("button", "Why not"), ("button", "Actions"), ("textbox", "Share of v1 in percent")] {
        page.get(role, name).focus().unwrap();
        settle().await;
        harness.open.set(false);
        settle().await;
        assert!(page.all(role).is_empty());
        harness.open.set(true);
        settle().await;
    }
}

#[wasm_bindgen_test]
async fn a_share_is_typed_with_decimals_and_a_wrong_one_is_told() {
    let share = RwSignal::new(2_500_u16);
    let page = Page::show(move || {
        view! { <ShareSlider label="v1" value=share on_input=Callback::new(move |value| share.set(value))/> }
    })
    .await;
    let field = page.get("textbox", "Share of v1 in percent");
    let value = || wasm_bindgen::JsCast::unchecked_ref::<web_sys::HtmlInputElement>(&field).value();
    assert_eq!(value(), "25");
    fill(&field, "33,3").await;
    assert_eq!((share.get_untracked(), value()), (3_330, "33,3".to_owned()), "the text under the caret stays");
    fill(&field, "333").await;
    assert_eq!(share.get_untracked(), 3_330);
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(description_of(&field).contains("from 0 to 100"));
    fill(&field, "40.00").await;
    field.blur().unwrap();
    settle().await;
    assert_eq!((share.get_untracked(), value()), (4_000, "40".to_owned()));
    assert_eq!(field.get_attribute("aria-invalid"), None);
}
