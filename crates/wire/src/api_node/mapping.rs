//! Which generation answers: contract/dataiku-apinode.md §2.3.

use serde::Serialize;
use serde_json::json;

use crate::members::{Members, Record};
use crate::{Answer, Call, Endpoint, Error, Extra, GenerationId, Mapping, Method, ServiceId, Split, System, call};

/// `POST services/{service}/actions/setMapping`.
pub const SET: Endpoint =
    Endpoint::write("setMapping", System::Admin, Method::Post, "services/{service}/actions/setMapping");
/// `POST services/{service}/actions/switchToNewest`.
pub const SWITCH_TO_NEWEST: Endpoint =
    Endpoint::write("switchToNewest", System::Admin, Method::Post, "services/{service}/actions/switchToNewest");
/// `POST services/{service}/actions/switchTo/{generation}`.
pub const SWITCH_TO: Endpoint =
    Endpoint::write("switchTo", System::Admin, Method::Post, "services/{service}/actions/switchTo/{generation}");

/// The answer of [`SWITCH_TO_NEWEST`] (that it is JSON is certain; the field is inferred).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Switched {
    /// The generation that now answers; absent where no switch took place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub switched_to_generation: Option<GenerationId>,
    /// What else the node sent.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Record for Switched {
    fn read(mut members: Members) -> Result<Self, String> {
        Ok(Self { switched_to_generation: members.optional_id("switchedToGeneration")?, extra: members.rest() })
    }
}

/// Splits traffic. Also enables the service (certain).
pub fn set(service: &ServiceId, split: &Split) -> Call<()> {
    Call::new(&SET, &[service.as_str()], call::ignored).json(json!(Mapping::from(split)))
}

/// Gives all traffic to the newest generation. `None` where the node says that nothing was switched.
pub fn switch_to_newest(service: &ServiceId) -> Call<Option<GenerationId>> {
    Call::new(&SWITCH_TO_NEWEST, &[service.as_str()], read_switched)
}

fn read_switched(answer: &Answer) -> Result<Option<GenerationId>, Error> {
    match answer.body.trim() {
        "" | "null" => Ok(None),
        _ => call::record::<Switched>(answer).map(|switched| switched.switched_to_generation),
    }
}

/// Gives all traffic to one generation.
pub fn switch_to(service: &ServiceId, generation: &GenerationId) -> Call<()> {
    Call::new(&SWITCH_TO, &[service.as_str(), generation.as_str()], call::ignored)
}
