//! Access keys: contract/iguazio-control-plane.md §5.4. Their secrets are given out at their making, and to their owner
//! who asks for a key of the same label and planes; all else knows a key by another id.

use pilothouse_wire::{
    Secret,
    control::access_keys::{self as k, ACCESS_KEYS},
};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    auth::{
        control::Caller,
        digest,
        vault::{Kind, Vault},
    },
    error::Failure,
    store::{
        accounts::Login,
        control::{self as store, Record, keys},
        dss::Object,
    },
};

use super::{
    Deed, attributes, audit,
    document::{Document, bare},
    fields,
    sent::Sent,
    session,
};

/// A key as it was sent, or part of one.
pub(crate) struct Change(Sent);

impl Change {
    /// Reads what was sent.
    pub(crate) fn read(body: Value) -> Result<Self, Failure> {
        let sent = Sent::read(body)?.expect(ACCESS_KEYS.record)?;
        sent.check_relations(&ACCESS_KEYS)?;
        Ok(Self(sent))
    }

    /// Makes a key of the caller's, and says its secret.
    pub(crate) fn create(
        &self,
        db: &Connection,
        deed: &Deed,
        vault: &Vault,
        caller: &Caller,
    ) -> Result<(Record, Secret), Failure> {
        let mut all = attributes([
            (k::LABEL, "".into()),
            (k::PLANES, json!([k::DATA, k::CONTROL])),
            (k::TTL, k::TEN_YEARS.into()),
        ]);
        all.extend(fields::of_new(&ACCESS_KEYS, &self.0.attributes)?);
        check_planes(&all)?;
        let ttl = all.get(k::TTL).and_then(Value::as_i64).filter(|ttl| (1..=k::TEN_YEARS).contains(ttl));
        let ttl = ttl.ok_or_else(|| Failure::wrong(format!("{} is 1 to {} seconds", k::TTL, k::TEN_YEARS)))?;
        all.extend(session::identity(db, &caller.user, &caller.groups)?);
        all.extend(attributes([
            (k::EXPIRES_AT, (deed.now / 1000 + ttl).into()),
            ("kind", "accessKey".into()),
            ("created_at", deed.moment()),
            ("updated_at", deed.moment()),
            ("interface_kind", "web".into()),
        ]));
        let key = store::insert(db, &ACCESS_KEYS, &deed.random.uuid(), all)?;
        let secret = Secret::new(deed.random.uuid());
        let sealed = vault.seal(Kind::AccessKey, &bound_to(&key), secret.expose().as_bytes())?;
        keys::add(db, &key, &caller.user, &digest(secret.expose().as_bytes()), &sealed)?;
        audit::created(db, deed, &key)?;
        Ok((key, secret))
    }

    /// The caller's key of that label and these planes with its secret, made where there is none; whether it was made.
    pub(crate) fn get_or_create(
        &self,
        db: &Connection,
        deed: &Deed,
        vault: &Vault,
        caller: &Caller,
    ) -> Result<(Record, Secret, bool), Failure> {
        let said = fields::of_new(&ACCESS_KEYS, &self.0.attributes)?;
        let label = said.get(k::LABEL).and_then(Value::as_str).unwrap_or_default();
        let planes = said.get(k::PLANES).cloned().unwrap_or_else(|| json!([k::DATA, k::CONTROL]));
        let fits = |key: &Record| {
            key.text(k::LABEL).unwrap_or_default() == label
                && are_alike(key.attributes.get(k::PLANES), Some(&planes))
                && ends(key).is_none_or(|end| deed.now / 1000 < end)
        };
        match keys::all(db, &caller.user)?.into_iter().find(fits) {
            Some(key) => {
                let secret = secret(db, vault, &key)?;
                Ok((key, secret, false))
            }
            None => self.create(db, deed, vault, caller).map(|(key, secret)| (key, secret, true)),
        }
    }

    /// Changes a key that was asked for by one of its ids.
    pub(crate) fn apply(&self, db: &Connection, deed: &Deed, key: &Record, asked: &str) -> Result<Record, Failure> {
        self.0.expect_id(asked).or_else(|_| self.0.expect_id(&key.id))?;
        let mut said = fields::of_change(key, &self.0.attributes)?;
        said.retain(|name, value| key.attributes.get(name) != Some(value));
        check_planes(&said)?;
        if said.is_empty() {
            return Ok(key.clone());
        }
        let names: Vec<String> = said.keys().cloned().collect();
        said.insert("updated_at".to_owned(), deed.moment());
        let key = store::update(db, key, said)?;
        audit::updated(db, deed, &key, &names.iter().map(String::as_str).collect::<Vec<_>>())?;
        Ok(key)
    }
}

/// What an encrypted secret is bound to: the id of its record.
fn bound_to(key: &Record) -> Login {
    Login::new(&key.id)
}

fn secret(db: &Connection, vault: &Vault, key: &Record) -> Result<Secret, Failure> {
    let sealed =
        keys::sealed(db, key)?.ok_or_else(|| Failure::internal("reading an access key", &"it has no secret"))?;
    let clear = vault.open_sealed(Kind::AccessKey, &bound_to(key), &sealed)?;
    // The error would quote the bytes.
    String::from_utf8(clear).map(Secret::new).map_err(|_| Failure::internal("reading an access key", &"it is no text"))
}

fn ends(key: &Record) -> Option<i64> {
    key.attributes.get(k::EXPIRES_AT).and_then(Value::as_i64)
}

/// Whether two lists hold the same, whatever the order.
fn are_alike(one: Option<&Value>, other: Option<&Value>) -> bool {
    let sorted = |value: Option<&Value>| {
        let mut all: Vec<String> =
            value.and_then(Value::as_array).into_iter().flatten().map(|one| one.to_string()).collect();
        all.sort();
        all.dedup();
        all
    };
    sorted(one) == sorted(other)
}

fn check_planes(said: &Object) -> Result<(), Failure> {
    match said.get(k::PLANES).and_then(Value::as_array) {
        Some(planes) if planes.is_empty() => Err(Failure::wrong(format!("{} names one plane at least", k::PLANES))),
        Some(_) | None => Ok(()),
    }
}

/// The caller's key by its secret or by the id of its record; 404 for everybody else's.
pub(crate) fn own(db: &Connection, caller: &Caller, id: &str) -> Result<Record, Failure> {
    let key = keys::own(db, &caller.user, id, &digest(id.as_bytes()))?;
    key.ok_or_else(|| store::missing(&ACCESS_KEYS, id))
}

/// A key with its secret as its id (§5.4, certain): the answer to its making alone.
pub(crate) fn with_secret(key: &Record, secret: &Secret) -> Document {
    let mut data = bare(key);
    data["id"] = secret.expose().into();
    Document::of(data)
}

/// Takes a key away.
pub fn remove(db: &Connection, deed: &Deed, key: &Record) -> Result<(), Failure> {
    store::remove(db, key)?;
    audit::deleted(db, deed, key)
}
