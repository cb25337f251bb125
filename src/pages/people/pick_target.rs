//! What a credential is for: a connection, or a preset of a plugin. The server's lists are offered; what they do not name,
//! or while they cannot be loaded, is typed.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{PluginId, connections, users};
use pilothouse_wire::{List, Whole};

use super::editor::Editor;
use crate::parts;
use crate::query::Remote;
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{PickField, Select, TextField, live, live_if};

const CONNECTION: &str = "connection";
const PLUGIN: &str = "plugin";

/// The choice.
#[derive(Clone, Copy)]
pub(super) struct Target {
    /// [`CONNECTION`] or [`PLUGIN`].
    way: RwSignal<String>,
    connection: RwSignal<String>,
    connection_wrong: RwSignal<Option<String>>,
    /// Plugin, parameter set, preset, parameter.
    names: [RwSignal<String>; 4],
    names_wrong: [RwSignal<Option<String>>; 4],
    /// The key is given and stays.
    fixed: bool,
    connections: Remote<Vec<String>>,
    plugins: Remote<List<Whole>>,
    /// Of the plugin that is named, with its name.
    settings: Remote<(String, Whole)>,
}

impl Target {
    pub(super) fn new(editor: Editor, key: Option<String>) -> Self {
        let parts = key.as_deref().and_then(users::read_plugin_key);
        let way = if parts.is_some() { PLUGIN } else { CONNECTION };
        let fixed = key.is_some();
        let connection = if parts.is_some() { String::new() } else { key.unwrap_or_default() };
        let names = parts.unwrap_or_default().map(RwSignal::new);
        let (session, dss) = (editor.session, editor.dss);
        let target = move || dss.target.get_value();
        let plugins = Remote::new(move || async move { session.send(&target(), &connections::plugins()).await });
        let settings = Remote::new(move || {
            let plugin = names[0].get_untracked();
            let known = plugins.load.with_untracked(|load| load.value().is_some_and(|list| lists(list, &plugin)));
            async move {
                if !known || fixed {
                    return Ok((plugin, Whole::default()));
                }
                let Ok(id) = PluginId::parse(&plugin) else { return Ok((plugin, Whole::default())) };
                let settings = session.send(&target(), &connections::plugin_settings(&id)).await?;
                Ok((plugin, settings))
            }
        });
        let choice = Self {
            way: RwSignal::new(way.to_owned()),
            connection: RwSignal::new(connection),
            connection_wrong: RwSignal::default(),
            names,
            names_wrong: [(); 4].map(|()| RwSignal::default()),
            fixed,
            connections: Remote::new(move || async move { session.send(&target(), &connections::names()).await }),
            plugins,
            settings,
        };
        choice.follow();
        choice
    }

    /// Presets are asked for when a plugin that the server knows is named; a preset that is picked names its set.
    fn follow(self) {
        let plugin = Memo::new(move |_| {
            let plugin = self.names[0].get();
            self.plugins.load.with(|load| load.value().is_some_and(|list| lists(list, &plugin))).then_some(plugin)
        });
        Effect::new(move || {
            if plugin.get().is_some() && !self.fixed {
                self.settings.refresh();
            }
        });
        Effect::new(move || {
            let preset = self.names[2].get();
            let found = untrack(|| self.presets()).into_iter().find(|(_, name)| *name == preset);
            if let Some((set, _)) = found.filter(|_| self.names[1].with_untracked(|set| set.trim().is_empty())) {
                self.names[1].set(set);
            }
        });
    }

    /// Parameter set and name of each preset of the plugin that is named, tracked.
    fn presets(self) -> Vec<(String, String)> {
        let plugin = self.names[0].get();
        let of = |preset: &Whole| {
            let set = preset.text(connections::PRESET_TYPE).unwrap_or_default().to_owned();
            Some((set, preset.text(connections::PRESET_NAME)?.to_owned()))
        };
        self.settings.load.with(|load| match load.value() {
            Some(told) if told.0 == plugin => told.1.list(connections::PRESETS).iter().filter_map(of).collect(),
            Some(_) | None => Vec::new(),
        })
    }

    /// Whether it is a plugin's, tracked.
    pub(super) fn is_plugin(self) -> bool {
        self.way.with(|way| way == PLUGIN)
    }

    /// The key under which the credential stands, tracked; nothing while a name is missing.
    pub(super) fn key(self) -> Option<String> {
        if !self.is_plugin() {
            let name = self.connection.with(|name| if self.fixed { name.as_str() } else { name.trim() }.to_owned());
            return Some(name).filter(|name| !name.is_empty());
        }
        let names = self.names.map(|name| name.with(|name| name.trim().to_owned()));
        let [plugin, set, preset, parameter] = &names;
        (!names.iter().any(String::is_empty)).then(|| users::plugin_key(plugin, set, preset, parameter))
    }

