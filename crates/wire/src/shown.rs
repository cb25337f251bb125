//! What may be kept of a call: for screens, the journal and scripts. There is no secret in it, so it can be cloned.

use crate::blanked::BLANK;
use crate::call::{self, encode};
use crate::{Blanked, Endpoint};

/// What an endpoint's path calls the one segment that is a secret.
pub(crate) const SECRET: &str = "{key}";

/// A call without its secrets, as [`Request::shown`](crate::Request::shown) gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The row of the contract's table that this is.
    pub endpoint: &'static Endpoint,
    /// What varies in the path, not encoded; a secret is `******`.
    pub segments: Vec<String>,
    /// Names and values of the query, not encoded.
    pub query: Vec<(String, String)>,
    /// Headers that belong to the call itself.
    pub headers: Vec<(&'static str, &'static str)>,
    /// What is sent along.
    pub body: ShownBody,
}

/// What is sent along, without its secrets.
#[derive(Clone, Debug, PartialEq)]
pub enum ShownBody {
    /// Nothing.
    None,
    /// JSON.
    Json(Blanked),
    /// A form. It is a sign-in, which holds a password, so nothing of it is kept.
    Form,
    /// The bytes of a file, which are not kept.
    File,
}

impl Shown {
    /// Path and query below the system's base address with secrets blanked, percent-encoded.
    pub fn path(&self) -> String {
        self.path_with(&encode(BLANK))
    }

    /// The same, with this text for the secret, as it is.
    pub(crate) fn path_with(&self, blank: &str) -> String {
        let names = self.endpoint.path.split('/').filter(|part| part.starts_with('{'));
        let text = |(name, text): (&str, &String)| if name == SECRET { blank.to_owned() } else { encode(text) };
        call::path(self.endpoint, &mut names.zip(&self.segments).map(text), &self.query)
    }

    /// Roughly the bytes that it holds: for a journal that has an end.
    pub fn size(&self) -> usize {
        let body = match &self.body {
            ShownBody::Json(body) => body.size(),
            ShownBody::None | ShownBody::Form | ShownBody::File => 0,
        };
        self.path().len() + body
    }
}
