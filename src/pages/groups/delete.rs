//! Deleting a group, with what goes along: its members' rights, and its permissions in projects.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Error;
use pilothouse_wire::dss::{GroupName, ProjectKey, groups, projects};

use super::Shared;
use crate::parts;
use crate::query::{Act, Load, Remote};
use crate::reactive::Callback;
use crate::session::{Session, Target};
use crate::ui::{ConfirmByName, live};

/// Projects that are looked at: there is a call for each.
const LOOK_AT_MOST: usize = 100;

/// Where the group has permissions.
#[derive(Default)]
struct Granted {
    projects: Vec<String>,
    /// Projects of which it is not known.
    unknown: usize,
}

/// Asks, and deletes.
pub(super) fn dialog(shared: Shared, name: &GroupName, close: Callback<()>, done: Callback<()>) -> AnyView {
    let act = Act::default();
    let (of, target) = (name.clone(), shared.dss.target.get_value());
    let granted = Remote::new(move || look(shared.session, target.clone(), of.clone()));
    let text = name.to_string();
    let submit = {
        let name = name.clone();
        Callback::new(move |()| {
            let (target, call, name) = (shared.dss.target.get_value(), groups::delete(&name), name.clone());
            let write = async move { shared.session.send(&target, &call).await };
            act.start(["Could not delete ", name.as_str()].concat(), write, move |()| {
                shared.toasts.ok(["Deleted the group “", name.as_str(), "”."].concat());
                done.run(());
            });
        })
    };
    let (call_of, members_of) = (name.clone(), text.clone());
    view! {
        <ConfirmByName
            title=["Delete the group “", &*text, "”?"].concat()
            description="There is no way back. The users stay; what they may do by this group does not."
            name=text
            submit_label=shared.dss.deed("Delete group")
            busy=act.busy
            on_close=close
            on_confirm=submit
            preview=move || preview(shared, members_of, granted)
        >
            {parts::call_as_script(shared.session, shared.dss.target.get_value(), move || Some(groups::delete(&call_of)))}
            {parts::act_failure(act)}
        </ConfirmByName>
    }
    .into_any()
}

fn preview(shared: Shared, name: String, granted: Remote<Granted>) -> AnyView {
    let members = move || match shared.everyone.people.value() {
        Some(people) => parts::users_words(people.rows.iter().filter(|person| person.is_in(&name)).count()),
        None => "not known: the users could not be loaded".to_owned(),
    };
    let projects = move || match granted.load.get() {
        Load::Waiting => "…".to_owned(),
        Load::Failed(_) => "not known: the projects could not be read".to_owned(),
        Load::Ready(granted) | Load::Stale(granted, _) => words(&granted),
    };
    view! {
        <dl class="facts">
            <dt>"Members who lose it"</dt>
            <dd>{live(members)}</dd>
            <dt>"Its permissions in projects"</dt>
            <dd class="preview">{live(projects)}</dd>
        </dl>
    }
    .into_any()
}

fn words(granted: &Granted) -> String {
    let named = if granted.projects.is_empty() { "none found".to_owned() } else { granted.projects.join(", ") };
    match granted.unknown {
        0 if granted.projects.is_empty() => "none".to_owned(),
        0 => named,
        unknown => format!("{named}; of {unknown} more projects it is not known"),
    }
}

async fn look(session: Session, target: Target, name: GroupName) -> Result<Granted, Error> {
    let list = session.send(&target, &projects::list()).await?;
    let mut granted = Granted { unknown: list.rows.len().saturating_sub(LOOK_AT_MOST), ..Granted::default() };
    for project in list.rows.iter().take(LOOK_AT_MOST) {
        let key = project.text(projects::PROJECT_KEY).and_then(|key| ProjectKey::parse(key).ok());
        let said = match &key {
            Some(key) => session.send(&target, &projects::permissions(key)).await.ok(),
            None => None,
        };
        let Some((key, said)) = key.zip(said) else {
            granted.unknown += 1;
            continue;
        };
        if said.list(projects::ENTRIES).iter().any(|entry| entry.text(projects::GROUP) == Some(name.as_str())) {
            granted.projects.push(key.to_string());
        }
    }
    Ok(granted)
}