    /// The same, and what is wrong stands next to its field.
    pub(super) fn read(self) -> Option<String> {
        let missing = |name: RwSignal<String>, words: &str| {
            name.with_untracked(|name| name.trim().is_empty()).then(|| words.to_owned())
        };
        self.connection_wrong.set(missing(self.connection, "Name the connection."));
        let words = ["Name the plugin.", "Name the parameter set.", "Name the preset.", "Name the parameter."];
        for ((name, wrong), words) in self.names.into_iter().zip(self.names_wrong).zip(words) {
            wrong.set(missing(name, words));
        }
        untrack(|| self.key())
    }

    pub(super) fn view(self) -> AnyView {
        if self.fixed {
            return ().into_any();
        }
        let plugin = Memo::new(move |_| self.is_plugin());
        let ways = [(CONNECTION, "A connection"), (PLUGIN, "A preset of a plugin")];
        let options = ways.map(|(way, words)| (way.to_owned(), words.to_owned())).to_vec();
        view! {
            <Select label="For" value=self.way on_change=Callback::new(move |way| self.way.set(way)) options=options/>
            {live(move || if plugin.get() { self.plugin_view() } else { self.connection_view() })}
        }
        .into_any()
    }

    fn connection_view(self) -> AnyView {
        let options = Signal::derive(move || {
            let names = self.connections.value().map(|names| names.to_vec()).unwrap_or_default();
            names.into_iter().map(|name| (name, String::new())).collect()
        });
        view! {
            <PickField
                label="Connection"
                value=self.connection
                options=options
                error=self.connection_wrong
                required=true
                hint=not_loaded(self.connections, "Pick one, or type its name.", "The server's connections could not be loaded: type the name.")
            />
        }
        .into_any()
    }

    fn plugin_view(self) -> AnyView {
        let [plugin, set, preset, parameter] = self.names;
        let [plugin_wrong, set_wrong, preset_wrong, parameter_wrong] = self.names_wrong;
        let plugins = Signal::derive(move || {
            let ids = self.plugins.value().map(|list| list.rows.iter().filter_map(plugin_id).collect::<Vec<_>>());
            ids.unwrap_or_default().into_iter().map(|id| (id, String::new())).collect()
        });
        let presets = Signal::derive(move || self.presets().into_iter().map(|(set, name)| (name, set)).collect());
        let sets = Signal::derive(move || {
            let mut sets: Vec<String> = self.presets().into_iter().map(|(set, _)| set).collect();
            sets.sort();
            sets.dedup();
            sets.into_iter().filter(|set| !set.is_empty()).map(|set| (set, String::new())).collect()
        });
        view! {
            <PickField
                label="Plugin"
                value=plugin
                options=plugins
                error=plugin_wrong
                required=true
                hint=not_loaded(self.plugins, "Pick one, or type its id.", "The server's plugins could not be loaded: type the id.")
            />
            <PickField
                label="Preset"
                value=preset
                options=presets
                error=preset_wrong
                required=true
                hint=not_loaded(self.settings, "", "The plugin's presets could not be loaded: type the names.")
            />
            <PickField label="Parameter set" value=set options=sets error=set_wrong required=true/>
            <TextField
                label="Parameter"
                value=parameter
                error=parameter_wrong
                required=true
                hint="The parameter of the set that takes the credential. The server does not list them."
            />
            {live_if(move || self.key().map(|key| view! { <p class="hint">"It is stored under " <code class="key-text">{key}</code></p> }))}
        }
        .into_any()
    }
}

fn lists(plugins: &List<Whole>, id: &str) -> bool {
    plugins.rows.iter().any(|plugin| plugin.text(connections::ID) == Some(id))
}

fn plugin_id(plugin: &Whole) -> Option<String> {
    plugin.text(connections::ID).map(str::to_owned)
}

/// A hint that says so when there is nothing to pick from.
fn not_loaded<T: Send + Sync + 'static>(
    remote: Remote<T>,
    usual: &'static str,
    failed: &'static str,
) -> Signal<String> {
    let waiting = parts::waiting(remote);
    Signal::derive(move || {
        let error = remote.load.with(|load| load.error().is_some());
        match (error, waiting.get()) {
            (true, _) => failed,
            (false, true) => "Loading what may be picked…",
            (false, false) => usual,
        }
        .to_owned()
    })
}
