//! The charts of one service.

use leptos::prelude::*;
use pilothouse_view::view;

use super::Page;
use crate::domain::metrics::Measure;
use crate::parts;
use crate::query::use_node;
use crate::reactive::{Memo, Signal};
use crate::routes::Route;
use crate::ui::{Chart, Lines, live_if};

/// Every measure with its title.
const CHARTS: [(Measure, &str); 5] = [
    (Measure::Rate, "Queries per second"),
    (Measure::Errors, "Failed, % of queries"),
    (Measure::P50, "Latency p50, ms"),
    (Measure::P95, "Latency p95, ms"),
    (Measure::P99, "Latency p99, ms"),
];

/// The charts of the service that was chosen.
pub(super) fn view(page: Page) -> AnyView {
    let service = Memo::new(move |_| page.charted().filter(|_| page.recognised() == Some(true)));
    live_if(move || service.get().map(|service| of_service(page, service)))
}

fn of_service(page: Page, service: String) -> AnyView {
    let named = pilothouse_wire::ServiceId::parse(&service).ok();
    let node = use_node().id.get_value();
    let link = named.map(|service| parts::href(&Route::Service { node, service }));
    let chart = |(measure, title): (Measure, &'static str)| {
        let service = service.clone();
        let lines = Signal::derive(move || page.history.with(|history| named_lines(history.plot(&service, measure))));
        view! { <Chart title=title lines=lines/> }.into_any()
    };
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{service.clone()}</h2>
                {link.map(|link| view! { <a href=link>"To the service"</a> })}
            </div>
            <div class="charts">{CHARTS.into_iter().map(chart).collect::<Vec<_>>()}</div>
        </section>
    }
    .into_any()
}

/// Lines are called by their generation; by the endpoint too where there are several.
fn named_lines((moments, lines): crate::domain::metrics::Plot) -> Lines {
    let several = lines.windows(2).any(|pair| pair[0].0.endpoint != pair[1].0.endpoint);
    let name = |line: crate::domain::metrics::Line| {
        if several { [&line.endpoint, " · ", &*line.generation].concat() } else { line.generation }
    };
    Lines { moments, lines: lines.into_iter().map(|(line, values)| (name(line), values)).collect() }
}
