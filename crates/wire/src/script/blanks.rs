//! What a script has in place of the secrets of a body: a variable for each.

use super::Step;
use super::variables::{Kind, Variables};
use crate::{Blanked, ShownBody};

/// What stands for each secret of one body.
#[derive(Default)]
pub(super) struct Blanks(Vec<(String, String)>);

impl Blanks {
    /// The secrets of a call, each as `write` writes the variable that holds it; the second argument tells of a number.
    pub(super) fn of(
        step: &Step,
        number: usize,
        variables: &mut Variables,
        write: &mut dyn FnMut(&str, bool) -> String,
    ) -> Self {
        let ShownBody::Json(body) = &step.call.body else { return Self::default() };
        let blank = |pointer: &String| {
            let is_number = body.value.pointer(pointer).is_some_and(serde_json::Value::is_number);
            let name = variables.another(Kind::Secret, &about(step, number, body, pointer, is_number));
            (pointer.clone(), write(&name, is_number))
        };
        Self(body.hidden.iter().map(blank).collect())
    }

    /// The same text for every secret.
    pub(super) fn all(body: &Blanked, text: &str) -> Self {
        Self(body.hidden.iter().map(|pointer| (pointer.clone(), text.to_owned())).collect())
    }

    /// What stands at that place, if there is a secret.
    pub(super) fn at(&self, pointer: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == pointer).map(|(_, text)| text.as_str())
    }

    /// Whether there is no secret.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Which secret it is.
fn about(step: &Step, number: usize, body: &Blanked, pointer: &str, is_number: bool) -> String {
    let kind = if is_number { ", a number" } else { "" };
    [&number.to_string(), " (", step.call.endpoint.name, "): ", &body.words(pointer), kind].concat()
}
