//! Connections and plugins, to choose what a credential is for: contract/dataiku-dss.md §9.

use std::collections::BTreeMap;

use crate::{Answer, Call, Endpoint, Error, List, System, Whole, call};

use super::PluginId;

/// `GET connections/get-names?type=…`: from 12.1 on.
pub const NAMES: Endpoint = Endpoint::read("list connection names", System::Dss, "connections/get-names").since("12.1");
/// `GET admin/connections/`: an object, name to definition.
pub const LIST: Endpoint = Endpoint::read("list connections", System::Dss, "admin/connections/");
/// `GET plugins/`.
pub const PLUGINS: Endpoint = Endpoint::read("list plugins", System::Dss, "plugins/");
/// `GET plugins/{id}/settings`.
pub const PLUGIN_SETTINGS: Endpoint = Endpoint::read("get plugin settings", System::Dss, "plugins/{plugin}/settings");

/// Query parameter of [`NAMES`]: a type, or `all`.
pub const TYPE: &str = "type";
/// Member of a connection: how it is signed in to; the values are not listed anywhere (unknown).
pub const CREDENTIALS_MODE: &str = "credentialsMode";
/// Member of a plugin.
pub const ID: &str = "id";
/// Member of a plugin's settings: a list of presets.
pub const PRESETS: &str = "presets";
/// Member of a preset.
pub const PRESET_NAME: &str = "name";
/// Member of a preset: its parameter set (inferred).
pub const PRESET_TYPE: &str = "type";

/// Names of the connections that the caller may use.
pub fn names() -> Call<Vec<String>> {
    Call::new(&NAMES, &[], call::json).query(TYPE, "all")
}

/// All connections by name. A definition that is no object reads as an empty one: its name is what there is to choose.
pub fn list() -> Call<BTreeMap<String, Whole>> {
    Call::new(&LIST, &[], by_name)
}

fn by_name(answer: &Answer) -> Result<BTreeMap<String, Whole>, Error> {
    let all: Whole = call::record(answer)?;
    let named =
        |(name, value): (&String, &serde_json::Value)| (name.clone(), Whole::of(value.clone()).unwrap_or_default());
    Ok(all.members().iter().map(named).collect())
}

/// All plugins.
pub fn plugins() -> Call<List<Whole>> {
    Call::new(&PLUGINS, &[], call::list)
}

/// A plugin's settings, with its presets.
pub fn plugin_settings(plugin: &PluginId) -> Call<Whole> {
    Call::new(&PLUGIN_SETTINGS, &[plugin.as_str()], call::record)
}
