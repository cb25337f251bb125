//! Events: how grave and how old they may be, what each says, a list that follows what happens, and the ways to emit one
//! and to delete all.

use leptos::{ev, prelude::*};
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::control::{Field, Filter, Item, Kind, Link, Op, events, sessions, system};

use super::facts::{self, Fact};
use super::form::Inputs;
use super::list::List;
use super::{cells, create, shape};
use crate::browser::clock;
use crate::domain::allowed::Allowed;
use crate::domain::control::{asked, words};
use crate::domain::visible::visible;
use crate::parts::{self, Command};
use crate::query::{Act, Names, Poll, use_control};
use crate::reactive::{Callback, RwSignal, Signal};
use crate::routes::{ControlPlace, Route};
use crate::ui::{Button, Checkbox, Dialog, DialogKind, Select, Switch, Toasts, live};

/// Whether the records of a kind are events.
pub(super) fn are(kind: &Kind) -> bool {
    matches!(kind.record, "event" | "audit_event" | "communication_event")
}

/// The spans that can be picked, in seconds.
const SPANS: [(&str, &str, f64); 4] = [
    ("hour", "the last hour", 3_600.0),
    ("day", "the last day", 86_400.0),
    ("week", "the last week", 604_800.0),
    ("month", "the last 30 days", 2_592_000.0),
];

/// In the address: a span.
const SPAN: &str = "span";

/// The condition of a span, counted from now.
pub(super) fn span(query: &crate::domain::list::ListQuery) -> Option<Filter> {
    let (_, _, seconds) = SPANS.iter().find(|(id, _, _)| query.facet(SPAN) == Some(id))?;
    let value = clock::iso(clock::now().wall - seconds * 1000.0);
    Some(Filter { field: events::TIME.to_owned(), op: Op::AtLeast, value })
}

/// Beside the filter: severity, time, and whether the list follows what happens.
pub(super) fn facets(list: List) -> AnyView {
    view! { {severity(list)} {spans(list)} {live_switch(list)} }.into_any()
}

fn severity(list: List) -> AnyView {
    let kind = list.shape.kind;
    let mine = |one: &Filter| one.field == events::SEVERITY && one.op == Op::Is;
    let now = Signal::derive(move || {
        let all = list.query.with(|query| asked::conditions(kind, query));
        all.into_iter().find(mine).map(|one| one.value).unwrap_or_default()
    });
    let set = move |value: String| {
        let query = list.query.get_untracked();
        let mut all = asked::conditions(kind, &query);
        all.retain(|one| !mine(one));
        if !value.is_empty() {
            all.push(Filter { field: events::SEVERITY.to_owned(), op: Op::Is, value });
        }
        list.set_query.run(asked::under(query, &all));
    };
    let mut options = vec![(String::new(), "any severity".to_owned())];
    options.extend(events::SEVERITIES.iter().map(|&word| (word.to_owned(), word.to_owned())));
    view! { <Select label="Severity" value=now on_change=Callback::new(set) options=options compact=true/> }.into_any()
}

fn spans(list: List) -> AnyView {
    let now = Signal::derive(move || list.query.with(|query| query.facet(SPAN).unwrap_or_default().to_owned()));
    let set = move |value: String| {
        let span = (!value.is_empty()).then_some(value.as_str());
        let query = list.query.get_untracked().with_facet(SPAN, span);
        list.set_query.run(query.with_facet(asked::PAGE, None));
    };
    let mut options = vec![(String::new(), "any time".to_owned())];
    options.extend(SPANS.iter().map(|(id, words, _)| ((*id).to_owned(), (*words).to_owned())));
    view! { <Select label="Time" value=now on_change=Callback::new(set) options=options compact=true/> }.into_any()
}

/// Follows what happens: the first page, the newest first, asked for again and again.
fn live_switch(list: List) -> AnyView {
    let poll = Poll::begin(list.paged.page);
    poll.held.set(true);
    let allowed = Signal::derive(move || {
        let first = list.query.with(|query| asked::page(query) == 0 && query.sort.is_none());
        Allowed::when(first, "Only the first page, the newest first, can follow what happens.")
    });
    Effect::new(move || {
        if !allowed.with(|allowed| *allowed == Allowed::Yes) {
            poll.held.set(true);
        }
    });
    let turn = Callback::new(move |on: bool| poll.held.set(!on));
    view! { <Switch label="Live" on=Signal::derive(move || !poll.held.get()) on_change=turn allowed=allowed/> }
        .into_any()
}

/// Who brought it about, by name. In a cell the link is out of the tab order.
pub(super) fn who(item: &Item, names: Names, tabindex: Option<&'static str>) -> AnyView {
    let id = match item.text(events::USER_ID) {
        // A sign-in under a name that nobody has, for example.
        Some("") => return cells::none(),
        Some(id) => id.to_owned(),
        None => return not_given(tabindex),
    };
    let route = Route::Control(ControlPlace::Record(&pilothouse_wire::control::users::USERS, id.clone()));
    let href = parts::href(&route);
    let words = move || visible(&names.of(&id).unwrap_or_else(|| id.clone()));
    view! { <a class="cell-link" tabindex=tabindex href=href>{words}</a> }.into_any()
}

/// What an event is called, as what opens it: it has no page of its own.
pub(super) fn name(kind: &Kind, item: &Item, open: impl Fn() + 'static) -> AnyView {
    let name = words::name(item, kind.label);
    let click = move |_: ev::MouseEvent| open();
    view! { <button type="button" class="cell-link" tabindex="-1" title=name.clone() on:click=click>{name}</button> }
        .into_any()
}

