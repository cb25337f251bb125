//! What an administrator may change of a user, but for what has a panel of its own.

use leptos::ev;
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::dss::users;

use super::Page;
use super::groups;
use crate::domain::allowed::Allowed;
use crate::domain::person::Deed;
use crate::pages::people::editor::Editor;
use crate::pages::people::{panel_preferences, panel_profile};
use crate::reactive::{Memo, RwSignal, Signal};
use crate::ui::{Checkbox, PickField, SecretField, TextField, live};

/// The one kind of account whose password DSS itself keeps (contract/dataiku-dss.md §3.1).
const LOCAL: &str = "LOCAL";
/// Labels of licences that are often met. There are others: it depends on the licence (§3.1).
const PROFILES: [&str; 7] =
    ["FULL_DESIGNER", "DATA_DESIGNER", "DESIGNER", "AI_CONSUMER", "READER", "TECHNICAL_ACCOUNT", "DATA_SCIENTIST"];

fn wrong_email(user: &Whole) -> Option<&'static str> {
    let email = user.text(users::EMAIL).unwrap_or_default();
    let fits = match email.split_once('@') {
        Some((name, host)) => !name.is_empty() && !host.is_empty() && !email.contains(char::is_whitespace),
        None => email.is_empty(),
    };
    (!fits).then_some("An e-mail address is a name, an @ and a host, without spaces.")
}

fn wrong_profile(user: &Whole) -> Option<&'static str> {
    let blank = user.text(users::PROFILE).is_some_and(|profile| profile.trim().is_empty());
    blank.then_some("Give a profile: a user has one.")
}

/// Whether the draft may be saved.
pub(super) fn fit(page: Page) -> Signal<Allowed> {
    Signal::derive(move || {
        let wrong = page.editor.with(|user| wrong_email(user).or_else(|| wrong_profile(user)));
        match wrong {
            Some(why) => Allowed::no(["Profile: ", why].concat()),
            None => page.may(&Deed::Save(page.editor.edit.draft.get().unwrap_or_default())),
        }
    })
}

pub(super) fn panel(page: Page) -> AnyView {
    let editor = page.editor;
    let told =
        |wrong: fn(&Whole) -> Option<&'static str>| Signal::derive(move || editor.with(wrong).map(str::to_owned));
    let profiles = PROFILES.map(|profile| (profile.to_owned(), String::new())).to_vec();
    let enabled = editor
        .bind(|user| user.flag(users::ENABLED).unwrap_or_default(), |user, on: bool| user.set(users::ENABLED, on));
    // Password managers want a form; what is typed is saved by the bar alone.
    let stay = |event: ev::SubmitEvent| event.prevent_default();
    view! {
        <div class="halves">
            <form class="form" novalidate on:submit=stay>
                <h2>"Profile"</h2>
                <TextField label="Display name" value=editor.text(users::DISPLAY_NAME)/>
                <TextField label="E-mail" value=editor.text(users::EMAIL) error=told(wrong_email)/>
                <PickField
                    label="User profile"
                    value=editor.text(users::PROFILE)
                    options=profiles
                    error=told(wrong_profile)
                    hint="The licence's label. Which there are depends on the licence."
                    required=true
                />
                <Checkbox label="Enabled" checked=enabled hint="A disabled user cannot sign in, and their keys open nothing."/>
                {password(editor)}
            </form>
            <div class="form">{groups::view(page)}</div>
        </div>
        <section class="section">
            <h2>"As the server has it"</h2>
            {panel_profile::facts(editor)}
        </section>
        {panel_preferences::panel(editor)}
    }
    .into_any()
}

/// Write only: what is typed goes with the next save, and is gone then.
fn password(editor: Editor) -> AnyView {
    let source = Memo::new(move |_| editor.with(|user| user.text(users::SOURCE_TYPE).map(str::to_owned)));
    let password: RwSignal<String> = editor.text(users::PASSWORD);
    live(move || match source.get().as_deref() {
        Some(LOCAL) => view! {
            <SecretField
                label="New password"
                value=password
                autocomplete="new-password"
                hint="Empty: it stays as it is. It is never shown once it is saved."
            />
        }
        .into_any(),
        Some(other) => {
            view! { <p class="faint">{["The password is not kept here: the source is ", other, "."].concat()}</p> }
                .into_any()
        }
        None => view! { <p class="faint">"The source is not given by this server, so a password cannot be set."</p> }
            .into_any(),
    })
}
