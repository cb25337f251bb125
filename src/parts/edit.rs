//! Below an object that is edited and put back whole: save and discard, what would change, what the server kept; and the
//! question when somebody else has changed it meanwhile.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Error;

use super::{as_script, failure, step};
use crate::domain::allowed::Allowed;
use crate::domain::failure::Failure;
use crate::domain::merge::{Change, Clash, Merge, Pick, shown, words};
use crate::query::{Edit, Kept, Stage};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Dialog, DialogKind, Notice, NoticeKind, id, live, live_if};

/// The bar. `label` is what the button says, `title` what is told when the save fails: “Could not save nadia.k”.
pub fn edit_bar(edit: Edit, label: impl Into<Signal<String>>, title: String) -> AnyView {
    edit_bar_if(edit, label, title, Signal::stored(Allowed::Yes))
}

/// The same where a form may be unfit to be saved.
pub fn edit_bar_if(
    edit: Edit,
    label: impl Into<Signal<String>>,
    title: String,
    fit: impl Into<Signal<Allowed>>,
) -> AnyView {
    bar(edit, label.into(), title, fit.into(), false)
}

/// The same with the changes open to read: for a text in which they are not seen.
pub fn edit_bar_open(edit: Edit, label: impl Into<Signal<String>>, title: String, fit: Signal<Allowed>) -> AnyView {
    bar(edit, label.into(), title, fit, true)
}

fn bar(edit: Edit, label: Signal<String>, title: String, fit: Signal<Allowed>, open: bool) -> AnyView {
    let dirty = edit.dirty();
    let allowed = Signal::derive(move || match dirty.get() {
        true => fit.get(),
        false => Allowed::no("Nothing has been changed."),
    });
    let save = {
        let title = title.clone();
        move || edit.save(title.clone())
    };
    view! {
        <div class="edit-bar" role="group" aria-label="Changes">
            <div class="actions">
                <Button label=label kind=ButtonKind::Primary busy=edit.busy() allowed=allowed on_click=save/>
                {live_if(move || dirty.get().then(|| discard(edit)))}
            </div>
            {live_if(move || dirty.get().then(|| pending(edit, open)))}
            {failure(edit.failed)}
            {saved(edit)}
        </div>
        {asking(edit, label, title)}
    }
    .into_any()
}

fn discard(edit: Edit) -> AnyView {
    let busy = edit.busy();
    let allowed = Signal::derive(move || Allowed::when(!busy.get(), "Wait until the save is done."));
    view! { <Button label="Discard changes" allowed=allowed on_click=move || edit.discard()/> }.into_any()
}

/// What a save would change, and the call that does it.
fn pending(edit: Edit, open: bool) -> AnyView {
    let session = use_session();
    let list = Memo::new(move |_| edit.changes());
    let count = move || match list.with(Vec::len) {
        1 => "1 change that is not saved yet".to_owned(),
        many => format!("{many} changes that are not saved yet"),
    };
    let steps = move || edit.request(|target, request| step(session, target, request)).into_iter().collect();
    view! {
        <details class="edit-changes" open=open>
            <summary>{count}</summary>
            {live(move || changes(&list.get()))}
        </details>
        {as_script(steps)}
    }
    .into_any()
}

/// Changes as a list: place, before, after.
pub fn changes(all: &[Change]) -> AnyView {
    let row = |change: &Change| {
        let (place, kind) = (words(&change.path), change.kind());
        let (before, after) = (shown(&change.path, change.before.as_ref()), shown(&change.path, change.after.as_ref()));
        let text = match (kind, &*before, &*after) {
            (kind, "not shown", _) | (kind, _, "not shown") => kind.to_owned(),
            ("added", _, after) => ["added: ", after].concat(),
            ("removed", before, _) => ["removed, it was ", before].concat(),
            (_, before, after) => [before, " → ", after].concat(),
        };
        view! { <li><span class="mono">{place}</span><span class="preview">{text}</span></li> }
    };
    view! { <ul class="change-list">{all.iter().map(row).collect_view()}</ul> }.into_any()
}

