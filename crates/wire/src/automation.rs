//! The DataKitchen automation API, which gives the session: contract/datakitchen-automation.md §1 to §4 and §6.

mod token;

use serde::{Deserialize, Serialize};

use crate::{Answer, Call, Endpoint, Error, Extra, Method, Secret, System, call};

pub use token::{Claims, Token};

/// `POST login`, form-encoded; the answer is the raw token (certain).
pub const LOGIN: Endpoint = Endpoint::write("login", System::Automation, Method::Post, "login");
/// `GET validatetoken`; the answer may hold a newer token (certain).
pub const VALIDATE: Endpoint = Endpoint::read("validatetoken", System::Automation, "validatetoken");
/// `GET userinfo`.
pub const USER_INFO: Endpoint = Endpoint::read("userinfo", System::Automation, "userinfo");

/// The calls of the session.
pub const SESSION: [&Endpoint; 3] = [&LOGIN, &VALIDATE, &USER_INFO];

/// Form field of [`LOGIN`].
pub const USERNAME: &str = "username";
/// Form field of [`LOGIN`].
pub const PASSWORD: &str = "password";
/// Header of any answer that may hold a newer token (certain); worth taking only if it lives longer.
pub const REFRESHED_TOKEN: &str = "refreshed_token";

/// The answer of [`VALIDATE`].
#[derive(Debug, Deserialize)]
struct Validated {
    token: Option<Secret>,
}

/// Who is signed in (§4). Every member may be missing: clients read some, no source promises any.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct UserInfo {
    /// Unique login, an e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login: Option<String>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Tenant name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_name: Option<String>,
    /// Support address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_email: Option<String>,
    /// Account role; values seen: `IT`, `ADMIN`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What else the server sent.
    #[serde(flatten)]
    pub extra: Extra,
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
        _ => match call::json::<Validated>(answer)?.token {
            Some(token) => Token::parse(token.expose()).map(Some),
            None => Ok(None),
        },
    }
}

/// Who is signed in.
pub fn user_info() -> Call<UserInfo> {
    Call::new(&USER_INFO, &[], call::json)
}
