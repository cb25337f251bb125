//! How a user is shown: `contract/dataiku-dss.md` §3.1 to §3.3.

use pilothouse_wire::dss::users as u;
use serde_json::{Value, json};

use crate::{
    error::Failure,
    state::App,
    store::dss::{
        Object,
        users::{Seen, User},
    },
};

use super::{kept::Kept, object};

/// A session is open as long as it was used a moment ago, in milliseconds (sandbox choice).
const OPEN_MS: i64 = 5 * 60 * 1000;

/// What anybody may know (§3, certain).
pub(crate) fn name(user: &User) -> Object {
    object([
        (u::LOGIN, user.login.as_str().into()),
        (u::DISPLAY_NAME, user.account.name.as_str().into()),
        (u::GROUPS, json!(user.groups)),
        (u::EMAIL, user.account.email.as_str().into()),
        (u::ENABLED, user.account.enabled.into()),
    ])
}

/// What lists and settings have in common.
fn head(user: &User) -> Object {
    let mut shown = name(user);
    shown.extend(object([
        (u::SOURCE_TYPE, user.source_type.as_str().into()),
        (u::PROFILE, user.profile.as_str().into()),
        (u::CODE_ALLOWED, true.into()),
        (u::PICTURE, 0.into()),
    ]));
    shown
}

/// An item of the administrators' list.
pub(crate) fn item(app: &App, user: &User) -> Object {
    let mut shown = head(user);
    let seen = seen(app, user).activity;
    let open = seen.is_some_and(|at| app.clock.now_ms() - at < OPEN_MS);
    shown.insert(u::SESSIONS[0].to_owned(), i32::from(open).into());
    shown
}

/// All of a user, with what is secret masked.
pub(crate) fn settings(app: &App, user: &User) -> Result<Object, Failure> {
    let mut shown = own(app, user)?;
    shown.insert(u::ADMIN_PROPERTIES.to_owned(), Value::Object(user.admin_properties.clone()));
    Ok(shown)
}

/// The same as the user sees it.
pub(crate) fn own(app: &App, user: &User) -> Result<Object, Failure> {
    let kept = Kept::open(&app.people.vault, user)?;
    let mut shown = head(user);
    if let Some(at) = user.created_on {
        shown.insert(u::CREATED.to_owned(), at.into());
    }
    shown.extend(object([
        (u::TRIAL, trial(user, app.clock.now_ms())),
        (u::USER_PROPERTIES, Value::Object(user.user_properties.clone())),
        (u::SECRETS, kept.masked_secrets()),
        (u::CREDENTIALS, kept.masked_credentials()),
        (u::PREFERENCES, preferences(user)),
    ]));
    Ok(shown)
}

/// All preferences; what was never set is on, in English.
pub(crate) fn preferences(user: &User) -> Value {
    let set = |name: &str| user.preferences.get(name).cloned();
    let flag = |name: &str| (name.to_owned(), set(name).unwrap_or(true.into()));
    let mut all: Object = u::PREFERENCE_FLAGS.into_iter().map(flag).collect();
    all.insert(u::UI_LANGUAGE.to_owned(), set(u::UI_LANGUAGE).unwrap_or("en".into()));
    Value::Object(all)
}

/// Whether a user's trial is over.
pub(crate) fn trial_is_over(user: &User, now: i64) -> bool {
    user.trial.is_some_and(|(_, ends)| ends <= now)
}

fn trial(user: &User, now: i64) -> Value {
    let (granted, ends) = user.trial.unwrap_or_default();
    let over = trial_is_over(user, now);
    let [exists, expired, valid] = u::TRIAL_FLAGS;
    let [expires_on, granted_on] = u::TRIAL_TIMES;
    Value::Object(object([
        (exists, user.trial.is_some().into()),
        (expired, over.into()),
        (valid, (user.trial.is_some() && !over).into()),
        (expires_on, ends.into()),
        (granted_on, granted.into()),
    ]))
}

fn seen(app: &App, user: &User) -> Seen {
    user.seen.or_later(app.people.seen.noted(&user.account.login))
}

/// When a user was last seen; 0 is never (§3.3).
pub(crate) fn activity(app: &App, user: &User) -> Object {
    let seen = seen(app, user);
    object([
        (u::LOGIN, user.login.as_str().into()),
        (u::LAST_LOGIN, seen.login.unwrap_or(0).into()),
        (u::LAST_FAILED, seen.failed.unwrap_or(0).into()),
        (u::LAST_SESSION[0], seen.activity.unwrap_or(0).into()),
    ])
}
