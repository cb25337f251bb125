//! The same done to many things: how far each is, and what came of it.

use std::pin::Pin;
use std::rc::Rc;

use leptos::task::spawn_local;
use pilothouse_wire::Error;

use crate::domain::failure::Failure;
use crate::reactive::{Callback, RwSignal, StoredValue};

/// How far one of many is.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// Not begun.
    Waiting,
    /// Under way.
    UnderWay,
    /// The server says that it did it.
    Done,
    /// The server has begun it, and a job goes on with it.
    Begun,
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
    pub(super) fn can_go_again(&self) -> bool {
        match self {
            Self::Waiting | Self::Failed(_) | Self::Unsaid => true,
            Self::UnderWay | Self::Done | Self::Begun | Self::Same | Self::Left(_) => false,
        }
    }

    /// Whether it ended, and not as it should.
    pub fn is_trouble(&self) -> bool {
        match self {
            Self::Left(_) | Self::Failed(_) | Self::Unsaid => true,
            Self::Waiting | Self::UnderWay | Self::Done | Self::Begun | Self::Same => false,
        }
    }
}

/// What is done to one of them, by its place in the run.
type One = Rc<dyn Fn(usize) -> Pin<Box<dyn Future<Output = Result<Progress, Error>>>>>;

/// A run over many things.
#[derive(Clone, Copy)]
pub struct Run {
    /// What they are called.
    pub names: StoredValue<Vec<String>>,
    /// How far each is.
    pub states: RwSignal<Vec<Progress>>,
    /// It is under way.
    pub running: RwSignal<bool>,
    /// It was begun at least once.
    pub started: RwSignal<bool>,
    /// Why it could not begin.
    pub failed: RwSignal<Option<Failure>>,
    stopped: StoredValue<bool>,
    /// Nobody gave credentials, so what follows a run would only ask for them again.
    denied: StoredValue<bool>,
    /// Workers that are not done.
    workers: StoredValue<usize>,
}

impl Run {
    /// Nothing is done yet.
    pub fn new(names: Vec<String>) -> Self {
        Self {
            states: RwSignal::new(vec![Progress::Waiting; names.len()]),
            names: StoredValue::new(names),
            running: RwSignal::new(false),
            started: RwSignal::new(false),
            failed: RwSignal::new(None),
            stopped: StoredValue::new(false),
            denied: StoredValue::new(false),
            workers: StoredValue::new(0),
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

    /// Whether somebody has stopped it, or its view has gone.
    pub fn is_stopped(&self) -> bool {
        self.stopped.try_get_value().unwrap_or(true)
    }

    /// Says that it is under way; false where it is already.
    pub(super) fn begin(&self) -> bool {
        if self.running.get_untracked() {
            return false;
        }
        self.running.set(true);
        self.failed.set(None);
        self.stopped.set_value(false);
        self.denied.set_value(false);
        true
    }

    /// Takes so many that wait. Nothing where the run was stopped or its view has gone.
    pub(super) fn take(&self, at_once: usize) -> Option<Vec<usize>> {
        if self.is_stopped() {
            return None;
        }
        let states = self.states.try_get_untracked()?;
        let waits = |(place, state): (usize, &Progress)| (*state == Progress::Waiting).then_some(place);
        let places: Vec<usize> = states.iter().enumerate().filter_map(waits).take(at_once).collect();
        self.note(&places, &Progress::UnderWay);
        (!places.is_empty()).then_some(places)
    }

    pub(super) fn note(&self, places: &[usize], progress: &Progress) {
        self.states.try_update(|states| places.iter().for_each(|place| states[*place] = progress.clone()));
    }

    /// Does it to each that is not done, so many at a time. `done` follows, whatever came of it.
    pub fn each(
        self,
        at_once: usize,
        one: impl Fn(usize) -> Pin<Box<dyn Future<Output = Result<Progress, Error>>>> + 'static,
        done: Callback<()>,
    ) {
        if !self.begin() {
            return;
        }
        self.started.set(true);
        self.states.update(|states| {
            states.iter_mut().filter(|state| state.can_go_again()).for_each(|state| *state = Progress::Waiting);
        });
        let one: One = Rc::new(one);
        self.workers.set_value(at_once);
        for _ in 0..at_once {
            let one = Rc::clone(&one);
            spawn_local(async move { self.work(one, done).await });
        }
    }

    async fn work(self, one: One, done: Callback<()>) {
        while let Some(places) = self.take(1) {
            for place in places {
                let result = one(place).await;
                if matches!(result, Err(Error::NoCredentials(_))) {
                    // The others would ask for them again, one by one.
                    self.stopped.try_update_value(|stopped| *stopped = true);
                    self.denied.try_update_value(|denied| *denied = true);
                }
                self.note(&[place], &result.unwrap_or_else(|error| failed(&error)));
            }
        }
        let left = self.workers.try_update_value(|left| {
            *left -= 1;
            *left
        });
        let denied = self.denied.try_get_value().unwrap_or(true);
        if left == Some(0) && self.running.try_set(false) && !denied {
            done.try_run(());
        }
    }
}

/// How one that was tried ended.
pub(super) fn ended(result: Result<(), Error>) -> Progress {
    result.map_or_else(|error| failed(&error), |()| Progress::Done)
}

fn failed(error: &Error) -> Progress {
    Progress::Failed(Failure::of_write("", error).text)
}
