//! Messages between the tabs of this browser, on this origin only.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel to the other tabs. Where the browser has none, nobody hears and nobody answers.
pub struct Channel(Option<BroadcastChannel>);

impl Channel {
    /// Opens the channel of this name and hears what others say, for as long as the page lives.
    pub fn open(name: &str, hear: impl Fn(String) + 'static) -> Self {
        let channel = BroadcastChannel::new(name).ok();
        if let Some(channel) = &channel {
            let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(text) = event.data().as_string() {
                    hear(text);
                }
            });
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
            // The console has one channel, and it lives as long as the page.
            heard.forget();
        }
        Self(channel)
    }

    /// Says something to all other tabs.
    pub fn say(&self, text: &str) {
        if let Some(channel) = &self.0 {
            // Fails only on a closed channel; ours is never closed.
            let _ = channel.post_message(&JsValue::from_str(text));
        }
    }
}
