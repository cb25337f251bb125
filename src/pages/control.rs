//! The control plane: lists of records that the server cuts into pages, and a page for each record. Most kinds of records
//! are shown by one set of pages, which [`shape`] tells what to show.

mod bulk;
mod cells;
mod chips;
mod conditions;
mod create;
mod delete;
mod edit;
mod ends;
mod events;
mod facts;
mod following;
mod form;
mod list;
mod members;
mod pick;
mod project;
mod record;
mod services;
mod shape;
mod system;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::{self, Id, Kind};

use crate::parts;
use crate::query::use_jobs;
use crate::reactive::Callback;
use crate::routes::{ControlPlace, Route};

pub use list::page as list;
pub use record::page as record;
pub use services::page as services;

/// Hands a job to the tray, under words that say what it does. Taken while a view is made.
fn use_follow() -> Callback<(Option<Id>, String)> {
    let jobs = use_jobs();
    Callback::new(move |(job, words): (Option<Id>, String)| {
        if let Some(job) = job {
            jobs.follow(job, words, None);
        }
    })
}

/// Ways from a list to what is near it and not in the navigation.
fn aside(kind: &'static Kind) -> Option<AnyView> {
    let near: &[&'static Kind] = match kind.record {
        "event" => &[&control::events::COMMUNICATION_EVENTS],
        "k8s_config" => &[&control::system::TENANTS],
        _ => &[],
    };
    let link = |kind: &&'static Kind| {
        let place = ControlPlace::List(kind);
        let words = place.heading();
        view! { <a href=parts::href(&Route::Control(place))>{words}</a> }.into_any()
    };
    (!near.is_empty()).then(|| near.iter().map(link).collect::<Vec<_>>().into_any())
}
