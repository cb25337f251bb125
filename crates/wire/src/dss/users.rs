//! Users, and the caller's own account: contract/dataiku-dss.md §3 and §4.

use serde_json::{Value, json};

use crate::{Call, Endpoint, List, Method, System, Whole, call};

use super::{Login, word};

/// `GET admin/users/?includeSettings=…`.
pub const LIST: Endpoint = Endpoint::read("list users", System::Dss, "admin/users/");
/// `POST admin/users/`.
pub const CREATE: Endpoint =
    Endpoint::write("create user", System::Dss, Method::Post, "admin/users/").hiding(&["password"]);
/// `GET admin/users/{login}`: everything.
pub const GET: Endpoint = Endpoint::read("get user", System::Dss, "admin/users/{login}");
/// `PUT admin/users/{login}`: the whole object.
pub const SAVE: Endpoint =
    Endpoint::write("save user", System::Dss, Method::Put, "admin/users/{login}").hiding(SECRET_MEMBERS);
/// `DELETE admin/users/{login}?allowSelfDeletion=…`; the parameter is known from 14.2 on.
pub const DELETE: Endpoint = Endpoint::write("delete user", System::Dss, Method::Delete, "admin/users/{login}");
/// `POST admin/users/actions/bulk`: from 14.2 on.
pub const CREATE_MANY: Endpoint =
    Endpoint::write("create users", System::Dss, Method::Post, "admin/users/actions/bulk")
        .since("14.2")
        .hiding(&["password"]);
/// `PUT admin/users/actions/bulk`, partial objects: from 14.2 on.
pub const EDIT_MANY: Endpoint = Endpoint::write("edit users", System::Dss, Method::Put, "admin/users/actions/bulk")
    .since("14.2")
    .hiding(SECRET_MEMBERS);
/// `DELETE admin/users/actions/bulk?allowSelfDeletion=…`, logins in the body: from 14.2 on.
pub const DELETE_MANY: Endpoint =
    Endpoint::write("delete users", System::Dss, Method::Delete, "admin/users/actions/bulk").since("14.2");
/// `GET admin/users-activity?enabledUsersOnly=…`.
pub const ALL_ACTIVITY: Endpoint = Endpoint::read("list users' activity", System::Dss, "admin/users-activity");
/// `GET admin/users/{login}/activity`.
pub const ACTIVITY: Endpoint = Endpoint::read("get user's activity", System::Dss, "admin/users/{login}/activity");
/// `GET admin/list-trial-expired-users`.
pub const TRIAL_EXPIRED: Endpoint =
    Endpoint::read("list trial-expired users", System::Dss, "admin/list-trial-expired-users");
/// `GET users`, for everyone: from 14.0 on.
pub const NAMES: Endpoint = Endpoint::read("list users' info", System::Dss, "users").since("14.0");
/// `GET users/{login}`, for everyone.
pub const NAME: Endpoint = Endpoint::read("get user's info", System::Dss, "users/{login}");
/// `GET current-user`.
pub const OWN: Endpoint = Endpoint::read("get own user", System::Dss, "current-user");
/// `PUT current-user`: the whole object.
pub const SAVE_OWN: Endpoint =
    Endpoint::write("save own user", System::Dss, Method::Put, "current-user").hiding(SECRET_MEMBERS);

/// Members whose texts are never shown or kept.
const SECRET_MEMBERS: &[&str] = &["password", SECRETS, CREDENTIALS];

/// Query parameter of [`LIST`].
pub const INCLUDE_SETTINGS: &str = "includeSettings";
/// Query parameter of [`DELETE`] and [`DELETE_MANY`].
pub const ALLOW_SELF_DELETION: &str = "allowSelfDeletion";
/// Query parameter of [`ALL_ACTIVITY`].
pub const ENABLED_ONLY: &str = "enabledUsersOnly";

