//! Making a record. A server that needs time for it answers with a job, which goes on in the tray.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::{self, Done, Kind};
use pilothouse_wire::{Error, Secret, Whole};

use super::ends::Ends;
use super::following::Following;
use super::form::Inputs;
use super::shape;
use crate::domain::allowed::Allowed;
use crate::parts;
use crate::query::{Act, Control, use_control};
use crate::reactive::{Callback, RwSignal, Signal};
use crate::routes::{ControlPlace, Route};
use crate::ui::{Button, Dialog, DialogKind, Toasts, live, live_if};

/// A key that nobody can be shown is of no use.
const NO_KEY: &str = "the key itself is not in it. The key is made: delete it, and make another";

/// What the dialog shows.
#[derive(Clone)]
enum Stage {
    Form,
    /// The new key, this once.
    Shown(String, Arc<Secret>),
}

/// The dialog. `made` is told when there is a new record.
pub(super) fn dialog(kind: &'static Kind, close: Callback<()>, made: Callback<()>) -> AnyView {
    let control = use_control();
    let (inputs, ends) = (Inputs::new(control, kind, None), Ends::new(control, kind));
    let (go, next) = (parts::use_go(), RwSignal::new(None::<Route>));
    let following = Following::new(move || {
        made.run(());
        close.run(());
        if let Some(route) = next.get_untracked() {
            go.run(route);
        }
    });
    let stage = RwSignal::new(Stage::Form);
    let form = Form { control, kind, inputs, ends, stage, close, made, toasts: Toasts::expect(), go, following, next };
    let act = Act::default();
    live(move || match stage.get() {
        Stage::Form => form.view(act),
        Stage::Shown(label, secret) => parts::key_shown(&label, "control plane", secret, close),
    })
}

#[derive(Clone, Copy)]
struct Form {
    control: Control,
    kind: &'static Kind,
    inputs: Inputs,
    ends: Ends,
    stage: RwSignal<Stage>,
    close: Callback<()>,
    made: Callback<()>,
    toasts: Toasts,
    go: Callback<Route>,
    /// Where the dialog waits for the job.
    following: Following,
    /// The page of the new record.
    next: RwSignal<Option<Route>>,
}

impl Form {
    fn submit(self, act: Act) {
        let Some(attributes) = self.inputs.check(&Whole::default()) else { return };
        let name = Whole::from(attributes.clone()).text(self.kind.label).unwrap_or_default().to_owned();
        let relations = untrack(|| self.ends.relations());
        let Some(call) = control::create(self.kind, attributes, relations) else { return };
        let noun = shape::of(self.kind).noun.0;
        let words = ["Create ", noun, " ", &name].concat();
        let write = async move {
            let done = self.control.send(&call).await.inspect_err(|error| self.inputs.blame(error))?;
            if self.kind.secret_id && done.item.as_ref().is_none_or(|item| item.secret.is_none()) {
                self.made.try_run(());
                return Err(Error::Unreadable(NO_KEY.into()));
            }
            Ok((self.following.heed(&done, words), done))
        };
        let title = ["Could not create the ", noun, " ", &name].concat();
        act.start(title, write, move |(waits, done)| self.done(&name, waits, done));
    }

    fn done(self, name: &str, waits: bool, done: Done) {
        self.made.run(());
        let id = done.item.as_ref().map(|item| item.id.clone()).filter(|id| !id.is_empty());
        let next = id.map(|id| Route::Control(ControlPlace::Record(self.kind, id)));
        if waits {
            self.next.set(next);
            return;
        }
        let Done { item, job, .. } = done;
        if let Some(secret) = item.as_ref().and_then(|item| item.secret.clone()) {
            self.stage.set(Stage::Shown(name.to_owned(), secret));
            return;
        }
        let told = if job.is_some() { ["Creating ", name, ": a job is under way."] } else { ["Created ", name, "."] };
        self.toasts.ok(told.concat());
        self.close.run(());
        if let Some(route) = next {
            self.go.run(route);
        }
    }

    fn view(self, act: Act) -> AnyView {
        let noun = shape::of(self.kind).noun.0;
        let title = ["Create ", noun].concat();
        let script = move || {
            let attributes = self.inputs.attributes(&Whole::default()).ok();
            attributes.and_then(|attributes| control::create(self.kind, attributes, self.ends.relations()))
        };
        let under_way = self.following.under_way;
        let made = move || self.following.failed.with(Option::is_some) && self.next.with(Option::is_some);
        let allowed = Signal::derive(move || match made() {
            true => Allowed::no("The server has made it, though its job went wrong: look at it."),
            false => Allowed::when(!under_way.get(), "The job is under way."),
        });
        let look = move || {
            self.close.run(());
            if let Some(route) = self.next.get_untracked() {
                self.go.run(route);
            }
        };
        view! {
            <Dialog
                title=title.clone()
                kind=DialogKind::Wide
                busy=act.busy
                on_close=self.close
                submit_label=title
                allowed=allowed
                on_submit=move || self.submit(act)
            >
                {self.inputs.view()}
                {self.ends.view()}
                {by_job(self.kind).then(|| self.following.ask())}
                {self.following.waiting(self.close)}
                {parts::failure(self.following.failed)}
                {live_if(move || made().then(|| view! { <Button label="Look at it" on_click=look/> }))}
                {parts::act_failure(act)}
                {parts::call_as_script(self.control.session, self.control.target.get_value(), script)}
            </Dialog>
        }
        .into_any()
    }
}

/// Whether the server makes a record of this kind by a job (§6, certain).
fn by_job(kind: &Kind) -> bool {
    matches!(kind.record, "user" | "project")
}

/// An error of a call that the API does not have.
pub(super) fn no_call() -> Error {
    Error::NotSent("The API has no such call.".into())
}

/// What a new record is called, for a button.
pub(super) fn label(kind: &Kind) -> String {
    ["Create ", shape::of(kind).noun.0].concat()
}
