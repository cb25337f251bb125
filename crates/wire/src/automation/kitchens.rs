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
            staff: members.take("kitchen-staff").map(staff).transpose()?,
            roles: members.take("kitchen-roles").map(pairs),
            extra: members.rest(),
        })
    }
}

/// An empty list lets everyone in, so what is no list of texts is never taken for one.
fn staff(value: Value) -> Result<Vec<String>, String> {
    let texts = value.as_array().and_then(|all| all.iter().map(|one| one.as_str().map(str::to_owned)).collect());
    texts.ok_or_else(|| "“kitchen-staff” is not a list of texts".to_owned())
}

/// The kitchens, open to the caller or not.
pub fn list() -> Call<List<Kitchen>> {
    Call::new(&LIST, &[], read)
}

fn read(answer: &Answer) -> Result<List<Kitchen>, Error> {
    let kitchens = Members::parse(&answer.body).and_then(|mut members| members.array(KITCHENS));
    kitchens.map(list::sort_out).map_err(Error::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_list_of_staff_that_cannot_be_read_is_not_an_empty_one() {
        let read = |staff: Value| Members::of(json!({"name": "k", "kitchen-staff": staff})).and_then(Kitchen::read);
        assert_eq!(read(json!(["Ana@x"])).map(|kitchen| kitchen.staff), Ok(Some(vec!["Ana@x".to_owned()])));
        assert_eq!(read(json!([])).map(|kitchen| kitchen.staff), Ok(Some(Vec::new())));
        assert_eq!(read(json!(null)).map(|kitchen| kitchen.staff), Ok(None));
        for odd in [json!("Ana@x"), json!([1]), json!({"Ana@x": true})] {
            assert!(read(odd.clone()).is_err(), "{odd}");
        }
    }
}
