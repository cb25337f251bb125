//! Every call of DSS, with names that try to get out of their quotes, and with secrets.

use std::collections::BTreeMap;

use pilothouse_wire::dss::global_keys::Rights;
use pilothouse_wire::dss::{
    ApiKeyId, AuditKind, GroupName, LogName, Login as Name, PluginId, ProjectKey, auth, connections, global_keys,
    groups, instance, personal_keys, projects, users,
};
use pilothouse_wire::script::Login;
use pilothouse_wire::{Call, Secret, Whole};
use serde_json::{Value, json};

use crate::every::{HIDDEN, HOSTILE, WORSE, Walk};

/// A text that a person wrote, and that looks like what stands for a secret.
const STARS: &str = "******";
/// A name that needs every kind of encoding.
const NAME: &str = "it's a/b@c %2F é\u{202e}日本";

fn whole(value: Value) -> Whole {
    Whole::of(value).unwrap()
}

/// A user as it is put back, with all that is hidden of one.
fn settings() -> Whole {
    let mut user = whole(json!({
        "login": "m.ito", "displayName": STARS, "groups": ["a", STARS], "password": HIDDEN, "unknown": [null, {"name": 1}],
        "userProperties": {WORSE: WORSE, "stars": STARS},
    }));
    let secrets = [(NAME, HIDDEN), ("twice", HIDDEN), ("twice", STARS), ("empty", "")];
    let secrets: Vec<Value> = secrets.iter().map(|(name, text)| users::secret(name, &Secret::new(*text))).collect();
    user.set(users::SECRETS, secrets);
    let key = users::plugin_key("geo", "account é", "main", "login");
    user.set(
        users::CREDENTIALS,
        json!({
            "user": users::oauth(&Secret::new(HIDDEN)),
            "warehouse ~/'": users::basic("nadia", &Secret::new(HIDDEN)),
            key: {"type": "OTHER", "lastUpdate": 1764576000000_u64, "pin": 4711, "parts": [HIDDEN]},
        }),
    );
    user
}

fn new_user(login: &str, password: Option<&str>) -> users::NewUser {
    users::NewUser {
        login: Name::parse(login).unwrap(),
        password: password.map(Secret::new),
        display_name: WORSE.into(),
        source_type: if password.is_some() { "LOCAL" } else { "LDAP" }.into(),
        groups: vec![HOSTILE.into()],
        profile: "READER".into(),
        email: String::new(),
    }
}

impl Walk {
    /// A call to DSS, by a key.
    fn dss<T>(&mut self, call: &Call<T>) {
        self.add("dss/dip/publicapi", Login::Key, call);
    }

    /// A call to DSS in somebody's name.
    fn acting<T>(&mut self, name: &str, login: Login, call: &Call<T>) {
        self.add("dss/dip/publicapi", login, call);
        self.steps.last_mut().unwrap().acting_as = Some(name.to_owned());
    }
}

/// The calls, each at least once, in the order of the contract.
pub(crate) fn add(walk: &mut Walk) {
    all_users(walk);
    all_groups_and_keys(walk);
    the_rest(walk);
    let nadia = Name::parse("nadia.k").unwrap();
    walk.acting("m.ito", Login::Key, &users::own());
    walk.acting("m.ito", Login::Key, &users::save_own(&settings()));
    walk.acting("m.ito", Login::Session, &users::get(&nadia));
    walk.acting(NAME, Login::Key, &auth::info());
    walk.acting(NAME, Login::Session, &users::save(&nadia, &settings()));
    walk.add("dss/dip/publicapi", Login::Session, &auth::info());
    walk.add("dss/public/api", Login::Key, &users::get(&nadia));
    walk.add("dss/dip/publicapi", Login::Nothing, &auth::info());
}

