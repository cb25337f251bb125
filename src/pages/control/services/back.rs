//! The way back after a maintenance: how the services were to be before the first change of it.

use leptos::prelude::*;
use pilothouse_view::view;

use super::{Asked, Here};
use crate::domain::control::services::Back;
use crate::reactive::{Memo, Signal};
use crate::ui::{Button, ButtonKind, Notice, absolute, live_if};

/// Says that services were otherwise, and offers to put them back.
pub(super) fn notice(here: Here) -> AnyView {
    let before = Memo::new(move |_| here.manifest.before());
    live_if(move || before.get().map(|(at, back)| offer(here, at, back)))
}

fn title(count: usize) -> String {
    match count {
        1 => "1 service is not as it was before the maintenance".to_owned(),
        many => format!("{many} services are not as they were before the maintenance"),
    }
}

fn offer(here: Here, at: f64, back: Back) -> AnyView {
    let names: Vec<&str> = back.steps.iter().map(|step| step.name.as_str()).collect();
    let gone = match back.gone.len() {
        0 => String::new(),
        _ => [". Taken out since, and not to be put back from here: ", &back.gone.join(", ")].concat(),
    };
    let text = [&*names.join(", "), &gone, ". Noted before the first change, ", &absolute(at), "."].concat();
    let asked = Asked { title: "Put back as it was".to_owned(), steps: back.steps.clone(), left_out: Vec::new() };
    let put = move || here.asked.set(Some(asked.clone()));
    let allowed = Signal::derive(move || here.manifest.free());
    view! {
        <Notice title=title(back.steps.len()) text=text>
            <Button label="Put back as it was" allowed=allowed on_click=put/>
            <Button label="Forget" kind=ButtonKind::Ghost on_click=move || here.manifest.forget()/>
        </Notice>
    }
    .into_any()
}
