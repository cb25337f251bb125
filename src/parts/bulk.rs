//! A run over many users in a dialog: how far it is, and what the server said of each.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;

use super::failure;
use crate::domain::allowed::Allowed;
use crate::query::{Bulk, Progress};
use crate::reactive::Signal;
use crate::ui::{Button, Notice, ProgressBar, Tone, badge, live, live_if};

/// Lines drawn at most.
const SHOWN: usize = 200;

/// “1 user”, “3 users”.
pub fn users_words(count: usize) -> String {
    if count == 1 { "1 user".into() } else { [&crate::ui::grouped(count), " users"].concat() }
}

/// The words of the button that starts it: once it was tried, those of another try.
pub fn bulk_label(bulk: Bulk, verb: String, again: String) -> Signal<String> {
    Signal::derive(move || if bulk.started.get() { again.clone() } else { verb.clone() })
}

/// Whether it may be started, `fit` being the form's own word on it.
pub fn bulk_allowed(bulk: Bulk, fit: impl Fn() -> Allowed + 'static) -> Signal<Allowed> {
    Signal::derive(move || match bulk.started.get() {
        true => Allowed::when(bulk.can_go_again(), "It has been done: look at the results."),
        false => fit(),
    })
}

/// The words of the button that leaves.
pub fn bulk_close_label(bulk: Bulk) -> Signal<String> {
    Signal::derive(move || if bulk.started.get() { "Close".to_owned() } else { "Cancel".to_owned() })
}

/// How far it is, why it could not begin, and a line for each user.
pub fn bulk_results(bulk: Bulk, verb: &'static str) -> AnyView {
    let count = bulk.count();
    let older = move || {
        let title = "This server is older than 14.2";
        let text = "It knows no call for many users at once, so they are done one after the other.";
        bulk.single.get().then(|| view! { <Notice title=title text=text/> })
    };
    view! {
        {live_if(move || bulk.started.get().then(|| progress(bulk, verb)))}
        {live_if(older)}
        {failure(bulk.failed)}
        <ul class="results" tabindex="0" aria-label="Users">{live(move || lines(bulk))}</ul>
        {(count > SHOWN).then(|| view! { <p class="faint">{["and ", &crate::ui::grouped(count - SHOWN), " more"].concat()}</p> })}
    }
    .into_any()
}

fn progress(bulk: Bulk, verb: &'static str) -> AnyView {
    let ended = move || bulk.counted(|state| !matches!(state, Progress::Waiting | Progress::UnderWay));
    let figures = Signal::derive(move || {
        let trouble = bulk.counted(Progress::is_trouble);
        let trouble = if trouble > 0 { format!(", {trouble} not done") } else { String::new() };
        format!("{} of {}{trouble}", ended(), bulk.count())
    });
    let value = Signal::derive(move || Some(ended() as f64 / bulk.count().max(1) as f64));
    view! {
        <ProgressBar label=verb value=value figures=figures/>
        {live_if(move || bulk.running.get().then(|| view! { <Button label="Stop after these" on_click=move || bulk.stop()/> }))}
    }
    .into_any()
}

/// What went wrong stands first.
fn lines(bulk: Bulk) -> Vec<AnyView> {
    let over = bulk.started.get() && !bulk.running.get();
    let names: Arc<Vec<String>> = Arc::new(bulk.names.get_value());
    bulk.states.with(|states| {
        let mut places: Vec<usize> = (0..states.len()).collect();
        if over {
            places.sort_by_key(|place| !states[*place].is_trouble());
        }
        places.into_iter().take(SHOWN).map(|place| line(&names[place], &states[place], over)).collect()
    })
}

fn line(name: &str, state: &Progress, over: bool) -> AnyView {
    let (mark, text) = match state {
        Progress::Waiting if over => (badge(Tone::Neutral, "not begun"), None),
        Progress::Waiting => (().into_any(), None),
        Progress::UnderWay => (badge(Tone::Active, "under way"), None),
        Progress::Done => (badge(Tone::Ok, "done"), None),
        Progress::Same => (badge(Tone::Neutral, "nothing to change"), None),
        Progress::Left(why) => (badge(Tone::Warn, "left alone"), Some(why.clone())),
        Progress::Failed(why) => (badge(Tone::Danger, "failed"), Some(why.clone())),
        Progress::Unsaid => {
            (badge(Tone::Warn, "not known"), Some("The server answered without a word on this user.".to_owned()))
        }
    };
    view! { <li><span class="mono">{name.to_owned()}</span> {mark} {text}</li> }.into_any()
}
