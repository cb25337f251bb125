//! The list of keyboard shortcuts. What it says of the parts of the page is said once, here; the truth of it stands in
//! `ui` (`table/keys.rs`, `tabs.rs`, `menu.rs`, `dialog.rs`, `palette/state.rs`), and in the browser for sliders.

use crate::reactive::{Callback, Signal};
use leptos::prelude::*;
use pilothouse_view::view;

use super::{Over, Overlay, shortcut};
use crate::browser::document;
use crate::browser::storage::{self, Preference};
use crate::parts::Commands;
use crate::ui::{Dialog, DialogKind, Switch, live, live_if};

/// Keys, and what they do. `Ctrl` is the command key on a Mac.
type Line = (&'static [&'static str], &'static str);

/// Everything but the palette's own key, the list's own, and the page's.
const GROUPS: [(&str, &[Line]); 6] = [
    (
        "Search and commands",
        &[
            (&["Up", "Down"], "the entry above or below"),
            (&["Page Up", "Page Down"], "eight entries up or down"),
            (&["Home", "End"], "the first or last entry"),
            (&["Enter"], "go there, or do it"),
        ],
    ),
    (
        "Tables, when the table has the focus",
        &[
            (&["Arrow keys"], "the cell beside, above or below"),
            (&["Page Up", "Page Down"], "a screenful up or down"),
            (&["Home", "End"], "the first or last cell of the row"),
            (&["Ctrl Up", "Ctrl Down"], "the first or last row"),
            (&["Ctrl Home", "Ctrl End"], "the first or last cell of all"),
            (&["Enter"], "press what the cell holds, or open the row"),
            (&["Space"], "select the row, or no longer"),
            (&["Shift with a key that moves"], "select all rows on the way"),
            (&["Ctrl A"], "select all rows that pass the filter"),
            (&["Escape"], "select nothing"),
            (&["Down"], "from the filter into the table"),
        ],
    ),
    (
        "Sliders",
        &[
            (&["Arrow keys"], "one percent more or less"),
            (&["Page Up", "Page Down"], "ten percent more or less"),
            (&["Home", "End"], "nothing or everything"),
        ],
    ),
    ("Tabs", &[(&["Left", "Right"], "the tab before or after"), (&["Home", "End"], "the first or last tab")]),
    (
        "Menus",
        &[
            (&["Down", "Up"], "on its button: open it at the first or last item; in it: the next or previous item"),
            (&["Home", "End"], "the first or last item"),
            (&["a letter"], "the next item that begins with it"),
            (&["Enter", "Space"], "do what the item says"),
            (&["Escape", "Tab"], "close it"),
        ],
    ),
    (
        "Dialogs",
        &[
            (&["Enter"], "in a field of one line: do what the dialog is for"),
            (&["Escape"], "leave it and do nothing; not while its action is on the way"),
        ],
    ),
];

/// The dialog.
pub(in crate::app) fn dialog() -> AnyView {
    let (overlay, commands): (Overlay, Commands) = (expect_context(), expect_context());
    let single = overlay.single_keys;
    let turn = Callback::new(move |on: bool| {
        single.set(on);
        storage::set_preference(Preference::SingleKeys, if on { "on" } else { "off" });
    });
    let everywhere = move || {
        let mut lines = vec![line(&[shortcut()], "open or close search and commands")];
        if single.get() {
            lines.push(line(&["?"], "this list, while no field has the focus"));
        }
        lines.push(line(&["Escape"], "close what lies on top: a menu, a tip, a dialog"));
        section("Everywhere", lines)
    };
    let of_page = move || {
        let offers = commands.all().into_iter().filter(|_| single.get());
        let keyed = offers.filter_map(|offer| Some((offer.command.key?.to_string(), offer.command.label.get())));
        let lines: Vec<AnyView> = keyed.map(|(key, label)| line(&[&key], &label)).collect();
        (!lines.is_empty()).then(|| section("On this page, while no field has the focus", lines))
    };
    let group = |(title, lines): &(&'static str, &[Line])| {
        section(title, lines.iter().map(|(keys, does)| line(keys, does)).collect())
    };
    let groups = GROUPS.iter().map(group).collect::<Vec<_>>();
    view! {
        <Dialog
            title="Keyboard shortcuts"
            kind=DialogKind::Wide
            close_label="Close"
            on_close=move || overlay.open.set(Over::Nothing)
        >
            <Switch label="Single-key shortcuts" on=Signal::from(single) on_change=turn/>
            <div class="shortcuts">
                {live(everywhere)}
                {live_if(of_page)}
                {groups}
            </div>
        </Dialog>
    }
    .into_any()
}

fn section(title: &'static str, lines: Vec<AnyView>) -> AnyView {
    view! { <section><h3>{title}</h3><dl>{lines}</dl></section> }.into_any()
}

fn line(keys: &[&str], does: &str) -> AnyView {
    let mac = document::is_mac();
    let key = |(index, key): (usize, &&str)| {
        let key = if mac { key.replace("Ctrl", "⌘") } else { (*key).to_owned() };
        view! { {(index > 0).then_some(" ")} <kbd>{key}</kbd> }
    };
    let keys = keys.iter().enumerate().map(key).collect::<Vec<_>>();
    view! { <div><dt>{keys}</dt><dd>{does.to_owned()}</dd></div> }.into_any()
}
