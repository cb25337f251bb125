//! The REST contracts as values: typed ids, records, errors, and every call. A path or a JSON field name stands here
//! and nowhere else. No I/O, nothing of the web: the console sends a [`Call`] with fetch, tests send it in process,
//! the sandbox builds its router from the same [`Endpoint`]s.
//!
//! "contract/…" in the docs names a page of `docs/contract/`, with its mark: certain, inferred or unknown.

pub mod api_node;
pub mod automation;
pub mod control;
pub mod dss;
pub mod packages;
pub mod script;

mod answer;
mod blanked;
mod call;
mod endpoint;
mod error;
mod id;
mod list;
mod members;
mod once;
mod secret;
mod shown;
mod split;
mod whole;

pub use answer::Answer;
pub use blanked::Blanked;
pub use call::{Body, Call, Request};
pub use endpoint::{Endpoint, Method, System};
pub use error::{Error, Foreign, Outcome, Refusal};
pub use id::{BadId, EndpointId, GenerationId, KeyId, ServiceId};
pub use list::{List, UnreadableRow};
pub use members::Members;
pub use once::Once;
pub use secret::Secret;
pub use shown::{Shown, ShownBody};
pub use split::{Mapping, MappingEntry, Share, Split, SplitError};
pub use whole::Whole;

/// JSON members that a record was sent with and that we have no name for. They go back as they came.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// The text after `Basic ` for an API key: user = key, empty password (contract/dataiku-apinode.md §1, certain).
pub fn basic(key: &Secret) -> String {
    use base64ct::Encoding;
    base64ct::Base64::encode_string([key.expose(), ":"].concat().as_bytes())
}
