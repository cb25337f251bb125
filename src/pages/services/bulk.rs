//! The same deed for many services: confirmed once, a few at a time, with a result a row.

use std::collections::VecDeque;

use crate::reactive::{Callback, RwSignal, Signal, StoredValue};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pilothouse_view::view;
use pilothouse_wire::api_node::services;
use pilothouse_wire::script::Step;
use pilothouse_wire::{Call, Error, ServiceId};

use crate::domain::allowed::Allowed;
use crate::domain::failure::Failure;
use crate::parts;
use crate::query::use_node;
use crate::session::{Session, Target, use_session};
use crate::ui::{Button, Dialog, DialogKind, ProgressBar, TextField, Tone, badge, live, live_if};

/// Calls under way at a time.
const AT_ONCE: usize = 4;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Enable,
    Disable,
    Delete,
}

impl Kind {
    fn verb(self) -> &'static str {
        match self {
            Self::Enable => "Enable",
            Self::Disable => "Disable",
            Self::Delete => "Delete",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Enable => "They answer queries by the mapping they have.",
            Self::Disable => "They refuse queries until they are enabled again.",
            Self::Delete => {
                "Each goes with all its generations, at once and for good. Clients that query them get errors."
            }
        }
    }

    fn call(self, service: &ServiceId) -> Call<()> {
        match self {
            Self::Enable => services::enable(service),
            Self::Disable => services::disable(service),
            Self::Delete => services::delete(service),
        }
    }
}

/// A deed and the services that it is done to.
#[derive(Clone, PartialEq)]
pub(super) struct Deed {
    pub(super) kind: Kind,
    pub(super) ids: Vec<ServiceId>,
}

/// How far one service is.
#[derive(Clone, PartialEq)]
enum Progress {
    Waiting,
    UnderWay,
    Done,
    Failed(String),
}

/// A run over all services.
#[derive(Clone, Copy)]
struct Run {
    kind: Kind,
    ids: StoredValue<Vec<ServiceId>>,
    states: RwSignal<Vec<Progress>>,
    queue: StoredValue<VecDeque<usize>>,
    running: RwSignal<bool>,
    started: RwSignal<bool>,
    session: Session,
    target: StoredValue<Target>,
}

impl Run {
    fn new(deed: Deed) -> Self {
        let count = deed.ids.len();
        Self {
            kind: deed.kind,
            ids: StoredValue::new(deed.ids),
            states: RwSignal::new(vec![Progress::Waiting; count]),
            queue: StoredValue::new((0..count).collect()),
            running: RwSignal::new(false),
            started: RwSignal::new(false),
            session: use_session(),
            target: use_node().target,
        }
    }

    fn steps(&self) -> Vec<Step> {
        let target = self.target.get_value();
        let step = |id: &ServiceId| parts::step(self.session, &target, self.kind.call(id).request());
        self.ids.with_value(|ids| ids.iter().map(step).collect())
    }

    fn count(&self) -> usize {
        self.ids.with_value(Vec::len)
    }

    /// Starts what still waits.
    fn start(self, done: Callback<Vec<ServiceId>>) {
        self.started.set(true);
        self.running.set(true);
        let (target, ids) = (self.target.get_value(), self.ids.get_value());
        let left = StoredValue::new(AT_ONCE);
        for _ in 0..AT_ONCE {
            let (target, ids) = (target.clone(), ids.clone());
            spawn_local(async move {
                while let Some(place) = self.next() {
                    let call = self.kind.call(&ids[place]);
                    let result = self.session.send(&target, &call).await;
                    self.note(place, ended(result));
                }
                let last = left.try_update_value(|left| {
                    *left -= 1;
                    *left == 0
                });
                if last == Some(true) {
                    self.running.set(false);
                    done.run(ids);
                }
            });
        }
    }

    fn next(&self) -> Option<usize> {
        let place = self.queue.try_update_value(VecDeque::pop_front).flatten()?;
        self.note(place, Progress::UnderWay);
        Some(place)
    }

    fn note(&self, place: usize, progress: Progress) {
        let _ = self.states.try_update(|states| states[place] = progress);
    }

    /// What is under way ends, what waits is not begun.
    fn stop(&self) {
        self.queue.update_value(VecDeque::clear);
    }

