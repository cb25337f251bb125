//! Selecting rows, and what stays selected.

use super::*;

#[wasm_bindgen_test]
async fn selecting_by_keyboard() {
    let (page, harness) = Harness::show(few(&["a", "b", "c", "d", "e"])).await;
    page.get("grid", "Services").focus().unwrap();
    press("Space").await;
    assert_eq!(selected(harness), ["a"]);
    for keys in ["ArrowDown", "ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown"] {
        press(keys).await;
    }
    assert_eq!(selected(harness), ["a", "c", "d", "e"]);
    press("Shift+ArrowUp").await;
    assert_eq!(selected(harness), ["a", "c", "d"], "going back gives back");
    let rows = body_rows(&page);
    assert_eq!(rows.iter().filter(|row| row.get_attribute("aria-selected").as_deref() == Some("true")).count(), 3);
    press("Escape").await;
    assert!(selected(harness).is_empty());
    fill(&page.get("searchbox", "Filter services"), "b").await;
    page.get("grid", "Services").focus().unwrap();
    press("Control+a").await;
    assert_eq!(selected(harness), ["b"], "only what passes the filter");
}

#[wasm_bindgen_test]
async fn the_tick_of_the_head_has_three_states() {
    let (page, harness) = Harness::show(few(&["a", "b"])).await;
    let head = || {
        use wasm_bindgen::JsCast;
        page.get("checkbox", "Select all services").unchecked_into::<web_sys::HtmlInputElement>()
    };
    click(&page.get("checkbox", "Select a")).await;
    assert!(head().indeterminate() && !head().checked());
    click(&head()).await;
    assert!(!head().indeterminate() && head().checked());
    assert_eq!(selected(harness), ["a", "b"]);
    click(&head()).await;
    assert!(selected(harness).is_empty());
}

#[wasm_bindgen_test]
async fn selection_focus_and_active_row_survive_a_refresh_and_a_new_order() {
    let (page, harness) = Harness::show(few(&["a", "b", "c"])).await;
    page.get("grid", "Services").focus().unwrap();
    press("ArrowDown").await;
    press("Space").await;
    harness.rows.set(few(&["b", "c", "a"]));
    crate::page::settle().await;
    assert_eq!((active_text(&page), names(&page)), ("b".to_owned(), vec!["b".into(), "c".into(), "a".into()]));
    let row =
        body_rows(&page).into_iter().find(|row| row.get_attribute("aria-rowindex").as_deref() == Some("2")).unwrap();
    harness.rows.set(few(&["new", "c", "b", "a"]));
    crate::page::settle().await;
    assert_eq!(names(&page), ["new", "c", "b", "a"]);
    assert_eq!(selected(harness), ["b"]);
    assert_eq!(active_text(&page), "b");
    assert_eq!(focused(), page.get("grid", "Services"));
    assert_eq!(row.get_attribute("aria-rowindex").as_deref(), Some("4"), "the row moved, it was not drawn anew");
    assert_eq!(row.get_attribute("aria-selected").as_deref(), Some("true"));
    assert!(row.is_connected());
    fill(&page.get("searchbox", "Filter services"), "a").await;
    assert!(page.root.text_content().unwrap().contains("1 selected, 1 of them not shown"));
}
