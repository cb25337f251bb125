//! The conditions of a list: where its text is looked for, and what else a record must fit.

use std::collections::BTreeSet;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::{Field, Filter, Form, Op};

use super::chips;
use super::list::List;
use crate::browser::clock;
use crate::domain::control::{asked, words};
use crate::parts::{self, Command};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{Button, ButtonKind, Dialog, Icon, Notice, NoticeKind, Select, TextField, live, live_if};

/// Beside the text: in which field it is looked for.
pub(super) fn facets(list: List) -> AnyView {
    let kind = list.shape.kind;
    // A link may look in any field. What is one of a few words is better asked for by a condition.
    let now = list.query.with_untracked(|query| asked::searched(kind, query));
    let texts = |field: &&Field| matches!(field.form, Form::Text | Form::Note | Form::JsonText);
    let options: Vec<(String, String)> = kind
        .fields
        .iter()
        .filter(|field| field.name == now || texts(field) && !words::is_raw(field.name))
        .map(|field| (field.name.to_owned(), ["in ", &words::label(field.name).to_lowercase()].concat()))
        .collect();
    let set = move |name: String| {
        let named = (name != kind.label).then_some(name.as_str());
        let query = list.query.get_untracked().with_facet(asked::IN, named);
        list.set_query.run(query.with_facet(asked::PAGE, None));
    };
    let adding = RwSignal::new(false);
    let add = move || adding.set(true);
    parts::offer(Command::new("Add condition", add));
    view! {
        <Select
            label="Field to search"
            value=Signal::derive(move || list.query.with(|query| asked::searched(kind, query).to_owned()))
            on_change=Callback::new(set)
            options=options
            compact=true
        />
        <Button label="Add condition" kind=ButtonKind::Ghost icon=Icon::Plus on_click=add/>
        {live_if(move || adding.get().then(|| dialog(list, Callback::new(move |()| adding.set(false)))))}
    }
    .into_any()
}

/// Above the table: the conditions, with a way to take each away.
pub(super) fn bar(list: List) -> AnyView {
    let kind = list.shape.kind;
    let chips = move || {
        let all = list.query.with(|query| asked::conditions(kind, query));
        // The same twice, in an address that was written by hand, is one.
        let words: BTreeSet<String> = all.iter().map(words_of).collect();
        words.into_iter().map(|words| (words.clone(), words)).collect()
    };
    let take = Callback::new(move |words: String| {
        let query = list.query.get_untracked();
        let mut all = asked::conditions(kind, &query);
        all.retain(|one| words_of(one) != words);
        list.set_query.run(asked::under(query, &all));
    });
    let chips = chips::view("Conditions".to_owned(), chips, take, "main .table-bar input[type=search]");
    view! { {unknown(list)} {chips} }.into_any()
}

/// What the address asks for in vain: a list that shows more than it was meant to says so.
fn unknown(list: List) -> AnyView {
    let kind = list.shape.kind;
    let all = Memo::new(move |_| list.query.with(|query| asked::unknown(kind, query)));
    live_if(move || {
        let all = all.get();
        (!all.is_empty()).then(|| {
            let text = [&*all.join(", "), ". It is left out, so this may be more than was meant."].concat();
            let leave = move || list.set_query.run(asked::known(kind, list.query.get_untracked()));
            view! {
                <Notice
                    kind=NoticeKind::Warning
                    title="The address asks for what this list does not know"
                    text=text
                >
                    <Button label="Take it out of the address" on_click=leave/>
                </Notice>
            }
        })
    })
}

fn words_of(one: &Filter) -> String {
    [&words::label(&one.field), " ", words::op(one.op), " ", &one.value].concat()
}

/// What a condition is made from.
#[derive(Clone, Copy)]
struct Draft {
    field: RwSignal<String>,
    op: RwSignal<Op>,
    value: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
}

