//! Reads the headers that say who calls the control plane.

use axum::http::{HeaderMap, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use percent_encoding::percent_decode_str;
use pilothouse_wire::control::sessions;

use crate::error::Failure;

/// What was presented; the texts are secrets.
pub(super) enum Presented {
    /// The session's token of the sandbox.
    Bearer(String),
    /// The id in the cookie: of a session, or an access key. With it, perhaps, a name and the key once more.
    Cookie(String, Option<Pair>),
}

/// Name and password of HTTP Basic.
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) password: String,
}

/// Exactly one login. Basic by itself is none (sandbox choice: the contract does not know, §2.2).
pub(super) fn read(headers: &HeaderMap) -> Result<Presented, Failure> {
    let basic = match authorization(headers)? {
        Some(Authorization::Bearer(token)) => return Ok(Presented::Bearer(token)),
        Some(Authorization::Basic(pair)) => Some(pair),
        None => None,
    };
    let sid = cookie(headers).ok_or_else(Failure::no_control_login)?;
    Ok(Presented::Cookie(sid, basic))
}

enum Authorization {
    Bearer(String),
    Basic(Pair),
}

fn authorization(headers: &HeaderMap) -> Result<Option<Authorization>, Failure> {
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let value = match (all.next(), all.next()) {
        (None, _) => return Ok(None),
        (Some(value), None) => value.to_str().ok().and_then(|value| value.split_once(' ')),
        (Some(_), Some(_)) => None,
    };
    let (scheme, credentials) = value.ok_or_else(Failure::no_control_login)?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Ok(Some(Authorization::Bearer(credentials.trim().to_owned())));
    }
    let pair = scheme.eq_ignore_ascii_case("basic").then(|| pair(credentials.trim())).flatten();
    pair.map(|pair| Some(Authorization::Basic(pair))).ok_or_else(Failure::no_control_login)
}

fn pair(credentials: &str) -> Option<Pair> {
    let text = String::from_utf8(STANDARD.decode(credentials).ok()?).ok()?;
    let (name, password) = text.split_once(':')?;
    Some(Pair { name: name.to_owned(), password: password.to_owned() })
}

/// Name and password, where they came by HTTP Basic and not in the body.
pub(crate) fn basic(headers: &HeaderMap) -> Result<Option<Pair>, Failure> {
    match authorization(headers)? {
        Some(Authorization::Basic(pair)) => Ok(Some(pair)),
        Some(Authorization::Bearer(_)) | None => Ok(None),
    }
}

/// The id in the session's cookie, whose value is percent-encoded or not (§2.2, certain). Of several the first counts,
/// which browsers send for the longest path.
fn cookie(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(name, _)| *name == sessions::COOKIE)?;
    sessions::sid(value).or_else(|| sessions::sid(&percent_decode_str(value).decode_utf8().ok()?))
}
