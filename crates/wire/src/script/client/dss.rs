//! The client of DSS: contract/dataiku-dss.md §3 to §10.

use super::{Arg, Method, Of, Shows, answering, quiet};
use crate::dss::{auth, connections, global_keys, groups, instance, personal_keys, projects, users};

const USER: Of = Of::DssThing("get_user");
const GROUP: Of = Of::DssThing("get_group");
const KEY: Of = Of::DssThing("get_personal_api_key");
const PROJECT: Of = Of::DssThing("get_project");
const PLUGIN: Of = Of::DssThing("get_plugin");

const RAW: Shows = Shows::Part(".get_raw()");
const EACH_RAW: Shows = Shows::Each(".get_raw()");
/// A handle on a new key, which has its secret this once.
const NEW_KEY: Shows = Shows::Part(".key");

const LABEL: Arg = Arg::Named("label", "/label");
const DESCRIPTION: Arg = Arg::Named("description", "/description");
const SECRETS: Arg = Arg::Flag("with_secrets", auth::WITH_SECRETS);
const SELF_DELETION: Arg = Arg::Flag("allow_self_deletion", users::ALLOW_SELF_DELETION);

/// All that the client has, but for what it marks as deprecated (saving a user or the variables), for what it does in two
/// calls (saving the own user, one global key), and for a call of its own making, such as `list_projects`, which asks more.
pub(super) const METHODS: [Method; 48] = [
    answering(&auth::INFO, Of::Dss, "get_auth_info", &[SECRETS]),
    answering(&auth::INFO_FROM_HEADERS, Of::Dss, "get_auth_info_from_browser_headers", &[Arg::Body, SECRETS]),
    answering(&auth::TICKET_FROM_HEADERS, Of::Dss, "get_ticket_from_browser_headers", &[Arg::Body]),
    answering(&auth::TICKET, Of::Dss, "get_ticket", &[]),
    answering(&users::LIST, Of::Dss, "list_users", &[Arg::Flag("include_settings", users::INCLUDE_SETTINGS)]),
    quiet(
        &users::CREATE,
        Of::Dss,
        "create_user",
        &[
            Arg::Member("/login"),
            Arg::Member("/password"),
            Arg::Named("display_name", "/displayName"),
            Arg::Named("source_type", "/sourceType"),
            Arg::Named("groups", "/groups"),
            Arg::Named("profile", "/userProfile"),
            Arg::Named("email", "/email"),
        ],
    ),
    answering(&users::GET, USER, "get_settings", &[]).showing(RAW),
    quiet(&users::DELETE, USER, "delete", &[SELF_DELETION]),
    answering(&users::CREATE_MANY, Of::Dss, "create_users", &[Arg::Body]),
    answering(&users::EDIT_MANY, Of::Dss, "edit_users", &[Arg::Body]),
    answering(&users::DELETE_MANY, Of::Dss, "delete_users", &[Arg::Body, SELF_DELETION]),
    answering(
        &users::ALL_ACTIVITY,
        Of::Dss,
        "list_users_activity",
        &[Arg::Flag("enabled_users_only", users::ENABLED_ONLY)],
    )
    .showing(EACH_RAW),
    answering(&users::ACTIVITY, USER, "get_activity", &[]).showing(RAW),
    answering(&users::TRIAL_EXPIRED, Of::Dss, "list_expired_trial_users", &[]),
    answering(&users::NAMES, Of::Dss, "list_users_info", &[]).showing(EACH_RAW),
    answering(&users::NAME, USER, "get_info", &[]).showing(RAW),
    answering(&users::OWN, Of::Dss, "get_own_user().get_settings", &[]).showing(RAW),
    answering(&groups::LIST, Of::Dss, "list_groups", &[]),
    quiet(
        &groups::CREATE,
        Of::Dss,
        "create_group",
        &[Arg::Member("/name"), DESCRIPTION, Arg::Named("source_type", "/sourceType")],
    ),
    answering(&groups::GET, GROUP, "get_definition", &[]),
    answering(&groups::SAVE, GROUP, "set_definition", &[Arg::Body]),
    quiet(&groups::DELETE, GROUP, "delete", &[]),
    answering(&groups::NAMES, Of::Dss, "list_groups_info", &[]).showing(EACH_RAW),
    answering(&personal_keys::LIST, Of::Dss, "list_personal_api_keys", &[]),
    answering(&personal_keys::CREATE, Of::Dss, "create_personal_api_key", &[LABEL, DESCRIPTION]),
    answering(&personal_keys::GET, KEY, "get_definition", &[]),
    quiet(&personal_keys::SAVE, KEY, "set_definition", &[Arg::Body]),
    quiet(&personal_keys::DELETE, KEY, "delete", &[]),
    answering(&personal_keys::ALL, Of::Dss, "list_all_personal_api_keys", &[]),
    answering(
        &personal_keys::CREATE_FOR,
        Of::Dss,
        "create_personal_api_key_for_user",
        &[Arg::Member("/user"), LABEL, DESCRIPTION],
    )
    .showing(NEW_KEY),
    answering(&global_keys::LIST, Of::Dss, "list_global_api_keys", &[]),
    answering(
        &global_keys::CREATE,
        Of::Dss,
        "create_global_api_key",
        &[LABEL, DESCRIPTION, Arg::Named("admin", "/globalPermissions/admin")],
    )
    .showing(NEW_KEY),
    answering(
        &global_keys::CREATE,
        Of::Dss,
        "create_global_api_key_with_groups",
        &[LABEL, DESCRIPTION, Arg::Named("groups", "/groups")],
    )
    .showing(NEW_KEY),
    answering(&projects::LIST, Of::Dss, "list_project_keys", &[]),
    answering(&projects::PERMISSIONS, PROJECT, "get_permissions", &[]),
    quiet(&projects::SAVE_PERMISSIONS, PROJECT, "set_permissions", &[Arg::Body]),
    answering(&projects::DATASETS, PROJECT, "list_datasets", &[Arg::Flag("include_shared", projects::FOREIGN)]),
    answering(&connections::NAMES, Of::Dss, "list_connections_names", &[Arg::Query(connections::TYPE)]),
    answering(&connections::LIST, Of::Dss, "list_connections", &[]),
    answering(&connections::PLUGINS, Of::Dss, "list_plugins", &[]),
    answering(&connections::PLUGIN_SETTINGS, PLUGIN, "get_settings", &[]).showing(RAW),
    answering(&instance::INFO, Of::Dss, "get_instance_info", &[]).showing(Shows::Part(".raw")),
    answering(&instance::LICENSING, Of::Dss, "get_licensing_status", &[]),
    answering(&instance::MATRIX, Of::Dss, "get_authorization_matrix", &[]).showing(Shows::Part(".raw")),
    answering(&instance::LOGS, Of::Dss, "list_logs", &[]),
    answering(&instance::LOG, Of::Dss, "get_log", &[Arg::Segment(0)]),
    quiet(&instance::AUDIT, Of::Dss, "log_custom_audit", &[Arg::Segment(0), Arg::Body]),
    answering(&instance::VARIABLES, Of::Dss, "get_global_variables", &[]),
];
