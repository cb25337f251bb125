//! Beginning a rotation: the successor is made and shown once; the checklist of the page takes over from there.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::personal_keys::{self, DESCRIPTION, ID};
use pilothouse_wire::{Call, Whole};

use super::create::{NO_LABEL, given};
use super::label;
use super::personal::Keys;
use super::secret::{self, Made};
use crate::domain::allowed::Allowed;
use crate::parts;
use crate::query::Act;
use crate::reactive::{Callback, RwSignal, Signal, StoredValue};
use crate::ui::{Dialog, Select, TextField, live};

/// How long the old key shall be silent: hours, and words.
pub(super) const SILENCE: [(&str, &str); 4] = [("1", "1 hour"), ("24", "1 day"), ("168", "7 days"), ("720", "30 days")];

#[derive(Clone, Copy)]
struct Form {
    label: RwSignal<String>,
    label_wrong: RwSignal<Option<String>>,
    hours: RwSignal<String>,
    description: StoredValue<String>,
}

impl Form {
    fn call(self) -> Option<Call<Whole>> {
        let label = given(self.label)?;
        Some(self.description.with_value(|description| personal_keys::create(&label, description)))
    }

    /// In ms.
    fn quiet(self) -> f64 {
        self.hours.with_untracked(|hours| hours.parse().unwrap_or(24.0)) * 3_600_000.0
    }
}

/// The dialog.
pub(super) fn dialog(keys: Keys, key: Whole, close: Callback<()>) -> AnyView {
    let form = Form {
        label: RwSignal::new([&label(&key), " (new)"].concat()),
        label_wrong: RwSignal::default(),
        hours: RwSignal::new(SILENCE[1].0.to_owned()),
        description: StoredValue::new(key.text(DESCRIPTION).unwrap_or_default().to_owned()),
    };
    let made = RwSignal::new(None::<Made>);
    live(move || match made.get() {
        None => asking(keys, key.clone(), form, made, close),
        Some(made) => secret::dialog(made, close),
    })
}

fn asking(keys: Keys, key: Whole, form: Form, made: RwSignal<Option<Made>>, close: Callback<()>) -> AnyView {
    let (act, page) = (Act::default(), keys.page);
    let name = label(&key);
    let submit = move || {
        let label = untrack(|| given(form.label));
        form.label_wrong.set(label.is_none().then(|| NO_LABEL.to_owned()));
        let Some((label, call)) = label.zip(untrack(|| form.call())) else { return };
        let old = key.text(ID).map(str::to_owned);
        let write = async move { page.session.send(&page.target(), &call).await };
        act.start("No key was received".into(), write, move |answer| {
            let successor = answer.text(ID).map(str::to_owned);
            if let (Some((old, successor)), Some(rotating)) = (old.zip(successor), keys.rotating) {
                rotating.made(&old, &successor, form.quiet());
            }
            keys.list.refresh();
            made.set(Some(Made::of(answer, label)));
        });
    };
    let allowed = Signal::derive(move || {
        Allowed::when(
            page.dss.login().is_some(),
            "The server has not said yet who you are: the rotation is kept for you by name.",
        )
    });
    let options: Vec<(String, String)> = SILENCE.map(|(hours, words)| (hours.to_owned(), words.to_owned())).to_vec();
    view! {
        <Dialog
            title=["Rotate “", &name, "”"].concat()
            description="A successor is made now. Put it wherever the old key is; this page then watches the old one's last use, and it is revoked only when you say so."
            busy=act.busy
            on_close=close
            allowed=allowed
            submit_label=page.dss.deed("Create successor")
            on_submit=submit
        >
            <div class="form">
                <TextField label="Label of the successor" value=form.label error=form.label_wrong required=true/>
                <Select
                    label="Silence before the old key may go"
                    value=form.hours
                    on_change=Callback::new(move |hours| form.hours.set(hours))
                    options=options
                    hint="Longer than the longest pause between two uses: a monthly job needs 30 days and more."
                />
            </div>
            {parts::call_as_script(page.session, page.target(), move || form.call())}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}
