//! The permission editor: what a tick brings, why a box stays, what is not documented.

use crate::page::{Page, click, description_of, focused, press};
use leptos::prelude::*;
use pilothouse::domain::allowed::Allowed;
use pilothouse::domain::rights::{Permission, Rights};
use pilothouse::parts::{PermissionEditor, Vocabulary};
use pilothouse::reactive::{Callback, RwSignal};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

async fn show(vocabulary: Vocabulary, ticked: &[Permission]) -> (Page, RwSignal<Rights>) {
    let owner = Owner::new();
    let signal = owner.with(|| RwSignal::new(ticked.iter().copied().collect::<Rights>()));
    std::mem::forget(owner);
    let page = Page::show(move || {
        view! { <PermissionEditor label="Rights of ops" vocabulary=vocabulary ticked=signal on_change=Callback::new(move |rights| signal.set(rights))/> }
    });
    (page.await, signal)
}

fn is_ticked(element: &HtmlElement) -> bool {
    element.unchecked_ref::<HtmlInputElement>().checked()
}

fn is_inert(element: &HtmlElement) -> bool {
    element.get_attribute("aria-disabled").as_deref() == Some("true")
}

fn told(page: &Page) -> String {
    page.all("status")[0].text_content().unwrap()
}

#[wasm_bindgen_test]
async fn a_tick_shows_what_it_implies_and_why_and_sends_only_itself() {
    let (page, ticked) = show(Vocabulary::Project, &[]).await;
    let reads = page.get("checkbox", "Read project content");
    assert!(!is_ticked(&reads) && !is_inert(&reads));
    assert_eq!(description_of(&reads).trim(), "readProjectContent");
    click(&page.get("checkbox", "Write project content")).await;
    assert_eq!(ticked.get_untracked(), Rights::NONE.with(Permission::WriteContent));
    assert!(is_ticked(&reads) && is_inert(&reads));
    assert_eq!(description_of(&reads), "readProjectContent Write project content implies it.");
    assert!(!is_ticked(&page.get("checkbox", "Admin")));
    reads.focus().unwrap();
    click(&reads).await;
    assert!(is_ticked(&reads), "it cannot be unticked");
    assert_eq!(ticked.get_untracked(), Rights::NONE.with(Permission::WriteContent));
    assert_eq!(told(&page), "Read project content stays as it is. Write project content implies it.");
    assert_eq!(focused(), reads, "an inert box keeps its place for the keyboard");
    press("Tab").await;
    click(&page.get("checkbox", "Write project content")).await;
    assert!(!is_ticked(&reads) && !is_inert(&reads));
}

#[wasm_bindgen_test]
async fn unticking_what_another_gives_says_that_it_stays() {
    let both = [Permission::WriteContent, Permission::RunScenarios, Permission::ReadContent];
    let (page, ticked) = show(Vocabulary::ProjectKey, &both).await;
    let runs = page.get("checkbox", "Run scenarios");
    assert!(!is_inert(&runs), "it is ticked by hand");
    assert!(description_of(&runs).contains("RUN_SCENARIOS Write project content gives it already."));
    click(&runs).await;
    assert!(!ticked.get_untracked().has(Permission::RunScenarios));
    assert!(is_ticked(&runs) && is_inert(&runs));
    assert_eq!(told(&page), "Run scenarios is unticked. It stays: Write project content implies it.");
    click(&page.get("button", "Untick the one that others give")).await;
    assert_eq!(ticked.get_untracked(), Rights::NONE.with(Permission::WriteContent));
}

#[wasm_bindgen_test]
async fn what_no_page_states_is_not_ticked_and_says_so() {
    let (page, _) = show(Vocabulary::Dataset, &[Permission::WriteData]).await;
    let reads = page.get("checkbox", "Read data");
    assert!(!is_ticked(&reads) && !is_inert(&reads));
    assert_eq!(description_of(&reads), "READ_DATA Whether Write data gives it is not documented.");
    assert_eq!(description_of(&page.get("checkbox", "Write data")), "WRITE_DATA What it implies is not documented.");
}

#[wasm_bindgen_test]
async fn where_nothing_may_be_changed_each_box_says_why() {
    let page = Page::show(move || {
        let allowed = Allowed::no("You are not an administrator of this project.");
        let rights = Rights::NONE.with(Permission::Admin);
        view! { <PermissionEditor label="Rights" vocabulary=Vocabulary::Project ticked=rights on_change=Callback::new(|_| panic!("changed")) allowed=allowed/> }
    })
    .await;
    let admin = page.get("checkbox", "Admin");
    assert!(is_ticked(&admin) && is_inert(&admin));
    click(&admin).await;
    assert!(is_ticked(&admin));
    assert!(told(&page).contains("not an administrator"));
}

#[wasm_bindgen_test]
async fn it_fits_a_narrow_place() {
    let (page, _) = show(Vocabulary::Project, &[Permission::Admin]).await;
    page.root.style().set_property("width", "320px").unwrap();
    crate::page::settle().await;
    let editor = page.root.query_selector(".permissions").unwrap().unwrap();
    assert!(editor.scroll_width() <= editor.client_width(), "{} in {}", editor.scroll_width(), editor.client_width());
}
