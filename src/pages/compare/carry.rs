//! Carrying the mapping of the reference to other nodes: what would change on each, and whether it can.

use crate::reactive::{Callback, RwSignal, Signal, StoredValue};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::generations::{self, Generation};
use pilothouse_wire::api_node::mapping;
use pilothouse_wire::api_node::services::Service;
use pilothouse_wire::script::Step;
use pilothouse_wire::{List, ServiceId, Split};

use super::cells::in_full;
use super::run::{self, Job, Run};
use super::{OnNode, Page};
use crate::domain::allowed::Allowed;
use crate::domain::compare::{self, Carry, Seen};
use crate::domain::failure::Failure;
use crate::domain::timeline::of_split;
use crate::parts;
use crate::query::{Load, Mappings, Remote, shares_of, use_mappings};
use crate::ui::{
    Checkbox, Dialog, DialogKind, Notice, NoticeKind, ShareBars, Skeleton, Tone, badge, live, live_if, share_bar,
};

/// A node that the mapping may be carried to.
#[derive(Clone, Copy)]
struct Other {
    on: OnNode,
    /// The service as its list had it when the dialog was opened, where it had it.
    listed: StoredValue<Option<Service>>,
    /// Whether the list was there at all, and whole.
    known: bool,
    /// Its generations, read anew; asked for only where the service is.
    generations: Option<Remote<List<Generation>>>,
    ticked: RwSignal<bool>,
}

/// What the parts of the dialog share.
#[derive(Clone, Copy)]
struct Asked {
    page: Page,
    service: StoredValue<ServiceId>,
    /// The reference's generations, read anew.
    source: Remote<List<Generation>>,
    others: StoredValue<Vec<Other>>,
    run: Run,
    mappings: Mappings,
}

/// What can be done with one node.
enum Plan {
    /// Not known yet.
    Waiting,
    /// It can be carried.
    Yes { cold: Vec<String>, enables: bool },
    /// It cannot, and why.
    No(String),
}

impl Asked {
    fn new(page: Page, service: ServiceId) -> Self {
        let read = |on: OnNode| {
            let (session, id) = (page.session, service.clone());
            Remote::new(move || {
                let (target, call) = (on.node.target.get_value(), generations::list(&id));
                async move { session.send(&target, &call).await }
            })
        };
        let side = page.side.get_untracked();
        let row = side.find(&service);
        let other = |(place, on): (usize, OnNode)| {
            let seen = row.map_or(Seen::NotKnown, |row| side.seen(row, place));
            let listed = row.and_then(|row| side.service(row, place)).cloned();
            Other {
                on,
                known: !matches!(seen, Seen::NotKnown),
                generations: listed.is_some().then(|| read(on)),
                listed: StoredValue::new(listed),
                ticked: RwSignal::new(false),
            }
        };
        let nodes = page.nodes.get_value().into_iter().enumerate().skip(1);
        let others = StoredValue::new(nodes.map(other).collect());
        let source = read(page.reference());
        Self { page, service: StoredValue::new(service), source, others, run: Run::default(), mappings: use_mappings() }
    }

    fn name(&self) -> String {
        self.service.with_value(ToString::to_string)
    }

    /// The mapping to carry, or why there is none, tracked; `None` while it is not known.
    fn split(&self) -> Option<Result<Split, String>> {
        match self.source.load.get() {
            Load::Waiting => None,
            Load::Failed(error) | Load::Stale(_, error) => Some(Err(Failure::of_read("", &error).text)),
            Load::Ready(list) => Some(match in_full(&list) {
                Some(rows) => compare::source(rows),
                None => Err("Its generations could not be read in full.".into()),
            }),
        }
    }

    /// What can be done with a node, tracked.
    fn plan(&self, other: Other) -> Plan {
        let split = match self.split() {
            Some(Ok(split)) => split,
            Some(Err(_)) => return Plan::No("There is no mapping to carry.".into()),
            None => return Plan::Waiting,
        };
        let carried = |rows: Option<&[Generation]>| {
            other.listed.with_value(|listed| match listed {
                Some(service) => compare::carry(&split, Seen::There(service, rows)),
                None => compare::carry(&split, if other.known { Seen::Absent } else { Seen::NotKnown }),
            })
        };
        let plan = match other.generations.map(|remote| remote.load.get()) {
            Some(Load::Waiting) => return Plan::Waiting,
            Some(Load::Failed(error) | Load::Stale(_, error)) => Carry::No(Failure::of_read("", &error).text),
            Some(Load::Ready(list)) => carried(in_full(&list)),
            None => carried(None),
        };
        match plan {
            Carry::Yes { cold, enables } => Plan::Yes { cold: cold.iter().map(ToString::to_string).collect(), enables },
            Carry::No(why) => Plan::No(why),
        }
    }

    /// The nodes that are ticked and can be carried to, tracked.
    fn chosen(&self) -> Vec<OnNode> {
        let others = self.others.get_value();
        let chosen =
            others.into_iter().filter(|other| other.ticked.get() && matches!(self.plan(*other), Plan::Yes { .. }));
        chosen.map(|other| other.on).collect()
    }

