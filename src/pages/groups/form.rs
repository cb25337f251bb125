//! What a group is and what its members may do, saved as a whole.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::dss::groups;
use serde_json::Value;

use super::abilities;
use super::one::Page;
use crate::domain::allowed::Allowed;
use crate::parts;
use crate::query::Edit;
use crate::reactive::{Memo, RwSignal, Signal};
use crate::ui::{Checkbox, Notice, NoticeKind, Skeleton, TextArea, TextField, live, live_if};

/// All that is saved with one button.
pub(super) fn view(page: Page) -> AnyView {
    let (edit, dss) = (page.edit, page.shared.dss);
    let there = Memo::new(move |_| edit.draft.with(Option::is_some));
    let waiting = parts::waiting(edit.load);
    let title = ["Could not save ", &*page.text()].concat();
    live(move || match (there.get(), waiting.get()) {
        (true, _) => view! {
            <div class="edited">
                <section class="section" aria-label="Settings">
                    <h2>"Settings"</h2>
                    {settings(edit)}
                </section>
                <section class="section" aria-label="What members may do">
                    <h2>"What members may do"</h2>
                    {abilities::view(edit)}
                </section>
                <section class="section" aria-label="Groups elsewhere">
                    <h2>"Groups elsewhere"</h2>
                    {mapped(edit)}
                </section>
                {parts::edit_bar_if(edit, dss.deed("Save group"), title.clone(), fit(page))}
            </div>
        }
        .into_any(),
        (false, true) => view! { <Skeleton lines=6 label="Loading the group"/> }.into_any(),
        (false, false) => ().into_any(),
    })
}

/// Whether the draft may be saved.
fn fit(page: Page) -> Signal<Allowed> {
    Signal::derive(move || {
        let falls =
            page.edit.draft.with(|group| group.as_ref().and_then(|group| group.flag(groups::ADMIN))) == Some(false);
        Allowed::when(!(falls && page.shared.holds_the_last(&page.text())), super::LAST)
    })
}

fn settings(edit: Edit) -> AnyView {
    let description = bind(
        edit,
        |group| group.text(groups::DESCRIPTION).unwrap_or_default().to_owned(),
        |typed, group| typed == group.text(groups::DESCRIPTION).unwrap_or_default(),
        |group, typed| group.set(groups::DESCRIPTION, typed),
    );
    let admin = flag(edit, groups::ADMIN);
    let given =
        edit.draft.with_untracked(|draft| draft.as_ref().is_some_and(|draft| draft.flag(groups::ADMIN).is_some()));
    let warning = move || {
        let title = "Its members may do everything on this server";
        let text = "Users, keys, projects and data of everyone. All abilities below count as given.";
        admin.get().then(|| view! { <Notice kind=NoticeKind::Warning title=title text=text/> })
    };
    view! {
        <div class="form">
            <TextField label="Description" value=description/>
            <Checkbox
                label="Members are administrators"
                checked=admin
                hint=if given { "" } else { "Not given by this server." }
            />
            {live_if(warning)}
        </div>
    }
    .into_any()
}

/// Groups of external directories that this one stands for. Each list keeps the shape in which it came: a list, or one
/// text with commas before 12.6.
fn mapped(edit: Edit) -> AnyView {
    let given =
        |name: &&str| edit.draft.with_untracked(|draft| draft.as_ref().is_some_and(|draft| draft.get(name).is_some()));
    let (there, absent): (Vec<&str>, Vec<&str>) = groups::MAPPED.into_iter().partition(given);
    let fields = there.into_iter().map(|name| mapped_field(edit, name)).collect_view();
    let absent = (!absent.is_empty()).then(|| {
        let names: Vec<&str> = absent.iter().map(|name| mapped_words(name)).collect();
        view! { <p class="faint">{[&*names.join(", "), ": not given by this server"].concat()}</p> }
    });
    view! { <div class="form">{fields}{absent}</div> }.into_any()
}

fn mapped_words(name: &str) -> &'static str {
    match groups::MAPPED.iter().position(|known| *known == name) {
        Some(0) => "LDAP groups",
        Some(1) => "Azure AD groups",
        Some(2) => "SSO groups",
        _ => "Custom groups",
    }
}

fn mapped_field(edit: Edit, name: &'static str) -> AnyView {
    let as_text = edit.draft.with_untracked(|draft| draft.as_ref().is_some_and(|draft| draft.text(name).is_some()));
    let label = mapped_words(name);
    if as_text {
        let value = bind(
            edit,
            move |group| group.text(name).unwrap_or_default().to_owned(),
            move |typed, group| typed == group.text(name).unwrap_or_default(),
            move |group, typed| group.set(name, typed),
        );
        return view! { <TextField label=label value=value hint="Names with commas between."/> }.into_any();
    }
    let value = bind(
        edit,
        move |group| group.texts(name).unwrap_or_default().join("\n"),
        move |typed, group| lines(typed) == group.texts(name).unwrap_or_default(),
        move |group, typed| group.set(name, Value::from(lines(&typed))),
    );
    view! { <TextArea label=label value=value rows=3 hint="One name a line."/> }.into_any()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A part of the draft as a field: what is typed goes into the draft, and what the draft becomes by itself (given up, or
/// read again after a save) stands in the field.
fn bind(
    edit: Edit,
    read: impl Fn(&Whole) -> String + 'static,
    same: impl Fn(&str, &Whole) -> bool + Clone + 'static,
    write: impl Fn(&mut Whole, String) + 'static,
) -> RwSignal<String> {
    let value = RwSignal::new(edit.draft.with_untracked(|draft| draft.as_ref().map(&read).unwrap_or_default()));
    let is_same = same.clone();
    Effect::new(move || {
        let now = edit.draft.with(|draft| {
            let draft = draft.as_ref()?;
            (!value.with_untracked(|typed| is_same(typed, draft))).then(|| read(draft))
        });
        if let Some(now) = now {
            value.set(now);
        }
    });
    Effect::new(move || {
        let typed = value.get();
        let differs = edit.draft.with_untracked(|draft| draft.as_ref().is_some_and(|draft| !same(&typed, draft)));
        if differs {
            edit.change(|draft| write(draft, typed));
        }
    });
    value
}

/// The same for what is true or false; what is not there is false, and stays away until it is ticked.
pub(super) fn flag(edit: Edit, name: &'static str) -> RwSignal<bool> {
    let read = move |draft: &Option<Whole>| draft.as_ref().and_then(|draft| draft.flag(name)).unwrap_or(false);
    let value = RwSignal::new(edit.draft.with_untracked(read));
    let now: Signal<bool> = Memo::new(move |_| edit.draft.with(read)).into();
    Effect::new(move || {
        let now = now.get();
        if value.get_untracked() != now {
            value.set(now);
        }
    });
    Effect::new(move || {
        let on = value.get();
        if edit.draft.with_untracked(read) != on {
            edit.change(|draft| draft.set(name, on));
        }
    });
    value
}
