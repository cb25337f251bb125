//! The manifest, or one service of it, as JSON: what is typed, what it changes, and both edits where somebody else was
//! faster.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::services as wire;
use pilothouse_wire::{Extra, Whole};

use super::Here;
use super::follow::{self, Change};
use crate::domain::allowed::Allowed;
use crate::domain::control::services::MASK;
use crate::domain::json;
use crate::domain::merge::Pick;
use crate::parts;
use crate::query::{Act, Jobs, Respec, Turn, keep_page, use_jobs};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{Button, ButtonKind, Checkbox, EmptyState, TextArea, live, live_if};

/// The editor of a service, or of all.
pub(super) fn editor(here: Here, name: Option<String>) -> AnyView {
    let respec = Respec::open(here.manifest, name.clone());
    let there = Memo::new(move |_| respec.draft.with(Option::is_some));
    let known = Memo::new(move |_| here.manifest.load.load.with(|load| load.value().is_some()));
    let missing = move || {
        (known.get() && !there.get()).then(|| {
            view! {
                <EmptyState title="No such service" text="The manifest has no service of that name any more."/>
            }
        })
    };
    view! {
        {live_if(move || there.get().then(|| form(here, respec, name.clone())))}
        {live_if(missing)}
    }
    .into_any()
}

fn form(here: Here, respec: Respec, name: Option<String>) -> AnyView {
    // What is typed belongs to whoever types it. The draft follows it while it is an object.
    let typed = RwSignal::new(respec.draft.with_untracked(|draft| draft.as_ref().map(pretty).unwrap_or_default()));
    if let Some(text) = keep_text(respec, typed, name.as_deref()) {
        typed.set(text);
    }
    let read = Memo::new(move |_| typed.with(|text| json::object(text).map(Whole::from)));
    Effect::new(move |_| {
        if let Ok(whole) = read.get() {
            respec.draft.set(Some(whole));
        }
    });
    // The draft changes by itself when it is given up, after a merge, and when the manifest was read again.
    Effect::new(move |_| {
        let Some(draft) = respec.draft.get() else { return };
        if read.get_untracked().is_ok_and(|whole| whole != draft) {
            typed.set(pretty(&draft));
        }
    });
    let fault = Signal::derive(move || match read.get() {
        Err(fault) => Some(fault.to_string()),
        Ok(_) => respec.next().err(),
    });
    let label = if name.is_some() { "Specification as a JSON object" } else { "Services as a JSON object" };
    let change = Change { title: title(name.as_deref()), names: name.into_iter().collect(), waits: false };
    let back = move || {
        respec.draft.with_untracked(|draft| draft.as_ref().map(pretty)).into_iter().for_each(|text| typed.set(text))
    };
    let hint = format!(
        "{MASK} stands for a secret and goes back as the secret that is there. Status and jobs are the server's own and are \
         left out. What differs is marked to be applied."
    );
    view! {
        <div class="json-editor">
            <TextArea
                label=label
                value=typed
                hint=hint
                error=fault
                required=true
                mono=true
                rows=24
            />
            {live_if(move || read.with(Result::is_err).then(|| view! {
                <div class="actions"><Button label="Back to the last text that was right" on_click=back/></div>
            }))}
            {bar(here, respec, fault, change)}
        </div>
    }
    .into_any()
}

/// A text that is no object cannot become the draft: who leaves the page finds it there again all the same.
fn keep_text(respec: Respec, typed: RwSignal<String>, name: Option<&str>) -> Option<String> {
    const TEXT: &str = "text";
    let wrong = move || typed.try_get_untracked().filter(|text| json::object(text).is_err());
    let now = move || Some(Whole::from(Extra::from_iter([(TEXT.to_owned(), wrong()?.into())])));
    let words = name.unwrap_or("the app services").to_owned();
    // Of a draft that waits too it is told already.
    let whose = move || (respec.dirty_now() == Some(false)).then(|| words.clone());
    let path = [wire::LIST.path, "#text ", name.unwrap_or_default()].concat();
    let left = keep_page(respec.manifest.control.target.get_value(), path, || None, whose, now)?;
    left.draft.text(TEXT).map(str::to_owned)
}

