//! App services: a card for each, what can be done with them, the manifest as JSON. A change is the whole manifest put
//! back, and a job that applies it (contract/iguazio-control-plane.md §7).

mod back;
mod bar;
mod card;
mod cards;
mod follow;
mod json;
mod plan;

use std::collections::BTreeSet;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::{jobs, services as wire};

use crate::domain::allowed::Allowed;
use crate::domain::control::services::{self, Deed, Service, Step};
use crate::domain::control::waiting::End;
use crate::domain::list::{ListQuery, fold};
use crate::parts;
use crate::query::{Manifest, list_query, search, use_control};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::routes::{ControlPlace, Route};
use crate::ui::{Button, ButtonKind, Icon, Notice, NoticeKind, Skeleton, Tone, badge, live, live_if};
use follow::Followed;

/// Facet of the address: the service whose specification is edited, empty for the whole manifest.
const JSON: &str = "json";
/// Facet of the address.
const STATE: &str = "state";
/// Facet of the address.
const KIND: &str = "kind";

/// What is to be done, as a dialog asks about it.
#[derive(Clone, PartialEq)]
struct Asked {
    title: String,
    steps: Vec<Step>,
    /// Services that it makes no sense for, and why.
    left_out: Vec<(String, String)>,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Here {
    manifest: Manifest,
    query: Signal<ListQuery>,
    set_query: Callback<ListQuery>,
    /// All services, by title.
    all: Memo<Vec<Service>>,
    selection: RwSignal<BTreeSet<String>>,
    asked: RwSignal<Option<Asked>>,
    /// The last change that was sent from here.
    followed: RwSignal<Option<Followed>>,
    /// Its job has come to its end.
    ended: Callback<End>,
}

impl Here {
    fn new() -> Self {
        let manifest = Manifest::open(use_control());
        let (query, set_query) = list_query();
        let all = Memo::new(move |_| {
            let manifest = manifest.load.value();
            let mut all = manifest.map(|manifest| services::all(&manifest)).unwrap_or_default();
            all.sort_by_cached_key(|service| (fold(service.title()), service.name().to_owned()));
            all
        });
        let (asked, followed) = (RwSignal::new(None), RwSignal::new(None));
        let ended = Callback::new(move |end: End| follow::ended(manifest, followed, end));
        Self { manifest, query, set_query, all, selection: RwSignal::default(), asked, followed, ended }
    }

    /// The services that the filter shows, tracked.
    fn shown(&self) -> Vec<String> {
        self.query.with(|query| {
            let words: Vec<String> = fold(&query.text).split_whitespace().map(str::to_owned).collect();
            let (state, kind) = (query.facet(STATE), query.facet(KIND));
            let fits = |service: &&Service| {
                let parts = [service.name(), service.title(), service.kind().unwrap_or_default()];
                let text =
                    [&parts[..], &[service.description().unwrap_or_default(), service.owner().unwrap_or_default()]];
                let text = fold(&text.concat().join("\n"));
                state.is_none_or(|state| service.state() == Some(state))
                    && kind.is_none_or(|kind| service.kind() == Some(kind))
                    && words.iter().all(|word| text.contains(word))
            };
            self.all.with(|all| all.iter().filter(fits).map(|service| service.name().to_owned()).collect())
        })
    }

    /// Whether a deed makes sense for at least one of these, tracked.
    fn may(&self, names: &[String], deed: Deed) -> Allowed {
        let free = self.manifest.free();
        if free != Allowed::Yes {
            return free;
        }
        let all = self.all.get();
        let of = |name: &String| all.iter().find(|service| service.name() == name);
        let reasons: Vec<Allowed> = names.iter().filter_map(of).map(|one| services::allowed(one, deed)).collect();
        match reasons.as_slice() {
            [one] => one.clone(),
            several if several.contains(&Allowed::Yes) => Allowed::Yes,
            _ => Allowed::no("It makes no sense for any of the selected services."),
        }
    }

