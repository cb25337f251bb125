//! Preloading before the traffic changes. A node may answer a preload before the generation is loaded: only its list
//! tells when that is so, so the list is asked until it does, for a minute at most.

use std::time::Duration;

use pilothouse_wire::api_node::generations::{self, Generation};
use pilothouse_wire::{Error, GenerationId, ServiceId};

use super::Page;
use crate::browser::clock;
use crate::session::{Session, Target};

/// Between two looks at the list.
const PAUSE: Duration = Duration::from_millis(500);
/// Seconds after which the wait is given up.
const PATIENCE: f64 = 60.0;

/// Loads what is cold. An error says which generation, and that the mapping was left alone.
pub(super) fn all(page: Page, cold: Vec<GenerationId>) -> impl Future<Output = Result<(), Error>> {
    // Read at the call: it goes on when the page has been left, and what belonged to it is gone.
    let (target, service) = (page.node.target.get_value(), page.service.get_value());
    load(page.session, target, service, cold)
}

async fn load(session: Session, target: Target, service: ServiceId, cold: Vec<GenerationId>) -> Result<(), Error> {
    for generation in &cold {
        let sent = session.send(&target, &generations::preload(&service, generation)).await;
        sent.map_err(|error| left(generation, &[&error.title(), ". ", &error.to_string()].concat()))?;
    }
    let begun = clock::now();
    let mut first = true;
    while let Some(cold) = still_cold(session, &target, &service, &cold, first).await? {
        if clock::now().since(begun) > PATIENCE {
            return Err(left(&cold, "It is still not mounted after a minute. The node may yet load it."));
        }
        clock::sleep(PAUSE).await;
        first = false;
    }
    Ok(())
}

/// The first of them that is not mounted yet. What the list says of an earlier failure is not heard at the first look:
/// the new try has hardly begun.
async fn still_cold(
    session: Session,
    target: &Target,
    service: &ServiceId,
    wanted: &[GenerationId],
    first: bool,
) -> Result<Option<GenerationId>, Error> {
    let list = session.send(target, &generations::list(service)).await?;
    let cold = |row: &&Generation| row.mounted == Some(false) && wanted.contains(&row.generation_id);
    let Some(row) = list.rows.iter().find(cold) else { return Ok(None) };
    let failed = list.rows.iter().filter(cold).find_map(|row| Some((row, row.load_error()?)));
    match failed.filter(|_| !first) {
        Some((row, why)) => Err(left(&row.generation_id, why)),
        None => Ok(Some(row.generation_id.clone())),
    }
}

fn left(generation: &GenerationId, why: &str) -> Error {
    let text = ["Generation ", generation.as_str(), " could not be preloaded, so the mapping was left as it is: ", why];
    Error::NotSent(text.concat())
}
