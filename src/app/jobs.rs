//! The tray of jobs that go on after their call has answered: a button in the header, and a panel beside the page. Of it the
//! first load needs the button and what is told of an end; the panel stands behind [`super::later`].

use leptos::{ev, prelude::*};
use pilothouse_view::view;
use pilothouse_wire::control::{Id, jobs as contract};

use super::{arrival, later};
use crate::browser::document;
use crate::domain::control::waiting::{End, Followed, span_text};
use crate::parts::{copier, href};
use crate::query::{Jobs, use_jobs};
use crate::reactive::{Callback, Memo, RwSignal, Signal, StoredValue};
use crate::routes::{ControlPlace, Route};
use crate::session::{Session, use_session};
use crate::ui::{Badge, Button, ButtonKind, EmptyState, Icon, Toasts, Tone, absolute, live_if};

/// Where the button leads.
const PANEL: &str = "jobs-tray";
/// The panel's name.
const TITLE: &str = "jobs-tray-title";

/// Whether the panel is open, and what is said in it.
#[derive(Clone, Copy)]
pub(super) struct Tray {
    open: RwSignal<bool>,
    said: RwSignal<String>,
    toasts: Toasts,
    /// Messages over the page: what they say stands in the panel too.
    over: StoredValue<Vec<u32>>,
}

/// Puts jobs and tray into the context, for the whole life of the console.
pub(super) fn provide(session: Session, toasts: Toasts) {
    let (open, said) = (RwSignal::new(false), RwSignal::default());
    let tray = Tray { open, said, toasts, over: StoredValue::default() };
    provide_context(tray);
    Jobs::provide(session, Callback::new(move |job| tray.tell(&job)));
}

impl Tray {
    /// Opens the panel.
    pub(super) fn open(self) {
        self.open.set(true);
    }

    /// Closes it; the focus goes back to its button.
    fn close(self) {
        self.open.set(false);
        document::focus(".top .jobs");
    }

    /// Says how a job ended, once: in the panel, or as a message over the page.
    fn tell(self, job: &Followed) {
        let Some(end) = &job.end else { return };
        let text = end.told(&job.words);
        if self.open.get_untracked() {
            self.say(text);
        } else {
            let number = self.toasts.put(end.is_good(), text);
            self.over.update_value(|all| all.push(number));
        }
    }

    /// Says it anew, though it may be what was said last.
    fn say(self, text: String) {
        self.said.set(String::new());
        request_animation_frame(move || self.said.set(text));
    }
}

/// The button in the header, where there is a control plane.
pub(super) fn button() -> Option<AnyView> {
    use_session().control_plane()?;
    let (jobs, tray): (_, Tray) = (use_jobs(), expect_context());
    let count = Memo::new(move |_| jobs.under_way());
    let bad = Memo::new(move |_| jobs.any_bad());
    let shown = move || match count.get() {
        0 => None,
        many => Some(view! { <span class="jobs-count" aria-hidden="true">{many.to_string()}</span> }),
    };
    let words = move || {
        let under_way = match count.get() {
            0 => String::new(),
            many => [", ", &many.to_string(), " under way"].concat(),
        };
        [&*under_way, if bad.get() { ", not all went well" } else { "" }].concat()
    };
    let toggle = move |_| if tray.open.get_untracked() { tray.close() } else { tray.open() };
    Some(
        view! {
            <button
                type="button"
                class="button ghost jobs"
                aria-expanded=move || if tray.open.get() { "true" } else { "false" }
                aria-controls=PANEL
                title="Jobs"
                on:click=toggle
            >
                {Icon::Jobs.view()}
                <span class="jobs-word">"Jobs"</span>
                {live_if(shown)}
                {live_if(move || bad.get().then(|| view! { <span class="badge bad" aria-hidden="true"></span> }))}
                <span class="unseen">{words}</span>
            </button>
        }
        .into_any(),
    )
}

/// The panel's place: filled when it is opened, or when there are jobs to follow.
pub(super) fn beside() -> Option<AnyView> {
    use_session().control_plane()?;
    let (jobs, tray): (_, Tray) = (use_jobs(), expect_context());
    let kept = Jobs::are_kept();
    let wanted = Memo::new(move |_| kept || tray.open.get() || jobs.all.with(|all| !all.is_empty()));
    let open = Signal::from(tray.open);
    Some(live_if(move || wanted.get().then(|| arrival::wait_aside(later::jobs, open))))
}

/// The panel, and what moves the jobs on whether or not it is open.
pub(super) fn tray() -> AnyView {
    let (jobs, tray): (_, Tray) = (use_jobs(), expect_context());
    jobs.attend();
    // Whoever signs in next finds it closed.
    on_cleanup(move || tray.open.set(false));
    view! {
        <p class="unseen" role="status">{tray.said}</p>
        {live_if(move || tray.open.get().then(|| panel(jobs, tray)))}
    }
    .into_any()
}

