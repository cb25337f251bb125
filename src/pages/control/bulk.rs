//! The same for many records: those that are selected, or all that fit the conditions of the list. Several at a time, with a
//! result for each.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use pilothouse_view::view;
use pilothouse_wire::control::{self, Ask, By, Done, Field, Form, Id, Item, Kind, Part, Which, jobs, projects, users};
use pilothouse_wire::{Call, Error, Extra};

use super::{create, delete, shape};
use crate::browser::clock;
use crate::domain::allowed::Allowed;
use crate::domain::control::waiting::Followed;
use crate::domain::control::{patch, words};
use crate::domain::failure::Failure;
use crate::parts;
use crate::query::{Control, Progress, Run, use_control};
use crate::reactive::{Callback, RwSignal, Signal, StoredValue};
use crate::ui::{Checkbox, Dialog, DialogKind, Notice, Select, Skeleton, TextField, grouped, live, live_if};

/// Calls under way at a time.
const AT_ONCE: usize = 4;
/// Between two looks at the clock while a job is waited for.
const TICK: Duration = Duration::from_secs(1);
/// Records at most that one run is over.
const MOST: usize = 10_000;

/// A record that something is done to.
#[derive(Clone)]
pub(super) struct Chosen {
    /// What its row is selected by.
    key: String,
    pub(super) which: Which,
    pub(super) name: String,
}

impl Chosen {
    /// Of a row; `None` where nothing can be done to it.
    pub(super) fn of(kind: &Kind, item: &Item) -> Option<Self> {
        Some(Self { key: item.id.clone(), which: item.which()?, name: words::name(item, kind.label) })
    }
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Enable,
    Disable,
    Set,
    Delete,
}

impl Deed {
    pub(super) const fn verb(self) -> &'static str {
        match self {
            Self::Enable => "Enable",
            Self::Disable => "Disable",
            Self::Set => "Set a field",
            Self::Delete => "Delete",
        }
    }
}

/// What can be done to many of a kind.
pub(super) fn deeds(kind: &Kind) -> &'static [Deed] {
    match kind.record {
        "user" => &[Deed::Enable, Deed::Disable, Deed::Set, Deed::Delete],
        "user_group" | "project" => &[Deed::Set, Deed::Delete],
        "access_key" => &[Deed::Delete],
        _ => &[],
    }
}

/// On whom.
#[derive(Clone)]
pub(super) enum Whom {
    /// These.
    These(Arc<Vec<Chosen>>),
    /// All that fit.
    Matching(Ask),
}

/// Reads all pages of a list.
async fn gather(control: Control, kind: &'static Kind, ask: Ask) -> Result<Vec<Chosen>, Error> {
    let mut all = Vec::new();
    for number in 0.. {
        let ask = Ask {
            part: Part::Number(number),
            size: control::ask::LARGEST_PAGE,
            include: Vec::new(),
            count: false,
            ..ask.clone()
        };
        let call = control::list(kind, &ask).ok_or_else(create::no_call)?;
        let page = control.send(&call).await?;
        all.extend(page.items.iter().filter_map(|item| Chosen::of(kind, item)));
        if page.items.len() < ask.size as usize || all.len() >= MOST {
            break;
        }
    }
    all.truncate(MOST);
    Ok(all)
}

/// What is done to each, as it was chosen.
#[derive(Clone, Copy)]
struct Plan {
    control: Control,
    kind: &'static Kind,
    deed: Deed,
    field: RwSignal<String>,
    value: RwSignal<String>,
    wait: RwSignal<bool>,
    missing: RwSignal<bool>,
}

impl Plan {
    /// The patch for each, tracked; `None` for a deletion, the error says what is wrong with the value.
    fn patch(self) -> Result<Option<Extra>, String> {
        let status = |word: &str| Ok(Some([(users::ADMIN_STATUS.to_owned(), word.into())].into_iter().collect()));
        match self.deed {
            Deed::Enable => status(users::UP),
            Deed::Disable => status(users::DOWN),
            Deed::Delete => Ok(None),
            Deed::Set => {
                let field = self.field.with(|name| self.kind.field(name)).ok_or("Pick a field.")?;
                let value = self.value.with(|typed| patch::read(field, typed))?;
                let value = value.ok_or("Give a value.")?;
                Ok(Some([(field.name.to_owned(), value)].into_iter().collect()))
            }
        }
    }

