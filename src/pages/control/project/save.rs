//! Saving who is in the project. The roles are read again just before they are sent, so that what another has changed of
//! other members stays; where both have changed the same member, the dialog says so and nothing is sent.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Error;
use pilothouse_wire::control::{Done, One, projects};

use super::{Page, members};
use crate::domain::allowed::Allowed;
use crate::domain::control::members::{self as rules, Change, Clash, Member};
use crate::parts;
use crate::query::Act;
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::{Checkbox, Dialog, Notice, NoticeKind, live, live_if};

/// What came of a try.
enum Came {
    /// It is as wished already.
    Same(One),
    /// Somebody else was faster with the same members.
    Clash(One, Vec<Clash>),
    /// The server took it.
    Sent(Done),
}

/// The dialog.
pub(super) fn dialog(page: Page, close: Callback<()>) -> AnyView {
    let (act, notify) = (Act::default(), RwSignal::new(false));
    let clashes = RwSignal::new(Vec::<Clash>::new());
    let changes = move || rules::changes(&page.held(), &page.wishes.get());
    let call = move || {
        let send = rules::to_send(&page.held(), &page.wishes.get()).ok().filter(|send| !send.is_empty())?;
        Some(page.id.with_value(|id| projects::set_members(id, &send, notify.get())))
    };
    let leave = Signal::derive(move || if page.saving.under_way.get() { "Close" } else { "Cancel" }.to_owned());
    view! {
        <Dialog
            title=Signal::derive(move || ["Save the members of “", &page.name(), "”"].concat())
            description="A job changes them. The roles are read again before anything is sent: what somebody else has changed meanwhile stays."
            busy=act.busy
            on_close=close
            close_label=leave
            submit_label="Save members"
            allowed=Signal::derive(move || allowed(page))
            on_submit=move || send(page, act, notify.get_untracked(), clashes, close)
        >
            {live_if(move || clashed(page, &clashes.get()))}
            {live(move || list(page, &changes()))}
            {live_if(move || members::nobody_rules(page))}
            <Checkbox label="Notify by e-mail" checked=notify/>
            {page.saving.ask()}
            {page.saving.waiting(close)}
            {parts::call_as_script(page.control.session, page.control.target.get_value(), call)}
            {parts::act_failure(act)}
            {parts::failure(page.saving.failed)}
        </Dialog>
    }
    .into_any()
}

fn allowed(page: Page) -> Allowed {
    match page.may_change() {
        Allowed::No(reason) => Allowed::No(reason),
        Allowed::Yes => {
            let any = !rules::changes(&page.held(), &page.wishes.get()).is_empty();
            Allowed::when(any, "There is nothing to change.")
        }
    }
}

/// Each member's role before and after.
fn list(page: Page, changes: &[Change]) -> AnyView {
    let row = |change: &Change| {
        let text = match (&change.before, &change.after) {
            (None, Some(after)) => ["added: ", after].concat(),
            (Some(before), None) => ["removed, was ", before].concat(),
            (Some(before), Some(after)) => [before, " → ", after].concat(),
            (None, None) => String::new(),
        };
        view! { <li><span>{titled(page, &change.member)}</span><span class="preview">{text}</span></li> }
    };
    view! { <ul class="change-list" aria-label="What changes">{changes.iter().map(row).collect_view()}</ul> }.into_any()
}

fn titled(page: Page, member: &Member) -> String {
    let kind = match member {
        Member::Group(_) => "group ",
        Member::User(_) => "user ",
    };
    [kind, &page.called(member)].concat()
}

/// Who was changed by somebody else too.
fn clashed(page: Page, clashes: &[Clash]) -> Option<AnyView> {
    let role = |role: &Option<String>| role.clone().unwrap_or_else(|| "no role".to_owned());
    let line = |clash: &Clash| {
        let words = [&titled(page, &clash.member), ": ", &role(&clash.seen), " → ", &role(&clash.now), ". "];
        words.concat()
    };
    (!clashes.is_empty()).then(|| {
        let text: Vec<String> = clashes.iter().map(line).collect();
        let end = "Nothing was sent. Below is what you would change now; save again to have it your way.";
        view! {
            <Notice
                kind=NoticeKind::Warning
                title="Somebody else has changed the same members"
                text=[&*text.concat(), end].concat()
            />
        }
        .into_any()
    })
}

fn send(page: Page, act: Act, notify: bool, clashes: RwSignal<Vec<Clash>>, close: Callback<()>) {
    let (id, seen) = (page.id.get_value(), untrack(|| page.held()));
    let (wishes, words) = (page.wishes.get_untracked(), untrack(|| ["Change the members of ", &page.name()].concat()));
    let saving = page.saving;
    let write = async move {
        let now = page.control.send(&projects::with_members(&id)).await?;
        let held = rules::roles(&now.included);
        let met = rules::clashes(&seen, &held, &wishes);
        if !met.is_empty() {
            return Ok(Came::Clash(now, met));
        }
        let missing = |role: String| Error::NotSent(["The project has no role ", &role, " any more."].concat());
        let send = rules::to_send(&held, &wishes).map_err(missing)?;
        if send.is_empty() {
            return Ok(Came::Same(now));
        }
        let done = page.control.send(&projects::set_members(&id, &send, notify)).await?;
        // Here and not below: it is followed also where the page has gone meanwhile.
        saving.begin(&done, words);
        Ok(Came::Sent(done))
    };
    act.start("Could not save the members".to_owned(), write, move |came| match came {
        Came::Clash(now, met) => {
            page.roles.put(now);
            clashes.set(met);
        }
        Came::Same(now) => {
            page.roles.put(now);
            page.wishes.set(Default::default());
            page.toasts.ok("Nothing was left to change: the members are as you wished.");
            close.run(());
        }
        Came::Sent(done) => {
            clashes.set(Vec::new());
            if done.job.is_none() || !page.saving.wait.get_untracked() {
                close.run(());
            }
        }
    });
}
