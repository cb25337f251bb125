//! The groups of a user: taken away, and added from the server's list or by name.

use leptos::ev;
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{groups, users};

use super::Page;
use crate::pages::people::editor::Editor;
use crate::reactive::{Memo, RwSignal, Signal};
use crate::ui::{Button, ButtonKind, Icon, PickField, live};

fn of(editor: Editor) -> Vec<String> {
    editor.with(|user| user.texts(users::GROUPS).unwrap_or_default())
}

pub(super) fn view(page: Page) -> AnyView {
    let (editor, known) = (page.editor, page.everyone.groups);
    let mine = Memo::new(move |_| of(editor));
    let options = Signal::derive(move || {
        let all = known.value().map(|list| list.rows.clone()).unwrap_or_default();
        let named = all.iter().filter_map(|group| {
            let about = group.text(groups::DESCRIPTION).unwrap_or_default();
            Some((group.text(groups::NAME)?.to_owned(), about.to_owned()))
        });
        mine.with(|mine| named.filter(|(name, _)| !mine.contains(name)).collect())
    });
    let hint = Signal::derive(move || {
        match known.load.with(|load| load.error().is_some()) {
            true => "The server's groups could not be loaded: type the name.",
            false => "Pick one, or type its name.",
        }
        .to_owned()
    });
    let (name, wrong) = (RwSignal::new(String::new()), RwSignal::new(None));
    let add = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let given = name.with_untracked(|name| name.trim().to_owned());
        let there = mine.with_untracked(|mine| mine.contains(&given));
        wrong.set(match (given.is_empty(), there) {
            (true, _) => Some("Name a group.".to_owned()),
            (false, true) => Some(["The user is in “", &given, "” already."].concat()),
            (false, false) => None,
        });
        if wrong.with_untracked(Option::is_none) {
            let all: Vec<String> = mine.get_untracked().into_iter().chain([given]).collect();
            editor.edit.change(|user| user.set(users::GROUPS, all));
            name.set(String::new());
        }
    };
    view! {
        <h2>"Groups"</h2>
        {live(move || list(editor, mine.get()))}
        <form class="entry-add one" novalidate on:submit=add>
            <PickField label="Add to group" value=name options=options hint=hint error=wrong required=true/>
            <Button label="Add" icon=Icon::Plus submit=true/>
        </form>
    }
    .into_any()
}

fn list(editor: Editor, all: Vec<String>) -> AnyView {
    if all.is_empty() {
        return view! { <p class="faint">"In no group."</p> }.into_any();
    }
    let row = |name: String| {
        let words = ["Take out of ", &name].concat();
        let remove = {
            let name = name.clone();
            move || {
                let rest: Vec<String> = untrack(|| of(editor)).into_iter().filter(|group| *group != name).collect();
                editor.edit.change(|user| user.set(users::GROUPS, rest));
            }
        };
        view! {
            <li class="item">
                <span class="item-name">{name}</span>
                <span class="item-actions"><Button label=words kind=ButtonKind::Icon icon=Icon::Close on_click=remove/></span>
            </li>
        }
    };
    view! { <ul class="items" aria-label="Groups">{all.into_iter().map(row).collect_view()}</ul> }.into_any()
}
