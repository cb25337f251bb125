//! The upload step: progress, speed, cancel, retry.

use crate::reactive::{Callback, RwSignal, StoredValue};
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use pilothouse_wire::{Error, packages};
use web_sys::File;

use super::super::Page;
use crate::browser::clock;
use crate::browser::upload::Sent;
use crate::domain::failure::Failure;

/// Where the step stands.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Before,
    /// Bytes sent, bytes in all, bytes a second.
    UnderWay(Sent, f64),
    Cancelled,
    Failed,
    /// It lies at this path on the node.
    Stored(String),
}

/// The step.
#[derive(Clone, Copy)]
pub(super) struct Upload {
    stage: RwSignal<Stage>,
    /// Why it failed.
    pub(super) failed: RwSignal<Option<Failure>>,
    task: StoredValue<Option<Owner>>,
}

impl Upload {
    pub(super) fn new() -> Self {
        Self { stage: RwSignal::new(Stage::Before), failed: RwSignal::new(None), task: StoredValue::new(None) }
    }

    pub(super) fn is_busy(&self) -> bool {
        self.stage.with(|stage| matches!(stage, Stage::UnderWay(..)))
    }

    pub(super) fn has_failed(&self) -> bool {
        self.stage.with(|stage| matches!(stage, Stage::Failed | Stage::Cancelled))
    }

    /// Where the package lies, once it is there.
    pub(super) fn stored(&self) -> Option<String> {
        self.stage.with(|stage| match stage {
            Stage::Stored(path) => Some(path.clone()),
            Stage::Before | Stage::UnderWay(..) | Stage::Cancelled | Stage::Failed => None,
        })
    }

    pub(super) fn was_cancelled(&self) -> bool {
        self.stage.with(|stage| *stage == Stage::Cancelled)
    }

    /// 0 to 1, and figures, while under way.
    pub(super) fn progress(&self) -> Option<(f64, String)> {
        self.stage.with(|stage| match stage {
            Stage::UnderWay(sent, speed) => Some((sent.loaded / sent.total.max(1.0), figures(*sent, *speed))),
            Stage::Before | Stage::Cancelled | Stage::Failed | Stage::Stored(_) => None,
        })
    }

    /// Everything as before an upload.
    pub(super) fn forget(&self) {
        self.stage.set(Stage::Before);
        self.failed.set(None);
    }

    /// Gives the upload up: the request is aborted, the choice of file stays.
    pub(super) fn cancel(&self) {
        if let Some(owner) = self.task.try_update_value(Option::take).flatten() {
            owner.cleanup();
        }
        self.stage.set(Stage::Cancelled);
    }

    /// Uploads, then says where it lies.
    pub(super) fn start(self, page: Page, file: File, done: Callback<String>) {
        let node = page.node.id.get_value();
        let Some(target) = page.session.packages(&node) else { return };
        self.failed.set(None);
        self.stage.set(Stage::UnderWay(Sent { loaded: 0.0, total: file.size() }, 0.0));
        let begun = clock::now();
        let progress = move |sent: Sent| {
            let seconds = clock::now().since(begun).max(0.001);
            self.stage.set(Stage::UnderWay(sent, sent.loaded / seconds));
        };
        let owner = Owner::new();
        owner.with(|| {
            spawn_local_scoped_with_cancellation(async move {
                let call = packages::upload(&packages::safe_name(&file.name()));
                let result = page.session.upload(&target, &call, &file, progress).await;
                self.ended(result.map(|stored| stored.file_path), done);
            });
        });
        self.task.set_value(Some(owner));
    }

    fn ended(self, result: Result<String, Error>, done: Callback<String>) {
        match result {
            Ok(path) => {
                self.stage.set(Stage::Stored(path.clone()));
                done.run(path);
            }
            Err(error) => {
                self.stage.set(Stage::Failed);
                let mut failure = Failure::of_write("Not uploaded", &error);
                failure.text.push_str(" Nothing was imported. The file is still chosen.");
                self.failed.set(Some(failure));
            }
        }
    }
}

fn figures(sent: Sent, speed: f64) -> String {
    if sent.loaded >= sent.total {
        return "sent; the server is storing it".into();
    }
    [&size_text(sent.loaded), " of ", &*size_text(sent.total), ", ", &*size_text(speed), "/s"].concat()
}

/// Bytes as people read them: `12.4 MB`.
pub(super) fn size_text(bytes: f64) -> String {
    match bytes {
        b if b < 1e3 => format!("{b:.0} B"),
        b if b < 1e6 => format!("{:.1} kB", b / 1e3),
        b if b < 1e9 => format!("{:.1} MB", b / 1e6),
        b => format!("{:.1} GB", b / 1e9),
    }
}
