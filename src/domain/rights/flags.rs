//! Permissions in an object of flags: an entry of a project's permissions, or what a global key may do in a project.

use pilothouse_wire::dss::projects;
use pilothouse_wire::{Extra, Whole};
use serde_json::Value;

use super::{PROJECT, Permission, Rights};

/// The flags that are true. One that is absent is not granted: the official example leaves most of them out (§8.3).
pub fn read(flags: &Extra) -> Rights {
    let granted = |one: &Permission| one.flag().and_then(|name| flags.get(name)) == Some(&Value::Bool(true));
    PROJECT.into_iter().filter(granted).collect()
}

/// Names of what is true and is no permission that we know: to be shown, and left as it is.
pub fn unknown(flags: &Extra) -> Vec<String> {
    let known = |name: &String| projects::FLAGS.contains(&name.as_str());
    flags
        .iter()
        .filter(|(name, value)| **value == Value::Bool(true) && !known(name))
        .map(|(name, _)| name.clone())
        .collect()
}

/// Puts these rights into an object. A flag that says so already is not touched, nor is what is not a flag.
pub fn put(flags: &mut Whole, rights: Rights) {
    let before = read(flags.members());
    for (one, name) in PROJECT.into_iter().zip(projects::FLAGS) {
        if before.has(one) != rights.has(one) {
            flags.set(name, rights.has(one));
        }
    }
}
