//! `POST services/{service}/actions/switchToNewest`: all traffic to the generation imported last; also enables the
//! service. Answers `null` where no switch took place.

use axum::{extract::State, response::Response};
use pilothouse_wire::{Extra, ServiceId, Share, Split, api_node::mapping::Switched};

use crate::{
    error::Failure,
    extract::Segments,
    routes::answer,
    state::App,
    store::{generations, services},
};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments(service): Segments<ServiceId>,
) -> Result<Response, Failure> {
    let name = service.clone();
    let known = app.store.read(move |db| services::enabled(db, &name).and_then(|_| generations::list(db, &name)));
    let Some(newest) = known.await?.into_iter().next() else { return answer::json(&None::<Switched>) };
    super::activate(&app, service, Split::whole(newest.id.clone())).await?;
    let switched = Switched { switched_to_generation: Some(newest.id), extra: Extra::new() };
    answer::json(&(newest.share != Share::WHOLE).then_some(switched))
}
