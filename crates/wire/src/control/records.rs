//! The calls that all kinds of records have alike: contract/iguazio-control-plane.md §5.

use std::sync::Arc;

use super::ask::{Ask, including};
use super::item::{Done, One, Page, done, envelope, one, page, secret_done, secret_one, secret_page};
use super::{Id, Kind, projects};
use crate::{Call, Extra, Secret};

/// Which record: by its id, or by one that is a secret.
#[derive(Clone, Debug)]
pub enum Which {
    /// By its id.
    Id(Id),
    /// By an id that is a secret.
    Secret(Arc<Secret>),
}

impl Which {
    fn call<T>(&self, endpoint: &'static crate::Endpoint, read: crate::call::Read<T>) -> Call<T> {
        match self {
            Self::Id(id) => Call::new(endpoint, &[id.as_str()], read),
            Self::Secret(secret) => Call::with_secret_segment(endpoint, Secret::new(secret.expose()), read),
        }
    }
}

/// A page of records; `None` where the API has no such call.
pub fn list(kind: &Kind, ask: &Ask) -> Option<Call<Page>> {
    let read = if kind.secret_id { secret_page } else { page };
    Some(ask.put(Call::new(kind.list?, &[], read)))
}

/// One record with related ones; `None` where the API has no such call.
pub fn get(kind: &Kind, which: &Which, include: &[&str]) -> Option<Call<One>> {
    let read = if kind.secret_id { secret_one } else { one };
    Some(including(which.call(kind.get?, read), include))
}

/// Makes a record; `None` where the API has no such call.
pub fn create(kind: &Kind, attributes: Extra, relations: Extra) -> Option<Call<Done>> {
    let read = if kind.secret_id { secret_done } else { done };
    let call = Call::new(kind.create?, &[], read);
    Some(projects::by_role(kind, call).json(envelope(kind.record, attributes, relations)))
}

/// Changes a record: what is not sent stays (§5, certain that so little is sent). `None` where the API has no such call.
pub fn update(kind: &Kind, which: &Which, attributes: Extra, relations: Extra) -> Option<Call<Done>> {
    let read = if kind.secret_id { secret_done } else { done };
    let call = which.call(kind.update?, read);
    Some(projects::by_role(kind, call).json(envelope(kind.record, attributes, relations)))
}

/// Takes a record away; `None` where the API has no such call.
pub fn delete(kind: &Kind, which: &Which) -> Option<Call<Done>> {
    Some(which.call(kind.delete?, done))
}
