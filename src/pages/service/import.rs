//! Importing a generation: upload a package into the node's drop folder and import it from there, or import a path
//! that is on the node already. Two steps, each with its own state: a failed one says what was done and what was not.

mod steps;
mod upload;

use crate::reactive::{Callback, RwSignal, Signal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::generations;
use pilothouse_wire::packages;
use pilothouse_wire::script::Step;
use web_sys::File;

use super::Page;
use crate::browser::document;
use crate::domain::allowed::Allowed;
use crate::domain::failure::Failure;
use crate::domain::node_path;
use crate::parts;
use crate::query::Act;
use crate::ui::{Dialog, DialogKind, FilePicker, Tab, Tabs, TextField};
use upload::{Upload, size_text};

/// Stands in a script for the path that the upload before it will answer.
const UPLOADED: &str = "/THE/PATH/THAT/THE/UPLOAD/ANSWERED";

/// The dialog's state.
#[derive(Clone, Copy)]
struct Import {
    page: Page,
    /// `file` or `path`.
    way: RwSignal<String>,
    file: RwSignal<Option<File>>,
    path: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    upload: Upload,
    act: Act,
    close: Callback<()>,
}

impl Import {
    fn new(page: Page, close: Callback<()>) -> Self {
        let can_upload = page.session.packages(&page.node.id.get_value()).is_some();
        Self {
            page,
            way: RwSignal::new(if can_upload { "file" } else { "path" }.to_owned()),
            file: RwSignal::new(None),
            path: RwSignal::default(),
            wrong: RwSignal::default(),
            upload: Upload::new(),
            act: Act::default(),
            close,
        }
    }

    fn by_file(&self) -> bool {
        self.way.with(|way| way == "file")
    }

    /// Something is under way, so that the dialog stays.
    fn busy(&self) -> bool {
        self.upload.is_busy() || self.act.busy.get()
    }

    /// Uploads unless that is done already, then imports.
    fn start(self) {
        self.wrong.set(None);
        if !untrack(|| self.by_file()) {
            let path = self.path.get_untracked().trim().to_owned();
            match node_path::check(&path) {
                Ok(()) => self.import(path),
                Err(why) => self.wrong.set(Some(why.to_owned())),
            }
            return;
        }
        if let Some(path) = self.upload.stored() {
            return self.import(path);
        }
        match self.file.get_untracked() {
            Some(file) => self.upload.start(self.page, file, Callback::new(move |path| self.import(path))),
            None => self.wrong.set(Some("Choose the package of a generation: a .zip file.".into())),
        }
    }

    fn import(self, path: String) {
        let page = self.page;
        let (target, service) = (page.node.target.get_value(), page.service.get_value());
        let write = async move { page.session.send(&target, &generations::import(&service, &path)).await };
        self.act.start("Not imported".into(), write, move |()| {
            page.toasts.ok("Imported. It answers no queries until it is mapped.");
            page.reload();
            self.close.run(());
        });
    }

    /// What would be sent, tracked; nothing while the form is not fit.
    fn steps(self) -> Vec<Step> {
        let page = self.page;
        let (target, service) = (page.node.target.get_value(), page.service.get_value());
        let import = |path: &str| parts::step(page.session, &target, generations::import(&service, path).request());
        if !self.by_file() {
            let path = self.path.with(|path| path.trim().to_owned());
            return if node_path::check(&path).is_ok() { vec![import(&path)] } else { Vec::new() };
        }
        if let Some(path) = self.upload.stored() {
            return vec![import(&path)];
        }
        let Some((folder, file)) = page.session.packages(&target.node).zip(self.file.get()) else { return Vec::new() };
        let upload = packages::upload(&packages::safe_name(&file.name()));
        vec![parts::step(page.session, &folder, upload.request()), import(UPLOADED)]
    }

    /// Another file: what was uploaded before does not count for it.
    fn choose(self, file: File) {
        self.wrong.set(None);
        self.act.failed.set(None);
        self.upload.forget();
        self.file.set(Some(file));
    }
}

/// The dialog.
pub(super) fn dialog(page: Page, close: Callback<()>) -> AnyView {
    let import = Import::new(page, close);
    document::guard_leaving(move || untrack(|| import.busy()));
    let label = Signal::derive(move || {
        let uploaded = import.by_file() && import.upload.stored().is_some();
        let failed = import.upload.has_failed();
        match (import.by_file(), uploaded, failed) {
            (true, true, _) => "Import again",
            (true, false, true) => "Upload again and import",
            (true, false, false) => "Upload and import",
            (false, _, _) => "Import",
        }
        .to_owned()
    });
    view! {
        <Dialog
            title=["Import a generation of ", &page.name()].concat()
            description="Importing does not activate it: give it traffic afterwards."
            kind=DialogKind::Wide
            busy=Signal::derive(move || import.busy())
            on_close=close
            submit_label=label
            allowed=Allowed::Yes
            on_submit=move || import.start()
        >
            {ways(import)}
            {steps::view(import)}
            {parts::as_script(move || import.steps())}
        </Dialog>
    }
    .into_any()
}

fn ways(import: Import) -> AnyView {
    let can_upload = import.page.session.packages(&import.page.node.id.get_value()).is_some();
    if !can_upload {
        return path_field(import);
    }
    let change = Callback::new(move |way: &'static str| {
        if !untrack(|| import.busy()) {
            import.wrong.set(None);
            import.act.failed.set(None);
            import.way.set(way.to_owned());
        }
    });
    view! {
        <Tabs
            label="Where the package is"
            tabs=vec![Tab::new("file", Signal::stored("On this computer".to_owned())), Tab::new("path", Signal::stored("On the node".to_owned()))]
            current=import.way
            on_change=change
            panel=Callback::new(move |way| if way == "file" { file_field(import) } else { path_field(import) })
        />
    }
    .into_any()
}

fn file_field(import: Import) -> AnyView {
    let chosen = Signal::derive(move || {
        import.file.with(|file| file.as_ref().map(|file| [&file.name(), ", ", &*size_text(file.size())].concat()))
    });
    view! {
        <FilePicker
            label="Generation package"
            accept=".zip"
            chosen=chosen
            on_file=Callback::new(move |file| import.choose(file))
            hint="It is uploaded into the drop folder beside the node, then imported from there."
            error=import.wrong
        />
    }
    .into_any()
}

fn path_field(import: Import) -> AnyView {
    view! {
        <TextField
            label="Path on the node"
            value=import.path
            hint="Absolute path of the .zip on the disk of the API node."
            error=import.wrong
            required=true
            mono=true
        />
    }
    .into_any()
}

/// What the import step says when it failed after an upload.
fn import_failure(import: Import) -> Signal<Option<Failure>> {
    Signal::derive(move || {
        let mut failure = import.act.failed.get()?;
        if import.by_file() && import.upload.stored().is_some() {
            failure.text.push_str(
                " The package itself is uploaded and stays where it is: importing again does not upload it again.",
            );
        }
        Some(failure)
    })
}

/// The failure boxes of both steps.
fn failures(import: Import) -> AnyView {
    view! {
        {parts::failure(import.upload.failed)}
        {parts::failure(import_failure(import))}
    }
    .into_any()
}
