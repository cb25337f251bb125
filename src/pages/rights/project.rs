//! One project, open: each permission with where it comes from, and the datasets.

use std::sync::Arc;

use leptos::{html, prelude::*};
use pilothouse_view::view;
use pilothouse_wire::dss::{ProjectKey, projects};
use pilothouse_wire::{List, Whole};

use super::asked::{DATASET, PROJECT, REACH, VIEW};
use super::what::{Pair, Subject};
use super::{Page, reached};
use crate::domain::effective::{Answer, InProject};
use crate::domain::rights::{self, Permission};
use crate::parts;
use crate::query::Load;
use crate::reactive::RwSignal;
use crate::routes::DssPlace;
use crate::ui::disclosure::follow;
use crate::ui::{Button, ButtonKind, Notice, NoticeKind, Skeleton, Tone, badge, live_if};

/// Datasets that are listed; of a longer list one is looked for by name on the other tab.
const AT_ONCE: usize = 200;

/// What one may do in the project, tracked.
fn in_project(subject: Subject, key: &str) -> Option<InProject> {
    subject.effective.get()?.projects.iter().find(|one| one.key == key).cloned()
}

/// The part of the page.
pub(super) fn view(page: Page, pair: Pair, key: String) -> AnyView {
    let title = ["In project ", &key].concat();
    let heading = NodeRef::<html::H2>::new();
    heading.on_load(|heading| request_animation_frame(move || drop(heading.focus())));
    let own = ProjectKey::parse(&key).ok().map(|key| {
        let href = parts::href(&page.known.dss.route(DssPlace::Project(key)));
        view! { <a href=href>"Its permissions"</a> }
    });
    let (first, of_datasets) = (key.clone(), key.clone());
    let answers = move || {
        let one = in_project(pair.first, &first)?;
        let other = if pair.both.get() { in_project(pair.second, &first) } else { None };
        Some(answers(pair, &one, other.as_ref()))
    };
    view! {
        <section class="section" aria-label=title.clone()>
            <div class="section-head">
                <h2 tabindex="-1" node_ref=heading>{title}</h2>
                {own}
                <Button label="Close" kind=ButtonKind::Ghost on_click=move || page.asked.set(PROJECT, None)/>
            </div>
            {live_if(answers)}
            {datasets(page, pair, of_datasets)}
        </section>
    }
    .into_any()
}

