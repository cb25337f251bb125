//! Before anything is sent: what becomes of each service, as a list and as a script; and what to do where somebody else was
//! faster.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::control::services as wire;

use super::follow::{self, Change};
use super::{Asked, Here, job_link};
use crate::domain::allowed::Allowed;
use crate::domain::control::services::{Deed, Difference, Step, apply, difference, marked, touched};
use crate::parts;
use crate::query::{Act, Fresh, Jobs, use_jobs};
use crate::reactive::{Memo, RwSignal, Signal};
use crate::ui::{Checkbox, Dialog, DialogKind, Notice, NoticeKind, TextField, live, live_if};

/// What came of a try.
enum Turn {
    Sent,
    /// A job runs: the page shows which.
    Running,
    /// Somebody else has changed services that are touched here; the manifest as it is now.
    Changed(Whole, Vec<Difference>),
}

/// What the parts of the dialog share.
#[derive(Clone, Copy)]
struct Plan {
    here: Here,
    /// What the plan is made for.
    base: RwSignal<Whole>,
    /// What it makes of that.
    next: Memo<Whole>,
    /// What somebody else has changed since it was opened.
    meanwhile: RwSignal<Vec<Difference>>,
    force: RwSignal<bool>,
    waits: RwSignal<bool>,
    act: Act,
}

/// The dialog; gone where the manifest is not known any more.
pub(super) fn dialog(here: Here, asked: Asked) -> AnyView {
    let Some(base) = untrack(|| here.manifest.load.value()) else { return ().into_any() };
    let Asked { title, steps, left_out } = asked;
    let base = RwSignal::new(Whole::clone(&base));
    let all = steps.clone();
    let next = Memo::new(move |_| base.with(|base| apply(base, &all, here.manifest.owner_edit())));
    let plan = Plan {
        here,
        base,
        next,
        meanwhile: RwSignal::default(),
        force: RwSignal::new(false),
        waits: RwSignal::new(true),
        act: Act::default(),
    };
    let removes = steps.iter().any(|step| step.deed == Deed::Remove);
    let wanted = match steps.as_slice() {
        [step] => step.name.clone(),
        several => format!("remove {} services", several.len()),
    };
    let typed = RwSignal::new(String::new());
    let (word, jobs) = (wanted.clone(), use_jobs());
    let allowed = Signal::derive(move || match here.manifest.free() {
        Allowed::Yes if removes && typed.with(|typed| typed.trim() != word) => {
            Allowed::no("Type the words exactly as they are shown.")
        }
        Allowed::Yes if base.with(|base| next.with(|next| base == next)) => Allowed::no("There is nothing left to do."),
        closed_or_open @ (Allowed::Yes | Allowed::No(_)) => closed_or_open,
    });
    let label = Signal::derive(move || match plan.meanwhile.with(Vec::is_empty) {
        true => "Apply".to_owned(),
        false => "Apply all the same".to_owned(),
    });
    let names: Vec<String> = steps.iter().map(|step| step.name.clone()).collect();
    let change = move || Change { title: title.clone(), names: names.clone(), waits: plan.waits.get_untracked() };
    let (heading, marks) = (change().title, steps.clone());
    view! {
        <Dialog
            title=heading
            description="The whole manifest is put back with these changes, and a job applies them."
            kind=if removes { DialogKind::Danger } else { DialogKind::Wide }
            busy=plan.act.busy
            on_close=move || here.asked.set(None)
            submit_label=label
            allowed=allowed
            on_submit=move || send(plan, jobs, change(), steps.clone())
        >
            {live_if(move || here.manifest.running.get().map(|job| refused(&job)))}
            {live_if(move || plan.meanwhile.with(|all| (!all.is_empty()).then(|| changed_meanwhile(all))))}
            <section>
                <h3>"What is changed"</h3>
                {live(move || base.with(|base| next.with(|next| differences(&difference(base, next)))))}
                {live_if(move || base.with(|base| next.with(|next| mode(base, next))))}
            </section>
            {left(&left_out)}
            {removes.then(|| view! {
                <p>"What is taken out of the manifest is lost with its whole specification: it cannot be put back from here."</p>
                <TextField label=["Type ", &wanted, " to confirm"].concat() value=typed required=true mono=true/>
            })}
            {live_if(move || base.with(|base| also(&marked(base, &marks))))}
            <Checkbox
                label="Force apply all"
                checked=plan.force
                hint="Applies every service of the manifest, changed or not. Leave it off unless the manifest and what runs have come apart."
            />
            <Checkbox label="Wait for the end of the job" checked=plan.waits/>
            {script(plan)}
            {parts::act_failure(plan.act)}
        </Dialog>
    }
    .into_any()
}

