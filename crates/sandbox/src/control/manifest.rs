//! The manifest of the app services: whether a PUT is understood (`check`), what it asks for (`plan`), and how that is
//! done step by step (`steps`).
//! `contract/iguazio-control-plane.md` §7. Pure: a manifest in, a manifest out.

mod check;
pub(crate) mod plan;
pub(crate) mod secrets;
pub(crate) mod steps;

#[cfg(test)]
mod tests;

use pilothouse_wire::control::services as s;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::store::dss::Object;

/// What is done to a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Change {
    /// It is brought up, or brought up to date.
    Provision,
    /// It is started anew.
    Restart,
    /// It is taken down.
    Disable,
    /// It goes to zero.
    ScaleToZero,
    /// It comes back from zero.
    ScaleFromZero,
    /// It goes from the manifest.
    Remove,
}

impl Change {
    /// Whether it can fail by the service's name: what is stopped stops.
    const fn can_fail(self) -> bool {
        match self {
            Self::Provision | Self::Restart | Self::ScaleFromZero => true,
            Self::Disable | Self::ScaleToZero | Self::Remove => false,
        }
    }

    /// What is done, in words.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Provision => "provision",
            Self::Restart => "restart",
            Self::Disable => "disable",
            Self::ScaleToZero => "scale to zero",
            Self::ScaleFromZero => "scale from zero",
            Self::Remove => "remove",
        }
    }

    /// The state of a service while it is done (the words are those of the whole manifest, a sandbox choice).
    const fn state(self) -> &'static str {
        match self {
            Self::Provision | Self::Restart | Self::Disable | Self::Remove => s::PROVISIONING,
            Self::ScaleToZero => s::SCALING_TO_ZERO,
            Self::ScaleFromZero => s::SCALING_FROM_ZERO,
        }
    }

    /// The state of a service before it is done.
    const fn waiting(self) -> &'static str {
        match self {
            Self::Provision | Self::Restart | Self::Disable | Self::Remove => s::WAITING_FOR_PROVISIONING,
            Self::ScaleToZero => s::WAITING_FOR_SCALING_TO_ZERO,
            Self::ScaleFromZero => s::WAITING_FOR_SCALING_FROM_ZERO,
        }
    }
}

/// What is done to which service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Task {
    /// The service's name.
    pub(crate) name: String,
    /// What is done.
    pub(crate) change: Change,
    /// The state in which the service was, for when the job is given up; a new one was in none.
    pub(crate) was: Option<String>,
}

/// The services of a manifest.
fn services(manifest: &Object) -> &[Value] {
    manifest.get(s::SERVICES).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn spec_text<'a>(service: &'a Value, member: &str) -> Option<&'a str> {
    service[s::SPEC][member].as_str()
}

fn spec_flag(service: &Value, member: &str) -> bool {
    service[s::SPEC][member].as_bool().unwrap_or(false)
}

fn name(service: &Value) -> &str {
    spec_text(service, s::NAME).unwrap_or_default()
}

fn state(service: &Value) -> Option<&str> {
    service[s::STATUS][s::STATE].as_str()
}

fn find<'a>(all: &'a [Value], wanted: &str) -> Option<&'a Value> {
    all.iter().find(|service| name(service) == wanted)
}

/// What a service is wished to be: `enabled` counts where `desired_state` is not said (sandbox choice).
fn desired(service: &Value) -> &str {
    match spec_text(service, s::DESIRED_STATE) {
        Some(state) => state,
        None if service[s::SPEC][s::ENABLED] == Value::Bool(false) => s::DISABLED,
        None => s::READY,
    }
}

/// A member of a service that is an object; made where there is none.
fn part<'a>(service: &'a mut Value, member: &str) -> Option<&'a mut Map<String, Value>> {
    let part = service.as_object_mut()?.entry(member).or_insert_with(|| Value::Object(Map::new()));
    if !part.is_object() {
        *part = Value::Object(Map::new());
    }
    part.as_object_mut()
}

fn set(service: &mut Value, part_name: &str, member: &str, value: impl Into<Value>) {
    if let Some(part) = part(service, part_name) {
        part.insert(member.to_owned(), value.into());
    }
}
