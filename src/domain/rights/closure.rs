//! What a set of ticks comes to, box by box, with the reasons.

use super::Permission::{self, *};
use super::Rights;

/// How it is with one permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is ticked, whatever else gives it.
    Ticked,
    /// These ticks give it.
    Implied(Vec<Permission>),
    /// Nothing gives it.
    Absent,
    /// One would expect these ticks to give it, and no page says so.
    NotDocumented(Vec<Permission>),
}

/// A set of ticks with all that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closure {
    ticked: Rights,
    all: Rights,
}

impl Closure {
    /// Of these ticks.
    pub fn of(ticked: Rights) -> Self {
        Self { ticked, all: ticked.closed() }
    }

    /// The ticks.
    pub fn ticked(self) -> Rights {
        self.ticked
    }

    /// The ticks and what they imply.
    pub fn all(self) -> Rights {
        self.all
    }

    /// How it is with one.
    pub fn status(self, one: Permission) -> Status {
        if self.ticked.has(one) {
            return Status::Ticked;
        }
        if self.all.has(one) {
            return Status::Implied(self.givers(one));
        }
        let expected: Vec<Permission> = self.all.iter().filter(|other| other.may_imply().contains(&one)).collect();
        if expected.is_empty() { Status::Absent } else { Status::NotDocumented(expected) }
    }

    /// The ticks, but itself, that give one.
    pub fn givers(self, one: Permission) -> Vec<Permission> {
        self.ticked.iter().filter(|other| *other != one && Rights::NONE.with(*other).closed().has(one)).collect()
    }

    /// What to say beside a box, as a full sentence.
    pub fn note(self, one: Permission) -> Option<String> {
        match self.status(one) {
            Status::Implied(givers) => Some(implied(&givers)),
            Status::NotDocumented(by) => Some(
                ["Whether ", &list(&by), if by.len() == 1 { " gives" } else { " give" }, " it is not documented."]
                    .concat(),
            ),
            Status::Ticked if !one.is_documented() => Some("What it implies is not documented.".into()),
            Status::Ticked | Status::Absent => None,
        }
    }

    /// Why the right stays when its box is unticked: others give it.
    pub fn untick_reason(self, one: Permission) -> Option<String> {
        let givers = self.givers(one);
        (!givers.is_empty()).then(|| ["It stays: ", &implied(&givers)].concat())
    }

    /// For each redundant tick, a full sentence.
    pub fn redundant(self) -> Vec<String> {
        let told =
            |(one, giver): (Permission, Permission)| [giver.words(), " gives ", one.words(), " already."].concat();
        self.ticked.redundant().into_iter().map(told).collect()
    }
}

fn implied(givers: &[Permission]) -> String {
    [list(givers).as_str(), if givers.len() == 1 { " implies it." } else { " imply it." }].concat()
}

/// "Admin", "Admin and Write dashboards", "A, B and C".
fn list(all: &[Permission]) -> String {
    let words: Vec<&str> = all.iter().map(|one| one.words()).collect();
    match words.as_slice() {
        [rest @ .., last] if !rest.is_empty() => [&rest.join(", "), " and ", last].concat(),
        other => other.concat(),
    }
}

/// What the vendor's page advises about these rights (§8.2, certain, in our words), each with the one that it is about.
pub fn advice(ticked: Rights) -> Vec<(Permission, String)> {
    let all = ticked.closed();
    let mut found: Vec<(Permission, String)> = [RunScenarios, ManageAuthorized, ManageShared]
        .into_iter()
        .filter(|one| all.has(*one) && !all.has(ReadContent))
        .map(|one| (one, [one.words(), " is of little use without Read project content."].concat()))
        .collect();
    let mut add = |fits: bool, one: Permission, text: &str| found.extend(fits.then(|| (one, text.to_owned())));
    add(
        all.has(RunScenarios) && !all.has(WriteContent),
        RunScenarios,
        "With Run scenarios alone, only scenarios that have a run-as user can be run.",
    );
    add(
        all.has(ReadContent) && !all.has(ExportData),
        ExportData,
        "Leaving out Export datasets data does not really stop a reader from getting the data out.",
    );
    add(
        all.has(ShareToWorkspaces),
        ShareToWorkspaces,
        "Publishing on workspaces needs a group with the global permission for it too.",
    );
    add(
        all.has(PublishToCollections),
        PublishToCollections,
        "Publishing to data collections needs a group with the global permission for it too.",
    );
    add(
        all.has(EditPermissions) && !all.has(Admin),
        EditPermissions,
        "With Edit permissions one may not grant or take away what one does not have.",
    );
    found
}
