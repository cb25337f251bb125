//! The one time that a new key is on screen.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::personal_keys::KEY;
use pilothouse_wire::{Secret, Whole};

use crate::domain::allowed::Allowed;
use crate::parts;
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::{Checkbox, CopyButton, Dialog, Notice, NoticeKind};

/// A key that was just made.
#[derive(Clone)]
pub(super) struct Made {
    /// Its name for people.
    pub(super) label: String,
    secret: Option<Arc<Secret>>,
}

impl Made {
    /// Takes the secret out of the answer.
    pub(super) fn of(mut answer: Whole, label: String) -> Self {
        Self { label, secret: answer.take_secret(KEY).map(Arc::new) }
    }
}

/// Shows it, till its owner says that it is stored.
pub(super) fn dialog(made: Made, close: Callback<()>) -> AnyView {
    let Made { label, secret } = made;
    let title = ["The key “", &label, "”"].concat();
    let Some(secret) = secret else { return without(title, close) };
    let stored = RwSignal::new(false);
    let copied = RwSignal::new(false);
    let allowed = Signal::derive(move || {
        Allowed::when(stored.get(), "Copy the key to where it is kept, then tick the box: it cannot be shown again.")
    });
    let text = secret.clone();
    view! {
        <Dialog
            title=title
            description="This is the only time the server shows it."
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
                    copy=parts::copier(copied)
                    copied=copied
                />
            </div>
            <Checkbox label="I have stored it" checked=stored/>
        </Dialog>
    }
    .into_any()
}

fn without(title: String, close: Callback<()>) -> AnyView {
    view! {
        <Dialog title=title on_close=close close_label="Close">
            <Notice
                kind=NoticeKind::Warning
                title="The server has made the key and not sent it"
                text="Nobody can use it, for it cannot be read again. Delete it, and make another one."
            />
        </Dialog>
    }
    .into_any()
}
