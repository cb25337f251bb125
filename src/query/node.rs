//! What several pages of one API node share: its list of services. There is no call for one service
//! (contract/dataiku-apinode.md §2.1), so the page of one reads it from the list that is already there.

use std::sync::Arc;

use crate::reactive::StoredValue;
use pilothouse_wire::api_node::services::{self, Service};
use pilothouse_wire::{List, ServiceId};

use super::Remote;
use crate::session::{Session, Target};

/// The node that the frame is set to.
#[derive(Clone, Copy)]
pub struct Node {
    /// Its id in the configuration.
    pub id: StoredValue<String>,
    /// Where its API lies.
    pub target: StoredValue<Target>,
    /// All its services.
    pub services: Remote<List<Service>>,
}

impl Node {
    /// Takes up a node and starts to load its services.
    pub fn open(session: Session, id: String) -> Self {
        let target = session.node(&id);
        let to = target.clone();
        let services = Remote::new(move || {
            let to = to.clone();
            async move { session.send(&to, &services::list()).await }
        });
        Self { id: StoredValue::new(id), target: StoredValue::new(target), services }
    }

    /// One service as the list has it, tracked; `None` while the list is not there, or does not hold it.
    pub fn service(&self, id: &ServiceId) -> Option<Service> {
        self.services.load.with(|load| load.value()?.rows.iter().find(|s| s.service_id == *id).cloned())
    }

    /// The list, tracked.
    pub fn list(&self) -> Option<Arc<List<Service>>> {
        self.services.value()
    }
}
