//! A text as a file of the user's: written only on a click, and never sent anywhere.

use std::time::Duration;

use js_sys::Array;
use leptos::prelude::{document, set_timeout};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// How long the browser may take to begin with the file before its address ends.
const TO_BEGIN: Duration = Duration::from_secs(60);

/// Hands a text to the browser as a file of that name; `kind` is its media type. The error says what went wrong.
pub fn text(name: &str, kind: &str, text: &str) -> Result<(), String> {
    save(name, kind, text).map_err(|_| "The browser did not take the file.".to_owned())
}

fn save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlElement = document().create_element("a")?.unchecked_into();
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.click();
    set_timeout(move || drop(Url::revoke_object_url(&address)), TO_BEGIN);
    Ok(())
}
