//! Every call of the contracts, to be written as a script, with names that try to get out of their quotes.

#[path = "control.rs"]
pub(crate) mod control;
#[path = "dss.rs"]
mod dss;

use pilothouse_wire::api_node::prediction::{Dispatch, Explanations, Query};
use pilothouse_wire::api_node::{self, generations, keys, maintenance, mapping, prediction, services};
use pilothouse_wire::script::{Login, Made, Step};
use pilothouse_wire::{Call, EndpointId, Extra, GenerationId, KeyId, Secret, ServiceId, Share, Split};
use pilothouse_wire::{automation, packages};
use serde_json::{Value, json};

/// A name that means something to a shell, to Python, to an address and to a reader's eye. It is a valid id.
pub(crate) const HOSTILE: &str = "it's \"$(touch pwned)\" `touch pwned` é?#%41&;{}\u{202e}";
/// Text with what an id cannot hold.
pub(crate) const WORSE: &str = "it's\\\n\"'''\u{0}\r# \u{2028}日本 😀 \u{e0041} \\n";
/// The secret of the calls that take one; no script may hold it.
pub(crate) const HIDDEN: &str = "the hidden one";

/// The id of this text.
pub(crate) fn service(text: &str) -> ServiceId {
    ServiceId::parse(text).unwrap()
}

/// The id of this text.
pub(crate) fn generation(text: &str) -> GenerationId {
    GenerationId::parse(text).unwrap()
}

/// The id of this text.
pub(crate) fn endpoint(text: &str) -> EndpointId {
    EndpointId::parse(text).unwrap()
}

/// The members of an object.
pub(crate) fn features(features: Value) -> Extra {
    features.as_object().cloned().unwrap()
}

/// All traffic to this generation.
pub(crate) fn all_to(name: &str) -> Split {
    Split::new(vec![(generation(name), Share::new(10_000).unwrap())]).unwrap()
}

/// Calls below one address, one after the other.
pub(crate) struct Walk {
    root: String,
    /// The calls so far.
    pub(crate) steps: Vec<Step>,
}

impl Walk {
    /// Nothing yet, below this address.
    pub(crate) fn new(root: &str) -> Self {
        Self { root: root.to_owned(), steps: Vec::new() }
    }

    /// A call to a place below it.
    pub(crate) fn add<T>(&mut self, place: &str, login: Login, call: &Call<T>) {
        let base = [&self.root, "/", place].concat();
        self.steps.push(Step { call: call.request().shown(), base, login, acting_as: None, made: None });
    }

    /// A call to the admin API, by a key.
    pub(crate) fn node<T>(&mut self, call: &Call<T>) {
        self.add("apinode", Login::Key, call);
    }

    /// A call to the node that needs no login.
    pub(crate) fn ask<T>(&mut self, call: &Call<T>) {
        self.add("apinode", Login::Nothing, call);
    }
}

/// The calls, each at least once.
pub(crate) fn steps(root: &str) -> Vec<Step> {
    let mut walk = Walk::new(root);
    let (service, generation) = (service(HOSTILE), generation(HOSTILE));
    admin(&mut walk, &service, &generation);
    predictions(&mut walk, &service, &endpoint(HOSTILE), &generation);
    walk.add("apinode", Login::Nothing, &api_node::is_alive());
    walk.add("apinode", Login::Session, &services::list());
    walk.add("apinode-2", Login::Key, &services::list());
    walk.add("apinode", Login::Session, &prediction::swagger(&service));
    walk.add("packages", Login::Session, &packages::upload("winter-1.zip"));
    walk.add("automation", Login::Nothing, &automation::login(HOSTILE, &Secret::new(HIDDEN)));
    walk.add("automation", Login::Session, &automation::validate());
    walk.add("automation", Login::Session, &automation::user_info());
    walk.add("automation", Login::Session, &automation::kitchens::list());
    dss::add(&mut walk);
    control::add(&mut walk);
    for (n, step) in walk.steps.iter_mut().enumerate().skip(1) {
        let status = (n % 3 > 0).then_some(200);
        step.made = Some(Made { at: "2026-01-02T03:04:05Z".into(), status, took_ms: 12, trace: Some(WORSE.into()) });
    }
    walk.steps
}

