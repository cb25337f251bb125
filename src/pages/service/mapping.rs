//! The split editor: shares that always add up to 100 %, before and after side by side, preload first where asked.

use crate::reactive::{Callback, Memo, RwSignal, Signal, StoredValue};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::{generations, mapping};
use pilothouse_wire::script::Step;
use pilothouse_wire::{Error, GenerationId, Request, Split};

use super::{Page, listed, preload};
use crate::domain::allowed::Allowed;
use crate::domain::shares::Shares;
use crate::parts;
use crate::query::{Act, shares_of};
use crate::ui::{
    Button, ButtonKind, Checkbox, Dialog, DialogKind, Notice, NoticeKind, Select, ShareBars, ShareSlider, live_if,
};

/// The editor's state.
#[derive(Clone, Copy)]
struct Editor {
    page: Page,
    shares: RwSignal<Shares>,
    before: StoredValue<Vec<(String, u16)>>,
    /// Generations that the node says are not mounted.
    unmounted: StoredValue<Vec<GenerationId>>,
    preload: RwSignal<bool>,
    act: Act,
}

impl Editor {
    fn new(page: Page) -> Self {
        let rows = page.rows();
        let before = shares_of(&rows).unwrap_or_default();
        let wanted = page.wanted.get_untracked().unwrap_or_else(|| before.clone());
        let share_of = |id: &str| wanted.iter().find(|(name, _)| name == id).map_or(0, |(_, share)| *share);
        let given = rows.iter().map(|g| (g.generation_id.clone(), share_of(g.generation_id.as_str()))).collect();
        let unmounted = rows.iter().filter(|g| g.mounted == Some(false)).map(|g| g.generation_id.clone()).collect();
        Self {
            page,
            shares: RwSignal::new(Shares::start(given)),
            before: StoredValue::new(before),
            unmounted: StoredValue::new(unmounted),
            preload: RwSignal::new(true),
            act: Act::default(),
        }
    }

    fn after(&self) -> Vec<(String, u16)> {
        self.shares.with(|shares| {
            let rows = shares.rows().iter().filter(|row| row.share > 0);
            rows.map(|row| (row.generation.to_string(), row.share)).collect()
        })
    }

    /// Generations that would get traffic and are not mounted, tracked.
    fn cold(&self) -> Vec<GenerationId> {
        let unmounted = self.unmounted.get_value();
        self.shares.with(|shares| {
            let named = shares.rows().iter().filter(|row| row.share > 0 && unmounted.contains(&row.generation));
            named.map(|row| row.generation.clone()).collect()
        })
    }

    /// What would be sent, tracked. Between the two a script has to wait until the node has loaded what it was told to.
    fn steps(&self) -> Vec<Step> {
        let (target, service) = (self.page.node.target.get_value(), self.page.service.get_value());
        let step = |request: &Request| parts::step(self.page.session, &target, request);
        let cold = if self.preload.get() { self.cold() } else { Vec::new() };
        let preloads = cold.iter().map(|one| step(generations::preload(&service, one).request()));
        let Ok(split) = self.shares.with(Shares::split) else { return Vec::new() };
        preloads.chain([step(mapping::set(&service, &split).request())]).collect()
    }

    fn allowed(&self) -> Allowed {
        let (mut before, mut after) = (self.before.get_value(), self.after());
        before.sort();
        after.sort();
        let enabled = listed(self.page).and_then(|service| service.enabled) == Some(true);
        Allowed::when(before != after || !enabled, "This is the mapping that is in force.")
    }

    fn apply(self, close: Callback<()>) {
        let split = match self.shares.with_untracked(Shares::split) {
            Ok(split) => split,
            // The editor holds shares that add up; without a generation its button is closed.
            Err(_) => return,
        };
        let cold = if self.preload.get_untracked() { untrack(|| self.cold()) } else { Vec::new() };
        let name = self.page.name();
        self.act.start(["Could not set the mapping of ", &name].concat(), send(self.page, cold, split), move |()| {
            self.page.toasts.ok(["The mapping of ", &name, " is set, and the service is enabled."].concat());
            self.page.reload();
            close.run(());
        });
    }
}

