//! One node after the other gets the mapping; the first failure ends it. What became of each node is kept.

use crate::reactive::RwSignal;
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::{generations, mapping};
use pilothouse_wire::{Error, ServiceId, Split};

use super::cells::in_full;
use crate::domain::compare::missing;
use crate::domain::failure::Failure;
use crate::parts;
use crate::query::{Act, Mappings};
use crate::session::{Session, Target};
use crate::ui::{Tone, badge, live};

/// A node to set the mapping on.
#[derive(Clone)]
pub(super) struct Job {
    /// Its name for people.
    pub(super) name: String,
    /// Where its API lies.
    pub(super) target: Target,
}

/// What became of a node.
#[derive(Clone, PartialEq)]
enum Outcome {
    Waiting,
    UnderWay,
    Set,
    Failed(String),
}

/// A run over the chosen nodes.
#[derive(Clone, Copy)]
pub(super) struct Run {
    /// That it is under way. It goes on when its dialog is gone.
    pub(super) act: Act,
    outcomes: RwSignal<Vec<(String, Outcome)>>,
    failed: RwSignal<Option<Failure>>,
}

impl Default for Run {
    fn default() -> Self {
        Self { act: Act::default(), outcomes: RwSignal::new(Vec::new()), failed: RwSignal::new(None) }
    }
}

impl Run {
    /// Whether it has begun, tracked.
    pub(super) fn started(self) -> bool {
        self.outcomes.with(|outcomes| !outcomes.is_empty())
    }

    /// Begins, and calls `done` at the end, also after a failure.
    pub(super) fn start(
        self,
        (session, mappings): (Session, Mappings),
        service: ServiceId,
        split: Split,
        jobs: Vec<Job>,
        done: impl FnOnce() + 'static,
    ) {
        self.outcomes.set(jobs.iter().map(|job| (job.name.clone(), Outcome::Waiting)).collect());
        let write = async move {
            for (place, job) in jobs.iter().enumerate() {
                self.note(place, Outcome::UnderWay);
                if let Err(error) = carry((session, mappings), &job.target, &service, &split).await {
                    self.note(place, Outcome::Failed(reason(&error)));
                    let title = ["Could not set the mapping on ", &job.name].concat();
                    self.failed.try_set(Some(Failure::of_write(title, &error)));
                    break;
                }
                self.note(place, Outcome::Set);
            }
            Ok::<(), Error>(())
        };
        // What fails is kept for each node: the whole never does.
        self.act.start(String::new(), write, move |()| done());
    }

    fn note(self, place: usize, outcome: Outcome) {
        // The dialog may be gone.
        let _ = self.outcomes.try_update(|outcomes| outcomes[place].1 = outcome);
    }
}

/// In short, for the line of a node: all of it stands under the lines.
fn reason(error: &Error) -> String {
    let unsent = matches!(error, Error::NotSent(_) | Error::NoCredentials(_));
    if unsent { error.to_string() } else { error.title() }
}

/// Sets the mapping on one node, unless a generation has gone there since it was looked at.
async fn carry(
    (session, mappings): (Session, Mappings),
    target: &Target,
    service: &ServiceId,
    split: &Split,
) -> Result<(), Error> {
    let list = session.send(target, &generations::list(service)).await?;
    mappings.saw(&target.node, service, &list.rows);
    match in_full(&list).map(|rows| missing(split, rows)) {
        Some(None) => session.send(target, &mapping::set(service, split)).await?,
        Some(Some(why)) => return Err(Error::NotSent(why)),
        None => return Err(Error::NotSent("Its generations could not be read in full.".into())),
    }
    mappings.applied(&target.node, service, split);
    Ok(())
}

/// A line for each node.
pub(super) fn results(run: Run) -> AnyView {
    let line = |(name, outcome): &(String, Outcome), over: bool| {
        let (state, text) = match outcome {
            Outcome::Waiting if over => (badge(Tone::Neutral, "not tried"), None),
            Outcome::Waiting => (badge(Tone::Neutral, "waiting"), None),
            Outcome::UnderWay => (badge(Tone::Active, "under way"), None),
            Outcome::Set => (badge(Tone::Ok, "set"), None),
            Outcome::Failed(why) => (badge(Tone::Danger, "failed"), Some(why.clone())),
        };
        view! { <li><span class="carry-name">{name.clone()}</span>{state}<span>{text}</span></li> }
    };
    let lines = move || {
        let over = !run.act.busy.get();
        let lines = run.outcomes.with(|outcomes| outcomes.iter().map(|one| line(one, over)).collect_view());
        run.started().then(|| view! { <ul class="results" aria-label="Results">{lines}</ul> }.into_any())
    };
    view! {
        <div role="status">{live(move || lines().into_any())}</div>
        {parts::failure(run.failed)}
    }
    .into_any()
}
