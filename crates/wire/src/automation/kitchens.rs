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
        let texts = |value: Value| match value {
            Value::Array(all) => all.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => Vec::new(),
        };
        let pairs = |value: Value| match value {
            Value::Object(all) => {
                all.iter().filter_map(|(name, role)| Some((name.clone(), role.as_str()?.to_owned()))).collect()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => BTreeMap::new(),
        };
        Ok(Self {
            name: members.needed("name")?,
            parent: members.text("parent-kitchen")?,
            description: members.text("description")?,
            staff: members.take("kitchen-staff").map(texts),
            roles: members.take("kitchen-roles").map(pairs),
            extra: members.rest(),
        })
    }
}

/// The kitchens, open to the caller or not.
pub fn list() -> Call<List<Kitchen>> {
    Call::new(&LIST, &[], read)
}

fn read(answer: &Answer) -> Result<List<Kitchen>, Error> {
    let kitchens = Members::parse(&answer.body).and_then(|mut members| members.array(KITCHENS));
    kitchens.map(list::sort_out).map_err(Error::Unreadable)
}
