//! The one time that a new key is on screen.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Secret;

use super::copier;
use crate::domain::allowed::Allowed;
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::{Checkbox, CopyButton, Dialog};

/// The dialog's title for a key of this name, which may have none.
pub fn key_title(label: &str) -> String {
    if label.is_empty() { "The new key".to_owned() } else { ["The key “", label, "”"].concat() }
}

/// Shows a key till its owner says that it is stored. `server` is what it was made by: “node”.
pub fn key_shown(label: &str, server: &str, secret: Arc<Secret>, close: Callback<()>) -> AnyView {
    let stored = RwSignal::new(false);
    let copied = RwSignal::new(false);
    let allowed = Signal::derive(move || {
        Allowed::when(stored.get(), "Copy the key to where it is kept, then tick the box: it cannot be shown again.")
    });
    let text = secret.clone();
    view! {
        <Dialog
            title=key_title(label)
            description=["This is the only time the ", server, " shows it."].concat()
            on_close=|| ()
            leavable=false
            submit_label="Close"
            allowed=allowed
            on_submit=move || close.run(())
        >
            <div class="key-box">
                <code class="secret-text" translate="no">{secret.expose().to_owned()}</code>
                <CopyButton
                    label="Copy the key"
                    text=Callback::new(move |()| text.expose().to_owned())
                    copy=copier(copied)
                    copied=copied
                />
            </div>
            <Checkbox label="I have stored it" checked=stored/>
        </Dialog>
    }
    .into_any()
}
