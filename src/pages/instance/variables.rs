//! The global variables: one object, edited as JSON and put back whole (contract/dataiku-dss.md §10).

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::dss::instance as wire;

use crate::browser::document;
use crate::domain::allowed::Allowed;
use crate::domain::json;
use crate::domain::merge::no_identity;
use crate::parts;
use crate::query::{Edit, Stage, use_dss};
use crate::reactive::{Memo, RwSignal, Signal};
use crate::session::use_session;
use crate::ui::{Button, Notice, NoticeKind, Skeleton, TextArea, live_if};

pub(super) fn page() -> AnyView {
    let (session, dss) = (use_session(), use_dss());
    let edit = Edit::new(session, dss.target.get_value(), wire::variables, wire::save_variables, no_identity);
    edit.keep("the global variables".into());
    let there = Memo::new(move |_| edit.draft.with(Option::is_some));
    let waiting = parts::waiting(edit.load);
    view! {
        <div class="page wide">
            <header class="page-head"><div class="page-title"><h1 tabindex="-1">"Global variables"</h1></div></header>
            <Notice
                kind=NoticeKind::Info
                title="Keep no secrets here"
                text="Every user of the instance can read these variables from code. Secrets belong into each account's own."
            />
            {parts::load_failure(edit.load, "the global variables")}
            {live_if(move || waiting.get().then(|| view! { <Skeleton lines=8 label="Loading the variables"/> }))}
            {live_if(move || there.get().then(|| editor(edit, dss.deed("Save variables"))))}
        </div>
    }
    .into_any()
}

fn editor(edit: Edit, save: String) -> AnyView {
    // What is typed belongs to whoever types it. The draft follows it while it is an object.
    let typed = RwSignal::new(edit.draft.with_untracked(|draft| draft.as_ref().map(pretty).unwrap_or_default()));
    let read = Memo::new(move |_| typed.with(|text| json::object(text).map(Whole::from)));
    let fault = Signal::derive(move || read.with(|read| read.as_ref().err().map(ToString::to_string)));
    Effect::new(move |_| {
        if let Ok(whole) = read.get()
            && edit.draft.with_untracked(|draft| draft.as_ref() != Some(&whole))
        {
            edit.change(|draft| *draft = whole);
        }
    });
    // The draft changes by itself after a merge, when it is given up, and where the server kept something else. A text that
    // is no object stays when a save has come back meanwhile.
    Effect::new(move |_| {
        let Some(draft) = edit.draft.get() else { return };
        let same = match read.get_untracked() {
            Ok(whole) => whole == draft,
            Err(_) => edit.stage.with_untracked(|stage| matches!(stage, Stage::Busy | Stage::Saved(_))),
        };
        if !same {
            typed.set(pretty(&draft));
        }
    });
    document::guard_leaving(move || untrack(|| fault.get().is_some()));
    let fit = Signal::derive(move || match fault.get() {
        Some(_) => Allowed::no("The text is no JSON object: see what stands below it."),
        None => Allowed::Yes,
    });
    let back = move || {
        edit.draft.with_untracked(|draft| draft.as_ref().map(pretty)).into_iter().for_each(|text| typed.set(text))
    };
    view! {
        <TextArea
            label="Variables as a JSON object"
            value=typed
            hint="Saved whole: a variable that you take out is deleted."
            error=fault
            required=true
            mono=true
            rows=18
        />
        {live_if(move || fault.with(Option::is_some).then(|| view! {
            <div class="actions"><Button label="Back to the last text that was right" on_click=back/></div>
        }))}
        {parts::edit_bar_open(edit, save, "Could not save the global variables".into(), fit)}
    }
    .into_any()
}

fn pretty(whole: &Whole) -> String {
    // A value that was read can be written.
    serde_json::to_string_pretty(&whole.value()).unwrap_or_default()
}
