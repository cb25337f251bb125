//! A call is a value: what to send and how to read the answer. It does no I/O.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::blanked::{BLANK, Blanked};
use crate::members::{Members, Record};
use crate::shown::{self, Shown, ShownBody};
use crate::{Answer, Endpoint, Error, List, Secret, error, list};

/// Everything but RFC 3986's unreserved characters is encoded, in paths, queries and forms alike.
pub(crate) const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Percent-encodes what is not safe everywhere in an address.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// Text of a request, some of it secret.
#[derive(Debug)]
enum Text {
    Plain(String),
    Secret(Secret),
}

impl Text {
    fn show(&self, reveal: bool) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Secret(secret) if reveal => secret.expose(),
            Self::Secret(_) => BLANK,
        }
    }
}

/// What is sent along. It may hold secrets, so its debug text says only of what kind it is.
pub enum Body {
    /// Nothing.
    None,
    /// JSON.
    Json(Value),
    /// A form's text as `application/x-www-form-urlencoded`; it may hold a password, so it is a secret as a whole.
    Form(Secret),
    /// The bytes of a file that the sender has at hand.
    File,
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Json(_) => "Json(..)",
            Self::Form(_) => "Form(..)",
            Self::File => "File",
        })
    }
}

/// What a call sends. The same type for every call, so that a sender is compiled once.
pub struct Request {
    endpoint: &'static Endpoint,
    segments: Vec<Text>,
    query: Vec<(String, String)>,
    headers: Vec<(&'static str, &'static str)>,
    body: Body,
}

impl Request {
    /// The row of the contract's table that this is.
    pub fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// What is sent along.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Headers that belong to the call itself; names in lower case.
    pub fn headers(&self) -> &[(&'static str, &'static str)] {
        &self.headers
    }

    /// Path and query below the system's base address, percent-encoded, as it goes over the wire.
    pub fn path(&self) -> String {
        self.render(true)
    }

    /// The same with secrets blanked: for screens and journals.
    pub fn shown_path(&self) -> String {
        self.render(false)
    }

    /// What may be kept of it: everything but its secrets.
    pub fn shown(&self) -> Shown {
        let body = match &self.body {
            Body::None => ShownBody::None,
            Body::Json(value) => ShownBody::Json(Blanked::of(value, self.endpoint.hides)),
            Body::Form(_) => ShownBody::Form,
            Body::File => ShownBody::File,
        };
        let segments = self.segments.iter().map(|text| text.show(false).to_owned()).collect();
        Shown { endpoint: self.endpoint, segments, query: self.query.clone(), headers: self.headers.clone(), body }
    }

    /// Fails where the answer is a failure, whatever its shape.
    pub fn check(&self, answer: &Answer) -> Result<(), Error> {
        match (answer.status, self.endpoint.since) {
            (404, Some(version)) => Err(Error::Older(version)),
            _ => error::check(self.endpoint.system, answer),
        }
    }

    fn render(&self, reveal: bool) -> String {
        path(self.endpoint, &mut self.segments.iter().map(|text| encode(text.show(reveal))), &self.query)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.endpoint.method.as_str(), self.shown_path())
    }
}

/// Path and query below the system's base address, from segments that are encoded already. No other place puts a path
/// together.
pub(crate) fn path(
    endpoint: &Endpoint,
    segments: &mut dyn Iterator<Item = String>,
    query: &[(String, String)],
) -> String {
    let mut path = endpoint.system.prefix().to_owned();
    for (n, part) in endpoint.path.split('/').enumerate() {
        if n > 0 {
            path.push('/');
        }
        match part.starts_with('{').then(|| segments.next()).flatten() {
            Some(text) => path.push_str(&text),
            None => path.push_str(part),
        }
    }
    for (n, (name, value)) in query.iter().enumerate() {
        path.push(if n == 0 { '?' } else { '&' });
        path.push_str(&encode(name));
        path.push('=');
        path.push_str(&encode(value));
    }
    path
}

/// How an answer becomes a `T`.
pub(crate) type Read<T> = fn(&Answer) -> Result<T, Error>;

/// One request and the way to read its answer.
pub struct Call<T> {
    request: Request,
    read: Read<T>,
}

impl<T> Call<T> {
    /// A call with as many path segments as the endpoint's template has braces.
    pub(crate) fn new(endpoint: &'static Endpoint, segments: &[&str], read: Read<T>) -> Self {
        debug_assert_eq!(endpoint.path.matches('{').count(), segments.len());
        let segments = segments.iter().map(|text| Text::Plain((*text).to_owned())).collect();
        Self { request: Request { endpoint, segments, query: Vec::new(), headers: Vec::new(), body: Body::None }, read }
    }

    /// A call whose one path segment is a secret.
    pub(crate) fn with_secret_segment(endpoint: &'static Endpoint, secret: Secret, read: Read<T>) -> Self {
        debug_assert!(endpoint.path.split('/').any(|part| part == shown::SECRET));
        let segments = vec![Text::Secret(secret)];
        Self { request: Request { endpoint, segments, query: Vec::new(), headers: Vec::new(), body: Body::None }, read }
    }

    pub(crate) fn query(mut self, name: &str, value: &str) -> Self {
        self.request.query.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.request.headers.push((name, value));
        self
    }

    pub(crate) fn json(self, body: Value) -> Self {
        self.body(Body::Json(body))
    }

    pub(crate) fn body(mut self, body: Body) -> Self {
        self.request.body = body;
        self
    }

    /// What is sent.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// The row of the contract's table that this is.
    pub fn endpoint(&self) -> &'static Endpoint {
        self.request.endpoint
    }

    /// What is sent along.
    pub fn sent_body(&self) -> &Body {
        &self.request.body
    }

    /// Path and query, as [`Request::path`] gives them.
    pub fn path(&self) -> String {
        self.request.path()
    }

    /// Path and query with secrets blanked.
    pub fn shown_path(&self) -> String {
        self.request.shown_path()
    }

    /// What the answer says: the value, or every kind of failure.
    pub fn read(&self, answer: &Answer) -> Result<T, Error> {
        self.request.check(answer)?;
        (self.read)(answer)
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}

/// A form's body: names and values, percent-encoded.
pub(crate) fn form(fields: &[(&str, &str)]) -> Body {
    let pairs: Vec<String> = fields.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect();
    Body::Form(Secret::new(pairs.join("&")))
}

/// Reads a JSON body.
pub(crate) fn json<T: serde::de::DeserializeOwned>(answer: &Answer) -> Result<T, Error> {
    serde_json::from_str(&answer.body).map_err(|e| Error::Unreadable(e.to_string()))
}

/// Reads a JSON object into a record.
pub(crate) fn record<T: Record>(answer: &Answer) -> Result<T, Error> {
    Members::parse(&answer.body).and_then(T::read).map_err(Error::Unreadable)
}

/// Reads a JSON array of records, keeping the good rows.
pub(crate) fn list<T: Record>(answer: &Answer) -> Result<List<T>, Error> {
    list::parse(&answer.body).map_err(Error::Unreadable)
}

/// Accepts any body: the contract says nothing of it, or the official client ignores it (§2.8).
pub(crate) fn ignored(_: &Answer) -> Result<(), Error> {
    Ok(())
}