fn title(name: Option<&str>) -> String {
    name.map_or_else(|| "Change the app services".to_owned(), |name| ["Change ", name].concat())
}

fn bar(here: Here, respec: Respec, fault: Signal<Option<String>>, change: Change) -> AnyView {
    let (act, force, jobs) = (Act::default(), RwSignal::new(false), use_jobs());
    let dirty = respec.dirty();
    let allowed = Signal::derive(move || match here.manifest.free() {
        Allowed::Yes if fault.with(Option::is_some) => {
            Allowed::no("The text cannot be sent: see what stands below it.")
        }
        Allowed::Yes if !dirty.get() => Allowed::no("Nothing has been changed."),
        closed_or_open @ (Allowed::Yes | Allowed::No(_)) => closed_or_open,
    });
    let wrong = RwSignal::new(None::<String>);
    let go = Callback::new(move |()| send(here, respec, (act, force.get_untracked()), jobs, change.clone(), wrong));
    let discard = move || respec.discard();
    view! {
        <Checkbox label="Force apply all" checked=force hint="Applies every service of the manifest, changed or not."/>
        <div class="edit-bar" role="group" aria-label="Changes">
            <div class="actions">
                <Button label="Apply" kind=ButtonKind::Primary busy=act.busy allowed=allowed on_click=go/>
                {live_if(move || dirty.get().then(|| view! { <Button label="Discard changes" on_click=discard/> }))}
            </div>
            {live_if(move || dirty.get().then(|| pending(respec, force)))}
            {live_if(move || wrong.get().map(|why| view! { <p class="field-error" role="alert">{why}</p> }))}
            {parts::act_failure(act)}
        </div>
        {live_if(move || respec.asking.get().map(|merge| {
            let close = Callback::new(move |()| respec.asking.set(None));
            let save = Callback::new(move |picks: Vec<Pick>| {
                respec.resolve(&picks);
                go.run(());
            });
            parts::merge_dialog(&merge, "Apply".into(), close, save)
        }))}
    }
    .into_any()
}

/// What would be changed, and the call that does it.
fn pending(respec: Respec, force: RwSignal<bool>) -> AnyView {
    let list = Memo::new(move |_| respec.changes());
    let count = move || match list.with(Vec::len) {
        1 => "1 change that is not sent yet".to_owned(),
        many => format!("{many} changes that are not sent yet"),
    };
    let control = respec.manifest.control;
    let (session, target) = (control.session, control.target.get_value());
    let steps = move || {
        let call = respec.next().ok().map(|next| wire::save(&next, force.get()));
        call.iter().map(|call| parts::step(session, &target, call.request())).collect()
    };
    view! {
        <details class="edit-changes" open=true>
            <summary>{count}</summary>
            {live(move || parts::changes(&list.get()))}
        </details>
        {parts::as_script(steps)}
    }
    .into_any()
}

fn send(
    here: Here,
    respec: Respec,
    (act, force): (Act, bool),
    jobs: Jobs,
    change: Change,
    wrong: RwSignal<Option<String>>,
) {
    wrong.set(None);
    let failed = ["Could not do it: ", &change.title].concat();
    let work = async move {
        let turn = respec.send(force).await?;
        if let Turn::Sent(done) = &turn {
            // Here and not after the answer: the page may have been left.
            follow::begin(here, jobs, change, done);
        }
        Ok(turn)
    };
    act.start(failed, work, move |turn| match turn {
        // The page says that a job runs, and which.
        Turn::Sent(_) | Turn::Running(_) => {}
        Turn::Asking(merge) => respec.asking.set(Some(Arc::new(*merge))),
        Turn::Wrong(why) => wrong.set(Some(why)),
    });
}

fn pretty(whole: &Whole) -> String {
    // A value that was read can be written.
    serde_json::to_string_pretty(&whole.value()).unwrap_or_default()
}
