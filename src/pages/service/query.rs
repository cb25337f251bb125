//! The query tester: asks the service as its clients do, shows what came and which generation answered; and asks a
//! bounded series, to hold the split that comes against the wanted one.

mod answer;
mod features;
mod series;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::prediction::{self, Dispatch, Prediction, Query};
use pilothouse_wire::api_node::{maintenance, metrics};
use pilothouse_wire::{Call, EndpointId, GenerationId, Secret};

use super::Page;
use crate::domain::allowed::Allowed;
use crate::parts;
use crate::query::Act;
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::{Dialog, DialogKind, SecretField, Select, TextField, live_if};
use features::Features;
use series::Series;

/// What was typed, and what came of it.
#[derive(Clone, Copy)]
struct Tester {
    page: Page,
    endpoint: RwSignal<String>,
    endpoint_wrong: RwSignal<Option<String>>,
    features: Features,
    /// The generation that shall answer; empty for the mapping's.
    forced: RwSignal<String>,
    key: RwSignal<String>,
    act: Act,
    answer: RwSignal<Option<Prediction>>,
    series: Series,
}

impl Tester {
    fn new(page: Page) -> Self {
        let tester = Self {
            page,
            endpoint: RwSignal::default(),
            endpoint_wrong: RwSignal::new(None),
            features: Features::new(),
            forced: RwSignal::default(),
            key: RwSignal::default(),
            act: Act::default(),
            answer: RwSignal::new(None),
            series: Series::new(),
        };
        tester.suggest_endpoint();
        tester
    }

    /// Endpoints are in no list of the node, but its metrics may name them: where there is one, it is filled in.
    fn suggest_endpoint(self) {
        let target = self.page.node.target.get_value();
        leptos::reactive::spawn_local_scoped_with_cancellation(async move {
            let Ok(tree) = self.page.session.send_quietly(&target, &maintenance::metrics()).await else { return };
            let (name, reading) = (self.page.name(), metrics::read(&tree));
            let mut mine = reading.series.into_iter().filter(|series| series.service == name).map(|one| one.endpoint);
            if let Some(endpoint) = mine.next()
                && mine.all(|other| other == endpoint)
                && self.endpoint.with_untracked(String::is_empty)
            {
                self.endpoint.set(endpoint);
            }
        });
    }

    /// The call as it is typed, tracked.
    fn call(self) -> Option<Call<Prediction>> {
        let endpoint = self.endpoint.with(|typed| EndpointId::parse(typed.trim())).ok()?;
        let features = self.features.read().ok()?;
        let forced = self.forced.with(|id| GenerationId::parse(id)).ok();
        let query = Query { features, dispatch: forced.map(Dispatch::ForcedGeneration), ..Query::default() };
        Some(self.page.service.with_value(|service| prediction::predict(service, &endpoint, &query)))
    }

    /// The same once the form is fit; what is wrong stands next to its field.
    fn checked(self) -> Option<Call<Prediction>> {
        let endpoint = self.endpoint.with_untracked(|typed| EndpointId::parse(typed.trim()));
        self.endpoint_wrong.set(endpoint.err().map(|why| why.to_string()));
        self.features.check();
        untrack(|| self.call())
    }

    fn key(self) -> Option<Secret> {
        self.key.with_untracked(|key| (!key.trim().is_empty()).then(|| Secret::new(key.trim())))
    }

    fn send(self) {
        let Some(call) = self.checked() else { return };
        let (target, key, session) = (self.page.node.target.get_value(), self.key(), self.page.session);
        self.answer.set(None);
        let question = async move { session.ask(&target, &call, key.as_ref()).await };
        self.act.start("No prediction came".into(), question, move |prediction| self.answer.set(Some(prediction)));
    }
}

/// The dialog.
pub(super) fn dialog(page: Page, close: Callback<()>) -> AnyView {
    let tester = Tester::new(page);
    let running = tester.series.running;
    let allowed = Signal::derive(move || Allowed::when(!running.get(), "Wait for the series, or stop it."));
    view! {
        <Dialog
            title=["Query ", &page.name()].concat()
            description="A real query, as clients send it: it counts in the node's metrics and logs."
            kind=DialogKind::Wide
            busy=tester.act.busy
            on_close=close
            close_label="Close"
            submit_label="Send query"
            allowed=allowed
            on_submit=move || tester.send()
        >
            {form(tester)}
            {features::view(tester.features)}
            {parts::call_as_script(page.session, page.node.target.get_value(), move || tester.call())}
            {parts::act_failure(tester.act)}
            {live_if(move || tester.answer.get().map(|prediction| answer::view(&prediction)))}
            {series::view(tester)}
        </Dialog>
    }
    .into_any()
}

fn form(tester: Tester) -> AnyView {
    let generations = tester.page.rows();
    let mut options = vec![(String::new(), "by the mapping".to_owned())];
    options.extend(generations.iter().map(|row| {
        let id = row.generation_id.to_string();
        (id.clone(), ["forced: ", &id].concat())
    }));
    view! {
        <div class="form">
            <TextField
                label="Endpoint"
                value=tester.endpoint
                hint="The node lists no endpoints: they are named in the package."
                error=tester.endpoint_wrong
                required=true
                mono=true
            />
            <Select
                label="Answered by"
                value=tester.forced
                on_change=Callback::new(move |id| tester.forced.set(id))
                options=options
            />
            <SecretField
                label="Service key"
                value=tester.key
                hint="Only where the service asks for one: its own key, not an admin key."
                autocomplete="off"
            />
        </div>
    }
    .into_any()
}
