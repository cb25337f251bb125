//! One user, for administrators: all that the contract lists as editable, activity, acting as them, and their end.

mod activity;
mod delete;
mod enable;
mod form;
mod groups;
mod head;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{Login, identity, users};

use super::editor::{self, Editor, once_loaded};
use super::{panel_credentials, panel_properties, panel_secrets};
use crate::domain::allowed::Allowed;
use crate::domain::person::{Deed, refused};
use crate::parts;
use crate::query::{Edit, Everyone, use_dss};
use crate::reactive::{Callback, Memo, RwSignal, StoredValue};
use crate::session::use_session;
use crate::ui::{live, live_if};

const TABS: [(&str, &str); 6] = [
    ("profile", "Profile"),
    ("properties", "Properties"),
    ("admin", "Admin properties"),
    ("secrets", "Secrets"),
    ("credentials", "Credentials"),
    ("activity", "Activity"),
];

/// A question over the page that is about the user as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    Nothing,
    Delete,
    /// To be enabled, or else disabled.
    Enable(bool),
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    editor: Editor,
    login: StoredValue<Login>,
    everyone: Everyone,
    asks: RwSignal<Asks>,
}

impl Page {
    fn name(self) -> String {
        self.login.with_value(ToString::to_string)
    }

    /// Whether it is the caller, tracked.
    fn is_me(self) -> bool {
        self.editor.dss.login().is_some_and(|me| self.login.with_value(|login| me == login.as_str()))
    }

    /// Whether that may be done to the user, as far as the lists tell: not to oneself, and not to the last administrator;
    /// tracked.
    fn may(self, deed: &Deed) -> Allowed {
        let (people, name) = (self.everyone.people.value().unwrap_or_default(), self.name());
        let own = self.editor.dss.login();
        match refused(&people, &self.everyone.admin_groups(), own.as_deref(), deed, std::slice::from_ref(&name))
            .get(&name)
        {
            Some(why) => Allowed::no(*why),
            None => Allowed::Yes,
        }
    }

    /// Whether the server has the user as enabled, tracked.
    fn enabled(self) -> Option<bool> {
        self.editor.edit.base().and_then(|user| user.flag(users::ENABLED))
    }
}

/// The page.
pub(super) fn page(login: Login) -> AnyView {
    let (session, dss) = (use_session(), use_dss());
    let (of, to) = (login.clone(), login.clone());
    let edit = Edit::new(
        session,
        dss.target.get_value(),
        move || users::get(&of),
        move |user| users::save(&to, user),
        identity,
    );
    let editor = Editor::new(session, dss, edit, login.to_string());
    let everyone = Everyone::load(session, dss);
    let page = Page { editor, login: StoredValue::new(login), everyone, asks: RwSignal::new(Asks::Nothing) };
    let panel = move |tab| match tab {
        "properties" => once_loaded(editor, |editor| {
            panel_properties::panel(
                editor,
                users::USER_PROPERTIES,
                "Names and values that the user sees and may change, and that code can read.",
            )
        }),
        "admin" => once_loaded(editor, |editor| {
            panel_properties::panel(
                editor,
                users::ADMIN_PROPERTIES,
                "Names and values that administrators alone may change.",
            )
        }),
        "secrets" => once_loaded(editor, panel_secrets::panel),
        "credentials" => once_loaded(editor, panel_credentials::panel),
        "activity" => activity::panel(page),
        _ => once_loaded(editor, move |_| form::panel(page)),
    };
    view! {
        <div class="page wide account">
            {head::view(page)}
            {parts::load_failure(edit.load, page.name())}
            {editor::tabs(editor, &TABS, panel)}
            {bar(page)}
        </div>
        {live(move || question(page))}
    }
    .into_any()
}

fn bar(page: Page) -> AnyView {
    let edit = page.editor.edit;
    let there = Memo::new(move |_| edit.draft.with(Option::is_some));
    let (words, failed) = (page.editor.dss.deed("Save user"), ["Could not save ", &page.name()].concat());
    live_if(move || there.get().then(|| parts::edit_bar_if(edit, words.clone(), failed.clone(), form::fit(page))))
}

fn question(page: Page) -> AnyView {
    let close = Callback::new(move |()| page.asks.set(Asks::Nothing));
    match page.asks.get() {
        Asks::Nothing => ().into_any(),
        Asks::Delete => untrack(|| delete::dialog(page, close)),
        Asks::Enable(on) => untrack(|| enable::dialog(page, on, close)),
    }
}
