//! What can go wrong with a request, and the answer for it: `contract/dataiku-apinode.md` §3 for the API node,
//! `contract/datakitchen-automation.md` §6 for the session, `contract/iguazio-control-plane.md` §3 for the control plane. No stack, SQL or path of the server's own ever gets in.

use axum::{
    Json,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::json;

/// A refused or failed request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    kind: Kind,
    message: String,
    wait: Option<Wait>,
}

/// What sort of failure it is; decides status and `errorType` (sandbox choices, `docs/sandbox-differences.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The request itself is wrong: 400.
    Wrong,
    /// No valid login: 401.
    NoLogin,
    /// A valid login with too little right: 403.
    Forbidden,
    /// Something named in the request is not there: 404.
    NotFound,
    /// The path exists, the method does not: 405.
    Method,
    /// The state does not allow it: 409.
    Clash,
    /// Something that must hold first does not: 412.
    Precondition,
    /// The body is over the limit: 413.
    TooLarge,
    /// The body's kind is refused: 415.
    MediaType,
    /// A generation could not be loaded: 500.
    Load,
    /// A fault of the server: 500.
    Internal,
    /// Too much to do at the moment: 503.
    Busy,
}

/// How long to wait before another try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wait {
    RetryAfter(u32),
    RateLimitReset(u32),
}

impl Kind {
    const fn status(self) -> StatusCode {
        match self {
            Self::Wrong => StatusCode::BAD_REQUEST,
            Self::NoLogin => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Clash => StatusCode::CONFLICT,
            Self::Precondition => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Load | Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Java class names, as real nodes send them; the first three are seen in the contract's sources.
    const fn error_type(self) -> &'static str {
        match self {
            Self::NoLogin | Self::Forbidden => "java.lang.SecurityException",
            Self::NotFound => "com.dataiku.dip.server.controllers.NotFoundException",
            Self::Wrong | Self::TooLarge | Self::MediaType => "java.lang.IllegalArgumentException",
            Self::Method => "java.lang.UnsupportedOperationException",
            Self::Clash | Self::Precondition => "java.lang.IllegalStateException",
            Self::Load => "java.io.IOException",
            Self::Internal => "java.lang.RuntimeException",
            Self::Busy => "java.util.concurrent.RejectedExecutionException",
        }
    }
}

impl Failure {
    fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), wait: None }
    }

    /// The request is wrong; the message says where.
    pub fn wrong(message: impl Into<String>) -> Self {
        Self::new(Kind::Wrong, message)
    }

    /// No valid login.
    #[must_use]
    pub fn no_login() -> Self {
        Self::new(Kind::NoLogin, "A valid admin API key or session token is needed")
    }

    /// No valid login for DSS.
    #[must_use]
    pub fn no_dss_login() -> Self {
        Self::new(Kind::NoLogin, "A valid API key, ticket or session token is needed")
    }

    /// No valid login for the control plane.
    #[must_use]
    pub fn no_control_login() -> Self {
        Self::new(Kind::NoLogin, "A valid session or access key is needed")
    }

    /// The same words for every reason why a login fails.
    #[must_use]
    pub fn bad_login() -> Self {
        Self::new(Kind::NoLogin, "User name or password is wrong, or too many tries: please try again shortly")
    }

    /// [`Failure::bad_login`] that was not even tried; it may be tried again in so many seconds.
    #[must_use]
    pub fn throttled(seconds: u32) -> Self {
        Self { wait: Some(Wait::RateLimitReset(seconds)), ..Self::bad_login() }
    }

    /// Too little right.
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::new(Kind::Forbidden, message)
    }

    /// Not there.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(Kind::NotFound, message)
    }

    /// The path is known, the method is not.
    #[must_use]
    pub fn method() -> Self {
        Self::new(Kind::Method, "This path does not take this method")
    }

    /// The state does not allow it.
    pub fn clash(message: impl Into<String>) -> Self {
        Self::new(Kind::Clash, message)
    }

    /// Something that must hold first does not.
    pub fn precondition(message: impl Into<String>) -> Self {
        Self::new(Kind::Precondition, message)
    }

    /// The body is over the limit of so many bytes.
    #[must_use]
    pub fn too_large(limit: u64) -> Self {
        Self::new(Kind::TooLarge, format!("The body is over the limit of {limit} bytes"))
    }

    /// The body's kind is refused.
    pub fn media_type(message: impl Into<String>) -> Self {
        Self::new(Kind::MediaType, message)
    }

    /// A generation could not be loaded.
    pub fn load(message: impl Into<String>) -> Self {
        Self::new(Kind::Load, message)
    }

    /// Too much to do; try again after so many seconds.
    pub fn busy(message: impl Into<String>, seconds: u32) -> Self {
        Self { wait: Some(Wait::RetryAfter(seconds)), ..Self::new(Kind::Busy, message) }
    }

    /// A fault of the server: the cause goes to the log, the caller reads only that it happened.
    pub fn internal(doing: &'static str, cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(doing, cause = %cause, "internal failure");
        Self::new(Kind::Internal, "The sandbox failed; its log has more under this answer's X-Request-Id")
    }

    /// What sort of failure it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The status that it is answered with.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.kind.status().as_u16()
    }

    /// The text for people.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    fn answer(&self, body: impl Serialize) -> Response {
        let mut response = (self.kind.status(), Json(body)).into_response();
        // For who has to say it in the language of another API.
        response.extensions_mut().insert(self.clone());
        if let Some(wait) = self.wait {
            let (name, seconds) = match wait {
                Wait::RetryAfter(seconds) => (header::RETRY_AFTER, seconds),
                Wait::RateLimitReset(seconds) => (HeaderName::from_static("x-ratelimit-reset"), seconds),
            };
            response.headers_mut().insert(name, HeaderValue::from(seconds));
        }
        if self.kind == Kind::NoLogin {
            // Not `Basic`: that would make every browser open its own password box over the console.
            let challenge = HeaderValue::from_static("Bearer realm=\"sandbox\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ApiNodeError<'a> {
    error_type: &'a str,
    message: &'a str,
    detailed_message: &'a str,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let text = self.message.as_str();
        let error_type = self.kind.error_type();
        self.answer(ApiNodeError { error_type, message: text, detailed_message: text })
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::internal("using the database", &error)
    }
}

/// The same failure in the envelope of the session's API.
#[derive(Debug)]
pub struct SessionFailure(pub Failure);

#[derive(Serialize)]
struct SessionError<'a> {
    message: SessionMessage<'a>,
}

#[derive(Serialize)]
struct SessionMessage<'a> {
    error: &'a str,
}

impl IntoResponse for SessionFailure {
    fn into_response(self) -> Response {
        self.0.answer(SessionError { message: SessionMessage { error: &self.0.message } })
    }
}

impl From<Failure> for SessionFailure {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

/// The same failure in the envelope of the control plane: `contract/iguazio-control-plane.md` §3.
#[derive(Debug)]
pub struct ControlFailure {
    /// What failed.
    pub failure: Failure,
    /// The trace id of the request.
    pub ctx: String,
}

impl IntoResponse for ControlFailure {
    fn into_response(self) -> Response {
        let one = json!({"status": self.failure.kind.status().as_u16(), "detail": self.failure.message});
        self.failure.answer(json!({"errors": [one], "meta": {"ctx": self.ctx}}))
    }
}
