//! The session token: a JWT that the console carries and reads, and never verifies (contract §2).

use base64ct::{Base64UrlUnpadded, Encoding};

use crate::members::{Members, Record};
use crate::{Error, Secret};

/// Shortest text that can be a token; the official clients reject 10 characters and fewer (certain).
const SHORTEST: usize = 11;

/// What the console reads of a token.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims {
    /// End, in seconds since the epoch by the server's clock (certain).
    pub exp: f64,
    /// Start, in seconds since the epoch by the server's clock (inferred).
    pub iat: Option<f64>,
    /// A name for people.
    pub name: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Account role.
    pub role: Option<String>,
}

impl Record for Claims {
    fn read(mut members: Members) -> Result<Self, String> {
        Ok(Self {
            exp: members.number("exp")?.ok_or("“exp” is missing")?,
            iat: members.number("iat")?,
            name: members.text("name")?,
            email: members.text("email")?,
            role: members.text("role")?,
        })
    }
}

impl Claims {
    /// The whole life in seconds, by the server's own two times, so that a wrong clock here does not matter.
    /// Without a start it is the documented four hours.
    pub fn lifetime(&self) -> f64 {
        self.iat.map_or(4.0 * 3600.0, |iat| (self.exp - iat).max(0.0))
    }
}

/// A session token with what it says of itself.
#[derive(Debug, PartialEq)]
pub struct Token {
    /// The token as text.
    pub secret: Secret,
    /// Its claims.
    pub claims: Claims,
}

impl Token {
    /// Reads a login's answer: the raw token, in double quotes from older servers.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim().trim_matches('"');
        let not_a_token = || Error::Unreadable("The server's answer is not a session token.".into());
        if text.len() < SHORTEST {
            return Err(not_a_token());
        }
        let claims = text.split('.').nth(1).ok_or_else(not_a_token)?;
        let claims = Base64UrlUnpadded::decode_vec(claims.trim_end_matches('=')).map_err(|_| not_a_token())?;
        let claims = String::from_utf8(claims).map_err(|_| not_a_token())?;
        let claims = Members::parse(&claims).and_then(Claims::read).map_err(|_| not_a_token())?;
        Ok(Self { secret: Secret::new(text), claims })
    }
}
