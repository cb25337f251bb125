//! A Dataiku API node: the admin API, the prediction API, and the probe. contract/dataiku-apinode.md.

pub mod generations;
pub mod keys;
pub mod maintenance;
pub mod mapping;
pub mod metrics;
pub mod prediction;
pub mod services;

use crate::{Answer, Call, Endpoint, Error, System};

/// All 22 admin calls, in the order of the contract's checklist (§9).
pub const ADMIN: [&Endpoint; 22] = [
    &services::LIST,
    &services::CREATE,
    &services::DELETE,
    &generations::LIST,
    &generations::IMPORT,
    &generations::PRELOAD,
    &services::ENABLE,
    &services::DISABLE,
    &mapping::SET,
    &mapping::SWITCH_TO_NEWEST,
    &mapping::SWITCH_TO,
    &maintenance::METRICS,
    &keys::LIST,
    &keys::ADD,
    &keys::DELETE_BY_SECRET,
    &keys::DELETE_BY_ID,
    &maintenance::IMPORT_CODE_ENVS,
    &maintenance::CLEAN_CODE_ENVS,
    &maintenance::REGISTER_CODE_ENV,
    &maintenance::IMPORT_MODEL,
    &maintenance::CLEAR_MODELS,
    &maintenance::CLEAN_UNUSED,
];

/// Whether the node is alive; tests no service (§2.6, certain).
pub const IS_ALIVE: Endpoint = Endpoint::read("isAlive", System::Probe, "isAlive/");

/// Asks [`IS_ALIVE`]; any 2xx is a yes.
pub fn is_alive() -> Call<()> {
    Call::new(&IS_ALIVE, &[], crate::call::ignored)
}

/// Reads an answer whose JSON has no documented shape: an empty body is `null`.
fn tree(answer: &Answer) -> Result<serde_json::Value, Error> {
    if answer.body.trim().is_empty() { Ok(serde_json::Value::Null) } else { crate::call::json(answer) }
}
