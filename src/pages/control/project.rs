//! What the page of a project has beyond its fields: who is in it with which role, whose it is, and its end.

mod add;
mod delete;
mod effective;
mod members;
mod owner;
mod save;

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use pilothouse_view::view;
use pilothouse_wire::control::{Id, Kind, One, ProjectName, projects};

use super::record::Loaded;

use crate::domain::allowed::Allowed;
use crate::domain::control::members::{self as rules, Member, Wishes};
use crate::domain::control::words;
use crate::parts::{self, Command};
use crate::query::{Control, LeftOver, Remote, keep_page};
use crate::reactive::{Callback, Memo, RwSignal, Signal, StoredValue};
use crate::routes::{ControlPlace, Route};
use crate::ui::{Button, ButtonKind, Icon, Menu, MenuItem, Toasts, live_if};

use super::following::Following;

/// The dialog that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Add,
    Save,
    Owner,
    Delete,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Page {
    control: Control,
    /// The record.
    one: Remote<Loaded>,
    id: StoredValue<Id>,
    /// The project with its roles, and with who has them.
    roles: Remote<One>,
    /// What is to be changed of them, and not sent yet.
    wishes: RwSignal<Wishes>,
    /// What those are called who were picked and are no members yet.
    picked: RwSignal<BTreeMap<Member, String>>,
    open: RwSignal<Option<Open>>,
    may_members: RwSignal<Allowed>,
    may_owner: RwSignal<Allowed>,
    /// The job that changes the members.
    saving: Following,
    /// The job that deletes the project.
    deleting: Following,
    toasts: Toasts,
    go: Callback<Route>,
}

impl Page {
    /// Of a project; other kinds have none.
    pub(super) fn of(control: Control, kind: &'static Kind, id: &str, one: Remote<Loaded>) -> Option<Self> {
        let id = Id::parse(id).ok().filter(|_| *kind == projects::PROJECTS)?;
        let of = id.clone();
        let roles = Remote::new(move || {
            let call = projects::with_members(&of);
            async move { control.send(&call).await }
        });
        let (wishes, go, toasts) = (RwSignal::new(Wishes::new()), parts::use_go(), Toasts::expect());
        let open = RwSignal::new(None);
        let saving = Following::new(move || {
            wishes.set(Wishes::new());
            // The dialog that waited for it.
            if open.get_untracked() == Some(Open::Save) {
                open.set(None);
            }
            roles.refresh();
            one.refresh();
        });
        let deleting = Following::new(move || {
            toasts.ok("The project is deleted.");
            go.run(Route::Control(ControlPlace::List(&projects::PROJECTS)));
        });
        let page = Self {
            control,
            one,
            id: StoredValue::new(id),
            roles,
            wishes,
            picked: RwSignal::default(),
            open,
            may_members: RwSignal::new(Allowed::Yes),
            may_owner: RwSignal::new(Allowed::Yes),
            saving,
            deleting,
            toasts,
            go,
        };
        page.keep();
        page.settle();
        page.ask_once();
        let change = Signal::derive(move || page.may_change());
        parts::offer(Command::new("Add member", move || page.open.set(Some(Open::Add))).allowed(change));
        Some(page)
    }

    /// Who leaves the page before the members are saved finds the changes there again, and the job that saves them.
    fn keep(self) {
        let (wishes, picked, saving) = (self.wishes, self.picked, self.saving);
        let now = move || rules::to_whole(&wishes.try_get_untracked()?, &picked.try_get_untracked()?);
        let path = self.id.with_value(|id| projects::with_members(id).path());
        let named = self.id.with_value(|id| ["the members of ", id.as_str()].concat());
        let whose = move || saving.id().is_none().then(|| named.clone());
        let target = self.control.target.get_value();
        if let Some(LeftOver { draft, job }) = keep_page(target, path, move || saving.id(), whose, now) {
            let (before, names) = rules::from_whole(&draft);
            wishes.set(before);
            picked.set(names);
            job.iter().for_each(|id| saving.take_up(id));
        }
    }

    /// What is so already is no wish any more.
    fn settle(self) {
        Effect::new(move |_| {
            let held = self.held();
            let wishes = self.wishes.get_untracked();
            let open = rules::open(&held, &wishes);
            if !held.is_empty() && open != wishes {
                self.wishes.set(open);
            }
        });
    }

