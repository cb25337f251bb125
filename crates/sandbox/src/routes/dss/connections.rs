//! Connections and plugins, to choose what a credential is for: `contract/dataiku-dss.md` §9.

pub(super) mod list;
pub(super) mod names;
pub(super) mod plugin_settings;
pub(super) mod plugins;
