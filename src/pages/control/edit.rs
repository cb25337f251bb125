//! Changing a record by a patch: only what was changed is sent. It is read again just before; what another has changed
//! meanwhile stays, and where both have changed the same, nothing is sent before the user says so.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::{self, Done, Item, Kind, Which};
use pilothouse_wire::{Call, Error, Extra, ShownBody, Whole};

use super::form::Inputs;
use super::{create, shape};
use crate::domain::allowed::Allowed;
use crate::domain::control::words;
use crate::parts;
use crate::query::{Act, Control, Jobs, use_control, use_jobs};
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::{Dialog, DialogKind, Notice, NoticeKind, Toasts, live, live_if};

/// What came of a try.
enum Tried {
    Saved,
    /// Another has changed the same meanwhile; nothing was sent.
    Clash(Whole, Vec<String>),
}

#[derive(Clone, Copy)]
struct Form {
    control: Control,
    kind: &'static Kind,
    which: Signal<Which>,
    inputs: Inputs,
    /// The record as it is known.
    base: RwSignal<Arc<Whole>>,
    /// What another has changed too, in words.
    clash: RwSignal<Vec<String>>,
}

impl Form {
    fn call(self, attributes: Extra) -> Option<Call<Done>> {
        control::update(self.kind, &self.which.get_untracked(), attributes, Extra::new())
    }

    /// What would be sent, tracked; none where nothing was changed or something is wrong.
    fn patch(self) -> Option<Call<Done>> {
        let attributes = self.base.with(|base| self.inputs.attributes(base)).ok()?;
        (!attributes.is_empty()).then(|| self.call(attributes)).flatten()
    }
}

/// Reads again, compares, sends.
async fn attempt(
    form: Form,
    attributes: Extra,
    base: Arc<Whole>,
    (jobs, words): (Jobs, String),
) -> Result<Tried, Error> {
    let which = form.which.try_get_untracked().ok_or(Error::Cancelled)?;
    let read = control::get(form.kind, &which, &[]).ok_or_else(create::no_call)?;
    let now = form.control.send(&read).await?.item.attributes;
    let both: Vec<String> = attributes
        .keys()
        .filter(|name| now.get(name) != base.get(name))
        .map(|name| told(form.kind, name, &now))
        .collect();
    if !both.is_empty() {
        return Ok(Tried::Clash(now, both));
    }
    let call = control::update(form.kind, &which, attributes, Extra::new()).ok_or_else(create::no_call)?;
    let done = form.control.send(&call).await?;
    super::follow(jobs, &done, words);
    Ok(Tried::Saved)
}

/// “Job title: now Pilot”.
fn told(kind: &Kind, name: &str, now: &Whole) -> String {
    let value = kind.field(name).and_then(|field| words::text(field, now.get(name)));
    [&words::label(name), ": on the server now ", value.as_deref().unwrap_or("nothing")].concat()
}

/// The dialog. `saved` is told what came of it.
pub(super) fn dialog(
    kind: &'static Kind,
    which: Which,
    item: &Item,
    close: Callback<()>,
    saved: Callback<()>,
) -> AnyView {
    let control = use_control();
    let form = Form {
        control,
        kind,
        which: Signal::stored(which),
        inputs: Inputs::new(control, kind, Some(&item.attributes)),
        base: RwSignal::new(Arc::new(item.attributes.clone())),
        clash: RwSignal::default(),
    };
    let (act, told) = (Act::default(), (Toasts::expect(), use_jobs()));
    let name = words::name(item, kind.label);
    let title = ["Edit ", &name].concat();
    let submit = {
        let name = name.clone();
        move || submit(form, act, told, name.clone(), close, saved)
    };
    let allowed = Signal::derive(move || {
        let changed = form.base.with(|base| form.inputs.attributes(base)).is_ok_and(|patch| patch.is_empty());
        Allowed::when(!changed, "Nothing has been changed.")
    });
    let label = Signal::derive(move || {
        if form.clash.with(Vec::is_empty) { "Save" } else { "Save mine all the same" }.to_owned()
    });
    view! {
        <Dialog
            title=title
            description="Only what you change is sent; everything else stays as it is on the server."
            kind=DialogKind::Wide
            busy=act.busy
            on_close=close
            submit_label=label
            allowed=allowed
            on_submit=submit
        >
            {form.inputs.view()}
            {live_if(move || form.clash.with(|both| (!both.is_empty()).then(|| clash(both))))}
            {parts::act_failure(act)}
            {live(move || body(form.patch()))}
            {parts::call_as_script(control.session, control.target.get_value(), move || form.patch())}
        </Dialog>
    }
    .into_any()
}

fn submit(
    form: Form,
    act: Act,
    (toasts, jobs): (Toasts, Jobs),
    name: String,
    close: Callback<()>,
    saved: Callback<()>,
) {
    let base = form.base.get_untracked();
    let Some(attributes) = form.inputs.check(&base).filter(|patch| !patch.is_empty()) else { return };
    let noun = shape::of(form.kind).noun.0;
    let words = ["Change ", noun, " ", &name].concat();
    let write = async move {
        let result = attempt(form, attributes, base, (jobs, words)).await;
        if let Err(error) = &result {
            form.inputs.blame(error);
        }
        result
    };
    act.start(["Could not save the ", noun, " ", &name].concat(), write, move |tried| match tried {
        Tried::Saved => {
            toasts.ok(["Saved ", &name, "."].concat());
            saved.run(());
            close.run(());
        }
        Tried::Clash(now, both) => {
            form.inputs.follow(&form.base.get_untracked(), &now);
            form.base.set(Arc::new(now));
            form.clash.set(both);
        }
    });
}

fn clash(both: &[String]) -> AnyView {
    let lines: Vec<AnyView> = both.iter().map(|line| view! { <li>{line.clone()}</li> }.into_any()).collect();
    view! {
        <Notice
            kind=NoticeKind::Warning
            title="Somebody else has changed the same meanwhile"
            text="Nothing was sent. Change yours, or save it all the same: theirs is lost then."
        />
        <ul class="change-list">{lines}</ul>
    }
    .into_any()
}

/// The body that is sent, its secrets blanked.
fn body(call: Option<Call<Done>>) -> AnyView {
    let text = call.and_then(|call| match call.request().shown().body {
        ShownBody::Json(body) => serde_json::to_string_pretty(&body.value).ok(),
        ShownBody::None | ShownBody::Form | ShownBody::File => None,
    });
    match text {
        Some(text) => view! {
            <section>
                <h3>"What is sent"</h3>
                <pre class="script" tabindex="0" role="region" aria-label="What is sent">{text}</pre>
            </section>
        }
        .into_any(),
        None => ().into_any(),
    }
}
