//! Signing in with a password.

use pilothouse_wire::Secret;

use crate::{
    error::Failure,
    store::{
        accounts::{self, Login},
        dss::users::Seen,
    },
};

use super::people::People;

/// Longest password that is looked at, in bytes.
const LONGEST_PASSWORD: usize = 1024;

/// A token for the right name and password. All refusals read the same and take the same time.
pub async fn login(people: &People, username: &str, password: String) -> Result<Secret, Failure> {
    let login = Login::new(username);
    let attempt = people.throttle.begin(&login).map_err(Failure::throttled)?;
    let name = login.clone();
    let kept = people.store.read(move |db| accounts::password_hash(db, &name)).await?;
    let too_long = password.len() > LONGEST_PASSWORD;
    let password = if too_long { String::new() } else { password };
    let fits = match people.passwords.check(password, kept).await {
        Ok(fits) => fits && !too_long,
        Err(failure) => {
            attempt.not_made();
            return Err(failure);
        }
    };
    let account = people.store.read(move |db| accounts::find(db, &login)).await?;
    let now = Some(people.tokens.now_ms());
    match account {
        Some(account) if fits && account.enabled => {
            let token = people.tokens.issue(&account)?;
            people.seen.note(&account.login, Seen { login: now, ..Seen::default() });
            attempt.succeeded();
            Ok(token)
        }
        Some(account) => {
            people.seen.note(&account.login, Seen { failed: now, ..Seen::default() });
            Err(Failure::bad_login())
        }
        None => Err(Failure::bad_login()),
    }
}
