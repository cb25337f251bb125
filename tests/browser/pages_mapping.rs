//! The mapping editor as it is used: whatever is moved, the shares add up to 100 %.

use crate::page::{Page, click, description_of, fill, settle};
use crate::stage;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlElement, HtmlInputElement, HtmlSelectElement};

const NAMES: [&str; 3] = ["one", "two", "three"];

/// Generations with these shares in percent; those with a share of 0 are not mounted, with `more` members.
fn list(shares: [u8; 3], more: &str) {
    let row = |(name, share): (&str, u8)| {
        let more = if share == 0 { more } else { "" };
        format!(r#"{{"generationId":"{name}","mapped":{},"mounted":{}{more}}}"#, f64::from(share) / 100.0, share > 0)
    };
    let rows: Vec<String> = NAMES.into_iter().zip(shares).map(row).collect();
    let generations = format!(r#"{{"generations":[{}]}}"#, rows.join(","));
    stage::answer("GET services/parcels/generations", 200, &generations);
}

/// A node with them.
fn arrange(shares: [u8; 3], enabled: bool) {
    stage::set();
    let services = format!(r#"[{{"serviceId":"parcels","enabled":{enabled}}}]"#);
    stage::answer("GET services", 200, &services);
    list(shares, "");
    stage::answer("POST services/parcels", 200, r#"{"ok":true}"#);
}

/// The page with the editor open.
async fn open(shares: [u8; 3]) -> Page {
    arrange(shares, true);
    let page = stage::show_service().await;
    click(&page.get("button", "Set mapping")).await;
    page
}

fn number(page: &Page, name: &str) -> HtmlElement {
    page.get("textbox", &format!("Share of {name} in percent"))
}

/// What a field says.
fn typed(page: &Page, name: &str) -> String {
    number(page, name).unchecked_into::<HtmlInputElement>().value()
}

/// What the fields say, in hundredths of a percent.
fn values(page: &Page) -> [u32; 3] {
    NAMES.map(|name| (typed(page, name).parse::<f64>().unwrap() * 100.0).round() as u32)
}

fn slider(page: &Page, name: &str) -> HtmlInputElement {
    let wanted = format!("Share of {name}");
    let all = page.root.query_selector_all("input[type=range]").unwrap();
    let sliders = (0..all.length()).map(|n| all.item(n).unwrap().unchecked_into::<HtmlInputElement>());
    sliders.into_iter().find(|slider| slider.get_attribute("aria-label").as_deref() == Some(&wanted)).unwrap()
}

async fn tell(target: &HtmlElement, event: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    target.dispatch_event(&Event::new_with_event_init_dict(event, &init).unwrap()).unwrap();
    settle().await;
}

async fn slide(page: &Page, name: &str, share: u16) {
    let slider = slider(page, name);
    slider.set_value(&share.to_string());
    tell(&slider, "input").await;
}

fn apply(page: &Page) -> HtmlElement {
    page.get("button", "Apply mapping")
}

fn is_closed(button: &HtmlElement) -> bool {
    button.get_attribute("aria-disabled").as_deref() == Some("true")
}

#[wasm_bindgen_test]
async fn the_sum_stays_whatever_is_moved() {
    let page = open([60, 30, 10]).await;
    assert_eq!(values(&page), [6000, 3000, 1000]);
    for (step, name) in NAMES.into_iter().cycle().take(12).enumerate() {
        slide(&page, name, (step as u16 * 1700) % 10_100).await;
        assert_eq!(values(&page).iter().sum::<u32>(), 10_000, "step {step}");
        fill(&number(&page, name), &format!("{}.{:02}", step * 8, step)).await;
        tell(&number(&page, name), "blur").await;
        assert_eq!(values(&page).iter().sum::<u32>(), 10_000, "step {step}, typed");
    }
}

#[wasm_bindgen_test]
async fn what_is_typed_is_kept_and_only_a_share_moves_the_others() {
    let page = open([60, 30, 10]).await;
    let field = number(&page, "one");
    for words in ["", "abc", "100.01", "-1", "1.234"] {
        fill(&field, words).await;
        assert_eq!(typed(&page, "one"), words);
        assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"), "{words}");
        assert!(description_of(&field).contains("from 0 to 100"), "{words}");
        assert_eq!(["two", "three"].map(|name| typed(&page, name)), ["30", "10"], "{words}");
    }
    fill(&field, "33,33").await;
    assert_eq!(field.get_attribute("aria-invalid"), None);
    tell(&field, "blur").await;
    assert_eq!(values(&page), [3333, 5000, 1667]);
}

#[wasm_bindgen_test]
async fn a_locked_share_is_left_alone_until_it_is_freed() {
    let page = open([60, 30, 10]).await;
    click(&page.get("button", "Lock two")).await;
    assert!(number(&page, "two").has_attribute("disabled"));
    slide(&page, "one", 0).await;
    assert_eq!(values(&page), [0, 3000, 7000]);
    slide(&page, "one", 10_000).await;
    assert_eq!(values(&page), [7000, 3000, 0], "no more than the locked one leaves");
    click(&page.get("button", "Free two")).await;
    slide(&page, "one", 10_000).await;
    assert_eq!(values(&page), [10_000, 0, 0]);
}

#[wasm_bindgen_test]
async fn the_rest_goes_where_it_was_told_to() {
    let page = open([60, 30, 10]).await;
    let rest: HtmlSelectElement = page.root.query_selector("dialog select").unwrap().unwrap().unchecked_into();
    rest.set_value("2");
    tell(&rest, "change").await;
    slide(&page, "one", 4000).await;
    assert_eq!(values(&page), [4000, 3000, 3000]);
    let all = page.all("button").into_iter().filter(|button| button.text_content().as_deref() == Some("All"));
    click(&all.last().unwrap()).await;
    assert_eq!(values(&page), [0, 0, 10_000]);
}

#[wasm_bindgen_test]
async fn the_mapping_in_force_cannot_be_applied_and_the_button_says_why() {
    let page = open([60, 30, 10]).await;
    assert!(is_closed(&apply(&page)));
    assert_eq!(description_of(&apply(&page)), "This is the mapping that is in force.");
    click(&apply(&page)).await;
    stage::answered().await;
    assert!(stage::calls("POST").is_empty());
    slide(&page, "one", 5000).await;
    assert!(!is_closed(&apply(&page)));
    slide(&page, "one", 6000).await;
    fill(&number(&page, "two"), "30").await;
    assert!(is_closed(&apply(&page)), "and back again");
}

#[wasm_bindgen_test]
async fn a_disabled_service_may_get_the_same_mapping_again() {
    arrange([60, 30, 10], false);
    let page = stage::show_service().await;
    click(&page.get("button", "Set mapping")).await;
    assert!(!is_closed(&apply(&page)), "applying enables it");
}

#[wasm_bindgen_test]
async fn what_is_sent_is_what_is_shown_and_the_cold_one_is_preloaded_first() {
    let page = open([60, 40, 0]).await;
    slide(&page, "one", 5000).await;
    fill(&number(&page, "three"), "20").await;
    assert!(page.root.text_content().unwrap().contains("Not mounted: three"));
    let shown = values(&page);
    // By the time that the list is asked, it is mounted.
    list([60, 40, 1], "");
    click(&apply(&page)).await;
    stage::answered().await;
    let sent = stage::calls("POST");
    assert_eq!(sent.len(), 2, "{sent:?}");
    assert!(sent[0].starts_with("POST services/parcels/generations/three/preload"), "{sent:?}");
    for (name, share) in NAMES.into_iter().zip(shown) {
        assert!(
            sent[1].contains(&format!("\"{name}\"")) && sent[1].contains(&(f64::from(share) / 1e4).to_string()),
            "{sent:?}"
        );
    }
    assert!(page.all("dialog").is_empty());
}

#[wasm_bindgen_test]
async fn a_failed_preload_leaves_the_mapping_and_the_dialog_says_so() {
    let page = open([60, 40, 0]).await;
    stage::answer("POST services/parcels/generations/three/preload", 500, r#"{"message":"no model in it"}"#);
    fill(&number(&page, "three"), "20").await;
    let before = values(&page);
    click(&apply(&page)).await;
    stage::answered().await;
    assert_eq!(stage::calls("POST").len(), 1, "the mapping was not touched");
    let told = page.get("dialog", "Set mapping of parcels").text_content().unwrap();
    assert!(told.contains("three could not be preloaded") && told.contains("no model in it"), "{told}");
    assert_eq!(values(&page), before);
}

#[wasm_bindgen_test]
async fn a_generation_that_does_not_load_after_its_preload_leaves_the_mapping_too() {
    let page = open([60, 40, 0]).await;
    list([60, 40, 0], r#","loadError":"the disk is torn""#);
    fill(&number(&page, "three"), "20").await;
    click(&apply(&page)).await;
    let dialog = page.get("dialog", "Set mapping of parcels");
    stage::until(|| dialog.text_content().unwrap().contains("the disk is torn")).await;
    assert_eq!(stage::calls("POST").len(), 1, "the mapping was not touched");
}
