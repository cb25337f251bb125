//! Giving a project to another owner, after which one may not see it any more oneself.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::{projects, users};

use super::super::{self as control, pick};
use super::Page;
use crate::domain::control::words;
use crate::parts;
use crate::query::{Act, Jobs, use_jobs};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::combo::Picking;
use crate::ui::{Dialog, Notice, NoticeKind, live};

/// Whose it is, where the server says it; tracked.
fn owner(page: Page) -> Option<(String, Option<String>)> {
    let loaded = page.one.value()?;
    let one = &loaded.one;
    let link = one.item.one(projects::OWNER);
    let id = link.as_ref().map(|link| link.id.clone());
    let found = one.included.iter().find(|item| Some(&item.id) == id.as_ref() && item.record == users::USERS.record);
    let name = found.map(|item| words::name(item, users::USERNAME));
    let name = name.or_else(|| one.item.text(projects::OWNER_USERNAME).map(str::to_owned)).or_else(|| id.clone())?;
    Some((name, id))
}

/// The dialog.
pub(super) fn dialog(page: Page, close: Callback<()>) -> AnyView {
    let (act, picking, tried) = (Act::default(), Picking::default(), RwSignal::new(false));
    let (jobs, so_far) = (use_jobs(), Memo::new(move |_| owner(page)));
    let wrong = move || match (picking.picked.get(), so_far.get()) {
        (None, _) => Some("Pick a user from the list.".to_owned()),
        (Some(picked), Some((_, Some(id)))) if picked.id == id => Some("This user is the owner already.".to_owned()),
        (Some(_), _) => None,
    };
    let error = Signal::derive(move || if tried.get() { wrong() } else { None });
    let call = move || {
        let picked = picking.picked.get().filter(|_| wrong().is_none())?;
        Some(page.id.with_value(|id| projects::set_owner(id, &pick::link(&users::USERS, &picked))))
    };
    let submit = move || {
        tried.set(true);
        if let Some((call, picked)) = untrack(call).zip(picking.picked.get_untracked()) {
            send(page, (act, jobs), call, picked.words, close);
        }
    };
    let description = move || match so_far.get() {
        Some((name, _)) => ["The owner is ", &name, "."].concat(),
        None => "Whose it is the server does not say.".to_owned(),
    };
    view! {
        <Dialog
            title=Signal::derive(move || ["Change the owner of “", &page.name(), "”"].concat())
            description=Signal::derive(description)
            busy=act.busy
            on_close=close
            submit_label="Change owner"
            on_submit=submit
        >
            {pick::picker(page.control, &users::USERS, "New owner", "Type a part of the username.", picking, error, true)}
            {live(move || warning(page, so_far.get()))}
            {parts::call_as_script(page.control.session, page.control.target.get_value(), call)}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}

fn warning(page: Page, so_far: Option<(String, Option<String>)>) -> AnyView {
    let me = page.control.own().map(|me| me.id);
    let mine = so_far.as_ref().is_some_and(|(_, id)| id.is_some() && *id == me);
    let title = if mine { "You may lose this project" } else { "Somebody may lose this project" };
    let who = match so_far {
        _ if mine => "you have".to_owned(),
        Some((name, _)) => [&name, " has"].concat(),
        None => "the owner of now has".to_owned(),
    };
    let text =
        ["Afterwards ", &who, " only what the roles of the project give, and may be unable to change this back."];
    view! { <Notice kind=NoticeKind::Warning title=title text=text.concat()/> }.into_any()
}

/// Sends it, then looks whether one still sees the project.
fn send(
    page: Page,
    (act, jobs): (Act, Jobs),
    call: pilothouse_wire::Call<pilothouse_wire::control::Done>,
    name: String,
    close: Callback<()>,
) {
    let again = page.id.with_value(projects::with_members);
    let words = ["Give the project to ", &name].concat();
    let write = async move {
        let done = page.control.send(&call).await?;
        control::follow(jobs, &done, words);
        Ok(page.control.send(&again).await)
    };
    act.start("Could not change the owner".to_owned(), write, move |seen| {
        close.run(());
        match seen {
            Err(error) if error.is_refusal(403) || error.is_refusal(404) => {
                let words = [&name, " is the owner now. You have no access to this project any more."];
                page.toasts.ok(words.concat());
                page.leave();
            }
            seen => {
                page.toasts.ok([&name, " is the owner now."].concat());
                page.one.refresh();
                match seen {
                    Ok(one) => page.roles.put(one),
                    Err(_) => page.roles.refresh(),
                }
            }
        }
    });
}
