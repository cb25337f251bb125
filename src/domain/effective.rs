//! What somebody, or a key, may do in the end, and where each right comes from: contract/dataiku-dss.md §7.1 and §8.2.
//! Rights add up over groups, and there are no negative ones. What could not be read makes an answer "not known", never
//! "no".

mod actor;
mod reach;
mod spare;
mod who;

use std::collections::BTreeMap;

use pilothouse_wire::Whole;
use pilothouse_wire::dss::{groups, users};

use super::rights::{Closure, Difference, Permission, Rights};

pub use reach::{How, Reach, Reaches, Way, who_reaches};
pub use who::{Sort, Who, addressed, associated, everybody, typed};

/// Whose rights are asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Identity {
    /// A user, by login.
    User(String),
    /// A personal key, as the list has it: its user's rights.
    Personal(Whole),
    /// A global key, as the list or its own call has it.
    Global(Whole),
    /// A project-level key. No call reads one: it is what was composed here.
    OfProject(ProjectKeyRights),
}

/// What a project-level key may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectKeyRights {
    /// Its one project.
    pub project: String,
    /// Over the whole project.
    pub rights: Rights,
    /// On single datasets, by name.
    pub datasets: Vec<(String, Rights)>,
}

/// A project, and who may do what in it; nothing where that could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Its key.
    pub key: String,
    /// As `GET projects/{projectKey}/permissions` answered.
    pub permissions: Option<Whole>,
}

/// All that rights depend on.
#[derive(Clone, Debug, Default)]
pub struct World {
    users: Option<BTreeMap<String, Whole>>,
    groups: Option<BTreeMap<String, Whole>>,
    projects: Vec<Project>,
    now: f64,
}

impl World {
    /// Of the lists for administrators, where they could be read, at a moment in ms since the epoch.
    pub fn new(users: Option<&[Whole]>, groups: Option<&[Whole]>, projects: Vec<Project>, now: f64) -> Self {
        let index = |list: &[Whole], name: &str| {
            list.iter().filter_map(|one| Some((one.text(name)?.to_owned(), one.clone()))).collect()
        };
        Self {
            users: users.map(|list| index(list, users::LOGIN)),
            groups: groups.map(|list| index(list, groups::NAME)),
            projects,
            now,
        }
    }

    /// The projects that are known.
    pub fn projects(&self) -> &[Project] {
        &self.projects
    }

    /// What an identity may do in each project.
    pub fn effective(&self, identity: &Identity) -> Effective {
        let actor = self.actor(identity);
        let projects = self.projects.iter().map(|project| actor.in_project(project)).collect();
        Effective { standing: actor.standing, administrator: actor.administrator, doubts: actor.doubts, projects }
    }
}

/// Whether it can do anything at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can.
    Live,
    /// It reaches nothing; the text says why, as a full sentence.
    Ended(String),
    /// It is not known whether it can; the text says why.
    NotKnown(String),
}

/// Where a right comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Administrators are admins of every project; through this group, or by the key itself.
    Administrator(Option<String>),
    /// The project's owner, who has what an Admin group has.
    Owner,
    /// The project's entry for this group.
    Group(String),
    /// The project's entry for this user.
    User(String),
    /// The key's own rights.
    Own,
}

impl Source {
    /// "group logistics", "owner", "administrator".
    pub fn words(&self) -> String {
        match self {
            Self::Administrator(Some(group)) => ["administrator, by group ", group].concat(),
            Self::Administrator(None) => "administrator".into(),
            Self::Owner => "owner".into(),
            Self::Group(name) => ["group ", name].concat(),
            Self::User(login) => ["user ", login].concat(),
            Self::Own => "the key's own rights".into(),
        }
    }
}

/// What an identity may do.
#[derive(Clone, Debug, PartialEq)]
pub struct Effective {
    /// Whether it can do anything at all.
    pub standing: Standing,
    /// By what it administers the instance, where it does.
    pub administrator: Option<Source>,
    /// What could not be read, as full sentences.
    pub doubts: Vec<String>,
    /// Project by project, in the order given.
    pub projects: Vec<InProject>,
}

