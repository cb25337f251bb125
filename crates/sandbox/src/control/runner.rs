//! The one that does the jobs: every step that is due, each in a transaction together with the state it leads to. What was
//! under way when the program ended is taken up again where it was; what cannot be done has failed, and says why.

use std::time::Duration;

use pilothouse_wire::control::jobs as j;
use rusqlite::Connection;
use tokio::sync::Notify;

use super::{
    Deed, jobs,
    work::{Order, Went, Work},
};
use crate::{
    error::Failure,
    state::App,
    store::{
        self,
        control::{
            Record,
            work::{self, Due},
        },
    },
};

/// Steps of one transaction at most: requests write in between.
const AT_A_TIME: u32 = 50;

/// Steps before the first part of the work: dispatched, begun.
pub(super) const FIRST_PART: u32 = 2;

/// After a failure of the database it is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// How long jobs take, and the bell that calls the runner.
#[derive(Debug)]
pub struct Jobs {
    time: Duration,
    bell: Notify,
}

impl Jobs {
    /// Jobs that take so long.
    #[must_use]
    pub fn new(time: Duration) -> Self {
        Self { time, bell: Notify::new() }
    }

    /// There is something to do. Whoever rings holds the database's writer, so the runner sees what was written.
    pub(crate) fn ring(&self) {
        self.bell.notify_one();
    }

    fn share(&self, part: u32, of: u32) -> i64 {
        i64::try_from((self.time * part / of.max(1)).as_millis()).unwrap_or(i64::MAX)
    }

    /// From the making of a job to its being dispatched: a sixth of its time.
    pub(crate) fn first_wait(&self) -> i64 {
        self.share(1, 6)
    }

    /// Until the next step, when so many are done: another sixth until it is under way, the rest for its parts alike.
    fn wait(&self, step: u32, parts: u32) -> i64 {
        if step <= 1 { self.share(1, 6) } else { self.share(4, 6 * parts.max(1)) }
    }
}

/// Does all that is due, and says when something is due next.
pub async fn run_due(app: &App) -> Result<Option<i64>, Failure> {
    loop {
        let own = app.clone();
        let run = move |db: &rusqlite::Transaction<'_>| {
            let now = own.clock.now_ms();
            let all = work::due(db, now, AT_A_TIME)?;
            all.iter().try_for_each(|due| advance(db, &own, due, now))?;
            Ok((all.is_empty(), work::next(db)?))
        };
        if let (true, next) = app.store.write(run).await? {
            return Ok(next);
        }
    }
}

/// What was given to a worker when the program ended is given to one once more.
pub(crate) async fn resume(app: &App) -> Result<(), Failure> {
    let own = app.clone();
    let again = move |db: &rusqlite::Transaction<'_>| {
        let now = own.clock.now_ms();
        for due in work::due(db, work::NEVER, u32::MAX)? {
            if matches!(due.job.text(j::STATE), Some(j::DISPATCHED | j::IN_PROGRESS)) {
                jobs::set_state(db, &due.job, j::REPUBLISHING, now)?;
                work::put(db, &due.job, due.step, now + own.jobs.first_wait())?;
            }
        }
        Ok(())
    };
    app.store.write(again).await
}

/// Does what is due when it is due, for as long as the program runs.
pub(crate) async fn drive(app: App) {
    loop {
        let wait = match run_due(&app).await {
            Ok(next) => next.map(|due| u64::try_from(due - app.clock.now_ms()).unwrap_or(0)).map(Duration::from_millis),
            Err(failure) => {
                tracing::warn!(message = failure.message(), "jobs were not done");
                Some(AGAIN)
            }
        };
        let due = async {
            match wait {
                Some(wait) => tokio::time::sleep(wait).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = app.jobs.bell.notified() => {}
            () = due => {}
        }
    }
}

/// Does one step. What goes wrong is the job's failure, with nothing of the step done.
fn advance(db: &Connection, app: &App, due: &Due, now: i64) -> Result<(), Failure> {
    let order = match Order::read(&due.work) {
        Ok(order) => order,
        Err(failure) => return jobs::end(db, &due.job, j::FAILED, &jobs::said(500, failure.message()), now),
    };
    let deed = order.deed(db, &app.random, &due.job, now)?;
    let work = &order.work;
    let went = store::attempt(db, |db| step(db, work, &deed, due));
    let (state, result) = match went {
        Ok(Went::On(state, step)) => {
            if let Some(state) = state {
                jobs::set_state(db, &due.job, state, now)?;
            }
            return work::put(db, &due.job, step, due.due + app.jobs.wait(step, work.parts()));
        }
        Ok(Went::Stuck) => return work::put(db, &due.job, due.step, work::NEVER),
        Ok(Went::Done(result)) => (j::COMPLETED, result),
        Ok(Went::Failed(result)) => (j::FAILED, result),
        Ok(Went::GivenUp(result)) => (j::CANCELED, result),
        Err(failure) => {
            work.give_up(db, &due.job)?;
            (j::FAILED, jobs::said(failure.status(), failure.message()))
        }
    };
    jobs::end(db, &due.job, state, &result, now)
}

fn step(db: &Connection, work: &Work, deed: &Deed, due: &Due) -> Result<Went, Failure> {
    match due.step {
        0 => Ok(Went::On(Some(j::DISPATCHED), 1)),
        1 => {
            work.begin(db)?;
            Ok(Went::On(Some(j::IN_PROGRESS), FIRST_PART))
        }
        // Taken up once more: it is under way again, and goes on where it was.
        step if is(&due.job, j::REPUBLISHING) => Ok(Went::On(Some(j::IN_PROGRESS), step)),
        step => work.part(db, deed, due, step - FIRST_PART),
    }
}

fn is(job: &Record, state: &str) -> bool {
    job.text(j::STATE) == Some(state)
}
