//! The same done to many users: some hundred with each call, with what the server says of each one. Servers that do not
//! know these calls yet (contract/dataiku-dss.md §3, 14.2) are asked for one after the other.

mod deeds;

use std::ops::Deref;
use std::pin::Pin;
use std::rc::Rc;

use leptos::task::spawn_local;
use pilothouse_wire::dss::users;
use pilothouse_wire::{Call, Error, List, Whole};

use super::Dss;
use super::run::{Progress, Run, ended};
use crate::domain::failure::Failure;
use crate::reactive::{Callback, RwSignal};
use crate::session::{Session, Target};

/// Users in one call.
const AT_ONCE: usize = 100;

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
    /// The run.
    pub run: Run,
    /// The server knows no bulk calls: it goes one by one.
    pub single: RwSignal<bool>,
    session: Session,
    dss: Dss,
}

impl Deref for Bulk {
    type Target = Run;
    fn deref(&self) -> &Run {
        &self.run
    }
}

impl From<Bulk> for Run {
    fn from(bulk: Bulk) -> Self {
        bulk.run
    }
}

impl Bulk {
    /// Nothing is done yet.
    pub fn new(session: Session, dss: Dss, names: Vec<String>) -> Self {
        Self { run: Run::new(names), single: RwSignal::new(false), session, dss }
    }

    /// Does it to all that are not done. `done` follows, whatever came of it.
    fn start(self, prepare: impl Future<Output = Result<Plan, Error>> + 'static, done: Callback<()>) {
        if !self.begin() {
            return;
        }
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

    /// The next that wait: some hundred, or one where the server knows no more.
    fn next(&self) -> Option<Vec<usize>> {
        let single = self.single.try_get_untracked()?;
        self.take(if single { 1 } else { AT_ONCE })
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
