//! Services: contract/dataiku-apinode.md §2.1.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::members::{Members, Record};
use crate::{Call, Endpoint, Extra, List, Method, ServiceId, System, call};

/// `GET services`.
pub const LIST: Endpoint = Endpoint::read("list services", System::Admin, "services");
/// `POST services/`: with the slash, as the official client sends it; servers take both.
pub const CREATE: Endpoint = Endpoint::write("create service", System::Admin, Method::Post, "services/");
/// `DELETE services/{service}`: at once, without a question.
pub const DELETE: Endpoint = Endpoint::write("delete service", System::Admin, Method::Delete, "services/{service}");
/// `POST services/{service}/actions/enable`.
pub const ENABLE: Endpoint =
    Endpoint::write("enable service", System::Admin, Method::Post, "services/{service}/actions/enable");
/// `POST services/{service}/actions/disable`.
pub const DISABLE: Endpoint =
    Endpoint::write("disable service", System::Admin, Method::Post, "services/{service}/actions/disable");

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// Its id (certain).
    pub service_id: ServiceId,
    /// Whether it answers queries (certain).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Why it failed to start (inferred).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_aborted_reason: Option<String>,
    /// What else the node sent.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Record for Service {
    fn read(mut members: Members) -> Result<Self, String> {
        Ok(Self {
            service_id: members.id("serviceId")?,
            enabled: members.flag("enabled")?,
            start_aborted_reason: members.text("startAbortedReason")?,
            extra: members.rest(),
        })
    }
}

/// The body of [`CREATE`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewService {
    /// The id to be.
    pub service_id: ServiceId,
}

/// All services.
pub fn list() -> Call<List<Service>> {
    Call::new(&LIST, &[], call::list)
}

/// Creates an empty service.
pub fn create(service: &ServiceId) -> Call<()> {
    Call::new(&CREATE, &[], call::ignored).json(json!(NewService { service_id: service.clone() }))
}

/// Deletes a service with all its generations.
pub fn delete(service: &ServiceId) -> Call<()> {
    Call::new(&DELETE, &[service.as_str()], call::ignored)
}

/// Enables a service.
pub fn enable(service: &ServiceId) -> Call<()> {
    Call::new(&ENABLE, &[service.as_str()], call::ignored)
}

/// Disables a service. Whether it keeps its mapping is inferred, not stated.
pub fn disable(service: &ServiceId) -> Call<()> {
    Call::new(&DISABLE, &[service.as_str()], call::ignored)
}