fn all_users(walk: &mut Walk) {
    let who = Name::parse(NAME).unwrap();
    let headers = BTreeMap::from([("cookie".into(), HIDDEN.into()), ("user".into(), HIDDEN.into())]);
    walk.dss(&auth::info());
    walk.dss(&auth::info_with_secrets());
    walk.dss(&auth::info_from_headers(&headers));
    walk.dss(&auth::ticket_from_headers(&headers));
    walk.dss(&auth::ticket());
    walk.dss(&users::list(false));
    walk.dss(&users::create(&new_user("omar.t", Some(HIDDEN))));
    // The client would send a password.
    walk.dss(&users::create(&new_user("pia.u", None)));
    walk.dss(&users::get(&who));
    walk.dss(&users::save(&who, &settings()));
    walk.dss(&users::delete(&who));
    walk.dss(&users::create_many(&[new_user(NAME, Some(HIDDEN)), new_user("b", None)]));
    walk.dss(&users::edit_many(&[settings(), whole(json!({"login": NAME, "enabled": false}))]));
    walk.dss(&users::delete_many(&[who.clone(), Name::parse("b").unwrap()]));
    walk.dss(&users::all_activity(true));
    walk.dss(&users::activity(&who));
    walk.dss(&users::trial_expired());
    walk.dss(&users::names());
    walk.dss(&users::name(&who));
    walk.dss(&users::own());
    walk.dss(&users::save_own(&settings()));
}

fn all_groups_and_keys(walk: &mut Walk) {
    let (group, id) = (GroupName::parse(NAME).unwrap(), ApiKeyId::parse(NAME).unwrap());
    walk.dss(&groups::list());
    walk.dss(&groups::create(&group, WORSE, "LOCAL"));
    walk.dss(&groups::get(&group));
    walk.dss(&groups::save(&group, &whole(json!({"name": NAME, "mayWriteSafeCode": true, "new": [1.5, null]}))));
    walk.dss(&groups::delete(&group));
    walk.dss(&groups::names());
    let key = whole(json!({"id": NAME, "label": WORSE, "key": HIDDEN}));
    walk.dss(&personal_keys::list());
    walk.dss(&personal_keys::create(WORSE, ""));
    walk.dss(&personal_keys::get(&id));
    walk.dss(&personal_keys::save(&id, &key));
    walk.dss(&personal_keys::delete(&id));
    walk.dss(&personal_keys::all());
    walk.dss(&personal_keys::create_for(&Name::parse(NAME).unwrap(), WORSE, WORSE));
    walk.dss(&global_keys::list());
    walk.dss(&global_keys::create(WORSE, "", &Rights::Admin));
    walk.dss(&global_keys::create(WORSE, "", &Rights::None));
    walk.dss(&global_keys::create(WORSE, "", &Rights::Groups(vec![NAME.into()])));
    walk.dss(&global_keys::create(WORSE, "", &Rights::Groups(Vec::new())));
    walk.dss(&global_keys::get(&id));
    walk.dss(&global_keys::save(&id, &key));
    walk.dss(&global_keys::delete(&id));
}

fn the_rest(walk: &mut Walk) {
    let project = ProjectKey::parse(NAME).unwrap();
    walk.dss(&projects::list());
    walk.dss(&projects::permissions(&project));
    walk.dss(&projects::save_permissions(&project, &whole(json!({"owner": "a", "permissions": [{"user": NAME}]}))));
    walk.dss(&projects::datasets(&project));
    walk.dss(&connections::names());
    walk.dss(&connections::list());
    walk.dss(&connections::plugins());
    walk.dss(&connections::plugin_settings(&PluginId::parse(NAME).unwrap()));
    walk.dss(&instance::info());
    walk.dss(&instance::licensing());
    walk.dss(&instance::matrix());
    walk.dss(&instance::logs());
    walk.dss(&instance::log(&LogName::parse(NAME).unwrap()));
    walk.dss(&instance::audit(&AuditKind::parse(NAME).unwrap(), &whole(json!({}))));
    walk.dss(&instance::variables());
    walk.dss(&instance::save_variables(&whole(json!({"a": WORSE, "password": STARS}))));
}
