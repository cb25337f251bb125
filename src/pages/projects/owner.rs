//! The owner of a project: one login, who has everything in it.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{Login, projects};

use super::add;
use super::one::Page;
use crate::domain::allowed::Allowed;
use crate::reactive::{RwSignal, Signal};
use crate::ui::{Notice, NoticeKind, PickField, live_if};

/// The owner of the draft, tracked.
fn owner(page: Page) -> Option<String> {
    page.edit.draft.with(|draft| draft.as_ref()?.text(projects::OWNER).map(str::to_owned))
}

/// The owner before the edit, where the edit changes it; tracked.
fn before(page: Page) -> Option<String> {
    let mut changes = page.edit.changes().into_iter();
    let change = changes.find(|change| change.path == [projects::OWNER])?;
    Some(change.before.and_then(|before| before.as_str().map(str::to_owned)).unwrap_or_default())
}

/// What is wrong with the owner, where the edit has changed it.
fn wrong(page: Page) -> Option<String> {
    before(page)?;
    Login::parse(owner(page).unwrap_or_default().trim()).err().map(|why| why.to_string())
}

/// Whether the owner is fit to be saved, tracked.
pub(super) fn fit(page: Page) -> Allowed {
    wrong(page).map_or(Allowed::Yes, |why| Allowed::no(["The owner: ", &why].concat()))
}

/// The part of the page.
pub(super) fn view(page: Page) -> AnyView {
    let typed = RwSignal::new(String::new());
    let edit = page.edit;
    // Both ways: what is typed goes into the draft, and a draft that was discarded or loaded again into the field.
    Effect::new(move |_| {
        let owner = owner(page).unwrap_or_default();
        if typed.get_untracked() != owner {
            typed.set(owner);
        }
    });
    Effect::new(move |ran: Option<()>| {
        let typed = typed.get();
        if ran.is_some() && untrack(|| owner(page)).unwrap_or_default() != typed {
            edit.change(|whole| whole.set(projects::OWNER, typed));
        }
    });
    let warning = move || {
        let (before, after) = (before(page)?, owner(page).unwrap_or_default());
        let title = ["The owner changes from ", &before, " to ", &after].concat();
        let text = [
            "The owner has everything in the project. Afterwards ",
            &before,
            " has only what groups and entries give, and may be unable to change this back.",
        ];
        Some(view! { <Notice kind=NoticeKind::Warning title=title text=text.concat()/> })
    };
    view! {
        <section class="section">
            <h2>"Owner"</h2>
            <div class="form">
                <PickField
                    label="Login of the owner"
                    value=typed
                    options=Signal::derive(move || add::users(page))
                    hint="Has everything in the project, as an Admin group has."
                    error=Signal::derive(move || wrong(page))
                    required=true
                />
            </div>
            {live_if(warning)}
        </section>
    }
    .into_any()
}
