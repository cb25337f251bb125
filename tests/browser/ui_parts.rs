//! The small parts: tabs, messages, share bars, secrets, links from data.

use crate::page::{Page, click, fill, focused, press};
use leptos::prelude::*;
use pilothouse::reactive::{Callback, RwSignal};
use pilothouse::ui::{ExternalLink, SecretField, ShareBars, Tab, Tabs, ToastRegion, Toasts, share_bar};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

fn text(page: &Page) -> String {
    page.root.text_content().unwrap()
}

#[wasm_bindgen_test]
async fn tabs_are_walked_with_arrows_and_one_panel_is_open() {
    let current = RwSignal::new("metrics".to_owned());
    let page = Page::show(move || {
        let tabs = vec![Tab::new("generations", "Generations"), Tab::new("metrics", "Metrics")];
        let panel = Callback::new(|id: &'static str| ["Panel of ", id].concat().into_any());
        let change = Callback::new(move |id: &'static str| current.set(id.to_owned()));
        view! { <Tabs label="Parts" tabs=tabs current=current on_change=change panel=panel/> }
    })
    .await;
    assert_eq!(page.get("tab", "Metrics").get_attribute("aria-selected").as_deref(), Some("true"));
    assert_eq!(page.get("tabpanel", "Metrics").text_content().unwrap(), "Panel of metrics");
    page.get("tab", "Metrics").focus().unwrap();
    press("ArrowRight").await;
    assert_eq!(focused(), page.get("tab", "Generations"), "round the end");
    assert_eq!(page.get("tabpanel", "Generations").text_content().unwrap(), "Panel of generations");
    assert_eq!(page.get("tab", "Metrics").tab_index(), -1);
    current.set("unknown".to_owned());
    crate::page::settle().await;
    assert_eq!(page.get("tab", "Generations").get_attribute("aria-selected").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn errors_are_alerts_and_stay_until_closed() {
    let page = Page::show(|| {
        let toasts = Toasts::provide();
        toasts.ok("Saved.");
        toasts.error("Not sent.");
        view! { <ToastRegion/> }
    })
    .await;
    let messages = |role: &str| page.all(role)[0].query_selector_all("p").unwrap();
    let words = |role: &str| messages(role).item(0).unwrap().text_content().unwrap();
    assert_eq!((words("status"), words("alert")), ("Saved.".to_owned(), "Not sent.".to_owned()));
    let dismiss = page.all("alert")[0].query_selector("button").unwrap().unwrap().unchecked_into();
    click(&dismiss).await;
    assert_eq!((messages("status").length(), messages("alert").length()), (1, 0));
}

#[wasm_bindgen_test]
async fn shares_are_also_told_in_words() {
    let shares = vec![("v1".to_owned(), 8_000), ("v2".to_owned(), 2_000)];
    let after = vec![("v2".to_owned(), 10_000)];
    let page = Page::show(move || {
        let small = share_bar(&shares);
        view! { {small} <ShareBars before=shares.clone() after=after.clone()/> }
    })
    .await;
    page.get("img", "v1 80\u{a0}%, v2 20\u{a0}%");
    page.get("img", "Now: v1 80\u{a0}%, v2 20\u{a0}%");
    page.get("img", "After: v2 100\u{a0}%");
    let rows = page.root.query_selector_all("tbody tr").unwrap();
    let row = |index| rows.item(index).unwrap().text_content().unwrap();
    assert_eq!((row(0), row(1)), ("v180\u{a0}%0\u{a0}%".to_owned(), "v220\u{a0}%100\u{a0}%".to_owned()));
    let pieces = page.root.query_selector_all("svg.large rect").unwrap();
    let piece = |index| {
        let piece: web_sys::Element = pieces.item(index).unwrap().unchecked_into();
        ["x", "width", "class"].map(|name| piece.get_attribute(name).unwrap())
    };
    assert_eq!(piece(0), ["0", "8000", "piece step-1"]);
    assert_eq!(piece(1), ["8000", "2000", "piece step-2"]);
    assert_eq!(piece(2), ["0", "10000", "piece step-2"], "a name keeps its step");
}

#[wasm_bindgen_test]
async fn a_secret_is_hidden_until_asked_for() {
    let secret = RwSignal::new(String::new());
    let page = Page::show(move || {
        view! { <SecretField label="Password" value=secret autocomplete="current-password" required=true/> }
    })
    .await;
    let field = page.root.query_selector("input").unwrap().unwrap().unchecked_into::<web_sys::HtmlInputElement>();
    assert_eq!((field.type_(), field.autocomplete()), ("password".to_owned(), "current-password".to_owned()));
    fill(&field, "s3cret").await;
    let eye = page.get("button", "Show password");
    eye.focus().unwrap();
    click(&eye).await;
    assert_eq!(focused(), page.get("button", "Hide password"), "the focus stays on the eye");
    assert_eq!((field.type_(), field.value()), ("text".to_owned(), "s3cret".to_owned()));
    click(&page.get("button", "Hide password")).await;
    assert_eq!(field.type_(), "password");
    assert_eq!(secret.get_untracked(), "s3cret");
}

#[wasm_bindgen_test]
async fn an_address_from_data_is_a_link_only_when_it_is_safe() {
    let page = Page::show(|| {
        view! {
            <ExternalLink href="https://example.org/a" text="Safe"/>
            <ExternalLink href="javascript:alert(1)" text="Unsafe"/>
        }
    })
    .await;
    let links = page.all("link");
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].get_attribute("rel").as_deref(), Some("noopener noreferrer"));
    assert!(text(&page).contains("Unsafe"));
}
