//! What was asked of the node since it counts, as far as its metrics have names that are known.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::ServiceId;
use pilothouse_wire::api_node::metrics::Reading;

use super::{Page, fact};
use crate::domain::metrics::{Total, totals};
use crate::parts;
use crate::routes::Route;
use crate::ui::{figure, grouped, live_if};

/// Services that are named.
const NAMED: usize = 5;

/// Totals, and the busiest services.
pub(super) fn view(page: Page) -> AnyView {
    let metrics = page.place(|node| Route::Metrics { node });
    view! {
        <section class="section">
            <div class="section-head"><h2>"Traffic"</h2><a href=metrics>"All metrics"</a></div>
            {parts::load_failure(page.metrics, "the metrics")}
            {live_if(move || page.metrics.value().map(|reading| known(page, &reading)))}
        </section>
    }
    .into_any()
}

fn known(page: Page, reading: &Reading) -> AnyView {
    let totals = totals(reading);
    if totals.is_empty() {
        let why = "No query was counted yet, or this node's metrics have names that this console does not know.";
        return view! { <p class="faint">{why}</p> }.into_any();
    }
    let (queries, errors) = totals.iter().fold((0.0, 0.0), |(q, e), total| (q + total.queries, e + total.errors));
    let since = reading.since.map(crate::ui::absolute);
    let count = |number: f64| move || Some(grouped(number as usize));
    view! {
        <dl class="facts">
            {fact("Counted since", move || since.clone().or(Some("not given by this server".to_owned())))}
            {fact("Queries", count(queries))}
            {fact("Failed", count(errors))}
            {fact("Failed, % of queries", move || Some(share(errors, queries)))}
        </dl>
        <h3>"Busiest services"</h3>
        <ol class="busiest">{totals.iter().take(NAMED).map(|total| busy(page, total, queries)).collect::<Vec<_>>()}</ol>
    }
    .into_any()
}

fn share(part: f64, whole: f64) -> String {
    if whole > 0.0 { figure(part / whole * 100.0) } else { "–".to_owned() }
}

fn busy(page: Page, total: &Total, all: f64) -> AnyView {
    let name = total.service.clone();
    let name = match ServiceId::parse(&name) {
        Ok(service) => {
            let place = Route::Service { node: page.node.id.get_value(), service };
            view! { <a href=parts::href(&place)>{name}</a> }.into_any()
        }
        Err(_) => view! { <span>{name}</span> }.into_any(),
    };
    let words = [
        &grouped(total.queries as usize),
        " queries (",
        &*share(total.queries, all),
        " %), ",
        &*share(total.errors, total.queries),
        " % failed",
    ];
    view! { <li>{name}<span class="faint">{words.concat()}</span></li> }.into_any()
}
