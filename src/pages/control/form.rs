//! The fields of a record as a form: for a new one, and for one that is changed.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::{Field, Form, Kind, access_keys, groups, users};
use pilothouse_wire::{Error, Extra, Whole};
use serde_json::Value;

use super::events;
use crate::domain::control::patch::{self, Typed};
use crate::domain::control::words;
use crate::parts;
use crate::query::Control;
use crate::reactive::{Callback, RwSignal, Signal, StoredValue};
use crate::ui::{NumberField, SecretField, Select, TextArea, TextField};

/// What was typed for one field.
#[derive(Clone, Copy)]
struct Input {
    field: &'static Field,
    text: RwSignal<String>,
    /// For words that are picked.
    picked: RwSignal<BTreeSet<String>>,
}

impl Input {
    fn typed(&self) -> String {
        if matches!(self.field.form, Form::Choices(_)) {
            self.picked.with(|all| all.iter().cloned().collect::<Vec<_>>().join("\n"))
        } else {
            self.text.get()
        }
    }

    /// What nobody has typed in follows the record.
    fn follow(&self, old: Option<&Value>, now: Option<&Value>) {
        let (old, now) = (patch::written(self.field, old), patch::written(self.field, now));
        if self.text.get_untracked() == old {
            self.text.set(now.clone());
        }
        if self.picked.get_untracked() == words_of(&old) {
            self.picked.set(words_of(&now));
        }
    }
}

fn words_of(text: &str) -> BTreeSet<String> {
    text.lines().map(str::to_owned).collect()
}

/// A form.
#[derive(Clone, Copy)]
pub(super) struct Inputs {
    kind: &'static Kind,
    new: bool,
    all: StoredValue<Vec<Input>>,
    /// What is wrong, by the field's name.
    wrong: RwSignal<BTreeMap<&'static str, String>>,
}

/// What a new record begins with: what the official client gives it.
fn usual(kind: &Kind, field: &Field) -> String {
    let words: &[&str] = match (kind.record, field.name) {
        ("user", users::POLICIES) => &users::DEFAULT_POLICIES,
        ("user_group", users::POLICIES) => &groups::DEFAULT_POLICIES,
        (_, access_keys::PLANES) => &[access_keys::CONTROL, access_keys::DATA],
        _ => &[],
    };
    words.join("\n")
}

