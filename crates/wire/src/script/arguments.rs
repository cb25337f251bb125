//! What a method of the official client is to be called with, so that it sends what the call sends, and nothing else.

use serde_json::Value;

use super::client::{Arg, Method};
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
    let mut left = Left { body, query: call.query.clone() };
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
        }
    }
    left.is_nothing().then_some(arguments)
}

/// What no argument says yet.
struct Left {
    body: Value,
    query: Vec<(String, String)>,
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
        self.query.is_empty() && is_bare(&self.body)
    }
}

/// Whether it says no more than if it were not there.
fn is_bare(value: &Value) -> bool {
    value.is_null() || value.as_object().is_some_and(|members| members.values().all(is_bare))
}

/// Whether `os.path.abspath` leaves it as it is.
fn is_absolute(path: &str) -> bool {
    path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(|part| !matches!(part, "" | "." | "..")))
}
