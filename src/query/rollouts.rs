//! Drives a staged rollout: one at a time, whatever page is open. It ends with the tab and
//! with the sign-out.

use std::time::Duration;

use crate::reactive::{RwSignal, Signal, StoredValue};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pilothouse_wire::api_node::metrics::Reading;
use pilothouse_wire::api_node::{generations, maintenance, mapping, metrics, services};
use pilothouse_wire::{Error, Split, SplitError};

use super::{Mappings, shares_of};
use crate::browser::{clock, document};
use crate::domain::failure::Failure;
use crate::domain::rollout::{Deed, Plan, Rollout};
use crate::domain::timeline::{in_order, of_split};
use crate::session::{Session, State, Target};

/// Between two looks at the clock.
const TICK: Duration = Duration::from_secs(1);

/// The handle that pages hold.
#[derive(Clone, Copy)]
pub struct Rollouts {
    /// The one under way, or the last one until it is put away.
    pub current: RwSignal<Option<Rollout>>,
    /// Grows each time a mapping was set, so that a page reads again.
    pub changed: RwSignal<u32>,
    visible: Signal<bool>,
    driven: StoredValue<bool>,
    /// When the one under way began, in ms since 1970.
    begun: StoredValue<f64>,
    session: StoredValue<Session>,
    mappings: StoredValue<Mappings>,
}

/// The rollouts of the console.
pub fn use_rollouts() -> Rollouts {
    expect_context()
}

impl Rollouts {
    /// Puts the handle into the context.
    pub fn provide(session: Session, mappings: Mappings) -> Self {
        let rollouts = Self {
            current: RwSignal::new(None),
            changed: RwSignal::new(0),
            visible: document::visible().into(),
            driven: StoredValue::new(false),
            begun: StoredValue::new(0.0),
            session: StoredValue::new(session),
            mappings: StoredValue::new(mappings),
        };
        document::guard_leaving(move || untrack(|| rollouts.under_way()));
        provide_context(rollouts);
        rollouts
    }

    /// Whether one is under way, tracked.
    pub fn under_way(self) -> bool {
        self.current.with(|current| current.as_ref().is_some_and(|rollout| !rollout.is_over()))
    }

    /// Begins one, unless one is under way.
    pub fn begin(self, plan: Plan) {
        if untrack(|| self.under_way()) {
            return;
        }
        self.current.set(Some(Rollout::new(plan)));
        self.begun.set_value(clock::now().wall);
        if self.driven.get_value() {
            return;
        }
        self.driven.set_value(true);
        spawn_local(async move {
            while untrack(|| self.under_way()) {
                if self.left() {
                    // Whoever signs in next has not begun it.
                    self.put_away();
                    break;
                }
                let deed = self.change(|rollout| {
                    let signed_in = matches!(self.session.get_value().state.get_untracked(), State::SignedIn(_));
                    rollout.tick(clock::now(), self.visible.get_untracked(), signed_in)
                });
                if let Some((deed, plan)) = deed.flatten().zip(self.plan()) {
                    self.perform(deed, plan).await;
                } else {
                    clock::sleep(TICK).await;
                }
            }
            self.driven.set_value(false);
        });
    }

    /// Changes the one under way.
    pub fn change<T>(self, change: impl FnOnce(&mut Rollout) -> T) -> Option<T> {
        self.current.try_update(|current| current.as_mut().map(change)).flatten()
    }

    /// Puts it away, and leaves the mapping as it is.
    pub fn put_away(self) {
        self.current.set(None);
    }

    /// Whether somebody has signed out since it began.
    fn left(self) -> bool {
        self.session.get_value().left_since(self.begun.get_value())
    }

    fn plan(self) -> Option<Plan> {
        self.current.with_untracked(|current| current.as_ref().map(|rollout| rollout.plan.clone()))
    }

    async fn perform(self, deed: Deed, plan: Plan) {
        let target = self.session.get_value().node(&plan.node);
        match deed {
            Deed::Map(share) => {
                let result = self.map(&target, &plan, plan.split(share), false).await;
                self.change(|rollout| rollout.mapped(result));
            }
            Deed::Return(asked) => {
                let result = self.map(&target, &plan, plan.back(), asked).await;
                self.change(|rollout| rollout.returned(result));
            }
            Deed::Look => {
                let reading = self.look(&target).await;
                self.change(|rollout| rollout.looked(reading.as_ref()));
            }
        }
    }

    /// Fails where the mapping is neither the one of the step before nor that of this one, or where the service was
    /// disabled: somebody else is at work.
    async fn unchanged(self, target: &Target, plan: &Plan) -> Result<(), String> {
        let session = self.session.get_value();
        let all = session.send(target, &services::list()).await.map_err(|error| words(&error))?;
        if all.rows.iter().any(|service| service.service_id == plan.service && service.enabled == Some(false)) {
            return Err("The service was disabled meanwhile; setting its mapping would enable it.".into());
        }
        let list = session.send(target, &generations::list(&plan.service)).await;
        let now = shares_of(&list.map_err(|error| words(&error))?.rows).map(in_order);
        let step = self.current.with_untracked(|current| current.as_ref().map_or(0, |rollout| rollout.step));
        let ours = plan
            .around(step)
            .into_iter()
            .flatten()
            .any(|split| now.as_ref().is_none_or(|now| *now == in_order(of_split(&split))));
        if ours { Ok(()) } else { Err("Somebody else has changed the mapping meanwhile.".into()) }
    }

    /// Sets a mapping; over somebody else's only where the user has `asked` for it.
    async fn map(
        self,
        target: &Target,
        plan: &Plan,
        split: Result<Split, SplitError>,
        asked: bool,
    ) -> Result<(), String> {
        if !asked {
            self.unchanged(target, plan).await?;
        }
        let split = split.map_err(|why| why.to_string())?;
        if self.left() {
            return Err("You have signed out.".into());
        }
        let sent = self.session.get_value().send(target, &mapping::set(&plan.service, &split)).await;
        sent.map_err(|error| words(&error))?;
        self.mappings.get_value().applied(&plan.node, &plan.service, &split);
        self.changed.update(|changed| *changed += 1);
        Ok(())
    }

    async fn look(self, target: &Target) -> Option<Reading> {
        let session = self.session.get_value();
        if !session.can_send(target) {
            return None;
        }
        let tree = session.send(target, &maintenance::metrics()).await.ok()?;
        Some(metrics::read(&tree))
    }
}

fn words(error: &Error) -> String {
    Failure::of_write("", error).text
}
