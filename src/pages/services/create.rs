//! Creating a service.

use crate::reactive::{Callback, RwSignal, Signal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::ServiceId;
use pilothouse_wire::api_node::services;

use crate::parts;
use crate::query::{Act, use_node};
use crate::session::use_session;
use crate::ui::{Dialog, TextField, Toasts};

/// Asks for the id.
pub(super) fn dialog(close: Callback<()>) -> AnyView {
    let (session, node, toasts) = (use_session(), use_node(), Toasts::expect());
    let id = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let act = Act::default();
    let go = parts::use_go();
    let hint = Signal::derive(move || id.with(|id| hint(id)));
    let submit = move || {
        let service = match ServiceId::parse(id.get_untracked().trim()) {
            Ok(service) => service,
            Err(why) => return wrong.set(Some(why.to_string())),
        };
        wrong.set(None);
        let title = ["Could not create ", service.as_str()].concat();
        let place = super::route_of(service.clone());
        let write = {
            let (target, call) = (node.target.get_value(), services::create(&service));
            async move { session.send(&target, &call).await }
        };
        act.start(title, write, move |()| {
            toasts.ok(["Created ", service.as_str(), ". Import a generation next."].concat());
            node.services.refresh();
            close.run(());
            go.run(place);
        });
    };
    let call =
        move || ServiceId::parse(id.with(|id| id.trim().to_owned()).as_str()).ok().map(|id| services::create(&id));
    view! {
        <Dialog
            title="Create service"
            description="An empty service: it answers once a generation is imported and has traffic."
            busy=act.busy
            on_close=close
            submit_label="Create"
            on_submit=submit
        >
            <TextField label="Service id" value=id hint=hint error=wrong required=true mono=true/>
            {parts::call_as_script(session, node.target.get_value(), call)}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}

/// A warning, not a refusal, where an id is unusual (contract/dataiku-apinode.md §4).
fn hint(typed: &str) -> String {
    match ServiceId::parse(typed.trim()) {
        Ok(id) if !id.is_plain() => {
            "Beyond letters, digits, “_” and “-” it is not documented what a node accepts: this may be refused.".into()
        }
        Ok(_) | Err(_) => "Letters, digits, “_” and “-”. It becomes part of the addresses that clients query.".into(),
    }
}
