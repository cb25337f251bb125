//! From an empty page to the console: panic message, theme, `config.json`.

use crate::reactive::RwSignal;
use leptos::prelude::*;
use leptos::task::spawn_local;
use pilothouse_view::view;

use super::Console;
use crate::api;
use crate::browser::document::{self, Theme};
use crate::browser::storage::{self, Preference};
use crate::browser::{address, crash};
use crate::domain::config::Config;
use crate::session::Session;
use crate::ui::{Button, Notice, NoticeKind, live_if};

/// Mounts the console into the page's body.
pub fn start() {
    crash::watch();
    document::set_theme(storage::preference(Preference::Theme).as_deref().map_or(Theme::System, Theme::named));
    leptos::mount::mount_to_body(App);
}

#[component]
fn App() -> AnyView {
    let base = address::base_path();
    let loaded = RwSignal::new(None::<Result<Config, String>>);
    let url = [&base, "/config.json"].concat();
    spawn_local(async move {
        let text = api::text(&url).await;
        loaded.set(Some(text.and_then(|text| Config::parse(&text))));
    });
    live_if(move || {
        loaded.get().map(|config| match config {
            Ok(config) => view! { <Console session=Session::start(config, base.clone())/> }.into_any(),
            Err(fault) => fault_page(fault),
        })
    })
}

/// A wrong `config.json`, for whoever hosts the console.
fn fault_page(fault: String) -> AnyView {
    view! {
        <main class="sign-in">
            <h1>"Pilothouse cannot start"</h1>
            <Notice
                kind=NoticeKind::Error
                title="config.json is wrong"
                text=[&fault, " Mend the file where the console is hosted, then load the page again."].concat()
            >
                <Button label="Load again" on_click=|| address::reload()/>
            </Notice>
        </main>
    }
    .into_any()
}
