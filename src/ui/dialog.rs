//! Dialogs: the browser's own modal `<dialog>`, which holds the focus and makes the page behind it inert.
//!
//! A dialog is on screen as long as its view is: the page draws it from its state and takes it away again. The focus
//! then returns to where it was. The children stand in a form, so Enter sends it.

use super::{
    button::{Button, ButtonKind},
    field::TextField,
    focus,
    icon::Icon,
    id,
};
use crate::domain::{allowed::Allowed, visible::visible};
use crate::reactive::{Callback, RwSignal, Signal};
use leptos::{ev, html, prelude::*};
use pilothouse_view::view;
use wasm_bindgen::JsCast;

/// What a dialog is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogKind {
    /// Asks or shows something.
    #[default]
    Normal,
    /// Takes something away for good: the focus starts on the way out.
    Danger,
    /// Needs room.
    Wide,
}

impl DialogKind {
    fn class(self) -> &'static str {
        match self {
            Self::Normal => "dialog",
            Self::Danger => "dialog danger",
            Self::Wide => "dialog wide",
        }
    }
}

fn focus_within(dialog: &web_sys::HtmlDialogElement, selector: &str) -> bool {
    let found = dialog.query_selector(selector).ok().flatten();
    found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()).is_some_and(|found| found.focus().is_ok())
}

/// The first required field that is still empty.
fn focus_wanting(dialog: &web_sys::HtmlDialogElement) -> bool {
    let Ok(fields) = dialog.query_selector_all(".dialog-body input[aria-required=true]:not([disabled])") else {
        return false;
    };
    let mut fields = (0..fields.length()).filter_map(|n| fields.get(n)?.dyn_into::<web_sys::HtmlInputElement>().ok());
    fields.find(|field| field.value().is_empty()).is_some_and(|field| field.focus().is_ok())
}

/// Shows the dialog once it is in the page, and puts the focus on the first field that still wants something, or the
/// first one, or else a button of its foot. A tick is no field to begin with: most are better left as they are.
fn show(dialog: &web_sys::HtmlDialogElement) {
    if dialog.open() || dialog.show_modal().is_err() {
        return;
    }
    let field = ":is(input, select, textarea):not([disabled], [readonly], [type=hidden], [type=checkbox])";
    let _ = focus_wanting(dialog)
        || focus_within(dialog, &[".dialog-body ", field].concat())
        || focus_within(dialog, ".dialog-foot button");
}

/// After a try: the first field that is wrong gets the focus.
fn point_out(dialog: &web_sys::HtmlDialogElement) {
    let wrong = dialog.query_selector(WRONG).ok().flatten().filter(|_| dialog.open());
    if let Some(field) = wrong.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok())
        && field.focus().is_ok()
    {
        focus::bring_into_view(&field);
    }
}

/// A notice that appears is scrolled into view: an error always, a warning where it answers what was just sent. Fields that
/// are wrong come first.
pub(super) fn show_notice(notice: &web_sys::Element, error: bool) {
    let asked = if error { "dialog[open]" } else { "dialog[open][data-sent]" };
    let dialog = notice.closest(asked).ok().flatten();
    if dialog.is_some_and(|dialog| dialog.query_selector(WRONG).is_ok_and(|wrong| wrong.is_none())) {
        focus::bring_into_view(notice);
    }
}

const WRONG: &str = "[aria-invalid=true]";
/// Stands on a dialog from its submit on, till something is typed again.
const SENT: &str = "data-sent";

