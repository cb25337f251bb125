//! Creating many users, from pasted rows or a file: first the rows with what is wrong in each, then a result for each that
//! was sent. Passwords leave with the calls; from the first try on nothing shows them again.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use pilothouse_view::view;
use pilothouse_wire::dss::users::{self, NewUser};
use web_sys::File;

use super::{Page, create, preview};
use crate::browser::file;
use crate::domain::allowed::Allowed;
use crate::domain::people::{COLUMNS, Known, Paste, read};
use crate::parts;
use crate::query::{Bulk, Progress};
use crate::reactive::{Callback, Memo, RwSignal, Signal, StoredValue};
use crate::ui::{CopyButton, Dialog, DialogKind, FilePicker, Tab, Tabs, TextArea, live, live_if};

/// What is sent, and the rows that are not.
struct Sent {
    users: Arc<Vec<NewUser>>,
    left: Vec<preview::Line>,
}

/// The rows, then the results.
#[derive(Clone)]
enum Stage {
    Asking,
    Sending(Arc<Sent>),
}

#[derive(Clone, Copy)]
struct Form {
    page: Page,
    /// `paste` or `file`.
    way: RwSignal<String>,
    pasted: RwSignal<String>,
    filed: RwSignal<String>,
    chosen: RwSignal<Option<String>>,
    file_wrong: RwSignal<Option<String>>,
    profile: RwSignal<String>,
}

impl Form {
    fn known(self) -> Known {
        let everyone = self.page.everyone;
        let people = everyone.people.value().unwrap_or_default();
        let told = everyone.groups.load.with(|load| load.value().is_some());
        Known {
            logins: people.rows.iter().map(|person| person.login.clone()).collect(),
            groups: told.then(|| everyone.group_names().into_iter().collect()),
            profile: self.profile.with(|profile| profile.trim().to_owned()),
        }
    }

    fn text(self) -> RwSignal<String> {
        if self.way.with(|way| way == "file") { self.filed } else { self.pasted }
    }

    /// Reads a file; what is wrong with it stands at its field.
    fn choose(self, chosen: &File) {
        let (file, name) = (chosen.clone(), chosen.name());
        self.chosen.set(Some(name.clone()));
        self.filed.set(String::new());
        spawn_local(async move {
            let (text, wrong) = match file::text(&file).await {
                Ok(text) => (text, None),
                Err(why) => (String::new(), Some(why)),
            };
            // Another one may have been chosen meanwhile.
            if self.chosen.try_get_untracked().flatten() == Some(name) {
                self.filed.try_set(text);
                self.file_wrong.try_set(wrong);
            }
        });
    }
}

/// The dialog.
pub(super) fn dialog(page: Page, close: Callback<()>) -> AnyView {
    let usual = page.everyone.people_untracked().unwrap_or_default().usual_profile();
    let form = Form {
        page,
        way: RwSignal::new("paste".to_owned()),
        pasted: RwSignal::default(),
        filed: RwSignal::default(),
        chosen: RwSignal::default(),
        file_wrong: RwSignal::default(),
        profile: RwSignal::new(usual),
    };
    let stage = RwSignal::new(Stage::Asking);
    live(move || match stage.get() {
        Stage::Asking => asking(form, stage, close),
        Stage::Sending(sent) => sending(page, sent, close),
    })
}

fn asking(form: Form, stage: RwSignal<Stage>, close: Callback<()>) -> AnyView {
    let page = form.page;
    let known = Memo::new(move |_| Arc::new(form.known()));
    let paste: Memo<Arc<Paste>> =
        Memo::new(move |_| Arc::new(known.with(|known| form.text().with(|text| read(text, known)))));
    let good = Memo::new(move |_| paste.with(|paste| paste.people.iter().filter(|person| person.is_good()).count()));
    let allowed = Signal::derive(move || match (paste.with(|paste| paste.people.is_empty()), good.get()) {
        (true, _) => Allowed::no("Paste rows or choose a file first."),
        (false, 0) => Allowed::no("No row can be sent: something is wrong in each."),
        (false, _) => Allowed::Yes,
    });
    let label = Signal::derive(move || {
        let words = match good.get() {
            0 => "Create users".to_owned(),
            some => ["Create ", &parts::users_words(some)].concat(),
        };
        page.dss.deed(&words)
    });
    let users = move || paste.with(|paste| paste.people.iter().filter_map(|person| person.user()).collect::<Vec<_>>());
    let submit = move || {
        let users = Arc::new(untrack(users));
        let left = paste.with_untracked(|paste| preview::left(paste));
        // The passwords that were typed go with it.
        form.pasted.set(String::new());
        form.filed.set(String::new());
        stage.set(Stage::Sending(Arc::new(Sent { users, left })));
    };
    let call = move || {
        let users = users();
        (!users.is_empty()).then(|| users::create_many(&users))
    };
    view! {
        <Dialog
            title="Create many users"
            description="A row for each user. Rows with something wrong are not sent."
            kind=DialogKind::Wide
            on_close=close
            submit_label=label
            allowed=allowed
            on_submit=submit
        >
            {source(form)}
            {create::profile_field(page, form.profile, Signal::stored(None))}
            {live(move || preview::view(&paste.get()))}
            {parts::call_as_script(page.session, page.dss.target.get_value(), call)}
        </Dialog>
    }
    .into_any()
}

