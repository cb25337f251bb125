//! The part of the console that is fetched when it is needed, or when nothing else is to be done; see `boot.js`.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Waits until it is there. It may be asked for again, also after a failure, which is in words.
pub async fn arrived() -> Result<(), String> {
    let promise = ask().map_err(words)?;
    JsFuture::from(promise).await.map(drop).map_err(words)
}

fn ask() -> Result<Promise, JsValue> {
    let boot = Reflect::get(&super::window(), &"pilothouse".into())?;
    let later = Reflect::get(&boot, &"later".into())?;
    later.dyn_into::<Function>()?.call0(&boot)?.dyn_into()
}

fn words(error: JsValue) -> String {
    let error = error.dyn_into::<js_sys::Error>();
    error.map_or_else(|_| "The page was not started by boot.js.".to_owned(), |error| error.message().into())
}
