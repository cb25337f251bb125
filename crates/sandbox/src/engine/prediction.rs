//! Answers a query: which generation, what its model says, and how the answer reads
//! (`contract/dataiku-apinode.md` §7.3).

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use pilothouse_wire::{
    EndpointId, Extra, GenerationId, ServiceId, Share, Split,
    api_node::prediction::{ApiContext, Dispatch, Explanations, PredictionResult},
};
use serde_json::{Value, json};

use crate::{
    auth::digest,
    clock::Stopwatch,
    error::Failure,
    packages::contents::Loaded,
    state::App,
    store::{
        generations::{self, StoredGeneration},
        services,
    },
};

use super::{
    model::{Model, Said, Target, Unanswered},
    traffic::SeriesKey,
};

/// Explanations given where the query does not say how many.
const EXPLANATIONS: u32 = 3;

/// Who answers a query.
pub struct Respondent {
    service: ServiceId,
    endpoint: EndpointId,
    generation: GenerationId,
    loaded: Arc<Loaded>,
}

/// The mapped generations of a service that answers queries.
async fn mapped(app: &App, service: &ServiceId) -> Result<Vec<StoredGeneration>, Failure> {
    let service = service.clone();
    let read = move |db: &rusqlite::Connection| {
        if !services::enabled(db, &service)? {
            return Err(Failure::clash(format!("service {service} is disabled")));
        }
        generations::list(db, &service)
    };
    app.store.read(read).await
}

/// Picks who answers: the forced generation, the one that the dispatch key falls on, or one at random by the shares.
pub async fn dispatch(
    app: &App,
    service: ServiceId,
    endpoint: EndpointId,
    dispatch: Option<&Dispatch>,
) -> Result<Respondent, Failure> {
    let known = mapped(app, &service).await?;
    let picked = match dispatch {
        Some(Dispatch::ForcedGeneration(id)) => id.clone(),
        Some(Dispatch::DispatchKey(key)) => split(&known, &service)?.pick(draw_from(key)).clone(),
        None => split(&known, &service)?.pick(u16::try_from(app.random.below(10_000)).unwrap_or(0)).clone(),
    };
    let generation = known
        .into_iter()
        .find(|one| one.id == picked)
        .ok_or_else(|| Failure::not_found(format!("generation {picked} of service {service} does not exist")))?;
    let loaded = app.loader.mounted(generation.row).ok_or_else(|| match app.loader.failed(generation.row) {
        Some(reason) => Failure::clash(format!("generation {picked} could not be loaded: {reason}")),
        None => Failure::clash(format!("generation {picked} is not mounted: preload it first")),
    })?;
    if !loaded.models.contains_key(&endpoint) {
        let text = format!("generation {picked} of service {service} has no endpoint {endpoint}");
        return Err(Failure::not_found(text));
    }
    Ok(Respondent { service, endpoint, generation: picked, loaded })
}

/// A mapped generation of a service that answers queries.
pub async fn answering(app: &App, service: &ServiceId) -> Result<Arc<Loaded>, Failure> {
    let known = mapped(app, service).await?;
    let mut active = known.iter().filter(|one| one.share > Share::ZERO);
    let loaded = active.find_map(|one| app.loader.mounted(one.row));
    loaded.ok_or_else(|| Failure::clash(format!("service {service} has no active generation")))
}

fn split(known: &[StoredGeneration], service: &ServiceId) -> Result<Split, Failure> {
    let shares = known.iter().filter(|one| one.share > Share::ZERO).map(|one| (one.id.clone(), one.share)).collect();
    Split::new(shares).map_err(|_| Failure::clash(format!("service {service} has no active generation")))
}

/// The same number from 0 to 9,999 for the same key.
fn draw_from(key: &str) -> u16 {
    let digest = digest(key.as_bytes());
    let number = digest[..4].iter().fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
    u16::try_from(number % 10_000).unwrap_or(0)
}

