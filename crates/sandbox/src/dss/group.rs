//! How a group is shown: `contract/dataiku-dss.md` §5.

use pilothouse_wire::dss::groups as g;
use serde_json::{Value, json};

use crate::store::dss::{Object, groups::Group};

use super::object;

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
