//! Reads what was sent to make or change a record: contract/iguazio-control-plane.md §3.

use pilothouse_wire::control::{Kind, Relation};
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    error::Failure,
    store::{
        control::{self as store, Record},
        dss::Object,
    },
};

/// A record as it was sent. No `Debug`: there may be a password in it.
#[derive(Clone, Default)]
pub(crate) struct Sent {
    /// What `type` says.
    record: Option<String>,
    /// What `id` says.
    id: Option<String>,
    /// Its attributes, unchecked.
    pub(crate) attributes: Object,
    relations: Object,
}

fn object(value: Option<Value>, name: &str) -> Result<Object, Failure> {
    match value {
        None | Some(Value::Null) => Ok(Object::new()),
        Some(Value::Object(members)) => Ok(members),
        Some(Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) => {
            Err(Failure::wrong(format!("{name} must be an object")))
        }
    }
}

impl Sent {
    /// Reads the envelope. Relationships are optional (§3, certain).
    pub(crate) fn read(body: Value) -> Result<Self, Failure> {
        let mut body = object(Some(body), "The body")?;
        let missing = || Failure::wrong("The body has no member data");
        let mut data = object(Some(body.remove("data").ok_or_else(missing)?), "data")?;
        let record = match data.remove("type") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text),
            Some(Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
                return Err(Failure::wrong("type must be a text"));
            }
        };
        let id = match data.remove("id") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text),
            // That of the manifest (§1, certain).
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => {
                return Err(Failure::wrong("id must be a text"));
            }
        };
        let attributes = object(data.remove("attributes"), "attributes")?;
        Ok(Self { record, id, attributes, relations: object(data.remove("relationships"), "relationships")? })
    }

    /// Holds that it is of this type, if it says any.
    pub(crate) fn expect(self, record: &str) -> Result<Self, Failure> {
        match &self.record {
            Some(said) if said != record => Err(Failure::wrong(format!("type is {record} here, not {said}"))),
            Some(_) | None => Ok(self),
        }
    }

    /// Holds that it is of the record that it was sent to, if it says of which. Ids may be secrets.
    pub(crate) fn expect_id(&self, id: &str) -> Result<(), Failure> {
        match &self.id {
            Some(said) if said != id => Err(Failure::wrong("id is another one than that in the path")),
            Some(_) | None => Ok(()),
        }
    }

    /// Holds that all its relations are known to this kind, and say where they lead, to records of the right type. What
    /// is `null` was not sent.
    pub(crate) fn check_relations(&self, kind: &Kind) -> Result<(), Failure> {
        for (name, value) in &self.relations {
            let unknown = || Failure::wrong(format!("{} has no relation {name}", kind.record));
            let relation = kind.relation(name).ok_or_else(unknown)?;
            if !value.is_null() {
                let missing = || Failure::wrong(format!("{name} of a {} has no member data", kind.record));
                links_in(relation, value.get("data").ok_or_else(missing)?)?;
            }
        }
        Ok(())
    }

    /// The id that a relation leads to which no update can set.
    pub(crate) fn link(&self, name: &str) -> Result<Option<String>, Failure> {
        match self.relations.get(name).and_then(|value| value.get("data")) {
            None | Some(Value::Null) => Ok(None),
            Some(data) => {
                let id = data["id"].as_str().map(str::to_owned);
                id.map(Some).ok_or_else(|| Failure::wrong(format!("{name} leads to something without an id")))
            }
        }
    }

    /// Where a relation shall lead; `None` where that was not said. What the server alone sets is not looked at.
    pub(crate) fn related(&self, db: &Connection, relation: &'static Relation) -> Result<Option<Vec<Record>>, Failure> {
        let Some(data) = self.relations.get(relation.name).and_then(|value| value.get("data")) else { return Ok(None) };
        if !relation.writable {
            return Ok(None);
        }
        let ids = links_in(relation, data)?;
        let mut targets: Vec<Record> = Vec::with_capacity(ids.len());
        // The official client takes a primary group away by an id that is empty, and puts it among the groups too.
        for id in ids.into_iter().filter(|id| !id.is_empty()) {
            let target = target(db, relation, id)?;
            if !targets.iter().any(|known| known.seq == target.seq) {
                targets.push(target);
            }
        }
        Ok(Some(targets))
    }
}

/// The ids that a relation's data lead to.
fn links_in<'a>(relation: &Relation, data: &'a Value) -> Result<Vec<&'a str>, Failure> {
    match (relation.many, data) {
        (true, Value::Array(links)) => links.iter().map(|link| id_in(relation, link)).collect(),
        (false, Value::Null) => Ok(Vec::new()),
        (false, Value::Object(_)) => Ok(vec![id_in(relation, data)?]),
        (true, _) => Err(Failure::wrong(format!("{} leads to a list", relation.name))),
        (false, _) => Err(Failure::wrong(format!("{} leads to one record, or is null", relation.name))),
    }
}

fn id_in<'a>(relation: &Relation, link: &'a Value) -> Result<&'a str, Failure> {
    let name = relation.name;
    if link.get("type").is_some_and(|record| record != relation.to) {
        return Err(Failure::wrong(format!("{name} leads to a {} only", relation.to)));
    }
    let missing = || Failure::wrong(format!("{name} leads to something without an id"));
    link.get("id").and_then(Value::as_str).ok_or_else(missing)
}

fn target(db: &Connection, relation: &Relation, id: &str) -> Result<Record, Failure> {
    let name = relation.name;
    let kind = pilothouse_wire::control::kind(relation.to)
        .ok_or_else(|| Failure::internal("following a relation", &relation.to))?;
    store::find(db, kind, id)?.ok_or_else(|| Failure::wrong(format!("{name}: there is no {} {id}", relation.to)))
}
