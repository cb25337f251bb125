//! Rights that another right already gives.

use super::InProject;
use crate::domain::rights::{Permission, Rights};

impl InProject {
    /// What is granted and could be left out without a change, as full sentences.
    pub fn spare(&self) -> Vec<String> {
        let mut told = Vec::new();
        for (place, (rights, source)) in self.grants.iter().enumerate() {
            for one in rights.iter() {
                let giver = self.grants.iter().enumerate().find_map(|(other, (all, by))| {
                    gives(*all, one, place == other, other < place).map(|giver| (giver, by))
                });
                let Some((giver, by)) = giver else { continue };
                let by = if by == source { "the same".to_owned() } else { by.words() };
                told.push(match giver == one {
                    true => [one.words(), " of ", &source.words(), ": ", &by, " gives it too."].concat(),
                    false => {
                        [one.words(), " of ", &source.words(), ": ", giver.words(), " of ", &by, " gives it."].concat()
                    }
                });
            }
        }
        told
    }
}

/// By what a set gives a permission: by another one that implies it, or in another grant, told once, by the same.
fn gives(all: Rights, one: Permission, own: bool, earlier: bool) -> Option<Permission> {
    let implying = all.iter().find(|other| *other != one && Rights::NONE.with(*other).closed().has(one));
    implying.or_else(|| (!own && earlier && all.has(one)).then_some(one))
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::*;
    use crate::domain::rights::Permission::{ReadContent, RunScenarios, WriteContent};

    #[test]
    fn what_could_be_left_out_is_told_once_and_why() {
        let project = |grants: Vec<(Rights, Source)>| InProject {
            key: "ROUTES".into(),
            grants,
            unknown: Vec::new(),
            datasets: Vec::new(),
            doubts: Vec::new(),
            uncertain: false,
        };
        let set = |all: &[Permission]| all.iter().copied().collect::<Rights>();
        let group = || Source::Group("ops".into());
        let user = || Source::User("nadia".into());
        let told =
            project(vec![(set(&[WriteContent, RunScenarios]), group()), (set(&[ReadContent, WriteContent]), user())]);
        assert_eq!(
            told.spare(),
            [
                "Run scenarios of group ops: Write project content of the same gives it.",
                "Read project content of user nadia: Write project content of group ops gives it.",
                "Write project content of user nadia: group ops gives it too.",
            ]
        );
        assert_eq!(project(vec![(set(&[ReadContent]), group())]).spare(), Vec::<String>::new());
    }
}
