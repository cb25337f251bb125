//! Metrics, caches, cleaning: `contract/dataiku-apinode.md` §2.5. The shapes of the answers are the sandbox's own.

pub(super) mod clean_code_envs;
pub(super) mod clean_unused;
pub(super) mod clear_models;
pub(super) mod import_code_envs;
pub(super) mod import_model;
pub(super) mod metrics;
pub(super) mod register_code_env;

use axum::response::Response;
use pilothouse_wire::api_node::maintenance::Language;
use serde_json::json;

use crate::{
    error::Failure,
    routes::answer,
    state::App,
    store::caches::{self, Cache},
};

/// Longest name of a cache entry, in bytes.
const LONGEST_NAME: usize = 4096;

/// A language as the wire spells it.
fn language(text: &str) -> Result<Language, Failure> {
    let known = [Language::Python, Language::R].into_iter().find(|language| language.as_str() == text);
    known.ok_or_else(|| Failure::wrong("language must be \"python\" or \"R\""))
}

/// Puts a name into a cache and says whether it is new there.
async fn put(app: &App, cache: Cache, name: String) -> Result<Response, Failure> {
    if name.len() > LONGEST_NAME || name.contains(char::is_control) {
        return Err(Failure::wrong("This is not a path"));
    }
    let entry = name.clone();
    let added = app.store.write(move |db| caches::add(db, cache, &entry)).await?;
    answer::json(&json!({"name": name, "added": added}))
}

/// Empties a cache and says what was in it.
async fn clear(app: &App, cache: Cache) -> Result<Vec<String>, Failure> {
    app.store.write(move |db| caches::clear(db, cache)).await
}
