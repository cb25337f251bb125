//! The DataKitchen automation API, which gives the session: contract/datakitchen-automation.md §1 to §4 and §6.

pub mod kitchens;
mod token;

use serde::Serialize;

use crate::members::{Members, Record};
use crate::{Answer, Call, Endpoint, Error, Extra, Method, Secret, System, call};

pub use token::{Claims, Token};

/// `POST login`, form-encoded; the answer is the raw token (certain).
pub const LOGIN: Endpoint = Endpoint::write("login", System::Automation, Method::Post, "login");
/// `GET validatetoken`; the answer may hold a newer token (certain).
pub const VALIDATE: Endpoint = Endpoint::read("validatetoken", System::Automation, "validatetoken");
/// `GET userinfo`.
pub const USER_INFO: Endpoint = Endpoint::read("userinfo", System::Automation, "userinfo");

/// The calls of the session.
pub const SESSION: [&Endpoint; 4] = [&LOGIN, &VALIDATE, &USER_INFO, &kitchens::LIST];

/// Form field of [`LOGIN`].
pub const USERNAME: &str = "username";
/// Form field of [`LOGIN`].
pub const PASSWORD: &str = "password";
/// Header of any answer that may hold a newer token (certain); worth taking only if it lives longer.
pub const REFRESHED_TOKEN: &str = "refreshed_token";

/// Who is signed in (§4). Every member may be missing: clients read some, no source promises any.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct UserInfo {
    /// Unique login, an e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login: Option<String>,
    /// E-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Tenant name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_name: Option<String>,
    /// Support address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support_email: Option<String>,
    /// Account role; values seen: `IT`, `ADMIN`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What else the server sent.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Record for UserInfo {
    fn read(mut members: Members) -> Result<Self, String> {
        Ok(Self {
            login: members.text("login")?,
            email: members.text("email")?,
            customer_name: members.text("customer_name")?,
            support_email: members.text("support_email")?,
            role: members.text("role")?,
            extra: members.rest(),
        })
    }
}

/// Signs in.
pub fn login(username: &str, password: &Secret) -> Call<Token> {
    let body = call::form(&[(USERNAME, username), (PASSWORD, password.expose())]);
    Call::new(&LOGIN, &[], read_token).body(body)
}

fn read_token(answer: &Answer) -> Result<Token, Error> {
    Token::parse(&answer.body)
}

/// Asks whether the token still holds; `Some` is the token to use from now on, newer or the same.
pub fn validate() -> Call<Option<Token>> {
    Call::new(&VALIDATE, &[], read_validated)
}

/// `{"token": …}` of today's servers, or the text `true` / `false` of old ones (certain).
fn read_validated(answer: &Answer) -> Result<Option<Token>, Error> {
    match answer.body.trim().trim_matches('"') {
        "true" | "" => Ok(None),
        "false" => Err(Error::Refused(Box::new(crate::Refusal { status: 401, ..Default::default() }))),
        body => match Members::parse(body).and_then(|mut m| m.text("token")).map_err(Error::Unreadable)? {
            Some(token) => Token::parse(&token).map(Some),
            None => Ok(None),
        },
    }
}

/// Who is signed in.
pub fn user_info() -> Call<UserInfo> {
    Call::new(&USER_INFO, &[], call::record)
}
