//! A look at the generations of many services. There is no call for all of them at once (contract/dataiku-apinode.md
//! §2.2), so it goes from service to service, says how far it is, and ends with its view.

use crate::reactive::{RwSignal, StoredValue};
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use pilothouse_wire::api_node::generations::{self, Generation};
use pilothouse_wire::{GenerationId, ServiceId};

use super::Node;
use crate::session::Session;

/// Services that are looked at, one call for each.
const LOOK_AT_MOST: usize = 500;

/// A generation that was looked for.
pub type Found = (ServiceId, GenerationId);

/// Which generations of a service are looked for; `None` where the node does not say.
type Pick = fn(&[Generation]) -> Option<Vec<GenerationId>>;

/// How far it is.
#[derive(Clone, PartialEq, Eq)]
pub enum Look {
    /// Nobody has asked.
    NotYet,
    /// Under way.
    Under {
        /// Services that were looked at.
        done: usize,
        /// Services that will be.
        of: usize,
    },
    /// Over.
    Done {
        /// What was found.
        found: Vec<Found>,
        /// Services of which it is not known: not asked, not answered, or not said.
        unknown: usize,
    },
}

/// One look, and the view that it belongs to.
#[derive(Clone, Copy)]
pub struct Survey {
    /// How far it is.
    pub look: RwSignal<Look>,
    session: Session,
    node: Node,
    owner: StoredValue<Owner>,
}

impl Survey {
    /// Nothing is asked yet.
    pub fn new(session: Session, node: Node) -> Self {
        let owner = StoredValue::new(Owner::current().unwrap_or_default());
        Self { look: RwSignal::new(Look::NotYet), session, node, owner }
    }

    /// Begins, unless it has begun.
    pub fn begin(self, services: Vec<ServiceId>, pick: Pick) {
        if self.look.get_untracked() != Look::NotYet {
            return;
        }
        let of = services.len().min(LOOK_AT_MOST);
        self.look.set(Look::Under { done: 0, of });
        let task = async move {
            let (mut found, mut unknown) = (Vec::new(), services.len() - of);
            for (done, service) in services.into_iter().take(of).enumerate() {
                self.look.set(Look::Under { done, of });
                match self.ask(&service, pick).await {
                    Some(picked) => found.extend(picked.into_iter().map(|generation| (service.clone(), generation))),
                    None => unknown += 1,
                }
            }
            self.look.set(Look::Done { found, unknown });
        };
        self.owner.with_value(|owner| owner.with(|| spawn_local_scoped_with_cancellation(task)));
    }

    /// Looks again, once the last look is over.
    pub fn again(self, services: Vec<ServiceId>, pick: Pick) {
        if matches!(self.look.get_untracked(), Look::Done { .. }) {
            self.look.set(Look::NotYet);
        }
        self.begin(services, pick);
    }

    async fn ask(self, service: &ServiceId, pick: Pick) -> Option<Vec<GenerationId>> {
        let (target, call) = (self.node.target.get_value(), generations::list(service));
        let list = self.session.send(&target, &call).await.ok()?;
        pick(&list.rows)
    }
}
