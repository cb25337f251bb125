//! The secrets of a specification: members of known names, wherever they stand in it. None is kept, as nothing in the sandbox
//! would use it; a mask says that there is one.

use pilothouse_wire::control::services::{SECRETS, SERVICES, SPEC};
use serde_json::{Map, Value};

use crate::{control::MASK, store::dss::Object};

/// Puts the mask in the place of every secret of a manifest that was kept by a version of the program that knew fewer names.
/// Whether there was one.
pub(crate) fn hide_all(manifest: &mut Object) -> bool {
    let all = manifest.get_mut(SERVICES).and_then(Value::as_array_mut).into_iter().flatten();
    all.fold(false, |found, service| {
        let before = service[SPEC].clone();
        hide(&mut service[SPEC], Some(&before)) || found
    })
}

/// Puts the mask in the place of every secret, and what was there before in the place of every mask that was sent back.
/// Whether there was a secret.
pub(super) fn hide(spec: &mut Value, before: Option<&Value>) -> bool {
    part(spec, &Vec::from_iter(before))
}

/// The elements of a list have no places of their own: what stood in any of them counts.
fn part(value: &mut Value, before: &[&Value]) -> bool {
    match value {
        Value::Object(members) => object(members, before),
        Value::Array(all) => {
            let before: Vec<&Value> = before.iter().filter_map(|one| one.as_array()).flatten().collect();
            let mut found = false;
            for one in all {
                found |= part(one, &before);
            }
            found
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn object(members: &mut Map<String, Value>, before: &[&Value]) -> bool {
    let (mut found, mut never) = (false, Vec::new());
    for (name, value) in members.iter_mut() {
        let before: Vec<&Value> = before.iter().filter_map(|one| one.get(name)).collect();
        if !(value.is_string() && SECRETS.contains(&name.as_str())) {
            found |= part(value, &before);
        } else if value == MASK {
            match kept(&before) {
                Some(kept) => *value = kept,
                None => never.push(name.clone()),
            }
        } else if value != "" {
            *value = MASK.into();
            found = true;
        }
    }
    never.iter().for_each(|name| drop(members.remove(name)));
    found
}

/// What a mask stands for: a secret if there was one.
fn kept(before: &[&Value]) -> Option<Value> {
    let secret = |one: &&&Value| one.as_str().is_some_and(|text| !text.is_empty());
    if before.iter().any(|one| secret(&one)) { Some(MASK.into()) } else { before.first().map(|one| (*one).clone()) }
}
