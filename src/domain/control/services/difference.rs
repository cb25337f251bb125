//! What differs between two manifests, in words. What the server alone says (states, jobs) is no difference.

use pilothouse_wire::Whole;
use pilothouse_wire::control::services as s;
use serde_json::Value;

use super::{Service, all, find, words};
use crate::domain::merge::{self, Change};

/// What differs at one service; `service` is empty for the manifest itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The service's name.
    pub service: String,
    /// Line by line.
    pub lines: Vec<String>,
}

/// Tells services apart in the list of a manifest, by their names; no other list is taken apart.
pub fn identify(path: &[String], item: &Value) -> Option<String> {
    let name = || item[s::SPEC][s::NAME].as_str().map(str::to_owned);
    matches!(path, [list] if list == s::SERVICES).then(name)?
}

/// All that differs.
pub fn difference(before: &Whole, after: &Whole) -> Vec<Difference> {
    let mode = (before.text(s::APPLY_MODE), after.text(s::APPLY_MODE));
    let mode = (mode.0 != mode.1).then(|| Difference {
        service: String::new(),
        lines: vec![["mode: ", mode.0.unwrap_or("not given"), " → ", mode.1.unwrap_or("not given")].concat()],
    });
    let names = names(before, after);
    names.into_iter().filter_map(|name| of(before, after, &name)).chain(mode).collect()
}

/// What differs at services of these names: whether somebody else has changed one meanwhile.
pub fn touched<'a>(before: &Whole, after: &Whole, names: impl IntoIterator<Item = &'a str>) -> Vec<Difference> {
    names.into_iter().filter_map(|name| of(before, after, name)).collect()
}

/// In the order of the manifest, what is new at its end.
fn names(before: &Whole, after: &Whole) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for service in all(before).iter().chain(&all(after)) {
        if !names.iter().any(|name| name == service.name()) {
            names.push(service.name().to_owned());
        }
    }
    names
}

fn of(before: &Whole, after: &Whole, name: &str) -> Option<Difference> {
    let lines = match (find(before, name), find(after, name)) {
        (None, None) => Vec::new(),
        (Some(_), None) => vec!["removed".to_owned()],
        (None, Some(service)) => {
            let kind = service.kind().unwrap_or("of no kind");
            vec![["added: ", kind].concat()]
        }
        (Some(before), Some(after)) => lines(&before, &after),
    };
    (!lines.is_empty()).then(|| Difference { service: name.to_owned(), lines })
}

fn lines(before: &Service, after: &Service) -> Vec<String> {
    let part = |service: &Service| {
        let mut whole = service.0.clone();
        whole.remove(s::STATUS);
        whole.value()
    };
    let changes = merge::changes(&part(before), &part(after), merge::no_identity);
    let mut lines: Vec<String> = changes.iter().filter_map(line).collect();
    // A mark says no more than that the rest is to be done.
    let marked = |change: &Change| change.path.last().is_some_and(|name| name == s::MARK_AS_CHANGED);
    if lines.is_empty() && changes.iter().any(|change| marked(change) && change.after == Some(Value::Bool(true))) {
        lines.push("applied once more".to_owned());
    }
    lines
}

fn line(change: &Change) -> Option<String> {
    let path: Vec<&str> = change.path.iter().map(String::as_str).collect();
    let state = |value: &Option<Value>| value.as_ref().and_then(Value::as_str).map_or("not given".to_owned(), words);
    match path.as_slice() {
        [s::SPEC, s::MARK_AS_CHANGED] => None,
        [s::SPEC, s::MARK_FOR_RESTART] => (change.after == Some(Value::Bool(true))).then(|| "started anew".to_owned()),
        [s::SPEC, s::DESIRED_STATE] => {
            Some(["desired state: ", &state(&change.before), " → ", &state(&change.after)].concat())
        }
        [s::SPEC, place @ ..] => {
            let place: Vec<String> = place.iter().map(|name| (*name).to_owned()).collect();
            Some(plain(&place, change))
        }
        _ => Some(plain(&change.path, change)),
    }
}

fn plain(place: &[String], change: &Change) -> String {
    let place_words = merge::words(place);
    if merge::is_secret(place) {
        return [&place_words, ": ", change.kind(), ", not shown"].concat();
    }
    let (before, after) = (merge::shown(place, change.before.as_ref()), merge::shown(place, change.after.as_ref()));
    [&place_words, ": ", &before, " → ", &after].concat()
}
