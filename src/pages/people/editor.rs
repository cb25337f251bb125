//! An account under edit, one's own or another user's: what its panels share, and how their fields reach the draft.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::{Extra, Whole};
use serde_json::Value;

use super::{credential, paste, secret};
use crate::query::{Dss, Edit, list_query};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::session::Session;
use crate::ui::{Skeleton, Tab, Tabs, live};

/// What is open over the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Open {
    Nothing,
    /// Pasting into the properties under that member.
    Paste(&'static str),
    /// A secret; its name where one is replaced.
    Secret(Option<String>),
    /// A credential; its key where one is replaced.
    Credential(Option<String>),
}

/// The account, and what is open over it.
#[derive(Clone, Copy)]
pub(super) struct Editor {
    pub(super) session: Session,
    pub(super) dss: Dss,
    pub(super) edit: Edit,
    pub(super) open: RwSignal<Open>,
}

impl Editor {
    /// `whose` is said of the changes: “your account”.
    pub(super) fn new(session: Session, dss: Dss, edit: Edit, whose: String) -> Self {
        edit.keep(whose);
        Self { session, dss, edit, open: RwSignal::new(Open::Nothing) }
    }

    /// Reads the draft, tracked.
    pub(super) fn with<T: Default>(self, read: impl FnOnce(&Whole) -> T) -> T {
        self.edit.draft.with(|draft| draft.as_ref().map(read).unwrap_or_default())
    }

    /// A part of the draft as a field: what is typed goes into the draft, and what the draft becomes by itself (given
    /// up, or read again after a save) stands in the field.
    pub(super) fn bind<T: Clone + Default + PartialEq + 'static>(
        self,
        read: impl Fn(&Whole) -> T + 'static,
        write: impl Fn(&mut Whole, T) + 'static,
    ) -> RwSignal<T> {
        let now = Memo::new(move |_| self.with(&read));
        let field = RwSignal::new(now.get_untracked());
        Effect::new(move || {
            let now = now.get();
            if field.with_untracked(|field| *field != now) {
                field.set(now);
            }
        });
        Effect::new(move || {
            let typed = field.get();
            if now.with_untracked(|now| *now != typed) {
                self.edit.change(|whole| write(whole, typed));
            }
        });
        field
    }

    /// A member that is a text. One that was not there stays so while nothing is typed.
    pub(super) fn text(self, name: &'static str) -> RwSignal<String> {
        let read = move |whole: &Whole| whole.text(name).unwrap_or_default().to_owned();
        self.bind(read, move |whole, typed| {
            let before = untrack(|| self.edit.base()).and_then(|base| base.members().get(name).cloned());
            match before {
                _ if !typed.is_empty() => whole.set(name, typed),
                Some(Value::String(_)) => whole.set(name, typed),
                Some(before) => whole.set(name, before),
                None => drop(whole.remove(name)),
            }
        })
    }
}

/// The objects inside that are edited entry by entry: properties, credentials, preferences.
pub(super) fn entries(whole: &Whole, member: &str) -> Extra {
    whole.object(member).cloned().unwrap_or_default()
}

/// Puts an entry in, in its place where it has one; or takes it away.
pub(super) fn put_entry(whole: &mut Whole, member: &str, name: &str, value: Option<Value>) {
    let mut all = entries(whole, member);
    match value {
        Some(value) => drop(all.insert(name.to_owned(), value)),
        // Taking away as the map does it would change the order of the others.
        None => all.retain(|known, _| known != name),
    }
    whole.set(member, all);
}

/// How an item of the draft stands to what the server has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// As it was loaded.
    Stored,
    /// Not there before.
    New,
    /// Something else is to stand in its place.
    Replaced,
}

impl State {
    pub(super) fn of(before: Option<&Value>, now: &Value) -> Self {
        match before {
            None => Self::New,
            Some(before) if before == now => Self::Stored,
            Some(_) => Self::Replaced,
        }
    }

    /// In words; a stored value is never shown, so they are all there is to see of it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Stored => "stored, not shown",
            Self::New => "new, not saved yet",
            Self::Replaced => "replaced, not saved yet",
        }
    }
}

/// The tabs of the page; which one is open stands in the address.
pub(super) fn tabs(
    editor: Editor,
    tabs: &[(&'static str, &'static str)],
    panel: impl Fn(&'static str) -> AnyView + 'static,
) -> AnyView {
    let (query, set_query) = list_query();
    let list = tabs.iter().map(|(id, title)| Tab::new(id, Signal::stored((*title).to_owned()))).collect();
    let first = tabs.first().map(|(id, _)| *id);
    let change = Callback::new(move |id: &'static str| {
        let facet = (Some(id) != first).then_some(id);
        set_query.run(query.get_untracked().with_facet("tab", facet));
    });
    view! {
        <Tabs
            label="Parts of the account"
            tabs=list
            current=Signal::derive(move || query.with(|query| query.facet("tab").unwrap_or_default().to_owned()))
            on_change=change
            panel=Callback::new(move |id| untrack(|| panel(id)))
        />
        {live(move || dialog(editor))}
    }
    .into_any()
}

/// A panel that needs the account: grey while it is being loaded, nothing where that failed.
pub(super) fn once_loaded(editor: Editor, draw: impl Fn(Editor) -> AnyView + Send + 'static) -> AnyView {
    let there = Memo::new(move |_| editor.edit.draft.with(Option::is_some));
    let failed = Memo::new(move |_| editor.edit.load.load.with(|load| load.error().is_some()));
    live(move || match (there.get(), failed.get()) {
        (true, _) => untrack(|| draw(editor)),
        (false, false) => view! { <Skeleton label="Loading the account" lines=6/> }.into_any(),
        (false, true) => ().into_any(),
    })
}

fn dialog(editor: Editor) -> AnyView {
    let close = Callback::new(move |()| editor.open.set(Open::Nothing));
    match editor.open.get() {
        Open::Nothing => ().into_any(),
        Open::Paste(member) => untrack(|| paste::dialog(editor, member, close)),
        Open::Secret(name) => untrack(|| secret::dialog(editor, name, close)),
        Open::Credential(key) => untrack(|| credential::dialog(editor, key, close)),
    }
}
