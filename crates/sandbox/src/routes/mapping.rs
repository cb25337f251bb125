//! Which generation answers: `contract/dataiku-apinode.md` §2.3. Running queries end on the old generations; the new
//! ones take over when they are loaded, and not before: there is no moment without an answer.

pub(super) mod set;
pub(super) mod switch_to;
pub(super) mod switch_to_newest;

use pilothouse_wire::{ServiceId, Split};

use crate::{
    error::Failure,
    state::App,
    store::{
        generations::{self, StoredGeneration},
        services,
    },
};

/// Loads what is not mounted yet. If that fails, a service that answers queries goes on as before; one that does not
/// says from then on why it could not start.
pub(super) async fn load(app: &App, service: &ServiceId, wanted: &[StoredGeneration]) -> Result<(), Failure> {
    let Err(failure) = app.loader.load_all(wanted).await else { return Ok(()) };
    let (service, reason) = (service.clone(), failure.message().to_owned());
    app.store
        .write(move |db| match services::enabled(db, &service)? {
            true => Ok(()),
            false => services::set_start_aborted(db, &service, Some(&reason)),
        })
        .await?;
    Err(failure)
}

/// Loads the generations of a split, gives them the traffic, and enables the service.
pub(super) async fn activate(app: &App, service: ServiceId, split: Split) -> Result<(), Failure> {
    let (name, wanted) = (service.clone(), split.clone());
    let known = app.store.read(move |db| {
        services::enabled(db, &name)?;
        wanted.shares().iter().map(|(id, _)| generations::find(db, &name, id)).collect::<Result<Vec<_>, _>>()
    });
    load(app, &service, &known.await?).await?;
    let change = move |db: &rusqlite::Transaction<'_>| {
        generations::set_split(db, &service, &split)?;
        services::set_enabled(db, &service, true)
    };
    app.store.write(change).await
}
