//! What a server says of a user, as facts.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::dss::users;
use serde_json::Value;

use super::editor::Editor;
use crate::parts;
use crate::reactive::{Memo, Signal};
use crate::session::Session;
use crate::ui::{TimeAgo, live_if};

/// Who the user is, as the server has it; what is under edit is not in it.
pub(super) fn facts(editor: Editor) -> AnyView {
    let base = Memo::new(move |_| editor.edit.base());
    live_if(move || base.get().map(|user| list(editor.session, &user)))
}

fn list(session: Session, user: &Whole) -> AnyView {
    let text = |name: &str| user.text(name).map_or_else(parts::not_given, |text| text.to_owned().into_any());
    let groups = match user.texts(users::GROUPS) {
        Some(groups) if groups.is_empty() => "none".into_any(),
        Some(groups) => groups.join(", ").into_any(),
        None => parts::not_given(),
    };
    let enabled = match user.flag(users::ENABLED) {
        Some(true) => "yes".into_any(),
        Some(false) => "no".into_any(),
        None => parts::not_given(),
    };
    view! {
        <dl class="facts">
            <div><dt>"Login"</dt><dd class="mono">{text(users::LOGIN)}</dd></div>
            <div><dt>"Display name"</dt><dd>{text(users::DISPLAY_NAME)}</dd></div>
            <div><dt>"E-mail"</dt><dd>{text(users::EMAIL)}</dd></div>
            <div><dt>"Profile"</dt><dd>{text(users::PROFILE)}</dd></div>
            <div><dt>"Groups"</dt><dd>{groups}</dd></div>
            <div><dt>"Source"</dt><dd>{text(users::SOURCE_TYPE)}</dd></div>
            <div><dt>"Enabled"</dt><dd>{enabled}</dd></div>
            <div><dt>"Created"</dt><dd>{moment(session, user.moment(users::CREATED))}</dd></div>
            <div><dt>"Trial"</dt><dd>{trial(session, user)}</dd></div>
        </dl>
    }
    .into_any()
}

/// How long ago.
pub(super) fn ago(session: Session, moment: f64) -> AnyView {
    let now = Signal::derive(move || session.now.get().wall);
    view! { <TimeAgo moment=moment now=now/> }.into_any()
}

fn moment(session: Session, moment: Option<f64>) -> AnyView {
    moment.map_or_else(parts::not_given, |moment| ago(session, moment))
}

fn trial(session: Session, user: &Whole) -> AnyView {
    let Some(trial) = user.get(users::TRIAL).cloned().and_then(Whole::of) else { return parts::not_given() };
    let [exists, expired, _] = users::TRIAL_FLAGS;
    let end = trial.moment(users::TRIAL_TIMES[0]).map(|end| ago(session, end));
    match (trial.flag(exists), trial.flag(expired)) {
        (Some(false), _) => "none".into_any(),
        (_, Some(true)) => view! { "over " {end} }.into_any(),
        (Some(true), _) => view! { "running, ends " {end} }.into_any(),
        (None, _) => parts::not_given(),
    }
}

/// Any value as people read it.
pub(super) fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
