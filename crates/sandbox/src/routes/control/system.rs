//! What there is one of, or little: `contract/iguazio-control-plane.md` §1, §5.7, §5.8, §8.

pub(super) mod get_k8s;
pub(super) mod get_smtp;
pub(super) mod get_tenant;
pub(super) mod list_k8s;
pub(super) mod list_smtp;
pub(super) mod list_tenants;
pub(super) mod reload;
pub(super) mod statistics;
pub(super) mod update_smtp;
pub(super) mod version;
