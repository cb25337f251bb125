//! Any JSON as a tree that is opened branch by branch: what is closed is not drawn, so a large answer costs nothing.

use std::sync::Arc;

use super::{disclosure::follow, live_if};
use crate::reactive::{Callback, RwSignal};
use leptos::prelude::*;
use pilothouse_view::view;
use serde_json::Value;

/// Members that are drawn at once of one branch.
const AT_ONCE: usize = 200;

/// Draws something beside a number, by its path.
type Beside = Callback<Vec<String>, AnyView>;

/// A tree.
#[component]
pub fn Tree(
    /// What it is the tree of.
    label: &'static str,
    /// The whole.
    value: Arc<Value>,
    /// Stands beside each number.
    beside: Beside,
) -> AnyView {
    view! { <div class="tree" role="group" aria-label=label>{branch(&value, &Vec::new(), beside)}</div> }.into_any()
}

/// The members of a value as a list; a plain value stands for itself.
fn branch(value: &Arc<Value>, path: &[String], beside: Beside) -> AnyView {
    let members: Vec<(String, Value)> = match &**value {
        Value::Object(members) => members.iter().take(AT_ONCE).map(|(name, one)| (name.clone(), one.clone())).collect(),
        Value::Array(items) => {
            items.iter().take(AT_ONCE).enumerate().map(|(n, one)| (n.to_string(), one.clone())).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return leaf(value, path, beside),
    };
    let more = len(value).saturating_sub(members.len());
    let entries: Vec<AnyView> = members.into_iter().map(|(name, one)| member(name, one, path, beside)).collect();
    let rest =
        (more > 0).then(|| view! { <li class="faint">{[&more.to_string(), " more are not shown"].concat()}</li> });
    view! { <ul>{entries}{rest}</ul> }.into_any()
}

fn len(value: &Value) -> usize {
    match value {
        Value::Object(members) => members.len(),
        Value::Array(items) => items.len(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

fn member(name: String, value: Value, path: &[String], beside: Beside) -> AnyView {
    let path = [path, std::slice::from_ref(&name)].concat();
    let value = Arc::new(value);
    if !value.is_object() && !value.is_array() {
        return view! { <li><span class="name">{name}</span>{leaf(&value, &path, beside)}</li> }.into_any();
    }
    let open = RwSignal::new(false);
    let count = match len(&value) {
        0 => "empty".to_owned(),
        many => many.to_string(),
    };
    view! {
        <li>
            <details on:toggle=follow(open)>
                <summary><span class="name">{name}</span><span class="faint">{count}</span></summary>
                {live_if(move || open.get().then(|| branch(&value, &path, beside)))}
            </details>
        </li>
    }
    .into_any()
}

fn leaf(value: &Value, path: &[String], beside: Beside) -> AnyView {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let beside = value.is_number().then(|| beside.run(path.to_vec()));
    view! { <span class="mono value">{text}</span>{beside} }.into_any()
}
