//! Twelve groups, the administrators among them.

use rusqlite::Transaction;

use crate::{
    error::Failure,
    store::dss::{
        Object,
        groups::{self, Group},
    },
};

/// Name, description, source, and what members may do anywhere.
const PLANS: [(&str, &str, &str, &[&str]); 11] = [
    ("logistics", "Dispatch and delivery", "LOCAL", &["mayCreateProjects", "mayWriteSafeCode"]),
    ("pricing", "Prices and discounts", "LOCAL", &["mayWriteSafeCode"]),
    ("fraud", "Payments under suspicion", "LOCAL", &["mayWriteSafeCode", "mayCreateActiveWebContent"]),
    (
        "platform",
        "Runs the nodes",
        "LOCAL",
        &["mayManageCodeEnvs", "mayCreateCodeEnvs", "mayManageClusters", "mayDevelopPlugins", "mayWriteUnsafeCode"],
    ),
    ("data-science", "Builds models", "LOCAL", &["mayCreateProjects", "mayWriteSafeCode", "mayCreateCodeEnvs"]),
    ("analysts", "Reads and asks", "LDAP", &["mayCreateWorkspaces"]),
    ("readers", "Looks at dashboards", "LDAP", &[]),
    ("auditors", "Looks at who may do what", "LOCAL", &[]),
    ("night shift", "On call after ten", "LOCAL", &["mayCreatePublishedAPIServices"]),
    ("Région Ouest", "Sites in the west", "AZURE_AD", &["mayShareToWorkspaces"]),
    ("contractors/2026", "Ends with the year", "LOCAL", &[]),
];

/// Puts them in.
pub(super) fn fill(db: &Transaction<'_>) -> Result<(), Failure> {
    for (name, description, source, abilities) in PLANS {
        let body: Object = abilities.iter().map(|ability| ((*ability).to_owned(), true.into())).collect();
        let group = Group {
            name: name.into(),
            description: description.into(),
            source_type: source.into(),
            admin: false,
            body,
        };
        groups::add(db, &group)?;
    }
    Ok(())
}
