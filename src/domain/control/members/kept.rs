//! Wishes while their page is away.

use std::collections::BTreeMap;

use pilothouse_wire::Whole;
use serde_json::{Value, json};

use super::{Member, Wishes};

const WISHES: &str = "wishes";

/// All that cannot be read again: the wishes, and what those are called who were picked. `None` where there are none.
pub fn to_whole(wishes: &Wishes, names: &BTreeMap<Member, String>) -> Option<Whole> {
    let one = |(member, role): (&Member, &Option<String>)| {
        json!([member.kind().record, member.id(), role, names.get(member)])
    };
    let all: Vec<Value> = wishes.iter().map(one).collect();
    if all.is_empty() { None } else { Whole::of(json!({ WISHES: all })) }
}

/// The same back.
pub fn from_whole(whole: &Whole) -> (Wishes, BTreeMap<Member, String>) {
    let (mut wishes, mut names) = (Wishes::new(), BTreeMap::new());
    for one in whole.get(WISHES).and_then(Value::as_array).into_iter().flatten() {
        let text = |place: usize| one.get(place).and_then(Value::as_str).map(str::to_owned);
        let Some(member) = text(0).zip(text(1)).and_then(|(record, id)| Member::new(&record, id)) else { continue };
        names.extend(text(3).map(|name| (member.clone(), name)));
        wishes.insert(member, text(2));
    }
    (wishes, names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_and_names_come_back() {
        let (ana, night) = (Member::User("1".into()), Member::Group("1".into()));
        let wishes = Wishes::from([(ana.clone(), Some("Admin".into())), (night, None)]);
        let names = BTreeMap::from([(ana, "ana".to_owned())]);
        assert_eq!(from_whole(&to_whole(&wishes, &names).unwrap()), (wishes, names));
        assert_eq!(to_whole(&Wishes::new(), &BTreeMap::new()), None);
    }
}
