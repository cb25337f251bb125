//! Names of users who are known by their ids only: asked for once each, one after the other, quietly.

use std::collections::BTreeMap;

use leptos::task::spawn_local;
use pilothouse_wire::control::{self, Id, Which, users};

use super::Control;
use crate::reactive::RwSignal;

/// Names by id; an empty one is being asked for, or could not be had.
#[derive(Clone, Copy)]
pub struct Names {
    control: Control,
    known: RwSignal<BTreeMap<String, String>>,
}

impl Names {
    /// Nobody is known.
    pub fn new(control: Control) -> Self {
        Self { control, known: RwSignal::default() }
    }

    /// Asks for those that are not known.
    pub fn learn(self, ids: Vec<String>) {
        let mut new: Vec<String> = Vec::new();
        self.known.update(|known| {
            for id in ids {
                if !id.is_empty() && !known.contains_key(&id) {
                    known.insert(id.clone(), String::new());
                    new.push(id);
                }
            }
        });
        let Some(target) = self.control.target.try_get_value() else { return };
        spawn_local(async move {
            for id in new {
                let Some(call) = Id::parse(&id).ok().and_then(|id| control::get(&users::USERS, &Which::Id(id), &[]))
                else {
                    continue;
                };
                let Ok(one) = self.control.session.send_quietly(&target, &call).await else { continue };
                let name = one.item.text(users::USERNAME).unwrap_or_default().to_owned();
                if self.known.try_update(|known| known.insert(id, name)).is_none() {
                    return;
                }
            }
        });
    }

    /// The name, tracked; `None` while it is not known.
    pub fn of(self, id: &str) -> Option<String> {
        self.known.with(|known| known.get(id).filter(|name| !name.is_empty()).cloned())
    }
}