/// A modal dialog.
#[component]
pub fn Dialog(
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// One or two sentences under the title.
    #[prop(optional, into)]
    description: Signal<String>,
    /// What it is for.
    #[prop(optional)]
    kind: DialogKind,
    /// Its action is on the way: it cannot be closed or sent meanwhile.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// It shall go away: Escape, the cross, or the first button.
    #[prop(into)]
    on_close: Callback<()>,
    /// The words of the button that leaves without doing anything.
    #[prop(default = "Cancel".into(), into)]
    close_label: Signal<String>,
    /// The words of the button that does it; without them there is none.
    #[prop(optional, into)]
    submit_label: Signal<String>,
    /// May it be done, and if not, why.
    #[prop(default = Allowed::Yes.into(), into)]
    allowed: Signal<Allowed>,
    /// Do it.
    #[prop(optional, into)]
    on_submit: Option<Callback<()>>,
    /// It can be left. One that cannot has no cross and heeds no Escape; it offers its ways out among its children.
    #[prop(default = true)]
    leavable: bool,
    /// Fields and texts.
    children: Children,
) -> AnyView {
    let stem = id::fresh("dialog");
    let (title_id, text_id) = ([&stem, "-title"].concat(), [&stem, "-text"].concat());
    let dialog = NodeRef::<html::Dialog>::new();
    dialog.on_load(|dialog| request_animation_frame(move || show(&dialog)));
    on_cleanup(move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
            // What the focus returns to may be gone.
            focus::recover_soon();
        }
    });
    let look = move || {
        if let Some(dialog) = dialog.try_get_untracked().flatten() {
            request_animation_frame(move || point_out(&dialog));
        }
    };
    // What the server says of a field comes with the end of the action.
    Effect::new(move |before: Option<bool>| {
        let now = busy.get();
        if before == Some(true) && !now {
            look();
        }
        now
    });
    let mark = move |sent: bool| {
        if let Some(dialog) = dialog.get_untracked() {
            // The name is one that the browser takes.
            let _ = dialog.toggle_attribute_with_force(SENT, sent);
        }
    };
    let close = move || {
        if leavable && !busy.get_untracked() {
            on_close.run(());
        }
    };
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let (false, true, Some(on_submit)) =
            (busy.get_untracked(), allowed.with_untracked(|allowed| *allowed == Allowed::Yes), on_submit)
        {
            mark(true);
            look();
            on_submit.run(());
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            // Left to itself the browser closes the dialog on the second Escape, busy or not.
            event.prevent_default();
            event.stop_propagation();
            close();
        }
    };
    let on_cancel = move |event: ev::Event| {
        event.prevent_default();
        close();
    };
    let has_submit = on_submit.is_some();
    let free = Signal::derive(move || Allowed::when(!busy.get(), "Wait until the action is done."));
    let foot = foot(DialogFoot { kind, busy, free, close_label, submit_label, allowed, has_submit, leavable }, close);
    view! {
        <dialog
            class=kind.class()
            role=(kind == DialogKind::Danger).then_some("alertdialog")
            aria-labelledby=title_id.clone()
            aria-describedby=text_id.clone()
            aria-busy=move || busy.get().then_some("true")
            node_ref=dialog
            on:keydown=on_key
            on:cancel=on_cancel
            on:input=move |_| mark(false)
        >
            <form novalidate on:submit=send>
                <div class="dialog-head">
                    <h2 id=title_id.clone()>{move || title.with(|title| visible(title))}</h2>
                    {leavable.then(|| view! {
                        <Button label="Close" kind=ButtonKind::Icon icon=Icon::Close allowed=free on_click=close/>
                    })}
                </div>
                <div class="dialog-body">
                    <p class="dialog-text" id=text_id.clone()>{move || description.with(|text| visible(text))}</p>
                    {children()}
                </div>
                {foot}
            </form>
        </dialog>
    }
    .into_any()
}

struct DialogFoot {
    kind: DialogKind,
    busy: Signal<bool>,
    free: Signal<Allowed>,
    close_label: Signal<String>,
    submit_label: Signal<String>,
    allowed: Signal<Allowed>,
    has_submit: bool,
    leavable: bool,
}

fn foot(foot: DialogFoot, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let DialogFoot { kind, busy, free, close_label, submit_label, allowed, has_submit, leavable } = foot;
    let act = if kind == DialogKind::Danger { ButtonKind::Danger } else { ButtonKind::Primary };
    let leave = if has_submit { ButtonKind::Plain } else { ButtonKind::Primary };
    view! {
        <div class="dialog-foot">
            {leavable.then(|| view! { <Button label=close_label kind=leave allowed=free on_click=close/> })}
            {has_submit.then(|| view! { <Button label=submit_label kind=act submit=true allowed=allowed busy=busy/> })}
        </div>
    }
    .into_any()
}

/// A dialog that deletes something only after its name has been typed.
#[component]
pub fn ConfirmByName(
    /// For example "Delete the service winter-10?".
    #[prop(into)]
    title: Signal<String>,
    /// What will be gone, and what stays.
    #[prop(into)]
    description: Signal<String>,
    /// The name to type.
    #[prop(into)]
    name: String,
    /// The words of the button, for example "Delete service".
    #[prop(into)]
    submit_label: Signal<String>,
    /// The deletion is on the way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Leave it.
    on_close: Callback<()>,
    /// Delete it.
    on_confirm: Callback<()>,
    /// Shown above the field: what it is about, where the name alone does not say it.
    #[prop(optional, into)]
    preview: ViewFnOnce,
    /// Shown under the field: the error of the last try, for example.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let typed = RwSignal::new(String::new());
    let wanted = name.clone();
    let allowed = Signal::derive(move || {
        Allowed::when(typed.with(|typed| typed.trim() == wanted), "Type the name exactly as it is shown.")
    });
    view! {
        <Dialog
            title=title
            description=description
            kind=DialogKind::Danger
            busy=busy
            on_close=on_close
            submit_label=submit_label
            allowed=allowed
            on_submit=on_confirm
        >
            {preview.run()}
            <TextField label=["Type ", &name, " to confirm"].concat() value=typed required=true mono=true/>
            {children.map(|children| children())}
        </Dialog>
    }
    .into_any()
}