/// In a cell, which has a tab order of its own, in fewer words.
fn not_given(tabindex: Option<&str>) -> AnyView {
    if tabindex.is_some() { cells::absent() } else { parts::not_given() }
}

/// Whose audit trail it stands in, as a link.
fn tenant(field: &Field, item: &Item) -> AnyView {
    match item.text(field.name).filter(|id| !id.is_empty()) {
        Some(id) => cells::link(&Link { record: system::TENANTS.record.to_owned(), id: id.to_owned() }, &[]),
        None => cells::whole(field, item),
    }
}

/// All of one event.
pub(super) fn dialog(kind: &'static Kind, item: &Item, names: Names, close: Callback<()>) -> AnyView {
    let parameters = [events::TEXTS, events::NUMBERS];
    let fields = kind.fields.iter().filter(|field| !parameters.contains(&field.name));
    let facts = fields.map(|field| match field.name {
        events::USER_ID => Fact::shown(field, item, who(item, names, None)),
        events::AUDIT_TENANT => Fact::shown(field, item, tenant(field, item)),
        _ => Fact::of(field, item),
    });
    let facts = facts::list(facts.collect());
    let more: Vec<(String, String)> =
        parameters.iter().flat_map(|member| events::parameters(&item.attributes, member)).collect();
    let more = (!more.is_empty()).then(|| {
        let rows: Vec<_> = more
            .into_iter()
            .map(|(name, value)| view! { <div><dt>{name}</dt><dd class="mono">{value}</dd></div> })
            .collect();
        view! { <section><h3>"Parameters"</h3><dl class="facts">{rows}</dl></section> }
    });
    view! {
        <Dialog title=words::name(item, kind.label) kind=DialogKind::Wide close_label="Close" on_close=close>
            {facts}
            {more}
        </Dialog>
    }
    .into_any()
}

/// What is open over the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Emit,
    DeleteAll,
}

/// In the page's head: to emit an event, and to delete all.
pub(super) fn actions(list: List) -> AnyView {
    let kind = list.shape.kind;
    let open = RwSignal::new(Open::Nothing);
    let emit = move || open.set(Open::Emit);
    parts::offer(Command::new("Emit event", emit));
    let all = events::delete_all(kind).map(|_| {
        let label = ["Delete all ", shape::of(kind).noun.1].concat();
        view! { <Button label=label on_click=move || open.set(Open::DeleteAll)/> }
    });
    let close = Callback::new(move |()| open.set(Open::Nothing));
    view! {
        {all}
        <Button label="Emit event" on_click=emit/>
        {live(move || match open.get() {
            Open::Nothing => ().into_any(),
            Open::Emit => emit_dialog(list, close),
            Open::DeleteAll => delete_dialog(list, close),
        })}
    }
    .into_any()
}

fn emit_dialog(list: List, close: Callback<()>) -> AnyView {
    let (control, kind) = (use_control(), list.shape.kind);
    let inputs = Inputs::new(control, kind, None);
    let (act, toasts) = (Act::default(), Toasts::expect());
    let audit = kind == &events::AUDIT_EVENTS;
    let submit = move || {
        let Some(attributes) = inputs.check(&Whole::default()) else { return };
        let write = async move {
            let tenant = match audit {
                true => control.send(&sessions::verify()).await?.tenant_id,
                false => None,
            };
            let result = control.send(&events::emit(attributes, tenant.as_deref())).await;
            if let Err(error) = &result {
                inputs.blame(error);
            }
            result
        };
        act.start("Could not emit the event".into(), write, move |_| {
            toasts.ok("The event is emitted.".to_owned());
            close.run(());
            list.paged.page.refresh();
        });
    };
    let script = move || inputs.attributes(&Whole::default()).ok().map(|attributes| events::emit(attributes, None));
    let description = match audit {
        true => "It stands in the audit trail of your tenant, for good. It needs the policy System Admin.",
        false => "As if the system itself had said it. It needs the policy System Admin.",
    };
    view! {
        <Dialog
            title="Emit event"
            description=description
            kind=DialogKind::Wide
            busy=act.busy
            on_close=close
            submit_label="Emit event"
            on_submit=submit
        >
            {inputs.view()}
            {parts::act_failure(act)}
            {(!audit).then(|| parts::call_as_script(control.session, control.target.get_value(), script))}
        </Dialog>
    }
    .into_any()
}

fn delete_dialog(list: List, close: Callback<()>) -> AnyView {
    let (control, kind) = (use_control(), list.shape.kind);
    let (act, toasts, sure) = (Act::default(), Toasts::expect(), RwSignal::new(false));
    let noun = shape::of(kind).noun.1;
    let submit = move || {
        let write = async move {
            let call = events::delete_all(kind).ok_or_else(create::no_call)?;
            control.send(&call).await
        };
        act.start(["Could not delete the ", noun].concat(), write, move |_| {
            toasts.ok(["All ", noun, " are deleted."].concat());
            close.run(());
            list.paged.page.refresh();
        });
    };
    let allowed = Signal::derive(move || Allowed::when(sure.get(), "Tick the box first."));
    let title = ["Delete all ", noun].concat();
    view! {
        <Dialog
            title=[&title, "?"].concat()
            description="All of them, for everyone, whatever the conditions of this list are. It cannot be undone."
            kind=DialogKind::Danger
            busy=act.busy
            on_close=close
            submit_label=title
            allowed=allowed
            on_submit=submit
        >
            <Checkbox label="All of them, not only those that are shown" checked=sure/>
            {parts::act_failure(act)}
            {parts::call_as_script(control.session, control.target.get_value(), move || events::delete_all(kind))}
        </Dialog>
    }
    .into_any()
}
