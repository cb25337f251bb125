//! The import dialog and its upload step: what it says at each stage, and what it keeps.

use crate::page::{Page, click, description_of, settle};
use crate::stage;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const STORED: &str = r#"{"filePath":"/data/packages/winter.zip","size":2000000}"#;
const IMPORT: &str = "POST services/parcels/generations/actions/importFromArchive";

/// The dialog, open; with a file of two megabytes chosen where so wanted.
async fn open(chosen: bool) -> Page {
    stage::set();
    stage::answer("GET services", 200, r#"[{"serviceId":"parcels","enabled":true}]"#);
    stage::answer("GET services/parcels/generations", 200, r#"{"generations":[]}"#);
    stage::answer(IMPORT, 200, r#"{"ok":true}"#);
    let page = stage::show_service().await;
    click(&page.all("button").into_iter().find(|b| b.text_content().as_deref() == Some("Import generation")).unwrap())
        .await;
    if chosen {
        choose(&page).await;
    }
    page
}

/// What a person's choice in the browser's own dialog does to the field.
async fn choose(page: &Page) {
    let set = js_sys::Function::new_with_args(
        "field",
        "const data = new DataTransfer();
         data.items.add(new File([new Uint8Array(2000000)], 'winter.zip'));
         field.files = data.files;
         field.dispatchEvent(new Event('change', { bubbles: true }));",
    );
    let field = page.root.query_selector("dialog input[type=file]").unwrap().unwrap();
    set.call1(&JsValue::NULL, &field).unwrap();
    settle().await;
}

fn dialog(page: &Page) -> HtmlElement {
    page.get("dialog", "Import a generation of parcels")
}

fn text(page: &Page) -> String {
    dialog(page).text_content().unwrap()
}

/// The state of both steps.
fn steps(page: &Page) -> Vec<String> {
    let all = dialog(page).query_selector_all("ol li").unwrap();
    (0..all.length()).filter_map(|n| all.item(n)?.text_content()).collect()
}

async fn send(page: &Page, label: &str) {
    click(&page.get("button", label)).await;
    stage::answered().await;
}

fn bar(page: &Page) -> Option<f64> {
    let bar = dialog(page).query_selector("progress").unwrap()?;
    bar.get_attribute("value")?.parse().ok()
}

#[wasm_bindgen_test]
async fn without_a_file_the_message_stands_at_the_field() {
    let page = open(false).await;
    send(&page, "Upload and import").await;
    let field: HtmlElement = page.root.query_selector("dialog input[type=file]").unwrap().unwrap().unchecked_into();
    assert!(description_of(&field).contains("Choose the package"));
    assert!(stage::calls("PUT").is_empty());
    choose(&page).await;
    assert!(!description_of(&field).contains("Choose the package"));
    assert!(text(&page).contains("winter.zip, 2.0 MB"));
}

#[wasm_bindgen_test]
async fn progress_moves_and_then_the_package_is_imported() {
    let page = open(true).await;
    send(&page, "Upload and import").await;
    assert_eq!(stage::calls("PUT"), ["PUT /stage-packages/winter.zip"]);
    assert_eq!(steps(&page), ["Upload under way", "Import not begun"]);
    stage::upload_sends(500_000).await;
    assert_eq!(bar(&page), Some(0.25));
    assert!(text(&page).contains("500.0 kB of 2.0 MB"), "{}", text(&page));
    stage::upload_sends(2_000_000).await;
    assert_eq!(bar(&page), Some(1.0));
    assert!(text(&page).contains("sent; the server is storing it"));
    assert!(stage::calls(IMPORT).is_empty(), "not before it is stored");
    stage::upload_ends(200, STORED).await;
    stage::answered().await;
    assert_eq!(stage::calls(IMPORT), [format!("{IMPORT}?filePath=%2Fdata%2Fpackages%2Fwinter.zip ")]);
    assert!(page.all("dialog").is_empty());
    assert!(page.root.text_content().unwrap().contains("Imported. It answers no queries until it is mapped."));
}

#[wasm_bindgen_test]
async fn a_broken_upload_says_so_and_is_sent_again() {
    let page = open(true).await;
    send(&page, "Upload and import").await;
    stage::upload_sends(1_000_000).await;
    stage::upload_ends(0, "").await;
    stage::answered().await;
    assert_eq!(steps(&page), ["Upload failed", "Import not begun"]);
    assert!(text(&page).contains("Nothing was imported. The file is still chosen."), "{}", text(&page));
    assert!(text(&page).contains("winter.zip, 2.0 MB"));
    assert_eq!(bar(&page), None);
    send(&page, "Upload again and import").await;
    stage::upload_ends(200, STORED).await;
    stage::answered().await;
    assert_eq!((stage::calls("PUT").len(), stage::calls(IMPORT).len()), (2, 1));
    assert!(page.all("dialog").is_empty());
}

#[wasm_bindgen_test]
async fn a_cancelled_upload_is_given_up_and_keeps_the_file() {
    let page = open(true).await;
    send(&page, "Upload and import").await;
    stage::upload_sends(1_000_000).await;
    click(&page.get("button", "Cancel upload")).await;
    stage::answered().await;
    assert_eq!(stage::aborted(), 1.0);
    assert_eq!(steps(&page), ["Upload cancelled", "Import not begun"]);
    assert!(text(&page).contains("winter.zip, 2.0 MB"));
    stage::upload_ends(200, STORED).await;
    stage::answered().await;
    assert!(stage::calls(IMPORT).is_empty(), "an answer that comes too late imports nothing");
    assert_eq!(steps(&page), ["Upload cancelled", "Import not begun"]);
}

#[wasm_bindgen_test]
async fn a_failed_import_does_not_upload_again() {
    let page = open(true).await;
    stage::answer(IMPORT, 400, r#"{"errorType":"java.lang.Boom","message":"wrong service"}"#);
    send(&page, "Upload and import").await;
    stage::upload_ends(200, STORED).await;
    stage::answered().await;
    assert_eq!(steps(&page), ["Upload done", "Import failed"]);
    let told = text(&page);
    for words in ["Not imported", "wrong service", "java.lang.Boom", "importing again does not upload it again"] {
        assert!(told.contains(words), "{words} in {told}");
    }
    stage::answer(IMPORT, 200, r#"{"ok":true}"#);
    send(&page, "Import again").await;
    assert_eq!((stage::calls("PUT").len(), stage::calls(IMPORT).len()), (1, 2));
    assert!(page.all("dialog").is_empty());
}

#[wasm_bindgen_test]
async fn another_file_after_a_failure_is_uploaded_anew() {
    let page = open(true).await;
    stage::answer(IMPORT, 400, r#"{"message":"wrong service"}"#);
    send(&page, "Upload and import").await;
    stage::upload_ends(200, STORED).await;
    stage::answered().await;
    choose(&page).await;
    assert!(!text(&page).contains("wrong service"));
    assert!(steps(&page).is_empty());
    send(&page, "Upload and import").await;
    assert_eq!(stage::calls("PUT").len(), 2);
}

#[wasm_bindgen_test]
async fn the_dialog_stays_while_an_upload_is_under_way() {
    let page = open(true).await;
    send(&page, "Upload and import").await;
    let cancel = page.get("button", "Cancel");
    assert_eq!(cancel.get_attribute("aria-disabled").as_deref(), Some("true"));
    assert_eq!(description_of(&cancel), "Wait until the action is done.");
    click(&cancel).await;
    assert_eq!(page.all("dialog").len(), 1);
    click(&page.get("button", "Cancel upload")).await;
    click(&page.get("button", "Cancel")).await;
    assert!(page.all("dialog").is_empty());
}
