//! The manifest as JSON that a person edits: without what the server alone says, and with a mask in the place of each
//! secret. What comes of it is put together with the manifest that is there.

use pilothouse_wire::control::services as s;
use pilothouse_wire::{Extra, Whole};
use serde_json::{Value, json};

use crate::domain::merge;

/// Stands for a secret that is there; where it is left, the secret goes back as it came.
pub const MASK: &str = "******";

/// What can be edited of the whole manifest: all services, without their status.
pub fn editable(manifest: &Whole) -> Whole {
    let services = manifest.get(s::SERVICES).and_then(Value::as_array).into_iter().flatten();
    let bare = services.map(|service| {
        let mut service = service.clone();
        if let Some(members) = service.as_object_mut() {
            members.remove(s::STATUS);
        }
        masked(&service)
    });
    Whole::from(Extra::from_iter([(s::SERVICES.to_owned(), Value::Array(bare.collect()))]))
}

/// What can be edited of one service.
pub fn editable_one(manifest: &Whole, name: &str) -> Option<Whole> {
    Whole::of(masked(&service(manifest, name)?[s::SPEC]))
}

fn service<'a>(manifest: &'a Whole, name: &str) -> Option<&'a Value> {
    manifest.get(s::SERVICES)?.as_array()?.iter().find(|service| service[s::SPEC][s::NAME] == name)
}

fn masked(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                let secret = s::SECRETS.contains(&name.as_str()) && value.as_str().is_some_and(|text| !text.is_empty());
                (name.clone(), if secret { json!(MASK) } else { masked(value) })
            };
            Value::Object(members.iter().map(member).collect())
        }
        Value::Array(all) => Value::Array(all.iter().map(masked).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// Puts the secrets back that stand at the same places in `kept`. The error names the member of which there is none.
fn unmasked(value: &mut Value, kept: &Value) -> Result<(), String> {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if s::SECRETS.contains(&name.as_str()) && value == MASK {
                    let secret = kept[name.as_str()].as_str().filter(|text| !text.is_empty());
                    *value = secret.map(|text| json!(text)).ok_or_else(|| name.clone())?;
                } else {
                    unmasked(value, &kept[name.as_str()])?;
                }
            }
            Ok(())
        }
        Value::Array(all) => all.iter_mut().enumerate().try_for_each(|(place, value)| unmasked(value, &kept[place])),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

/// The manifest to be put back: what was edited, with all else as it is there. Services that differ are marked to be
/// applied, as are new ones (§7). The error says what is wrong with the text.
pub fn complete(manifest: &Whole, edited: &Whole) -> Result<Whole, String> {
    if let Some(other) = edited.members().keys().find(|name| *name != s::SERVICES) {
        return Err(format!("“{other}” cannot be edited: only “{}” is sent from here.", s::SERVICES));
    }
    let all = edited.get(s::SERVICES).and_then(Value::as_array);
    let all = all.ok_or_else(|| format!("“{}” has to be a list.", s::SERVICES))?;
    let mut services: Vec<Value> = Vec::with_capacity(all.len());
    for (place, one) in all.iter().enumerate() {
        let one = complete_service(manifest, one).map_err(|why| format!("Service {}: {why}", place + 1))?;
        if services.iter().any(|other| other[s::SPEC][s::NAME] == one[s::SPEC][s::NAME]) {
            return Err(format!("Service {}: another one has the same name.", place + 1));
        }
        services.push(one);
    }
    Ok(with_services(manifest, services))
}

/// The same where one service's specification was edited.
pub fn complete_one(manifest: &Whole, name: &str, edited: &Whole) -> Result<Whole, String> {
    if edited.text(s::NAME) != Some(name) {
        return Err(format!("A service is known by its name: “{}” has to stay “{name}”.", s::NAME));
    }
    let all = manifest.get(s::SERVICES).and_then(Value::as_array).into_iter().flatten();
    let mut services: Vec<Value> = Vec::new();
    for service in all {
        if service[s::SPEC][s::NAME] == name {
            let mut service = service.clone();
            service[s::SPEC] = edited.value();
            services.push(complete_service(manifest, &service)?);
        } else {
            services.push(service.clone());
        }
    }
    Ok(with_services(manifest, services))
}

/// An edit is no apply of an owner's, whatever an earlier one has left.
fn with_services(manifest: &Whole, services: Vec<Value>) -> Whole {
    let mut manifest = manifest.clone();
    manifest.set(s::SERVICES, Value::Array(services));
    if manifest.text(s::APPLY_MODE).is_some_and(|mode| mode != s::DEFAULT) {
        manifest.set(s::APPLY_MODE, s::DEFAULT);
    }
    manifest
}

fn complete_service(manifest: &Whole, edited: &Value) -> Result<Value, String> {
    let mut edited = edited.clone();
    let spec = edited.get(s::SPEC).and_then(Value::as_object);
    let spec = spec.ok_or_else(|| format!("it needs an object “{}”.", s::SPEC))?;
    let text = |name: &str| spec.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let name = text(s::NAME).ok_or_else(|| format!("it needs a “{}” in its “{}”.", s::NAME, s::SPEC))?.to_owned();
    text(s::KIND).ok_or_else(|| format!("{name} needs a “{}” in its “{}”.", s::KIND, s::SPEC))?;
    let kept = service(manifest, &name);
    unmasked(&mut edited, kept.unwrap_or(&Value::Null))
        .map_err(|member| format!("“{member}” of {name} has no value yet for which {MASK} could stand."))?;
    if let Some(members) = edited.as_object_mut() {
        match kept.and_then(|kept| kept.get(s::STATUS)) {
            Some(status) => drop(members.insert(s::STATUS.to_owned(), status.clone())),
            None => drop(members.remove(s::STATUS)),
        }
    }
    if kept.is_none_or(|kept| is_changed(kept, &edited)) {
        edited[s::SPEC][s::MARK_AS_CHANGED] = json!(true);
    }
    Ok(edited)
}

/// Whether more is changed than the marks, which a person sets on purpose.
fn is_changed(before: &Value, after: &Value) -> bool {
    let changes = merge::changes(before, after, merge::no_identity);
    let mark = |name: &str| [s::MARK_AS_CHANGED, s::MARK_FOR_RESTART].contains(&name);
    !changes.iter().all(|change| matches!(change.path.as_slice(), [spec, name] if spec == s::SPEC && mark(name)))
}
