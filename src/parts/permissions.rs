//! The permission editor: all permissions of a vocabulary as boxes, with what each tick brings with it and why. Shared
//! by the pages of projects, global keys and project-level keys. The rules are `domain::rights`.

mod line;

use crate::reactive::{Callback, RwSignal, Signal};
use leptos::prelude::*;
use pilothouse_view::view;

use crate::domain::allowed::Allowed;
use crate::domain::rights::{self, Closure, Permission, Rights};
use crate::ui::{Button, ButtonKind, live_if};

/// Which permissions there are, and what they are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vocabulary {
    /// Of users, groups and global keys over a project.
    Project,
    /// Of a project-level key over its project.
    ProjectKey,
    /// Of a project-level key on one dataset.
    Dataset,
}

impl Vocabulary {
    /// The permissions, in the order of the contract.
    pub fn all(self) -> &'static [Permission] {
        match self {
            Self::Project => &rights::PROJECT,
            Self::ProjectKey => &rights::KEY,
            Self::Dataset => &rights::DATASET,
        }
    }

    /// The API's own name of one.
    pub fn name(self, one: Permission) -> &'static str {
        let name = match self {
            Self::Project => one.flag(),
            Self::ProjectKey | Self::Dataset => one.key_name(),
        };
        name.unwrap_or_default()
    }
}

/// What the lines of an editor share.
#[derive(Clone, Copy)]
struct Editor {
    vocabulary: Vocabulary,
    ticked: Signal<Rights>,
    beside: Signal<Rights>,
    on_change: Callback<Rights>,
    allowed: Signal<Allowed>,
    /// Why the last press has not taken a right away, and which.
    told: RwSignal<Option<(Permission, String)>>,
}

impl Editor {
    /// The ticks and what is beside them, with all that follows.
    fn closure(self) -> Closure {
        Closure::of(self.ticked.get().and(self.beside.get()))
    }

    /// A box was pressed.
    fn turn(self, one: Permission, on: bool) {
        let ticked = self.ticked.get_untracked();
        let after = if on { ticked.with(one) } else { ticked.without(one) };
        let stays = Closure::of(after.and(self.beside.get_untracked())).untick_reason(one).filter(|_| !on);
        self.told.set(stays.map(|why| (one, [one.words(), " is unticked. ", &why].concat())));
        self.on_change.run(after);
    }
}

/// All permissions as boxes.
#[component]
pub fn PermissionEditor(
    /// Whose rights they are and over what.
    #[prop(into)]
    label: Signal<String>,
    /// Which permissions.
    vocabulary: Vocabulary,
    /// The boxes that are ticked by hand.
    #[prop(into)]
    ticked: Signal<Rights>,
    /// They shall be these.
    on_change: Callback<Rights>,
    /// What holds besides: on a dataset the permissions over the whole project.
    #[prop(optional, into)]
    beside: Signal<Rights>,
    /// May they be changed, and if not, why.
    #[prop(default = Allowed::Yes.into(), into)]
    allowed: Signal<Allowed>,
) -> AnyView {
    let editor = Editor { vocabulary, ticked, beside, on_change, allowed, told: RwSignal::new(None) };
    let lines = vocabulary.all().iter().map(|one| line::view(editor, *one)).collect::<Vec<_>>();
    view! {
        <fieldset class="permissions">
            <legend>{label}</legend>
            {summary(editor)}
            <ul class="permission-lines">{lines}</ul>
            <p class="unseen" role="status">{move || editor.told.get().map(|(_, text)| text)}</p>
        </fieldset>
    }
    .into_any()
}

/// How many there are, why they cannot be changed, and what could be left out.
fn summary(editor: Editor) -> AnyView {
    let count = move || {
        let (ticked, closure) = (editor.ticked.get(), editor.closure());
        let held = editor.vocabulary.all().iter().filter(|one| closure.all().has(**one)).count();
        let all = editor.vocabulary.all().len();
        match ticked.iter().count() {
            0 => "None is ticked.".to_owned(),
            own if own == held => format!("{own} of {all} are ticked."),
            own => format!("{own} of {all} are ticked, {held} hold with what they imply."),
        }
    };
    let closed = move || editor.allowed.with(|allowed| allowed.reason().map(str::to_owned));
    let fewer = move || {
        let ticked = editor.ticked.get();
        let spare = ticked.redundant().len();
        let open = editor.allowed.with(|allowed| *allowed == Allowed::Yes);
        (spare > 0 && open).then(|| {
            let label = match spare {
                1 => "Untick the one that others give".to_owned(),
                many => format!("Untick the {many} that others give"),
            };
            let press = move || editor.on_change.run(ticked.fewest());
            view! { <Button label=label kind=ButtonKind::Ghost on_click=press/> }
        })
    };
    view! {
        <div class="permission-summary">
            <span class="faint">{count}</span>
            <span class="faint">{closed}</span>
            {live_if(fewer)}
        </div>
    }
    .into_any()
}
