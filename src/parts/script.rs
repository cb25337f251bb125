//! Calls as a script, in every dialog before they are made and in the journal after. It belongs to the later part of
//! the console: no dialog of the first load shows it.

use crate::reactive::{Callback, Memo, RwSignal, Signal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::script::{Language, Step, write};
use pilothouse_wire::{Call, Request};

use super::copier;
use crate::session::{Session, Target};
use crate::ui::disclosure::follow;
use crate::ui::{CopyButton, Tab, Tabs, live_if};

/// In a dialog: what it is about to send, as a script. `steps` may read signals; none says that the form is not fit
/// to be sent yet.
pub fn as_script(steps: impl Fn() -> Vec<Step> + 'static) -> AnyView {
    let steps = Signal::derive(steps);
    let open = RwSignal::new(false);
    view! {
        <details class="as-script" on:toggle=follow(open)>
            <summary>"As a script"</summary>
            {live_if(move || open.get().then(|| script(steps)))}
        </details>
    }
    .into_any()
}

/// The same for a dialog that makes one call, which is there once the form is fit.
pub fn call_as_script<T: 'static>(
    session: Session,
    target: Target,
    call: impl Fn() -> Option<Call<T>> + 'static,
) -> AnyView {
    as_script(move || call().iter().map(|call| step(session, &target, call.request())).collect())
}

/// A call that is about to be made, as a step.
pub fn step(session: Session, target: &Target, request: &Request) -> Step {
    session.step(target, request.shown())
}

/// The scripts themselves: for a shell, for the official client, or as JSON.
pub fn script(steps: Signal<Vec<Step>>) -> AnyView {
    let language = RwSignal::new("curl".to_owned());
    let tabs = vec![
        Tab::new("curl", Signal::stored("curl".to_owned())),
        Tab::new("python", Signal::stored("Python".to_owned())),
        Tab::new("json", Signal::stored("JSON".to_owned())),
    ];
    view! {
        <Tabs
            label="Languages"
            tabs=tabs
            current=language
            on_change=Callback::new(move |id: &'static str| language.set(id.to_owned()))
            panel=Callback::new(move |id| panel(steps, id))
        />
    }
    .into_any()
}

fn panel(steps: Signal<Vec<Step>>, id: &str) -> AnyView {
    let language = match id {
        "python" => Language::Python,
        "json" => Language::Json,
        _ => Language::Curl,
    };
    let text = Memo::new(move |_| steps.with(|steps| (!steps.is_empty()).then(|| write(language, steps))));
    let copied = RwSignal::new(false);
    let copy = copier(copied);
    live_if(move || {
        let Some(script) = text.get() else {
            return Some(
                view! { <p class="faint">"Fill in the form first: nothing would be sent yet."</p> }.into_any(),
            );
        };
        let lines = script.clone();
        let script = Callback::new(move |()| script.clone());
        Some(
            view! {
                <pre class="script" tabindex="0" role="region" aria-label="Script">{lines}</pre>
                <div class="actions"><CopyButton label="Copy the script" text=script copy=copy copied=copied/></div>
            }
            .into_any(),
        )
    })
}
