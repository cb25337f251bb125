//! Who one is to the server: by one's own credentials, and by the headers of somebody's browser.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::dss::auth;

use super::editor::Editor;
use crate::domain::pairs;
use crate::parts;
use crate::query::Act;
use crate::reactive::{Memo, RwSignal};
use crate::ui::{Button, ButtonKind, Icon, Skeleton, TextArea, live_if};

/// The panel.
pub(super) fn panel(editor: Editor) -> AnyView {
    let me = editor.dss.me;
    let waiting = parts::waiting(me);
    view! {
        <div class="section-head">
            <h2>"Who am I"</h2>
            <Button label="Ask again" kind=ButtonKind::Icon icon=Icon::Refresh busy=me.busy on_click=move || me.refresh()/>
        </div>
        {parts::load_failure(me, "who you are to the server")}
        {live_if(move || waiting.get().then(|| view! { <Skeleton label="Asking the server" lines=3/> }))}
        {live_if(move || me.value().map(|info| facts(&info)))}
        {headers(editor)}
    }
    .into_any()
}

/// What the server says of a caller. Secrets were not asked for, and would not be shown.
fn facts(info: &Whole) -> AnyView {
    let named = |name: &str| info.text(name).map_or_else(parts::not_given, |text| text.to_owned().into_any());
    let groups = info.texts(auth::GROUPS);
    let kind = if groups.is_some() { "a user" } else { "an API key that is no user's" };
    let groups = match groups {
        Some(groups) if groups.is_empty() => "none".to_owned(),
        Some(groups) => groups.join(", "),
        None => "none: only users have groups".to_owned(),
    };
    let known = [auth::IDENTIFIER, auth::GROUPS, auth::SOURCE, auth::REAL_LOGIN, auth::SECRETS];
    let others = info.members().iter().filter(|(name, _)| !known.contains(&name.as_str()));
    let others = others.map(|(name, value)| {
        let text = super::panel_profile::plain(value);
        view! { <div><dt class="mono">{name.clone()}</dt><dd>{text}</dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>"Known as"</dt><dd class="mono">{named(auth::IDENTIFIER)}</dd></div>
            <div><dt>"That is"</dt><dd>{kind}</dd></div>
            <div><dt>"Groups"</dt><dd>{groups}</dd></div>
            <div><dt>"Let in by"</dt><dd>{named(auth::SOURCE)}</dd></div>
            <div><dt>"Who really acts"</dt><dd>{named(auth::REAL_LOGIN)}</dd></div>
            {others.collect_view()}
        </dl>
    }
    .into_any()
}

/// Headers of a browser hold its cookies, so they are kept nowhere and gone once they have been used.
fn headers(editor: Editor) -> AnyView {
    let (session, target) = (editor.session, editor.dss.target);
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(None);
    let said: RwSignal<Option<Arc<Whole>>> = RwSignal::new(None);
    let act = Act::default();
    let read = Memo::new(move |_| text.with(|text| pairs::headers(text).ok()));
    let call = |pairs: pairs::Pairs| auth::info_from_headers(&pairs.into_iter().collect::<BTreeMap<_, _>>());
    let ask = move || {
        let pairs = match text.with_untracked(|text| pairs::headers(text)) {
            Ok(pairs) => pairs,
            Err(lines) => return wrong.set(Some(lines.join("\n"))),
        };
        wrong.set(None);
        said.set(None);
        let call = call(pairs);
        let ask = async move { session.send(&target.get_value(), &call).await };
        act.start("The server did not say whose browser this is".into(), ask, move |info| {
            text.set(String::new());
            said.set(Some(Arc::new(info)));
        });
    };
    view! {
        <section class="section whose">
            <h2>"Whose browser"</h2>
            <p class="faint">
                "Paste the headers of a request that a browser has sent to DSS, from its network view, one to a line. They hold its cookies: they go to the server once, are kept nowhere, and this field is emptied after use."
            </p>
            <TextArea label="Headers" value=text error=wrong hint="Name: value" rows=5 mono=true required=true/>
            <div class="actions"><Button label="Ask whose they are" busy=act.busy on_click=ask/></div>
            {parts::act_failure(act)}
            {live_if(move || said.get().map(|info| view! {
                <div role="status"><p>"These headers belong to:"</p>{facts(&info)}</div>
            }))}
            {parts::call_as_script(session, target.get_value(), move || read.get().map(call))}
        </section>
    }
    .into_any()
}
