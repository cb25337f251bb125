//! Records and answers in the envelope of this API: contract/iguazio-control-plane.md §3.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Id, Which, system};
use crate::members::Members;
use crate::{Answer, Error, Extra, Secret, UnreadableRow, Whole};

/// Points to a record; to one whose id is a secret by what tells it apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// Its `type`.
    pub record: String,
    /// Its id.
    pub id: String,
}

impl Link {
    pub(super) fn read(value: &Value) -> Option<Self> {
        let (record, id) = (value["type"].as_str()?.to_owned(), id_text(&value["id"])?);
        let secret = super::kind(&record).is_some_and(|kind| kind.secret_id);
        Some(Self { record, id: if secret { handle(&id) } else { id } })
    }

    /// As JSON.
    pub fn value(&self) -> Value {
        json!({"type": self.record, "id": self.id})
    }
}

/// An id is a text, for some kinds a number (§1, certain).
fn id_text(value: &Value) -> Option<String> {
    let number = || value.as_number().filter(|number| !number.is_f64()).map(ToString::to_string);
    value.as_str().map(str::to_owned).or_else(number)
}

/// A record. Attributes that nobody knows are kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Its `type`.
    pub record: String,
    /// Its id; of a kind whose ids are secrets what tells it apart and is none. Empty where the server gave none.
    pub id: String,
    /// The id, where it is a secret, and one that a path can hold.
    pub secret: Option<Arc<Secret>>,
    /// Its attributes, but for those that are secrets: nobody sends them back.
    pub attributes: Whole,
    relations: Whole,
}

impl Item {
    /// Reads one. The error says what is wrong.
    fn read(value: Value, secret_id: bool) -> Result<Self, String> {
        let mut members = Members::of(value)?;
        let record = members.needed("type")?;
        let id = members.take("id").as_ref().and_then(id_text).unwrap_or_default();
        let object = |value: Option<Value>| value.and_then(Whole::of).unwrap_or_default();
        let mut attributes = object(members.take("attributes"));
        let relations = object(members.take("relationships"));
        let kind = super::kind(&record);
        system::drop_secrets(kind, &mut attributes);
        if !secret_id && !kind.is_some_and(|kind| kind.secret_id) {
            return Ok(Self { record, id, secret: None, attributes, relations });
        }
        let secret = crate::dss::name::check(&id).is_ok().then(|| Arc::new(Secret::new(id.as_str())));
        Ok(Self { record, id: if id.is_empty() { id } else { handle(&id) }, secret, attributes, relations })
    }

    /// Which record it is, for further calls; `None` where the server gave no id that a path can hold.
    pub fn which(&self) -> Option<Which> {
        match (&self.secret, super::kind(&self.record).is_some_and(|kind| kind.secret_id)) {
            (Some(secret), _) => Some(Which::Secret(secret.clone())),
            (None, true) => None,
            (None, false) => Id::parse(&self.id).ok().map(Which::Id),
        }
    }

    /// A text.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.attributes.text(field)
    }

    /// The record at the end of a relation that has one end; `None` where the server did not say.
    pub fn one(&self, relation: &str) -> Option<Link> {
        Link::read(self.data(relation)?)
    }

    /// The records at the end of a relation that has several. An empty one may be absent (§3, certain): whoever asked
    /// for it by `include` takes `None` for none.
    pub fn many(&self, relation: &str) -> Option<Vec<Link>> {
        Some(self.data(relation)?.as_array()?.iter().filter_map(Link::read).collect())
    }

    fn data(&self, relation: &str) -> Option<&Value> {
        self.relations.get(relation)?.get("data")
    }
}

/// What tells a secret id apart and does not give it away: 64 bits that are computed from it. An id is a random UUID of
/// 122 bits, and not to be had back from them.
fn handle(id: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    format!("{:016x}", id.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

/// One record with those that came along.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct One {
    /// The record.
    pub item: Item,
    /// Related records.
    pub included: Vec<Item>,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The records that could be read.
    pub items: Vec<Item>,
    /// Those that could not.
    pub unreadable: Vec<UnreadableRow>,
    /// Related records.
    pub included: Vec<Item>,
    /// How many records there are on all pages. Where the server says it is unknown (§4); read where the sandbox and the
    /// dashboard's words for pages let one look: `meta.total_records`.
    pub total: Option<u64>,
    /// The number of this page, from 0, where the server says it: `meta.page_number`, as unknown as the total.
    pub number: Option<u32>,
}

/// What came of a change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Done {
    /// The record, where the answer holds it.
    pub item: Option<Item>,
    /// The job that goes on with it, where one was started.
    pub job: Option<Id>,
    /// The trace id of the request.
    pub ctx: Option<String>,
}

