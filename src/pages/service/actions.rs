//! What can be done to the service or one generation without a dialog. Failures stand at the top of the page.

use crate::reactive::{Memo, Signal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::{generations, mapping, services};
use pilothouse_wire::{Call, GenerationId, Split};

use super::{Page, listed};
use crate::domain::allowed::Allowed;
use crate::parts::Command;
use crate::ui::{Button, ButtonKind};

impl Page {
    /// Sends a write that answers nothing; on success a message, and everything is read again.
    fn do_it(self, call: Call<()>, doing: String, done: String) {
        self.do_and_note(call, None, doing, done);
    }

    /// The same for one that changes the mapping.
    fn do_and_note(self, call: Call<()>, split: Option<Split>, doing: String, done: String) {
        let (target, service, mappings) = (self.node.target.get_value(), self.service.get_value(), self.mappings);
        let write = async move {
            self.session.send(&target, &call).await?;
            split.iter().for_each(|split| mappings.applied(&target.node, &service, split));
            Ok(())
        };
        self.act.start(["Could not ", &doing].concat(), write, move |()| {
            self.toasts.ok(done);
            self.reload();
        });
    }
}

/// Whether the node lists the service as enabled, tracked.
fn is_enabled(page: Page) -> bool {
    listed(page).and_then(|service| service.enabled) == Some(true)
}

/// Enables or disables, whichever the service is not.
fn turn(page: Page) {
    let (id, name) = (page.service.get_value(), page.name());
    if untrack(|| is_enabled(page)) {
        page.do_it(
            services::disable(&id),
            ["disable ", &name].concat(),
            [&name, " is disabled: it refuses queries."].concat(),
        );
    } else {
        page.do_it(services::enable(&id), ["enable ", &name].concat(), [&name, " is enabled."].concat());
    }
}

/// Enable or disable, as a button.
pub(super) fn enable_button(page: Page) -> AnyView {
    let enabled = Memo::new(move |_| is_enabled(page));
    let label = Signal::derive(move || if enabled.get() { "Disable" } else { "Enable" }.to_owned());
    view! { <Button label=label kind=ButtonKind::Plain busy=page.act.busy on_click=move || turn(page)/> }.into_any()
}

/// The same by name.
pub(super) fn enable_command(page: Page) -> Command {
    let label = Signal::derive(move || if is_enabled(page) { "Disable service" } else { "Enable service" }.to_owned());
    let allowed = move || Allowed::when(!page.act.busy.get(), "Another action on this service is on the way.");
    Command::new(label, move || turn(page)).allowed(Signal::derive(allowed))
}

/// Loads a generation without giving it traffic.
pub(super) fn preload(page: Page, generation: &GenerationId) {
    let call = page.service.with_value(|id| generations::preload(id, generation));
    let name = generation.to_string();
    page.do_it(call, ["preload ", &name].concat(), [&name, " is being loaded."].concat());
}

/// Gives one generation everything.
pub(super) fn switch_to(page: Page, generation: &GenerationId) {
    let call = page.service.with_value(|id| mapping::switch_to(id, generation));
    let name = generation.to_string();
    let split = Some(Split::whole(generation.clone()));
    page.do_and_note(call, split, ["switch to ", &name].concat(), [&name, " answers all queries now."].concat());
}

/// Gives the newest generation everything; the node says which one that is, or that nothing was switched.
pub(super) fn switch_to_newest(page: Page) {
    let target = page.node.target.get_value();
    let call = page.service.with_value(mapping::switch_to_newest);
    let (service, mappings) = (page.service.get_value(), page.mappings);
    let write = async move {
        let switched = page.session.send(&target, &call).await?;
        switched.iter().for_each(|one| mappings.applied(&target.node, &service, &Split::whole(one.clone())));
        Ok(switched)
    };
    page.act.start("Could not switch to the newest generation".into(), write, move |switched| {
        page.toasts.ok(match switched {
            Some(generation) => [generation.as_str(), " answers all queries now."].concat(),
            None => "The node switched nothing: the newest generation answers already, or there is none.".to_owned(),
        });
        page.reload();
    });
}
