//! What is done to many records, and to each of them.

use std::sync::Arc;
use std::time::Duration;

use pilothouse_wire::control::{self, Ask, By, Done, Field, Form, Id, Item, Kind, Part, Which, jobs, projects, users};
use pilothouse_wire::{Call, Error, Extra};

use super::super::{create, delete, shape};
use crate::browser::clock;
use crate::domain::control::waiting::Followed;
use crate::domain::control::{patch, words};
use crate::query::{Control, Jobs, Progress, Run};
use crate::reactive::RwSignal;

/// Between two looks at the clock while a job is waited for.
const TICK: Duration = Duration::from_secs(1);
/// Records at most that one run is over.
pub(super) const MOST: usize = 10_000;
/// Jobs of one run at most that the tray follows.
pub(super) const FOLLOWED: usize = 20;

/// A record that something is done to.
#[derive(Clone)]
pub(in crate::pages::control) struct Chosen {
    /// What its row is selected by.
    pub(super) key: String,
    pub(super) which: Which,
    pub(super) name: String,
    /// The name as the server has it, for calls that want that.
    label: Option<String>,
}

impl Chosen {
    /// Of a row; `None` where nothing can be done to it.
    pub(in crate::pages::control) fn of(kind: &Kind, item: &Item) -> Option<Self> {
        let label = item.text(kind.label).map(str::to_owned);
        Some(Self { key: item.id.clone(), which: item.which()?, name: words::name(item, kind.label), label })
    }
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages::control) enum Deed {
    Enable,
    Disable,
    Set,
    Delete,
}

impl Deed {
    pub(in crate::pages::control) const fn verb(self) -> &'static str {
        match self {
            Self::Enable => "Enable",
            Self::Disable => "Disable",
            Self::Set => "Set a field",
            Self::Delete => "Delete",
        }
    }
}

/// What can be done to many of a kind.
pub(in crate::pages::control) fn deeds(kind: &Kind) -> &'static [Deed] {
    match kind.record {
        "user" => &[Deed::Enable, Deed::Disable, Deed::Set, Deed::Delete],
        "user_group" | "project" => &[Deed::Set, Deed::Delete],
        "access_key" => &[Deed::Delete],
        _ => &[],
    }
}

/// On whom.
#[derive(Clone)]
pub(in crate::pages::control) enum Whom {
    /// These.
    These(Arc<Vec<Chosen>>),
    /// All that fit.
    Matching(Ask),
}

/// Reads all pages of a list. The number is that of the rows that could not be read.
pub(super) async fn gather(control: Control, kind: &'static Kind, ask: Ask) -> Result<(Vec<Chosen>, usize), Error> {
    let (mut all, mut left) = (Vec::new(), 0);
    for number in 0.. {
        let ask = Ask {
            part: Part::Number(number),
            size: control::ask::LARGEST_PAGE,
            include: Vec::new(),
            count: false,
            ..ask.clone()
        };
        let call = control::list(kind, &ask).ok_or_else(create::no_call)?;
        let page = control.send(&call).await?;
        let before = all.len();
        all.extend(page.items.iter().filter_map(|item| Chosen::of(kind, item)));
        let rows = page.items.len() + page.unreadable.len();
        left += rows - (all.len() - before);
        if rows < ask.size as usize || all.len() >= MOST {
            break;
        }
    }
    all.truncate(MOST);
    Ok((all, left))
}

/// What is done to each, as it was chosen.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    pub(super) control: Control,
    pub(super) kind: &'static Kind,
    pub(super) deed: Deed,
    pub(super) field: RwSignal<String>,
    pub(super) value: RwSignal<String>,
    pub(super) wait: RwSignal<bool>,
    pub(super) missing: RwSignal<bool>,
    /// How many records were typed, where that is asked.
    pub(super) typed: RwSignal<String>,
    pub(super) jobs: Jobs,
}

impl Plan {
    /// The patch for each, tracked; `None` for a deletion, the error says what is wrong with the value.
    pub(super) fn patch(self) -> Result<Option<Extra>, String> {
        let status = |word: &str| Ok(Some([(users::ADMIN_STATUS.to_owned(), word.into())].into_iter().collect()));
        match self.deed {
            Deed::Enable => status(users::UP),
            Deed::Disable => status(users::DOWN),
            Deed::Delete => Ok(None),
            Deed::Set => {
                let field = self.field.with(|name| self.kind.field(name)).ok_or("Pick a field.")?;
                let value = self.value.with(|typed| patch::read(field, typed))?;
                let value = value.ok_or("Give a value.")?;
                Ok(Some([(field.name.to_owned(), value)].into_iter().collect()))
            }
        }
    }

