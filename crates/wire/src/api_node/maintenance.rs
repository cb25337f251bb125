//! Metrics, caches, cleaning: contract/dataiku-apinode.md §2.5. The answers' shapes are unknown: they are trees.

use serde_json::Value;

use crate::{Call, Endpoint, Method, System, call};

use super::tree;

/// `GET metrics`.
pub const METRICS: Endpoint = Endpoint::read("metrics", System::Admin, "metrics");
/// `DELETE services-clean-unused`: from 13.0 on.
pub const CLEAN_UNUSED: Endpoint =
    Endpoint::write("clean unused services", System::Admin, Method::Delete, "services-clean-unused").since("13.0");
/// `POST cached-code-envs?fileDir=…&language=…`: from 11 on.
pub const IMPORT_CODE_ENVS: Endpoint =
    Endpoint::write("import cached code envs", System::Admin, Method::Post, "cached-code-envs").since("11");
/// `DELETE cached-code-envs`: from 13.0 on.
pub const CLEAN_CODE_ENVS: Endpoint =
    Endpoint::write("clean cached code envs", System::Admin, Method::Delete, "cached-code-envs").since("13.0");
/// `POST register-global-code-env?exportedEnvDir=…&builtEnvDir=…&language=…`: from 12.4 on.
pub const REGISTER_CODE_ENV: Endpoint =
    Endpoint::write("register global code env", System::Admin, Method::Post, "register-global-code-env").since("12.4");
/// `POST model-cache?modelArchivePath=…`: from 12.5 on.
pub const IMPORT_MODEL: Endpoint =
    Endpoint::write("import model", System::Admin, Method::Post, "model-cache").since("12.5");
/// `DELETE model-cache`: from 12.5 on.
pub const CLEAR_MODELS: Endpoint =
    Endpoint::write("clear model cache", System::Admin, Method::Delete, "model-cache").since("12.5");

/// Query parameter of [`IMPORT_CODE_ENVS`]: a folder on the node.
pub const FILE_DIR: &str = "fileDir";
/// Query parameter of [`IMPORT_CODE_ENVS`] and [`REGISTER_CODE_ENV`].
pub const LANGUAGE: &str = "language";
/// Query parameter of [`REGISTER_CODE_ENV`]: a folder on the node.
pub const EXPORTED_ENV_DIR: &str = "exportedEnvDir";
/// Query parameter of [`REGISTER_CODE_ENV`]: a folder on the node.
pub const BUILT_ENV_DIR: &str = "builtEnvDir";
/// Query parameter of [`IMPORT_MODEL`]: a path on the node.
pub const MODEL_ARCHIVE_PATH: &str = "modelArchivePath";

/// The languages of a code environment, as the wire spells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// `python`.
    Python,
    /// `R`.
    R,
}

impl Language {
    /// As the wire spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::R => "R",
        }
    }
}

/// The node's metrics, whatever they are.
pub fn metrics() -> Call<Value> {
    Call::new(&METRICS, &[], tree)
}

/// Deletes disabled services, unused generations and unused code environments.
pub fn clean_unused() -> Call<Value> {
    Call::new(&CLEAN_UNUSED, &[], tree)
}

/// Imports code environments into the cache.
pub fn import_code_envs(file_dir: &str, language: Language) -> Call<Value> {
    Call::new(&IMPORT_CODE_ENVS, &[], tree).query(FILE_DIR, file_dir).query(LANGUAGE, language.as_str())
}

/// Deletes unused cached code environments.
pub fn clean_code_envs() -> Call<Value> {
    Call::new(&CLEAN_CODE_ENVS, &[], tree)
}

/// Registers a global code environment.
pub fn register_code_env(exported_env_dir: &str, built_env_dir: &str, language: Language) -> Call<Value> {
    let call = Call::new(&REGISTER_CODE_ENV, &[], tree);
    let call = call.query(EXPORTED_ENV_DIR, exported_env_dir).query(BUILT_ENV_DIR, built_env_dir);
    call.query(LANGUAGE, language.as_str())
}

/// Imports a model archive into the model cache.
pub fn import_model(archive_path: &str) -> Call<Value> {
    Call::new(&IMPORT_MODEL, &[], tree).query(MODEL_ARCHIVE_PATH, archive_path)
}

/// Empties the model cache.
pub fn clear_models() -> Call<()> {
    Call::new(&CLEAR_MODELS, &[], call::ignored)
}
