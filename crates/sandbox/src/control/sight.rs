//! What is seen of people. Only a security administrator sees all fields of all users (§5.1, certain); which of them
//! others see is a sandbox choice. Nobody learns what is hidden by the order of a list, or by what is in it.

use pilothouse_wire::control::users::{self as u, USERS};

use crate::{
    auth::control::{Caller, policies},
    error::Failure,
    store::{
        control::{Record, list::Query},
        dss::Object,
    },
};

/// What everybody sees of everybody.
const OF_OTHERS: [&str; 5] = [u::USERNAME, u::FIRST_NAME, u::LAST_NAME, u::ADMIN_STATUS, u::OPERATIONAL_STATUS];

/// How far somebody sees.
pub(crate) struct Sight {
    all: bool,
    own: i64,
}

impl Sight {
    /// Of the caller.
    pub(crate) fn of(caller: &Caller) -> Self {
        Self { all: caller.has(&policies::SECURITY), own: caller.user.seq }
    }

    /// A record with the attributes that are seen of it.
    pub(crate) fn seen(&self, record: &Record) -> Record {
        if self.all || record.kind != &USERS || record.seq == self.own {
            return record.clone();
        }
        let seen = |(name, _): &(&String, _)| OF_OTHERS.contains(&name.as_str());
        let attributes: Object =
            record.attributes.iter().filter(seen).map(|(name, value)| (name.clone(), value.clone())).collect();
        Record { attributes, ..record.clone() }
    }

    /// 403 for a list of users that goes by what is hidden.
    pub(crate) fn check(&self, query: &Query) -> Result<(), Failure> {
        if self.all || query.kind != &USERS {
            return Ok(());
        }
        let filtered = query.conditions.iter().map(|condition| condition.field);
        let mut fields = filtered.chain(query.sort.iter().map(|(field, _)| *field));
        let Some(hidden) = fields.find(|field| !OF_OTHERS.contains(&field.name)) else { return Ok(()) };
        let list = policies::SECURITY.join(", ");
        Err(Failure::forbidden(format!("Users are listed by {} for one of the policies {list} only", hidden.name)))
    }
}
