//! What the members of a group may do, in words and in parts. Newer servers know more of them than older ones
//! (contract/dataiku-dss.md §5), so words and parts are made from the names.

use pilothouse_wire::Whole;
use pilothouse_wire::dss::groups::{ABILITIES, ABILITY};
use serde_json::Value;

/// One ability of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ability {
    /// The member's name.
    pub name: String,
    /// In words.
    pub words: String,
    /// Whether the server gave it.
    pub given: bool,
}

/// The parts, in order: title, and what the names in it hold one of. A name belongs to the first part that it fits.
const PARTS: [(&str, &[&str]); 5] = [
    ("Projects", &["Project"]),
    ("Code, environments and plugins", &["Code", "Cluster", "Plugin", "LibFolders", "UDM"]),
    ("Data and connections", &["Connection", "DataCollection", "FeatureStore"]),
    ("Sharing and publishing", &["Workspace", "APIService", "WebContent", "EnterpriseAsset"]),
    ("Other", &[""]),
];

/// The abilities of a group in their parts: the documented ones, and what else the server gave.
pub fn parts(group: &Whole) -> Vec<(&'static str, Vec<Ability>)> {
    let own = group.members().iter().filter(|(name, value)| is_ability(name, value)).map(|(name, _)| name.as_str());
    let more = own.filter(|name| !ABILITIES.contains(name));
    let mut parts: Vec<(&str, Vec<Ability>)> = PARTS.iter().map(|(title, _)| (*title, Vec::new())).collect();
    for name in ABILITIES.into_iter().chain(more) {
        let ability = Ability { name: name.to_owned(), words: words(name), given: group.flag(name).is_some() };
        parts[part(name)].1.push(ability);
    }
    parts.retain(|(_, abilities)| !abilities.is_empty());
    parts
}

/// How many abilities a group has; `None` where the server gives none at all.
pub fn count(group: &Whole) -> Option<usize> {
    let mut given = group.members().iter().filter(|(name, value)| is_ability(name, value)).peekable();
    given.peek()?;
    Some(given.filter(|(_, value)| value.as_bool() == Some(true)).count())
}

fn is_ability(name: &str, value: &Value) -> bool {
    let tail = name.strip_prefix(ABILITY);
    value.is_boolean() && tail.is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn part(name: &str) -> usize {
    let fits = |(_, marks): &(&str, &[&str])| marks.iter().any(|mark| name.contains(mark));
    PARTS.iter().position(fits).unwrap_or(PARTS.len() - 1)
}

/// “Create published API services”.
pub fn words(name: &str) -> String {
    let letters: Vec<char> = name.strip_prefix(ABILITY).unwrap_or(name).chars().collect();
    let mut words: Vec<String> = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1);
        let begins = letter.is_uppercase()
            && (before.is_none_or(|c| !c.is_uppercase()) || after.is_some_and(|c| c.is_lowercase()));
        match words.last_mut() {
            Some(word) if !begins => word.push(*letter),
            Some(_) | None => words.push(letter.to_string()),
        }
    }
    let plain = |(number, word): (usize, &String)| {
        let acronym = word.len() > 1 && word.chars().all(char::is_uppercase);
        if number == 0 || acronym { word.clone() } else { word.to_lowercase() }
    };
    words.iter().enumerate().map(plain).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_read_as_words() {
        for (name, said) in [
            ("mayCreateProjectsFromMacros", "Create projects from macros"),
            ("mayCreatePublishedAPIServices", "Create published API services"),
            ("mayManageUDM", "Manage UDM"),
            ("mayWriteSafeCode", "Write safe code"),
            ("may", ""),
        ] {
            assert_eq!(words(name), said);
        }
    }

    #[test]
    fn what_the_server_gave_beyond_the_documented_is_there_and_the_rest_is_marked() {
        let group = json!({"name": "ops", "mayManageUDM": true, "mayFly": false, "mayor": true, "mayText": "x"});
        let group = Whole::of(group).unwrap();
        let all: Vec<Ability> = parts(&group).into_iter().flat_map(|(_, abilities)| abilities).collect();
        assert_eq!(all.len(), ABILITIES.len() + 1);
        let given: Vec<&str> = all.iter().filter(|one| one.given).map(|one| one.name.as_str()).collect();
        assert_eq!(given, ["mayManageUDM", "mayFly"]);
        assert_eq!(count(&group), Some(1));
        assert_eq!(count(&Whole::default()), None);
    }

    #[test]
    fn few_abilities_are_in_no_part_of_their_own() {
        let parts = parts(&Whole::default());
        assert_eq!(parts.len(), 5);
        let (title, other) = &parts[4];
        assert!(*title == "Other" && other.len() <= 2, "{other:?}");
    }
}
