//! The records at the other end of a relation that can be changed: added and taken away. The API takes the complete list, so
//! it is read again just before each change, and what others have added meanwhile stays.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::{self, Done, Item, Kind, Link, One, Relation, Which, groups, to_many, to_one, users};
use pilothouse_wire::{Error, Extra};

use super::record::Loaded;
use super::{cells, create, pick};
use crate::domain::allowed::Allowed;
use crate::domain::control::words;
use crate::domain::list::fold;
use crate::parts;
use crate::query::{Act, Control, Jobs, Remote, use_control, use_jobs};
use crate::reactive::{Callback, Memo, RwSignal, Signal, StoredValue};
use crate::ui::combo::Picking;
use crate::ui::{Button, ButtonKind, Dialog, Icon, Toasts, Tone, badge, live, live_if};

/// What is changed.
#[derive(Clone)]
enum Change {
    Add(Link),
    Remove(Link),
    /// It becomes the primary group, which is one of the user's groups.
    Primary(Link),
}

/// Links drawn at most.
const SHOWN: usize = 200;

/// From so many on there is a filter.
const MANY: usize = 12;

#[derive(Clone, Copy)]
struct Panel {
    control: Control,
    kind: &'static Kind,
    relation: &'static Relation,
    which: StoredValue<Which>,
    one: Remote<Loaded>,
    act: Act,
    adding: RwSignal<bool>,
    /// A part of the names that are shown.
    filter: RwSignal<String>,
    toasts: Toasts,
    jobs: Jobs,
}

/// Reads the list, changes it, sends the whole.
async fn send(panel: Panel, change: Change) -> Result<Done, Error> {
    let which = panel.which.try_get_value().ok_or(Error::Cancelled)?;
    let Panel { control, kind, relation, .. } = panel;
    let read = control::get(kind, &which, &[relation.name]).ok_or_else(create::no_call)?;
    let now = control.send(&read).await?.item;
    let mut links = now.many(relation.name).unwrap_or_default();
    let mut relations = Extra::new();
    match change {
        Change::Remove(link) => links.retain(|one| *one != link),
        Change::Add(link) => add(&mut links, link),
        Change::Primary(link) => {
            relations.insert(users::PRIMARY_GROUP.to_owned(), to_one(&link));
            add(&mut links, link);
        }
    }
    relations.insert(relation.name.to_owned(), to_many(&links));
    let call = control::update(kind, &which, Extra::new(), relations).ok_or_else(create::no_call)?;
    control.send(&call).await
}

fn add(links: &mut Vec<Link>, link: Link) {
    if !links.contains(&link) {
        links.push(link);
    }
}

impl Panel {
    fn change(self, change: Change, name: String) {
        let (title, words) = match &change {
            Change::Add(_) => (["Could not add ", &name].concat(), ["Added ", &name, "."].concat()),
            Change::Remove(_) => (["Could not remove ", &name].concat(), ["Removed ", &name, "."].concat()),
            Change::Primary(_) => (
                ["Could not make ", &name, " the primary group"].concat(),
                [&name, " is the primary group now."].concat(),
            ),
        };
        let write = async move {
            let done = send(self, change).await?;
            super::follow(self.jobs, &done, ["Change ", &name].concat());
            Ok(())
        };
        self.act.start(title, write, move |()| {
            self.toasts.ok(words);
            self.adding.set(false);
            self.one.refresh();
        });
    }
}

/// The panel of a relation with several ends.
pub(super) fn panel(kind: &'static Kind, relation: &'static Relation, which: Which, one: Remote<Loaded>) -> AnyView {
    let panel = Panel {
        control: use_control(),
        kind,
        relation,
        which: StoredValue::new(which),
        one,
        act: Act::default(),
        adding: RwSignal::new(false),
        filter: RwSignal::default(),
        toasts: Toasts::expect(),
        jobs: use_jobs(),
    };
    let title = words::label(relation.name);
    let add = words::add(relation.name);
    let allowed = Signal::derive(move || match one.value() {
        Some(loaded) if of_everyone(kind, &loaded.one) => Allowed::no(EVERYONE),
        Some(_) | None => Allowed::Yes,
    });
    let many = Memo::new(move |_| {
        let count = |loaded: &Loaded| loaded.one.item.many(relation.name).map_or(0, |links| links.len());
        one.value().is_some_and(|loaded| count(&loaded) > MANY)
    });
    view! {
        <section class="section">
            <header class="section-head">
                <h2>{title}</h2>
                <Button label=add icon=Icon::Plus allowed=allowed on_click=move || panel.adding.set(true)/>
            </header>
            {live_if(move || (!panel.adding.get()).then(|| parts::act_failure(panel.act)))}
            {live_if(move || many.get().then(|| search(["Filter the ", &words::label(relation.name).to_lowercase()].concat(), panel.filter)))}
            {live(move || one.value().map(|loaded| untrack(|| list(panel, loaded))))}
        </section>
        {live_if(move || panel.adding.get().then(|| adding(panel)))}
    }
    .into_any()
}

