//! One group: who is in it, what they may do, which groups elsewhere it stands for.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::identity;
use pilothouse_wire::dss::{GroupName, groups};

use super::{Shared, add, delete, form, members};
use crate::domain::allowed::Allowed;
use crate::domain::person::Change;
use crate::parts::{self, Command};
use crate::query::{Bulk, Edit};
use crate::reactive::{Callback, Memo, RwSignal, Signal, StoredValue};
use crate::routes::DssPlace;
use crate::ui::{Button, ButtonKind, Dialog, DialogKind, Icon, Menu, MenuItem, Tone, badge, live, live_if};

/// What is open over the page.
#[derive(Clone, PartialEq)]
enum Open {
    Nothing,
    Add,
    Remove(Vec<String>),
    Delete,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) shared: Shared,
    pub(super) name: StoredValue<GroupName>,
    pub(super) edit: Edit,
    open: RwSignal<Open>,
    pub(super) selection: RwSignal<std::collections::BTreeSet<String>>,
}

impl Page {
    pub(super) fn text(self) -> String {
        self.name.with_value(ToString::to_string)
    }

    /// Whether members can be chosen here; tracked.
    pub(super) fn may(self) -> Allowed {
        self.shared.everyone.may()
    }

    /// Asks whether these shall go.
    pub(super) fn remove(self) {
        let logins = self.selection.with_untracked(|keys| keys.iter().cloned().collect());
        self.open.set(Open::Remove(logins));
    }

    pub(super) fn add(self) {
        self.open.set(Open::Add);
    }

    /// These are the group's members, or no longer.
    pub(super) fn join(self) -> Change {
        Change::Join([self.text()].into())
    }

    /// After a run over members.
    pub(super) fn done(self) -> Callback<()> {
        Callback::new(move |()| {
            self.shared.everyone.people.refresh();
            self.selection.update(std::collections::BTreeSet::clear);
        })
    }
}

/// The page of one group.
pub fn page(name: GroupName) -> AnyView {
    let shared = Shared::new();
    let (read, write) = (name.clone(), name.clone());
    let edit = Edit::new(
        shared.session,
        shared.dss.target.get_value(),
        move || groups::get(&read),
        move |whole| groups::save(&write, whole),
        identity,
    );
    let page = Page {
        shared,
        name: StoredValue::new(name),
        edit,
        open: RwSignal::new(Open::Nothing),
        selection: RwSignal::default(),
    };
    edit.keep(page.text());
    parts::offer(Command::new("Add members", move || page.add()).allowed(Signal::derive(move || page.may())));
    view! {
        <div class="page wide">
            {head(page)}
            {parts::load_failure(edit.load, "the group")}
            {members::view(page)}
            {form::view(page)}
        </div>
        {live(move || dialog(page))}
    }
    .into_any()
}

fn head(page: Page) -> AnyView {
    let back = parts::href(&page.shared.dss.route(DssPlace::Groups));
    let (name, of) = (page.text(), page.text());
    let menu = Signal::derive(move || {
        let allowed = page.shared.may_delete(&of);
        vec![MenuItem::new("Delete group", move || page.open.set(Open::Delete)).danger().allowed(allowed)]
    });
    let may = Signal::derive(move || page.may());
    view! {
        <header class="page-head">
            <nav class="crumbs" aria-label="Breadcrumb">
                <ol><li><a href=back>"Groups"</a></li><li aria-current="page">{name.clone()}</li></ol>
            </nav>
            <div class="page-title"><h1 tabindex="-1">{name}</h1>{marks(page)}</div>
            <div class="actions">
                <Button label="Add members" icon=Icon::Plus allowed=may on_click=move || page.add()/>
                <Menu label="More actions" kind=ButtonKind::Icon icon=Icon::More items=menu/>
            </div>
        </header>
    }
    .into_any()
}

/// What the server last said, not what is being typed.
fn marks(page: Page) -> AnyView {
    let said = Memo::new(move |_| {
        page.edit.load.load.with(|load| {
            let group = load.value()?;
            Some((group.flag(groups::ADMIN), group.text(groups::SOURCE_TYPE).map(str::to_owned)))
        })
    });
    live_if(move || {
        said.get().map(|(admin, source)| {
            let admin = (admin == Some(true)).then(|| badge(Tone::Warn, "administrators"));
            let source = source.map(|source| view! { <span class="faint">{source}</span> });
            view! { {admin} {source} }
        })
    })
}

fn dialog(page: Page) -> AnyView {
    let close = Callback::new(move |()| page.open.set(Open::Nothing));
    match page.open.get() {
        Open::Nothing => ().into_any(),
        Open::Add => add::dialog(page, close),
        Open::Remove(logins) => remove(page, logins, close),
        Open::Delete => {
            let (go, dss) = (parts::use_go(), page.shared.dss);
            let done = Callback::new(move |()| {
                // What was typed here goes with the group.
                page.edit.discard();
                go.run(dss.route(DssPlace::Groups));
            });
            page.name.with_value(|name| delete::dialog(page.shared, name, close, done))
        }
    }
}

/// Confirms, runs, and shows the results.
fn remove(page: Page, logins: Vec<String>, close: Callback<()>) -> AnyView {
    let (session, dss, count) = (page.shared.session, page.shared.dss, logins.len());
    let bulk = Bulk::new(session, dss, logins);
    let change = Change::Leave([page.text()].into());
    let (sent, everyone) = (change.clone(), page.shared.everyone);
    let steps = move || {
        let people = everyone.people.value().unwrap_or_default();
        let call = bulk.names.with_value(|names| Bulk::changes(&people, &change, names));
        call.iter().map(|call| parts::step(session, &dss.target.get_value(), call.request())).collect()
    };
    view! {
        <Dialog
            title=["Remove ", &*parts::users_words(count), " from ", &*page.text()].concat()
            description="They lose what they may do by this group, at once. Their other groups stay."
            kind=DialogKind::Danger
            busy=bulk.running
            on_close=close
            close_label=parts::bulk_close_label(bulk)
            submit_label=parts::bulk_label(bulk, dss.deed("Remove"), dss.deed("Try the others again"))
            allowed=parts::bulk_allowed(bulk, || Allowed::Yes)
            on_submit=move || bulk.change(everyone, sent.clone(), page.done())
        >
            {parts::bulk_results(bulk, "Remove")}
            {parts::as_script(steps)}
        </Dialog>
    }
    .into_any()
}
