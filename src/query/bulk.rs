//! The same done to many users: some hundred with each call, with what the server says of each one. Servers that do not
//! know these calls yet (contract/dataiku-dss.md §3, 14.2) are asked for one after the other.

mod deeds;

use std::pin::Pin;
use std::rc::Rc;

use leptos::task::spawn_local;
use pilothouse_wire::dss::users;
use pilothouse_wire::{Call, Error, List, Whole};

use super::Dss;
use crate::domain::failure::Failure;
use crate::reactive::{Callback, RwSignal, StoredValue};
use crate::session::{Session, Target};

/// Users in one call.
const AT_ONCE: usize = 100;

/// How far one user is.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// Not begun.
    Waiting,
    /// Under way.
    UnderWay,
    /// The server says that it did it.
    Done,
    /// There was nothing to change.
    Same,
    /// It was not sent, and why.
    Left(String),
    /// It failed, and why.
    Failed(String),
    /// The server answered without a word on this one.
    Unsaid,
}

impl Progress {
    /// Whether another try may help.
    fn can_go_again(&self) -> bool {
        match self {
            Self::Waiting | Self::Failed(_) | Self::Unsaid => true,
            Self::UnderWay | Self::Done | Self::Same | Self::Left(_) => false,
        }
    }

    /// Whether it ended, and not as it should.
    pub fn is_trouble(&self) -> bool {
        match self {
            Self::Left(_) | Self::Failed(_) | Self::Unsaid => true,
            Self::Waiting | Self::UnderWay | Self::Done | Self::Same => false,
        }
    }
}

type One = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// Makes one call for many.
type Together = Box<dyn Fn(&[usize]) -> Call<List<Whole>>>;

/// How it is done: to many at once, and to one. Users are their places in the run.
pub(super) struct Way {
    many: Together,
    one: Box<dyn Fn(usize) -> One>,
}

/// What is to be done to each, and how.
struct Plan {
    states: Vec<Progress>,
    way: Rc<Way>,
}

/// A run over many users.
#[derive(Clone, Copy)]
pub struct Bulk {
    /// Their logins.
    pub names: StoredValue<Vec<String>>,
    /// How far each is.
    pub states: RwSignal<Vec<Progress>>,
    /// It is under way.
    pub running: RwSignal<bool>,
    /// It was begun at least once.
    pub started: RwSignal<bool>,
    /// The server knows no bulk calls: it goes one by one.
    pub single: RwSignal<bool>,
    /// Why it could not begin.
    pub failed: RwSignal<Option<Failure>>,
    stopped: StoredValue<bool>,
    session: Session,
    dss: Dss,
}