fn answers(pair: Pair, one: &InProject, other: Option<&InProject>) -> AnyView {
    let head = |subject: Subject| view! { <th scope="col">{untrack(|| subject.name())}</th> };
    let row = |permission: &Permission| {
        let second = other.map(|other| view! { <td>{answer(&other.answer(*permission))}</td> });
        let name = permission.flag().unwrap_or_default();
        view! {
            <tr>
                <th scope="row">{permission.words()}</th>
                <td class="permission-name">{name}</td>
                <td>{answer(&one.answer(*permission))}</td>
                {second}
            </tr>
        }
    };
    view! {
        {spare(pair.first, one)}
        {other.map(|other| spare(pair.second, other))}
        <div class="answers-scroll">
            <table class="answers">
                <caption class="unseen">"Permissions and where they come from"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Permission"</th>
                        <th scope="col" class="permission-name">"API name"</th>
                        {head(pair.first)}
                        {other.map(|_| head(pair.second))}
                    </tr>
                </thead>
                <tbody>{rights::PROJECT.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        {unknown(one)}
        {other.and_then(unknown)}
    }
    .into_any()
}

/// Rights that another right already gives.
fn spare(subject: Subject, one: &InProject) -> Option<AnyView> {
    let told = one.spare();
    (!told.is_empty()).then(|| {
        let title = ["Given more than once to ", &untrack(|| subject.name())].concat();
        view! { <Notice title=title text=told.join(" ")/> }.into_any()
    })
}

fn unknown(one: &InProject) -> Option<AnyView> {
    (!one.unknown.is_empty()).then(|| {
        let text = ["Also granted, and not known to this page: ", &one.unknown.join(", ")].concat();
        view! { <p class="faint">{text}</p> }.into_any()
    })
}

/// An answer: a shape, a word, and why.
fn answer(answer: &Answer) -> AnyView {
    let (mark, why) = match answer {
        Answer::Yes(from) => (badge(Tone::Ok, "yes"), from.join("; ")),
        Answer::No => (badge(Tone::Neutral, "no"), String::new()),
        Answer::NotKnown(why) => (badge(Tone::Warn, "not known"), why.join(" ")),
    };
    view! { <span class="rights-cell">{mark}<span class="faint">{why}</span></span> }.into_any()
}

/// The datasets, asked for when somebody looks.
fn datasets(page: Page, pair: Pair, key: String) -> AnyView {
    let open = RwSignal::new(false);
    let list = move || {
        let id = ProjectKey::parse(&key).ok().filter(|_| open.get())?;
        let load = page.known.datasets.of(&id);
        untrack(|| page.known.datasets.show(vec![id.clone()]));
        let key = key.clone();
        Some(live_if(move || Some(listed(page, pair, &key, &load.get()))))
    };
    view! {
        <details class="rights-datasets" on:toggle=follow(open)>
            <summary>"Datasets"</summary>
            {live_if(list)}
        </details>
    }
    .into_any()
}

fn listed(page: Page, pair: Pair, key: &str, load: &Load<List<Whole>>) -> AnyView {
    let list: Arc<List<Whole>> = match load {
        Load::Waiting => return view! { <Skeleton lines=4 label="Loading the datasets"/> }.into_any(),
        Load::Failed(error) => {
            let title = "The datasets could not be loaded: it is not known which there are";
            return view! { <Notice kind=NoticeKind::Warning title=title text=error.to_string()/> }.into_any();
        }
        Load::Ready(list) | Load::Stale(list, _) => list.clone(),
    };
    if list.rows.is_empty() {
        return view! { <p class="faint">"The project has no dataset of its own."</p> }.into_any();
    }
    let one = in_project(pair.first, key);
    let other = if pair.both.get() { in_project(pair.second, key) } else { None };
    let head = |subject: Subject| view! { <th scope="col">{untrack(|| subject.name())}</th> };
    let row = |dataset: &Whole| {
        let name = dataset.text(projects::NAME)?.to_owned();
        let cell = |one: &InProject| view! { <td>{reached::answer(&one.reach(&name))}</td> };
        let (first, second) = (one.as_ref().map(cell), other.as_ref().map(cell));
        let (project, asked) = (key.to_owned(), name.clone());
        let press = move || {
            page.asked.set_all(&[(DATASET, Some(&asked)), (PROJECT, Some(&project)), (VIEW, Some(REACH))]);
        };
        Some(view! {
            <tr>
                <th scope="row">{name}</th>
                {first}
                {second}
                <td><Button label="Who else" kind=ButtonKind::Ghost on_click=press/></td>
            </tr>
        })
    };
    let more = list.rows.len().saturating_sub(AT_ONCE);
    view! {
        <p class="faint">
            "A project's content can be read with Read project content. Which of the six dataset permissions that brings is not documented."
        </p>
        <div class="answers-scroll">
            <table class="answers">
                <caption class="unseen">"Datasets and how they are reached"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Dataset"</th>
                        {head(pair.first)}
                        {other.as_ref().map(|_| head(pair.second))}
                        <th scope="col"><span class="unseen">"Others"</span></th>
                    </tr>
                </thead>
                <tbody>{list.rows.iter().take(AT_ONCE).filter_map(row).collect_view()}</tbody>
            </table>
        </div>
        {(more > 0).then(|| view! { <p class="faint">{format!("{more} more are not shown: ask for one by name under “Who reaches a dataset?”")}</p> })}
    }
    .into_any()
}