    /// Opens the dialog for a deed.
    fn ask(&self, names: &[String], deed: Deed) {
        let all = self.all.get_untracked();
        let (mut steps, mut left_out) = (Vec::new(), Vec::new());
        for service in all.iter().filter(|service| names.iter().any(|name| name == service.name())) {
            let name = service.name().to_owned();
            match services::allowed(service, deed) {
                Allowed::Yes => steps.push(Step { name, deed }),
                Allowed::No(why) => left_out.push((name, why)),
            }
        }
        let names: Vec<String> = steps.iter().map(|step| step.name.clone()).collect();
        self.asked.set((!steps.is_empty()).then(|| Asked { title: deed.title(&names), steps, left_out }));
    }
}

/// What a state means.
fn tone(state: &str) -> Tone {
    match state {
        wire::READY => Tone::Ok,
        wire::ERROR => Tone::Danger,
        wire::DISABLED | wire::SCALED_TO_ZERO => Tone::Neutral,
        _ => Tone::Active,
    }
}

fn state(state: Option<&str>) -> AnyView {
    match state {
        Some(state) => badge(tone(state), services::words(state)),
        None => parts::not_given(),
    }
}

/// The address of this page with the editor open, or with the cards.
fn address(json: Option<&str>) -> String {
    let query = ListQuery::default().with_facet(JSON, json);
    [parts::href(&Route::Control(ControlPlace::Services)), search(&query)].concat()
}

fn job_link(job: &str) -> AnyView {
    let href = parts::href(&Route::Control(ControlPlace::Record(&jobs::JOBS, job.to_owned())));
    view! { <a class="mono" href=href>{job.to_owned()}</a> }.into_any()
}

/// The page of the app services.
pub fn page() -> AnyView {
    let here = Here::new();
    let load = here.manifest.load;
    let editing = Memo::new(move |_| here.query.with(|query| query.facet(JSON).map(str::to_owned)));
    let title = move || match editing.get() {
        Some(name) if !name.is_empty() => [&name, " as JSON"].concat(),
        Some(_) => "App services as JSON".to_owned(),
        None => "App services".to_owned(),
    };
    let again = move || load.refresh();
    let (cards, json) = (address(None), address(Some("")));
    let part = move || match editing.get() {
        Some(name) => json::editor(here, Some(name).filter(|name| !name.is_empty())),
        None => cards::part(here),
    };
    view! {
        <div class="page wide">
            <header class="page-head">
                <div class="page-title">
                    {live_if(move || editing.get().map(|_| view! {
                        <nav class="crumbs" aria-label="Way back"><a href=cards.clone()>"App services"</a></nav>
                    }))}
                    <h1 tabindex="-1">{title}</h1>
                </div>
                <div class="actions">
                    {live_if(move || editing.get().is_none().then(|| view! {
                        <a class="button" href=json.clone()>"Edit as JSON"</a>
                    }))}
                    <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=load.busy on_click=again/>
                </div>
            </header>
            {parts::load_failure(load, "the app services")}
            {live_if(move || parts::waiting(load).get().then(|| view! { <Skeleton lines=8 label="Loading the app services"/> }))}
            <div class="service-notices" role="status">{running(here)}</div>
            {follow::notice(here)}
            {back::notice(here)}
            {live(part)}
        </div>
        {live_if(move || here.asked.get().map(|asked| plan::dialog(here, asked)))}
        {follow::dialog(here)}
    }
    .into_any()
}

/// Above the cards: that a modification runs, or what the manifest says of the last one.
fn running(here: Here) -> AnyView {
    let said = Memo::new(move |_| {
        let manifest = here.manifest.load.value()?;
        let text = |name: &str| manifest.text(name).map(str::to_owned);
        Some((here.manifest.running.get(), text(wire::STATE), text(wire::LAST_ERROR)))
    });
    live_if(move || match said.get()? {
        (Some(job), state, _) => {
            let state = state.map(|state| services::words(&state)).unwrap_or_default();
            let title = if state.is_empty() {
                "A modification is under way".to_owned()
            } else {
                ["A modification is under way: ", &state].concat()
            };
            Some(view! {
                <Notice title=title text="Nothing can be changed before its job has ended. This page follows it.">
                    <span>"Job "{job_link(&job)}</span>
                </Notice>
            })
        }
        (None, Some(state), error)
            if state == wire::ERROR
                && here.followed.with(|followed| followed.as_ref().is_none_or(Followed::went_well)) =>
        {
            let text = error.filter(|error| !error.is_empty()).unwrap_or_else(|| "The server gives no reason.".into());
            Some(view! { <Notice kind=NoticeKind::Warning title="The last modification failed" text=text/> })
        }
        (None, ..) => None,
    })
}
