//! `service.json`, the description inside a package, and what is kept of it. Every number is checked here, once.

use std::collections::BTreeMap;

use pilothouse_wire::{EndpointId, GenerationId, ServiceId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    engine::model::{Model, Target},
    error::Failure,
};

/// The document as it stands in the archive.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// For which service it was made.
    pub service_id: ServiceId,
    /// The version name.
    pub generation_id: GenerationId,
    /// What can be asked, and why loading fails where it shall.
    #[serde(flatten)]
    pub contents: Contents,
}

/// What is kept of a package.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contents {
    /// What can be asked.
    pub endpoints: Vec<EndpointDocument>,
    /// For tests and demos: the generation can be imported, and loading it fails with these words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sandbox_load_failure: Option<String>,
}

/// One endpoint.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EndpointDocument {
    /// Its id.
    pub id: EndpointId,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: EndpointKind,
    /// What it predicts.
    pub prediction_type: PredictionType,
    /// How.
    pub model: ModelDocument,
}

/// Types of endpoint that the sandbox serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EndpointKind {
    /// `STD_PREDICTION`.
    #[serde(rename = "STD_PREDICTION")]
    StdPrediction,
}

/// What an endpoint predicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PredictionType {
    /// One of two labels.
    BinaryClassification,
    /// A number.
    Regression,
}

/// A model's numbers. Coefficients are read as they come, so that a wrong one can be named.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelDocument {
    /// How the sum is read.
    pub kind: ModelKind,
    /// Value when all features are 0.
    pub intercept: Value,
    /// Weight by feature.
    pub coefficients: BTreeMap<String, Value>,
    /// Negative and positive label; only for classification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<[String; 2]>,
}

/// How a model's sum is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ModelKind {
    /// As log-odds.
    Logistic,
    /// As it is.
    Linear,
}

/// A package ready to answer.
#[derive(Debug)]
pub struct Loaded {
    /// Its models by endpoint.
    pub models: BTreeMap<EndpointId, Model>,
}

impl Document {
    /// Reads and checks a whole document.
    pub fn read(bytes: &[u8]) -> Result<Self, Failure> {
        let document: Self =
            serde_json::from_slice(bytes).map_err(|e| Failure::wrong(format!("service.json cannot be read: {e}")))?;
        document.contents.models()?;
        Ok(document)
    }
}

impl Contents {
    /// The models, checked.
    pub fn models(&self) -> Result<BTreeMap<EndpointId, Model>, Failure> {
        if self.endpoints.is_empty() {
            return Err(Failure::wrong("service.json names no endpoint"));
        }
        let mut models = BTreeMap::new();
        for endpoint in &self.endpoints {
            if models.insert(endpoint.id.clone(), endpoint.model()?).is_some() {
                return Err(Failure::wrong(format!("endpoint {} stands in service.json twice", endpoint.id)));
            }
        }
        Ok(models)
    }

    /// Loads it, or says why that fails.
    pub fn load(&self) -> Result<Loaded, Failure> {
        match &self.sandbox_load_failure {
            Some(reason) => Err(Failure::load(reason.clone())),
            None => Ok(Loaded { models: self.models()? }),
        }
    }
}

impl EndpointDocument {
    fn model(&self) -> Result<Model, Failure> {
        let number = |what: &str, value: &Value| {
            let number = value.as_f64().filter(|number| number.is_finite());
            number.ok_or_else(|| Failure::wrong(format!("endpoint {}: {what} is not a number", self.id)))
        };
        let intercept = number("the intercept", &self.model.intercept)?;
        let mut coefficients = BTreeMap::new();
        for (feature, value) in &self.model.coefficients {
            coefficients.insert(feature.clone(), number(&format!("the coefficient of feature {feature}"), value)?);
        }
        Ok(Model { intercept, coefficients, target: self.target()? })
    }

    fn target(&self) -> Result<Target, Failure> {
        match (self.prediction_type, self.model.kind, &self.model.labels) {
            (PredictionType::Regression, ModelKind::Linear, None) => Ok(Target::Number),
            (PredictionType::BinaryClassification, ModelKind::Logistic, Some([negative, positive]))
                if negative != positive =>
            {
                Ok(Target::Label { negative: negative.clone(), positive: positive.clone() })
            }
            (PredictionType::Regression | PredictionType::BinaryClassification, _, _) => Err(Failure::wrong(format!(
                "endpoint {}: REGRESSION takes a linear model without labels, \
                 BINARY_CLASSIFICATION a logistic one with two different labels",
                self.id
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document() -> Value {
        json!({"serviceId": "s", "generationId": "g", "endpoints": [{
            "id": "e", "type": "STD_PREDICTION", "predictionType": "REGRESSION",
            "model": {"kind": "linear", "intercept": 1, "coefficients": {"x": 2.5}}}]})
    }

    fn refusal(document: &Value) -> String {
        Document::read(document.to_string().as_bytes()).unwrap_err().message().to_owned()
    }

    #[test]
    fn a_good_document_loads() {
        let document = Document::read(document().to_string().as_bytes()).unwrap();
        assert_eq!(document.contents.load().unwrap().models.len(), 1);
    }

    #[test]
    fn a_coefficient_that_is_no_number_is_named() {
        let mut bad = document();
        bad["endpoints"][0]["model"]["coefficients"]["x"] = json!("2.5");
        assert_eq!(refusal(&bad), "endpoint e: the coefficient of feature x is not a number");
    }

    #[test]
    fn models_must_fit_what_is_predicted() {
        let mut bad = document();
        bad["endpoints"][0]["predictionType"] = json!("BINARY_CLASSIFICATION");
        assert!(refusal(&bad).contains("two different labels"));
    }

    #[test]
    fn an_endpoint_stands_once_and_at_least_one_does() {
        let mut bad = document();
        bad["endpoints"] = json!([bad["endpoints"][0], bad["endpoints"][0]]);
        assert_eq!(refusal(&bad), "endpoint e stands in service.json twice");
        bad["endpoints"] = json!([]);
        assert_eq!(refusal(&bad), "service.json names no endpoint");
    }
}
