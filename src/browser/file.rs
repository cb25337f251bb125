//! The text of a file that a person has chosen.

use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Bytes that are read at most.
const MOST: f64 = 8_000_000.0;

/// Reads it as UTF-8. Fails with what to tell.
pub async fn text(file: &File) -> Result<String, String> {
    if file.size() > MOST {
        return Err("The file is larger than 8 MB: it is no list of users.".into());
    }
    let read = JsFuture::from(file.text()).await;
    read.ok().and_then(|text| text.as_string()).ok_or_else(|| "The browser could not read the file.".into())
}
