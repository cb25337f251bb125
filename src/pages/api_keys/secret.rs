//! The one time that a new key is on screen.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::personal_keys::KEY;
use pilothouse_wire::{Secret, Whole};

use crate::parts;
use crate::reactive::Callback;
use crate::ui::{Dialog, Notice, NoticeKind};

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
    match secret {
        Some(secret) => parts::key_shown(&label, "server", secret, close),
        None => without(parts::key_title(&label), close),
    }
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
