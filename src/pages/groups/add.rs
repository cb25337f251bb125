//! Adding members: users are picked from those who are not in the group.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;

use super::members::Part;
use super::one::Page;
use crate::domain::allowed::Allowed;
use crate::domain::list::ListQuery;
use crate::parts;
use crate::query::Bulk;
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::{Dialog, DialogKind, Table, live};

/// The dialog: who, then the results.
pub(super) fn dialog(page: Page, close: Callback<()>) -> AnyView {
    let chosen: RwSignal<Option<Arc<Vec<String>>>> = RwSignal::new(None);
    live(move || match chosen.get() {
        None => picking(page, chosen, close),
        Some(logins) => adding(page, logins.to_vec(), close),
    })
}

fn picking(page: Page, chosen: RwSignal<Option<Arc<Vec<String>>>>, close: Callback<()>) -> AnyView {
    let picked: RwSignal<BTreeSet<String>> = RwSignal::default();
    // The address belongs to the page under the dialog.
    let query = RwSignal::new(ListQuery::default());
    let others = Part::new(page, false);
    let dss = page.shared.dss;
    let label = Signal::derive(move || {
        let words = match picked.with(BTreeSet::len) {
            0 => "Add members".to_owned(),
            some => ["Add ", &*parts::users_words(some)].concat(),
        };
        dss.deed(&words)
    });
    let allowed =
        Signal::derive(move || Allowed::when(picked.with(|picked| !picked.is_empty()), "Pick somebody first."));
    let submit = move || chosen.set(Some(Arc::new(picked.with_untracked(|picked| picked.iter().cloned().collect()))));
    let steps = move || {
        let people = page.shared.everyone.people.value().unwrap_or_default();
        let names: Vec<String> = picked.with(|picked| picked.iter().cloned().collect());
        let call = Bulk::changes(&people, &page.join(), &names);
        call.iter().map(|call| parts::step(page.shared.session, &dss.target.get_value(), call.request())).collect()
    };
    view! {
        <Dialog
            title=["Add members to ", &*page.text()].concat()
            description="They get what this group may do, at once. Their other groups stay."
            kind=DialogKind::Wide
            on_close=close
            submit_label=label
            allowed=allowed
            on_submit=submit
        >
            {parts::load_failure(page.shared.everyone.people, "the users")}
            <div class="dialog-table">
                <Table
                    model=others.model("Users who are not members", false, query.into(), Callback::new(move |asked| query.set(asked)))
                    selection=picked
                    empty=|| view! { <p class="faint">"Everybody is a member."</p> }.into_any()
                />
            </div>
            {parts::as_script(steps)}
        </Dialog>
    }
    .into_any()
}

fn adding(page: Page, logins: Vec<String>, close: Callback<()>) -> AnyView {
    let (dss, everyone) = (page.shared.dss, page.shared.everyone);
    let title = ["Add ", &*parts::users_words(logins.len()), " to ", &*page.text()].concat();
    let bulk = Bulk::new(page.shared.session, dss, logins);
    let start = move || bulk.change(everyone, page.join(), page.done());
    start();
    view! {
        <Dialog
            title=title
            busy=bulk.running
            on_close=close
            close_label="Close"
            submit_label=parts::bulk_label(bulk, dss.deed("Add"), dss.deed("Try the others again"))
            allowed=parts::bulk_allowed(bulk, || Allowed::Yes)
            on_submit=start
        >
            {parts::bulk_results(bulk, "Add")}
        </Dialog>
    }
    .into_any()
}
