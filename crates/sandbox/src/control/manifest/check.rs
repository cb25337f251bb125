//! Whether a manifest that was sent is understood: what nobody knows is refused by its name, what is known must have its
//! form. What a specification holds beside that is the services' own and stays as it came (§7, certain).

use pilothouse_wire::control::{
    services::{self as s, MANIFESTS},
    users,
};
use serde_json::Value;

use super::{name, spec_text};
use crate::{error::Failure, store::dss::Object};

/// Services of a manifest at most.
const MOST: usize = 200;

/// Which services an apply is for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mode {
    Default,
    OwnerEdit,
    FromZeroOnly,
}

/// Holds that the manifest has no members but those that it can have.
pub(super) fn members(sent: &Object) -> Result<(), Failure> {
    let unknown = sent.keys().find(|name| MANIFESTS.field(name).is_none());
    unknown.map_or(Ok(()), |name| Err(Failure::wrong(format!("{} has no field {name}", MANIFESTS.record))))
}

/// The services that are wished for.
pub(super) fn services(sent: &Object) -> Result<&[Value], Failure> {
    let all = sent.get(s::SERVICES).and_then(Value::as_array);
    let all = all.ok_or_else(|| Failure::wrong(format!("{} is no list", s::SERVICES)))?;
    if all.len() > MOST {
        return Err(Failure::wrong(format!("{} holds more than {MOST} services", s::SERVICES)));
    }
    for (at, service) in all.iter().enumerate() {
        check(service)?;
        if all[..at].iter().any(|other| name(other) == name(service)) {
            return Err(Failure::wrong(format!("The service {} is there twice", name(service))));
        }
    }
    Ok(all)
}

/// Whether all services are applied, changed or not.
pub(super) fn force(sent: &Object) -> Result<bool, Failure> {
    match sent.get(s::FORCE) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::String(mode)) if users::SWITCH.contains(&mode.as_str()) => Ok(mode == users::SWITCH[0]),
        Some(other) => Err(Failure::wrong(format!("{} is {other}", s::FORCE))),
    }
}

/// Which services it is for.
pub(super) fn mode(sent: &Object) -> Result<Mode, Failure> {
    match sent.get(s::APPLY_MODE) {
        None | Some(Value::Null) => Ok(Mode::Default),
        Some(mode) if mode == s::DEFAULT => Ok(Mode::Default),
        Some(mode) if mode == s::OWNER_EDIT => Ok(Mode::OwnerEdit),
        Some(mode) if mode == s::FROM_ZERO_ONLY => Ok(Mode::FromZeroOnly),
        Some(other) => Err(Failure::wrong(format!("{} is {other}", s::APPLY_MODE))),
    }
}

fn check(service: &Value) -> Result<(), Failure> {
    let named = spec_text(service, s::NAME).unwrap_or_default();
    if !is_name(named) {
        return Err(Failure::wrong(format!(
            "{}.{} “{named}” is no name of a service: lower case letters, digits and hyphens, 63 at most",
            s::SPEC,
            s::NAME
        )));
    }
    let spec = &service[s::SPEC];
    if spec_text(service, s::KIND).unwrap_or_default().is_empty() {
        return Err(Failure::wrong(format!("The service {named} has no {}.{}", s::SPEC, s::KIND)));
    }
    forms(named, s::SPEC, spec)?;
    object(named, s::META, &service[s::META])?;
    let resources = &spec[s::RESOURCES];
    for part in [s::LIMITS, s::REQUESTS] {
        let place = [s::SPEC, s::RESOURCES, part].join(".");
        object(named, &place, &resources[part])?;
        all(named, &place, &resources[part], &s::RESOURCE_NAMES, Value::is_string, "a text")?;
    }
    match spec_text(service, s::DESIRED_STATE).filter(|state| !s::DESIRED.contains(state)) {
        Some(state) => Err(Failure::wrong(format!("{} of the service {named} is “{state}”", s::DESIRED_STATE))),
        None => Ok(()),
    }
}

/// What is known of a specification has its form.
fn forms(named: &str, place: &str, spec: &Value) -> Result<(), Failure> {
    all(named, place, spec, &s::SPEC_TEXTS, Value::is_string, "a text")?;
    all(named, place, spec, &s::SPEC_FLAGS, Value::is_boolean, "true or false")?;
    all(named, place, spec, &s::SPEC_NUMBERS, Value::is_i64, "a whole number")?;
    all(named, place, spec, &s::SPEC_OBJECTS, Value::is_object, "an object")
}

fn object(named: &str, place: &str, value: &Value) -> Result<(), Failure> {
    fits(named, place, value, Value::is_object, "an object")
}

fn all(
    named: &str,
    place: &str,
    within: &Value,
    members: &[&str],
    form: fn(&Value) -> bool,
    what: &str,
) -> Result<(), Failure> {
    members.iter().try_for_each(|member| fits(named, &[place, member].join("."), &within[*member], form, what))
}

/// What is `null` is as absent.
fn fits(named: &str, place: &str, value: &Value, form: fn(&Value) -> bool, what: &str) -> Result<(), Failure> {
    if value.is_null() || form(value) {
        return Ok(());
    }
    Err(Failure::wrong(format!("{place} of the service {named} must be {what}")))
}

/// As Kubernetes has it, underscores for the services that the system brings along (sandbox choice).
fn is_name(text: &str) -> bool {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    let ends = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.len() <= 63 && text.starts_with(ends) && text.ends_with(ends) && text.chars().all(inner)
}
