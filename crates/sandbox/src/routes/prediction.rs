//! The prediction API: `contract/dataiku-apinode.md` §7. All services are PUBLIC here (sandbox choice).

pub(super) mod predict;
pub(super) mod predict_multi;
pub(super) mod predict_simple;
pub(super) mod swagger;
pub(super) mod unserved;

use std::time::Duration;

use axum::response::Response;
use pilothouse_wire::{
    Extra,
    api_node::prediction::{Prediction, PredictionResult},
};

use crate::{
    engine::prediction::{Respondent, timing},
    error::Failure,
    routes::answer,
};

/// The answer for one record.
fn one(respondent: &Respondent, (result, took): (PredictionResult, Duration)) -> Result<Response, Failure> {
    let timing = Some(timing(took));
    answer::json(&Prediction { result, timing, api_context: Some(respondent.context()), extra: Extra::new() })
}
