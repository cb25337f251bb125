//! Records as answers have them, with those that come along: contract/iguazio-control-plane.md §3.

use std::collections::{HashMap, HashSet};

use pilothouse_wire::control::{Kind, Relation, services::MANIFESTS};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    auth::control::Caller,
    error::Failure,
    store::{
        control::{
            Record, links,
            list::{Listed, Query},
        },
        dss::Object,
    },
};

use super::{ask::Include, sight::Sight};

/// What an answer holds but for its trace id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    /// The record, or the list.
    pub(crate) data: Value,
    /// Records that came along, each once.
    pub(crate) included: Vec<Value>,
    /// What is said of the answer itself.
    pub(crate) meta: Object,
}

impl Document {
    /// One record, as the caller may see it.
    pub(crate) fn one(db: &Connection, caller: &Caller, record: &Record, include: &Include) -> Result<Self, Failure> {
        let (mut values, included) = together(db, caller, record.kind, std::slice::from_ref(record), include)?;
        Ok(Self { data: values.pop().unwrap_or_default(), included, meta: Object::new() })
    }

    /// A page of a list. Where the numbers stand is unknown (§4): `meta` is a sandbox choice.
    pub(crate) fn page(
        db: &Connection,
        caller: &Caller,
        query: &Query,
        listed: &Listed,
        include: &Include,
    ) -> Result<Self, Failure> {
        let (values, included) = together(db, caller, query.kind, &listed.records, include)?;
        let mut meta = super::attributes([("page_number", listed.number.into()), ("page_size", query.size.into())]);
        if let Some(total) = listed.total {
            let pages = total.div_ceil(u64::from(query.size.max(1)));
            meta.extend(super::attributes([("total_records", total.into()), ("total_pages", pages.into())]));
        }
        Ok(Self { data: values.into(), included, meta })
    }

    /// Of something that is no record.
    pub(crate) fn of(data: Value) -> Self {
        Self { data, ..Self::default() }
    }
}

/// A record without its relations.
pub(crate) fn bare(record: &Record) -> Value {
    json!({"type": record.kind.record, "id": id(record), "attributes": record.attributes})
}

/// The id is a text, but for the manifest's, which is a number (§1, certain).
fn id(record: &Record) -> Value {
    let number = (record.kind == &MANIFESTS).then(|| record.id.parse::<i64>().ok()).flatten();
    number.map_or_else(|| record.id.as_str().into(), Value::from)
}

/// What points to a record.
pub(crate) fn link(record: &Record) -> Value {
    json!({"type": record.kind.record, "id": record.id})
}

/// Says where a relation leads; one that leads nowhere is left out: certain for one that may lead to several (§3), inferred
/// for the other, in which the official client follows whatever is there.
pub(crate) fn put_relation(value: &mut Value, relation: &Relation, targets: &[Record]) {
    let data = match (relation.many, targets) {
        (_, []) => return,
        (true, targets) => targets.iter().map(link).collect(),
        (false, [first, ..]) => link(first),
    };
    value["relationships"][relation.name] = json!({ "data": data });
}

fn together(
    db: &Connection,
    caller: &Caller,
    kind: &'static Kind,
    records: &[Record],
    include: &Include,
) -> Result<(Vec<Value>, Vec<Value>), Failure> {
    let own = records.iter().map(|one| one.seq).collect();
    let mut along = Along { db, sight: Sight::of(caller), own, values: vec![], places: HashMap::new() };
    let values = along.show(kind, records, include)?;
    Ok((values, along.values))
}

/// Records that come along.
struct Along<'a> {
    db: &'a Connection,
    sight: Sight,
    /// Those that the answer is about: they do not come along once more.
    own: HashSet<i64>,
    values: Vec<Value>,
    places: HashMap<i64, usize>,
}

impl Along<'_> {
    fn show(&mut self, kind: &'static Kind, records: &[Record], include: &Include) -> Result<Vec<Value>, Failure> {
        let mut values: Vec<Value> = records.iter().map(|record| bare(&self.sight.seen(record))).collect();
        let asking: Vec<i64> = records.iter().map(|record| record.seq).collect();
        for (relation, nested) in &include.0 {
            let linked = links::of_all(self.db, kind, relation, &asking)?;
            for (record, value) in records.iter().zip(&mut values) {
                let targets = linked.get(&record.seq).map_or(&[][..], Vec::as_slice);
                put_relation(value, relation, targets);
            }
            // In the order in which the records lead there, which is the same every time.
            let all = records.iter().filter_map(|record| linked.get(&record.seq)).flatten();
            let mut seen = HashSet::new();
            let targets: Vec<Record> = all.filter(|target| seen.insert(target.seq)).cloned().collect();
            self.include(&targets, nested)?;
        }
        Ok(values)
    }

    fn include(&mut self, targets: &[Record], nested: &Include) -> Result<(), Failure> {
        let Some(first) = targets.first() else { return Ok(()) };
        let values = self.show(first.kind, targets, nested)?;
        for (target, value) in targets.iter().zip(values) {
            if self.own.contains(&target.seq) {
                continue;
            }
            match self.places.get(&target.seq) {
                Some(place) => merge(&mut self.values[*place], value),
                None => {
                    self.places.insert(target.seq, self.values.len());
                    self.values.push(value);
                }
            }
        }
        Ok(())
    }
}

/// Adds the relations of a record that was met a second time.
fn merge(known: &mut Value, again: Value) {
    let Value::Object(mut members) = again else { return };
    if let Some(Value::Object(relations)) = members.remove("relationships") {
        relations.into_iter().for_each(|(name, relation)| known["relationships"][name] = relation);
    }
}
