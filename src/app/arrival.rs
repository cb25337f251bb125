//! Waiting for the later part of the console: grey till it is there, words and a way out when it does not come.

use crate::reactive::{Callback, RwSignal, Signal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pilothouse_view::view;

use crate::browser::{address, document, later};
use crate::ui::{Button, ButtonKind, Dialog, Notice, NoticeKind, Skeleton, live, live_if};

/// Where the later part is.
#[derive(Clone, PartialEq, Eq)]
enum Arrival {
    /// Nobody has asked for it.
    Away,
    Coming,
    There,
    /// It did not come, for this reason.
    Missing(String),
}

/// Puts the state into the context, for the whole life of the console.
pub(super) fn provide() {
    provide_context(RwSignal::new(Arrival::Away));
}

/// A page of the later part.
pub(super) fn wait(page: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let state = ask();
    live(move || match state.get() {
        Arrival::There => page(),
        Arrival::Away | Arrival::Coming => coming(),
        Arrival::Missing(why) => missing(state, why),
    })
}

/// A dialog of the later part. Till it is there, one of the first part stands in its place.
pub(super) fn wait_over(dialog: impl Fn() -> AnyView + Send + 'static, close: Callback<()>) -> AnyView {
    let state = ask();
    live(move || match state.get() {
        Arrival::There => dialog(),
        Arrival::Away | Arrival::Coming => view! {
            <Dialog title="Loading" close_label="Close" on_close=close><Skeleton label="Loading"/></Dialog>
        }
        .into_any(),
        Arrival::Missing(why) => view! {
            <Dialog title="This did not load" close_label="Close" on_close=close>{missing_words(state, why)}</Dialog>
        }
        .into_any(),
    })
}

/// What stands beside the page. Till it is there, nothing does, unless it is `wanted` to be seen.
pub(super) fn wait_aside(aside: impl Fn() -> AnyView + Send + 'static, wanted: Signal<bool>) -> AnyView {
    let state = ask();
    live(move || match state.get() {
        Arrival::There => aside(),
        Arrival::Away | Arrival::Coming => {
            live_if(move || wanted.get().then(|| view! { <aside class="tray"><Skeleton label="Loading"/></aside> }))
        }
        Arrival::Missing(why) => live_if(move || {
            wanted.get().then(|| view! { <aside class="tray">{missing_words(state, why.clone())}</aside> })
        }),
    })
}

/// Asks for the part, unless somebody has.
fn ask() -> RwSignal<Arrival> {
    let state: RwSignal<Arrival> = expect_context();
    if matches!(state.get_untracked(), Arrival::Away | Arrival::Missing(_)) {
        fetch(state);
    }
    state
}

fn fetch(state: RwSignal<Arrival>) {
    state.set(Arrival::Coming);
    spawn_local(async move {
        let arrived = later::arrived().await;
        // The heading that had the focus goes; the page's own takes it over.
        let had_focus = document::has_focus("main h1");
        state.set(arrived.map_or_else(Arrival::Missing, |()| Arrival::There));
        if had_focus {
            request_animation_frame(|| document::focus("main h1"));
        }
    });
}

fn coming() -> AnyView {
    view! {
        <div class="page">
            <h1 tabindex="-1" class="unseen">"Loading the page"</h1>
            <Skeleton label="Loading the page"/>
            <p class="boot-late">"This takes longer than usual."</p>
        </div>
    }
    .into_any()
}

fn missing(state: RwSignal<Arrival>, why: String) -> AnyView {
    view! {
        <div class="page">
            <header class="page-head"><h1 tabindex="-1">"This page did not load"</h1></header>
            {missing_words(state, why)}
        </div>
    }
    .into_any()
}

fn missing_words(state: RwSignal<Arrival>, why: String) -> AnyView {
    // The button goes with the message: the focus waits on the heading.
    let again = move || {
        fetch(state);
        request_animation_frame(|| document::focus("main h1"));
    };
    view! {
        <Notice
            kind=NoticeKind::Error
            title="A part of the console is missing"
            text="Nothing was changed. If a newer version of the console has been put in place meanwhile, load the whole console again."
            detail=Some(why)
        >
            <Button label="Try again" on_click=again/>
            <Button label="Load the console again" kind=ButtonKind::Ghost on_click=|| address::reload()/>
        </Notice>
    }
    .into_any()
}
