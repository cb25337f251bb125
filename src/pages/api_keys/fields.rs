//! Fields of an object that is edited and put back whole.

use leptos::prelude::*;
use pilothouse_wire::Whole;

use crate::domain::global_key::put_text;
use crate::query::Edit;
use crate::reactive::{RwSignal, StoredValue};

/// A text field that follows the draft, and changes it as one types. `write` may leave the draft alone where the text is
/// not fit; the text stays.
pub(super) fn bound(
    edit: Edit,
    read: impl Fn(&Whole) -> String + 'static,
    write: impl Fn(&mut Whole, &str) + 'static,
) -> RwSignal<String> {
    let typed = RwSignal::new(String::new());
    // What the draft and the field said when they were last at one.
    let (seen, sent) = (StoredValue::new(String::new()), StoredValue::new(String::new()));
    Effect::new(move |_| {
        let text = typed.get();
        let Some(draft) = edit.draft.with(|draft| draft.as_ref().map(&read)) else { return };
        if draft != seen.get_value() {
            seen.set_value(draft.clone());
            sent.set_value(draft.clone());
            if draft != text {
                typed.set(draft);
            }
        } else if text != sent.get_value() {
            sent.set_value(text.clone());
            edit.change(|whole| write(whole, text.trim()));
            let now = edit.draft.with_untracked(|draft| draft.as_ref().map(&read));
            seen.set_value(now.unwrap_or_default());
        }
    });
    typed
}

/// A member that is a text.
pub(super) fn text(edit: Edit, member: &'static str) -> RwSignal<String> {
    bound(
        edit,
        move |whole| whole.text(member).unwrap_or_default().to_owned(),
        move |whole, text| put_text(whole, member, text),
    )
}
