//! What can this key or user do, in which project, and by what; beside another one: in what they differ.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{ApiKeyId, Login};

use super::Page;
use super::asked::{Echo, PROJECT, WHO, WITH};
use super::{project, rows};
use crate::domain::effective::{Effective, Sort, Standing, Who, addressed, associated, typed};
use crate::parts;
use crate::reactive::{Memo, RwSignal, Signal, StoredValue};
use crate::routes::DssPlace;
use crate::ui::{EmptyState, PickField, Tone, badge, live, live_if};

/// Who is asked about, and what it may do.
#[derive(Clone, Copy)]
pub(super) struct Subject {
    pub(super) who: Memo<Option<Who>>,
    pub(super) effective: Memo<Option<Arc<Effective>>>,
}

impl Subject {
    fn of(page: Page, facet: &'static str) -> Self {
        let address = page.asked.facet(facet);
        let known = page.known;
        let who = Memo::new(move |_| address.with(|address| addressed(&known.everybody.get(), address)));
        let effective = Memo::new_with_compare(
            move |_| {
                let who = who.get()?;
                Some(Arc::new(known.world.get().effective(&who.identity)))
            },
            |_, _| true,
        );
        Self { who, effective }
    }

    /// Login or label, tracked.
    pub(super) fn name(self) -> String {
        self.who.with(|who| who.as_ref().map(|who| who.name.clone()).unwrap_or_default())
    }
}

/// Both who are asked about.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) first: Subject,
    pub(super) second: Subject,
    /// There are two.
    pub(super) both: Memo<bool>,
}

/// The panel.
pub(super) fn view(page: Page) -> AnyView {
    let (first, second) = (Subject::of(page, WHO), Subject::of(page, WITH));
    let both = Memo::new(move |_| first.who.with(Option::is_some) && second.who.with(Option::is_some));
    let pair = Pair { first, second, both };
    let some = Memo::new(move |_| first.who.with(Option::is_some));
    let open = page.asked.facet(PROJECT);
    view! {
        <div class="rights-form">
            {field(page, WHO, "Key or user", "Pick one of the list; a login or a key's id alone is enough.")}
            {field(page, WITH, "Compare with", "Another key or user. Leave it empty to see the first one alone.")}
        </div>
        {live_if(move || first.who.get().map(|who| standing(page, &who, first)))}
        {live_if(move || second.who.get().filter(|_| both.get()).map(|who| standing(page, &who, second)))}
        {live(move || match (some.get(), both.get()) {
            (true, both) => untrack(|| rows::table(page, pair, both)),
            (false, _) => nobody(page),
        })}
        {live_if(move || {
            let key = open.get();
            (!key.is_empty() && some.get()).then(|| untrack(|| project::view(page, pair, key)))
        })}
    }
    .into_any()
}

/// Nobody is picked, or the address names somebody unknown.
fn nobody(page: Page) -> AnyView {
    let asked = page.asked.facet(WHO).get();
    if asked.is_empty() {
        let text = "Effective rights of a key or a user: per project and dataset, and where each comes from.";
        return view! { <EmptyState title="Pick a key or a user" text=text/> }.into_any();
    }
    if page.known.loading.get() {
        return ().into_any();
    }
    let text = "It may have been deleted, or the list of keys could not be read.";
    view! { <EmptyState title="No key of this id is known" text=text/> }.into_any()
}

/// Picks somebody. What was typed stays; the address changes when it names one.
fn field(page: Page, facet: &'static str, label: &'static str, hint: &'static str) -> AnyView {
    let (known, echo) = (page.known, Echo::of(page.asked, facet));
    let draft = RwSignal::new(String::new());
    // The address that the draft stands for.
    let shown = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        let all = known.everybody.get();
        let Some(address) = echo.news().filter(|address| shown.with_value(|shown| shown.as_ref() != Some(address)))
        else {
            return;
        };
        let label = match addressed(&all, &address) {
            Some(who) => who.label(),
            None if address.is_empty() || !known.loading.get() => address.clone(),
            None => return,
        };
        shown.set_value(Some(address));
        draft.set(label);
    });
    Effect::new(move |_| {
        let (text, all, current) = (draft.get(), known.everybody.get(), echo.current());
        if shown.with_value(|shown| shown.as_ref() != Some(&current)) {
            return;
        }
        let text = text.trim();
        let same = text == current || addressed(&all, &current).is_some_and(|who| who.label() == text);
        if !same {
            let to = typed(&all, text).map(Who::address).unwrap_or_default();
            shown.set_value(Some(to.clone()));
            echo.send(&to);
        }
    });
    let error = move || {
        let (text, all) = (draft.get(), known.everybody.get());
        let text = text.trim().to_lowercase();
        let hopeless = !text.is_empty() && !all.iter().any(|who| who.label().to_lowercase().contains(&text));
        (hopeless && !known.loading.get()).then(|| "No key and no user is called so.".to_owned())
    };
    let options = move || known.everybody.with(|all| all.iter().map(|who| (who.label(), String::new())).collect());
    view! {
        <PickField label=label value=draft options=Signal::derive(options) hint=hint error=Signal::derive(error) required=facet == WHO/>
    }
    .into_any()
}

/// Who it is, whether it can do anything, and what could not be read of it.
fn standing(page: Page, who: &Who, subject: Subject) -> AnyView {
    let name = who.name.clone();
    let own = match who.sort {
        Sort::User => Login::parse(&who.id).ok().map(DssPlace::User),
        Sort::Global => ApiKeyId::parse(&who.id).ok().map(DssPlace::ApiKey),
        Sort::Personal => who.of.as_deref().and_then(|login| Login::parse(login).ok()).map(DssPlace::User),
    };
    let name = match own {
        Some(place) => {
            let href = parts::href(&page.known.dss.route(place));
            view! { <a href=href>{name}</a> }.into_any()
        }
        None => name.into_any(),
    };
    let kind = match &who.of {
        Some(of) => [who.sort.words(), " of ", of].concat(),
        None => who.sort.words().to_owned(),
    };
    let associated = associated(who)
        .map(|login| [" Associated user ", login, ": for isolated systems only, it gives the key no right."].concat());
    let told = move || {
        let effective = subject.effective.get()?;
        let (tone, word, why) = match &effective.standing {
            Standing::Live => (Tone::Ok, "active", String::new()),
            Standing::Ended(why) => (Tone::Danger, "can do nothing", why.clone()),
            Standing::NotKnown(why) => (Tone::Warn, "not known", why.clone()),
        };
        let admin = effective.administrator.as_ref().map(|source| {
            let words = source.words();
            badge(Tone::Active, words)
        });
        let doubts = if page.known.loading.get() { String::new() } else { effective.doubts.join(" ") };
        Some(view! { {badge(tone, word)} {admin} <span class="faint">{why}" "{doubts}</span> })
    };
    view! {
        <p class="rights-who">
            <strong>{name}</strong>
            <span class="faint">{kind}</span>
            {live_if(told)}
            <span class="faint">{associated}</span>
        </p>
    }
    .into_any()
}
