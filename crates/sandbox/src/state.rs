//! What every request handler of a node is given: made once, shared by all.

use std::{ops::Deref, path::PathBuf, sync::Arc, time::Duration};

use crate::{
    auth::{passwords::Effort, people::People, vault::KEY_FILE},
    clock::Clock,
    control::{
        Deed,
        runner::{self, Jobs},
        start,
    },
    engine::{loader::Loader, traffic::Traffic},
    error::Failure,
    key_use::{self, KeyUse},
    nodes::NodeNumber,
    packages::folder::Folder,
    random::Random,
    store::{self, Store, settings},
};

/// How the program is set up; the defaults are those of the command line.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Where everything is kept.
    pub data: PathBuf,
    /// Folders to import packages from, besides the drop folder.
    pub packages_roots: Vec<PathBuf>,
    /// Life of a session in seconds.
    pub session_seconds: u32,
    /// How long loading a generation takes.
    pub load_time: Duration,
    /// How long a job of the control plane takes.
    pub job_time: Duration,
    /// How much work a password hash is.
    pub effort: Effort,
    /// The time of day.
    pub clock: Clock,
    /// Randomness.
    pub random: Random,
}

impl Setup {
    /// Four hours: `contract/datakitchen-automation.md` §2.
    pub const SESSION_SECONDS: u32 = 4 * 60 * 60;

    /// How long loading takes unless told otherwise.
    pub const LOAD_TIME: Duration = Duration::from_millis(300);

    /// How long a job of the control plane takes unless told otherwise: long enough to be seen.
    pub const JOB_TIME: Duration = Duration::from_millis(2400);

    /// The usual set-up on this folder.
    #[must_use]
    pub fn new(data: PathBuf) -> Self {
        Self {
            data,
            packages_roots: Vec::new(),
            session_seconds: Self::SESSION_SECONDS,
            load_time: Self::LOAD_TIME,
            job_time: Self::JOB_TIME,
            effort: Effort::Full,
            clock: Clock::machine(),
            random: Random::system(),
        }
    }
}

/// The shared state of one node.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// Its parts.
pub struct Parts {
    /// Which node it is.
    pub number: NodeNumber,
    /// The node's data folder.
    pub data: PathBuf,
    /// The database.
    pub store: Store,
    /// The time of day.
    pub clock: Clock,
    /// Randomness.
    pub random: Random,
    /// The people who may sign in, the same for all nodes.
    pub people: Arc<People>,
    /// Mounted generations.
    pub loader: Loader,
    /// Counters.
    pub traffic: Traffic,
    /// Last use of keys.
    pub key_use: KeyUse,
    /// The drop folder.
    pub folder: Folder,
    /// What the jobs of the control plane go by.
    pub jobs: Jobs,
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Why the server could not be set up.
#[derive(Debug)]
pub enum SetupError {
    /// The database.
    Open(store::OpenError),
    /// Reading what is kept in it.
    Kept(Failure),
    /// The drop folder.
    Folder(std::io::Error),
    /// The key that secrets are encrypted with.
    Key(std::io::Error),
}

impl std::fmt::Display for SetupError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::Kept(failure) => f.write_str(failure.message()),
            Self::Folder(error) => write!(f, "a folder of packages cannot be used: {error}"),
            Self::Key(error) => write!(f, "the key {KEY_FILE} in the data folder cannot be used: {error}"),
        }
    }
}

impl std::error::Error for SetupError {}

impl From<Failure> for SetupError {
    fn from(failure: Failure) -> Self {
        Self::Kept(failure)
    }
}

impl App {
    /// Opens the first node, with the people who may sign in. Nothing is mounted yet: [`Loader::load_at_start`].
    pub async fn open(setup: Setup) -> Result<Self, SetupError> {
        let store = Store::open(&setup.data).map_err(SetupError::Open)?;
        let people = Arc::new(People::open(store.clone(), &setup).await?);
        let deed = Deed::own(&setup.random, setup.clock.now_ms());
        store.write(move |db| start::prepare(db, &deed)).await?;
        let first = Self::assemble(NodeNumber::FIRST, setup, store, people).await?;
        runner::resume(&first).await?;
        Ok(first)
    }

    /// Opens another node, in a folder of its own within that of `setup`, for the people of the first one.
    pub async fn beside(first: &Self, number: NodeNumber, setup: Setup) -> Result<Self, SetupError> {
        let setup = Setup { data: number.folder(&setup.data), ..setup };
        let store = Store::open(&setup.data).map_err(SetupError::Open)?;
        Self::assemble(number, setup, store, Arc::clone(&first.people)).await
    }

    async fn assemble(number: NodeNumber, setup: Setup, store: Store, people: Arc<People>) -> Result<Self, SetupError> {
        let now = setup.clock.now_ms();
        let since = store.write(move |db| settings::counting_since(db, now)).await?;
        let kept = store.read(store::traffic::list).await?;
        let folder = Folder::open(&setup.data.join("packages"), &setup.packages_roots, setup.random.clone());
        let parts = Parts {
            number,
            people,
            loader: Loader::new(store.clone(), setup.load_time),
            traffic: Traffic::new(since, kept),
            key_use: KeyUse::default(),
            folder: folder.map_err(SetupError::Folder)?,
            jobs: Jobs::new(setup.job_time),
            data: setup.data,
            clock: setup.clock,
            random: setup.random,
            store,
        };
        Ok(Self(Arc::new(parts)))
    }

    /// Writes down what is counted in memory; the first node what is noted of people too.
    pub async fn flush(&self) -> Result<(), Failure> {
        let people = if self.number == NodeNumber::FIRST { self.people.flush().await } else { Ok(()) };
        people.and(self.flush_node().await)
    }

    async fn flush_node(&self) -> Result<(), Failure> {
        let (series, uses) = (self.traffic.take_changed(), self.key_use.take());
        if series.is_empty() && uses.is_empty() {
            return Ok(());
        }
        let write = move |db: &rusqlite::Transaction<'_>| {
            series.iter().try_for_each(|(key, series)| store::traffic::put(db, key, series))?;
            key_use::write(db, &uses)
        };
        self.store.write(write).await
    }
}
