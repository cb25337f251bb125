//! Session tokens: JWTs signed with HS256 and nothing else. One fixed header is written, and no other is read, so a
//! token cannot choose its own algorithm.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use pilothouse_wire::Secret;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{clock::Clock, error::Failure, random::Random, store::accounts::Account};

/// `{"alg":"HS256","typ":"JWT"}`.
const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

/// Who the tokens are for and from.
const AUDIENCE: &str = "pilothouse";
const ISSUER: &str = "pilothouse-sandbox";

/// The tenant that the sandbox plays.
pub(crate) const CUSTOMER: &str = "Sandbox";
pub(crate) const SUPPORT: &str = "support@example.org";

/// What a token says; names as the clients read them (`contract/datakitchen-automation.md` §2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The account.
    pub sub: String,
    /// E-mail.
    pub email: String,
    /// Name for people.
    pub name: String,
    /// What the account may do.
    pub role: String,
    /// Tenant.
    pub customer_name: String,
    /// Support address.
    pub support_email: String,
    /// Start, in seconds since 1970.
    pub iat: i64,
    /// End, in seconds since 1970.
    pub exp: i64,
    /// For whom.
    pub aud: String,
    /// From whom.
    pub iss: String,
    /// The account's session number when the token was made: another number now means that the token is dead.
    pub session: i64,
    /// Makes every token different from every other.
    pub jti: String,
}

/// Makes and checks tokens.
#[derive(Clone)]
pub struct Tokens {
    mac: Hmac<Sha256>,
    clock: Clock,
    random: Random,
    seconds: i64,
}

impl Tokens {
    /// Tokens that live for `seconds`.
    pub fn new(secret: &[u8], seconds: u32, clock: Clock, random: Random) -> Result<Self, Failure> {
        let mac = Hmac::new_from_slice(secret).map_err(|e| Failure::internal("taking the token secret", &e))?;
        Ok(Self { mac, clock, random, seconds: seconds.into() })
    }

    /// A new token for an account.
    pub fn issue(&self, account: &Account) -> Result<Secret, Failure> {
        let iat = self.clock.now_ms() / 1000;
        let claims = Claims {
            sub: account.login.as_str().to_owned(),
            email: account.email.clone(),
            name: account.name.clone(),
            role: account.role.as_str().to_owned(),
            customer_name: CUSTOMER.to_owned(),
            support_email: SUPPORT.to_owned(),
            iat,
            exp: iat + self.seconds,
            aud: AUDIENCE.to_owned(),
            iss: ISSUER.to_owned(),
            session: account.session,
            jti: self.random.text(16),
        };
        let claims = serde_json::to_vec(&claims).map_err(|e| Failure::internal("writing a token", &e))?;
        let signed = [HEADER, ".", &URL_SAFE_NO_PAD.encode(claims)].concat();
        let signature = URL_SAFE_NO_PAD.encode(self.signature(&signed).finalize().into_bytes());
        Ok(Secret::new([&signed, ".", &signature].concat()))
    }

    /// The claims of a token that is ours and alive. The account must still be looked at.
    #[must_use]
    pub fn check(&self, token: &str) -> Option<Claims> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        if header != HEADER {
            return None;
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        self.signature(signed).verify_slice(&signature).ok()?;
        let claims: Claims = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()?;
        let now = self.clock.now_ms() / 1000;
        let good = claims.aud == AUDIENCE && claims.iss == ISSUER && claims.iat <= now && now < claims.exp;
        good.then_some(claims)
    }

    /// The time by the clock that tokens go by.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// Seconds since this token was made.
    #[must_use]
    pub fn age(&self, claims: &Claims) -> i64 {
        self.clock.now_ms() / 1000 - claims.iat
    }

    fn signature(&self, signed: &str) -> Hmac<Sha256> {
        self.mac.clone().chain_update(signed.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::store::accounts::{Login, Role};

    fn tokens(clock: &Clock, secret: &[u8]) -> Tokens {
        Tokens::new(secret, 14_400, clock.clone(), Random::sequence(3)).unwrap()
    }

    fn account() -> Account {
        let login = Login::new("ana@example.org");
        let email = "ana@example.org".to_owned();
        Account { login, email, name: "Ana".into(), role: Role::new("ADMIN"), enabled: true, session: 4 }
    }

    #[test]
    fn the_header_says_hs256() {
        assert_eq!(URL_SAFE_NO_PAD.decode(HEADER).unwrap(), br#"{"alg":"HS256","typ":"JWT"}"#);
    }

    #[test]
    fn a_token_lives_four_hours_and_is_never_the_same() {
        let clock = Clock::set_to(1_800_000_000_000);
        let tokens = tokens(&clock, b"secret");
        let token = tokens.issue(&account()).unwrap();
        assert_ne!(token, tokens.issue(&account()).unwrap());
        assert_eq!(tokens.check(token.expose()).unwrap().session, 4);
        clock.advance(Duration::from_secs(14_399));
        assert!(tokens.check(token.expose()).is_some());
        clock.advance(Duration::from_secs(1));
        assert_eq!(tokens.check(token.expose()), None);
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        let clock = Clock::set_to(1_800_000_000_000);
        let ours = tokens(&clock, b"secret");
        let token = ours.issue(&account()).unwrap();
        let token = token.expose();
        let claims = token.split('.').nth(1).unwrap();
        let none = URL_SAFE_NO_PAD.encode(br#"{"alg":"none"}"#);
        let tampered = [&token[..token.len() - 2], "AA"].concat();
        let foreign = tokens(&clock, b"another").issue(&account()).unwrap();
        for bad in ["", ".", "..", &format!("{none}.{claims}."), &tampered, foreign.expose(), &token[1..]] {
            assert_eq!(ours.check(bad), None, "{bad}");
        }
    }
}
