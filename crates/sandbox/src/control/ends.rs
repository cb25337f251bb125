//! Names whose jobs end in a known way, so that every end can be looked at.

/// How the work on something of a known name ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// As it should.
    Well,
    /// Never: the job stays under way.
    Never,
    /// It fails.
    Badly,
    /// Somebody gives it up.
    GivenUp,
}

/// How the work on a user or project of this name ends.
pub(crate) fn of(name: &str) -> End {
    match name {
        "stuck-job" => End::Never,
        "failing-job" => End::Badly,
        "canceled-job" => End::GivenUp,
        _ => End::Well,
    }
}

/// How the work on an app service of this name ends.
pub(crate) fn of_service(name: &str) -> End {
    if name == "failing-service" { End::Badly } else { of(name) }
}
