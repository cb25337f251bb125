//! Who reaches a dataset: every key and user, in which way, as a table and as a file.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{ProjectKey, projects};

use super::asked::{DATASET, Echo, PROJECT};
use super::{Page, reached};
use crate::query::Load;
use crate::reactive::{Memo, RwSignal, Signal};
use crate::ui::{EmptyState, Notice, NoticeKind, PickField, live, live_if};

/// The panel.
pub(super) fn view(page: Page) -> AnyView {
    let (project, dataset) = (page.asked.facet(PROJECT), page.asked.facet(DATASET));
    // What a project has is asked for as soon as the project is known.
    Effect::new(move |_| {
        if let Some(key) = listed(page, &project.get()) {
            page.known.datasets.show(vec![key]);
        }
    });
    let projects = Signal::derive(move || page.known.project_options());
    let datasets = Signal::derive(move || datasets(page, &project.get()).unwrap_or_default());
    let asked = Memo::new(move |_| (project.get(), dataset.get()));
    view! {
        <div class="rights-form">
            {field(page, PROJECT, "Project", "Its key.", projects)}
            {field(page, DATASET, "Dataset", "Its name in that project.", datasets)}
        </div>
        {live_if(move || unlisted(page, &project.get(), &dataset.get()))}
        {live(move || {
            let (project, dataset) = asked.get();
            match (project.is_empty() || dataset.is_empty(), listed(page, &project)) {
                (true, _) => nothing(),
                (false, None) if page.known.loading.get() => ().into_any(),
                (false, None) => unknown(&project),
                (false, Some(_)) => untrack(|| reached::table(page, project.clone(), dataset.clone())),
            }
        })}
    }
    .into_any()
}

/// The project, where the server lists it; tracked.
fn listed(page: Page, key: &str) -> Option<ProjectKey> {
    let list = page.known.projects.value()?;
    list.rows.iter().any(|one| one.text(projects::PROJECT_KEY) == Some(key)).then(|| ProjectKey::parse(key).ok())?
}

/// The datasets of a project, where they are known; tracked.
fn datasets(page: Page, project: &str) -> Option<Vec<(String, String)>> {
    let load = page.known.datasets.of(&listed(page, project)?);
    load.with(|load| {
        let rows = &load.value()?.rows;
        Some(rows.iter().filter_map(|one| Some((one.text(projects::NAME)?.to_owned(), String::new()))).collect())
    })
}

/// What is typed goes into the address, and back.
fn field(
    page: Page,
    facet: &'static str,
    label: &'static str,
    hint: &'static str,
    options: Signal<Vec<(String, String)>>,
) -> AnyView {
    let echo = Echo::of(page.asked, facet);
    let draft = RwSignal::new(echo.current());
    Effect::new(move |_| {
        if let Some(asked) = echo.news()
            && draft.with_untracked(|draft| draft.trim() != asked)
        {
            draft.set(asked);
        }
    });
    Effect::new(move |ran: Option<()>| {
        let typed = draft.get();
        if ran.is_some() {
            echo.send(typed.trim());
        }
    });
    view! { <PickField label=label value=draft options=options hint=hint required=true/> }.into_any()
}

fn nothing() -> AnyView {
    let text = "Every key and user that reaches it is listed, and in which way.";
    view! { <EmptyState title="Pick a project and a dataset" text=text/> }.into_any()
}

fn unknown(project: &str) -> AnyView {
    let title = ["The server lists no project ", project].concat();
    let text = "Who reaches its datasets is not known: it may be one that you may not read, or the key is mistyped.";
    view! { <EmptyState title=title text=text/> }.into_any()
}

/// The dataset is not in the list, or there is none to look in.
fn unlisted(page: Page, project: &str, dataset: &str) -> Option<AnyView> {
    let key = listed(page, project).filter(|_| !dataset.is_empty())?;
    let failed = page.known.datasets.of(&key).with(|load| match load {
        Load::Failed(error) => Some(error.to_string()),
        Load::Waiting | Load::Ready(_) | Load::Stale(..) => None,
    });
    if let Some(error) = failed {
        let title = "The datasets could not be loaded: whether there is one of this name is not known";
        return Some(view! { <Notice kind=NoticeKind::Warning title=title text=error/> }.into_any());
    }
    let known = datasets(page, project)?;
    (!known.iter().any(|(name, _)| name == dataset)).then(|| {
        let title = ["Project ", project, " lists no dataset ", dataset].concat();
        let text = "Below is who would reach a dataset of that name there.";
        view! { <Notice kind=NoticeKind::Warning title=title text=text/> }.into_any()
    })
}
