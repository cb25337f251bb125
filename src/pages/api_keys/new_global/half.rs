//! The key is there, and the second step failed: what was done, what was not, and the two ways on.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::global_keys;

use super::super::global::Keys;
use super::{Half, Stage, finish};
use crate::domain::failure::Failure;
use crate::parts;
use crate::query::Act;
use crate::reactive::{Callback, RwSignal};
use crate::ui::{Button, ButtonKind, Dialog, Notice, NoticeKind};

/// The dialog. It cannot be left: the secret would be lost with it.
pub(super) fn dialog(keys: Keys, half: Half, stage: RwSignal<Stage>, close: Callback<()>) -> AnyView {
    let (page, act) = (keys.page, Act::default());
    let Half { made, id, more, why } = half;
    let label = made.label.clone();
    let Failure { text, detail, .. } = Failure::of_write("", &why);
    let lacking = ["It was made. What it still lacks: ", &*more.words(), "."].concat();
    let (doomed, name) = (id.clone(), label.clone());
    let submit = move || {
        let (id, more, made) = (id.clone(), more.clone(), made.clone());
        let (session, target) = (page.session, page.target());
        let write = async move { finish(session, &target, &id, &more).await };
        act.start("It still lacks the rest".into(), write, move |()| {
            keys.list.refresh();
            stage.set(Stage::Shown(made));
        });
    };
    let delete = move || {
        let (id, name) = (doomed.clone(), name.clone());
        let write = async move { page.session.send(&page.target(), &global_keys::delete(&id)).await };
        act.start("Could not delete the key".into(), write, move |()| {
            page.toasts.ok(["Deleted the key “", &name, "”."].concat());
            keys.list.refresh();
            close.run(());
        });
    };
    view! {
        <Dialog
            title=["The key “", &label, "” is half done"].concat()
            description=lacking
            busy=act.busy
            on_close=|| ()
            leavable=false
            submit_label=page.dss.deed("Finish key")
            on_submit=submit
        >
            <Notice kind=NoticeKind::Error title="The second step failed" text=text detail=detail>
                <Button label=page.dss.deed("Delete key") kind=ButtonKind::Danger busy=act.busy on_click=delete/>
            </Notice>
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}