    /// Asks once what one may do; whatever is no refusal leaves it to the server.
    fn ask_once(self) {
        let name = Memo::new(move |_| self.one.value()?.one.item.text(projects::NAME).map(str::to_owned));
        Effect::new(move |asked: Option<bool>| {
            let name = name.get().and_then(|name| ProjectName::parse(&name).ok());
            match name {
                Some(name) if asked != Some(true) => {
                    let members = "The server says that you may not change who is in this project.";
                    self.ask(&name, projects::SETTING_MEMBERS, self.may_members, members);
                    let owner = "The server says that you may not give this project to another owner.";
                    self.ask(&name, projects::SETTING_OWNER, self.may_owner, owner);
                    true
                }
                _ => asked == Some(true),
            }
        });
    }

    fn ask(self, name: &ProjectName, what: (&str, &str), answer: RwSignal<Allowed>, refused: &'static str) {
        let (call, control) = (projects::may(name, what.0, what.1), self.control);
        let target = control.target.get_value();
        spawn_local(async move {
            let said = control.session.send_quietly(&target, &call).await;
            if said.is_err_and(|error| error.is_refusal(403)) {
                answer.try_set(Allowed::no(refused));
            }
        });
    }

    /// What the project is called, tracked.
    fn name(self) -> String {
        let id = || self.id.with_value(ToString::to_string);
        self.one.value().map_or_else(id, |loaded| words::name(&loaded.one.item, projects::NAME))
    }

    /// The roles as they were read last, tracked.
    fn held(self) -> Vec<projects::RoleMembers> {
        self.roles.value().map(|one| rules::roles(&one.included)).unwrap_or_default()
    }

    /// What a member is called, tracked.
    fn called(self, member: &Member) -> String {
        let named = self.roles.value().and_then(|one| {
            let found = one.included.iter().find(|item| Member::of(item).as_ref() == Some(member))?;
            Some(words::name(found, member.kind().label))
        });
        let picked = || self.picked.with(|picked| picked.get(member).cloned());
        named.or_else(picked).unwrap_or_else(|| member.id().to_owned())
    }

    /// Whether members may be changed now, tracked.
    fn may_change(self) -> Allowed {
        let none = self.roles.load.with(|load| load.value().is_none_or(|one| rules::roles(&one.included).is_empty()));
        match self.may_members.get() {
            Allowed::No(reason) => Allowed::No(reason),
            Allowed::Yes if none => Allowed::no("The server gives no roles of this project."),
            Allowed::Yes => {
                Allowed::when(!self.saving.under_way.get(), "Wait until the job that changes the members has ended.")
            }
        }
    }

    fn leave(self) {
        self.go.run(Route::Control(ControlPlace::List(&projects::PROJECTS)));
    }

    /// In the head of the page.
    pub(super) fn actions(self) -> AnyView {
        let menu = Signal::derive(move || {
            let delete = move || self.open.set(Some(Open::Delete));
            let gone = self.deleting.under_way.get();
            let may = Allowed::when(!gone, "The project is being deleted.");
            vec![MenuItem::new("Delete project", delete).danger().allowed(may)]
        });
        let owner = move || self.open.set(Some(Open::Owner));
        view! {
            <Button label="Change owner" allowed=self.may_owner on_click=owner/>
            <Menu label="More actions" kind=ButtonKind::Icon icon=Icon::More items=menu/>
        }
        .into_any()
    }

    /// Below the fields.
    pub(super) fn view(self) -> AnyView {
        let there = Memo::new(move |_| self.one.load.with(|load| load.value().is_some()));
        view! {
            {self.deleting.view("The project is being deleted", "The list of projects opens when the job has done it.")}
            {live_if(move || there.get().then(|| untrack(|| members::view(self))))}
            {live_if(move || self.open.get().map(|open| untrack(|| self.dialog(open))))}
        }
        .into_any()
    }

    fn dialog(self, open: Open) -> AnyView {
        let close = Callback::new(move |()| self.open.set(None));
        match open {
            Open::Add => add::dialog(self, close),
            Open::Save => save::dialog(self, close),
            Open::Owner => owner::dialog(self, close),
            Open::Delete => delete::dialog(self, close),
        }
    }
}
