//! One record: its fields, and its relations as links.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Error;
use pilothouse_wire::control::{self, Ask, Id, Kind, One, Part, Which, groups};

use super::{create, delete, edit, facts, members, project, shape};
use crate::domain::allowed::Allowed;
use crate::domain::control::words;
use crate::domain::visible::visible;
use crate::parts::{self, Command};
use crate::query::{Control, Remote, use_control, use_jobs};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::routes::{ControlPlace, Route};
use crate::ui::{Button, ButtonKind, Icon, Notice, NoticeKind, Skeleton, live, live_if};

/// Which record an address means. A secret id stands in no address: the record is looked for among the caller's own.
async fn which(control: Control, kind: &'static Kind, id: &str) -> Result<Which, Error> {
    if !kind.secret_id {
        return Id::parse(id).map(Which::Id).map_err(|why| Error::NotSent(why.to_string()));
    }
    for number in 0..50 {
        let ask = Ask { part: Part::Number(number), size: control::ask::LARGEST_PAGE, ..Ask::default() };
        let Some(call) = control::list(kind, &ask) else { break };
        let page = control.send(&call).await?;
        if let Some(found) = page.items.iter().find(|item| item.id == id) {
            return found.which().ok_or_else(missing);
        }
        if page.items.len() + page.unreadable.len() < ask.size as usize {
            break;
        }
    }
    Err(missing())
}

const GONE: &str = "It is not among those that the server lists: it was deleted, or it is somebody else's.";

fn missing() -> Error {
    Error::NotSent(GONE.into())
}

/// Why there is nothing to show: that it could not be loaded, or that it is not there.
fn failure(one: Remote<Loaded>, noun: &'static str) -> AnyView {
    let is_gone = |error: &Error| matches!(error, Error::NotSent(why) if why == GONE);
    let gone = Memo::new(move |_| one.load.with(|load| load.error().is_some_and(is_gone)));
    live(move || match gone.get() {
        true => {
            let title = ["There is no such ", noun].concat();
            view! { <Notice kind=NoticeKind::Error title=title text=GONE/> }.into_any()
        }
        false => untrack(|| parts::load_failure(one, ["this ", noun].concat())),
    })
}

async fn load(control: Control, kind: &'static Kind, id: String) -> Result<Loaded, Error> {
    let which = which(control, kind, &id).await?;
    let call = control::get(kind, &which, shape::of(kind).related).ok_or_else(create::no_call)?;
    let one = control.send(&call).await?;
    Ok(Loaded { which, one })
}

/// What is open over the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Edit,
    Delete,
}

#[derive(Clone, Copy)]
struct Record {
    kind: &'static Kind,
    one: Remote<Loaded>,
    open: RwSignal<Open>,
    go: Callback<Route>,
}

/// A record with what it is asked for by.
pub(super) struct Loaded {
    pub(super) which: Which,
    pub(super) one: One,
}

/// The page of a record.
pub fn page(kind: &'static Kind, id: String) -> AnyView {
    let control = use_control();
    let noun = shape::of(kind).noun.0;
    let of = id.clone();
    let one = Remote::new(move || load(control, kind, of.clone()));
    use_jobs().at_ends(move || one.refresh());
    let record = Record { kind, one, open: RwSignal::new(Open::Nothing), go: parts::use_go() };
    let project = project::Page::of(control, kind, &id, one);
    let name = Memo::new(move |_| one.value().map(|loaded| words::name(&loaded.one.item, kind.label)));
    let title = move || name.get().unwrap_or_else(|| visible(&id));
    parts::name_window(move || name.get().map(|name| ["Control plane: ", noun, " ", &name].concat()));
    let back = parts::href(&Route::Control(ControlPlace::List(kind)));
    view! {
        <div class="page">
            <header class="page-head">
                <div class="page-title">
                    <nav class="crumbs" aria-label="Way back"><a href=back>{ControlPlace::List(kind).heading()}</a></nav>
                    <h1 tabindex="-1">{title}</h1>
                </div>
                {actions(record, project)}
            </header>
            {failure(one, noun)}
            {live_if(move || parts::waiting(one).get().then(|| view! { <Skeleton lines=8 label="Loading"/> }))}
            {live(move || one.value().map(|loaded| facts::of(kind, &loaded.one)))}
            {panels(record)}
            {project.map(project::Page::view)}
        </div>
        {live(move || dialog(record))}
    }
    .into_any()
}

fn actions(record: Record, project: Option<project::Page>) -> AnyView {
    let Record { kind, one, open, .. } = record;
    let loaded = Signal::derive(move || Allowed::when(one.load.with(|load| load.value().is_some()), "Not loaded yet."));
    let noun = shape::of(kind).noun.0;
    let edit = kind.update.map(|_| {
        let label = ["Edit ", noun].concat();
        parts::offer(Command::new(label.clone(), move || open.set(Open::Edit)).allowed(loaded));
        view! { <Button label=label icon=Icon::Pencil allowed=loaded on_click=move || open.set(Open::Edit)/> }
    });
    let may = Signal::derive(move || match loaded.get() {
        Allowed::Yes => deletable(kind, one.value().as_deref()),
        no @ Allowed::No(_) => no,
    });
    let delete = kind.delete.map(|_| {
        let label = ["Delete ", noun].concat();
        view! { <Button label=label icon=Icon::Trash allowed=may on_click=move || open.set(Open::Delete)/> }
    });
    let again = move || one.refresh();
    view! {
        <div class="actions">
            {edit}
            {delete}
            {project.map(project::Page::actions)}
            <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=one.busy on_click=again/>
        </div>
    }
    .into_any()
}

/// What the system brought along is not deleted (§5.2, inferred).
fn deletable(kind: &Kind, loaded: Option<&Loaded>) -> Allowed {
    let own = loaded.is_some_and(|loaded| loaded.one.item.attributes.flag(groups::SYSTEM_PROVIDED) == Some(true));
    Allowed::when(!(own && kind == &groups::GROUPS), "The system has brought this group along.")
}

fn dialog(record: Record) -> AnyView {
    let Record { kind, one, open, go } = record;
    let close = Callback::new(move |()| open.set(Open::Nothing));
    let opened = open.get();
    let Some(loaded) = untrack(|| one.value()) else { return ().into_any() };
    let which = loaded.which.clone();
    match opened {
        Open::Nothing => ().into_any(),
        Open::Edit => edit::dialog(kind, which, &loaded.one.item, close, Callback::new(move |()| one.refresh())),
        Open::Delete => {
            let gone = Callback::new(move |()| go.run(Route::Control(ControlPlace::List(kind))));
            delete::dialog(kind, which, words::name(&loaded.one.item, kind.label), close, gone)
        }
    }
}

/// What is changed in panels of its own: relations with several ends.
fn panels(record: Record) -> AnyView {
    let Record { kind, one, .. } = record;
    // Made once, when the record is first there: what is typed in a panel survives that it is loaded again.
    let there = Memo::new(move |_| one.load.with(|load| load.value().is_some()));
    live(move || {
        let loaded = there.get().then(|| untrack(|| one.value())).flatten()?;
        let lists = kind.relations.iter().filter(|relation| relation.many && relation.writable);
        Some(lists.map(|relation| members::panel(kind, relation, loaded.which.clone(), one)).collect::<Vec<_>>())
    })
}
