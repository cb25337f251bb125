//! Deleting a project: what would be lost, what becomes of one that still holds something, and whether it is fine when
//! there is none any more.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Call;
use pilothouse_wire::control::projects::{self, Strategy};
use pilothouse_wire::control::{Done, One};

use super::Page;
use crate::domain::allowed::Allowed;
use crate::domain::control::members::{self as rules, Member};
use crate::domain::control::{holdings, words};
use crate::domain::failure::Failure;
use crate::parts;
use crate::query::Act;
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{Button, Checkbox, Dialog, DialogKind, Notice, NoticeKind, Select, TextField, grouped, live, live_if};

/// What came of a try.
enum Came {
    /// It still holds something, in the server's words.
    Holds(Failure),
    /// It is not there.
    Missing,
    /// The server took it.
    Sent(Done),
}

/// What the parts of the dialog share.
#[derive(Clone, Copy)]
struct Form {
    page: Page,
    act: Act,
    cascading: RwSignal<bool>,
    missing: RwSignal<bool>,
    typed: RwSignal<String>,
    holds: RwSignal<Option<Failure>>,
    close: Callback<()>,
}

impl Form {
    /// The name by which it is deleted; `None` where the server does not say it. Tracked.
    fn name(self) -> Option<String> {
        self.page.one.value()?.one.item.text(projects::NAME).map(str::to_owned)
    }

    fn call(self) -> Option<Call<Done>> {
        let strategy = if self.cascading.get() { Strategy::Cascading } else { Strategy::Restricted };
        Some(projects::delete(&self.name()?, strategy))
    }

    fn allowed(self) -> Allowed {
        let typed = || self.name().is_some_and(|name| self.typed.with(|typed| typed.trim() == name));
        match self.page.deleting.under_way.get() {
            true => Allowed::no("The project is being deleted."),
            false if self.name().is_none() => Allowed::no("The server does not say the name, by which it is deleted."),
            false => Allowed::when(!self.cascading.get() || typed(), "Type the name exactly as it is shown."),
        }
    }

    fn cascade(self, on: bool) {
        self.cascading.set(on);
        self.holds.set(None);
    }
}

/// The dialog.
pub(super) fn dialog(page: Page, close: Callback<()>) -> AnyView {
    let form = Form {
        page,
        act: Act::default(),
        cascading: RwSignal::new(false),
        missing: RwSignal::new(false),
        typed: RwSignal::default(),
        holds: RwSignal::new(None),
        close,
    };
    let restricted = Strategy::Restricted.as_str();
    let ways = [
        (restricted, "Delete nothing (restricted)"),
        (Strategy::Cascading.as_str(), "Delete all of it too (cascading)"),
    ];
    let ways: Vec<(String, String)> = ways.map(|(id, words)| (id.to_owned(), words.to_owned())).to_vec();
    let way = move || if form.cascading.get() { Strategy::Cascading } else { Strategy::Restricted };
    let leave = Signal::derive(move || if page.deleting.under_way.get() { "Close" } else { "Cancel" }.to_owned());
    view! {
        <Dialog
            title=Signal::derive(move || ["Delete the project “", &page.name(), "”?"].concat())
            description="There is no way back. Its members stay users; what they may do in it goes with it."
            kind=DialogKind::Danger
            busy=form.act.busy
            on_close=close
            close_label=leave
            submit_label="Delete project"
            allowed=Signal::derive(move || form.allowed())
            on_submit=move || send(form)
        >
            {live(move || page.one.value().map(|loaded| lost(page, &loaded.one)))}
            <Select
                label="If it still holds something"
                value=Signal::derive(move || way().as_str().to_owned())
                on_change=Callback::new(move |id: String| form.cascade(id != restricted))
                options=ways
            />
            {live_if(move || form.holds.get().map(|held| holding(form, held)))}
            {live_if(move || form.cascading.get().then(|| untrack(|| name_field(form))))}
            <Checkbox label="It is fine when there is no such project any more" checked=form.missing/>
            {page.deleting.ask()}
            {page.deleting.waiting(close)}
            {parts::call_as_script(page.control.session, page.control.target.get_value(), move || form.call())}
            {parts::act_failure(form.act)}
            {parts::failure(page.deleting.failed)}
        </Dialog>
    }
    .into_any()
}

