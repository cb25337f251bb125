//! Kitchens, as far as access to them goes: contract/datakitchen-automation.md §4 and §5.1.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::members::{Members, Record};
use crate::{Answer, Call, Endpoint, Error, Extra, List, System, list};

/// `GET kitchen/list`.
pub const LIST: Endpoint = Endpoint::read("kitchen/list", System::Automation, "kitchen/list");

/// Member of the answer.
pub const KITCHENS: &str = "kitchens";

/// A kitchen, as the list has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kitchen {
    /// Its name.
    pub name: String,
    /// The kitchen that it was made from; nothing, or its own name, at the root.
    pub parent: Option<String>,
    /// Words for people.
    pub description: Option<String>,
    /// E-mails of those who may enter; empty or absent means everyone of the customer's.
    pub staff: Option<Vec<String>>,
    /// E-mail to role; absent where the feature is off.
    pub roles: Option<BTreeMap<String, String>>,
    /// What else the server sent.
    pub extra: Extra,
}

impl Record for Kitchen {
    fn read(mut members: Members) -> Result<Self, String> {
        Ok(Self {
            name: members.needed("name")?,
            parent: members.text("parent-kitchen")?,
            description: members.text("description")?,
            staff: read_as(&mut members, "kitchen-staff", texts)?,
            roles: read_as(&mut members, "kitchen-roles", pairs)?,
            extra: members.rest(),
        })
    }
}

/// Reads who may enter, or as what. A kitchen in which that cannot be read is not taken for one that is open to everyone.
fn read_as<T>(members: &mut Members, name: &str, read: fn(Value) -> Option<T>) -> Result<Option<T>, String> {
    let value = members.take(name).map(|value| read(value).ok_or_else(|| ["“", name, "” cannot be read"].concat()));
    value.transpose()
}

fn texts(value: Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|one| one.as_str().map(str::to_owned)).collect()
}

fn pairs(value: Value) -> Option<BTreeMap<String, String>> {
    value.as_object()?.iter().map(|(name, role)| Some((name.clone(), role.as_str()?.to_owned()))).collect()
}

/// The kitchens, open to the caller or not.
pub fn list() -> Call<List<Kitchen>> {
    Call::new(&LIST, &[], read)
}

fn read(answer: &Answer) -> Result<List<Kitchen>, Error> {
    let kitchens = Members::parse(&answer.body).and_then(|mut members| members.array(KITCHENS));
    kitchens.map(list::sort_out).map_err(Error::Unreadable)
}