/// What came of the last save.
fn saved(edit: Edit) -> AnyView {
    live_if(move || match edit.stage.get() {
        Stage::Saved(Kept::All) => Some(
            view! { <p class="edit-saved" role="status">"Saved. The server has it as you sent it."</p> }.into_any(),
        ),
        Stage::Saved(Kept::Otherwise(differs)) => Some(
            view! {
                <Notice
                    kind=NoticeKind::Warning
                    title="Saved, but the server has something else here"
                    text="It answered with success. This is what it keeps."
                />
                {changes(&differs)}
            }
            .into_any(),
        ),
        Stage::Saved(Kept::Unread(error)) => Some(unread(&error)),
        Stage::Still | Stage::Busy | Stage::Asking(_) => None,
    })
}

fn unread(error: &Error) -> AnyView {
    let Failure { text, detail, .. } = Failure::of_read("", error);
    let title = "Saved, but it could not be read again: nobody knows what the server kept";
    view! { <Notice kind=NoticeKind::Warning title=title text=text detail=detail/> }.into_any()
}

/// The question when somebody else was faster.
fn asking(edit: Edit, label: Signal<String>, title: String) -> AnyView {
    live_if(move || match edit.stage.get() {
        Stage::Asking(merge) => Some(dialog(edit, merge, label, title.clone())),
        Stage::Still | Stage::Busy | Stage::Saved(_) => None,
    })
}

fn dialog(edit: Edit, merge: Arc<Merge>, label: Signal<String>, title: String) -> AnyView {
    let close = Callback::new(move |()| edit.stage.set(Stage::Still));
    merge_dialog(&merge, label, close, Callback::new(move |picks: Vec<Pick>| edit.resolve(title.clone(), &picks)))
}

/// Both edits, and what shall be kept where they clash. `save` is given a pick for each clash.
pub fn merge_dialog(merge: &Merge, label: Signal<String>, close: Callback<()>, save: Callback<Vec<Pick>>) -> AnyView {
    let picks: Vec<RwSignal<Option<Pick>>> = merge.clashes.iter().map(|_| RwSignal::new(None)).collect();
    let rows: Vec<AnyView> = merge.clashes.iter().zip(&picks).map(|(clash, pick)| choice(clash, *pick)).collect();
    let clashes = !rows.is_empty();
    let (theirs, mine) = (changes(&merge.theirs_changes), changes(&merge.mine_changes));
    let picked = Signal::derive(move || picks.iter().map(RwSignal::get).collect::<Option<Vec<Pick>>>());
    let allowed = Signal::derive(move || {
        Allowed::when(picked.with(Option::is_some), "Choose first what shall be kept in each place.")
    });
    let submit = move || {
        if let Some(picks) = picked.get_untracked() {
            save.run(picks);
        }
    };
    view! {
        <Dialog
            title="It has been changed meanwhile"
            description="Nothing was saved yet. Somebody has changed this on the server since you loaded it; saving the whole of yours would undo that."
            kind=DialogKind::Wide
            close_label="Go on editing"
            submit_label=label
            allowed=allowed
            on_close=close
            on_submit=submit
        >
            <section>
                <h3>"Changed on the server, and kept"</h3>
                {theirs}
            </section>
            <section>
                <h3>"Changed by you"</h3>
                {mine}
            </section>
            {clashes.then(|| view! {
                <section>
                    <h3>"Changed by both: which shall it be?"</h3>
                    {rows}
                </section>
            })}
        </Dialog>
    }
    .into_any()
}

/// One place that both have changed.
fn choice(clash: &Clash, pick: RwSignal<Option<Pick>>) -> AnyView {
    let name = id::fresh("clash");
    let text = |value: &Option<serde_json::Value>| shown(&clash.path, value.as_ref());
    let option = |which: Pick, words: String| {
        let set = Callback::new(move |_| pick.set(Some(which)));
        view! {
            <label class="check">
                <input type="radio" name=name.clone() prop:checked=move || pick.get() == Some(which) on:change=move |_| set.run(())/>
                <span class="preview">{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="clash">
            <legend class="mono">{words(&clash.path)}</legend>
            <p class="faint preview">{["When you loaded it: ", &*text(&clash.base)].concat()}</p>
            {option(Pick::Mine, ["Yours: ", &*text(&clash.mine)].concat())}
            {option(Pick::Theirs, ["On the server now: ", &*text(&clash.theirs)].concat())}
        </fieldset>
    }
    .into_any()
}
