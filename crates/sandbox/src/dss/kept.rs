//! What users hand over to be used later: secrets and credentials. They are encrypted where they are kept and masked
//! where they are shown. A mask that comes back means "as it was".

use pilothouse_wire::dss::{auth, users as u};
use serde_json::Value;

use crate::{
    auth::vault::{Kind, Vault},
    error::Failure,
    store::{
        accounts::Login,
        dss::{Object, users::User},
    },
};

use super::{object, said::Said};

/// What stands in place of a secret.
pub(crate) const MASK: &str = "*** kept by the sandbox ***";

/// Secrets and credentials in clear, in the contract's shapes.
pub(crate) struct Kept {
    secrets: Vec<Object>,
    credentials: Object,
}

impl Kept {
    /// Those of a user.
    pub(crate) fn open(vault: &Vault, user: &User) -> Result<Self, Failure> {
        let login = &user.account.login;
        Ok(Self {
            secrets: open(vault, Kind::Secrets, login, user.secrets.as_deref())?,
            credentials: open(vault, Kind::Credentials, login, user.credentials.as_deref())?,
        })
    }

    /// The secrets without their values.
    pub(crate) fn masked_secrets(&self) -> Value {
        self.secrets.iter().map(|one| Value::Object(masked(one, &[u::SECRET_VALUE]))).collect()
    }

    /// The credentials without what is secret of them.
    pub(crate) fn masked_credentials(&self) -> Value {
        let mask = |(key, one): (&String, &Value)| {
            let one = one.as_object().map(|one| masked(one, &[u::PASSWORD, u::REFRESH_TOKEN])).unwrap_or_default();
            (key.clone(), Value::Object(one))
        };
        self.credentials.iter().map(mask).collect()
    }

    /// The secrets in clear, named as `auth/info` names them (§6.1).
    pub(crate) fn clear_secrets(&self) -> Value {
        let of = |one: &Object, name: &str| one.get(name).cloned().unwrap_or_default();
        let show = |one: &Object| {
            let members =
                [(auth::SECRET_NAME, of(one, u::SECRET_NAME)), (auth::SECRET_VALUE, of(one, u::SECRET_VALUE))];
            Value::Object(object(members))
        };
        self.secrets.iter().map(show).collect()
    }

    /// The list of secrets that was sent, sealed, masks filled in.
    pub(crate) fn secrets(&self, vault: &Vault, login: &Login, said: &[&Object]) -> Result<Vec<u8>, Failure> {
        let mut all: Vec<Object> = Vec::new();
        for one in said {
            let name = needed(one, u::SECRET_NAME, "a secret")?;
            let is_it = |other: &&Object| other.get(u::SECRET_NAME).and_then(Value::as_str) == Some(name);
            if all.iter().any(|other| is_it(&other)) {
                return Err(Failure::wrong(format!("The secret {name} is there twice")));
            }
            let what = format!("the secret {name}");
            let value = self.unmasked(one, u::SECRET_VALUE, &what, self.secrets.iter().find(is_it))?;
            let members = [(u::SECRET_NAME, name.into()), (u::SECRET_VALUE, value), (u::SECRET_FLAG, true.into())];
            all.push(object(members));
        }
        seal(vault, Kind::Secrets, login, &all)
    }

    /// The credentials that were sent, sealed, masks filled in.
    pub(crate) fn credentials(&self, vault: &Vault, login: &Login, said: &Object) -> Result<Vec<u8>, Failure> {
        let mut all = Object::new();
        for (key, one) in said {
            let what = format!("the credential {key}");
            let one = one.as_object().ok_or_else(|| Failure::wrong(format!("{what} must be an object")))?;
            let before = self.credentials.get(key).and_then(Value::as_object);
            all.insert(key.clone(), Value::Object(self.credential(one, &what, before)?));
        }
        seal(vault, Kind::Credentials, login, &all)
    }

    fn credential(&self, one: &Object, what: &str, before: Option<&Object>) -> Result<Object, Failure> {
        let secret = |name: &str| self.unmasked(one, name, what, before);
        let kind = needed(one, u::CREDENTIAL_TYPE, what)?;
        match kind {
            u::BASIC => {
                let user = Said(one).text(u::CREDENTIAL_USER)?.unwrap_or_default();
                let password = secret(u::PASSWORD)?;
                let members =
                    [(u::CREDENTIAL_TYPE, kind.into()), (u::CREDENTIAL_USER, user.into()), (u::PASSWORD, password)];
                Ok(object(members))
            }
            u::OAUTH => Ok(object([(u::CREDENTIAL_TYPE, kind.into()), (u::REFRESH_TOKEN, secret(u::REFRESH_TOKEN)?)])),
            other => Err(Failure::wrong(format!("{what} is of the type {other}, which the sandbox does not know"))),
        }
    }

    /// A secret text; the mask stands for what was kept under the same name.
    fn unmasked(&self, one: &Object, name: &str, what: &str, before: Option<&Object>) -> Result<Value, Failure> {
        match one.get(name) {
            Some(Value::String(text)) if text == MASK => {
                let kept = before.and_then(|before| before.get(name));
                let none = || Failure::wrong(format!("There is no {name} of {what} to keep: send it in clear"));
                kept.cloned().ok_or_else(none)
            }
            Some(Value::String(text)) => Ok(Value::from(text.as_str())),
            Some(_) | None => Err(Failure::wrong(format!("{name} of {what} must be a text"))),
        }
    }
}

fn masked(one: &Object, names: &[&str]) -> Object {
    let mask = |(name, value): (&String, &Value)| {
        let value = if names.contains(&name.as_str()) { MASK.into() } else { value.clone() };
        (name.clone(), value)
    };
    one.iter().map(mask).collect()
}

fn needed<'a>(one: &'a Object, name: &str, what: &str) -> Result<&'a str, Failure> {
    let text = Said(one).text(name)?.filter(|text| !text.is_empty());
    text.ok_or_else(|| Failure::wrong(format!("{name} of {what} is missing")))
}

fn open<T: serde::de::DeserializeOwned + Default>(
    vault: &Vault,
    kind: Kind,
    login: &Login,
    blob: Option<&[u8]>,
) -> Result<T, Failure> {
    let Some(blob) = blob else { return Ok(T::default()) };
    let clear = vault.open_sealed(kind, login, blob)?;
    // The error has the place in the text, not the text.
    serde_json::from_slice(&clear).map_err(|e| Failure::internal("reading what was encrypted", &e))
}

fn seal(vault: &Vault, kind: Kind, login: &Login, value: &impl serde::Serialize) -> Result<Vec<u8>, Failure> {
    let clear = serde_json::to_vec(value).map_err(|e| Failure::internal("writing what is encrypted", &e))?;
    vault.seal(kind, login, &clear)
}