impl Inputs {
    /// For a new record, or with what one has now.
    pub(super) fn new(control: Control, kind: &'static Kind, of: Option<&Whole>) -> Self {
        let known = |field: &&'static Field| field.since.is_none_or(|since| untrack(|| control.is_since(since)));
        let input = |field: &'static Field| {
            let text = match of {
                Some(whole) => patch::written(field, whole.get(field.name)),
                None => usual(kind, field),
            };
            let picked = RwSignal::new(words_of(&text));
            Input { field, text: RwSignal::new(text), picked }
        };
        // The time of an event is said once.
        let useful = |field: &&'static Field| !(events::are(kind) && words::is_raw(field.name));
        let mut all: Vec<Input> = patch::fields(kind, of.is_none()).filter(known).filter(useful).map(input).collect();
        // Short ones fill the lines first.
        all.sort_by_key(|input| match input.field.form {
            Form::Choices(_) => 1,
            Form::Note | Form::Pairs | Form::Json | Form::JsonText => 2,
            Form::Text
            | Form::Number
            | Form::Fraction
            | Form::Moment
            | Form::Epoch
            | Form::Flag
            | Form::Choice(_)
            | Form::Secret => 0,
        });
        Self { kind, new: of.is_none(), all: StoredValue::new(all), wrong: RwSignal::default() }
    }

    fn typed(self) -> Typed {
        self.all.with_value(|all| all.iter().map(|input| (input.field.name, input.typed())).collect())
    }

    /// The attributes to send: of a new record all that was given, else what differs from `before`. Tracked.
    pub(super) fn attributes(self, before: &Whole) -> Result<Extra, BTreeMap<&'static str, String>> {
        let typed = self.typed();
        if self.new { patch::new(self.kind, &typed) } else { patch::patch(self.kind, before, &typed) }
    }

    /// The same, with what is wrong put next to its field.
    pub(super) fn check(self, before: &Whole) -> Option<Extra> {
        match untrack(|| self.attributes(before)) {
            Ok(attributes) => {
                self.wrong.set(BTreeMap::new());
                Some(attributes)
            }
            Err(wrong) => {
                self.wrong.set(wrong);
                None
            }
        }
    }

    /// The record is another one by now: what was typed stays, the rest follows it.
    pub(super) fn follow(self, old: &Whole, now: &Whole) {
        self.all.with_value(|all| {
            for input in all {
                input.follow(old.get(input.field.name), now.get(input.field.name));
            }
        });
    }

    /// Puts what the server says next to the fields that it names.
    pub(super) fn blame(self, error: &Error) {
        let Error::Refused(refusal) = error else { return };
        let text = refusal.to_string();
        let named = |input: &Input| {
            let words = |c: char| !c.is_ascii_alphanumeric() && c != '_';
            text.split(words).any(|word| word == input.field.name).then(|| (input.field.name, text.clone()))
        };
        if let Some(wrong) = self.all.try_with_value(|all| all.iter().filter_map(named).collect()) {
            self.wrong.try_set(wrong);
        }
    }

    /// The fields.
    pub(super) fn view(self) -> AnyView {
        let all = self.all.with_value(Vec::clone);
        let fields: Vec<AnyView> = all.into_iter().map(|input| self.field(input)).collect();
        view! { <div class="form columns">{fields}</div> }.into_any()
    }

    fn field(self, input: Input) -> AnyView {
        let Input { field, text, picked } = input;
        let label = words::label(field.name);
        let wrong = self.wrong;
        let error = Signal::derive(move || wrong.with(|wrong| wrong.get(field.name).cloned()));
        let required = field.required;
        match field.form {
            Form::Text if field.name == users::EMAIL => {
                let hint = Signal::derive(move || hint_for_email(&text.get()).to_owned());
                view! { <TextField label=label value=text required=required error=error kind="email" hint=hint/> }
                    .into_any()
            }
            Form::Text | Form::Moment => {
                view! { <TextField label=label value=text required=required error=error/> }.into_any()
            }
            Form::Number if field.name == access_keys::TTL => life(label, text),
            Form::Number | Form::Fraction | Form::Epoch => {
                view! { <NumberField label=label value=text required=required error=error/> }.into_any()
            }
            Form::Note => view! { <TextArea label=label value=text required=required error=error/> }.into_any(),
            Form::Pairs => {
                view! { <TextArea label=label value=text hint="One a line, as name=value." error=error mono=true/> }
                    .into_any()
            }
            Form::Json | Form::JsonText => {
                view! { <TextArea label=label value=text hint="JSON." error=error mono=true rows=3/> }.into_any()
            }
            Form::Flag => self.choice(label, text, &["true", "false"], error),
            Form::Choice(known) => self.choice(label, text, known, error),
            Form::Choices(known) => {
                let names: Vec<String> = known.iter().map(|&word| word.to_owned()).collect();
                parts::pick_names(label, Signal::stored(names), picked, "none")
            }
            Form::Secret => secret(self.new, label, text, error),
        }
    }

    /// One of some words, or nothing: then the server decides, or it stays as it is.
    fn choice(
        self,
        label: String,
        text: RwSignal<String>,
        known: &'static [&'static str],
        error: Signal<Option<String>>,
    ) -> AnyView {
        let first = text.get_untracked();
        let mut options = Vec::new();
        if first.is_empty() {
            let words = if self.new { "as the server decides" } else { "none" };
            options.push((String::new(), words.to_owned()));
        } else if !known.contains(&first.as_str()) {
            options.push((first.clone(), first));
        }
        options.extend(known.iter().map(|&word| (word.to_owned(), word.to_owned())));
        let set = Callback::new(move |word: String| text.set(word));
        view! { <Select label=label value=text on_change=set options=options error=error/> }.into_any()
    }
}

/// No rule of the server's is known, so it is said and not refused.
fn hint_for_email(typed: &str) -> &'static str {
    let whole = typed.trim().split_once('@').is_some_and(|(name, place)| !name.is_empty() && !place.is_empty());
    if typed.trim().is_empty() || whole { "" } else { "This does not look like an e-mail address: name@example.org." }
}

fn secret(new: bool, label: String, text: RwSignal<String>, error: Signal<Option<String>>) -> AnyView {
    let hint = match new {
        true => "Without one the server sends an e-mail by which the user sets it.",
        false => "Empty: it stays as it is. It is never shown.",
    };
    view! { <SecretField label=label value=text hint=hint error=error autocomplete="new-password"/> }.into_any()
}

/// How long an access key lives.
fn life(label: String, text: RwSignal<String>) -> AnyView {
    const DAY: i64 = 86_400;
    let lives = [
        (String::new(), "as the server decides"),
        ((7 * DAY).to_string(), "7 days"),
        ((30 * DAY).to_string(), "30 days"),
        ((90 * DAY).to_string(), "90 days"),
        ((365 * DAY).to_string(), "1 year"),
        (access_keys::TEN_YEARS.to_string(), "10 years"),
    ];
    let options: Vec<(String, String)> = lives.into_iter().map(|(value, words)| (value, words.to_owned())).collect();
    let set = Callback::new(move |word: String| text.set(word));
    view! {
        <Select
            label=label
            value=text
            on_change=set
            options=options
            hint="Servers that do not heed this give ten years: look at its end afterwards."
        />
    }
    .into_any()
}
