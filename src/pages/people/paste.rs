//! Many properties at once, from lines; what each line would do is shown first.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Extra;
use serde_json::Value;

use super::editor::{Editor, entries, put_entry};
use crate::domain::allowed::Allowed;
use crate::domain::pairs::{self, Pairs};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{Dialog, DialogKind, TextArea, Tone, badge, live_if};

/// What a line would do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Add,
    Change,
    /// The value is there already.
    Nothing,
    /// What is there is no text, and stays.
    Keep,
}

impl Does {
    fn of(there: &Extra, name: &str, value: &str) -> Self {
        match there.get(name) {
            None => Self::Add,
            Some(Value::String(known)) if known == value => Self::Nothing,
            Some(Value::String(_)) => Self::Change,
            Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => Self::Keep,
        }
    }
}

/// The dialog.
pub(super) fn dialog(editor: Editor, member: &'static str, close: Callback<()>) -> AnyView {
    let there = editor.with(|whole| entries(whole, member));
    let (text, wrong) = (RwSignal::new(String::new()), RwSignal::new(None));
    let read = Memo::new(move |_| text.with(|text| pairs::properties(text)));
    let takes = {
        let there = there.clone();
        Memo::new(move |_| {
            let fits =
                |(name, value): &&(String, String)| matches!(Does::of(&there, name, value), Does::Add | Does::Change);
            read.with(|read| read.as_ref().map_or(0, |pairs| pairs.iter().filter(fits).count()))
        })
    };
    let allowed = Signal::derive(move || match read.with(|read| read.is_ok()) {
        true => Allowed::when(takes.get() > 0, "No line would change anything."),
        false => Allowed::Yes,
    });
    let label = Signal::derive(move || match takes.get() {
        0 => "Take over".to_owned(),
        1 => "Take 1 property over".to_owned(),
        many => format!("Take {many} properties over"),
    });
    let submit = {
        let there = there.clone();
        move || match read.get_untracked() {
            Ok(pairs) => {
                take(editor, member, &there, pairs);
                close.run(());
            }
            Err(lines) => wrong.set(Some(lines.join("\n"))),
        }
    };
    Effect::new(move || {
        text.track();
        wrong.set(None);
    });
    view! {
        <Dialog
            title="Paste properties"
            description="One to a line: name=value, name: value, or name and value with a tab between, as a spreadsheet copies them. Nothing is sent before you save."
            kind=DialogKind::Wide
            on_close=close
            submit_label=label
            allowed=allowed
            on_submit=submit
        >
            <TextArea label="Lines" value=text error=wrong rows=7 mono=true required=true/>
            {live_if(move || read.with(|read| read.as_ref().ok().map(|pairs| preview(&there, pairs))))}
        </Dialog>
    }
    .into_any()
}

fn take(editor: Editor, member: &str, there: &Extra, pairs: Pairs) {
    editor.edit.change(|whole| {
        for (name, value) in pairs {
            if matches!(Does::of(there, &name, &value), Does::Add | Does::Change) {
                put_entry(whole, member, &name, Some(value.into()));
            }
        }
    });
}

fn preview(there: &Extra, pairs: &Pairs) -> AnyView {
    let row = |(name, value): &(String, String)| {
        let before = there.get(name).map(|before| before.as_str().map_or_else(|| before.to_string(), str::to_owned));
        let before = before.unwrap_or_default();
        let (tone, word, text) = match Does::of(there, name, value) {
            Does::Add => (Tone::Ok, "new", value.clone()),
            Does::Change => (Tone::Warn, "changed", [&*before, " → ", value].concat()),
            Does::Nothing => (Tone::Neutral, "the same", before),
            Does::Keep => (Tone::Neutral, "kept: not a text", before),
        };
        view! { <li>{badge(tone, word)}<span class="mono">{name.clone()}</span><span>{text}</span></li> }
    };
    view! { <ul class="results preview" aria-label="What the lines do">{pairs.iter().map(row).collect_view()}</ul> }
        .into_any()
}
