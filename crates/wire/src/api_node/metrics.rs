//! What is recognised in the answer of the metrics call. Its shape is unknown (contract/dataiku-apinode.md §2.5): only
//! the names that the sandbox documents as its own are read, anything else stays in the tree. Nothing is guessed.

use serde_json::{Map, Value};

/// Queries counted over some time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// How many.
    pub queries: Option<f64>,
    /// Of these, failed.
    pub errors: Option<f64>,
    /// Milliseconds that half of them did not exceed.
    pub p50: Option<f64>,
    /// The same for 95 of 100.
    pub p95: Option<f64>,
    /// The same for 99 of 100.
    pub p99: Option<f64>,
}

/// The figures of one generation at one endpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The service.
    pub service: String,
    /// Its endpoint.
    pub endpoint: String,
    /// The generation that answered.
    pub generation: String,
    /// Since the server began to count.
    pub total: Figures,
    /// Of the last minute or two, where the server tells it.
    pub lately: Option<Figures>,
}

/// Everything that was recognised.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Since when the server counts, in ms since 1970.
    pub since: Option<f64>,
    /// In the order in which they came.
    pub series: Vec<Series>,
}

/// Reads an answer. Without a name that is known it is empty, whatever the answer is.
pub fn read(tree: &Value) -> Reading {
    let mut reading = Reading::default();
    for part in members(tree).filter_map(|(_, part)| part.as_object()) {
        let services = part.get("services").map(members).into_iter().flatten();
        services.for_each(|(service, value)| read_service(service, value, &mut reading.series));
        reading.since = reading.since.or_else(|| number(part, "since"));
    }
    if reading.series.is_empty() {
        reading.since = None;
    }
    reading
}

fn read_service(service: &str, value: &Value, into: &mut Vec<Series>) {
    for (endpoint, value) in value.get("endpoints").map(members).into_iter().flatten() {
        for (generation, value) in value.get("generations").map(members).into_iter().flatten() {
            let Some(value) = value.as_object().filter(|value| value.contains_key("queries")) else { continue };
            into.push(Series {
                service: service.to_owned(),
                endpoint: endpoint.to_owned(),
                generation: generation.to_owned(),
                total: figures(value),
                lately: value.get("lately").and_then(Value::as_object).map(figures),
            });
        }
    }
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn number(members: &Map<String, Value>, name: &str) -> Option<f64> {
    members.get(name)?.as_f64()
}

fn figures(value: &Map<String, Value>) -> Figures {
    let latency = |name| value.get("latencyMs")?.get(name)?.as_f64();
    Figures {
        queries: number(value, "queries"),
        errors: number(value, "errors"),
        p50: latency("p50"),
        p95: latency("p95"),
        p99: latency("p99"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_sandboxs_own_names_are_read() {
        let lately = json!({"queries": 3, "errors": 0, "latencyMs": {"p50": null, "p95": 0.5}});
        let one = json!({"queries": 120, "errors": 2, "latencyMs": {"p50": 0.02, "p95": 0.04, "p99": 0.09}, "lately": lately});
        let tree =
            json!({"sandbox": {"since": 5, "services": {"a": {"endpoints": {"e": {"generations": {"g": one}}}}}}});
        let reading = read(&tree);
        assert_eq!(reading.since, Some(5.0));
        let [series] = reading.series.as_slice() else { panic!("{reading:?}") };
        assert_eq!((series.service.as_str(), series.endpoint.as_str(), series.generation.as_str()), ("a", "e", "g"));
        assert_eq!((series.total.queries, series.total.p99), (Some(120.0), Some(0.09)));
        let lately = series.lately.as_ref().unwrap();
        assert_eq!((lately.errors, lately.p50, lately.p95, lately.p99), (Some(0.0), None, Some(0.5), None));
    }

    #[test]
    fn other_names_are_not_guessed() {
        let gauges = json!({"gauges": {"queue.size": {"value": 3}}, "services": {"a": {"queries": 5}}});
        let odd = json!({"sandbox": {"since": 1, "services": {"a": {"endpoints": {"e": {"generations": {"g": 7}}}}}}});
        for tree in [json!(null), json!([1, 2]), json!("up"), json!(7), gauges, odd] {
            assert_eq!(read(&tree), Reading::default(), "{tree}");
        }
    }
}
