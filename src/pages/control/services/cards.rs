//! The cards of the services that the filter shows, and what stands where there are none.

use leptos::prelude::*;
use pilothouse_view::view;

use super::{Here, bar, card};
use crate::domain::list::ListQuery;
use crate::reactive::Memo;
use crate::ui::{Button, EmptyState, grouped, live_if};

/// The filter and the cards.
pub(super) fn part(here: Here) -> AnyView {
    let names = Memo::new(move |_| here.shown());
    let known = Memo::new(move |_| here.manifest.load.load.with(|load| load.value().is_some()));
    let count = move || {
        let (shown, all) = (names.with(Vec::len), here.all.with(Vec::len));
        let noun = if all == 1 { " service" } else { " services" };
        if shown == all {
            [&grouped(all), noun].concat()
        } else {
            [&grouped(shown), " of ", &grouped(all), noun].concat()
        }
    };
    let none = move || (known.get() && names.with(Vec::is_empty)).then(|| nothing(here));
    view! {
        {bar::filters(here)}
        <div class="service-bar">
            {bar::selection(here, names)}
            <p class="count" role="status">{move || known.get().then(count)}</p>
        </div>
        <ul class="service-cards">
            <For each=move || names.get() key=|name| name.clone() children=move |name| untrack(|| card::view(here, name))/>
        </ul>
        {live_if(none)}
    }
    .into_any()
}

fn nothing(here: Here) -> AnyView {
    if here.all.with(Vec::is_empty) {
        return view! {
            <EmptyState title="No app services" text="The manifest of this system holds none. They can be added to it as JSON."/>
        }
        .into_any();
    }
    let clear = move || here.set_query.run(ListQuery::default());
    view! {
        <EmptyState title="No service fits" text="No service fits what is asked for.">
            <Button label="Show all services" on_click=clear/>
        </EmptyState>
    }
    .into_any()
}
