//! Composing a project-level key. No call makes one: what is composed here is carried to DSS by hand.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{ProjectKey, projects as wire};
use pilothouse_wire::{List, Whole};

use super::create::given;
use super::{Options, Page};
use crate::domain::effective::ProjectKeyRights;
use crate::domain::project_key::compose;
use crate::domain::rights::Rights;
use crate::parts::{self, PermissionEditor, Vocabulary};
use crate::query::{Load, Remote};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{Button, ButtonKind, CopyButton, Icon, Notice, NoticeKind, PickField, live, live_if};

/// What has been composed so far.
#[derive(Clone, Copy)]
struct Draft {
    project: RwSignal<String>,
    user: RwSignal<String>,
    rights: RwSignal<Rights>,
    datasets: RwSignal<Vec<(String, Rights)>>,
}

impl Draft {
    fn key(self) -> ProjectKeyRights {
        ProjectKeyRights {
            project: given(self.project).unwrap_or_default(),
            rights: self.rights.get(),
            datasets: self.datasets.get(),
        }
    }

    fn of(self, dataset: &str) -> Rights {
        self.datasets.with(|all| all.iter().find(|(name, _)| name == dataset).map_or(Rights::NONE, |(_, own)| *own))
    }

    fn put(self, dataset: &str, rights: Rights) {
        self.datasets.update(|all| {
            if let Some((_, own)) = all.iter_mut().find(|(name, _)| name == dataset) {
                *own = rights;
            }
        });
    }
}

/// The part of the page.
pub(super) fn tab(page: Page) -> AnyView {
    let draft = Draft {
        project: RwSignal::default(),
        user: RwSignal::default(),
        rights: RwSignal::new(Rights::NONE),
        datasets: RwSignal::default(),
    };
    let set_rights = Callback::new(move |rights| draft.rights.set(rights));
    view! {
        <Notice
            kind=NoticeKind::Info
            title="The API has no call for project-level keys"
            text="They are made in DSS, under Project › Security › API keys. Compose here what the key shall be allowed, and carry it there. This page sends nothing and makes no key."
        />
        <div class="composer">
            <div class="composer-form">
                <div class="form">
                    <PickField label="Project" value=draft.project options=page.projects() hint="To choose its datasets by name."/>
                    <PickField
                        label="Associated user"
                        value=draft.user
                        options=page.users()
                        hint="Only for user isolation: as whom the key's work runs. It has a field of its own in DSS."
                    />
                </div>
                <PermissionEditor
                    label="Over the whole project"
                    vocabulary=Vocabulary::ProjectKey
                    ticked=draft.rights
                    on_change=set_rights
                />
                {datasets(page, draft)}
            </div>
            {output(draft)}
        </div>
    }
    .into_any()
}

/// Datasets of the project that was picked.
fn known(page: Page, project: RwSignal<String>) -> Options {
    let listed = page.projects();
    // Half a key is not asked for.
    let key = Memo::new(move |_| {
        let key = project.with(|text| ProjectKey::parse(text.trim()).ok())?;
        listed.with(|all| all.iter().any(|(known, _)| known == key.as_str())).then_some(key)
    });
    let all = Remote::new(move || {
        let (session, target, key) = (page.session, page.target(), key.get_untracked());
        async move {
            match key {
                Some(key) => session.send(&target, &wire::datasets(&key)).await,
                None => Ok(List::default()),
            }
        }
    });
    Effect::new(move |before: Option<Option<ProjectKey>>| {
        let now = key.get();
        if before.is_some_and(|before| before != now) {
            // Another project's datasets are none of this one's.
            all.load.set(Load::Waiting);
            all.refresh();
        }
        now
    });
    Signal::derive(move || {
        let pair = |row: &Whole| Some((row.text(wire::NAME)?.to_owned(), String::new()));
        all.value().map(|list| list.rows.iter().filter_map(pair).collect()).unwrap_or_default()
    })
}

fn datasets(page: Page, draft: Draft) -> AnyView {
    let (typed, wrong) = (RwSignal::new(String::new()), RwSignal::new(None));
    let add = move || {
        let name = typed.with_untracked(|typed| typed.trim().to_owned());
        let there = draft.datasets.with_untracked(|all| all.iter().any(|(known, _)| *known == name));
        if name.is_empty() || there {
            let why = if there { "This dataset is in the list already." } else { "Give a dataset's name." };
            return wrong.set(Some(why.to_owned()));
        }
        wrong.set(None);
        typed.set(String::new());
        draft.datasets.update(|all| all.push((name, Rights::NONE)));
    };
    let names =
        Memo::new(move |_| draft.datasets.with(|all| all.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()));
    let options = known(page, draft.project);
    view! {
        <section class="section">
            <h2>"On single datasets"</h2>
            <div class="with-add">
                <PickField label="Dataset" value=typed options=options error=wrong/>
                <Button label="Add dataset" icon=Icon::Plus on_click=add/>
            </div>
            {live(move || names.with(|names| names.iter().map(|name| dataset(draft, name)).collect::<Vec<_>>()))}
        </section>
    }
    .into_any()
}

fn dataset(draft: Draft, name: &str) -> AnyView {
    let (own, changed, gone) = (name.to_owned(), name.to_owned(), name.to_owned());
    let ticked = Signal::derive(move || draft.of(&own));
    let put = Callback::new(move |rights| draft.put(&changed, rights));
    let remove = move || draft.datasets.update(|all| all.retain(|(known, _)| *known != gone));
    view! {
        <div class="project-line">
            <PermissionEditor
                label=["On ", name].concat()
                vocabulary=Vocabulary::Dataset
                ticked=ticked
                on_change=put
                beside=draft.rights
            />
            <Button label=["Remove ", name].concat() kind=ButtonKind::Icon icon=Icon::Close on_click=remove/>
        </div>
    }
    .into_any()
}

/// What is to be carried to DSS.
fn output(draft: Draft) -> AnyView {
    let json = Memo::new(move |_| compose(&draft.key()));
    let copied = RwSignal::new(false);
    let place = move || {
        let key = given(draft.project).unwrap_or_else(|| "the project".into());
        ["In DSS, open ", &key, ", then Security › API keys, and add a key."].concat()
    };
    let user = move || {
        given(draft.user).map(|user| {
            view! { <li>"Choose " <b>{user}</b> " as the user for impersonation."</li> }
        })
    };
    view! {
        <section class="composer-result" aria-label="To carry to DSS">
            <h2>"To carry to DSS"</h2>
            <ol class="steps">
                <li>{place}</li>
                <li>"Its form comes prefilled with samples of its JSON. That JSON is not published: compare the names below with those samples, and keep the samples' shape."</li>
                {live_if(user)}
                <li>"Copy the secret that DSS shows. The key goes along when the project is exported."</li>
            </ol>
            {live(move || view! { <pre class="script" tabindex="0" role="region" aria-label="Permissions as JSON">{json.get()}</pre> })}
            <div class="actions">
                <CopyButton
                    label="Copy the permissions"
                    text=Callback::new(move |()| json.get_untracked())
                    copy=parts::copier(copied)
                    copied=copied
                />
            </div>
        </section>
    }
    .into_any()
}
