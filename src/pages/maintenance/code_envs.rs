//! The cache of code environments: contract/dataiku-apinode.md §2.5.

use crate::reactive::{Callback, RwSignal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::maintenance::{self, Language};

use super::Page;
use crate::parts;
use crate::query::Act;
use crate::ui::{Dialog, DialogKind, Select, TextField};

/// Asks for a folder of exported environments.
pub(super) fn import(page: Page) -> AnyView {
    let (folder, wrong, act) = (RwSignal::default(), RwSignal::new(None), Act::default());
    let language = RwSignal::new(Language::Python.as_str().to_owned());
    let submit = move || {
        let Some(folder) = super::checked(folder, wrong) else { return };
        page.call(act, maintenance::import_code_envs(&folder, chosen(language)), "The environments are in the cache.");
    };
    view! {
        <Dialog
            title="Import code environments"
            description="From a folder of exported environments on the node (from version 11 on)."
            busy=act.busy
            on_close=page.close()
            submit_label="Import"
            on_submit=submit
        >
            <div class="form">
                <TextField label="Folder on the node" value=folder error=wrong required=true mono=true/>
                {language_field(language)}
            </div>
            {page.as_script(move || Some(maintenance::import_code_envs(&super::fit(folder)?, chosen(language))))}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}

/// Asks for an environment that is built already.
pub(super) fn register(page: Page) -> AnyView {
    let (exported, built, act) = (RwSignal::default(), RwSignal::default(), Act::default());
    let (exported_wrong, built_wrong) = (RwSignal::new(None), RwSignal::new(None));
    let language = RwSignal::new(Language::Python.as_str().to_owned());
    let submit = move || {
        let folders = (super::checked(exported, exported_wrong), super::checked(built, built_wrong));
        let (Some(exported), Some(built)) = folders else { return };
        let call = maintenance::register_code_env(&exported, &built, chosen(language));
        page.call(act, call, "The environment is registered.");
    };
    view! {
        <Dialog
            title="Register a built code environment"
            description="The node takes it as it is and builds nothing (from version 12.4 on)."
            busy=act.busy
            on_close=page.close()
            submit_label="Register"
            on_submit=submit
        >
            <div class="form">
                <TextField
                    label="Folder of the export"
                    value=exported
                    hint="The folder that the environment was exported to, on the node."
                    error=exported_wrong
                    required=true
                    mono=true
                />
                <TextField
                    label="Folder of the environment"
                    value=built
                    hint="Where it was built and is available, on the node."
                    error=built_wrong
                    required=true
                    mono=true
                />
                {language_field(language)}
            </div>
            {page.as_script(move || {
                Some(maintenance::register_code_env(&super::fit(exported)?, &super::fit(built)?, chosen(language)))
            })}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}

/// Asks before unused environments go.
pub(super) fn clean(page: Page) -> AnyView {
    let act = Act::default();
    let submit = move || page.call(act, maintenance::clean_code_envs(), "Unused code environments are gone.");
    view! {
        <Dialog
            title="Delete unused code environments?"
            description="The node deletes the cached environments that no generation needs (from version 13.0 on). It does not say beforehand which."
            kind=DialogKind::Danger
            busy=act.busy
            on_close=page.close()
            submit_label="Delete unused"
            on_submit=submit
        >
            {page.as_script(|| Some(maintenance::clean_code_envs()))}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}

fn language_field(language: RwSignal<String>) -> AnyView {
    let options = [Language::Python, Language::R].map(|one| (one.as_str().to_owned(), words(one).to_owned())).to_vec();
    let pick = Callback::new(move |picked| language.set(picked));
    view! { <Select label="Language" value=language on_change=pick options=options/> }.into_any()
}

fn chosen(language: RwSignal<String>) -> Language {
    if language.with(|name| name == Language::R.as_str()) { Language::R } else { Language::Python }
}

fn words(language: Language) -> &'static str {
    match language {
        Language::Python => "Python",
        Language::R => "R",
    }
}