fn dialog(list: List, close: Callback<()>) -> AnyView {
    let kind = list.shape.kind;
    let fields: Vec<&'static Field> =
        kind.fields.iter().filter(|field| field.is_filtered() && !words::is_raw(field.name)).collect();
    let Some(first) = fields.first().copied() else { return ().into_any() };
    let draft = Draft {
        field: RwSignal::new(first.name.to_owned()),
        op: RwSignal::new(words::ops(first.form)[0]),
        value: RwSignal::new(options(first).first().cloned().unwrap_or_default()),
        wrong: RwSignal::default(),
    };
    let chosen = move || draft.field.with(|name| kind.field(name)).unwrap_or(first);
    let pick = move |name: String| {
        draft.field.set(name);
        let field = untrack(chosen);
        draft.op.set(words::ops(field.form)[0]);
        draft.value.set(options(field).first().cloned().unwrap_or_default());
    };
    let submit = move || match untrack(|| condition(chosen(), draft)) {
        Ok(one) => {
            let query = list.query.get_untracked();
            let mut all = asked::conditions(kind, &query);
            if !all.contains(&one) {
                all.push(one);
            }
            list.set_query.run(asked::under(query, &all));
            close.run(());
        }
        Err(why) => draft.wrong.set(Some(why)),
    };
    let names: Vec<(String, String)> =
        fields.iter().map(|field| (field.name.to_owned(), words::label(field.name))).collect();
    view! {
        <Dialog
            title="Add condition"
            description="The server looks through all records, not only through those of this page. All conditions must fit."
            submit_label="Add condition"
            on_close=close
            on_submit=submit
        >
            <div class="form">
                <Select label="Field" value=draft.field on_change=Callback::new(pick) options=names/>
                {live(move || comparison(chosen(), draft))}
            </div>
        </Dialog>
    }
    .into_any()
}

/// What can be picked for a field.
fn options(field: &Field) -> Vec<String> {
    match field.form {
        Form::Choice(known) | Form::Choices(known) => known.iter().map(|&word| word.to_owned()).collect(),
        Form::Flag => vec!["true".to_owned(), "false".to_owned()],
        Form::Text
        | Form::Note
        | Form::Number
        | Form::Fraction
        | Form::Moment
        | Form::Epoch
        | Form::Pairs
        | Form::Json
        | Form::JsonText
        | Form::Secret => Vec::new(),
    }
}

fn comparison(field: &'static Field, draft: Draft) -> AnyView {
    let ops = words::ops(field.form);
    let named: Vec<(String, String)> = ops.iter().map(|op| (op.sign().to_owned(), words::op(*op).to_owned())).collect();
    let set = move |sign: String| {
        if let Some(op) = Op::ALL.into_iter().find(|op| op.sign() == sign) {
            draft.op.set(op);
        }
    };
    let words: Vec<(String, String)> = options(field).into_iter().map(|word| (word.clone(), word)).collect();
    let value = if words.is_empty() {
        let (kind, hint) = match field.form {
            Form::Moment | Form::Epoch => ("datetime-local", "In the time of this computer."),
            Form::Number if words::is_seconds(field.name) => ("text", "In seconds."),
            Form::Text
            | Form::Note
            | Form::Number
            | Form::Fraction
            | Form::Flag
            | Form::Choice(_)
            | Form::Choices(_)
            | Form::Pairs
            | Form::Json
            | Form::JsonText
            | Form::Secret => ("text", ""),
        };
        view! { <TextField label="Value" value=draft.value kind=kind hint=hint error=draft.wrong required=true/> }
            .into_any()
    } else {
        let pick = Callback::new(move |word: String| draft.value.set(word));
        view! { <Select label="Value" value=draft.value on_change=pick options=words error=draft.wrong/> }.into_any()
    };
    view! {
        <Select
            label="Comparison"
            value=Signal::derive(move || draft.op.get().sign().to_owned())
            on_change=Callback::new(set)
            options=named
        />
        {value}
    }
    .into_any()
}

/// The condition as it goes to the server, or what is wrong with the value.
fn condition(field: &Field, draft: Draft) -> Result<Filter, String> {
    let typed = draft.value.get().trim().to_owned();
    let moment = || clock::parse_iso(&typed).ok_or_else(|| "Give a day and a time.".to_owned());
    let value = match field.form {
        _ if typed.is_empty() => return Err("Give a value.".into()),
        Form::Moment => clock::iso(moment()?),
        Form::Epoch => format!("{:.0}", moment()? / 1000.0),
        Form::Number => typed.parse::<i64>().map_err(|_| "Give a whole number.".to_owned())?.to_string(),
        Form::Text
        | Form::Note
        | Form::Fraction
        | Form::Flag
        | Form::Choice(_)
        | Form::Choices(_)
        | Form::Pairs
        | Form::Json
        | Form::JsonText
        | Form::Secret => typed,
    };
    Ok(Filter { field: field.name.to_owned(), op: draft.op.get(), value })
}