impl Respondent {
    /// Answers one record, and counts it.
    pub fn answer(
        &self,
        app: &App,
        features: &Extra,
        explanations: Option<&Explanations>,
    ) -> Result<(PredictionResult, Duration), Failure> {
        let watch = Stopwatch::start();
        let answer = self.model().and_then(|model| predict(model, features, explanations));
        let took = watch.elapsed();
        let key = SeriesKey {
            service: self.service.to_string(),
            endpoint: self.endpoint.to_string(),
            generation: self.generation.to_string(),
        };
        app.traffic.count(key, took, answer.is_err(), app.clock.now_ms());
        Ok((answer?, took))
    }

    fn model(&self) -> Result<&Model, Failure> {
        let model = self.loaded.models.get(&self.endpoint);
        model.ok_or_else(|| Failure::not_found(format!("there is no endpoint {}", self.endpoint)))
    }

    /// Where the answer came from.
    #[must_use]
    pub fn context(&self) -> ApiContext {
        ApiContext {
            service_id: Some(self.service.clone()),
            endpoint_id: Some(self.endpoint.clone()),
            service_generation: Some(self.generation.clone()),
            extra: Extra::new(),
        }
    }
}

/// Times in microseconds (the contract's own names and unit are unknown).
#[must_use]
pub fn timing(took: Duration) -> Value {
    json!({"predictionPredict": took.as_secs_f64() * 1e6})
}

fn predict(model: &Model, features: &Extra, explanations: Option<&Explanations>) -> Result<PredictionResult, Failure> {
    let features = numbers(model, features)?;
    let mut result = match model.answer(&features) {
        Ok(said) => show(model, said),
        Err(unanswered) => return Ok(ignored(&unanswered)),
    };
    if let Some(wanted) = explanations.filter(|wanted| wanted.enabled == Some(true)) {
        let most = wanted.n_explanations.unwrap_or(EXPLANATIONS) as usize;
        let parts: Extra = model.contributions(&features, most).into_iter().map(|(k, v)| (k, json!(v))).collect();
        result.extra.insert("explanations".into(), Value::Object(parts));
    }
    Ok(result)
}

/// The features that the model knows, as numbers; `null` is as good as absent, true and false are 1 and 0.
fn numbers(model: &Model, features: &Extra) -> Result<BTreeMap<String, f64>, Failure> {
    let mut numbers = BTreeMap::new();
    for (name, value) in features.iter().filter(|(name, _)| model.coefficients.contains_key(*name)) {
        let number = match value {
            Value::Null => continue,
            Value::Bool(flag) => Some(f64::from(u8::from(*flag))),
            Value::Number(number) => number.as_f64(),
            Value::String(_) | Value::Array(_) | Value::Object(_) => None,
        };
        let number = number.ok_or_else(|| Failure::wrong(format!("feature {name} is not a number")))?;
        numbers.insert(name.clone(), number);
    }
    Ok(numbers)
}

fn show(model: &Model, said: Said) -> PredictionResult {
    let mut result = PredictionResult { ignored: Some(false), ..PredictionResult::default() };
    match (said, &model.target) {
        (Said::Number(number) | Said::Probability(number), Target::Number) => result.prediction = Some(json!(number)),
        (Said::Number(p) | Said::Probability(p), Target::Label { negative, positive }) => {
            result.prediction = Some(json!(if p >= 0.5 { positive } else { negative }));
            let probas = [(positive.clone(), json!(p)), (negative.clone(), json!(1.0 - p))];
            result.probas = Some(probas.into_iter().collect());
            // Of a real node's percentile we know no data to rank against: here it is the probability in percent.
            result.extra.insert("probaPercentile".into(), json!((p * 100.0).round() as u8));
        }
    }
    result
}

fn ignored(why: &Unanswered) -> PredictionResult {
    let reason = match why {
        Unanswered::Missing(feature) => format!("MISSING_FEATURE: {feature}"),
        Unanswered::NotFinite => "NOT_FINITE".to_owned(),
    };
    PredictionResult { ignored: Some(true), ignore_reason: Some(reason), ..PredictionResult::default() }
}