const EVERYONE: &str = "Every user is in this group.";

/// Whether it is the group that the server puts every user into, and nobody takes one out of (§5.2, certain).
fn of_everyone(kind: &Kind, one: &One) -> bool {
    kind == &groups::GROUPS && one.item.text(groups::NAME) == Some(users::ALL_USERS)
}

/// A field that filters members by their names: all of them came along.
pub(super) fn search(label: String, filter: RwSignal<String>) -> AnyView {
    view! {
        <div class="member-search">
            <input
                class="input"
                type="search"
                autocomplete="off"
                spellcheck="false"
                aria-label=label
                placeholder="Filter"
                prop:value=filter
                on:input=move |event| filter.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

fn list(panel: Panel, loaded: Arc<Loaded>) -> AnyView {
    let one = &loaded.one;
    let links = one.item.many(panel.relation.name).unwrap_or_default();
    if links.is_empty() {
        return view! { <p class="faint">"None."</p> }.into_any();
    }
    let known: BTreeMap<(&str, &str), &Item> =
        one.included.iter().map(|item| ((item.record.as_str(), item.id.as_str()), item)).collect();
    let named: Vec<(String, Link)> = links
        .into_iter()
        .map(|link| {
            let item = known.get(&(link.record.as_str(), link.id.as_str()));
            let name = item.map_or_else(|| link.id.clone(), |item| cells::name_of(&link, std::slice::from_ref(*item)));
            (fold(&name), link)
        })
        .collect();
    live(move || {
        let wanted = panel.filter.with(|filter| fold(filter.trim()));
        let mut fits = named.iter().filter(|(name, _)| name.contains(&wanted));
        let rows: Vec<AnyView> =
            fits.by_ref().take(SHOWN).map(|(_, link)| untrack(|| row(panel, link.clone(), &loaded.one))).collect();
        let more = match (rows.len(), fits.count()) {
            (0, _) => "No name holds these words.".to_owned(),
            (_, 0) => String::new(),
            (_, left) => ["and ", &crate::ui::grouped(left), " more: filter by a part of the name."].concat(),
        };
        let more = (!more.is_empty()).then(|| view! { <p class="faint">{more}</p> });
        view! { <ul class="members">{rows}</ul> {more} }
    })
}

fn row(panel: Panel, link: Link, one: &One) -> AnyView {
    let name = cells::name_of(&link, &one.included);
    let shown = cells::link(&link, &one.included);
    let of_user = panel.relation.name == users::GROUPS;
    let all = of_user && name == users::ALL_USERS;
    let primary = of_user && one.item.one(users::PRIMARY_GROUP).is_some_and(|group| group == link);
    let first = (of_user && !primary && !all).then(|| make_primary(panel, link.clone(), name.clone()));
    let allowed = match (all || of_everyone(panel.kind, one), primary) {
        (true, _) => Allowed::no(EVERYONE),
        (_, true) => Allowed::no("This is the primary group: make another one primary first."),
        _ => Allowed::Yes,
    };
    let label = ["Remove ", &name].concat();
    let remove = move || panel.change(Change::Remove(link.clone()), name.clone());
    view! {
        <li>
            <span>{shown}{primary.then(|| badge(Tone::Ok, "primary"))}</span>
            <span>
                {first}
                <Button label=label kind=ButtonKind::Icon icon=Icon::Close busy=panel.act.busy allowed=allowed on_click=remove/>
            </span>
        </li>
    }
    .into_any()
}

fn make_primary(panel: Panel, link: Link, name: String) -> AnyView {
    let label = ["Make ", &name, " primary"].concat();
    let act = move || panel.change(Change::Primary(link.clone()), name.clone());
    view! { <Button label=label kind=ButtonKind::Ghost busy=panel.act.busy on_click=act/> }.into_any()
}

fn adding(panel: Panel) -> AnyView {
    let close = Callback::new(move |()| panel.adding.set(false));
    let Some(kind) = control::kind(panel.relation.to) else { return ().into_any() };
    let (picking, wrong) = (Picking::default(), RwSignal::new(None::<String>));
    let title = words::add(panel.relation.name);
    let submit = move || match picking.picked.get_untracked() {
        Some(choice) => panel.change(Change::Add(pick::link(kind, &choice)), choice.words),
        None => wrong.set(Some("Pick one of the list.".to_owned())),
    };
    let label = if kind.record == "user" { "User" } else { "Group" };
    view! {
        <Dialog title=title.clone() busy=panel.act.busy on_close=close submit_label=title on_submit=submit>
            {pick::picker(panel.control, kind, label, "Type a part of the name: the server looks through all.", picking, wrong.into(), true)}
            {parts::act_failure(panel.act)}
        </Dialog>
    }
    .into_any()
}
