//! Picking a user or a group by name: the server is asked for those that fit, so it works for any number of them.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Error;
use pilothouse_wire::control::{self, Ask, Item, Kind, Link, users};

use super::shape;
use crate::domain::control::{asked, words};
use crate::domain::failure::Failure;
use crate::domain::visible::visible;
use crate::query::{Control, Remote};
use crate::reactive::{Signal, StoredValue};
use crate::ui::combo::{Choice, Combobox, Picking};
use crate::ui::grouped;

/// Records that are offered at once.
const MOST: u32 = 20;

/// How long typing must rest before the server is asked.
const REST: Duration = Duration::from_millis(250);

/// What the server said, and to which text.
struct Answer {
    text: String,
    choices: Vec<Choice>,
    total: Option<u64>,
}

/// A field that picks one record of a kind: of users or of groups, say. `picking` holds
/// what was picked; its `id` is the record's.
pub(super) fn picker(
    control: Control,
    kind: &'static Kind,
    label: &'static str,
    hint: &'static str,
    picking: Picking,
    error: Signal<Option<String>>,
    required: bool,
) -> AnyView {
    let found = search(control, kind, picking);
    let same = move |text: &str| picking.text.with(|typed| typed.trim() == text);
    let fresh = move || found.value().filter(|answer| same(&answer.text));
    let choices = move || fresh().map(|answer| answer.choices.clone()).unwrap_or_default();
    let status = move || {
        let failed = found.load.with(|load| load.error().cloned());
        match (found.busy.get(), failed, fresh()) {
            (false, Some(error), _) => Failure::of_read("", &error).text,
            (_, _, Some(answer)) => told(kind, &answer),
            (_, _, None) => "Searching…".to_owned(),
        }
    };
    view! {
        <Combobox
            label=label
            picking=picking
            choices=Signal::derive(choices)
            status=Signal::derive(status)
            hint=hint
            error=error
            required=required
        />
    }
    .into_any()
}

/// A picked record as the end of a relation.
pub(super) fn link(kind: &Kind, choice: &Choice) -> Link {
    Link { record: kind.record.to_owned(), id: choice.id.clone() }
}

/// A record that is there already, as what may be picked.
pub(super) fn choice(kind: &Kind, item: &Item) -> Choice {
    let text = |field: &str| item.text(field).unwrap_or_default().trim().to_owned();
    let hint = match kind.record {
        record if record == users::USERS.record => {
            let name = [text(users::FIRST_NAME), text(users::LAST_NAME)].join(" ");
            let parts = [name.trim().to_owned(), text(users::EMAIL)];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
        _ => text(control::DESCRIPTION),
    };
    Choice { id: item.id.clone(), words: words::name(item, kind.label), hint: visible(&hint) }
}

/// Asks at once, and again whenever typing rests; an answer to an older text is dropped.
fn search(control: Control, kind: &'static Kind, picking: Picking) -> Remote<Answer> {
    let found = Remote::new(move || {
        let text = picking.text.try_get_untracked().unwrap_or_default().trim().to_owned();
        let contains = untrack(|| control.is_since(asked::CONTAINS_SINCE));
        let ask = asked::named(kind, &text, contains, MOST);
        async move { ask_for(control, kind, text, ask).await }
    });
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(handle)) = timer.try_update_value(Option::take) {
            handle.clear();
        }
    };
    Effect::new(move |before: Option<String>| {
        let text = picking.text.get();
        if before.is_some_and(|before| before.trim() != text.trim()) {
            stop();
            timer.set_value(set_timeout_with_handle(move || found.refresh(), REST).ok());
        }
        text
    });
    on_cleanup(stop);
    found
}

async fn ask_for(control: Control, kind: &'static Kind, text: String, ask: Ask) -> Result<Answer, Error> {
    let call = control::list(kind, &ask).ok_or_else(|| Error::NotSent("The API has no such list.".into()))?;
    let page = control.send(&call).await?;
    // What has no id cannot be pointed to.
    let choices = page.items.iter().filter(|item| !item.id.is_empty()).map(|item| choice(kind, item)).collect();
    Ok(Answer { text, choices, total: page.total })
}

/// How many fit.
fn told(kind: &Kind, answer: &Answer) -> String {
    let (one, many) = shape::of(kind).noun;
    let shown = answer.choices.len();
    let total = answer.total.and_then(|total| usize::try_from(total).ok());
    match (shown, total) {
        (0, _) if answer.text.is_empty() => ["There are no ", many, "."].concat(),
        (0, _) => ["No ", one, " has this in its name."].concat(),
        (shown, Some(total)) if total > shown => {
            [&grouped(shown), " of ", &grouped(total), " ", many, " are shown: type more of the name."].concat()
        }
        (shown, None) if shown >= MOST as usize => {
            ["The first ", &grouped(shown), " ", many, " are shown: type more of the name."].concat()
        }
        (1, _) => ["1 ", one].concat(),
        (shown, _) => [&grouped(shown), " ", many].concat(),
    }
}
