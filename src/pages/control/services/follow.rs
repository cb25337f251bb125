//! A change on its way: its job is followed in the tray; who waits sees each service come along, and at the end each
//! service's own error.

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use pilothouse_view::view;
use pilothouse_wire::control::{Done, Id};

use super::{Here, job_link, state};
use crate::domain::control::services::Service;
use crate::domain::control::waiting::End;
use crate::query::{Jobs, Manifest};
use crate::reactive::{Memo, RwSignal, Signal};
use crate::ui::{Button, ButtonKind, Dialog, DialogKind, Notice, NoticeKind, ProgressBar, live, live_if};

/// The last change that was sent from here.
#[derive(Clone)]
pub(super) struct Followed {
    title: String,
    /// The services that it is for; none of it means all.
    names: Vec<String>,
    job: Option<Id>,
    end: Option<End>,
    /// Somebody waits for its end in a dialog.
    waits: bool,
}

impl Followed {
    /// Whether nothing has to be said of it any more.
    pub(super) fn went_well(&self) -> bool {
        self.end.as_ref().is_some_and(End::is_good)
    }
}

/// A change that is about to be sent.
#[derive(Clone)]
pub(super) struct Change {
    pub(super) title: String,
    pub(super) names: Vec<String>,
    pub(super) waits: bool,
}

/// What follows a PUT, wherever the person is by then.
pub(super) fn begin(here: Here, jobs: Jobs, change: Change, done: &Done) {
    let Change { title, names, waits } = change;
    if let Some(id) = &done.job {
        jobs.follow(id.clone(), title.clone(), Some(here.ended));
    }
    let waits = waits && done.job.is_some();
    here.followed.set(Some(Followed { title, names, job: done.job.clone(), end: None, waits }));
}

/// A job has come to its end: what became of the services is read once more.
pub(super) fn ended(manifest: Manifest, followed: RwSignal<Option<Followed>>, end: End) {
    followed.update(|followed| {
        if let Some(followed) = followed {
            followed.end = Some(end);
        }
    });
    manifest.load.refresh();
}

/// Those of a change, tracked.
fn services(here: Here, names: &[String]) -> Vec<Service> {
    let mut all = here.all.get();
    all.retain(|service| names.is_empty() || names.iter().any(|name| name == service.name()));
    all
}

/// Each service's own error.
fn errors(here: Here, names: &[String]) -> AnyView {
    let line = |service: Service| {
        let error = service.error()?.to_owned();
        Some(
            view! { <li><span class="mono">{service.name().to_owned()}</span><span class="preview">{error}</span></li> },
        )
    };
    let lines: Vec<_> = services(here, names).into_iter().filter_map(line).collect();
    if lines.is_empty() {
        return ().into_any();
    }
    view! { <ul class="change-list" aria-label="What the services say">{lines}</ul> }.into_any()
}

/// On the page: what a change that failed has left, once nobody waits for it in a dialog.
pub(super) fn notice(here: Here) -> AnyView {
    live_if(move || {
        let Followed { title, names, end, .. } = here.followed.get().filter(|followed| !followed.waits)?;
        let end = end.filter(|end| !end.is_good())?;
        Some(view! {
            <Notice kind=NoticeKind::Error title=[&title, ": not done"].concat() text=end.words()>
                {live(move || errors(here, &names))}
                <Button label="Dismiss" kind=ButtonKind::Ghost on_click=move || here.followed.set(None)/>
            </Notice>
        })
    })
}

/// The dialog of who waits.
pub(super) fn dialog(here: Here) -> AnyView {
    let waits = Memo::new(move |_| here.followed.with(|followed| followed.as_ref().is_some_and(|one| one.waits)));
    live_if(move || waits.get().then(|| untrack(|| waiting(here))))
}

fn waiting(here: Here) -> AnyView {
    let Some(Followed { title, names, job: Some(job), .. }) = here.followed.get_untracked() else {
        return ().into_any();
    };
    // While somebody waits here, the end is told here and not by a message as well.
    let told = crate::query::use_jobs().wait(&job);
    spawn_local_scoped_with_cancellation(async move { drop(told.await) });
    let end = Signal::derive(move || here.followed.with(|followed| followed.as_ref().and_then(|one| one.end.clone())));
    let close = move || {
        // An end that was seen need not stand on the page too.
        let seen = end.with_untracked(|end| end.as_ref().is_some_and(End::is_good));
        here.followed.update(|followed| match followed {
            Some(one) if !seen => one.waits = false,
            _ => *followed = None,
        });
    };
    let close_label = Signal::derive(move || match end.with(Option::is_some) {
        true => "Close".to_owned(),
        false => "Do not wait any longer".to_owned(),
    });
    let link = job_link(job.as_str());
    let rows = names.clone();
    view! {
        <Dialog
            title=title
            description="The job goes on whether you wait or not: the jobs tray follows it too."
            kind=DialogKind::Wide
            close_label=close_label
            on_close=close
        >
            <p>"Job "{link}</p>
            <div role="status">{live(move || outcome(here, end.get(), &names))}</div>
            <ul class="change-list" aria-label="Services">{live(move || row_list(here, &rows))}</ul>
        </Dialog>
    }
    .into_any()
}

fn outcome(here: Here, end: Option<End>, names: &[String]) -> AnyView {
    let names = names.to_vec();
    match end {
        None => view! { <ProgressBar label="The services are being changed" value=Signal::stored(None)/> }.into_any(),
        Some(End::Completed(said)) => view! { <Notice title="Done" text=said.unwrap_or_default()/> }.into_any(),
        Some(end) => view! {
            <Notice kind=NoticeKind::Error title="Not done" text=end.words()>
                {live(move || errors(here, &names))}
            </Notice>
        }
        .into_any(),
    }
}

/// How each of them is by now.
fn row_list(here: Here, names: &[String]) -> AnyView {
    let row = |service: Service| {
        view! { <li><span class="mono">{service.name().to_owned()}</span>{state(service.state())}</li> }
    };
    services(here, names).into_iter().map(row).collect::<Vec<_>>().into_any()
}