/// Member: who it is; cannot be changed.
pub const LOGIN: &str = "login";
/// Member: name for people.
pub const DISPLAY_NAME: &str = "displayName";
/// Member: e-mail.
pub const EMAIL: &str = "email";
/// Member: `LOCAL`, `LDAP` and others.
pub const SOURCE_TYPE: &str = "sourceType";
/// The profile that the official client gives where nobody chooses one (§3.1, certain).
pub const USUAL_PROFILE: &str = "DATA_SCIENTIST";
/// Typical profiles: which there are depends on the licence (§3.1).
pub const PROFILES: [&str; 7] = [
    "FULL_DESIGNER",
    "DATA_DESIGNER",
    "DESIGNER",
    USUAL_PROFILE,
    "AI_CONSUMER",
    "READER",
    "TECHNICAL_ACCOUNT",
];
/// Values of [`SOURCE_TYPE`]: the first three are certain, the rest inferred (§3.1). Others may be.
pub const SOURCE_TYPES: [&str; 7] = [LOCAL, "LDAP", "LOCAL_NO_AUTH", "AZURE_AD", "CUSTOM", "SAAS", "PAM"];
/// Value of [`SOURCE_TYPE`]: known to DSS itself, with a password.
pub const LOCAL: &str = "LOCAL";
/// Member: names of groups.
pub const GROUPS: &str = "groups";
/// Member: the licence's label.
pub const PROFILE: &str = "userProfile";
/// Member: whether the user may sign in.
pub const ENABLED: &str = "enabled";
/// Member: write only.
pub const PASSWORD: &str = "password";
/// Member: when the user was made, in ms since the epoch; may be absent.
pub const CREATED: &str = "creationDate";
/// Member: an object, seen and edited by the user.
pub const USER_PROPERTIES: &str = "userProperties";
/// Member: an object, for administrators only.
pub const ADMIN_PROPERTIES: &str = "adminProperties";
/// Member: a list of objects.
pub const SECRETS: &str = "secrets";
/// Member: an object of objects.
pub const CREDENTIALS: &str = "credentials";
/// Member: an object of texts and booleans; 13.4 and later.
pub const PREFERENCES: &str = "preferences";
/// Member of a list's item: whether the profile may write code.
pub const CODE_ALLOWED: &str = "codeAllowed";
/// Member of a list's item: which picture.
pub const PICTURE: &str = "objectImgHash";
/// Member: an object of [`TRIAL_FLAGS`] and [`TRIAL_TIMES`].
pub const TRIAL: &str = "trialStatus";
/// Members of the trial that are true or false: whether there was one, is over, is running.
pub const TRIAL_FLAGS: [&str; 3] = ["exists", "expired", "valid"];
/// Members of the trial in ms since the epoch: its end, its beginning.
pub const TRIAL_TIMES: [&str; 2] = ["expiresOn", "grantedOn"];
/// Members: open sessions. The official example has three s, its page also two (§3.1, certain that both are printed).
pub const SESSIONS: [&str; 2] = ["activeWebSocketSesssions", "activeWebSocketSessions"];

/// Member of an activity: ms since the epoch; 0 or absent means never.
pub const LAST_LOGIN: &str = "lastSuccessfulLogin";
/// Member of an activity.
pub const LAST_FAILED: &str = "lastFailedLogin";
/// Members of an activity: the first is certain, the second inferred.
pub const LAST_SESSION: [&str; 2] = ["lastSessionActivity", "lastLoaded"];

/// Member of a secret in a user: its name. Elsewhere it is [`super::auth::SECRET_NAME`].
pub const SECRET_NAME: &str = "name";
/// Member of a secret.
pub const SECRET_VALUE: &str = "value";
/// Member of a secret: always true.
pub const SECRET_FLAG: &str = "secret";
/// Member of a credential: [`BASIC`], [`OAUTH`], or another text.
pub const CREDENTIAL_TYPE: &str = "type";
/// User and password.
pub const BASIC: &str = "BASIC";
/// A refresh token.
pub const OAUTH: &str = "OAUTH_REFRESH_TOKEN";
/// Member of a [`BASIC`] credential.
pub const CREDENTIAL_USER: &str = "user";
/// Member of an [`OAUTH`] credential.
pub const REFRESH_TOKEN: &str = "refreshToken";

/// Member of a bulk answer: [`SUCCESS`] or [`FAILURE`].
pub const STATUS: &str = "status";
/// See [`STATUS`].
pub const SUCCESS: &str = "SUCCESS";
/// See [`STATUS`].
pub const FAILURE: &str = "FAILURE";
/// Member of a bulk answer: why not.
pub const ERROR: &str = "error";

/// Members of the preferences that are true or false, as the official client lists them (§3.2, certain).
pub const PREFERENCE_FLAGS: [&str; 21] = [
    "mentionEmails",
    "discussionEmails",
    "accessRequestEmails",
    "grantedAccessEmails",
    "grantedPluginRequestEmails",
    "pluginRequestEmails",
    "instanceAccessRequestsEmails",
    "profileUpgradeRequestsEmails",
    "codeEnvCreationRequestEmails",
    "grantedCodeEnvCreationRequestEmails",
    "dailyDigestsEmails",
    "offlineActivityEmails",
    "rememberPositionFlow",
    "loginLogoutNotifications",
    "watchedObjectsEditionsNotifications",
    "objectOnCurrentProjectCreatedDeletedNotifications",
    "anyObjectOnCurrentProjectEditedNotifications",
    "watchStarOnCurrentProjectNotifications",
    "otherUsersJobsTasksNotifications",
    "requestAccessNotifications",
    "scenarioRunNotifications",
];
/// Member of the preferences: `en`, `ja`, `fr`.
pub const UI_LANGUAGE: &str = "uiLanguage";

/// A user and password, as a credential.
pub fn basic(user: &str, password: &crate::Secret) -> Value {
    json!({ CREDENTIAL_TYPE: BASIC, CREDENTIAL_USER: user, PASSWORD: password.expose() })
}

/// An OAuth refresh token, as a credential.
pub fn oauth(token: &crate::Secret) -> Value {
    json!({ CREDENTIAL_TYPE: OAUTH, REFRESH_TOKEN: token.expose() })
}

/// A secret, as a user's list holds it.
pub fn secret(name: &str, value: &crate::Secret) -> Value {
    json!({ SECRET_NAME: name, SECRET_VALUE: value.expose(), SECRET_FLAG: true })
}

