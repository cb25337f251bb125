//! The job that a write of a page or dialog has started: the tray follows it, and who began it hears of its end if it is
//! still there.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::{Done, Id};

use crate::domain::control::waiting::{End, Followed};
use crate::domain::failure::Failure;
use crate::parts;
use crate::query::{Jobs, use_jobs};
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::{Button, Checkbox, Notice, live_if};

/// A job of the page, one at a time.
#[derive(Clone, Copy)]
pub(super) struct Following {
    jobs: Jobs,
    job: RwSignal<Option<(Id, String)>>,
    /// It goes on, as far as is known.
    pub(super) under_way: Signal<bool>,
    /// How the last one failed.
    pub(super) failed: RwSignal<Option<Failure>>,
    /// The dialog stays till the end.
    pub(super) wait: RwSignal<bool>,
    good: Callback<()>,
    done: Callback<End>,
}

impl Following {
    /// `good` is what follows a success.
    pub(super) fn new(good: impl Fn() + 'static) -> Self {
        let jobs = use_jobs();
        let (job, failed) = (RwSignal::new(None::<(Id, String)>), RwSignal::new(None));
        let good = Callback::new(move |()| good());
        let one = move || job.get().and_then(|(id, _)| jobs.one(&id));
        let done = Callback::new(move |end: End| {
            let trace = untrack(one).and_then(|job| job.trace);
            if let Some((_, words)) = job.get_untracked() {
                failed.set(end.failure(&words, trace.as_deref()));
            }
            if end.is_good() {
                good.run(());
            }
        });
        // One that was dismissed, or that took too long, is not waited for.
        let under_way = Signal::derive(move || one().is_some_and(|job| job.is_asked()));
        Self { jobs, job, under_way, failed, wait: RwSignal::new(false), good, done }
    }

    /// Follows what a write has started; without a job it was done at once. `words` say what it is for. The page may be
    /// gone meanwhile: the tray has it all the same.
    pub(super) fn begin(self, done: &Done, words: String) {
        self.failed.set(None);
        match &done.job {
            Some(id) => {
                self.job.set(Some((id.clone(), words.clone())));
                self.jobs.follow(id.clone(), words, Some(self.done));
            }
            None => drop(self.good.try_run(())),
        }
    }

    /// The job, while it goes on.
    pub(super) fn id(self) -> Option<Id> {
        self.under_way.try_get_untracked().filter(|goes_on| *goes_on)?;
        self.job.try_get_untracked()?.map(|(id, _)| id)
    }

    /// Follows again what was begun before the page was left.
    pub(super) fn take_up(self, id: &Id) {
        if let Some(job) = untrack(|| self.jobs.one(id)).filter(Followed::is_asked) {
            self.job.set(Some((job.id, job.words)));
            self.jobs.heed(id, self.done);
        }
    }

    /// Follows what a write has started: here where somebody waits for it, else in the tray alone. Says whether somebody
    /// waits. Called within the write: its view may be gone.
    pub(super) fn heed(self, done: &Done, words: String) -> bool {
        let waits = done.job.is_some() && self.wait.try_get_untracked() == Some(true);
        match waits {
            true => self.begin(done, words),
            false => super::follow(self.jobs, done, words),
        }
        waits
    }

    /// On the page: that it goes on, or how it failed.
    pub(super) fn view(self, title: &'static str, text: &'static str) -> AnyView {
        let told = move || self.under_way.get().then(|| view! { <Notice title=title text=text/> });
        view! { {live_if(told)} {parts::failure(self.failed)} }.into_any()
    }

    /// In the dialog, before it is sent: whether to wait.
    pub(super) fn ask(self) -> AnyView {
        let hint =
            "Otherwise the dialog closes at once. Either way the job goes on by itself, and stands under “Jobs”.";
        view! { <Checkbox label="Wait here until the job has ended" checked=self.wait hint=hint/> }.into_any()
    }

    /// In the dialog, while it waits. Closing it leaves the job alone.
    pub(super) fn waiting(self, close: Callback<()>) -> AnyView {
        live_if(move || {
            self.under_way.get().then(|| {
                view! {
                    <Notice title="The job is under way" text="It goes on when you leave.">
                        <Button label="Do not wait" on_click=move || close.run(())/>
                    </Notice>
                }
            })
        })
    }
}
