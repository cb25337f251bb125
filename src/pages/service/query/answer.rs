//! What a query was answered.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::prediction::Prediction;
use serde_json::Value;

use crate::parts;
use crate::ui::figure;

/// The answer in its parts, and as it came.
pub(super) fn view(prediction: &Prediction) -> AnyView {
    let answered = prediction.api_context.as_ref().and_then(|context| context.service_generation.clone());
    let answered =
        answered.map(|generation| view! { <strong class="mono">{generation.to_string()}</strong> }.into_any());
    let result = &prediction.result;
    let ignored = (result.ignored == Some(true)).then(|| {
        let why = result.ignore_reason.clone().unwrap_or_else(|| "not given by this server".into());
        view! { <div><dt>"Ignored"</dt><dd>{why}</dd></div> }
    });
    let raw = serde_json::to_string_pretty(prediction).unwrap_or_default();
    view! {
        <section class="answer" aria-label="Answer" aria-live="polite">
            <dl class="facts">
                <div><dt>"Prediction"</dt><dd>{result.prediction.as_ref().map_or_else(parts::not_given, plain)}</dd></div>
                <div><dt>"Answered by"</dt><dd>{answered.unwrap_or_else(parts::not_given)}</dd></div>
                {ignored}
            </dl>
            {result.probas.as_ref().map(|probas| table("Probabilities", "Class", probas.iter()))}
            {prediction.timing.as_ref().and_then(Value::as_object).map(|timing| {
                table("Timing, in the node's own names and unit", "Part", timing.iter())
            })}
            <details class="as-script"><summary>"The answer as it came"</summary><pre tabindex="0">{raw}</pre></details>
        </section>
    }
    .into_any()
}

fn plain(value: &Value) -> AnyView {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned).into_any()
}

fn table<'a>(
    title: &'static str,
    name: &'static str,
    values: impl Iterator<Item = (&'a String, &'a Value)>,
) -> AnyView {
    let row = |(name, value): (&String, &Value)| {
        let value = value.as_f64().map_or_else(|| plain(value), |number| figure(number).into_any());
        view! { <tr><th scope="row">{name.clone()}</th><td>{value}</td></tr> }.into_any()
    };
    let rows: Vec<AnyView> = values.map(row).collect();
    view! {
        <table class="figures">
            <caption>{title}</caption>
            <thead><tr><th scope="col">{name}</th><th scope="col">"Value"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
