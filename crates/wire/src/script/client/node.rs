//! The clients of an API node: contract/dataiku-apinode.md §2 and §7.

use super::{Arg, Method, Of, answering, quiet};
use crate::api_node::{generations, keys, maintenance, mapping, prediction, services};

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
