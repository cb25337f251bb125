//! Who reaches a dataset, and how.

use super::{Identity, InProject, Source, World};
use crate::domain::rights::{Permission, Rights};

/// By what a dataset is reached, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Everything in the project.
    Admin,
    /// The project's content may be written.
    Write,
    /// The project's content may be read. Which of the six dataset permissions that is, is not documented.
    Read,
    /// Permissions on this dataset.
    Own(Rights),
}

/// One way to a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// By what.
    pub how: How,
    /// Where that comes from.
    pub source: Source,
}

impl Way {
    /// "Write project content, by group logistics"; "administrator"; "Read data, Read schema, on the dataset".
    pub fn words(&self) -> String {
        let right = match (self.how, &self.source) {
            (How::Admin, Source::Administrator(_) | Source::Owner) => return self.source.words(),
            (How::Own(rights), _) => return [&rights.words(), ", on the dataset"].concat(),
            (How::Admin, _) => Permission::Admin,
            (How::Write, _) => Permission::WriteContent,
            (How::Read, _) => Permission::ReadContent,
        };
        [right.words(), ", by ", &self.source.words()].concat()
    }
}

/// Whether somebody reaches a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// In these ways.
    Yes(Vec<Way>),
    /// In none.
    No,
    /// It cannot be told, and why not, as full sentences.
    NotKnown(Vec<String>),
}

impl InProject {
    /// Whether, and how, a dataset of the project is reached. Shared datasets are not known here.
    pub fn reach(&self, dataset: &str) -> Reach {
        let mut ways: Vec<Way> = self.grants.iter().filter_map(|(rights, source)| way(*rights, source)).collect();
        let own = self.on(dataset);
        ways.extend((!own.is_empty()).then_some(Way { how: How::Own(own), source: Source::Own }));
        match (ways.is_empty(), self.is_certain()) {
            (false, _) if !self.uncertain => Reach::Yes(ways),
            (_, false) => Reach::NotKnown(self.doubts.clone()),
            (_, true) => Reach::No,
        }
    }
}

fn way(rights: Rights, source: &Source) -> Option<Way> {
    let all = rights.closed();
    let kinds =
        [(Permission::Admin, How::Admin), (Permission::WriteContent, How::Write), (Permission::ReadContent, How::Read)];
    let found = kinds.into_iter().find(|(right, _)| all.has(*right));
    found.map(|(_, how)| Way { how, source: source.clone() })
}

/// One of those who were asked about, and how it reaches the dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaches {
    /// Its place in what was given.
    pub index: usize,
    /// Never [`Reach::No`].
    pub reach: Reach,
}

/// All of the identities that reach a dataset of a project, or may. Nothing where the project is not known.
pub fn who_reaches(world: &World, identities: &[Identity], project: &str, dataset: &str) -> Option<Vec<Reaches>> {
    let project = world.projects().iter().find(|one| one.key == project)?;
    let reach = |(index, identity): (usize, &Identity)| {
        let reach = world.actor(identity).in_project(project).reach(dataset);
        (reach != Reach::No).then_some(Reaches { index, reach })
    };
    Some(identities.iter().enumerate().filter_map(reach).collect())
}
