//! Adding a member: a user or a group, found by name, with a role. It is sent with the other changes.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::{groups, users};

use super::super::pick;
use super::Page;
use crate::domain::control::members::{self as rules, Member};
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::combo::{Choice, Picking};
use crate::ui::{Dialog, Select, live};

const USER: &str = "user";
const GROUP: &str = "group";

/// The dialog.
pub(super) fn dialog(page: Page, close: Callback<()>) -> AnyView {
    let (kind, tried) = (RwSignal::new(USER.to_owned()), RwSignal::new(false));
    let (user, group) = (Picking::default(), Picking::default());
    let names: Vec<String> = page.held().into_iter().map(|role| role.name).collect();
    // The lowest that is known: more has to be wished for.
    let lowest = names.iter().max_by_key(|name| (rules::rank(name) < rules::rank(""), rules::rank(name)));
    let role = RwSignal::new(lowest.cloned().unwrap_or_default());
    let picked = move || match kind.with(|kind| kind == GROUP) {
        true => group.picked.get().map(|choice| (Member::Group(choice.id.clone()), choice)),
        false => user.picked.get().map(|choice| (Member::User(choice.id.clone()), choice)),
    };
    let wrong = move || match picked() {
        None => Some("Pick one from the list.".to_owned()),
        Some((member, _)) => is_already(page, &member).map(|role| ["Is a member already, as ", &role, "."].concat()),
    };
    let error = Signal::derive(move || if tried.get() { wrong() } else { None });
    let submit = move || {
        tried.set(true);
        if let Some((member, choice)) = untrack(|| picked().filter(|_| wrong().is_none())) {
            add(page, member, choice, role.get_untracked());
            close.run(());
        }
    };
    let kinds = [(USER, "A user"), (GROUP, "A group: all who are in it")];
    let kinds: Vec<(String, String)> = kinds.map(|(id, words)| (id.to_owned(), words.to_owned())).to_vec();
    let roles: Vec<(String, String)> = names.iter().map(|name| (name.clone(), name.clone())).collect();
    let field = move || {
        let control = page.control;
        match kind.with(|kind| kind == GROUP) {
            true => pick::picker(control, &groups::GROUPS, "Group", "Type a part of its name.", group, error, true),
            false => pick::picker(control, &users::USERS, "User", "Type a part of the username.", user, error, true),
        }
    };
    view! {
        <Dialog
            title="Add a member"
            description="Nothing is sent before the members are saved."
            on_close=close
            submit_label="Add member"
            on_submit=submit
        >
            <Select label="Who" value=kind on_change=Callback::new(move |id| kind.set(id)) options=kinds/>
            {live(field)}
            <Select label="Role" value=role on_change=Callback::new(move |name| role.set(name)) options=roles/>
        </Dialog>
    }
    .into_any()
}

/// The role that somebody has, or shall have; tracked.
fn is_already(page: Page, member: &Member) -> Option<String> {
    let wish = page.wishes.with(|wishes| wishes.get(member).cloned());
    wish.unwrap_or_else(|| rules::direct(&page.held()).remove(member))
}

fn add(page: Page, member: Member, choice: Choice, role: String) {
    let words = [&choice.words, " is added as ", &role, ". Nothing is saved yet."].concat();
    page.picked.update(|picked| picked.insert(member.clone(), choice.words));
    page.wish(member, Some(role));
    page.toasts.ok(words);
}
