//! One's own account: profile, properties, secrets, credentials, and who one is to the server. Any user has it; an API
//! key that is no user's has none (contract/dataiku-dss.md §4).

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{identity, users};

use super::editor::{self, Editor, once_loaded};
use super::{panel_credentials, panel_preferences, panel_profile, panel_properties, panel_secrets, panel_who};
use crate::parts;
use crate::query::{Edit, use_dss};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Icon};

const TABS: [(&str, &str); 5] = [
    ("profile", "Profile"),
    ("properties", "Properties"),
    ("secrets", "Secrets"),
    ("credentials", "Credentials"),
    ("who", "Who am I"),
];

/// The page.
pub(super) fn page() -> AnyView {
    let (session, dss) = (use_session(), use_dss());
    let edit = Edit::new(session, dss.target.get_value(), users::own, users::save_own, identity);
    let editor = Editor::new(session, dss, edit, "your account".into());
    let panel = move |tab| match tab {
        "properties" => once_loaded(editor, |editor| {
            panel_properties::panel(
                editor,
                users::USER_PROPERTIES,
                "Names and values that code can read. You may change them as you like.",
            )
        }),
        "secrets" => once_loaded(editor, panel_secrets::panel),
        "credentials" => once_loaded(editor, panel_credentials::panel),
        "who" => panel_who::panel(editor),
        _ => once_loaded(editor, profile),
    };
    view! {
        <div class="page wide account">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"My account"</h1></div>
                <div class="actions">
                    <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=edit.load.busy on_click=move || edit.load.refresh()/>
                </div>
            </header>
            {parts::load_failure(edit.load, "your account")}
            {editor::tabs(editor, &TABS, panel)}
            {once_loaded_bar(editor)}
        </div>
    }
    .into_any()
}

fn once_loaded_bar(editor: Editor) -> AnyView {
    let there = crate::reactive::Memo::new(move |_| editor.edit.draft.with(Option::is_some));
    let words = editor.dss.deed("Save my account");
    crate::ui::live_if(move || {
        there.get().then(|| parts::edit_bar(editor.edit, words.clone(), "Could not save your account".into()))
    })
}

fn profile(editor: Editor) -> AnyView {
    view! {
        <h2>"Profile"</h2>
        <p class="faint">"An administrator changes these. Properties, secrets and credentials are yours to change."</p>
        {panel_profile::facts(editor)}
        {panel_preferences::panel(editor)}
    }
    .into_any()
}
