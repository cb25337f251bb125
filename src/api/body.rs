//! Reads a body piece by piece, so that a slow one is not given up while it flows and a huge one does not take the
//! tab down.

use gloo_net::http::Response;
use js_sys::{Reflect, Uint8Array};
use pilothouse_wire::Error;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

use super::fetch::Watch;

/// Bytes of an answer that are read at most: a list of a million services.
const LIMIT: usize = 64 << 20;

/// The whole body as text; invalid UTF-8 is replaced, as browsers do.
pub(super) async fn text(response: &Response, watch: &Watch) -> Result<String, Error> {
    let Some(stream) = response.body() else { return Ok(String::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes: Vec<u8> = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read()).await.map_err(|_| watch.broken())?;
        watch.byte_came();
        let Ok(value) = Reflect::get(&piece, &"value".into()) else { return Err(watch.broken()) };
        if value.is_undefined() {
            break;
        }
        let piece: Uint8Array = value.unchecked_into();
        if bytes.len() + piece.length() as usize > LIMIT {
            return Err(Error::TooLarge(LIMIT as u64));
        }
        let from = bytes.len();
        bytes.resize(from + piece.length() as usize, 0);
        piece.copy_to(&mut bytes[from..]);
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(broken) => String::from_utf8_lossy(broken.as_bytes()).into_owned(),
    })
}
