//! `services/{service}/actions/…` that decide which generation answers

mod set;
mod switch_to;
mod switch_to_newest;

use pilothouse_sandbox::packages::build;
use pilothouse_wire::{ServiceId, api_node::generations::import};

use crate::support::{Node, endpoint, generation};

/// Imports a generation that cannot be loaded.
async fn import_broken(node: &Node, service: &ServiceId, id: &str) {
    let models = [build::classifier(&endpoint("delay"), 0.0)];
    let document = build::document(service, &generation(id), &models, Some("the disk is torn"));
    let path = node.upload("broken.zip", build::archive(&document).unwrap()).await;
    node.ask(import(service, &path)).await.unwrap();
}
