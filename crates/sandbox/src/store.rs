//! The database: SQLite in WAL mode, one writer, a few readers, never on an async thread. The only module (with its
//! children) that speaks SQL. An acknowledged write is on disk: `synchronous = FULL`.

use std::{
    fmt, io,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use rusqlite_migration::{M, Migrations};
use tokio::sync::{Mutex as AsyncMutex, Semaphore};

use crate::{error::Failure, lock::lock};

pub mod accounts;
pub mod caches;
pub mod control;
pub mod dss;
pub mod generations;
pub mod keys;
pub mod services;
pub mod settings;
pub mod traffic;

/// Readers that work side by side; a machine with two cores gains nothing from more.
const READERS: usize = 4;

/// Readers that may be busy with what takes long.
const SLOW_READERS: usize = READERS / 2;

/// How long one process waits for another (the `user` commands work beside a running server).
const BUSY: Duration = Duration::from_secs(10);

/// Every change of the tables, in order; one that was released is never edited.
const STEPS: &[M<'_>] = &[
    M::up(include_str!("../migrations/0001-first.sql")),
    M::up(include_str!("../migrations/0002-dss.sql")),
    M::up(include_str!("../migrations/0003-control.sql")),
    M::up(include_str!("../migrations/0004-control-jobs.sql")),
];

const MIGRATIONS: Migrations<'_> = Migrations::from_slice(STEPS);

/// The database, shared.
#[derive(Clone)]
pub struct Store {
    writer: Arc<AsyncMutex<Connection>>,
    readers: Arc<Readers>,
}

struct Readers {
    idle: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
    slow: Arc<Semaphore>,
}

/// Why the database could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// The file itself.
    Database(rusqlite::Error),
    /// Its tables.
    Migration(rusqlite_migration::Error),
    /// The folder.
    Folder(io::Error),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => write!(f, "the database cannot be opened: {error}"),
            Self::Migration(error) => write!(f, "the database's tables cannot be brought up to date: {error}"),
            Self::Folder(error) => write!(f, "the data folder cannot be used: {error}"),
        }
    }
}

impl std::error::Error for OpenError {}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

/// Opens one connection to the database in `data`, tables up to date.
pub fn connect(data: &Path) -> Result<Connection, OpenError> {
    create_private(data).map_err(OpenError::Folder)?;
    let mut connection = Connection::open(data.join("sandbox.sqlite"))?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    // 1 MiB of page cache each keeps the server small; the system's file cache does the rest.
    connection.pragma_update(None, "cache_size", -1024)?;
    MIGRATIONS.to_latest(&mut connection).map_err(OpenError::Migration)?;
    control::functions::teach(&connection)?;
    Ok(connection)
}

/// Creates a folder that only its owner can read: it will hold the token secret.
fn create_private(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    std::fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

impl Store {
    /// Opens the database in the folder `data`, which is made if need be.
    pub fn open(data: &Path) -> Result<Self, OpenError> {
        let writer = connect(data)?;
        let mut idle = Vec::with_capacity(READERS);
        for _ in 0..READERS {
            let reader = connect(data)?;
            reader.pragma_update(None, "query_only", "ON")?;
            idle.push(reader);
        }
        let [permits, slow] = [READERS, SLOW_READERS].map(|count| Arc::new(Semaphore::new(count)));
        let readers = Readers { idle: Mutex::new(idle), permits, slow };
        Ok(Self { writer: Arc::new(AsyncMutex::new(writer)), readers: Arc::new(readers) })
    }

    /// Runs `work` on a reader, which cannot write. All of it sees the database as it is when it first looks.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let readers = Arc::clone(&self.readers);
        let permit = Arc::clone(&readers.permits).acquire_owned().await;
        let permit = permit.map_err(|e| Failure::internal("waiting for a reader", &e))?;
        off_thread(move || {
            let Some(connection) = lock(&readers.idle).pop() else {
                return Err(Failure::internal("taking a reader", &"none is idle"));
            };
            let result = seeing_one_state(&connection, work);
            lock(&readers.idle).push(connection);
            drop(permit);
            result
        })
        .await
    }

    /// Runs `work`, which can take long, on a reader: the others are left to what does not.
    pub async fn read_slowly<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let permit = Arc::clone(&self.readers.slow).acquire_owned().await;
        let permit = permit.map_err(|e| Failure::internal("waiting for a slow reader", &e))?;
        // Held by the work itself: whoever asked may be gone before it is done.
        self.read(move |db| {
            let result = work(db);
            drop(permit);
            result
        })
        .await
    }

    /// Runs `work` in a transaction of its own: all of it is on disk when this answers `Ok`, nothing otherwise.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let mut connection = Arc::clone(&self.writer).lock_owned().await;
        off_thread(move || in_transaction(&mut connection, work)).await
    }
}

