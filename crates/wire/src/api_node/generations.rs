//! Generations, the imported versions of a service: contract/dataiku-apinode.md §2.2.

use serde::Serialize;

use crate::members::{Members, Record};
use crate::{Answer, Call, Endpoint, Error, Extra, GenerationId, List, Method, ServiceId, Share, System, call, list};

/// `GET services/{service}/generations`.
pub const LIST: Endpoint = Endpoint::read("list generations", System::Admin, "services/{service}/generations");
/// `POST services/{service}/generations/actions/importFromArchive?filePath=…`.
pub const IMPORT: Endpoint = Endpoint::write(
    "importFromArchive",
    System::Admin,
    Method::Post,
    "services/{service}/generations/actions/importFromArchive",
);
/// The query parameter of [`IMPORT`]: an absolute path on the node's own disk (certain).
pub const FILE_PATH: &str = "filePath";
/// `POST services/{service}/generations/{generation}/preload`.
pub const PRELOAD: Endpoint =
    Endpoint::write("preload", System::Admin, Method::Post, "services/{service}/generations/{generation}/preload");

/// One generation. The wrapper around the list is certain, the names of its fields are inferred: what is absent is
/// "not given by this node", never 0 or false.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Generation {
    /// The version name.
    pub generation_id: GenerationId,
    /// When it was imported, in ms since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_on: Option<f64>,
    /// Loaded and ready to answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mounted: Option<bool>,
    /// Its share of traffic, 0 to 1; read it through [`Generation::share`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapped: Option<f64>,
    /// What else the node sent.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Record for Generation {
    fn read(mut members: Members) -> Result<Self, String> {
        Ok(Self {
            generation_id: members.id("generationId")?,
            created_on: members.number("createdOn")?,
            mounted: members.flag("mounted")?,
            mapped: members.number("mapped")?,
            extra: members.rest(),
        })
    }
}

/// What the node says of a generation's traffic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mapped {
    /// A share.
    Share(Share),
    /// Nothing was said.
    NotGiven,
    /// A number outside 0 to 1: its scale is not known, so it is shown and not used.
    UnknownScale(f64),
}

impl Generation {
    /// Why the last try to load it failed, where the node says so. Not in the vendor's contract: the sandbox does.
    pub fn load_error(&self) -> Option<&str> {
        self.extra.get("loadError")?.as_str()
    }

    /// The share, where the number can be understood.
    pub fn share(&self) -> Mapped {
        match self.mapped {
            None => Mapped::NotGiven,
            Some(p) if (0.0..=1.0).contains(&p) => {
                Share::new((p * 10_000.0).round() as u16).map_or(Mapped::UnknownScale(p), Mapped::Share)
            }
            Some(p) => Mapped::UnknownScale(p),
        }
    }
}

/// The list's wrapper (certain).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Generations<T> {
    /// The rows.
    pub generations: Vec<T>,
}

/// All generations of a service, with what the node says of their traffic.
pub fn list(service: &ServiceId) -> Call<List<Generation>> {
    Call::new(&LIST, &[service.as_str()], read_list)
}

fn read_list(answer: &Answer) -> Result<List<Generation>, Error> {
    let rows = Members::parse(&answer.body).and_then(|mut members| members.array("generations"));
    rows.map(list::sort_out).map_err(Error::Unreadable)
}

/// Imports a package that lies on the node's disk. Importing does not activate it.
pub fn import(service: &ServiceId, file_path: &str) -> Call<()> {
    Call::new(&IMPORT, &[service.as_str()], call::ignored).query(FILE_PATH, file_path)
}

/// Loads a generation without giving it traffic (inferred).
pub fn preload(service: &ServiceId, generation: &GenerationId) -> Call<()> {
    Call::new(&PRELOAD, &[service.as_str(), generation.as_str()], call::ignored)
}
