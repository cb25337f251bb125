//! The visible mode in which an administrator acts as somebody else: a coloured frame, a line over every page, one click
//! to end it. The mode is a part of the address, so it belongs to this tab alone.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::Login;

use super::here;
use crate::parts::use_go;
use crate::query::There;
use crate::reactive::Memo;
use crate::routes::Route;
use crate::ui::{Button, ButtonKind, live_if};

/// In whose name the page speaks.
pub(super) fn actor() -> Memo<Option<Login>> {
    let here = here();
    Memo::new(move |_| {
        here.with(|here| match here {
            Some(Route::Dss { actor, .. }) => actor.clone(),
            Some(
                Route::Overview { .. }
                | Route::Services { .. }
                | Route::Service { .. }
                | Route::Compare { .. }
                | Route::Keys { .. }
                | Route::Metrics { .. }
                | Route::Journal { .. }
                | Route::Maintenance { .. }
                | Route::Kitchens
                | Route::Control(_),
            )
            | None => None,
        })
    })
}

/// Over every page in somebody's name.
pub(super) fn banner(there: Option<There>) -> AnyView {
    let Some(There::Dss(dss)) = there else { return ().into_any() };
    let Some(actor) = dss.actor.get_value() else { return ().into_any() };
    let name = actor.to_string();
    let refused = Memo::new(move |_| dss.me.load.with(|load| load.value().is_none() && load.error().is_some()));
    let words = {
        let name = name.clone();
        move || match refused.get() {
            true => ["You cannot act as ", &*name, ": nothing is sent in that name."].concat(),
            false => ["You act as ", &*name, ". Whatever you do here is done, and logged, as theirs."].concat(),
        }
    };
    let here = here();
    let go = use_go();
    let end = move || {
        if let Some(Route::Dss { place, .. }) = here.get_untracked() {
            go.run(Route::Dss { actor: None, place });
        }
    };
    view! {
        <aside class="banner acting" aria-label="Acting as somebody else">
            <span>{words}</span>
            <span class="spring"></span>
            <Button label=["Stop acting as ", &*name].concat() kind=ButtonKind::Plain on_click=end/>
        </aside>
    }
    .into_any()
}

/// Marks the frame while somebody else's name is used.
pub(super) fn mark() -> AnyView {
    let actor = actor();
    live_if(move || actor.get().map(|_| view! { <div class="acting-frame" aria-hidden="true"></div> }))
}