fn panel(jobs: Jobs, tray: Tray) -> AnyView {
    tray.said.set(String::new());
    tray.over.update_value(|all| all.drain(..).for_each(|number| tray.toasts.forget(number)));
    request_animation_frame(|| document::focus(".tray"));
    // A row that goes may take the focus with it, to nowhere.
    let own = ".tray, .tray *, body, .top .jobs";
    let leave = window_event_listener(ev::keydown, move |event| {
        let mine = !event.default_prevented() && document::dialogs() == 0 && document::has_focus(own);
        if event.key() == "Escape" && mine {
            event.prevent_default();
            tray.close();
        }
    });
    on_cleanup(move || leave.remove());
    let ids = move || jobs.all.with(|all| all.iter().rev().map(|job| job.id.clone()).collect::<Vec<_>>());
    let ended = Memo::new(move |_| jobs.all.with(|all| all.iter().any(|job| job.end.is_some())));
    let empty = Memo::new(move |_| jobs.all.with(Vec::is_empty));
    let dismiss = move || {
        jobs.dismiss_ended();
        document::focus(".tray");
    };
    view! {
        <section class="tray" id=PANEL aria-labelledby=TITLE tabindex="-1">
            <div class="tray-head">
                <h2 id=TITLE>"Your jobs"</h2>
                {live_if(move || ended.get().then(|| {
                    view! { <Button label="Dismiss all that have ended" kind=ButtonKind::Ghost on_click=dismiss/> }
                }))}
                <Button label="Close the jobs" kind=ButtonKind::Icon icon=Icon::Close on_click=move || tray.close()/>
            </div>
            {live_if(move || empty.get().then(|| nothing(tray)))}
            <ul class="tray-list">
                <For each=ids key=|id| id.to_string() children=move |id| row(jobs, tray, id)/>
            </ul>
        </section>
    }
    .into_any()
}

fn nothing(tray: Tray) -> AnyView {
    let all = href(&Route::Control(ControlPlace::List(&contract::JOBS)));
    view! {
        <EmptyState
            title="No jobs"
            text="What you start and what goes on after its call has answered stands here. What has not gone well stays till you dismiss it."
        >
            <a href=all on:click=move |_| tray.open.set(false)>"All jobs of the control plane"</a>
        </EmptyState>
    }
    .into_any()
}

fn row(jobs: Jobs, tray: Tray, id: Id) -> AnyView {
    let Some(first) = untrack(|| jobs.one(&id)) else { return ().into_any() };
    let words = first.words.clone();
    let job = {
        let id = id.clone();
        // As it was, while it goes.
        Memo::new(move |_| jobs.one(&id).unwrap_or_else(|| first.clone()))
    };
    let said = Memo::new(move |_| job.with(what_came));
    let goes_on = Memo::new(move |_| job.with(|job| job.end.is_none()));
    let trace = Memo::new(move |_| job.with(|job| job.trace.clone()));
    let page = href(&Route::Control(ControlPlace::Record(&contract::JOBS, id.to_string())));
    let again = {
        let (id, words) = (id.clone(), words.clone());
        move || {
            let id = id.clone();
            goes_on.get().then(|| {
                let label = ["Ask again: ", &words].concat();
                let ask = move || jobs.ask_again(&id);
                view! { <Button label=label kind=ButtonKind::Icon icon=Icon::Refresh on_click=ask/> }
            })
        }
    };
    let dismiss = move || {
        jobs.dismiss(&id);
        document::focus(".tray");
    };
    view! {
        <li class="tray-job">
            <p class="tray-words">{words.clone()}</p>
            <Badge tone=Signal::derive(move || job.with(tone)) word=Signal::derive(move || job.with(state))/>
            <div class="tray-acts">
                {live_if(again)}
                <Button label=["Dismiss: ", &words].concat() kind=ButtonKind::Icon icon=Icon::Close on_click=dismiss/>
            </div>
            <p class="tray-said">{said}</p>
            <div class="tray-foot">
                {time(job)}
                <a href=page on:click=move |_| tray.open.set(false)>"To the job"</a>
                {live_if(move || trace.get().map(|trace| trace_id(tray, trace)))}
            </div>
        </li>
    }
    .into_any()
}

/// How long it takes or took, and when it was begun.
fn time(job: Memo<Followed>) -> AnyView {
    let session = use_session();
    let begun = job.with_untracked(|job| absolute(job.begun));
    let words = Memo::new(move |_| {
        // A job that has ended follows no clock.
        let ended = job.with(|job| job.end.is_some());
        let now = if ended { 0.0 } else { session.now.get().wall };
        let seconds = job.with(|job| job.seconds(now)).map(span_text);
        seconds.map(|span| [if ended { "took " } else { "for " }, &span].concat()).unwrap_or_default()
    });
    view! { <span title=["Begun at ", &begun].concat()>{words}</span> }.into_any()
}

fn trace_id(tray: Tray, trace: String) -> AnyView {
    let copied = RwSignal::new(false);
    let copy = copier(copied);
    Effect::new(move |_| {
        if copied.get() {
            tray.say("Copied".to_owned());
        }
    });
    let text = trace.clone();
    view! {
        <span class="tray-trace">
            "Trace "
            <code>{trace}</code>
            <Button
                label="Copy the trace id"
                kind=ButtonKind::Icon
                icon=Icon::Copy
                pressed=copied
                pressed_icon=Icon::Check
                on_click=move || copy.run(text.clone())
            />
        </span>
    }
    .into_any()
}

/// What came of it, or why nobody knows yet.
fn what_came(job: &Followed) -> String {
    match (&job.end, &job.trouble) {
        (Some(end), _) => end.words(),
        (None, _) if job.has_lapsed() => "It has gone on for an hour, and is not asked for any more.".to_owned(),
        (None, Some(trouble)) => ["The last look at it failed. ", trouble].concat(),
        (None, None) => String::new(),
    }
}

fn tone(job: &Followed) -> Tone {
    match &job.end {
        None if job.has_lapsed() => Tone::Neutral,
        None => Tone::Active,
        Some(End::Completed(_)) => Tone::Ok,
        Some(End::Failed(_)) => Tone::Danger,
        Some(End::Canceled(_)) => Tone::Warn,
        Some(End::Unknown) => Tone::Neutral,
    }
}

/// The server's word for its state.
fn state(job: &Followed) -> String {
    match (&job.end, &job.state) {
        (Some(End::Unknown), _) => "unknown".to_owned(),
        (_, Some(state)) => state.replace('_', " "),
        (_, None) => "asking".to_owned(),
    }
}