fn seeing_one_state<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, Failure>,
) -> Result<T, Failure> {
    // Ended when it is dropped: there is nothing to commit.
    let transaction = connection.unchecked_transaction()?;
    work(&transaction)
}

/// All of `work` or nothing.
pub fn in_transaction<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let value = work(&transaction)?;
    transaction.commit()?;
    Ok(value)
}

/// All of `work` or nothing, within a transaction that goes on in any case.
pub(crate) fn attempt<T>(db: &Connection, work: impl FnOnce(&Connection) -> Result<T, Failure>) -> Result<T, Failure> {
    db.execute_batch("SAVEPOINT attempt")?;
    let result = work(db);
    let end = if result.is_ok() { "RELEASE attempt" } else { "ROLLBACK TO attempt; RELEASE attempt" };
    db.execute_batch(end)?;
    result
}

/// Runs what blocks beside the async threads.
pub(crate) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    // Taken along, so that what goes wrong there is logged under the request's id.
    let span = tracing::Span::current();
    match tokio::task::spawn_blocking(move || span.in_scope(work)).await {
        Ok(result) => result,
        Err(error) => Err(Failure::internal("waiting for work off the async threads", &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_are_valid() {
        MIGRATIONS.validate().unwrap();
    }

    #[tokio::test]
    async fn what_takes_long_leaves_readers_to_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let (open, gate) = std::sync::mpsc::channel::<()>();
        let gate = Arc::new(Mutex::new(gate));
        let slow: Vec<_> = (0..READERS * 2)
            .map(|_| {
                let (store, gate) = (store.clone(), Arc::clone(&gate));
                // Until the other end of the channel is gone.
                let wait = move |_: &Connection| Ok(lock(&gate).recv().is_err());
                tokio::spawn(async move { store.read_slowly(wait).await })
            })
            .collect();
        while store.readers.slow.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let quick = store.read(|db| Ok(db.query_row("SELECT 7", [], |row| row.get::<_, i64>(0))?));
        assert_eq!(tokio::time::timeout(BUSY, quick).await.unwrap().unwrap(), 7);
        drop(open);
        for one in slow {
            assert!(one.await.unwrap().unwrap());
        }
    }

    fn count(db: &Connection) -> Result<i64, Failure> {
        Ok(db.query_row("SELECT COUNT(*) FROM thing", [], |row| row.get(0))?)
    }

    #[tokio::test]
    async fn a_read_sees_one_state_whatever_is_written_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        store.write(|db| Ok(db.execute_batch("CREATE TABLE thing (id INTEGER)")?)).await.unwrap();
        let (tell, told) = tokio::sync::oneshot::channel();
        let (go, gone) = std::sync::mpsc::channel::<()>();
        let reader = store.clone();
        let read = tokio::spawn(async move {
            let work = move |db: &Connection| {
                let before = count(db)?;
                tell.send(()).unwrap();
                gone.recv().unwrap();
                Ok((before, count(db)?))
            };
            reader.read(work).await
        });
        told.await.unwrap();
        store.write(|db| Ok(db.execute("INSERT INTO thing VALUES (1)", [])?)).await.unwrap();
        go.send(()).unwrap();
        assert_eq!(read.await.unwrap().unwrap(), (0, 0));
        for _ in 0..READERS {
            assert_eq!(store.read(count).await.unwrap(), 1);
        }
        let write = store.read(|db| Ok(db.execute("DELETE FROM thing", [])?));
        assert!(write.await.is_err(), "a reader reads");
    }
}