    fn ended_count(&self) -> usize {
        self.states.with(|states| states.iter().filter(|s| matches!(s, Progress::Done | Progress::Failed(_))).count())
    }

    fn failed_count(&self) -> usize {
        self.states.with(|states| states.iter().filter(|s| matches!(s, Progress::Failed(_))).count())
    }
}

fn ended(result: Result<(), Error>) -> Progress {
    match result {
        Ok(()) => Progress::Done,
        Err(error) => Progress::Failed(Failure::of_write("", &error).text),
    }
}

fn counted(count: usize) -> String {
    if count == 1 { "1 service".into() } else { format!("{count} services") }
}

/// Confirms, runs, and shows the results.
pub(super) fn dialog(deed: Deed, close: Callback<()>, done: Callback<Vec<ServiceId>>) -> AnyView {
    let run = Run::new(deed);
    let (kind, verb, count) = (run.kind, run.kind.verb(), run.count());
    let typed = RwSignal::new(String::new());
    let wanted = if kind == Kind::Delete && count == 1 {
        run.ids.with_value(|ids| ids[0].to_string())
    } else {
        ["delete ", &counted(count)].concat()
    };
    let allowed = {
        let wanted = wanted.clone();
        Signal::derive(move || {
            if run.started.get() {
                return Allowed::no("It has been done: look at the results.");
            }
            let confirmed = kind != Kind::Delete || typed.with(|typed| typed.trim() == wanted);
            Allowed::when(confirmed, "Type the words exactly as they are shown.")
        })
    };
    let confirm = move || {
        (kind == Kind::Delete && !run.started.get()).then(|| {
            view! { <TextField label=["Type “", &wanted, "” to confirm"].concat() value=typed required=true/> }
        })
    };
    let label = Signal::derive(move || if run.started.get() { "Close".to_owned() } else { "Cancel".to_owned() });
    view! {
        <Dialog
            title=[verb, " ", &counted(count)].concat()
            description=kind.meaning()
            kind=if kind == Kind::Delete { DialogKind::Danger } else { DialogKind::Normal }
            busy=run.running
            on_close=close
            close_label=label
            submit_label=verb
            allowed=allowed
            on_submit=move || run.start(done)
        >
            {live_if(confirm)}
            {live_if(move || run.started.get().then(|| progress(run)))}
            {results(run)}
            {parts::as_script(move || run.steps())}
        </Dialog>
    }
    .into_any()
}

fn progress(run: Run) -> AnyView {
    let count = run.count();
    let figures = Signal::derive(move || {
        let failed = run.failed_count();
        let failed = if failed > 0 { format!(", {failed} failed") } else { String::new() };
        format!("{} of {count}{failed}", run.ended_count())
    });
    let value = Signal::derive(move || Some(run.ended_count() as f64 / count as f64));
    view! {
        <ProgressBar label=run.kind.verb() value=value figures=figures/>
        {live_if(move || run.running.get().then(|| view! { <Button label="Stop after these" on_click=move || run.stop()/> }))}
    }
    .into_any()
}

/// One line a service: all of them before, their results after.
fn results(run: Run) -> AnyView {
    let lines = move || {
        let ids = run.ids.get_value();
        run.states.with(|states| {
            let line = |(id, state): (&ServiceId, &Progress)| {
                let (state, text) = match state {
                    Progress::Waiting if run.started.get_untracked() && !run.running.get() => {
                        (badge(Tone::Neutral, "not begun"), None)
                    }
                    Progress::Waiting => (().into_any(), None),
                    Progress::UnderWay => (badge(Tone::Active, "under way"), None),
                    Progress::Done => (badge(Tone::Ok, "done"), None),
                    Progress::Failed(why) => (badge(Tone::Danger, "failed"), Some(why.clone())),
                };
                view! { <li><span class="mono">{id.to_string()}</span> {state} {text}</li> }
            };
            ids.iter().zip(states).take(SHOWN).map(line).collect_view()
        })
    };
    let more = run.count().saturating_sub(SHOWN);
    view! {
        <ul class="results" tabindex="0" aria-label="Services">{live(lines)}</ul>
        {(more > 0).then(|| view! { <p class="faint">{format!("and {more} more")}</p> })}
    }
    .into_any()
}

/// Lines drawn at most.
const SHOWN: usize = 200;
