//! The cache of models: contract/dataiku-apinode.md §2.5, from 12.5 on.

use crate::reactive::RwSignal;
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::maintenance;

use super::Page;
use crate::parts;
use crate::query::Act;
use crate::ui::{Dialog, DialogKind, TextField};

/// Asks for the archive's path.
pub(super) fn import(page: Page) -> AnyView {
    let (path, wrong, act) = (RwSignal::default(), RwSignal::new(None), Act::default());
    let submit = move || {
        let Some(path) = super::checked(path, wrong) else { return };
        page.call(act, maintenance::import_model(&path), "The model is in the cache.");
    };
    view! {
        <Dialog title="Import a model" busy=act.busy on_close=page.close() submit_label="Import" on_submit=submit>
            <TextField
                label="Path on the node"
                value=path
                hint="Absolute path of the exported model archive on the disk of the API node."
                error=wrong
                required=true
                mono=true
            />
            {page.as_script(move || Some(maintenance::import_model(&super::fit(path)?)))}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}

/// Asks before the cache is emptied.
pub(super) fn clear(page: Page) -> AnyView {
    let act = Act::default();
    let submit = move || {
        let call = maintenance::clear_models();
        let name = call.endpoint().name;
        let target = page.node.target.get_value();
        let write = async move { page.session.send(&target, &call).await };
        act.start("The node did not clear its model cache".into(), write, move |()| {
            page.finish(name, None, "The model cache is empty.");
        });
    };
    view! {
        <Dialog
            title="Clear the model cache?"
            description="Generations that need a cached model fail to load till it is imported again. What runs now is not documented to change."
            kind=DialogKind::Danger
            busy=act.busy
            on_close=page.close()
            submit_label="Clear the cache"
            on_submit=submit
        >
            {page.as_script(|| Some(maintenance::clear_models()))}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}
