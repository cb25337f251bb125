//! Who may be met at the control plane: users with sessions and access keys, and what is asked of it.

use pilothouse_sandbox::{control::runner, state::Setup};
use pilothouse_wire::{
    Answer, Call, Error, Secret,
    control::{
        Ask, Id, Item, Kind, One, Page, Which, create, events::AUDIT_EVENTS, get, jobs, list, sessions, update, users,
    },
};
use serde_json::Value;

use super::{As, Node, PASSWORD};

impl As {
    /// A session's id or an access key, as the official client sends it.
    pub(crate) fn sid(sid: &str) -> Self {
        Self::Cookie([sessions::COOKIE, "=", &sessions::cookie(sid)].concat())
    }
}

impl Node {
    /// A session of the control plane by a password, as a browser keeps it.
    pub(crate) async fn control_session(&self, username: &str, password: &str) -> As {
        let answer = self.answer_as(&As::Nobody, &sessions::create(username, &Secret::new(password))).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        As::Cookie(cookie(&answer))
    }

    /// The administrator's session of the sandbox, who is a security administrator there.
    pub(crate) async fn control_admin(&self) -> As {
        self.sign_in().await
    }

    /// The session of somebody else who has an account.
    pub(crate) async fn control_user(&self, name: &str) -> As {
        super::add_user(&self.app, name, "GUEST").await;
        self.control_session(name, PASSWORD).await
    }

    /// The caller's own user.
    pub(crate) async fn own(&self, who: &As) -> Item {
        self.ask_as(who, users::own()).await.unwrap().item
    }

    /// A page of a list.
    pub(crate) async fn page(&self, who: &As, kind: &Kind, ask: &Ask) -> Page {
        self.ask_as(who, list(kind, ask).unwrap()).await.unwrap()
    }

    /// A record.
    pub(crate) async fn one(&self, who: &As, call: Option<Call<One>>) -> One {
        self.ask_as(who, call.unwrap()).await.unwrap()
    }

    /// Makes a record, and waits for the job that does the rest of it.
    pub(crate) async fn made(&self, who: &As, kind: &Kind, attributes: Value, relations: Value) -> Item {
        let call = create(kind, members(attributes), members(relations)).unwrap();
        let done = self.ask_as(who, call).await.unwrap();
        if done.job.is_some() {
            self.run_jobs().await;
        }
        done.item.unwrap()
    }

    /// Changes a record.
    pub(crate) async fn changed(
        &self,
        who: &As,
        kind: &Kind,
        which: &Which,
        attributes: Value,
        relations: Value,
    ) -> Result<Item, Error> {
        let call = update(kind, which, members(attributes), members(relations)).unwrap();
        self.ask_as(who, call).await.map(|done| done.item.unwrap())
    }

    /// Somebody with these policies and no account, signed in.
    pub(crate) async fn control_person(&self, admin: &As, name: &str, policies: &[&str]) -> As {
        let mut attributes = person(name);
        attributes["assigned_policies"] = policies.into();
        self.made(admin, &users::USERS, attributes, serde_json::json!({})).await;
        self.control_session(name, PASSWORD).await
    }

    /// The kinds of the audit trail's events so far, the newest first.
    pub(crate) async fn trail(&self, admin: &As) -> Vec<(String, String)> {
        let page = self.page(admin, &AUDIT_EVENTS, &Ask::default()).await;
        let text = |item: &Item, field: &str| item.text(field).unwrap().to_owned();
        page.items.iter().rev().map(|item| (text(item, "kind"), text(item, "description"))).collect()
    }

    /// Lets the time of a job pass, and does what is due in it.
    pub(crate) async fn run_jobs(&self) {
        self.clock.advance(Setup::JOB_TIME);
        runner::run_due(&self.app).await.unwrap();
    }

    /// A job.
    pub(crate) async fn job(&self, who: &As, id: &Id) -> Item {
        self.one(who, get(&jobs::JOBS, &Which::Id(id.clone()), &[])).await.item
    }

    /// The JSON that a path below the prefix answers, and the status.
    pub(crate) async fn asked(&self, who: &As, method: &str, path: &str, body: Value) -> (u16, Value) {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let answer = self.raw_as(who, method, &["/control-plane/api/", path].concat(), body).await;
        (answer.status, serde_json::from_str(&answer.body).unwrap_or_default())
    }
}

/// The cookie that an answer sets, as it is sent back.
pub(crate) fn cookie(answer: &Answer) -> String {
    let line = answer.header("set-cookie").unwrap();
    line.split(';').next().unwrap().to_owned()
}

/// The attributes of a user who can be made.
pub(crate) fn person(username: &str) -> Value {
    serde_json::json!({"username": username, "first_name": "Ada", "last_name": "King", "email": "ada@example.org",
        "password": PASSWORD})
}

/// An object's members.
pub(crate) fn members(value: Value) -> pilothouse_wire::Extra {
    value.as_object().unwrap().clone()
}

/// A record by its id.
pub(crate) fn by_id(item: &Item) -> Which {
    Which::Id(Id::parse(&item.id).unwrap())
}
