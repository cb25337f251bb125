//! What a method of the official client is to be called with, so that it sends what the call sends, and nothing else.

use serde_json::Value;

use super::client::{Arg, Method};
use crate::call::encode;
use crate::dss::word;
use crate::{Shown, ShownBody};

/// One argument. What is of the body comes with the pointer that leads to it.
pub(super) enum Argument {
    /// A segment of the path.
    Segment(String),
    /// The secret in the path.
    Secret,
    /// A parameter of the query.
    Text(String),
    /// The same with the argument's name, as true or false.
    Flag(&'static str, bool),
    /// A value.
    Value(&'static str, Value),
    /// A value with the argument's name.
    Named(&'static str, &'static str, Value),
    /// An object, each of whose members is an argument.
    Spread(Value),
    /// Names and values in their order, with the argument's name. What comes several times has all its values.
    Pairs(&'static str, Vec<(String, Vec<String>)>),
    /// Nothing, in so many words.
    Nothing,
}

/// Names that `run_function` has for itself, so that no function's argument can be called so.
const TAKEN: [&str; 2] = ["self", "endpoint_id"];

/// The arguments; `None` where the method cannot say all that the call says.
pub(super) fn of(method: &Method, call: &Shown) -> Option<Vec<Argument>> {
    let body = match &call.body {
        ShownBody::Json(body) => body.value.clone(),
        ShownBody::None => Value::Null,
        ShownBody::Form | ShownBody::File => return None,
    };
    let headers = call.headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let mut left = Left { body, query: call.query.clone(), headers };
    let mut arguments = Vec::new();
    for arg in method.args {
        match *arg {
            Arg::Segment(n) => arguments.push(Argument::Segment(call.segments.get(n)?.clone())),
            Arg::Secret => arguments.push(Argument::Secret),
            Arg::Query(name) => arguments.push(Argument::Text(left.parameter(name)?)),
            Arg::Flag(argument, name) => {
                let value = left.parameter(name)?;
                let truth = [true, false].into_iter().find(|truth| word(*truth) == value)?;
                arguments.push(Argument::Flag(argument, truth));
            }
            Arg::Path(name) => arguments.push(Argument::Text(left.parameter(name).filter(|path| is_absolute(path))?)),
            Arg::Member(pointer) => arguments.push(Argument::Value(pointer, left.member(pointer)?)),
            Arg::Named(name, pointer) => {
                let value = left.member(pointer).filter(|value| !value.is_null());
                arguments.extend(value.map(|value| Argument::Named(name, pointer, value)));
            }
            Arg::Body => arguments.push(Argument::Value("", left.body.take())),
            Arg::Spread => arguments.push(Argument::Spread(left.arguments()?)),
            Arg::Fixed(word) => arguments.push(Argument::Text(word.to_owned())),
            Arg::Nothing => arguments.push(Argument::Nothing),
            Arg::Address => arguments.push(Argument::Text(below_prefix(call))),
            Arg::Below(place) => arguments.push(Argument::Text([place, &encode(call.segments.first()?)].concat())),
            Arg::Params => arguments.extend(pairs("params", std::mem::take(&mut left.query))?),
            Arg::Headers => arguments.extend(pairs("headers", std::mem::take(&mut left.headers))?),
            Arg::Json => {
                let body = left.body.take();
                arguments.extend((!body.is_null()).then_some(Argument::Named("json", "", body)));
            }
        }
    }
    left.is_nothing().then_some(arguments)
}

/// What no argument says yet.
struct Left {
    body: Value,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
}

impl Left {
    fn parameter(&mut self, name: &str) -> Option<String> {
        let place = self.query.iter().position(|(known, _)| known == name)?;
        Some(self.query.remove(place).1)
    }

    fn member(&mut self, pointer: &str) -> Option<Value> {
        self.body.pointer_mut(pointer).map(Value::take)
    }

    fn arguments(&mut self) -> Option<Value> {
        let free = |members: &serde_json::Map<String, Value>| !TAKEN.iter().any(|name| members.contains_key(*name));
        self.body.as_object().is_some_and(free).then(|| self.body.take())
    }

    fn is_nothing(&self) -> bool {
        self.query.is_empty() && self.headers.is_empty() && is_bare(&self.body)
    }
}

/// The path without its query, encoded, as a client takes it that puts the prefix in front by itself.
fn below_prefix(call: &Shown) -> String {
    let path = Shown { query: Vec::new(), ..call.clone() }.path();
    path.strip_prefix(call.endpoint.system.prefix()).unwrap_or_default().to_owned()
}

/// An argument, if there is anything to say. `None` where a dict would put it in another order.
fn pairs(argument: &'static str, all: Vec<(String, String)>) -> Option<Option<Argument>> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (name, value) in all {
        match groups.iter().position(|(known, _)| *known == name) {
            None => groups.push((name, vec![value])),
            Some(place) if place + 1 == groups.len() => groups.last_mut()?.1.push(value),
            Some(_) => return None,
        }
    }
    Some((!groups.is_empty()).then_some(Argument::Pairs(argument, groups)))
}

/// Whether it says no more than if it were not there.
fn is_bare(value: &Value) -> bool {
    value.is_null() || value.as_object().is_some_and(|members| members.values().all(is_bare))
}

/// Whether `os.path.abspath` leaves it as it is.
fn is_absolute(path: &str) -> bool {
    path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(|part| !matches!(part, "" | "." | "..")))
}
