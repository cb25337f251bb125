//! A staged rollout over every page: where it is, why it stands still, and the ways to stop it.

use leptos::prelude::*;
use pilothouse_view::view;

use crate::domain::clock::left_text;
use crate::domain::rollout::{Pause, Rollout, State};
use crate::parts::href;
use crate::query::{Rollouts, use_rollouts};
use crate::reactive::{Memo, Signal};
use crate::routes::Route;
use crate::session::{self, use_session};
use crate::ui::{Button, Notice, NoticeKind, live_if, percent_text};

/// What does not change every second.
#[derive(Clone, PartialEq)]
struct Shape {
    service: pilothouse_wire::ServiceId,
    node: String,
    over: bool,
    failed: bool,
    grave: bool,
}

/// The bar.
pub(super) fn bar() -> AnyView {
    let rollouts = use_rollouts();
    let shape = Memo::new(move |_| rollouts.current.with(|current| current.as_ref().map(shape)));
    let told = move |left: bool| {
        let ended = matches!(use_session().state.get(), session::State::Ended(_));
        rollouts.current.with(|current| current.as_ref().map(|rollout| words(rollout, ended, left)).unwrap_or_default())
    };
    let words = Memo::new(move |_| told(true));
    // Said once for each change; the time that is left is only shown.
    let said = Memo::new(move |_| told(false));
    view! {
        <p class="unseen" role="status">{said}</p>
        {live_if(move || shape.get().map(|shape| notice(rollouts, shape, words.into())))}
    }
    .into_any()
}

fn shape(rollout: &Rollout) -> Shape {
    Shape {
        service: rollout.plan.service.clone(),
        node: rollout.plan.node.clone(),
        over: rollout.is_over(),
        failed: matches!(rollout.state, State::NotMapped(_) | State::NotReturned(..)),
        grave: matches!(
            rollout.state,
            State::NotMapped(_) | State::NotReturned(..) | State::Returned(_) | State::Returning(_)
        ),
    }
}

fn notice(rollouts: Rollouts, shape: Shape, words: Signal<String>) -> AnyView {
    let Shape { service, node, over, failed, grave } = shape;
    let title = ["Rollout of ", service.as_str()].concat();
    let link = href(&Route::Service { node, service });
    let kind = if grave { NoticeKind::Warning } else { NoticeKind::Info };
    let held = move || rollouts.current.with(|current| current.as_ref().is_some_and(Rollout::is_held));
    let hold = move || {
        let hold = !untrack(held);
        rollouts.change(|rollout| rollout.hold(hold));
    };
    let hold_label = Signal::derive(move || if held() { "Go on" } else { "Hold" }.to_owned());
    let again = move || {
        rollouts.change(Rollout::again);
    };
    let stop = move || {
        rollouts.change(Rollout::stop);
    };
    view! {
        <aside class="rollout" aria-label="Staged rollout">
            <Notice kind=kind title=title text=words>
                <a href=link>"To the service"</a>
                {(!over && !failed).then(|| view! { <Button label=hold_label on_click=hold/> })}
                {failed.then(|| view! { <Button label="Try again" on_click=again/> })}
                {(!over).then(|| view! { <Button label="Stop and go back" on_click=stop/> })}
                {failed.then(|| view! { <Button label="Leave it as it is" on_click=move || rollouts.put_away()/> })}
                {over.then(|| view! { <Button label="Dismiss" on_click=move || rollouts.put_away()/> })}
            </Notice>
        </aside>
    }
    .into_any()
}

/// Where it is, in words, with the time that is left or without it.
fn words(rollout: &Rollout, ended: bool, with_left: bool) -> String {
    let generation = rollout.plan.generation.as_str();
    let share = percent_text(rollout.share());
    let next = rollout.plan.steps.get(rollout.step + 1).map(|share| percent_text(*share));
    let state = match &rollout.state {
        State::Mapping => ["Setting ", generation, " to ", &*share, "."].concat(),
        State::Waiting(left) => {
            let then = next.unwrap_or_else(|| "the end".to_owned());
            let left = if with_left { [" in ", &*left_text(*left)].concat() } else { " next".to_owned() };
            [generation, " has ", &*share, "; ", &then, &left, "."].concat()
        }
        State::NotMapped(why) => [generation, " could not be set to ", &*share, ": ", why].concat(),
        State::Returning(why) => [why.as_str(), " Going back to the mapping from before."].concat(),
        State::NotReturned(failed, why) => [why.as_str(), " It could not go back: ", failed].concat(),
        State::Returned(why) => [why.as_str(), " The mapping from before is in force again."].concat(),
        State::Done => [generation, " has ", &*share, ": all steps are done."].concat(),
    };
    let pause = match (rollout.is_over(), ended, rollout.pause) {
        (true, ..) | (false, false, None) => "",
        _ if matches!(rollout.state, State::Returning(_)) => "",
        (_, true, _) | (_, _, Some(Pause::Session)) => " It stands still: the session has ended.",
        (_, _, Some(Pause::Hidden)) => " It stands still: this tab is hidden.",
        (_, _, Some(Pause::User)) => " It stands still: you hold it.",
        (_, _, Some(Pause::Away)) => " It stands still: the node's metrics do not come.",
    };
    [&state, pause].concat()
}