fn send(plan: Plan, jobs: Jobs, change: Change, steps: Vec<Step>) {
    let Plan { here, base, meanwhile, force, act, .. } = plan;
    let (manifest, place) = (here.manifest, here.manifest.place());
    let (known, force, owner_edit) = (base.get_untracked(), force.get_untracked(), untrack(|| manifest.owner_edit()));
    let failed = ["Could not do it: ", &change.title].concat();
    let work = async move {
        let now = match manifest.fresh(&place).await? {
            Fresh::Running(_) => return Ok(Turn::Running),
            Fresh::Free(now) => now,
        };
        let others = touched(&known, &now, steps.iter().map(|step| step.name.as_str()));
        if !others.is_empty() {
            return Ok(Turn::Changed(now, others));
        }
        let done = manifest.put(&place, &now, &apply(&now, &steps, owner_edit), force).await?;
        // Here and not after the answer: the page may have been left.
        follow::begin(here, jobs, change, &done);
        Ok(Turn::Sent)
    };
    act.start(failed, work, move |turn| match turn {
        Turn::Sent => {
            here.selection.set(Default::default());
            here.asked.set(None);
        }
        Turn::Running => {}
        Turn::Changed(now, others) => {
            base.set(now);
            meanwhile.set(others);
        }
    });
}

fn differences(all: &[Difference]) -> AnyView {
    let row = |one: &Difference| {
        let place = match one.service.as_str() {
            "" => view! { <span>"The whole manifest"</span> }.into_any(),
            name => view! { <span class="mono">{name.to_owned()}</span> }.into_any(),
        };
        let lines: Vec<_> =
            one.lines.iter().map(|line| view! { <span class="preview">{line.clone()}</span> }).collect();
        view! { <li>{place}<span class="service-lines">{lines}</span></li> }
    };
    view! { <ul class="change-list" aria-label="By service">{all.iter().map(row).collect::<Vec<_>>()}</ul> }.into_any()
}

/// Why the mode of the manifest is changed too.
fn mode(base: &Whole, next: &Whole) -> Option<AnyView> {
    let (before, after) = (base.text(wire::APPLY_MODE), next.text(wire::APPLY_MODE));
    let words = match after {
        _ if before == after => return None,
        Some(wire::OWNER_EDIT | wire::FROM_ZERO_ONLY) => {
            "Scaling from zero is asked for in a mode of its own. The next change of another kind sets it back."
        }
        _ => "An earlier change, such as scaling from zero, has left its mode in the manifest: it is set back.",
    };
    Some(view! { <p class="hint">{words}</p> }.into_any())
}

fn left(left_out: &[(String, String)]) -> Option<AnyView> {
    let row = |(name, why): &(String, String)| {
        view! { <li><span class="mono">{name.clone()}</span><span class="preview">{why.clone()}</span></li> }
    };
    (!left_out.is_empty()).then(|| {
        view! {
            <section>
                <h3>"Left out"</h3>
                <ul class="change-list">{left_out.iter().map(row).collect::<Vec<_>>()}</ul>
            </section>
        }
        .into_any()
    })
}

/// Services that somebody has marked and not applied.
fn also(names: &[String]) -> Option<AnyView> {
    let text = ["They are marked in the manifest already: ", &names.join(", ")].concat();
    (!names.is_empty()).then(|| view! { <Notice title="Other services are applied too" text=text/> }.into_any())
}

fn refused(job: &str) -> AnyView {
    let job = job_link(job);
    view! {
        <Notice
            kind=NoticeKind::Warning
            title="Refused: another modification is under way"
            text="Nothing was sent. It can be sent when its job has ended."
        >
            <span>"Job "{job}</span>
        </Notice>
    }
    .into_any()
}

fn changed_meanwhile(all: &[Difference]) -> AnyView {
    let theirs = differences(all);
    view! {
        <section class="service-meanwhile">
            <Notice
                kind=NoticeKind::Warning
                title="Somebody has changed these services meanwhile"
                text="Nothing was sent yet. Below stands what becomes of them as they are now."
            />
            <h3>"Changed by somebody else"</h3>
            {theirs}
        </section>
    }
    .into_any()
}

fn script(plan: Plan) -> AnyView {
    let manifest = plan.here.manifest;
    let (session, target) = (manifest.control.session, manifest.control.target.get_value());
    parts::as_script(move || {
        let call = plan.next.with(|next| wire::save(next, plan.force.get()));
        vec![parts::step(session, &target, call.request())]
    })
}
