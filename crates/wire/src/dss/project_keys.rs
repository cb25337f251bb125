//! Project-level API keys: contract/dataiku-dss.md §7.5 and §8.1. No call makes or reads one, and their JSON is not
//! published: here are the names of their permissions alone.

/// Permissions over the whole project (certain).
pub const PROJECT_WIDE: [&str; 11] = [
    "ADMIN",
    "READ_CONF",
    "WRITE_CONF",
    "EXPORT_DATASETS_DATA",
    "SHARE_TO_WORKSPACE",
    "READ_DASHBOARDS",
    "WRITE_DASHBOARDS",
    "MODERATE_DASHBOARDS",
    "RUN_SCENARIOS",
    "MANAGE_DASHBOARD_AUTHORIZATIONS",
    "MANAGE_EXPOSED_ELEMENTS",
];

/// Permissions on chosen datasets (certain).
pub const ON_DATASETS: [&str; 6] =
    ["READ_DATA", "WRITE_DATA", "READ_METADATA", "WRITE_METADATA", "READ_SCHEMA", "WRITE_SCHEMA"];
