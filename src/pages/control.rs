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
use pilothouse_wire::control::{self, Done, Kind};

use crate::parts;
use crate::query::Jobs;
use crate::routes::{ControlPlace, Route};

pub use list::page as list;
pub use record::page as record;
pub use services::page as services;

/// Hands the job of a write to the tray, under words that say what it does. Called within the write: whoever began it may
/// have left the page when the answer comes.
fn follow(jobs: Jobs, done: &Done, words: String) {
    if let Some(job) = &done.job {
        jobs.follow(job.clone(), words, None);
    }
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
