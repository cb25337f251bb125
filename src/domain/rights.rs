//! Permissions and how they imply each other: contract/dataiku-dss.md §8. There are two vocabularies for one thing, that of
//! project-level keys and that of the permissions of users, groups and global keys; both are names of a [`Permission`].
//! What no page states is open, and never ticked by itself.

mod closure;
mod flags;
mod set;

use pilothouse_wire::dss::{project_keys, projects};

pub use closure::{Closure, Status, advice};
pub use flags::{put, read, unknown};
pub use set::{Difference, Rights};

/// One permission, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Everything in the project.
    Admin,
    /// Grant and take away what one has oneself.
    EditPermissions,
    /// Read what the project holds.
    ReadContent,
    /// Write what the project holds.
    WriteContent,
    /// Get datasets out as files.
    ExportData,
    /// Publish to data collections.
    PublishToCollections,
    /// Publish on workspaces.
    ShareToWorkspaces,
    /// Read dashboards.
    ReadDashboards,
    /// Write dashboards.
    WriteDashboards,
    /// Moderate dashboards; what this gives is not described.
    ModerateDashboards,
    /// Run scenarios.
    RunScenarios,
    /// Manage authorized objects.
    ManageAuthorized,
    /// Manage shared objects.
    ManageShared,
    /// Manage additional dashboard users; what this gives is not described.
    ManageDashboardUsers,
    /// Execute an application.
    ExecuteApp,
    /// Read a dataset's data.
    ReadData,
    /// Write a dataset's data.
    WriteData,
    /// Read a dataset's metadata.
    ReadMetadata,
    /// Write a dataset's metadata.
    WriteMetadata,
    /// Read a dataset's schema.
    ReadSchema,
    /// Write a dataset's schema.
    WriteSchema,
}

use Permission::*;

/// Over a whole project, in the order of [`projects::FLAGS`].
pub const PROJECT: [Permission; 15] = [
    Admin,
    EditPermissions,
    ReadContent,
    WriteContent,
    ExportData,
    PublishToCollections,
    ShareToWorkspaces,
    ReadDashboards,
    WriteDashboards,
    ModerateDashboards,
    RunScenarios,
    ManageAuthorized,
    ManageShared,
    ManageDashboardUsers,
    ExecuteApp,
];

/// Those of a project-level key over the whole project, in the order of [`project_keys::PROJECT_WIDE`]. That each is the
/// same as the one of a project's settings is inferred.
pub const KEY: [Permission; 11] = [
    Admin,
    ReadContent,
    WriteContent,
    ExportData,
    ShareToWorkspaces,
    ReadDashboards,
    WriteDashboards,
    ModerateDashboards,
    RunScenarios,
    ManageAuthorized,
    ManageShared,
];

/// On one dataset, in the order of [`project_keys::ON_DATASETS`].
pub const DATASET: [Permission; 6] = [ReadData, WriteData, ReadMetadata, WriteMetadata, ReadSchema, WriteSchema];

/// All, those of a project first.
const ALL: [Permission; 21] = {
    let mut all = [Admin; 21];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < PROJECT.len() { PROJECT[at] } else { DATASET[at - PROJECT.len()] };
        at += 1;
    }
    all
};

impl Permission {
    /// All, those of a project first.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.into_iter()
    }

    /// Its name in the permissions of users, groups and global keys.
    pub fn flag(self) -> Option<&'static str> {
        named(self, &PROJECT, &projects::FLAGS)
    }

    /// Its name on a project-level key.
    pub fn key_name(self) -> Option<&'static str> {
        named(self, &KEY, &project_keys::PROJECT_WIDE).or_else(|| named(self, &DATASET, &project_keys::ON_DATASETS))
    }

    /// The one of this name, in either vocabulary.
    pub fn parse(name: &str) -> Option<Self> {
        Self::all().find(|one| one.flag() == Some(name) || one.key_name() == Some(name))
    }

    /// Whether it is about one dataset.
    pub fn is_of_dataset(self) -> bool {
        DATASET.contains(&self)
    }

    /// As the project's settings call it.
    pub fn words(self) -> &'static str {
        match self {
            Admin => "Admin",
            EditPermissions => "Edit permissions",
            ReadContent => "Read project content",
            WriteContent => "Write project content",
            ExportData => "Export datasets data",
            PublishToCollections => "Publish to data collections",
            ShareToWorkspaces => "Publish on workspaces",
            ReadDashboards => "Read dashboards",
            WriteDashboards => "Write dashboards",
            ModerateDashboards => "Moderate dashboards",
            RunScenarios => "Run scenarios",
            ManageAuthorized => "Manage authorized objects",
            ManageShared => "Manage shared objects",
            ManageDashboardUsers => "Manage additional dashboard users",
            ExecuteApp => "Execute app",
            ReadData => "Read data",
            WriteData => "Write data",
            ReadMetadata => "Read metadata",
            WriteMetadata => "Write metadata",
            ReadSchema => "Read schema",
            WriteSchema => "Write schema",
        }
    }

    /// What it gives besides itself, as §8.2 states it.
    pub fn implies(self) -> &'static [Self] {
        match self {
            Admin => &ALL[1..],
            EditPermissions | ReadContent | WriteDashboards => &[ReadDashboards],
            WriteContent => &[ReadContent, ReadDashboards, WriteDashboards, RunScenarios],
            ShareToWorkspaces | PublishToCollections => &[ManageAuthorized],
            ExportData | ReadDashboards | RunScenarios | ManageAuthorized | ManageShared | ExecuteApp => &[],
            ModerateDashboards | ManageDashboardUsers => &[],
            ReadData | WriteData | ReadMetadata | WriteMetadata | ReadSchema | WriteSchema => &[],
        }
    }

    /// Whether the contract says what it implies, be it nothing.
    pub fn is_documented(self) -> bool {
        !self.is_of_dataset() && !matches!(self, ModerateDashboards | ManageDashboardUsers)
    }

    /// What one would expect of it, and no page states: our own guess of where to say "not documented".
    pub fn may_imply(self) -> &'static [Self] {
        match self {
            Admin => &[],
            WriteContent => &DATASET,
            ReadContent => &[ReadData, ReadMetadata, ReadSchema],
            ModerateDashboards => &[ReadDashboards, WriteDashboards],
            ManageDashboardUsers => &[ReadDashboards],
            WriteData => &[ReadData, ReadMetadata, ReadSchema],
            ReadData => &[ReadMetadata, ReadSchema],
            WriteMetadata => &[ReadMetadata],
            WriteSchema => &[ReadSchema],
            EditPermissions | ExportData | PublishToCollections | ShareToWorkspaces | ReadDashboards => &[],
            WriteDashboards | RunScenarios | ManageAuthorized | ManageShared | ExecuteApp => &[],
            ReadMetadata | ReadSchema => &[],
        }
    }
}

fn named(one: Permission, all: &[Permission], names: &[&'static str]) -> Option<&'static str> {
    all.iter().zip(names).find(|(known, _)| **known == one).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests;
