//! The same for all users that are selected: confirmed once, with a result a row.

use std::collections::BTreeSet;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{Login, users};
use pilothouse_wire::script::Step;

use super::{Page, create, warning};
use crate::domain::allowed::Allowed;
use crate::domain::person::{Change, Deed, refused};
use crate::parts;
use crate::query::Bulk;
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{Dialog, DialogKind, TextField, live_if};

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Join,
    Leave,
    Profile,
    Enable,
    Disable,
    Delete,
}

/// All of them, in the order of the bar.
pub(super) const KINDS: [Kind; 6] = [Kind::Join, Kind::Leave, Kind::Profile, Kind::Enable, Kind::Disable, Kind::Delete];

impl Kind {
    pub(super) fn verb(self) -> &'static str {
        match self {
            Self::Join => "Add to groups",
            Self::Leave => "Remove from groups",
            Self::Profile => "Set profile",
            Self::Enable => "Enable",
            Self::Disable => "Disable",
            Self::Delete => "Delete",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Join => "They get the rights of these groups, and keep the groups that they have.",
            Self::Leave => "They lose the rights of these groups, and keep their other groups.",
            Self::Profile => "They all get the same profile.",
            Self::Enable => "They may sign in again.",
            Self::Disable => "They can no longer sign in.",
            Self::Delete => "Each goes with properties, secrets and credentials, at once and for good.",
        }
    }

    /// “Add 3 users to groups”.
    fn title(self, count: usize) -> String {
        let users = parts::users_words(count);
        match self {
            Self::Join => ["Add ", &users, " to groups"].concat(),
            Self::Leave => ["Remove ", &users, " from groups"].concat(),
            Self::Profile => ["Set the profile of ", &users].concat(),
            Self::Enable | Self::Disable | Self::Delete => [self.verb(), " ", &users].concat(),
        }
    }
}

/// The dialog, its run and its form.
#[derive(Clone, Copy)]
struct Form {
    page: Page,
    kind: Kind,
    bulk: Bulk,
    groups: RwSignal<BTreeSet<String>>,
    profile: RwSignal<String>,
    typed: RwSignal<String>,
}

impl Form {
    /// The change as asked for, tracked; none where the form is not fit, or it is a deletion.
    fn change(self) -> Option<Change> {
        match self.kind {
            Kind::Join => Some(Change::Join(self.groups.get())).filter(|_| self.groups.with(|all| !all.is_empty())),
            Kind::Leave => Some(Change::Leave(self.groups.get())).filter(|_| self.groups.with(|all| !all.is_empty())),
            Kind::Profile => {
                let profile = self.profile.with(|profile| profile.trim().to_owned());
                Some(profile).filter(|profile| !profile.is_empty()).map(Change::Profile)
            }
            Kind::Enable => Some(Change::Enabled(true)),
            Kind::Disable => Some(Change::Enabled(false)),
            Kind::Delete => None,
        }
    }

    fn deed(self) -> Option<Deed> {
        match self.kind {
            Kind::Delete => Some(Deed::Delete),
            Kind::Join | Kind::Leave | Kind::Profile | Kind::Enable | Kind::Disable => self.change().map(Deed::Change),
        }
    }

    /// Who is left alone and why, as far as known now; tracked.
    fn refusals(self) -> Vec<(String, &'static str)> {
        let (Some(deed), Some(people)) = (self.deed(), self.page.everyone.people.value()) else { return Vec::new() };
        let (admins, own) = (self.page.everyone.admin_groups(), self.page.dss.login());
        self.bulk
            .names
            .with_value(|names| refused(&people, &admins, own.as_deref(), &deed, names))
            .into_iter()
            .collect()
    }

    /// What has to be typed before a deletion.
    fn wanted(self) -> String {
        self.bulk.names.with_value(|names| match names.as_slice() {
            [one] => one.clone(),
            many => ["delete ", &parts::users_words(many.len())].concat(),
        })
    }

