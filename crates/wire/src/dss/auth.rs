//! Who the caller is, and tickets: contract/dataiku-dss.md §6.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Answer, Call, Endpoint, Error, Members, Method, Secret, System, Whole, call};

use super::{MESSAGE, word};

/// `GET auth/info?withSecrets=…`.
pub const INFO: Endpoint = Endpoint::read("auth info", System::Dss, "auth/info");
/// `POST auth/info-from-browser-headers?withSecrets=…`: whose browser sent these headers.
pub const INFO_FROM_HEADERS: Endpoint =
    Endpoint::ask("auth info from browser headers", System::Dss, "auth/info-from-browser-headers").hiding(&["*"]);
/// `POST auth/ticket-from-browser-headers`.
pub const TICKET_FROM_HEADERS: Endpoint =
    Endpoint::write("ticket from browser headers", System::Dss, Method::Post, "auth/ticket-from-browser-headers")
        .hiding(&["*"]);
/// `POST auth/ticket`.
pub const TICKET: Endpoint = Endpoint::write("ticket", System::Dss, Method::Post, "auth/ticket");

/// Query parameter of [`INFO`] and [`INFO_FROM_HEADERS`].
pub const WITH_SECRETS: &str = "withSecrets";

/// Member: login of a user, or id of a key.
pub const IDENTIFIER: &str = "authIdentifier";
/// Member: names of groups, only for a user.
pub const GROUPS: &str = "groups";
/// Member: through what the caller was let in (inferred).
pub const SOURCE: &str = "authSource";
/// Member: who acts in this user's name (inferred).
pub const REAL_LOGIN: &str = "realUserLogin";
/// Member: a user's secrets, only where they were asked for.
pub const SECRETS: &str = "secrets";
/// Member of a secret here: its name. In a user it is [`super::users::SECRET_NAME`].
pub const SECRET_NAME: &str = "key";
/// Member of a secret here.
pub const SECRET_VALUE: &str = "value";

/// Member of the answer to [`TICKET`].
pub const TICKET_MEMBER: &str = "ticket";

/// Who the caller is, without secrets.
pub fn info() -> Call<Whole> {
    Call::new(&INFO, &[], call::record).query(WITH_SECRETS, word(false))
}

/// Who the caller is, with the secrets of a user in clear.
pub fn info_with_secrets() -> Call<Whole> {
    Call::new(&INFO, &[], call::record).query(WITH_SECRETS, word(true))
}

/// Whose browser sent these headers. They hold its cookies.
pub fn info_from_headers(headers: &BTreeMap<String, String>) -> Call<Whole> {
    Call::new(&INFO_FROM_HEADERS, &[], call::record).query(WITH_SECRETS, word(false)).json(object(headers))
}

/// A ticket for the user whose browser sent these headers. They hold its cookies.
pub fn ticket_from_headers(headers: &BTreeMap<String, String>) -> Call<Secret> {
    Call::new(&TICKET_FROM_HEADERS, &[], |answer| read_ticket(answer, MESSAGE)).json(object(headers))
}

fn object(headers: &BTreeMap<String, String>) -> Value {
    Value::Object(headers.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect())
}

/// A ticket for the caller.
pub fn ticket() -> Call<Secret> {
    Call::new(&TICKET, &[], |answer| read_ticket(answer, TICKET_MEMBER))
}

fn read_ticket(answer: &Answer, member: &str) -> Result<Secret, Error> {
    Members::parse(&answer.body)
        .and_then(|mut members| members.needed(member))
        .map(Secret::new)
        .map_err(Error::Unreadable)
}
