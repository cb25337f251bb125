//! `{service}/…` of the prediction API

mod dispatch;
mod predict;
mod predict_multi;
mod predict_simple;
mod swagger;
mod unserved;

use pilothouse_wire::{
    Extra,
    api_node::prediction::{Dispatch, Query},
};
use serde_json::json;

/// A record that every test model answers.
fn features() -> Extra {
    [("weight_kg".to_owned(), json!(2.0)), ("distance_km".to_owned(), json!(100))].into_iter().collect()
}

fn query(dispatch: Option<Dispatch>) -> Query {
    Query { features: features(), dispatch, ..Query::default() }
}