fn parse(answer: &Answer) -> Result<Value, Error> {
    serde_json::from_str(&answer.body).map_err(|e| Error::Unreadable(e.to_string()))
}

/// A member taken out of what may be no object.
fn taken(value: &mut Value, name: &str) -> Value {
    value.get_mut(name).map(Value::take).unwrap_or_default()
}

fn all(value: Value, secret_id: bool) -> (Vec<Item>, Vec<UnreadableRow>) {
    let Value::Array(values) = value else { return Default::default() };
    let (mut items, mut unreadable) = (Vec::with_capacity(values.len()), Vec::new());
    for (index, value) in values.into_iter().enumerate() {
        match Item::read(value, secret_id) {
            Ok(item) => items.push(item),
            Err(why) => unreadable.push(UnreadableRow { index, why }),
        }
    }
    (items, unreadable)
}

fn read_one(answer: &Answer, secret_id: bool) -> Result<One, Error> {
    let mut value = parse(answer)?;
    let item = Item::read(taken(&mut value, "data"), secret_id).map_err(Error::Unreadable)?;
    Ok(One { item, included: all(taken(&mut value, "included"), false).0 })
}

pub(super) fn one(answer: &Answer) -> Result<One, Error> {
    read_one(answer, false)
}

pub(super) fn secret_one(answer: &Answer) -> Result<One, Error> {
    read_one(answer, true)
}

fn read_page(answer: &Answer, secret_id: bool) -> Result<Page, Error> {
    let mut value = parse(answer)?;
    if !value["data"].is_array() {
        return Err(Error::Unreadable("“data” is not a list".into()));
    }
    let (items, unreadable) = all(taken(&mut value, "data"), secret_id);
    let number = value["meta"]["page_number"].as_u64().and_then(|number| u32::try_from(number).ok());
    let total = value["meta"]["total_records"].as_u64();
    Ok(Page { items, unreadable, included: all(taken(&mut value, "included"), false).0, total, number })
}

pub(super) fn page(answer: &Answer) -> Result<Page, Error> {
    read_page(answer, false)
}

pub(super) fn secret_page(answer: &Answer) -> Result<Page, Error> {
    read_page(answer, true)
}

/// Where the job's id is depends on the operation (§6, certain).
fn job_of(data: &Value) -> Option<Id> {
    let own = (data["type"] == "job").then(|| &data["id"]);
    let related = &data["relationships"];
    let places = own.into_iter().chain([
        &related["jobs"]["data"][0]["id"],
        &related["last_job"]["data"]["id"],
        &data["attributes"]["job_id"],
    ]);
    places.filter_map(id_text).find_map(|id| Id::parse(&id).ok())
}

fn read_done(answer: &Answer, secret_id: bool) -> Result<Done, Error> {
    // Nothing, or what is no JSON, is as good (§3, §5.6, certain).
    let Ok(mut value) = serde_json::from_str::<Value>(&answer.body) else { return Ok(Done::default()) };
    let ctx = value["meta"]["ctx"].as_str().map(str::to_owned);
    let job = job_of(&value["data"]);
    let item = Item::read(taken(&mut value, "data"), secret_id).ok();
    Ok(Done { item: item.filter(|item| !matches!(item.record.as_str(), "job" | "deletion_response")), job, ctx })
}

pub(super) fn done(answer: &Answer) -> Result<Done, Error> {
    read_done(answer, false)
}

/// Of a call whose answer is nothing but a job, whatever its `type` says (§6, certain).
pub(super) fn started(answer: &Answer) -> Result<Done, Error> {
    let done = read_done(answer, false)?;
    let own = || id_text(&serde_json::from_str::<Value>(&answer.body).ok()?["data"]["id"]);
    let job = done.job.or_else(|| Id::parse(&own()?).ok());
    Ok(Done { item: None, job, ctx: done.ctx })
}

pub(super) fn secret_done(answer: &Answer) -> Result<Done, Error> {
    read_done(answer, true)
}

/// What is sent to create or change a record: always with relationships, empty where there are none (§3, certain).
pub fn envelope(record: &str, attributes: Extra, relations: Extra) -> Value {
    json!({"data": {"type": record, "attributes": attributes, "relationships": relations}})
}

/// A relation's value with one end.
pub fn to_one(link: &Link) -> Value {
    json!({"data": link.value()})
}

/// A relation's value with several ends: the complete list (§5, certain).
pub fn to_many(links: &[Link]) -> Value {
    json!({"data": links.iter().map(Link::value).collect::<Vec<_>>()})
}