    fn call(self, one: &Chosen, patch: Option<&Extra>) -> Option<Call<Done>> {
        match patch {
            Some(patch) => control::update(self.kind, &one.which, patch.clone(), Extra::new()),
            None if self.kind == &projects::PROJECTS => {
                Some(projects::delete(&one.name, projects::Strategy::Restricted))
            }
            None => control::delete(self.kind, &one.which),
        }
    }

    async fn one(self, one: Chosen, patch: Option<Extra>, wait: bool, missing: bool) -> Result<(), Error> {
        let call = self.call(&one, patch.as_ref()).ok_or_else(create::no_call)?;
        let done = delete::send(self.control, &call, missing && patch.is_none()).await?;
        match done.job.filter(|_| wait) {
            Some(job) => ended(self.control, job).await,
            None => Ok(()),
        }
    }
}

/// Waits for a job, at the pace of the tray; its failure is an error with the real cause.
async fn ended(control: Control, id: Id) -> Result<(), Error> {
    let call = control::get(&jobs::JOBS, &Which::Id(id.clone()), &[]).ok_or_else(create::no_call)?;
    let mut job = Followed::new(id, "The job".into(), clock::now());
    while job.is_asked() {
        if job.is_due(clock::now()) {
            let answer = control.send(&call).await.map(|one| one.item);
            if let Err(error @ (Error::NoCredentials(_) | Error::Cancelled)) = answer {
                return Err(error);
            }
            job.heard(answer.as_ref(), None, clock::now());
        }
        clock::sleep(TICK).await;
    }
    match job.end {
        Some(end) if end.is_good() => Ok(()),
        Some(end) => Err(Error::NotSent(end.told(&job.words))),
        None => Err(Error::NotSent("The job still goes on; it is not waited for any longer.".into())),
    }
}

/// The dialog. `changed` is told when something may be otherwise, and which rows are gone by their keys.
pub(super) fn dialog(
    kind: &'static Kind,
    deed: Deed,
    whom: Whom,
    close: Callback<()>,
    changed: Callback<Vec<String>>,
) -> AnyView {
    let control = use_control();
    let first = settable(kind).next().map_or("", |field| field.name);
    let form = Plan {
        control,
        kind,
        deed,
        field: RwSignal::new(first.to_owned()),
        value: RwSignal::default(),
        wait: RwSignal::new(false),
        missing: RwSignal::new(true),
    };
    let ready = RwSignal::new(None::<Arc<Vec<Chosen>>>);
    let failed = RwSignal::new(None::<Failure>);
    match whom {
        Whom::These(all) => ready.set(Some(all)),
        Whom::Matching(ask) => spawn_local(async move {
            match gather(control, kind, ask).await {
                Ok(all) => drop(ready.try_set(Some(Arc::new(all)))),
                Err(error) => drop(failed.try_set(Some(Failure::of_read("Could not read all that fit", &error)))),
            }
        }),
    }
    live(move || match ready.get() {
        Some(all) => over(form, all, close, changed),
        None => reading(deed, failed, close),
    })
}

fn reading(deed: Deed, failed: RwSignal<Option<Failure>>, close: Callback<()>) -> AnyView {
    view! {
        <Dialog title=deed.verb() on_close=close>
            {live_if(move || failed.with(Option::is_none).then(|| view! { <Skeleton lines=3 label="Reading all that fit"/> }))}
            {parts::failure(failed)}
        </Dialog>
    }
    .into_any()
}

