//! The features of a query: a form of names and values, or JSON. What was typed in one is there in the other.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Extra;

use crate::domain::features::{from_json, from_rows, to_rows};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{Button, ButtonKind, Icon, Tab, Tabs, TextArea, TextField};

/// One row of the form; the number tells it apart.
type Row = (u32, RwSignal<String>, RwSignal<String>);

/// What was typed.
#[derive(Clone, Copy)]
pub(super) struct Features {
    /// `form` or `json`.
    way: RwSignal<String>,
    rows: RwSignal<Vec<Row>>,
    made: RwSignal<u32>,
    json: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
}

impl Features {
    pub(super) fn new() -> Self {
        let features = Self {
            way: RwSignal::new("form".to_owned()),
            rows: RwSignal::new(Vec::new()),
            made: RwSignal::new(0),
            json: RwSignal::new("{}".to_owned()),
            wrong: RwSignal::new(None),
        };
        features.add(String::new(), String::new());
        features
    }

    fn add(self, name: String, value: String) {
        let number = self.made.get_untracked();
        self.made.set(number + 1);
        self.rows.update(|rows| rows.push((number, RwSignal::new(name), RwSignal::new(value))));
    }

    /// What they are, tracked; or what is wrong.
    pub(super) fn read(self) -> Result<Extra, String> {
        if self.way.with(|way| way == "json") {
            return self.json.with(|text| from_json(text));
        }
        let rows: Vec<(String, String)> =
            self.rows.with(|rows| rows.iter().map(|(_, n, v)| (n.get(), v.get())).collect());
        from_rows(&rows)
    }

    /// Says what is wrong next to them.
    pub(super) fn check(self) {
        self.wrong.set(untrack(|| self.read()).err());
    }

    /// Goes over to the other way, with what was typed; unless that does not fit there.
    fn change(self, way: &'static str) {
        match (untrack(|| self.read()), way) {
            (Err(why), _) => self.wrong.set(Some(why)),
            (Ok(features), "json") => {
                self.wrong.set(None);
                self.json.set(format!("{:#}", serde_json::Value::Object(features)));
                self.way.set(way.to_owned());
            }
            (Ok(features), _) => match to_rows(&features) {
                Some(rows) => {
                    self.wrong.set(None);
                    self.rows.set(Vec::new());
                    rows.into_iter().for_each(|(name, value)| self.add(name, value));
                    if features.is_empty() {
                        self.add(String::new(), String::new());
                    }
                    self.way.set(way.to_owned());
                }
                None => self.wrong.set(Some("A list or an object among the values fits only into JSON.".into())),
            },
        }
    }
}

/// The two ways.
pub(super) fn view(features: Features) -> AnyView {
    let tabs =
        vec![Tab::new("form", Signal::stored("Form".to_owned())), Tab::new("json", Signal::stored("JSON".to_owned()))];
    view! {
        <Tabs
            label="Features"
            tabs=tabs
            current=features.way
            on_change=Callback::new(move |way| features.change(way))
            panel=Callback::new(move |way| if way == "json" { json(features) } else { form(features) })
        />
    }
    .into_any()
}

fn json(features: Features) -> AnyView {
    view! { <TextArea label="Features as JSON" value=features.json error=features.wrong rows=8 mono=true required=true/> }
        .into_any()
}

fn form(features: Features) -> AnyView {
    let wrong = Memo::new(move |_| features.wrong.get());
    let rows = move || features.rows.get();
    view! {
        <div class="features">
            <For each=rows key=|(number, ..)| *number children=move |row| row_view(features, row)/>
            <p class="field-error" role="alert">{wrong}</p>
            <div class="actions">
                <Button label="Add a feature" icon=Icon::Plus on_click=move || features.add(String::new(), String::new())/>
            </div>
        </div>
    }
    .into_any()
}

fn row_view(features: Features, (number, name, value): Row) -> AnyView {
    let place = (number + 1).to_string();
    let remove = move || features.rows.update(|rows| rows.retain(|(other, ..)| *other != number));
    view! {
        <div class="feature">
            <TextField label=["Name ", &place].concat() value=name mono=true/>
            <TextField label=["Value ", &place].concat() value=value mono=true/>
            <Button label=["Remove feature ", &place].concat() kind=ButtonKind::Icon icon=Icon::Close on_click=remove/>
        </div>
    }
    .into_any()
}