fn admin(walk: &mut Walk, service: &ServiceId, generation: &GenerationId) {
    walk.node(&services::list());
    walk.node(&services::create(service));
    walk.node(&services::delete(service));
    walk.node(&services::enable(service));
    walk.node(&services::disable(service));
    walk.node(&generations::list(service));
    walk.node(&generations::import(service, "/data/it's \"$(touch pwned)\"\n日本.zip"));
    // The client would make another path of this one.
    walk.node(&generations::import(service, "data/../winter-1.zip"));
    walk.node(&generations::preload(service, generation));
    walk.node(&mapping::set(service, &all_to(HOSTILE)));
    walk.node(&mapping::switch_to_newest(service));
    walk.node(&mapping::switch_to(service, generation));
    walk.node(&maintenance::metrics());
    walk.node(&keys::list());
    walk.node(&keys::add(&keys::NewKey { label: Some(WORSE.into()), expiry: Some(30), ..Default::default() }));
    walk.node(&keys::add(&keys::NewKey::default()));
    walk.node(&keys::delete_by_secret(Secret::new(HIDDEN)));
    walk.node(&keys::delete_by_secret(Secret::new(HIDDEN)));
    walk.node(&keys::delete_by_id(&KeyId::parse(HOSTILE).unwrap()));
    walk.node(&maintenance::import_code_envs(WORSE, maintenance::Language::R));
    walk.node(&maintenance::register_code_env("/a", WORSE, maintenance::Language::Python));
    walk.node(&maintenance::clean_code_envs());
    walk.node(&maintenance::import_model("/models/m.zip"));
    walk.node(&maintenance::clear_models());
    walk.node(&maintenance::clean_unused());
}

fn predictions(walk: &mut Walk, service: &ServiceId, endpoint: &EndpointId, generation: &GenerationId) {
    let mut query = Query {
        features: features(
            json!({WORSE: WORSE, "a": [true, false, null, 1.5e300, -0.25, {}], "b": "long ".repeat(20)}),
        ),
        ..Default::default()
    };
    walk.ask(&prediction::predict(service, endpoint, &query));
    query.dispatch = Some(Dispatch::ForcedGeneration(generation.clone()));
    query.context = Some(json!({"ticket": 1}));
    query.explanations = Some(Explanations {
        enabled: Some(true),
        method: Some("ICE".into()),
        n_explanations: Some(3),
        n_monte_carlo_steps: Some(100),
    });
    walk.add("apinode", Login::Session, &prediction::predict(service, endpoint, &query));
    walk.ask(&prediction::predict_simple(service, endpoint, &[(WORSE, WORSE), ("a", "")]));
    let key = json!({"dispatchKey": "customer 7"});
    let (one, rows) = (json!({"a": 1}), json!([{"features": {"a": 1}}, {"features": {}}]));
    let bodies = [
        (&prediction::PREDICT_MULTI, json!({"items": rows, "dispatch": key})),
        (&prediction::FORECAST, json!({"items": [one], "dispatch": key})),
        (&prediction::PREDICT_EFFECT, json!({"features": one})),
        (&prediction::PREDICT_EFFECT_MULTI, json!({"items": rows})),
        (&prediction::QUERY, json!({"city": WORSE})),
        (&prediction::LOOKUP, json!({"data": one, "context": one})),
        (&prediction::LOOKUP_MULTI, json!({"items": [{"data": one}]})),
        (&prediction::RUN, json!({"x": 1, "not a name": [2]})),
        // What the client's method cannot say.
        (&prediction::RUN, json!({"endpoint_id": 1})),
        (&prediction::PREDICT_EFFECT, json!({"features": one, "context": one})),
    ];
    for (which, body) in bodies {
        walk.ask(&prediction::ask(which, service, endpoint, body));
    }
    walk.ask(&prediction::swagger(service));
}