    pub(super) fn call(self, one: &Chosen, patch: Option<&Extra>) -> Option<Call<Done>> {
        match patch {
            Some(patch) => control::update(self.kind, &one.which, patch.clone(), Extra::new()),
            None if self.kind == &projects::PROJECTS => {
                one.label.as_ref().map(|name| projects::delete(name, projects::Strategy::Restricted))
            }
            None => control::delete(self.kind, &one.which),
        }
    }

    /// Does it to one. Its job goes into the tray, if `follow` says so.
    pub(super) async fn one(self, one: Chosen, patch: Option<Extra>, ask: Asked, run: Run) -> Result<Progress, Error> {
        let call = self.call(&one, patch.as_ref()).ok_or_else(create::no_call)?;
        let done = delete::send(self.control, &call, ask.missing && patch.is_none()).await?;
        let Some(job) = done.job else { return Ok(Progress::Done) };
        if ask.follow {
            let deed = if self.deed == Deed::Delete { "Delete " } else { "Change " };
            let noun = shape::of(self.kind).noun.0;
            self.jobs.follow(job.clone(), [deed, noun, " ", &one.name].concat(), None);
        }
        match (ask.wait, ask.follow) {
            (false, _) => Ok(Progress::Begun),
            (true, true) => in_tray(self.jobs, &job, run).await,
            (true, false) => alone(self.control, job, run).await,
        }
    }
}

/// What was wished for a whole run.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    /// The end of each job is waited for.
    pub(super) wait: bool,
    /// What is gone already is as good as deleted.
    pub(super) missing: bool,
    /// The tray follows the jobs that are not waited for.
    pub(super) follow: bool,
}

/// Waits for a job that the tray follows, which tells of its end to nobody else then.
async fn in_tray(jobs: Jobs, id: &Id, run: Run) -> Result<Progress, Error> {
    let _told_here = jobs.wait(id);
    loop {
        let job = jobs.all.try_get_untracked().and_then(|all| all.into_iter().find(|job| job.id == *id));
        match job {
            Some(job) if job.is_asked() && !run.is_stopped() => clock::sleep(TICK).await,
            Some(job) if !job.is_asked() => return outcome(job),
            // Whoever stopped the run, or dismissed the job, waits no more.
            Some(_) | None => return Ok(Progress::Begun),
        }
    }
}

/// Waits for one of too many jobs for the tray, at its pace.
async fn alone(control: Control, id: Id, run: Run) -> Result<Progress, Error> {
    let call = control::get(&jobs::JOBS, &Which::Id(id.clone()), &[]).ok_or_else(create::no_call)?;
    let mut job = Followed::new(id, "The job".into(), clock::now());
    while job.is_asked() {
        if run.is_stopped() {
            return Ok(Progress::Begun);
        }
        if job.is_due(clock::now()) {
            let answer = control.send(&call).await.map(|one| one.item);
            if let Err(error @ (Error::NoCredentials(_) | Error::Cancelled)) = answer {
                return Err(error);
            }
            job.heard(answer.as_ref(), None, clock::now());
        }
        clock::sleep(TICK).await;
    }
    outcome(job)
}

/// How a job ended; its failure is an error with the real cause.
fn outcome(job: Followed) -> Result<Progress, Error> {
    match job.end {
        Some(end) if end.is_good() => Ok(Progress::Done),
        Some(end) => Err(Error::NotSent(end.told("The job"))),
        None => Err(Error::NotSent("The job still goes on; it is not waited for any longer.".into())),
    }
}

/// Fields that can be set to the same for many.
pub(super) fn settable(kind: &'static Kind) -> impl Iterator<Item = &'static Field> {
    let plain = |form: Form| matches!(form, Form::Text | Form::Note | Form::Choice(_) | Form::Flag | Form::Number);
    kind.fields.iter().filter(move |field| field.by == By::Editor && field.name != kind.label && plain(field.form))
}
