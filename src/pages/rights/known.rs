//! All that rights depend on, loaded: users, groups, keys, projects, and project by project who may do what.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_wire::dss::{ProjectKey, global_keys, groups, personal_keys, projects, users};
use pilothouse_wire::{Call, List, Whole};

use crate::domain::effective::{Project, Who, World, everybody};
use crate::query::{Details, Dss, Remote, use_dss};
use crate::reactive::{Memo, Signal};
use crate::session::use_session;

/// A list of the server's.
type Listed = Remote<List<Whole>>;

/// What is known so far.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) dss: Dss,
    pub(super) users: Listed,
    pub(super) groups: Listed,
    pub(super) global: Listed,
    pub(super) personal: Listed,
    pub(super) projects: Listed,
    /// Who may do what, by project.
    permissions: Details<ProjectKey, Whole>,
    /// By project, asked for when somebody looks.
    pub(super) datasets: Details<ProjectKey, List<Whole>>,
    /// Everything together, for the rules.
    pub(super) world: Memo<Arc<World>>,
    /// Everybody who can be asked about.
    pub(super) everybody: Memo<Arc<Vec<Who>>>,
    /// Something is still on its way for the first time.
    pub(super) loading: Memo<bool>,
}

impl Known {
    /// Begins to load.
    pub(super) fn load() -> Self {
        let (session, dss) = (use_session(), use_dss());
        let list = |call: fn() -> Call<List<Whole>>| {
            Remote::new(move || {
                let target = dss.target.get_value();
                async move { session.send(&target, &call()).await }
            })
        };
        let permissions = Details::new(move |key: &ProjectKey| {
            let (target, call) = (dss.target.get_value(), projects::permissions(key));
            async move { session.send(&target, &call).await }
        });
        let datasets = Details::new(move |key: &ProjectKey| {
            let (target, call) = (dss.target.get_value(), projects::datasets(key));
            async move { session.send(&target, &call).await }
        });
        let [users, groups] = [list(|| users::list(false)), list(groups::list)];
        let [global, personal, projects] = [list(global_keys::list), list(personal_keys::all), list(projects::list)];
        // There is no call for all of them, so it goes from project to project.
        Effect::new(move |_| {
            if let Some(list) = projects.value() {
                permissions.reload();
                permissions.look(keys(&list));
            }
        });
        let world = Memo::new_with_compare(
            move |_| {
                permissions.answers.track();
                let now = session.now.get_untracked().wall;
                let all = projects.value().map(|list| {
                    let known = |key: ProjectKey| permissions.known(&key).map(|whole| Whole::clone(&whole));
                    keys(&list)
                        .into_iter()
                        .map(|key| Project { key: key.to_string(), permissions: known(key) })
                        .collect()
                });
                let (users, groups) = (users.value(), groups.value());
                let rows = |list: &Option<Arc<List<Whole>>>| list.as_ref().map(|list| list.rows.clone());
                let (users, groups) = (rows(&users), rows(&groups));
                Arc::new(World::new(users.as_deref(), groups.as_deref(), all.unwrap_or_default(), now))
            },
            |_, _| true,
        );
        let everybody = Memo::new_with_compare(
            move |_| {
                let rows = |list: Listed| list.value().map(|list| list.rows.clone()).unwrap_or_default();
                Arc::new(everybody(&rows(users), &rows(global), &rows(personal)))
            },
            |_, _| true,
        );
        let loading = Memo::new(move |_| {
            permissions.answers.track();
            [users, groups, global, personal, projects]
                .iter()
                .any(|list| list.load.with(|load| load.value().is_none() && load.error().is_none()))
                || projects.value().is_some_and(|list| keys(&list).iter().any(|key| !permissions.is_answered(key)))
        });
        Self { dss, users, groups, global, personal, projects, permissions, datasets, world, everybody, loading }
    }

    /// Whether a list is on its way.
    pub(super) fn busy(self) -> Signal<bool> {
        let all = [self.users, self.groups, self.global, self.personal, self.projects];
        Signal::derive(move || all.iter().any(|list| list.busy.get()))
    }

    /// Loads everything again.
    pub(super) fn reload(self) {
        for list in [self.users, self.groups, self.global, self.personal, self.projects] {
            list.refresh();
        }
        self.datasets.reload();
    }

    /// Projects whose permissions have been asked for, and how many there are; tracked.
    pub(super) fn progress(self) -> Option<(usize, usize)> {
        self.permissions.answers.track();
        let keys = keys(&*self.projects.value()?);
        Some((keys.iter().filter(|key| self.permissions.is_answered(key)).count(), keys.len()))
    }

    /// Whether the permissions of a project have been asked for; tracked.
    pub(super) fn is_answered(self, key: &str) -> bool {
        self.permissions.answers.track();
        ProjectKey::parse(key).is_ok_and(|key| self.permissions.is_answered(&key))
    }

    /// Projects to pick from: key and name; tracked.
    pub(super) fn project_options(self) -> Vec<(String, String)> {
        let Some(list) = self.projects.value() else { return Vec::new() };
        let text = |one: &Whole, name: &str| one.text(name).unwrap_or_default().to_owned();
        list.rows.iter().map(|one| (text(one, projects::PROJECT_KEY), text(one, projects::NAME))).collect()
    }

    /// The name of a project, where it has another one than its key; tracked.
    pub(super) fn project_name(self, key: &str) -> Option<String> {
        let list = self.projects.value()?;
        let project = list.rows.iter().find(|one| one.text(projects::PROJECT_KEY) == Some(key))?;
        project.text(projects::NAME).map(str::to_owned)
    }
}

fn keys(list: &List<Whole>) -> Vec<ProjectKey> {
    list.rows.iter().filter_map(|one| ProjectKey::parse(one.text(projects::PROJECT_KEY)?).ok()).collect()
}
