//! How a group is shown, and what may be changed of it: `contract/dataiku-dss.md` §5.

use pilothouse_wire::dss::groups as g;
use serde_json::{Value, json};

use crate::{
    error::Failure,
    store::dss::{Object, groups::Group},
};

use super::{change::check_source, object, said::Said};

/// All of a group; what was never set is off or empty.
pub(crate) fn show(group: &Group) -> Object {
    let mut shown = object([
        (g::NAME, group.name.as_str().into()),
        (g::DESCRIPTION, group.description.as_str().into()),
        (g::SOURCE_TYPE, group.source_type.as_str().into()),
        (g::ADMIN, group.admin.into()),
    ]);
    let set = |name: &str, otherwise: Value| (name.to_owned(), group.body.get(name).cloned().unwrap_or(otherwise));
    shown.extend(g::ABILITIES.into_iter().map(|name| set(name, false.into())));
    shown.extend(g::MAPPED.into_iter().map(|name| set(name, json!([]))));
    shown.extend([set(g::TICKETS_FOR, "".into())]);
    shown
}

/// What was sent of a group, put into it. A name is not looked at: it is in the path, or the group has it already.
pub(crate) fn put(said: &Object, group: &mut Group) -> Result<(), Failure> {
    let said = Said(said);
    if let Some(text) = said.text(g::DESCRIPTION)? {
        text.clone_into(&mut group.description);
    }
    if let Some(source) = said.text(g::SOURCE_TYPE)? {
        check_source(source)?;
        source.clone_into(&mut group.source_type);
    }
    if let Some(admin) = said.flag(g::ADMIN)? {
        group.admin = admin;
    }
    for name in g::ABILITIES {
        said.flag(name)?.into_iter().for_each(|flag| drop(group.body.insert(name.to_owned(), flag.into())));
    }
    for name in g::MAPPED {
        names(&said, name)?.into_iter().for_each(|names| drop(group.body.insert(name.to_owned(), json!(names))));
    }
    said.text(g::TICKETS_FOR)?
        .into_iter()
        .for_each(|text| drop(group.body.insert(g::TICKETS_FOR.to_owned(), text.into())));
    Ok(())
}

/// Names in an external directory: a list, or one text with commas as before 12.6 (§5, certain).
fn names(said: &Said<'_>, member: &str) -> Result<Option<Vec<String>>, Failure> {
    match said.get(member) {
        Some(Value::String(text)) => {
            Ok(Some(text.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()))
        }
        Some(_) | None => said.texts(member),
    }
}

/// The group is not there.
pub(crate) fn missing(name: &str) -> Failure {
    Failure::not_found(format!("Group not found: {name}"))
}
