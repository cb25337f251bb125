//! The entries beside each other: who, and which permissions; from here an entry is opened.

use leptos::{html, prelude::*};
use pilothouse_view::view;

use super::one::Page;
use crate::domain::project::Entry;
use crate::domain::rights::{PROJECT, Permission, Rights};
use crate::reactive::Signal;
use crate::ui::{Button, EmptyState, Icon, live};

/// The part of the page.
pub(super) fn view(page: Page) -> AnyView {
    let editable = Signal::derive(move || page.editable());
    view! {
        <section class="section">
            <div class="section-head">
                <h2>"Who may do what"</h2>
                <Button label="Add entry" icon=Icon::Plus allowed=editable on_click=move || page.adding.set(true)/>
            </div>
            {live(move || {
                let entries = page.entries.get();
                if entries.is_empty() { nothing() } else { matrix(page, entries) }
            })}
        </section>
    }
    .into_any()
}

fn nothing() -> AnyView {
    let text = "Only the owner and administrators may do anything here.";
    view! { <EmptyState title="No entries" text=text/> }.into_any()
}

fn matrix(page: Page, entries: Vec<Entry>) -> AnyView {
    let head = |one: &Permission| view! { <th scope="col" class="flag"><span>{one.words()}</span></th> };
    let rows = entries.into_iter().map(|entry| row(page, entry)).collect::<Vec<_>>();
    view! {
        <div class="grants-scroll">
            <table class="grants">
                <caption class="unseen">"Entries and their permissions"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Group or user"</th>
                        {PROJECT.iter().map(head).collect_view()}
                        <th scope="col" class="words">"May"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="faint grants-key" aria-hidden="true">
            <span class="mark yes"></span>" ticked "<span class="mark implied"></span>" implied by another"
        </p>
    }
    .into_any()
}

fn row(page: Page, entry: Entry) -> AnyView {
    let (holder, all) = (entry.holder, entry.rights.closed());
    let name = holder.name.clone();
    let mine = holder.clone();
    let expanded = move || page.open.with(|open| if open.as_ref() == Some(&mine) { "true" } else { "false" });
    let kind = holder.kind.words();
    let press = move |_| {
        let open = page.open.with_untracked(|open| open.as_ref() == Some(&holder));
        page.open.set((!open).then(|| holder.clone()));
    };
    let unknown = (!entry.unknown.is_empty()).then(|| {
        let words = [" and ", &entry.unknown.join(", ")].concat();
        view! { <span>{words}</span> }
    });
    view! {
        <tr>
            <th scope="row">
                <button type="button" class="button ghost grants-open" aria-expanded=expanded on:click=press>{name}</button>
                <span class="faint">{kind}</span>
            </th>
            {PROJECT.iter().map(|one| mark(entry.rights, all, *one)).collect_view()}
            <td class="words">{entry.rights.fewest().words()}{unknown}</td>
        </tr>
    }
    .into_any()
}

/// A permission of an entry: a shape for the eyes, a word for the ears.
fn mark(ticked: Rights, all: Rights, one: Permission) -> AnyView {
    let (class, word) = match (ticked.has(one), all.has(one)) {
        (true, _) => ("mark yes", "yes"),
        (false, true) => ("mark implied", "implied"),
        (false, false) => ("mark", "no"),
    };
    view! { <td class="flag"><span class=class aria-hidden="true"></span><span class="unseen">{word}</span></td> }
        .into_any()
}

/// A heading that takes the focus when it comes.
pub(super) fn focused_heading(text: String) -> AnyView {
    let heading = NodeRef::<html::H2>::new();
    heading.on_load(|heading| request_animation_frame(move || drop(heading.focus())));
    view! { <h2 tabindex="-1" node_ref=heading>{text}</h2> }.into_any()
}
