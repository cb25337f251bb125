//! Creating a group. What its members may do cannot be said with it (contract/dataiku-dss.md §5): its page is next.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{GroupName, groups};

use super::Shared;
use crate::parts;
use crate::query::Act;
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::{Dialog, Select, TextField};

#[derive(Clone, Copy)]
struct Form {
    shared: Shared,
    name: RwSignal<String>,
    description: RwSignal<String>,
    source: RwSignal<String>,
    tried: RwSignal<bool>,
}

impl Form {
    /// The name, or what is wrong with it; tracked.
    fn read_name(self) -> Result<GroupName, String> {
        let name = self.name.with(|name| GroupName::parse(name.trim())).map_err(|why| why.to_string())?;
        let taken = self.shared.everyone.groups.load.with(|load| {
            let rows = load.value().map(|list| list.rows.as_slice()).unwrap_or_default();
            rows.iter().any(|group| group.text(groups::NAME) == Some(name.as_str()))
        });
        match taken {
            true => Err(["There is a group “", name.as_str(), "” already."].concat()),
            false => Ok(name),
        }
    }

    fn call(self) -> Option<pilothouse_wire::Call<()>> {
        let name = self.read_name().ok()?;
        let description = self.description.with(|text| text.trim().to_owned());
        Some(groups::create(&name, &description, &self.source.get()))
    }
}

/// The dialog.
pub(super) fn dialog(shared: Shared, close: Callback<()>) -> AnyView {
    let form = Form {
        shared,
        name: RwSignal::default(),
        description: RwSignal::default(),
        source: RwSignal::new(groups::SOURCES[0].to_owned()),
        tried: RwSignal::new(false),
    };
    let (act, go) = (Act::default(), parts::use_go());
    let submit = move || {
        form.tried.set(true);
        let Some((name, call)) = untrack(|| form.read_name().ok().zip(form.call())) else { return };
        let target = shared.dss.target.get_value();
        let write = async move { shared.session.send(&target, &call).await };
        act.start(["Could not create ", name.as_str()].concat(), write, move |()| {
            shared.toasts.ok(["Created ", name.as_str(), ". Say next what its members may do."].concat());
            close.run(());
            if let Some(route) = shared.route(name.as_str()) {
                go.run(route);
            }
        });
    };
    let wrong = Signal::derive(move || if form.tried.get() { form.read_name().err() } else { None });
    let sources = groups::SOURCES.map(|source| (source.to_owned(), source.to_owned())).to_vec();
    view! {
        <Dialog
            title="Create group"
            description="What its members may do, and who they are, is set on its own page next."
            busy=act.busy
            on_close=close
            submit_label=shared.dss.deed("Create group")
            on_submit=submit
        >
            <div class="form">
                <TextField label="Name" value=form.name required=true hint="Cannot be changed later." error=wrong/>
                <TextField label="Description" value=form.description/>
                <Select
                    label="Source"
                    value=form.source
                    on_change=Callback::new(move |source| form.source.set(source))
                    options=sources
                    hint="LOCAL: members are chosen here. The others take them from groups elsewhere."
                />
            </div>
            {parts::call_as_script(shared.session, shared.dss.target.get_value(), move || form.call())}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}
