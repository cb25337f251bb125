//! A run over many users or records in a dialog: how far it is, and what the server said of each.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;

use super::failure;
use crate::browser::document;
use crate::domain::allowed::Allowed;
use crate::query::{Bulk, Progress, Run};
use crate::reactive::Signal;
use crate::ui::{Button, Notice, ProgressBar, Toasts, Tone, badge, grouped, live, live_if};

/// Lines drawn at most.
const SHOWN: usize = 200;

/// “1 user”, “3 users”.
pub fn users_words(count: usize) -> String {
    if count == 1 { "1 user".into() } else { [&grouped(count), " users"].concat() }
}

/// The words of the button that starts it: once it was tried, those of another try.
pub fn bulk_label(run: impl Into<Run>, verb: String, again: String) -> Signal<String> {
    let run = run.into();
    Signal::derive(move || if run.can_go_again() { again.clone() } else { verb.clone() })
}

/// Whether it may be started, `fit` being the form's own word on it.
pub fn bulk_allowed(run: impl Into<Run>, fit: impl Fn() -> Allowed + 'static) -> Signal<Allowed> {
    let run = run.into();
    Signal::derive(move || match run.started.get() {
        true => Allowed::when(run.can_go_again(), "It has been done: look at the results."),
        false => fit(),
    })
}

/// The words of the button that leaves.
pub fn bulk_close_label(run: impl Into<Run>) -> Signal<String> {
    let run = run.into();
    Signal::derive(move || if run.started.get() { "Close".to_owned() } else { "Cancel".to_owned() })
}

/// How far it is, why it could not begin, and a line for each user.
pub fn bulk_results(bulk: Bulk, verb: &'static str) -> AnyView {
    let older = move || {
        let title = "This server is older than 14.2";
        let text = "It knows no call for many users at once, so they are done one after the other.";
        bulk.single.get().then(|| view! { <Notice title=title text=text/> })
    };
    view! { {live_if(older)} {run_results(bulk.run, verb, "Users")} }.into_any()
}

/// The same for things of any kind; `label` is what the list of them is called.
pub fn run_results(run: Run, verb: &'static str, label: &'static str) -> AnyView {
    let count = run.count();
    tell_where_left(run, verb);
    view! {
        {live_if(move || run.started.get().then(|| progress(run, verb)))}
        {failure(run.failed)}
        <ul class="results" tabindex="0" aria-label=label>{live(move || lines(run))}</ul>
        {(count > SHOWN).then(|| view! { <p class="faint">{["and ", &grouped(count - SHOWN), " more"].concat()}</p> })}
    }
    .into_any()
}

/// What waits is not begun once the dialog is gone: nobody leaves it without a word.
fn tell_where_left(run: Run, verb: &'static str) {
    let running = move || run.running.try_get_untracked() == Some(true);
    document::guard_leaving(running);
    let toasts = Toasts::expect();
    on_cleanup(move || {
        let states = run.states.try_get_untracked().filter(|_| running());
        let Some(states) = states else { return };
        let done =
            states.iter().filter(|state| matches!(state, Progress::Done | Progress::Begun | Progress::Same)).count();
        let counts = [&grouped(done), " of ", &grouped(states.len())].concat();
        toasts.error(
            [verb, " was stopped, for its page was left: ", &counts, " were done. What waited was not begun."].concat(),
        );
    });
}

fn progress(run: Run, verb: &'static str) -> AnyView {
    let ended = move || run.counted(|state| !matches!(state, Progress::Waiting | Progress::UnderWay));
    let figures = Signal::derive(move || {
        let trouble = run.counted(Progress::is_trouble);
        let trouble = if trouble > 0 { format!(", {trouble} not done") } else { String::new() };
        format!("{} of {}{trouble}", ended(), run.count())
    });
    let value = Signal::derive(move || Some(ended() as f64 / run.count().max(1) as f64));
    view! {
        <ProgressBar label=verb value=value figures=figures/>
        {live_if(move || run.running.get().then(|| view! { <Button label="Stop after these" on_click=move || run.stop()/> }))}
    }
    .into_any()
}

/// What went wrong stands first.
fn lines(run: Run) -> Vec<AnyView> {
    let over = run.started.get() && !run.running.get();
    let names: Arc<Vec<String>> = Arc::new(run.names.get_value());
    run.states.with(|states| {
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
        Progress::Begun => (badge(Tone::Active, "begun"), None),
        Progress::Same => (badge(Tone::Neutral, "nothing to change"), None),
        Progress::Left(why) => (badge(Tone::Warn, "left alone"), Some(why.clone())),
        Progress::Failed(why) => (badge(Tone::Danger, "failed"), Some(why.clone())),
        Progress::Unsaid => {
            (badge(Tone::Warn, "not known"), Some("The server answered without a word on this one.".to_owned()))
        }
    };
    view! { <li><span class="mono">{name.to_owned()}</span> {mark} {text}</li> }.into_any()
}
