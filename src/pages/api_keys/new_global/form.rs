//! What a new global key shall be.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::global_keys::{self, ASSOCIATED_USER, EXPIRY, Rights as Kind};
use pilothouse_wire::{Call, Whole};

use super::super::create::{NO_LABEL, given};
use super::super::{Page, groups_field, projects};
use crate::domain::expiry::parse_days;
use crate::domain::global_key;
use crate::domain::rights::Rights;
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::{NumberField, PickField, Select, TextField, live};

/// What the call that makes a key cannot say.
#[derive(Clone, Default)]
pub(super) struct More {
    projects: BTreeMap<String, Rights>,
    days: Option<u32>,
    user: Option<String>,
}

impl More {
    pub(super) fn is_nothing(&self) -> bool {
        self.projects.is_empty() && self.days.is_none() && self.user.is_none()
    }

    /// Puts it into a definition.
    pub(super) fn put(&self, key: &mut Whole) {
        for (project, rights) in &self.projects {
            global_key::put_project(key, project, Some(*rights));
        }
        if let Some(days) = self.days {
            key.set(EXPIRY, days);
        }
        if let Some(user) = &self.user {
            key.set(ASSOCIATED_USER, user.as_str());
        }
    }

    /// "its rights over projects, its end".
    pub(super) fn words(&self) -> String {
        let all = [
            (!self.projects.is_empty()).then_some("its rights over projects"),
            self.days.is_some().then_some("its end"),
            self.user.is_some().then_some("its associated user"),
        ];
        all.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

const KINDS: [(&str, &str); 3] = [
    ("projects", "Rights over projects"),
    ("groups", "What groups may do (14.3 and later)"),
    ("admin", "Administrator: everything"),
];

const NO_GROUPS: &str = "Pick at least one group, or another kind of rights.";

#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) label: RwSignal<String>,
    description: RwSignal<String>,
    kind: RwSignal<String>,
    groups: RwSignal<BTreeSet<String>>,
    projects: RwSignal<BTreeMap<String, Rights>>,
    days: RwSignal<String>,
    user: RwSignal<String>,
    label_wrong: RwSignal<Option<String>>,
    groups_wrong: RwSignal<Option<String>>,
    days_wrong: RwSignal<Option<String>>,
}

impl Form {
    pub(super) fn new() -> Self {
        Self {
            label: RwSignal::default(),
            description: RwSignal::default(),
            kind: RwSignal::new(KINDS[0].0.to_owned()),
            groups: RwSignal::default(),
            projects: RwSignal::default(),
            days: RwSignal::default(),
            user: RwSignal::default(),
            label_wrong: RwSignal::default(),
            groups_wrong: RwSignal::default(),
            days_wrong: RwSignal::default(),
        }
    }

    fn of_groups(self) -> bool {
        self.kind.with(|kind| kind == "groups")
    }

    /// The call and what is to follow it; what is wrong stands next to its field.
    pub(super) fn read(self) -> Option<(Call<Whole>, More)> {
        untrack(|| {
            self.label_wrong.set(given(self.label).is_none().then(|| NO_LABEL.to_owned()));
            let lacking = self.of_groups() && self.groups.with(BTreeSet::is_empty);
            self.groups_wrong.set(lacking.then(|| NO_GROUPS.to_owned()));
            self.days_wrong.set(self.days.with(|days| parse_days(days)).err());
            self.calls().zip(self.more())
        })
    }

    /// The first call, tracked.
    pub(super) fn calls(self) -> Option<Call<Whole>> {
        self.more()?;
        let (label, description) = (given(self.label)?, self.description.with(|text| text.trim().to_owned()));
        let rights = self.kind.with(|kind| match kind.as_str() {
            "admin" => Some(Kind::Admin),
            "groups" => Some(Kind::Groups(self.groups.with(|groups| groups.iter().cloned().collect())))
                .filter(|_| self.groups.with(|groups| !groups.is_empty())),
            _ => Some(Kind::None),
        })?;
        Some(global_keys::create(&label, &description, &rights))
    }

    fn more(self) -> Option<More> {
        let days = self.days.with(|days| parse_days(days)).ok()?;
        let of_projects = self.kind.with(|kind| kind == KINDS[0].0);
        let projects = if of_projects { self.projects.get() } else { BTreeMap::new() };
        Some(More { projects, days, user: given(self.user) })
    }

    pub(super) fn view(self, page: Page) -> AnyView {
        let options: Vec<(String, String)> = KINDS.map(|(id, words)| (id.to_owned(), words.to_owned())).to_vec();
        let set_kind = Callback::new(move |kind| self.kind.set(kind));
        let rights = live(move || match self.kind.get().as_str() {
            "admin" => view! {
                <p class="faint">"All permissions on all projects, and users, logs and global variables."</p>
            }
            .into_any(),
            "groups" => untrack(|| self.groups_view(page)),
            _ => untrack(|| self.projects_view(page)),
        });
        view! {
            <div class="form">
                <TextField label="Label" value=self.label error=self.label_wrong required=true/>
                <TextField label="Description" value=self.description/>
                <Select label="Rights" value=self.kind on_change=set_kind options=options/>
            </div>
            {rights}
            <div class="form">
                <NumberField
                    label="Expires after"
                    value=self.days
                    unit="days"
                    hint="Put in by a second step. Empty: no end."
                    error=self.days_wrong
                />
                <PickField
                    label="Associated user"
                    value=self.user
                    options=page.users()
                    hint="Only for user isolation: as whom the key's work runs. The key still needs rights of its own."
                />
            </div>
        }
        .into_any()
    }

    fn groups_view(self, page: Page) -> AnyView {
        let put = Callback::new(move |groups| self.groups.set(groups));
        groups_field::view(page, self.groups.into(), put, self.groups_wrong.into())
    }

    fn projects_view(self, page: Page) -> AnyView {
        let put = Callback::new(move |(project, rights): (String, Option<Rights>)| {
            self.projects.update(|all| match rights {
                Some(rights) => drop(all.insert(project, rights)),
                None => drop(all.remove(&project)),
            });
        });
        let all: Signal<BTreeMap<String, Rights>> = self.projects.into();
        projects::editor(page, all, put)
    }
}
