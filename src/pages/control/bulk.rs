//! The same for many records: those that are selected, or all that fit the conditions of the list. Several at a time, with a
//! result for each.

mod plan;

use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use pilothouse_view::view;
use pilothouse_wire::Error;
use pilothouse_wire::control::{Form, Kind};

use super::{delete, shape};
use crate::domain::allowed::Allowed;
use crate::domain::control::words;
use crate::domain::failure::Failure;
use crate::parts;
use crate::query::{Progress, Run, use_control, use_jobs};
use crate::reactive::{Callback, RwSignal, Signal, StoredValue};
use crate::routes::{ControlPlace, Route};
use crate::ui::{
    Checkbox, Dialog, DialogKind, Notice, NoticeKind, Select, Skeleton, TextField, grouped, live, live_if,
};

use plan::{Asked, FOLLOWED, MOST, Plan, gather, settable};
pub(super) use plan::{Chosen, Deed, Whom, deeds};

/// Calls under way at a time.
const AT_ONCE: usize = 4;
/// Records at most whose deletion is not asked for once more.
const UNASKED: usize = 10;
/// Jobs at most that are waited for unless somebody wishes otherwise.
const WAITED: usize = 50;

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
        wait: RwSignal::new(true),
        missing: RwSignal::new(false),
        typed: RwSignal::default(),
        jobs: use_jobs(),
    };
    let (ready, left) = (RwSignal::new(None::<Arc<Vec<Chosen>>>), RwSignal::new(0));
    let failed = RwSignal::new(None::<Failure>);
    match whom {
        Whom::These(all) => ready.set(Some(all)),
        Whom::Matching(ask) => spawn_local(async move {
            match gather(control, kind, ask).await {
                Ok((all, rows)) => {
                    left.try_set(rows);
                    ready.try_set(Some(Arc::new(all)));
                }
                Err(error) => drop(failed.try_set(Some(Failure::of_read("Could not read all that fit", &error)))),
            }
        }),
    }
    live(move || match ready.get() {
        Some(all) => over(form, all, left.get_untracked(), close, changed),
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

fn over(
    form: Plan,
    all: Arc<Vec<Chosen>>,
    left: usize,
    close: Callback<()>,
    changed: Callback<Vec<String>>,
) -> AnyView {
    let noun = shape::of(form.kind).noun;
    let of = if all.len() == 1 { noun.0 } else { noun.1 };
    let count = [&grouped(all.len()), " ", of].concat();
    let run = Run::new(all.iter().map(|one| one.name.clone()).collect());
    let title = match form.deed {
        Deed::Set => ["Set a field of ", &count].concat(),
        Deed::Enable | Deed::Disable | Deed::Delete => [form.deed.verb(), " ", &count].concat(),
    };
    let chosen = StoredValue::new(Arc::clone(&all));
    form.wait.set(all.len() <= WAITED);
    let gone = move || {
        let is = |state: &Progress| matches!(state, Progress::Done | Progress::Begun);
        let done = |(one, state): (&Chosen, &Progress)| is(state).then(|| one.key.clone());
        chosen.with_value(|all| run.states.with_untracked(|states| all.iter().zip(states).filter_map(done).collect()))
    };
    let ended = Callback::new(move |()| changed.run(if form.deed == Deed::Delete { gone() } else { Vec::new() }));
    let submit = move || {
        let Ok(patch) = untrack(|| form.patch()) else { return };
        let (all, follow) = (chosen.get_value(), run.count() <= FOLLOWED);
        let asked = Asked { wait: form.wait.get_untracked(), missing: form.missing.get_untracked(), follow };
        let one = move |place: usize| {
            let (one, patch) = (all[place].clone(), patch.clone());
            Box::pin(form.one(one, patch, asked, run)) as Pin<Box<dyn Future<Output = Result<Progress, Error>>>>
        };
        run.each(AT_ONCE, one, ended);
    };
    let sure = (form.deed == Deed::Delete && all.len() > UNASKED).then(|| all.len().to_string());
    let typed = sure.clone();
    let fit = move || match form.patch() {
        Ok(_) => {
            let fits =
                typed.as_ref().is_none_or(|typed| form.typed.with(|said| said.replace([',', ' '], "") == *typed));
            Allowed::when(fits, "Type the number of records to confirm.")
        }
        Err(why) => Allowed::No(why),
    };
    let description = if form.deed == Deed::Delete { delete::meaning(form.kind) } else { "" };
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
            description=description
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
            {(left > 0).then(|| {
                let title = [&*grouped(left), " of those that fit are left out"].concat();
                view! { <Notice kind=NoticeKind::Warning title=title text="Their rows could not be read."/> }
            })}
            {fields(form)}
            {sure.map(|count| {
                let label = ["Type ", &count, " to confirm"].concat();
                view! { <TextField label=label value=form.typed required=true/> }
            })}
            {live_if(move || run.states.with(|all| all.contains(&Progress::Begun)).then(|| begun(run.count())))}
            {parts::run_results(run, form.deed.verb(), "Records")}
            {parts::as_script(steps)}
        </Dialog>
    }
    .into_any()
}

/// Where the ends of jobs stand that were not waited for.
fn begun(count: usize) -> AnyView {
    let text = match count <= FOLLOWED {
        true => "How they end stands under “Jobs”, above.",
        false => "They are too many to be followed here: how they end stands on the page of all jobs.",
    };
    let all = parts::href(&Route::Control(ControlPlace::List(&pilothouse_wire::control::jobs::JOBS)));
    view! {
        <Notice title="The server goes on by jobs" text=text>
            <a href=all>"All jobs"</a>
        </Notice>
    }
    .into_any()
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
