//! When the user was last seen.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::dss::users;

use super::Page;
use crate::pages::people::panel_profile::ago;
use crate::parts;
use crate::query::Remote;
use crate::session::Session;
use crate::ui::{Button, ButtonKind, Icon, Skeleton, live_if};

pub(super) fn panel(page: Page) -> AnyView {
    let (session, target, login) = (page.editor.session, page.editor.dss.target, page.login);
    let activity = Remote::new(move || {
        let call = login.with_value(users::activity);
        async move { session.send(&target.get_value(), &call).await }
    });
    let waiting = parts::waiting(activity);
    view! {
        <div class="section-head">
            <h2>"Activity"</h2>
            <Button label="Load the activity again" kind=ButtonKind::Icon icon=Icon::Refresh busy=activity.busy on_click=move || activity.refresh()/>
        </div>
        {parts::load_failure(activity, "the activity")}
        {live_if(move || waiting.get().then(|| view! { <Skeleton label="Loading the activity" lines=2/> }))}
        {live_if(move || activity.value().map(|told| facts(session, &told)))}
    }
    .into_any()
}

fn facts(session: Session, told: &Whole) -> AnyView {
    // 0 and absence both mean never (contract/dataiku-dss.md §3.3).
    let seen = |moment: Option<f64>| moment.map_or_else(|| "never".into_any(), |moment| ago(session, moment));
    let [session_member, other] = users::LAST_SESSION;
    view! {
        <dl class="facts">
            <div><dt>"Last signed in"</dt><dd>{seen(told.moment(users::LAST_LOGIN))}</dd></div>
            <div><dt>"Last refused"</dt><dd>{seen(told.moment(users::LAST_FAILED))}</dd></div>
            <div><dt>"Last active"</dt><dd>{seen(told.moment(session_member).or_else(|| told.moment(other)))}</dd></div>
        </dl>
    }
    .into_any()
}
