//! One entry, open: its permissions in the editor.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{GroupName, Login};

use super::grants::focused_heading;
use super::one::Page;
use crate::domain::project::{self, Entry, Holder, Kind};
use crate::domain::rights::Rights;
use crate::parts;
use crate::parts::permissions::{PermissionEditor, Vocabulary};
use crate::reactive::{Callback, Memo, Signal};
use crate::routes::DssPlace;
use crate::ui::{Button, ButtonKind, Icon, live_if};

/// The part of the page; gone with its entry.
pub(super) fn view(page: Page, holder: Holder) -> AnyView {
    let mine = holder.clone();
    let entry = Memo::new(move |_| page.entries.with(|all| all.iter().find(|one| one.holder == mine).cloned()));
    let there = Memo::new(move |_| entry.with(Option::is_some));
    live_if(move || there.get().then(|| untrack(|| opened(page, holder.clone(), entry))))
}

fn opened(page: Page, holder: Holder, entry: Memo<Option<Entry>>) -> AnyView {
    let title = ["Permissions of ", &holder.words()].concat();
    let ticked = Signal::derive(move || entry.with(|entry| entry.as_ref().map_or(Rights::NONE, |entry| entry.rights)));
    let (changed, removed) = (holder.clone(), holder.clone());
    let change = Callback::new(move |to: Rights| page.edit.change(|whole| project::set_rights(whole, &changed, to)));
    let remove = move || {
        page.open.set(None);
        page.edit.change(|whole| project::remove(whole, &removed));
        page.toasts.ok([&removed.words(), " is taken out. Nothing is saved yet."].concat());
    };
    let unknown = move || {
        let names = entry.with(|entry| entry.as_ref().map(|entry| entry.unknown.clone()).unwrap_or_default());
        (!names.is_empty()).then(|| {
            let text = ["Also true here, not known to this page, and kept as it is: ", &names.join(", ")].concat();
            view! { <p class="faint">{text}</p> }
        })
    };
    let closes = page.open;
    view! {
        <section class="section" aria-label=title.clone()>
            <div class="section-head">
                {focused_heading(title)}
                {links(page, &holder)}
                <Button label="Remove entry" icon=Icon::Trash on_click=remove/>
                <Button label="Close" kind=ButtonKind::Ghost on_click=move || closes.set(None)/>
            </div>
            {live_if(unknown)}
            <PermissionEditor
                label=["What ", &holder.words(), " may do"].concat()
                vocabulary=Vocabulary::Project
                ticked=ticked
                on_change=change
            />
        </section>
    }
    .into_any()
}

/// To the holder's own page, and to all that it may do.
fn links(page: Page, holder: &Holder) -> AnyView {
    let place = match holder.kind {
        Kind::Group => GroupName::parse(&holder.name).ok().map(DssPlace::Group),
        Kind::User => Login::parse(&holder.name).ok().map(DssPlace::User),
    };
    let own = place.map(|place| {
        let href = parts::href(&page.dss.route(place));
        let words = match holder.kind {
            Kind::Group => "The group",
            Kind::User => "The user",
        };
        view! { <a href=href>{words}</a> }
    });
    let all = (holder.kind == Kind::User).then(|| {
        let href = parts::rights_of(&page.dss, parts::USER, &holder.name);
        view! { <a href=href>"Effective rights"</a> }
    });
    view! { {own}{all} }.into_any()
}
