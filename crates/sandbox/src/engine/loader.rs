//! Loads generations into memory. *Mounted* means loaded and ready to answer. Loading takes a moment, as on a real
//! node; two requests for one generation share one loading.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, Weak},
    time::Duration,
};

use futures_util::future::try_join_all;
use pilothouse_wire::ServiceId;
use tokio::sync::OnceCell;

use crate::{
    error::Failure,
    lock::lock,
    packages::contents::{Contents, Loaded},
    store::{
        Store,
        generations::{self, RowId, StoredGeneration, Wanted},
        keys::Digest,
        services,
    },
};

/// What is mounted.
pub struct Loader {
    store: Store,
    takes: Duration,
    slots: Mutex<HashMap<RowId, Arc<Slot>>>,
    /// Generations of the same content share one copy of it.
    loaded: Mutex<HashMap<Digest, Weak<Loaded>>>,
}

#[derive(Default)]
struct Slot {
    loaded: OnceCell<Arc<Loaded>>,
    failed: Mutex<Option<String>>,
}

impl Loader {
    /// Nothing mounted; loading one generation takes this long.
    #[must_use]
    pub fn new(store: Store, takes: Duration) -> Self {
        Self { store, takes, slots: Mutex::default(), loaded: Mutex::default() }
    }

    fn slot(&self, row: RowId) -> Arc<Slot> {
        Arc::clone(lock(&self.slots).entry(row).or_default())
    }

    /// The generation, if it is mounted.
    #[must_use]
    pub fn mounted(&self, row: RowId) -> Option<Arc<Loaded>> {
        lock(&self.slots).get(&row)?.loaded.get().cloned()
    }

    /// Why the last try to load it failed.
    #[must_use]
    pub fn failed(&self, row: RowId) -> Option<String> {
        let slot = lock(&self.slots).get(&row).cloned()?;
        lock(&slot.failed).clone()
    }

    /// Mounts a generation, unless it is; waits until it is.
    pub async fn load(&self, row: RowId, package: Digest) -> Result<(), Failure> {
        let slot = self.slot(row);
        let loading = slot.loaded.get_or_try_init(|| async {
            tokio::time::sleep(self.takes).await;
            self.content(package).await
        });
        let result = loading.await.map(drop);
        *lock(&slot.failed) = result.as_ref().err().map(|failure| failure.message().to_owned());
        result
    }

    /// Mounts all of these side by side.
    pub async fn load_all(&self, generations: &[StoredGeneration]) -> Result<(), Failure> {
        try_join_all(generations.iter().map(|one| self.load(one.row, one.package))).await.map(drop)
    }

    async fn content(&self, package: Digest) -> Result<Arc<Loaded>, Failure> {
        if let Some(loaded) = lock(&self.loaded).get(&package).and_then(Weak::upgrade) {
            return Ok(loaded);
        }
        let text = self.store.read(move |db| generations::contents(db, &package)).await?;
        let contents: Contents =
            serde_json::from_str(&text).map_err(|e| Failure::internal("reading a kept package", &e))?;
        let loaded = Arc::new(contents.load()?);
        let mut all = lock(&self.loaded);
        all.retain(|_, weak| weak.strong_count() > 0);
        all.insert(package, Arc::downgrade(&loaded));
        Ok(loaded)
    }

    /// Forgets generations that are gone or no longer wanted.
    pub fn unmount(&self, rows: impl IntoIterator<Item = RowId>) {
        let mut slots = lock(&self.slots);
        for row in rows {
            slots.remove(&row);
        }
    }

    /// Mounts what enabled services are mapped to, before the node answers its first request. A service whose
    /// generation cannot be loaded says why from then on.
    pub async fn load_at_start(&self) -> Result<(), Failure> {
        let wanted = self.store.read(generations::wanted).await?;
        let mut aborted: Vec<(ServiceId, String)> = Vec::new();
        for Wanted { service, row, package } in wanted {
            let slot = self.slot(row);
            if let Err(failure) = slot.loaded.get_or_try_init(|| self.content(package)).await {
                *lock(&slot.failed) = Some(failure.message().to_owned());
                aborted.push((service, failure.message().to_owned()));
            }
        }
        let note = move |db: &rusqlite::Transaction<'_>| {
            aborted.iter().try_for_each(|(service, reason)| services::set_start_aborted(db, service, Some(reason)))
        };
        self.store.write(note).await
    }
}