/// The key of a plugin preset's credential: five JSON strings with `, ` between and no brackets around, non-ASCII
/// characters escaped (§3.2, certain).
pub fn plugin_key(plugin: &str, parameter_set: &str, preset: &str, parameter: &str) -> String {
    ["PLUGIN", plugin, parameter_set, preset, parameter].map(ascii_json).join(", ")
}

/// The four names in a key that [`plugin_key`] made: plugin, parameter set, preset, parameter.
pub fn read_plugin_key(key: &str) -> Option<[String; 4]> {
    let parts: Vec<String> = serde_json::from_str(&["[", key, "]"].concat()).ok()?;
    match <[String; 5]>::try_from(parts).ok()? {
        [kind, plugin, set, preset, parameter] if kind == "PLUGIN" => Some([plugin, set, preset, parameter]),
        _ => None,
    }
}

fn ascii_json(text: &str) -> String {
    let mut out = String::new();
    for c in Value::from(text).to_string().chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        }
    }
    out
}

/// What a new user is made of.
#[derive(Debug)]
pub struct NewUser {
    /// Who it will be.
    pub login: Login,
    /// Only for `LOCAL`.
    pub password: Option<crate::Secret>,
    /// Name for people.
    pub display_name: String,
    /// `LOCAL`, `LDAP` or another.
    pub source_type: String,
    /// Names of groups.
    pub groups: Vec<String>,
    /// The licence's label.
    pub profile: String,
    /// May be empty.
    pub email: String,
}

impl NewUser {
    fn value(&self) -> Value {
        let email = (!self.email.is_empty()).then_some(self.email.as_str());
        let mut value = json!({
            LOGIN: self.login.as_str(), DISPLAY_NAME: self.display_name, SOURCE_TYPE: self.source_type,
            GROUPS: self.groups, PROFILE: self.profile, EMAIL: email,
        });
        if let Some(password) = &self.password {
            value[PASSWORD] = password.expose().into();
        }
        value
    }
}

/// All users.
pub fn list(with_settings: bool) -> Call<List<Whole>> {
    Call::new(&LIST, &[], call::list).query(INCLUDE_SETTINGS, word(with_settings))
}

/// Makes one.
pub fn create(user: &NewUser) -> Call<()> {
    Call::new(&CREATE, &[], call::ignored).json(user.value())
}

/// One with all settings.
pub fn get(login: &Login) -> Call<Whole> {
    Call::new(&GET, &[login.as_str()], call::record)
}

/// Puts one back whole.
pub fn save(login: &Login, user: &Whole) -> Call<()> {
    Call::new(&SAVE, &[login.as_str()], call::ignored).json(user.value())
}

/// Deletes one; never the caller.
pub fn delete(login: &Login) -> Call<()> {
    Call::new(&DELETE, &[login.as_str()], call::ignored).query(ALLOW_SELF_DELETION, word(false))
}

/// Makes many. The answer has a row for each, some of which may have failed.
pub fn create_many<'a>(users: impl IntoIterator<Item = &'a NewUser>) -> Call<List<Whole>> {
    Call::new(&CREATE_MANY, &[], call::list).json(users.into_iter().map(NewUser::value).collect())
}

/// Changes many: partial objects, each with its login.
pub fn edit_many<'a>(changes: impl IntoIterator<Item = &'a Whole>) -> Call<List<Whole>> {
    Call::new(&EDIT_MANY, &[], call::list).json(changes.into_iter().map(Whole::value).collect())
}

/// Deletes many; never the caller.
pub fn delete_many<'a>(logins: impl IntoIterator<Item = &'a Login>) -> Call<List<Whole>> {
    let body = logins.into_iter().map(|login| Value::from(login.as_str())).collect();
    Call::new(&DELETE_MANY, &[], call::list).query(ALLOW_SELF_DELETION, word(false)).json(body)
}

/// When each was last seen.
pub fn all_activity(enabled_only: bool) -> Call<List<Whole>> {
    Call::new(&ALL_ACTIVITY, &[], call::list).query(ENABLED_ONLY, word(enabled_only))
}

/// When one was last seen.
pub fn activity(login: &Login) -> Call<Whole> {
    Call::new(&ACTIVITY, &[login.as_str()], call::record)
}

/// Users whose trial is over.
pub fn trial_expired() -> Call<List<Whole>> {
    Call::new(&TRIAL_EXPIRED, &[], call::list)
}

/// Login, name, groups, e-mail and state of those whom the caller may see.
pub fn names() -> Call<List<Whole>> {
    Call::new(&NAMES, &[], call::list)
}

/// The same of one.
pub fn name(login: &Login) -> Call<Whole> {
    Call::new(&NAME, &[login.as_str()], call::record)
}

/// The caller's own account.
pub fn own() -> Call<Whole> {
    Call::new(&OWN, &[], call::record)
}

/// Puts the caller's own account back whole.
pub fn save_own(user: &Whole) -> Call<()> {
    Call::new(&SAVE_OWN, &[], call::ignored).json(user.value())
}
