//! Making a global key. One call makes it an administrator or gives it groups; rights over projects, an end and an
//! associated user take a second step, and what came of that is told.

mod form;
mod half;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Error;
use pilothouse_wire::dss::ApiKeyId;
use pilothouse_wire::dss::global_keys;

use super::global::Keys;
use super::secret::{self, Made};
use crate::parts;
use crate::query::Act;
use crate::reactive::{Callback, RwSignal};
use crate::session::{Session, Target};
use crate::ui::{Dialog, DialogKind, live};
use form::{Form, More};

/// The form, then the half that was done where the other failed, then the secret.
#[derive(Clone)]
enum Stage {
    Asking,
    Half(Half),
    Shown(Made),
}

/// A key that is there without all that it should have.
#[derive(Clone)]
struct Half {
    made: Made,
    id: ApiKeyId,
    more: More,
    why: Error,
}

/// The dialog.
pub(super) fn dialog(keys: Keys, close: Callback<()>) -> AnyView {
    let (form, stage) = (Form::new(), RwSignal::new(Stage::Asking));
    live(move || match stage.get() {
        Stage::Asking => asking(keys, form, stage, close),
        Stage::Half(half) => half::dialog(keys, half, stage, close),
        Stage::Shown(made) => secret::dialog(made, close),
    })
}

fn asking(keys: Keys, form: Form, stage: RwSignal<Stage>, close: Callback<()>) -> AnyView {
    let (act, page) = (Act::default(), keys.page);
    let submit = move || {
        let Some((call, more)) = form.read() else { return };
        let label = form.label.with_untracked(|label| label.trim().to_owned());
        // Taken now: the dialog's page may be left before the answer is there.
        let (session, target) = (page.session, page.target());
        let write = async move {
            let answer = session.send(&target, &call).await?;
            let id = super::id(&answer);
            let made = Made::of(answer, label);
            Ok(match (id, more.is_nothing()) {
                (Some(id), false) => match finish(session, &target, &id, &more).await {
                    Ok(()) => Stage::Shown(made),
                    Err(why) => Stage::Half(Half { made, id, more, why }),
                },
                (Some(_), true) | (None, _) => Stage::Shown(made),
            })
        };
        act.start("No key was received".into(), write, move |next| {
            keys.list.refresh();
            stage.set(next);
        });
    };
    let steps = move || {
        form.calls().map(|call| parts::step(page.session, &page.target(), call.request())).into_iter().collect()
    };
    view! {
        <Dialog
            title="Create global key"
            description="It has rights of its own, over projects or over everything."
            kind=DialogKind::Wide
            busy=act.busy
            on_close=close
            submit_label=page.dss.deed("Create key")
            on_submit=submit
        >
            {form.view(page)}
            {parts::as_script(steps)}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}

/// The second step: what the first call cannot say is put into the definition as the server has it now.
async fn finish(session: Session, target: &Target, id: &ApiKeyId, more: &More) -> Result<(), Error> {
    let mut key = session.send(target, &global_keys::get(id)).await?;
    more.put(&mut key);
    session.send(target, &global_keys::save(id, &key)).await
}