fn over(form: Plan, all: Arc<Vec<Chosen>>, close: Callback<()>, changed: Callback<Vec<String>>) -> AnyView {
    let noun = shape::of(form.kind).noun;
    let of = if all.len() == 1 { noun.0 } else { noun.1 };
    let count = [&grouped(all.len()), " ", of].concat();
    let run = Run::new(all.iter().map(|one| one.name.clone()).collect());
    let title = match form.deed {
        Deed::Set => ["Set a field of ", &count].concat(),
        Deed::Enable | Deed::Disable | Deed::Delete => [form.deed.verb(), " ", &count].concat(),
    };
    let chosen = StoredValue::new(Arc::clone(&all));
    let gone = move || {
        let done = |(one, state): (&Chosen, &Progress)| (*state == Progress::Done).then(|| one.key.clone());
        chosen.with_value(|all| run.states.with_untracked(|states| all.iter().zip(states).filter_map(done).collect()))
    };
    let ended = Callback::new(move |()| changed.run(if form.deed == Deed::Delete { gone() } else { Vec::new() }));
    let submit = move || {
        let Ok(patch) = untrack(|| form.patch()) else { return };
        let (wait, missing, all) = (form.wait.get_untracked(), form.missing.get_untracked(), chosen.get_value());
        let one = move |place: usize| {
            let (one, patch) = (all[place].clone(), patch.clone());
            Box::pin(form.one(one, patch, wait, missing)) as Pin<Box<dyn Future<Output = Result<(), Error>>>>
        };
        run.each(AT_ONCE, one, ended);
    };
    let fit = move || match form.patch() {
        Ok(_) => Allowed::Yes,
        Err(why) => Allowed::No(why),
    };
    let kind = if form.deed == Deed::Delete { DialogKind::Danger } else { DialogKind::Normal };
    let steps = move || {
        let patch = form.patch().ok();
        let step = |one: &Chosen| {
            let call = form.call(one, patch.as_ref()?.as_ref())?;
            Some(parts::step(form.control.session, &form.control.target.get_value(), call.request()))
        };
        chosen.with_value(|all| all.iter().take(200).filter_map(step).collect())
    };
    view! {
        <Dialog
            title=title
            kind=kind
            busy=run.running
            on_close=close
            close_label=parts::bulk_close_label(run)
            submit_label=parts::bulk_label(run, form.deed.verb().to_owned(), "Try the others again".to_owned())
            allowed=parts::bulk_allowed(run, fit)
            on_submit=submit
        >
            {(all.len() >= MOST).then(|| view! {
                <Notice title="Only the first 10,000 are taken" text="Do the rest in another run, under other conditions."/>
            })}
            {fields(form)}
            {parts::run_results(run, form.deed.verb(), "Records")}
            {parts::as_script(steps)}
        </Dialog>
    }
    .into_any()
}

/// Fields that can be set to the same for many.
fn settable(kind: &'static Kind) -> impl Iterator<Item = &'static Field> {
    let plain = |form: Form| matches!(form, Form::Text | Form::Note | Form::Choice(_) | Form::Flag | Form::Number);
    kind.fields.iter().filter(move |field| field.by == By::Editor && field.name != kind.label && plain(field.form))
}

fn fields(form: Plan) -> AnyView {
    match form.deed {
        Deed::Set => set_field(form),
        Deed::Delete => view! {
            <Checkbox label="It is fine if some are gone already" checked=form.missing/>
            <Checkbox
                label="Wait for the jobs"
                checked=form.wait
                hint="The server deletes by jobs. Waiting shows how each one ended; without it, it shows that it was begun."
            />
        }
        .into_any(),
        Deed::Enable | Deed::Disable => ().into_any(),
    }
}

fn set_field(form: Plan) -> AnyView {
    let kind = form.kind;
    let names: Vec<(String, String)> =
        settable(kind).map(|field| (field.name.to_owned(), words::label(field.name))).collect();
    let pick = move |name: String| {
        form.field.set(name);
        form.value.set(String::new());
    };
    let value = move || {
        let field = form.field.with(|name| kind.field(name));
        let known: &[&str] = match field.map(|field| field.form) {
            Some(Form::Choice(known)) => known,
            Some(Form::Flag) => &["true", "false"],
            _ => &[],
        };
        if known.is_empty() {
            return view! { <TextField label="Value" value=form.value required=true/> }.into_any();
        }
        let blank = (String::new(), "pick one".to_owned());
        let words = known.iter().map(|&word| (word.to_owned(), word.to_owned()));
        let options: Vec<(String, String)> = std::iter::once(blank).chain(words).collect();
        let set = Callback::new(move |word: String| form.value.set(word));
        view! { <Select label="Value" value=form.value on_change=set options=options/> }.into_any()
    };
    view! {
        <div class="form">
            <Select label="Field" value=Signal::from(form.field) on_change=Callback::new(pick) options=names/>
            {live(value)}
        </div>
    }
    .into_any()
}
