//! Which method of the official Python client makes which call: contract/dataiku-apinode.md §2 and §7, source C
//! (`dataiku-api-client` 15.2.0, certain).

use crate::Endpoint;
use crate::api_node::{generations, keys, maintenance, mapping, prediction, services};

/// Whose method it is.
#[derive(Clone, Copy)]
pub(super) enum Of {
    /// The admin client's own.
    Node,
    /// `service(…)`'s, with the path's first segment.
    Service,
    /// `auth()`'s.
    Keys,
    /// The prediction client's own; the path's first segment is that client's service.
    Predictions,
}

/// Where an argument comes from. Pointers are JSON pointers (RFC 6901) into the body.
pub(super) enum Arg {
    /// This segment of the path, which the client puts into the path as it is.
    Segment(usize),
    /// The path's secret.
    Secret,
    /// A parameter of the query.
    Query(&'static str),
    /// The same, which the client makes an absolute path of the machine where it runs.
    Path(&'static str),
    /// A member of the body that must be there.
    Member(&'static str),
    /// Name of the argument, and a member of the body that may be missing.
    Named(&'static str, &'static str),
    /// The whole body.
    Body,
    /// The members of the body, each as an argument.
    Spread,
}

/// One method of the client.
pub(super) struct Method {
    /// The call that it makes.
    pub(super) endpoint: &'static Endpoint,
    /// Whose it is.
    pub(super) of: Of,
    /// Its name.
    pub(super) name: &'static str,
    /// What it takes.
    pub(super) args: &'static [Arg],
    /// Whether it gives back what the node answered. Cleaning prints it by itself.
    pub(super) answers: bool,
}

const fn quiet(endpoint: &'static Endpoint, of: Of, name: &'static str, args: &'static [Arg]) -> Method {
    Method { endpoint, of, name, args, answers: false }
}

const fn answering(endpoint: &'static Endpoint, of: Of, name: &'static str, args: &'static [Arg]) -> Method {
    Method { endpoint, of, name, args, answers: true }
}

const FORCED: Arg = Arg::Named("forced_generation", "/dispatch/forcedGeneration");
const DISPATCHED: Arg = Arg::Named("dispatch_key", "/dispatch/dispatchKey");
const CONTEXT: Arg = Arg::Named("context", "/context");
const EXPLAINED: Arg = Arg::Named("with_explanations", "/explanations/enabled");
const EXPLAINED_BY: Arg = Arg::Named("explanation_method", "/explanations/method");
const EXPLAINED_WITH: Arg = Arg::Named("n_explanations", "/explanations/nExplanations");
const EXPLAINED_IN: Arg = Arg::Named("n_explanations_mc_steps", "/explanations/nMonteCarloSteps");

/// All that the client has. It has nothing for `isAlive/`, `predict-simple` and `swagger`, and knows neither the session
/// nor the drop folder.
pub(super) const METHODS: [Method; 31] = [
    answering(&services::LIST, Of::Node, "list_services", &[]),
    quiet(&services::CREATE, Of::Node, "create_service", &[Arg::Member("/serviceId")]),
    quiet(&services::DELETE, Of::Service, "delete", &[]),
    answering(&generations::LIST, Of::Service, "list_generations", &[]),
    quiet(&generations::IMPORT, Of::Service, "import_generation_from_archive", &[Arg::Path(generations::FILE_PATH)]),
    quiet(&generations::PRELOAD, Of::Service, "preload_generation", &[Arg::Segment(1)]),
    quiet(&services::ENABLE, Of::Service, "enable", &[]),
    quiet(&services::DISABLE, Of::Service, "disable", &[]),
    quiet(&mapping::SET, Of::Service, "set_generations_mapping", &[Arg::Body]),
    answering(&mapping::SWITCH_TO_NEWEST, Of::Service, "switch_to_newest", &[]),
    quiet(&mapping::SWITCH_TO, Of::Service, "switch_to_single_generation", &[Arg::Segment(1)]),
    answering(&maintenance::METRICS, Of::Node, "get_metrics", &[]),
    answering(&keys::LIST, Of::Keys, "list_keys", &[]),
    answering(
        &keys::ADD,
        Of::Keys,
        "add_key",
        &[
            Arg::Named("label", "/label"),
            Arg::Named("description", "/description"),
            Arg::Named("created_by", "/createdBy"),
            Arg::Named("expiry", "/expiry"),
        ],
    ),
    quiet(&keys::DELETE_BY_SECRET, Of::Keys, "delete_key", &[Arg::Secret]),
    quiet(&keys::DELETE_BY_ID, Of::Keys, "delete_key_by_id", &[Arg::Segment(0)]),
    answering(
        &maintenance::IMPORT_CODE_ENVS,
        Of::Node,
        "import_code_env_in_cache",
        &[Arg::Query(maintenance::FILE_DIR), Arg::Query(maintenance::LANGUAGE)],
    ),
    quiet(&maintenance::CLEAN_CODE_ENVS, Of::Node, "clean_code_env_cache", &[]),
    answering(
        &maintenance::REGISTER_CODE_ENV,
        Of::Node,
        "register_code_env_in_cache",
        &[
            Arg::Query(maintenance::EXPORTED_ENV_DIR),
            Arg::Query(maintenance::BUILT_ENV_DIR),
            Arg::Query(maintenance::LANGUAGE),
        ],
    ),
    answering(
        &maintenance::IMPORT_MODEL,
        Of::Node,
        "import_model_archive_in_cache",
        &[Arg::Query(maintenance::MODEL_ARCHIVE_PATH)],
    ),
    quiet(&maintenance::CLEAR_MODELS, Of::Node, "clear_model_cache", &[]),
    quiet(&maintenance::CLEAN_UNUSED, Of::Node, "clean_unused_services_and_generations", &[]),
    answering(
        &prediction::PREDICT,
        Of::Predictions,
        "predict_record",
        &[
            Arg::Segment(1),
            Arg::Member("/features"),
            FORCED,
            DISPATCHED,
            CONTEXT,
            EXPLAINED,
            EXPLAINED_BY,
            EXPLAINED_WITH,
            EXPLAINED_IN,
        ],
    ),
    answering(
        &prediction::PREDICT_MULTI,
        Of::Predictions,
        "predict_records",
        &[
            Arg::Segment(1),
            Arg::Member("/items"),
            FORCED,
            DISPATCHED,
            EXPLAINED,
            EXPLAINED_BY,
            EXPLAINED_WITH,
            EXPLAINED_IN,
        ],
    ),
    answering(
        &prediction::FORECAST,
        Of::Predictions,
        "forecast",
        &[Arg::Segment(1), Arg::Member("/items"), FORCED, DISPATCHED],
    ),
    answering(
        &prediction::PREDICT_EFFECT,
        Of::Predictions,
        "predict_effect",
        &[Arg::Segment(1), Arg::Member("/features"), FORCED, DISPATCHED],
    ),
    answering(
        &prediction::PREDICT_EFFECT_MULTI,
        Of::Predictions,
        "predict_effects",
        &[Arg::Segment(1), Arg::Member("/items"), FORCED, DISPATCHED],
    ),
    answering(&prediction::QUERY, Of::Predictions, "sql_query", &[Arg::Segment(1), Arg::Body]),
    answering(&prediction::LOOKUP, Of::Predictions, "lookup_record", &[Arg::Segment(1), Arg::Member("/data"), CONTEXT]),
    answering(&prediction::LOOKUP_MULTI, Of::Predictions, "lookup_records", &[Arg::Segment(1), Arg::Member("/items")]),
    answering(&prediction::RUN, Of::Predictions, "run_function", &[Arg::Segment(1), Arg::Spread]),
];

/// The client's method for a call, if it has one.
pub(super) fn method(endpoint: &Endpoint) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.endpoint == endpoint)
}
