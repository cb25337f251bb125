//! The prediction API: contract/dataiku-apinode.md §7. The calls that the console and its tests make have typed
//! questions; the others take and give trees.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Call, Endpoint, EndpointId, Extra, GenerationId, ServiceId, System, call};

use super::tree;

/// `POST {service}/{endpoint}/predict`.
pub const PREDICT: Endpoint = Endpoint::ask("predict", System::Prediction, "{service}/{endpoint}/predict");
/// `POST {service}/{endpoint}/predict-multi`.
pub const PREDICT_MULTI: Endpoint =
    Endpoint::ask("predict-multi", System::Prediction, "{service}/{endpoint}/predict-multi");
/// `GET {service}/{endpoint}/predict-simple?feature=value`.
pub const PREDICT_SIMPLE: Endpoint =
    Endpoint::read("predict-simple", System::Prediction, "{service}/{endpoint}/predict-simple");
/// `POST {service}/{endpoint}/forecast`.
pub const FORECAST: Endpoint = Endpoint::ask("forecast", System::Prediction, "{service}/{endpoint}/forecast");
/// `POST {service}/{endpoint}/predict-effect`.
pub const PREDICT_EFFECT: Endpoint =
    Endpoint::ask("predict-effect", System::Prediction, "{service}/{endpoint}/predict-effect");
/// `POST {service}/{endpoint}/predict-effect-multi`.
pub const PREDICT_EFFECT_MULTI: Endpoint =
    Endpoint::ask("predict-effect-multi", System::Prediction, "{service}/{endpoint}/predict-effect-multi");
/// `POST {service}/{endpoint}/query`.
pub const QUERY: Endpoint = Endpoint::ask("query", System::Prediction, "{service}/{endpoint}/query");
/// `POST {service}/{endpoint}/lookup`.
pub const LOOKUP: Endpoint = Endpoint::ask("lookup", System::Prediction, "{service}/{endpoint}/lookup");
/// `POST {service}/{endpoint}/lookup-multi`.
pub const LOOKUP_MULTI: Endpoint =
    Endpoint::ask("lookup-multi", System::Prediction, "{service}/{endpoint}/lookup-multi");
/// `POST {service}/{endpoint}/run`: what the function does is not known, so it is never repeated by itself.
pub const RUN: Endpoint = Endpoint::write("run", System::Prediction, crate::Method::Post, "{service}/{endpoint}/run");
/// `GET {service}/swagger`.
pub const SWAGGER: Endpoint = Endpoint::read("swagger", System::Prediction, "{service}/swagger");

/// All prediction calls.
pub const ALL: [&Endpoint; 11] = [
    &PREDICT,
    &PREDICT_MULTI,
    &PREDICT_SIMPLE,
    &FORECAST,
    &PREDICT_EFFECT,
    &PREDICT_EFFECT_MULTI,
    &QUERY,
    &LOOKUP,
    &LOOKUP_MULTI,
    &RUN,
    &SWAGGER,
];

/// Which generation shall answer; the client never sends both (certain).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Dispatch {
    /// This one, whatever the mapping says.
    ForcedGeneration(GenerationId),
    /// The same one for the same key, where the mapping is by hash.
    DispatchKey(String),
}

/// Explanations of a prediction; unset members mean the endpoint's own setting (certain).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanations {
    /// Whether to explain.
    pub enabled: Option<bool>,
    /// `SHAPLEY` or `ICE`.
    pub method: Option<String>,
    /// How many features to name.
    pub n_explanations: Option<u32>,
    /// 25 to 1000.
    pub n_monte_carlo_steps: Option<u32>,
}

/// The body of [`PREDICT`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Query {
    /// Feature values by name (required, certain).
    pub features: Extra,
    /// Logged by the node, not used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<Value>,
    /// Explanations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanations: Option<Explanations>,
    /// Who answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispatch: Option<Dispatch>,
}

/// What a prediction call answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Prediction {
    /// The prediction itself.
    pub result: PredictionResult,
    /// Numbers whose names and unit are unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timing: Option<Value>,
    /// Who answered (inferred).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api_context: Option<ApiContext>,
    /// What else the node sent.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One prediction.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PredictionResult {
    /// A class label or a number (certain).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prediction: Option<Value>,
    /// Probability by class (classification, certain).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probas: Option<Extra>,
    /// The record was skipped (certain).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ignored: Option<bool>,
    /// Why it was skipped (certain).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ignore_reason: Option<String>,
    /// What else the node sent: `probaPercentile`, `explanations` and others.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Where an answer came from (inferred, §7.3).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiContext {
    /// The service asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
    /// The endpoint asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint_id: Option<EndpointId>,
    /// The generation that answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_generation: Option<GenerationId>,
    /// What else the node sent.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One question.
pub fn predict(service: &ServiceId, endpoint: &EndpointId, query: &Query) -> Call<Prediction> {
    Call::new(&PREDICT, &[service.as_str(), endpoint.as_str()], call::json).json(json!(query))
}

/// One question with its features in the query string; values go as text.
pub fn predict_simple(service: &ServiceId, endpoint: &EndpointId, features: &[(&str, &str)]) -> Call<Prediction> {
    let call = Call::new(&PREDICT_SIMPLE, &[service.as_str(), endpoint.as_str()], call::json);
    features.iter().fold(call, |call, (name, value)| call.query(name, value))
}

/// Any of the other calls that take a body: the endpoint, its body, and the answer as a tree.
pub fn ask(which: &'static Endpoint, service: &ServiceId, endpoint: &EndpointId, body: Value) -> Call<Value> {
    Call::new(which, &[service.as_str(), endpoint.as_str()], tree).json(body)
}

/// The service's own description, where it was enabled.
pub fn swagger(service: &ServiceId) -> Call<Value> {
    Call::new(&SWAGGER, &[service.as_str()], tree)
}
