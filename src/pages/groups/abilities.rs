//! What members may do anywhere: the documented abilities and what else the server gave, each with a tick.

use leptos::ev;
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;

use crate::domain::abilities::{Ability, parts};
use crate::query::Edit;
use crate::reactive::Memo;
use crate::ui::live;

/// The ticks, part by part.
pub(super) fn view(edit: Edit) -> AnyView {
    // By what the server gave, so that a tick does not draw the others anew.
    let parts =
        Memo::new(move |_| edit.load.load.with(|load| load.value().map(|group| parts(group)).unwrap_or_default()));
    live(move || {
        let all = parts.get().into_iter().map(|(title, abilities)| {
            let ticks = abilities.into_iter().map(|ability| tick(edit, ability)).collect_view();
            view! { <fieldset><legend>{title}</legend>{ticks}</fieldset> }
        });
        view! { <div class="abilities">{all.collect_view()}</div> }
    })
}

fn tick(edit: Edit, ability: Ability) -> AnyView {
    let Ability { name, words, given } = ability;
    let of = name.clone();
    let on = move |draft: &Option<Whole>| draft.as_ref().and_then(|draft| draft.flag(&of)).unwrap_or(false);
    let checked = Memo::new(move |_| edit.draft.with(&on));
    let turn = {
        let name = name.clone();
        move |event: ev::Event| {
            let on = event_target_checked(&event);
            edit.change(|draft| set(draft, &name, on, given));
        }
    };
    view! {
        <label class="check" title=name>
            <input type="checkbox" prop:checked=checked on:change=turn/>
            <span>{words}{(!given).then(|| view! { <span class="faint">" (not given by this server)"</span> })}</span>
        </label>
    }
    .into_any()
}

/// What the server did not give is there while it is ticked, and goes back as it came otherwise.
fn set(draft: &mut Whole, name: &str, on: bool, given: bool) {
    if on || given {
        draft.set(name, on);
    } else {
        draft.remove(name);
    }
}
