//! Which method of the official Python clients makes which call: contract/dataiku-apinode.md §2 and §7 and
//! contract/dataiku-dss.md §3 to §10, source C (`dataiku-api-client` 15.2.0, certain), and contract/iguazio-control-plane.md,
//! source PC (`igz_mgmt` 0.4.2, certain).

mod control;
mod dss;
mod node;

use crate::Endpoint;

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
    /// The DSS client's own.
    Dss,
    /// Of what this method of the DSS client makes of the path's first segment.
    DssThing(&'static str),
    /// The control plane's client's own.
    Control,
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
    /// Name of the argument, and a parameter of the query that is true or false.
    Flag(&'static str, &'static str),
    /// A member of the body that must be there.
    Member(&'static str),
    /// Name of the argument, and a member of the body that may be missing.
    Named(&'static str, &'static str),
    /// The whole body.
    Body,
    /// The members of the body, each as an argument.
    Spread,
    /// The client's own word.
    Fixed(&'static str),
    /// `None`, where the client can name something and the call names nothing.
    Nothing,
    /// The path below the system's prefix.
    Address,
    /// This, and behind it the path's first segment.
    Below(&'static str),
    /// The whole query, as `params`, if there is one.
    Params,
    /// The whole body, as `json`, if there is one.
    Json,
    /// The call's own headers, as `headers`, if there are any.
    Headers,
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
    /// What of its answer a script prints.
    pub(super) shows: Shows,
}

/// What a method gives back.
#[derive(Clone, Copy)]
pub(super) enum Shows {
    /// Nothing, or only a handle. Cleaning prints what the node answered by itself.
    Nothing,
    /// The answer, or an object that prints like it.
    Answer,
    /// An object that keeps the answer there.
    Part(&'static str),
    /// A list of such objects.
    Each(&'static str),
}

const fn quiet(endpoint: &'static Endpoint, of: Of, name: &'static str, args: &'static [Arg]) -> Method {
    Method { endpoint, of, name, args, shows: Shows::Nothing }
}

const fn answering(endpoint: &'static Endpoint, of: Of, name: &'static str, args: &'static [Arg]) -> Method {
    Method { endpoint, of, name, args, shows: Shows::Answer }
}

impl Method {
    /// The same, of whose answer this is printed.
    const fn showing(mut self, shows: Shows) -> Self {
        self.shows = shows;
        self
    }
}

/// The client's methods for a call; which of several it is depends on what the call says.
pub(super) fn methods(endpoint: &Endpoint) -> impl Iterator<Item = &'static Method> {
    node::METHODS.iter().chain(&dss::METHODS).chain(&control::METHODS).filter(move |method| method.endpoint == endpoint)
}
