//! One project: its owner, and who may do what in it.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{ProjectKey, identity, projects};

use crate::domain::allowed::Allowed;
use crate::domain::project::{self, Entry, Holder};
use crate::parts::{self, Command};
use crate::query::{Dss, Edit, Remote, use_dss};
use crate::reactive::{Memo, RwSignal, Signal, StoredValue};
use crate::routes::DssPlace;
use crate::session::{Session, use_session};
use crate::ui::{Button, ButtonKind, Icon, Notice, NoticeKind, Skeleton, Toasts, live_if};

use super::{add, entry, grants, owner};

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) session: Session,
    pub(super) dss: Dss,
    pub(super) key: StoredValue<ProjectKey>,
    pub(super) edit: Edit,
    /// The entries of the draft.
    pub(super) entries: Memo<Vec<Entry>>,
    /// Whose entry is open.
    pub(super) open: RwSignal<Option<Holder>>,
    /// An entry is being added.
    pub(super) adding: RwSignal<bool>,
    /// Groups and users, for those who pick; asked for when somebody does.
    pub(super) names: RwSignal<Option<Names>>,
    pub(super) toasts: Toasts,
}

/// Names to pick from.
#[derive(Clone, Copy)]
pub(super) struct Names {
    pub(super) groups: Remote<pilothouse_wire::List<pilothouse_wire::Whole>>,
    pub(super) users: Remote<pilothouse_wire::List<pilothouse_wire::Whole>>,
}

impl Page {
    fn new(key: ProjectKey) -> Self {
        let (session, dss) = (use_session(), use_dss());
        let (read, write) = (key.clone(), key.clone());
        let edit = Edit::new(
            session,
            dss.target.get_value(),
            move || projects::permissions(&read),
            move |whole| projects::save_permissions(&write, whole),
            identity,
        );
        edit.keep(key.to_string());
        let entries =
            Memo::new(move |_| edit.draft.with(|draft| draft.as_ref().map(project::entries).unwrap_or_default()));
        Self {
            session,
            dss,
            key: StoredValue::new(key),
            edit,
            entries,
            open: RwSignal::new(None),
            adding: RwSignal::new(false),
            names: RwSignal::new(None),
            toasts: Toasts::expect(),
        }
    }

    fn name(&self) -> String {
        self.key.with_value(ToString::to_string)
    }

    /// Whether entries can be put in and taken away, tracked.
    pub(super) fn editable(&self) -> Allowed {
        let fits = self.edit.draft.with(|draft| draft.as_ref().is_some_and(project::is_editable));
        Allowed::when(fits, "The server sends the entries in a form that is not known here.")
    }
}

/// The page.
pub fn one(key: ProjectKey) -> AnyView {
    let page = Page::new(key);
    page.names.set(Some(add::names(page)));
    let edit = page.edit;
    let editable = Signal::derive(move || page.editable());
    parts::offer(Command::new("Add entry", move || page.adding.set(true)).allowed(editable));
    let loaded = Memo::new(move |_| edit.draft.with(Option::is_some));
    let waiting = parts::waiting(edit.load);
    view! {
        <div class="page wide">
            {head(page)}
            {parts::load_failure(edit.load, ["the permissions of ", &page.name()].concat())}
            {live_if(move || waiting.get().then(|| view! { <Skeleton lines=8 label="Loading the permissions"/> }))}
            {live_if(move || loaded.get().then(|| body(page)))}
        </div>
        {live_if(move || page.adding.get().then(|| untrack(|| add::dialog(page))))}
    }
    .into_any()
}

fn head(page: Page) -> AnyView {
    let back = parts::href(&page.dss.route(DssPlace::Projects));
    let reach = parts::reach_of(&page.dss, &page.name());
    let edit = page.edit;
    view! {
        <header class="page-head">
            <nav class="crumbs" aria-label="Breadcrumb">
                <ol><li><a href=back>"Projects"</a></li><li aria-current="page">{page.name()}</li></ol>
            </nav>
            <div class="page-title"><h1 tabindex="-1">{page.name()}</h1></div>
            <div class="actions">
                <a class="button" href=reach>"Who reaches its datasets"</a>
                <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=edit.load.busy on_click=move || edit.load.refresh()/>
            </div>
        </header>
    }
    .into_any()
}

fn body(page: Page) -> AnyView {
    let title = ["Could not save the permissions of ", &page.name()].concat();
    let fit = Signal::derive(move || owner::fit(page));
    view! {
        {live_if(move || kept(page))}
        {owner::view(page)}
        {grants::view(page)}
        {live_if(move || page.open.get().map(|holder| untrack(|| entry::view(page, holder))))}
        {parts::edit_bar_if(page.edit, page.dss.deed("Save permissions"), title, fit)}
    }
    .into_any()
}

/// What is not understood, and goes back as it came.
fn kept(page: Page) -> Option<AnyView> {
    let (strange, others) = page.edit.draft.with(|draft| {
        let draft = draft.as_ref()?;
        Some((project::strange(draft), project::others(draft)))
    })?;
    let mut told = Vec::new();
    if strange > 0 {
        told.push(format!("{strange} of the entries name neither a group nor a user."));
    }
    if !others.is_empty() {
        told.push(["Further members: ", &others.join(", "), "."].concat());
    }
    let shape = untrack(|| page.editable()).reason().map(str::to_owned);
    let kind = if shape.is_some() || strange > 0 { NoticeKind::Warning } else { NoticeKind::Info };
    told.extend(shape);
    (!told.is_empty()).then(|| {
        let title = "The server sends more than this page knows: it goes back untouched";
        view! { <Notice kind=kind title=title text=told.join(" ")/> }.into_any()
    })
}