/// Preloads what is cold and waits till it is mounted, then maps. A failure leaves the mapping as it is, and says so.
async fn send(page: Page, cold: Vec<GenerationId>, split: Split) -> Result<(), Error> {
    let (target, service, mappings) = (page.node.target.get_value(), page.service.get_value(), page.mappings);
    if let Err(error) = preload::all(page, cold).await {
        page.generations.refresh();
        return Err(error);
    }
    page.session.send(&target, &mapping::set(&service, &split)).await?;
    mappings.applied(&target.node, &service, &split);
    Ok(())
}

/// The dialog.
pub(super) fn dialog(page: Page, close: Callback<()>) -> AnyView {
    let editor = Editor::new(page);
    let count = editor.shares.with_untracked(|shares| shares.rows().len());
    view! {
        <Dialog
            title=["Set mapping of ", &page.name()].concat()
            description="Shares of the queries that each generation answers. Applying also enables the service."
            kind=DialogKind::Wide
            busy=editor.act.busy
            on_close=close
            submit_label="Apply mapping"
            allowed=Signal::derive(move || editor.allowed())
            on_submit=move || editor.apply(close)
        >
            <div class="mapping">
                <div class="mapping-rows">{(0..count).map(|row| slider(editor, row)).collect_view()}</div>
                {rest(editor)}
                <ShareBars
                    before=Signal::derive(move || editor.before.get_value())
                    after=Signal::derive(move || editor.after())
                />
                {cold_notice(editor)}
                {parts::as_script(move || editor.steps())}
                {parts::act_failure(editor.act)}
            </div>
        </Dialog>
    }
    .into_any()
}

fn slider(editor: Editor, row: usize) -> AnyView {
    let shares = editor.shares;
    let name = shares.with_untracked(|shares| shares.rows()[row].generation.to_string());
    let all = move || shares.update(|shares| shares.all_to(row));
    view! {
        <div class="mapping-row">
            <ShareSlider
                label=name.clone()
                value=Signal::derive(move || shares.with(|shares| shares.rows()[row].share))
                on_input=Callback::new(move |value| shares.update(|shares| shares.set(row, value)))
                locked=Signal::derive(move || shares.with(|shares| shares.rows()[row].locked))
                on_lock=Callback::new(move |_| shares.update(|shares| shares.toggle_lock(row)))
            />
            <Button label="All" kind=ButtonKind::Ghost on_click=all/>
        </div>
    }
    .into_any()
}

/// "Rest goes to".
fn rest(editor: Editor) -> AnyView {
    let shares = editor.shares;
    let options = Signal::derive(move || {
        let evenly = (String::new(), "the others, by their size".to_owned());
        let rows = shares.with(|shares| {
            let named = shares.rows().iter().enumerate();
            named.map(|(n, row)| (n.to_string(), row.generation.to_string())).collect::<Vec<_>>()
        });
        std::iter::once(evenly).chain(rows).collect::<Vec<_>>()
    });
    let value = Signal::derive(move || shares.with(|shares| shares.rest().map(|n| n.to_string()).unwrap_or_default()));
    let choose = Callback::new(move |value: String| shares.update(|shares| shares.set_rest(value.parse().ok())));
    view! { <Select label="Rest goes to" value=value on_change=choose options=options/> }.into_any()
}

/// Offers to preload first what is not mounted.
fn cold_notice(editor: Editor) -> AnyView {
    let cold = Memo::new(move |_| editor.cold());
    live_if(move || {
        let names: Vec<String> = cold.get().iter().map(ToString::to_string).collect();
        (!names.is_empty()).then(|| {
            view! {
                <Notice
                    kind=NoticeKind::Warning
                    title=["Not mounted: ", &names.join(", ")].concat()
                    text="The first queries may wait until it is loaded."
                >
                    <Checkbox label="Preload first, and set the mapping only if that works" checked=editor.preload/>
                </Notice>
            }
        })
    })
}
