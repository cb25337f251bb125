//! The client of the control plane, `igz_mgmt` 0.4.2: contract/iguazio-control-plane.md §3 to §8. Its classes wait for jobs,
//! read again after each change and name themselves in a header; below them it has a method for each kind of call, which
//! sends what it is told and nothing else.

use super::{Arg, Method, Of, Shows, answering};
use crate::Endpoint;
use crate::control::{access_keys, events, groups, jobs, projects, services, sessions, system, users};

const TYPE: Arg = Arg::Member("/data/type");
const ATTRIBUTES: Arg = Arg::Member("/data/attributes");
const RELATIONS: Arg = Arg::Member("/data/relationships");
/// An answer that need not be JSON.
const TEXT: Shows = Shows::Part(".text");

const CREATE: &[Arg] = &[TYPE, ATTRIBUTES, RELATIONS, Arg::Headers];
const UPDATE: &[Arg] = &[TYPE, Arg::Segment(0), ATTRIBUTES, RELATIONS, Arg::Headers];
const ASK: &[Arg] = &[Arg::Fixed("GET"), Arg::Address, Arg::Params];
const POST: &[Arg] = &[Arg::Fixed("POST"), Arg::Address, Arg::Json];

const fn make(endpoint: &'static Endpoint) -> Method {
    answering(endpoint, Of::Control, "create", CREATE)
}

const fn change(endpoint: &'static Endpoint) -> Method {
    answering(endpoint, Of::Control, "update", UPDATE).showing(TEXT)
}

const fn ask(endpoint: &'static Endpoint) -> Method {
    answering(endpoint, Of::Control, "request", ASK)
}

const fn post(endpoint: &'static Endpoint) -> Method {
    answering(endpoint, Of::Control, "request", POST)
}

const fn list(endpoint: &'static Endpoint, args: &'static [Arg]) -> Method {
    answering(endpoint, Of::Control, "list", args)
}

const fn detail(endpoint: &'static Endpoint, args: &'static [Arg]) -> Method {
    answering(endpoint, Of::Control, "detail", args)
}

const fn delete(endpoint: &'static Endpoint, args: &'static [Arg]) -> Method {
    answering(endpoint, Of::Control, "delete", args).showing(TEXT)
}

/// All but what signs in, what has an access key in its path, and what may answer with something else than JSON to a method
/// that wants it: the question of what one may do, events of one's own, the storage numbers.
pub(super) const METHODS: [Method; 41] = [
    post(&sessions::VERIFY),
    ask(&users::OWN),
    list(&users::LIST, &[Arg::Fixed("user"), Arg::Params]),
    detail(&users::GET, &[Arg::Fixed("user"), Arg::Segment(0), Arg::Params]),
    make(&users::CREATE),
    change(&users::UPDATE),
    delete(&users::DELETE, &[Arg::Fixed("user"), Arg::Segment(0)]),
    list(&groups::LIST, &[Arg::Fixed("user_group"), Arg::Params]),
    detail(&groups::GET, &[Arg::Fixed("user_group"), Arg::Segment(0), Arg::Params]),
    make(&groups::CREATE),
    change(&groups::UPDATE),
    delete(&groups::DELETE, &[Arg::Fixed("user_group"), Arg::Segment(0)]),
    list(&access_keys::LIST, &[Arg::Fixed("access_key"), Arg::Params]),
    make(&access_keys::CREATE),
    post(&access_keys::GET_OR_CREATE),
    list(&projects::LIST, &[Arg::Fixed("project"), Arg::Params]),
    detail(&projects::GET, &[Arg::Fixed("project"), Arg::Segment(0), Arg::Params]),
    make(&projects::CREATE),
    change(&projects::UPDATE),
    answering(
        &projects::DELETE,
        Of::Control,
        "delete_by_attribute",
        &[TYPE, Arg::Fixed(projects::NAME), Arg::Member("/data/attributes/name"), Arg::Headers],
    )
    .showing(TEXT),
    ask(&projects::BY_NAME),
    answering(
        &projects::UPDATE_BY_NAME,
        Of::Control,
        "update",
        &[TYPE, Arg::Below("__name__/"), ATTRIBUTES, RELATIONS, Arg::Headers],
    )
    .showing(TEXT),
    post(&projects::SET_MEMBERS),
    list(&jobs::LIST, &[Arg::Fixed("job"), Arg::Params]),
    detail(&jobs::GET, &[Arg::Fixed("job"), Arg::Segment(0), Arg::Params]),
    list(&services::LIST, &[Arg::Fixed("app_services_manifest"), Arg::Params]),
    answering(&services::SAVE, Of::Control, "update", &[TYPE, Arg::Nothing, ATTRIBUTES, RELATIONS]).showing(TEXT),
    list(&events::LIST, &[Arg::Fixed("event"), Arg::Params]),
    list(&events::LIST_AUDIT, &[Arg::Fixed("audit_event"), Arg::Params]),
    list(&events::LIST_COMMUNICATION, &[Arg::Fixed("communication_event"), Arg::Params]),
    delete(&events::DELETE_ALL, &[Arg::Fixed("event"), Arg::Fixed("")]),
    delete(&events::DELETE_ALL_COMMUNICATION, &[Arg::Fixed("communication_event"), Arg::Fixed("")]),
    list(&system::LIST_K8S, &[Arg::Fixed("k8s_config"), Arg::Params]),
    detail(&system::GET_K8S, &[Arg::Fixed("k8s_config"), Arg::Segment(0), Arg::Params]),
    list(&system::LIST_SMTP, &[Arg::Fixed("smtp_connection"), Arg::Params]),
    detail(&system::GET_SMTP, &[Arg::Fixed("smtp_connection"), Arg::Segment(0), Arg::Params]),
    change(&system::UPDATE_SMTP),
    list(&system::LIST_TENANTS, &[Arg::Fixed("tenant"), Arg::Params]),
    detail(&system::GET_TENANT, &[Arg::Fixed("tenant"), Arg::Segment(0), Arg::Params]),
    post(&system::RELOAD),
    ask(&system::VERSION),
];