fn source(form: Form) -> AnyView {
    let tabs = vec![
        Tab::new("paste", Signal::stored("Paste rows".to_owned())),
        Tab::new("file", Signal::stored("From a file".to_owned())),
    ];
    let panel = move |id: &str| match id {
        "file" => view! {
            <FilePicker
                label="CSV file"
                accept=".csv,.tsv,.txt"
                chosen=form.chosen
                on_file=Callback::new(move |file: File| form.choose(&file))
                hint=hint()
                error=form.file_wrong
            />
        }
        .into_any(),
        _ => view! { <TextArea label="Rows" value=form.pasted rows=6 mono=true required=true hint=hint()/> }.into_any(),
    };
    view! {
        <Tabs
            label="Where the rows come from"
            tabs=tabs
            current=form.way
            on_change=Callback::new(move |id: &'static str| form.way.set(id.to_owned()))
            panel=Callback::new(panel)
        />
    }
    .into_any()
}

fn hint() -> String {
    let columns = COLUMNS.map(|column| column.name()).join(", ");
    let words = ". A first row with these names may give another order. Groups have “|” between them.";
    ["Comma, semicolon or tab between the columns: ", &*columns, words].concat()
}

fn sending(page: Page, sent: Arc<Sent>, close: Callback<()>) -> AnyView {
    let names: Vec<String> = sent.users.iter().map(|user| user.login.to_string()).collect();
    let title = ["Create ", &parts::users_words(names.len())].concat();
    let bulk = Bulk::new(page.session, page.dss, names);
    let done = Callback::new(move |()| page.reload());
    let users = StoredValue::new(Arc::clone(&sent.users));
    let start = move || bulk.create(users.get_value(), done);
    start();
    view! {
        <Dialog
            title=title
            kind=DialogKind::Wide
            busy=bulk.running
            on_close=close
            close_label="Close"
            submit_label=parts::bulk_label(bulk, page.dss.deed("Create"), page.dss.deed("Try the others again"))
            allowed=parts::bulk_allowed(bulk, || Allowed::Yes)
            on_submit=start
        >
            {parts::bulk_results(bulk, "Create")}
            {rows_left(&sent.left)}
            {copy_left(bulk, Arc::clone(&sent))}
        </Dialog>
    }
    .into_any()
}

/// The rows that were not sent, so that nobody takes them for made.
fn rows_left(left: &[preview::Line]) -> Option<AnyView> {
    let (first, more) = (left.first()?, left.len() - 1);
    let text = match more {
        0 => ["Line ", &first.line.to_string(), ": ", &*first.why].concat(),
        _ => left
            .iter()
            .map(|row| ["Line ", &row.line.to_string(), ": ", &*row.why].concat())
            .collect::<Vec<_>>()
            .join("\n"),
    };
    let title = match more {
        0 => "1 row was not sent".to_owned(),
        _ => [&(more + 1).to_string(), " rows were not sent"].concat(),
    };
    Some(super::warning(title, text))
}

/// What was not made, as rows for a sheet. The passwords are not among them.
fn copy_left(bulk: Bulk, sent: Arc<Sent>) -> AnyView {
    let copied = RwSignal::new(false);
    let (copy, left) = (parts::copier(copied), !sent.left.is_empty());
    let text = Callback::new(move |()| {
        bulk.states.with_untracked(|states| {
            let failed = sent.users.iter().zip(states).filter_map(|(user, state)| Some((user, why(state)?)));
            preview::csv(failed, &sent.left)
        })
    });
    live_if(move || {
        let some = left || bulk.counted(Progress::is_trouble) > 0;
        (some && !bulk.running.get()).then(|| {
            let label = "Copy what was not created, without passwords";
            view! { <div class="actions"><CopyButton label=label text=text copy=copy copied=copied/></div> }
        })
    })
}

fn why(state: &Progress) -> Option<String> {
    match state {
        Progress::Failed(why) | Progress::Left(why) => Some(why.clone()),
        Progress::Unsaid => Some("The server answered without a word on this user.".into()),
        Progress::Waiting => Some("It was not begun.".into()),
        Progress::UnderWay | Progress::Done | Progress::Begun | Progress::Same => None,
    }
}
