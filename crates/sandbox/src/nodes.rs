//! The API nodes of one program: what each is called, where it keeps its data, and what is done with all of them.
//!
//! Nodes share nothing but the people who may sign in (`auth::people`), whom the first of them keeps.

use std::path::{Path, PathBuf};

use crate::{
    error::Failure,
    state::{App, Setup, SetupError},
};

/// Which of the nodes: 1, 2, 3 …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeNumber(u8);

impl NodeNumber {
    /// The node that is always there.
    pub const FIRST: Self = Self(1);

    /// As many nodes as one program may be.
    pub const MOST: u8 = 9;

    /// The numbers of so many nodes; the first is there in any case.
    pub fn up_to(count: u8) -> impl Iterator<Item = Self> {
        (1..=count.max(1)).map(Self)
    }

    /// As a number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// The node's own form of a name that all nodes have: as it is for the first, with `-2`, `-3` … for the others.
    #[must_use]
    pub fn of(self, name: &str) -> String {
        if self == Self::FIRST { name.to_owned() } else { [name, "-", &self.0.to_string()].concat() }
    }

    /// Where the node keeps everything, in the data folder of the program.
    #[must_use]
    pub fn folder(self, data: &Path) -> PathBuf {
        if self == Self::FIRST { data.to_owned() } else { data.join(self.of("node")) }
    }
}

/// All nodes of the program.
#[derive(Clone)]
pub struct Nodes {
    first: App,
    others: Vec<App>,
}

impl Nodes {
    /// Opens so many nodes, each in its own folder. Nothing is mounted yet: [`Nodes::load_at_start`].
    pub async fn open(setup: Setup, count: u8) -> Result<Self, SetupError> {
        let first = App::open(setup.clone()).await?;
        let mut others = Vec::new();
        for number in NodeNumber::up_to(count).skip(1) {
            others.push(App::beside(&first, number, setup.clone()).await?);
        }
        Ok(Self { first, others })
    }

    /// The first node, which keeps the people who may sign in.
    #[must_use]
    pub fn first(&self) -> &App {
        &self.first
    }

    /// All of them, by number.
    pub fn all(&self) -> impl Iterator<Item = &App> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// Mounts on every node what it must answer with from the first request on.
    pub async fn load_at_start(&self) -> Result<(), Failure> {
        for node in self.all() {
            node.loader.load_at_start().await?;
        }
        Ok(())
    }

    /// Writes down what every node counts in memory. A node that cannot is no reason to skip the others; the first
    /// failure is the answer.
    pub async fn flush(&self) -> Result<(), Failure> {
        let mut done = Ok(());
        for node in self.all() {
            done = done.and(node.flush().await);
        }
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_node_has_the_plain_names() {
        let names: Vec<String> = NodeNumber::up_to(3).map(|node| node.of("apinode")).collect();
        assert_eq!(names, ["apinode", "apinode-2", "apinode-3"]);
        let folders: Vec<PathBuf> = NodeNumber::up_to(2).map(|node| node.folder(Path::new("d"))).collect();
        assert_eq!(folders, [Path::new("d"), Path::new("d/node-2")]);
        assert_eq!(NodeNumber::up_to(0).count(), 1);
    }
}
