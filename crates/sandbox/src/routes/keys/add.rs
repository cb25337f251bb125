//! `POST keys`: the answer is the only place where the secret is ever shown.

use axum::{extract::State, response::Response};
use pilothouse_wire::{
    Secret,
    api_node::keys::{NewKey, created_answer},
};

use crate::{
    auth::digest,
    clock::DAY_MS,
    error::Failure,
    extract::JsonBody,
    random::Random,
    routes::answer,
    state::App,
    store::keys::{self, StoredKey},
};

/// Longest life in days: a hundred years.
const LONGEST_LIFE: u32 = 36_500;

/// Longest text in characters.
const LONGEST_TEXT: usize = 1000;

/// Characters of a secret, five random bits each: 200 bits.
const SECRET_LENGTH: usize = 40;

pub(crate) async fn handle(State(app): State<App>, JsonBody(said): JsonBody<NewKey>) -> Result<Response, Failure> {
    check(&said)?;
    let secret = new_secret(&app.random);
    let key = new_key(&app, said);
    let (kept, digest) = (key.clone(), digest(secret.expose().as_bytes()));
    app.store.write(move |db| keys::add(db, &kept, &digest)).await?;
    answer::json(&created_answer(&super::show(&app, key)?, &secret))
}

fn check(said: &NewKey) -> Result<(), Failure> {
    if said.expiry.is_some_and(|days| days > LONGEST_LIFE) {
        return Err(Failure::wrong(format!("expiry is a number of days, {LONGEST_LIFE} at most")));
    }
    let texts = [&said.label, &said.description, &said.created_by];
    if texts.into_iter().flatten().any(|text| text.chars().count() > LONGEST_TEXT) {
        return Err(Failure::wrong(format!("A text of a key is {LONGEST_TEXT} characters long at most")));
    }
    Ok(())
}

fn new_secret(random: &Random) -> Secret {
    Secret::new(random.text(SECRET_LENGTH))
}

/// 0 days is no end, as 0 is in `expiresOn` (§2.4, inferred).
fn new_key(app: &App, said: NewKey) -> StoredKey {
    let created_on = app.clock.now_ms();
    let days = said.expiry.filter(|days| *days > 0);
    let expires_on = days.map(|days| created_on + i64::from(days) * DAY_MS);
    StoredKey { id: app.random.text(8), said, created_on, expires_on, last_used_on: None }
}