/// What an identity may do in one project.
#[derive(Clone, Debug, PartialEq)]
pub struct InProject {
    /// The project's key.
    pub key: String,
    /// The rights as they are granted, each with where from; what they imply is not in them.
    pub grants: Vec<(Rights, Source)>,
    /// Flags that are true and mean nothing to us.
    pub unknown: Vec<String>,
    /// A project-level key's own permissions on datasets.
    pub datasets: Vec<(String, Rights)>,
    /// What could not be read, as full sentences.
    pub doubts: Vec<String>,
    /// Nothing that is granted is certain to hold.
    pub uncertain: bool,
}

/// Whether somebody has a right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes, and where from.
    Yes(Vec<String>),
    /// No.
    No,
    /// It cannot be told, and why not, as full sentences.
    NotKnown(Vec<String>),
}

impl InProject {
    /// All rights over the project, with what is implied.
    pub fn rights(&self) -> Rights {
        self.granted().closed()
    }

    fn granted(&self) -> Rights {
        self.grants.iter().fold(Rights::NONE, |all, (rights, _)| all.and(*rights))
    }

    /// Whether all is known: then what is not there is not granted.
    pub fn is_certain(&self) -> bool {
        self.doubts.is_empty() && !self.uncertain
    }

    /// Whether it has a permission over the project.
    pub fn answer(&self, one: Permission) -> Answer {
        self.told(one, &self.grants, self.granted())
    }

    /// Whether it has a permission on a dataset.
    pub fn answer_on(&self, dataset: &str, one: Permission) -> Answer {
        let own = self.on(dataset);
        let admin = self.grants.iter().find(|(rights, _)| rights.has(Permission::Admin));
        match admin.filter(|_| !self.uncertain) {
            Some((_, source)) => Answer::Yes(vec![[&source.words(), ": Admin is everything in the project"].concat()]),
            None => self.told(one, &[(own, Source::Own)], self.granted().and(own)),
        }
    }

    fn on(&self, dataset: &str) -> Rights {
        self.datasets.iter().find(|(name, _)| name == dataset).map_or(Rights::NONE, |(_, rights)| *rights)
    }

    fn told(&self, one: Permission, grants: &[(Rights, Source)], all: Rights) -> Answer {
        let from: Vec<String> = grants.iter().filter_map(|(rights, source)| because(*rights, source, one)).collect();
        match (from.is_empty(), self.is_certain()) {
            (false, _) if !self.uncertain => Answer::Yes(from),
            (_, false) => Answer::NotKnown(self.doubts.clone()),
            (_, true) => match Closure::of(all).note(one) {
                Some(why) => Answer::NotKnown(vec![why]),
                None => Answer::No,
            },
        }
    }
}

/// "group logistics", or "group logistics: Write project content implies it".
fn because(rights: Rights, source: &Source, one: Permission) -> Option<String> {
    if rights.has(one) {
        return Some(source.words());
    }
    let by = Closure::of(rights).givers(one);
    by.first().map(|giver| [&source.words(), ": ", giver.words(), " implies it"].concat())
}

/// What two identities may do in a project, and the other may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectDifference {
    /// The project's key.
    pub key: String,
    /// Over the whole project.
    pub rights: Difference,
    /// On datasets that either has own permissions on.
    pub datasets: Vec<(String, Difference)>,
    /// Something could not be read: there may be more.
    pub open: bool,
}

/// Project by project, where both name it.
pub fn difference(first: &Effective, second: &Effective) -> Vec<ProjectDifference> {
    let pair = |one: &'_ InProject| second.projects.iter().position(|other| other.key == one.key);
    let both = first.projects.iter().filter_map(|one| Some((one, &second.projects[pair(one)?])));
    both.map(|(one, other)| {
        let mut names: Vec<&String> = one.datasets.iter().chain(&other.datasets).map(|(name, _)| name).collect();
        names.sort();
        names.dedup();
        let datasets = names.into_iter().map(|name| (name.clone(), one.on(name).difference(other.on(name))));
        ProjectDifference {
            key: one.key.clone(),
            rights: one.rights().difference(other.rights()),
            datasets: datasets.filter(|(_, told)| !told.is_none()).collect(),
            open: !one.is_certain() || !other.is_certain(),
        }
    })
    .collect()
}

#[cfg(test)]
mod tests;
