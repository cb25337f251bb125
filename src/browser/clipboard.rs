//! The clipboard: written only on a click.

use wasm_bindgen_futures::JsFuture;

/// Copies; the error says what to do by hand.
pub async fn copy(text: &str) -> Result<(), String> {
    let refused = || "The browser did not allow it: select the text and copy it by hand.".to_owned();
    // Absent where the page is not served safely (http on another host).
    let navigator = super::window().navigator();
    let here = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|c| !c.is_undefined());
    if !here {
        return Err(refused());
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.map(drop).map_err(|_| refused())
}
