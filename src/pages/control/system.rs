//! Operations on the whole system: reading its configuration again, counting again what is stored.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Call;
use pilothouse_wire::control::{Done, system};

use crate::domain::control::words;
use crate::parts;
use crate::query::{Act, use_control, use_jobs};
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::{Dialog, Menu, MenuItem, Toasts, live};

/// An operation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operation {
    /// Reads this again.
    Reload(&'static str),
    /// Counts what is stored on this node again.
    Count(&'static str),
}

impl Operation {
    fn call(self) -> Call<Done> {
        match self {
            Self::Reload(what) => system::reload(what),
            Self::Count(node) => system::statistics(node),
        }
    }

    fn title(self) -> String {
        match self {
            Self::Reload(what) => ["Reload configuration: ", &words::label(what).to_lowercase()].concat(),
            Self::Count(node) => ["Recalculate storage numbers of ", node].concat(),
        }
    }
}

/// In the head of the configuration's page.
pub(super) fn actions() -> AnyView {
    let open = RwSignal::new(None::<Operation>);
    let item = move |operation: Operation| MenuItem::new(operation.title(), move || open.set(Some(operation)));
    let reloads = system::RELOADED.iter().map(|&what| Operation::Reload(what));
    let counts = system::NODES.iter().map(|&node| Operation::Count(node));
    let items: Vec<MenuItem> = reloads.chain(counts).map(item).collect();
    let close = Callback::new(move |()| open.set(None));
    view! {
        <Menu label="Operations" items=Signal::stored(items)/>
        {live(move || open.get().map_or_else(|| ().into_any(), |operation| dialog(operation, close)))}
    }
    .into_any()
}

fn dialog(operation: Operation, close: Callback<()>) -> AnyView {
    let control = use_control();
    let (act, toasts) = (Act::default(), Toasts::expect());
    let jobs = use_jobs();
    let title = operation.title();
    let submit = {
        let title = title.clone();
        move || {
            let (call, words) = (operation.call(), title.clone());
            let begun = [&words, ": begun."].concat();
            let write = async move {
                let done = control.send(&call).await?;
                super::follow(jobs, &done, words);
                Ok(())
            };
            act.start(["Could not do it: ", &title].concat(), write, move |()| {
                toasts.ok(begun);
                close.run(());
            });
        }
    };
    view! {
        <Dialog
            title=title
            description="The server does it by itself; where it makes a job of it, the job is followed in the tray."
            busy=act.busy
            on_close=close
            submit_label="Begin"
            on_submit=submit
        >
            {parts::act_failure(act)}
            {parts::call_as_script(control.session, control.target.get_value(), move || Some(operation.call()))}
        </Dialog>
    }
    .into_any()
}
