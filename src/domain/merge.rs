//! Two edits of one object. Saving replaces the whole object and there is no version (contract/dataiku-dss.md §12), so it
//! is read again before: what was loaded, what is to be saved and what is there now are merged, member by member, and
//! what both have changed in different ways is asked for. The same comparison tells what a server kept of a save.
//!
//! Values may be secrets: debug texts have paths only, and [`shown`] gives none away.

mod change;

use std::collections::BTreeSet;
use std::fmt;

use serde_json::{Map, Value};

use change::{diff, is_one_thing, keyed, present};

pub use change::{Change, changes, is_secret, shown, words};

/// What an item of the list at a path is called. A list is merged item by item where all its items have names of their
/// own; its order does not count then. Any other list is one value.
pub type Identify = fn(&[String], &Value) -> Option<String>;

/// For objects in whose lists the order counts, as in variables: no list is taken apart.
pub fn no_identity(_path: &[String], _item: &Value) -> Option<String> {
    None
}

/// Which of two is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// What is to be saved here.
    Mine,
    /// What is on the server now.
    Theirs,
}

/// A place that both have changed, in different ways. Nothing stands for what is not there.
#[derive(Clone, PartialEq)]
pub struct Clash {
    /// The place.
    pub path: Vec<String>,
    /// As it was loaded.
    pub base: Option<Value>,
    /// As it is to be saved.
    pub mine: Option<Value>,
    /// As it is on the server now.
    pub theirs: Option<Value>,
}

impl fmt::Debug for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clash").field(&self.path).finish()
    }
}

/// Both edits in one.
#[derive(Clone)]
pub struct Merge {
    /// Both edits; at a clash what is on the server.
    pub merged: Value,
    /// What has to be asked for.
    pub clashes: Vec<Clash>,
    /// What has changed on the server since it was loaded.
    pub theirs_changes: Vec<Change>,
    /// What was changed here.
    pub mine_changes: Vec<Change>,
    three: Three,
    identify: Identify,
}

impl fmt::Debug for Merge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Merge")
            .field("clashes", &self.clashes)
            .field("theirs", &self.theirs_changes)
            .field("mine", &self.mine_changes)
            .finish_non_exhaustive()
    }
}

#[derive(Clone)]
struct Three {
    base: Value,
    mine: Value,
    theirs: Value,
}

/// Merges what was loaded, what is to be saved and what is there now.
pub fn merge(base: &Value, mine: &Value, theirs: &Value, identify: Identify) -> Merge {
    let three = Three { base: base.clone(), mine: mine.clone(), theirs: theirs.clone() };
    let (merged, clashes) = three.walk(identify, &[]);
    Merge {
        merged,
        clashes,
        theirs_changes: changes(base, theirs, identify),
        mine_changes: changes(base, mine, identify),
        three,
        identify,
    }
}

impl Merge {
    /// Whether nothing has changed on the server since it was loaded.
    pub fn is_current(&self) -> bool {
        self.theirs_changes.is_empty()
    }

    /// The object to be saved, with a pick for each clash in their order. Where a pick is missing the server's stays, so
    /// that nobody's edit is overwritten unasked.
    pub fn resolve(self, picks: &[Pick]) -> Value {
        self.three.walk(self.identify, picks).0
    }
}

impl Three {
    fn walk(&self, identify: Identify, picks: &[Pick]) -> (Value, Vec<Clash>) {
        let mut walk = Walk { identify, picks, path: Vec::new(), clashes: Vec::new() };
        let merged = walk.value(Some(&self.base), Some(&self.mine), Some(&self.theirs));
        (merged.unwrap_or_default(), walk.clashes)
    }
}

struct Walk<'a> {
    identify: Identify,
    picks: &'a [Pick],
    path: Vec<String>,
    clashes: Vec<Clash>,
}

type Maybe<'a> = Option<&'a Value>;

impl Walk<'_> {
    fn value(&mut self, base: Maybe<'_>, mine: Maybe<'_>, theirs: Maybe<'_>) -> Option<Value> {
        if self.same(mine, theirs) || self.same(base, mine) {
            return theirs.cloned();
        }
        if self.same(base, theirs) {
            return mine.cloned();
        }
        self.objects(base, mine, theirs)
            .or_else(|| self.items(base, mine, theirs))
            .unwrap_or_else(|| self.clash(base, mine, theirs))
    }

    fn same(&self, one: Maybe<'_>, other: Maybe<'_>) -> bool {
        let mut found = Vec::new();
        diff(&mut self.path.clone(), one, other, self.identify, &mut found);
        found.is_empty()
    }

    fn inside(&mut self, name: &str, base: Maybe<'_>, mine: Maybe<'_>, theirs: Maybe<'_>) -> Option<Value> {
        self.path.push(name.to_owned());
        let merged = self.value(base, mine, theirs);
        self.path.pop();
        merged
    }

    /// Merged member by member, where all are objects; one that was not there before counts as empty.
    fn objects(&mut self, base: Maybe<'_>, mine: Maybe<'_>, theirs: Maybe<'_>) -> Option<Option<Value>> {
        if is_one_thing(&self.path) {
            return None;
        }
        let nothing = Map::new();
        let base = present(base).map_or(Some(&nothing), Value::as_object)?;
        let (mine, theirs) = (mine?.as_object()?, theirs?.as_object()?);
        let mut merged = Map::new();
        for name in theirs.keys().chain(mine.keys().filter(|name| !theirs.contains_key(*name))) {
            if let Some(value) = self.inside(name, base.get(name), mine.get(name), theirs.get(name)) {
                merged.insert(name.clone(), value);
            }
        }
        Some(Some(Value::Object(merged)))
    }

    /// Merged item by item, where all are lists of items with names: in the server's order, then what is only here.
    fn items(&mut self, base: Maybe<'_>, mine: Maybe<'_>, theirs: Maybe<'_>) -> Option<Option<Value>> {
        let base = match present(base) {
            None => Vec::new(),
            Some(list) => keyed(&self.path, list, self.identify)?,
        };
        let (mine, theirs) = (keyed(&self.path, mine?, self.identify)?, keyed(&self.path, theirs?, self.identify)?);
        let find = |list: &[(String, Value)], name: &str| {
            list.iter().find(|(known, _)| known == name).map(|(_, item)| item.clone())
        };
        let mut merged = Vec::new();
        let mut seen = BTreeSet::new();
        for (name, _) in theirs.iter().chain(&mine) {
            if seen.insert(name) {
                let (base, mine, theirs) = (find(&base, name), find(&mine, name), find(&theirs, name));
                merged.extend(self.inside(name, base.as_ref(), mine.as_ref(), theirs.as_ref()));
            }
        }
        Some(Some(Value::Array(merged)))
    }

    fn clash(&mut self, base: Maybe<'_>, mine: Maybe<'_>, theirs: Maybe<'_>) -> Option<Value> {
        let pick = self.picks.get(self.clashes.len()).copied().unwrap_or(Pick::Theirs);
        self.clashes.push(Clash {
            path: self.path.clone(),
            base: base.cloned(),
            mine: mine.cloned(),
            theirs: theirs.cloned(),
        });
        match pick {
            Pick::Mine => mine.cloned(),
            Pick::Theirs => theirs.cloned(),
        }
    }
}

#[cfg(test)]
mod tests;