impl Bulk {
    /// Nothing is done yet.
    pub fn new(session: Session, dss: Dss, names: Vec<String>) -> Self {
        Self {
            states: RwSignal::new(vec![Progress::Waiting; names.len()]),
            names: StoredValue::new(names),
            running: RwSignal::new(false),
            started: RwSignal::new(false),
            single: RwSignal::new(false),
            failed: RwSignal::new(None),
            stopped: StoredValue::new(false),
            session,
            dss,
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.names.with_value(Vec::len)
    }

    /// How many are as asked for, tracked.
    pub fn counted(&self, fits: impl Fn(&Progress) -> bool) -> usize {
        self.states.with(|states| states.iter().filter(|state| fits(state)).count())
    }

    /// Whether some can be tried again, tracked.
    pub fn can_go_again(&self) -> bool {
        self.started.get() && !self.running.get() && self.counted(Progress::can_go_again) > 0
    }

    /// What is under way ends, what waits is not begun.
    pub fn stop(&self) {
        self.stopped.set_value(true);
    }

    /// Does it to all that are not done. `done` follows, whatever came of it.
    fn start(self, prepare: impl Future<Output = Result<Plan, Error>> + 'static, done: Callback<()>) {
        if self.running.get_untracked() {
            return;
        }
        self.running.set(true);
        self.failed.set(None);
        self.stopped.set_value(false);
        let target = self.dss.target.get_value();
        spawn_local(async move {
            match prepare.await {
                Ok(plan) => {
                    self.started.try_set(true);
                    self.states.try_update(|states| take(states, plan.states));
                    self.go(&plan.way, &target).await;
                }
                Err(error) => {
                    self.failed
                        .try_set(Some(Failure::of_read("Could not read the users again before the change", &error)));
                }
            }
            if self.running.try_set(false) {
                done.try_run(());
            }
        });
    }

    async fn go(self, way: &Way, target: &Target) {
        while let Some(places) = self.next() {
            if let ([place], Some(true)) = (places.as_slice(), self.single.try_get_untracked()) {
                let result = (way.one)(*place).await;
                self.note(&places, &ended(result));
                continue;
            }
            match self.session.send(target, &(way.many)(&places)).await {
                Ok(said) => self.read(&places, &said),
                Err(Error::Older(_)) => {
                    self.note(&places, &Progress::Waiting);
                    self.single.try_set(true);
                }
                Err(error) => {
                    // Whatever it is, the next hundred would meet it too.
                    self.note(&places, &ended(Err(error)));
                    break;
                }
            }
        }
    }

    /// The next that wait. Nothing where the run was stopped or its view has gone.
    fn next(&self) -> Option<Vec<usize>> {
        if self.stopped.try_with_value(|stopped| *stopped).unwrap_or(true) {
            return None;
        }
        let at_once = if self.single.try_get_untracked()? { 1 } else { AT_ONCE };
        let states = self.states.try_get_untracked()?;
        let waits = |(place, state): (usize, &Progress)| (*state == Progress::Waiting).then_some(place);
        let places: Vec<usize> = states.iter().enumerate().filter_map(waits).take(at_once).collect();
        self.note(&places, &Progress::UnderWay);
        (!places.is_empty()).then_some(places)
    }

    fn note(&self, places: &[usize], progress: &Progress) {
        self.states.try_update(|states| places.iter().for_each(|place| states[*place] = progress.clone()));
    }

    /// What the server says of each, told apart by login.
    fn read(&self, places: &[usize], said: &List<Whole>) {
        let Some(names) = self.names.try_with_value(Vec::clone) else { return };
        self.states.try_update(|states| {
            for place in places {
                let row = said.rows.iter().find(|row| row.text(users::LOGIN) == Some(names[*place].as_str()));
                states[*place] = row.map_or(Progress::Unsaid, outcome);
            }
        });
    }
}

/// What was done stays done; the others begin anew.
fn take(states: &mut [Progress], plan: Vec<Progress>) {
    for (state, planned) in states.iter_mut().zip(plan) {
        if state.can_go_again() {
            *state = planned;
        }
    }
}

fn outcome(row: &Whole) -> Progress {
    match row.text(users::STATUS) {
        Some(users::SUCCESS) => Progress::Done,
        Some(_) => Progress::Failed(row.text(users::ERROR).unwrap_or("The server gave no reason.").to_owned()),
        None => Progress::Unsaid,
    }
}

fn ended(result: Result<(), Error>) -> Progress {
    match result {
        Ok(()) => Progress::Done,
        Err(error) => Progress::Failed(Failure::of_write("", &error).text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_row_is_as_the_server_says_and_silence_is_no_success() {
        let row = |value| outcome(&Whole::of(value).unwrap());
        assert_eq!(row(json!({"login": "a", "status": "SUCCESS"})), Progress::Done);
        assert_eq!(row(json!({"status": "FAILURE", "error": "exists"})), Progress::Failed("exists".into()));
        assert!(matches!(row(json!({"status": "SKIPPED"})), Progress::Failed(_)));
        assert_eq!(row(json!({"login": "a"})), Progress::Unsaid);
    }

    #[test]
    fn another_try_leaves_what_was_done() {
        let mut states = vec![Progress::Done, Progress::Failed("x".into()), Progress::Same, Progress::Unsaid];
        take(&mut states, vec![Progress::Waiting; 4]);
        assert_eq!(states, [Progress::Done, Progress::Waiting, Progress::Same, Progress::Waiting]);
    }
}
