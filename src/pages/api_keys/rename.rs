//! Renaming a personal key: its label and description, put back with the rest as it came.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::dss::personal_keys::{self, DESCRIPTION, LABEL};

use super::personal::Keys;
use super::{create, fields, id, label};
use crate::domain::allowed::Allowed;
use crate::domain::merge::no_identity;
use crate::parts;
use crate::query::{Edit, Stage};
use crate::reactive::{Callback, Signal};
use crate::ui::{Dialog, TextField};

/// The dialog.
pub(super) fn dialog(keys: Keys, key: &Whole, close: Callback<()>) -> AnyView {
    let page = keys.page;
    // A key without an id cannot be named by a call; its menu does not lead here for anything else.
    let Some(id) = id(key) else { return ().into_any() };
    let of = id.clone();
    let edit = Edit::new(
        page.session,
        page.target(),
        move || personal_keys::get(&id),
        move |whole| personal_keys::save(&of, whole),
        no_identity,
    );
    Effect::new(move |_| {
        if edit.stage.with(|stage| matches!(stage, Stage::Saved(_))) {
            keys.list.refresh();
        }
    });
    let (new_label, description) = (fields::text(edit, LABEL), fields::text(edit, DESCRIPTION));
    let loaded = Signal::derive(move || edit.draft.with(Option::is_some));
    let wrong = Signal::derive(move || {
        (loaded.get() && create::given(new_label).is_none()).then(|| create::NO_LABEL.to_owned())
    });
    let fit = Signal::derive(move || Allowed::when(wrong.with(Option::is_none), create::NO_LABEL));
    let name = label(key);
    view! {
        <Dialog
            title=["Rename “", &name, "”"].concat()
            description="Only the label and the description of a personal key can change."
            busy=edit.busy()
            on_close=close
            close_label="Close"
        >
            {parts::load_failure(edit.load, "the key")}
            <div class="form">
                <TextField label="Label" value=new_label error=wrong required=true/>
                <TextField label="Description" value=description/>
            </div>
            {parts::edit_bar_if(edit, page.dss.deed("Save key"), ["Could not save ", &name].concat(), fit)}
        </Dialog>
    }
    .into_any()
}
