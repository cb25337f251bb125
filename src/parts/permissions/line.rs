//! One permission: its box, its names, and beside it what its tick brings or why it holds.

use leptos::{ev, prelude::*};
use pilothouse_view::view;

use super::Editor;
use crate::domain::allowed::Allowed;
use crate::domain::rights::{Closure, Permission, Status, advice};
use crate::ui::{id, live};

/// One line.
pub(super) fn view(editor: Editor, one: Permission) -> AnyView {
    let stem = id::fresh("permission");
    let (name_id, notes_id) = ([&stem, "-name"].concat(), [&stem, "-notes"].concat());
    let described = [&name_id, " ", &notes_id].concat();
    let implied = move || implied(editor.closure(), one);
    let inert = move || implied() || editor.allowed.with(|allowed| *allowed != Allowed::Yes);
    // Read anew at each change: a box that was unticked and stays has to be ticked again.
    let checked = move || editor.ticked.get().has(one) || implied();
    let press = move |event: ev::MouseEvent| {
        if untrack(inert) {
            event.prevent_default();
            editor.told.set(Some((one, untrack(|| why_inert(editor, one)))));
        }
    };
    let changed = move |event: ev::Event| editor.turn(one, event_target_checked(&event));
    view! {
        <li class="permission" class:implied=implied>
            <div class="check">
                <input
                    type="checkbox"
                    id=stem.clone()
                    prop:checked=checked
                    aria-disabled=move || inert().then_some("true")
                    aria-describedby=described
                    on:click=press
                    on:change=changed
                />
                <label for=stem>{one.words()}</label>
            </div>
            <code class="permission-name" id=name_id translate="no">{editor.vocabulary.name(one)}</code>
            <div class="permission-notes" id=notes_id>{live(move || notes(editor, one))}</div>
        </li>
    }
    .into_any()
}

fn implied(closure: Closure, one: Permission) -> bool {
    matches!(closure.status(one), Status::Implied(_))
}

/// Why a press on an inert box does nothing.
fn why_inert(editor: Editor, one: Permission) -> String {
    let closed = editor.allowed.with(|allowed| allowed.reason().map(str::to_owned));
    let why = closed.or_else(|| editor.closure().note(one)).unwrap_or_default();
    [one.words(), " stays as it is. ", &why].concat()
}

/// What stands beside the box.
fn notes(editor: Editor, one: Permission) -> Vec<AnyView> {
    let closure = editor.closure();
    let note = |class: &'static str, text: String| view! { <p class=class>{text}</p> }.into_any();
    let mut notes = Vec::new();
    let told = editor.told.with(|told| told.clone().filter(|(about, _)| *about == one));
    if let Some((_, text)) = told {
        notes.push(note("permission-told", text));
        return notes;
    }
    let givers = closure.givers(one);
    if closure.status(one) == Status::Ticked && !givers.is_empty() {
        notes.push(note("permission-spare", [&words(&givers), already(&givers)].concat()));
    }
    notes.extend(closure.note(one).map(|text| note("permission-why", text)));
    if editor.ticked.get().has(one) && !one.implies().is_empty() {
        notes.push(note("faint", ["Gives ", &gives(one), "."].concat()));
    }
    let about = advice(closure.ticked()).into_iter().filter(|(about, _)| *about == one);
    notes.extend(about.map(|(_, text)| note("faint", text)));
    notes
}

fn already(givers: &[Permission]) -> &'static str {
    if givers.len() == 1 { " gives it already." } else { " give it already." }
}

fn gives(one: Permission) -> String {
    if one == Permission::Admin { "everything in the project".to_owned() } else { words(one.implies()) }
}

/// "A, B and C".
fn words(all: &[Permission]) -> String {
    let words: Vec<&str> = all.iter().map(|one| one.words()).collect();
    match words.as_slice() {
        [rest @ .., last] if !rest.is_empty() => [&rest.join(", "), " and ", last].concat(),
        other => other.concat(),
    }
}
