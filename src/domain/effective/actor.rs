//! Who an identity is: its user, its groups, whether it administers, and what it is granted in a project.

use pilothouse_wire::dss::{global_keys, groups, personal_keys, projects, users};
use pilothouse_wire::{Extra, Whole};
use serde_json::Value;

use super::{Identity, InProject, Project, ProjectKeyRights, Source, Standing, World};
use crate::domain::rights::{self, Permission, Rights};

/// An identity with all that its rights hang on.
pub(super) struct Actor<'a> {
    pub(super) standing: Standing,
    pub(super) administrator: Option<Source>,
    pub(super) doubts: Vec<String>,
    login: Option<String>,
    groups: Vec<String>,
    /// A global key's own rights, project by project.
    own: Option<&'a Extra>,
    composed: Option<&'a ProjectKeyRights>,
}

impl Default for Actor<'_> {
    fn default() -> Self {
        Self {
            standing: Standing::Live,
            administrator: None,
            doubts: Vec::new(),
            login: None,
            groups: Vec::new(),
            own: None,
            composed: None,
        }
    }
}

impl World {
    pub(super) fn actor<'a>(&self, identity: &'a Identity) -> Actor<'a> {
        let mut actor = Actor::default();
        match identity {
            Identity::User(login) => self.user(&mut actor, login),
            Identity::Personal(key) => match key.text(personal_keys::USER) {
                Some(login) => self.user(&mut actor, login),
                None => actor.standing = Standing::NotKnown("The server does not say whose key it is.".into()),
            },
            Identity::Global(key) => self.global(&mut actor, key),
            Identity::OfProject(key) => actor.composed = Some(key),
        }
        actor
    }

    fn user(&self, actor: &mut Actor<'_>, login: &str) {
        actor.login = Some(login.to_owned());
        let known = self.users.as_ref().map(|users| users.get(login));
        actor.standing = match known {
            None => Standing::NotKnown("The users could not be read.".into()),
            Some(None) => Standing::NotKnown(["User ", login, " is not in the list of users."].concat()),
            Some(Some(user)) => match user.flag(users::ENABLED) {
                Some(true) => Standing::Live,
                Some(false) => Standing::Ended(["User ", login, " is disabled."].concat()),
                None => Standing::NotKnown(["Whether user ", login, " is enabled is not given."].concat()),
            },
        };
        let Some(Some(user)) = known else { return };
        match user.texts(users::GROUPS) {
            Some(names) => self.groups(actor, names),
            None => actor.doubts.push(["The groups of ", login, " are not given."].concat()),
        }
    }

    fn groups(&self, actor: &mut Actor<'_>, names: Vec<String>) {
        for name in &names {
            let group = self.groups.as_ref().and_then(|groups| groups.get(name));
            match group.map(|group| group.flag(groups::ADMIN)) {
                Some(Some(true)) if actor.administrator.is_none() => {
                    actor.administrator = Some(Source::Administrator(Some(name.clone())));
                }
                Some(Some(_)) => {}
                Some(None) => {
                    actor
                        .doubts
                        .push(["Whether group ", name, " makes its members administrators is not given."].concat());
                }
                None => actor.doubts.push(["Group ", name, " could not be read."].concat()),
            }
        }
        actor.groups = names;
    }

    fn global<'a>(&self, actor: &mut Actor<'a>, key: &'a Whole) {
        if key.moment(global_keys::EXPIRES_ON).is_some_and(|end| end <= self.now) {
            actor.standing = Standing::Ended("The key has expired.".into());
        }
        let global = key.object(global_keys::GLOBAL_PERMISSIONS);
        if global.and_then(|all| all.get(global_keys::ADMIN)) == Some(&Value::Bool(true)) {
            actor.administrator = Some(Source::Administrator(None));
        }
        let names = key.texts(global_keys::GROUPS);
        actor.own = key.object(global_keys::PROJECTS);
        if actor.administrator.is_none() && actor.own.is_none() && names.is_none() {
            actor.doubts.push("What the key may do in projects is not given.".into());
        }
        self.groups(actor, names.unwrap_or_default());
    }
}

impl Actor<'_> {
    pub(super) fn in_project(&self, project: &Project) -> InProject {
        let mut told = InProject {
            key: project.key.clone(),
            grants: Vec::new(),
            unknown: Vec::new(),
            datasets: Vec::new(),
            doubts: self.doubts.clone(),
            uncertain: false,
        };
        match &self.standing {
            Standing::Ended(_) => {
                told.doubts.clear();
                return told;
            }
            Standing::NotKnown(why) => {
                told.uncertain = true;
                told.doubts.insert(0, why.clone());
            }
            Standing::Live => {}
        }
        if let Some(source) = &self.administrator {
            told.grants.push((Rights::NONE.with(Permission::Admin), source.clone()));
        }
        if let Some(flags) = self.own.and_then(|all| all.get(&project.key)).and_then(Value::as_object) {
            told.grant(flags, Source::Own);
        }
        if let Some(key) = self.composed.filter(|key| key.project == project.key) {
            told.grants.push((key.rights, Source::Own));
            told.datasets.clone_from(&key.datasets);
        }
        if self.login.is_some() || !self.groups.is_empty() {
            self.entries(project, &mut told);
        }
        told.grants.retain(|(rights, _)| !rights.is_empty());
        told
    }

    fn entries(&self, project: &Project, told: &mut InProject) {
        let listed = project.permissions.as_ref().and_then(|all| Some((all, all.get(projects::ENTRIES)?.as_array()?)));
        let Some((permissions, listed)) = listed else {
            told.doubts.push(["The permissions of project ", &project.key, " could not be read."].concat());
            return;
        };
        if self.login.is_some() && permissions.text(projects::OWNER) == self.login.as_deref() {
            told.grants.push((Rights::NONE.with(Permission::Admin), Source::Owner));
        }
        for entry in listed {
            let text = |name: &str| entry.get(name).and_then(Value::as_str);
            let (group, user) = (text(projects::GROUP), text(projects::USER));
            let source = match (group, user) {
                (Some(name), _) if self.groups.iter().any(|mine| mine == name) => Source::Group(name.to_owned()),
                (_, Some(login)) if self.login.as_deref() == Some(login) => Source::User(login.to_owned()),
                (Some(_), _) | (_, Some(_)) => continue,
                (None, None) => {
                    told.doubts.push(["An entry of project ", &project.key, " could not be read."].concat());
                    continue;
                }
            };
            if let Some(flags) = entry.as_object() {
                told.grant(flags, source);
            }
        }
    }
}

impl InProject {
    fn grant(&mut self, flags: &Extra, source: Source) {
        self.grants.push((rights::read(flags), source));
        self.unknown.extend(rights::unknown(flags));
    }
}