    /// What would be sent, tracked.
    fn steps(&self) -> Vec<Step> {
        let Some(Ok(split)) = self.split() else { return Vec::new() };
        let call = self.service.with_value(|service| mapping::set(service, &split));
        let step = |on: OnNode| parts::step(self.page.session, &on.node.target.get_value(), call.request());
        self.chosen().into_iter().map(step).collect()
    }

    fn allowed(&self) -> Allowed {
        if self.run.started() {
            return Allowed::no("It has been done: look at the results.");
        }
        match self.split() {
            None => Allowed::no("Wait until the mapping is read."),
            Some(Err(why)) => Allowed::no(why),
            Some(Ok(_)) => Allowed::when(!self.chosen().is_empty(), "Tick a node first."),
        }
    }

    fn start(self) {
        let Some(Ok(split)) = untrack(|| self.split()) else { return };
        let chosen = untrack(|| self.chosen());
        let job = |on: &OnNode| Job { name: on.name.get_value(), target: on.node.target.get_value() };
        let jobs: Vec<Job> = chosen.iter().map(job).collect();
        let service = self.service.get_value();
        let again = service.clone();
        self.run.start((self.page.session, self.mappings), service, split, jobs, move || {
            for on in chosen {
                on.node.services.refresh();
                on.details.refresh(vec![again.clone()]);
            }
        });
    }
}

/// The dialog.
pub(super) fn dialog(page: Page, service: ServiceId) -> AnyView {
    let asked = Asked::new(page, service);
    let run = asked.run;
    let label = Signal::derive(move || match asked.chosen().len() {
        0 => "Carry to other nodes".to_owned(),
        1 => "Carry to 1 node".to_owned(),
        many => ["Carry to ", &many.to_string(), " nodes"].concat(),
    });
    let close_label = Signal::derive(move || if run.started() { "Close".to_owned() } else { "Cancel".to_owned() });
    let before = move || (!run.started()).then(|| choice(asked));
    view! {
        <Dialog
            title=["Carry the mapping of ", &asked.name()].concat()
            description="One node after the other gets it, and the first that fails is the last that is tried. Setting a mapping also enables the service there."
            kind=DialogKind::Wide
            busy=run.act.busy
            on_close=Callback::new(move |()| page.open.set(None))
            close_label=close_label
            submit_label=label
            allowed=Signal::derive(move || asked.allowed())
            on_submit=move || asked.start()
        >
            {source(asked)}
            {live_if(before)}
            {run::results(run)}
            {parts::as_script(move || asked.steps())}
        </Dialog>
    }
    .into_any()
}

/// The mapping that is carried.
fn source(asked: Asked) -> AnyView {
    let title = ["Mapping on ", &asked.page.reference().name.get_value()].concat();
    let bar = move || match asked.split() {
        None => view! { <Skeleton lines=1 label="Loading the mapping"/> }.into_any(),
        Some(Ok(split)) => share_bar(&of_split(&split)),
        Some(Err(why)) => {
            view! { <Notice kind=NoticeKind::Warning title="There is no mapping to carry" text=why/> }.into_any()
        }
    };
    view! { <section class="carry-source"><h3>{title}</h3>{live(bar)}</section> }.into_any()
}

/// The other nodes, each with what would change.
fn choice(asked: Asked) -> AnyView {
    let node = |other: Other| view! { <li>{live(move || line(asked, other))}</li> };
    let nodes = asked.others.get_value().into_iter().map(node).collect_view();
    view! { <ul class="carry-nodes" aria-label="Other nodes">{nodes}</ul> }.into_any()
}

fn line(asked: Asked, other: Other) -> AnyView {
    let name = other.on.name.get_value();
    match asked.plan(other) {
        Plan::Waiting => view! {
            <p class="carry-name">{name}</p>
            <Skeleton lines=2 label="Loading the generations"/>
        }
        .into_any(),
        Plan::No(why) => view! {
            <p class="carry-name">{name}</p>
            <p class="carry-why">{badge(Tone::Neutral, "cannot be chosen")}<span>{why}</span></p>
        }
        .into_any(),
        Plan::Yes { cold, enables } => view! {
            <Checkbox label=name checked=other.ticked hint=hint(&cold, enables)/>
            {change(asked, other)}
        }
        .into_any(),
    }
}

/// What follows from carrying the mapping to a node.
fn hint(cold: &[String], enables: bool) -> String {
    let mut words = Vec::new();
    if enables {
        words.push("The service is disabled there, and will be enabled.".to_owned());
    }
    if !cold.is_empty() {
        words.push(["Not mounted there: ", &cold.join(", "), ". Its first queries wait until it is loaded."].concat());
    }
    words.join(" ")
}

/// Both mappings of a node, the one that it has and the one that it would get.
fn change(asked: Asked, other: Other) -> AnyView {
    let now = other.generations.and_then(|remote| shares_of(&remote.value()?.rows));
    let after = asked.split().and_then(Result::ok).map(|split| of_split(&split)).unwrap_or_default();
    let unknown = now.is_none().then(|| view! { <p class="carry-why">"Its mapping now: "{parts::not_given()}</p> });
    view! {
        {unknown}
        <ShareBars before=Signal::stored(now.unwrap_or_default()) after=Signal::stored(after)/>
    }
    .into_any()
}