    fn fit(self) -> Allowed {
        let left = self.refusals().len();
        if left > 0 && left == self.bulk.count() {
            return Allowed::no("Nobody is left to whom it could be done: see above.");
        }
        match self.kind {
            Kind::Join | Kind::Leave => Allowed::when(self.change().is_some(), "Pick at least one group."),
            Kind::Profile => Allowed::when(self.change().is_some(), "Give a profile."),
            Kind::Enable | Kind::Disable => Allowed::Yes,
            Kind::Delete => {
                let wanted = self.wanted();
                let typed = self.typed.with(|typed| typed.trim() == wanted);
                Allowed::when(typed, "Type the words exactly as they are shown.")
            }
        }
    }

    fn start(self, done: Callback<()>) {
        match untrack(|| self.change()) {
            Some(change) => self.bulk.change(self.page.everyone, change, done),
            None if self.kind == Kind::Delete => self.bulk.delete(self.page.everyone, done),
            None => {}
        }
    }

    /// The call as it would be sent, by what is known now.
    fn steps(self) -> Vec<Step> {
        let (page, left) = (self.page, self.refusals());
        let names = self.bulk.names.get_value();
        let names: Vec<String> =
            names.into_iter().filter(|name| !left.iter().any(|(other, _)| other == name)).collect();
        let call = match (self.change(), page.everyone.people.value()) {
            (Some(change), Some(people)) => Bulk::changes(&people, &change, &names),
            (None, _) if self.kind == Kind::Delete => {
                let logins: Vec<Login> = names.iter().filter_map(|name| Login::parse(name).ok()).collect();
                (!logins.is_empty()).then(|| users::delete_many(&logins))
            }
            (Some(_), None) | (None, _) => None,
        };
        let target = page.dss.target.get_value();
        call.iter().map(|call| parts::step(page.session, &target, call.request())).collect()
    }
}

/// Confirms, runs, and shows the results.
pub(super) fn dialog(page: Page, kind: Kind, logins: Vec<String>, close: Callback<()>) -> AnyView {
    let count = logins.len();
    let form = Form {
        page,
        kind,
        bulk: Bulk::new(page.session, page.dss, logins),
        groups: RwSignal::default(),
        profile: RwSignal::default(),
        typed: RwSignal::default(),
    };
    let bulk = form.bulk;
    let done = Callback::new(move |()| {
        page.reload();
        page.selection.update(BTreeSet::clear);
    });
    view! {
        <Dialog
            title=kind.title(count)
            description=kind.meaning()
            kind=if kind == Kind::Delete { DialogKind::Danger } else { DialogKind::Normal }
            busy=bulk.running
            on_close=close
            close_label=parts::bulk_close_label(bulk)
            submit_label=parts::bulk_label(bulk, page.dss.deed(kind.verb()), page.dss.deed("Try the others again"))
            allowed=parts::bulk_allowed(bulk, move || form.fit())
            on_submit=move || form.start(done)
        >
            {left_alone(form)}
            {live_if(move || (!bulk.started.get()).then(|| fields(form)))}
            {parts::bulk_results(bulk, kind.verb())}
            {parts::as_script(move || form.steps())}
        </Dialog>
    }
    .into_any()
}

fn fields(form: Form) -> AnyView {
    let page = form.page;
    match form.kind {
        Kind::Join | Kind::Leave => {
            let names = Signal::derive(move || page.everyone.group_names());
            parts::pick_names("Groups", names, form.groups, "No groups are known.")
        }
        Kind::Profile => create::profile_field(page, form.profile, Signal::stored(None)),
        Kind::Enable | Kind::Disable => ().into_any(),
        Kind::Delete => {
            let label = ["Type “", &form.wanted(), "” to confirm"].concat();
            view! { <TextField label=label value=form.typed required=true/> }.into_any()
        }
    }
}

/// Told before, and not only by the results.
fn left_alone(form: Form) -> AnyView {
    let told = Memo::new(move |_| if form.bulk.started.get() { Vec::new() } else { form.refusals() });
    live_if(move || {
        let told = told.get();
        (!told.is_empty()).then(|| {
            let lines: Vec<String> = told.iter().map(|(login, why)| [login, ": ", why].concat()).collect();
            warning("Not everybody: some are left alone", lines.join("\n"))
        })
    })
}