fn name_field(form: Form) -> AnyView {
    let name = form.name().unwrap_or_default();
    view! { <TextField label=["Type ", &name, " to confirm"].concat() value=form.typed required=true mono=true/> }
        .into_any()
}

/// What is in it, as far as the server says it.
fn lost(page: Page, one: &One) -> AnyView {
    let kept = |field: &'static str| {
        let text = one.item.text(field).map(str::to_owned);
        let words = text.as_deref().map(|text| holdings::words(&holdings::held(text)));
        view! {
            <div>
                <dt>{words::label(field)}</dt>
                <dd>{words.map_or_else(parts::not_given, IntoAny::into_any)}{text.as_deref().and_then(whole)}</dd>
            </div>
        }
    };
    let labels = projects::PROJECTS.field(projects::LABELS);
    let labels = labels.and_then(|field| words::text(field, one.item.attributes.get(field.name)));
    let labels =
        labels.map_or_else(parts::not_given, |text| if text.is_empty() { "none".into_any() } else { text.into_any() });
    let members = Memo::new(move |_| members(page));
    view! {
        <dl class="facts">
            {kept(projects::MLRUN_PROJECT)}
            {kept(projects::NUCLIO_PROJECT)}
            <div>
                <dt>"Members"</dt>
                <dd>{live(move || members.get().map_or_else(parts::not_given, IntoAny::into_any))}</dd>
            </div>
            <div>
                <dt>{words::label(projects::LABELS)}</dt>
                <dd>{labels}</dd>
            </div>
        </dl>
    }
    .into_any()
}

/// The text itself, in lines.
fn whole(text: &str) -> Option<AnyView> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let text = serde_json::to_string_pretty(&value).ok()?;
    let shown = view! {
        <details>
            <summary>"Show all of it"</summary>
            <pre class="script" tabindex="0">{text}</pre>
        </details>
    };
    Some(shown.into_any())
}

/// How many are in it; tracked. `None` where the roles are not known.
fn members(page: Page) -> Option<String> {
    page.roles.value()?;
    let direct = rules::direct(&page.held());
    let groups = direct.keys().filter(|member| matches!(member, Member::Group(_))).count();
    let count =
        |count: usize, one: &str, many: &str| [&*grouped(count), " ", if count == 1 { one } else { many }].concat();
    Some([count(direct.len() - groups, "user", "users"), count(groups, "group", "groups")].join(", "))
}

/// That it is not empty, and the way to delete it all the same.
fn holding(form: Form, held: Failure) -> AnyView {
    view! {
        <Notice kind=NoticeKind::Warning title=held.title text=held.text detail=held.detail>
            <Button label="Delete all of it too" on_click=move || form.cascade(true)/>
        </Notice>
    }
    .into_any()
}

fn send(form: Form) {
    let Some((call, name)) = untrack(|| form.call().zip(form.name())) else { return };
    let (control, deleting, fine) = (form.page.control, form.page.deleting, form.missing.get_untracked());
    let words = ["Delete project ", &name].concat();
    form.holds.set(None);
    let write = async move {
        match control.send(&call).await {
            Err(error) if error.is_refusal(412) => {
                Ok(Came::Holds(Failure::of_write("The project still holds something", &error)))
            }
            Err(error) if fine && error.is_refusal(404) => Ok(Came::Missing),
            Err(error) => Err(error),
            Ok(done) => {
                // Here and not below: it is followed also where the page has gone meanwhile.
                deleting.begin(&done, words);
                Ok(Came::Sent(done))
            }
        }
    };
    let page = form.page;
    form.act.start(["Could not delete ", &name].concat(), write, move |came| match came {
        Came::Holds(failure) => form.holds.set(Some(failure)),
        Came::Missing => {
            page.toasts.ok(["There is no project ", &name, " any more."].concat());
            page.leave();
        }
        Came::Sent(done) => {
            if done.job.is_some() && !page.deleting.wait.get_untracked() {
                form.close.run(());
                page.one.refresh();
            }
        }
    });
}
