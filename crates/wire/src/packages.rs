//! The drop folder for packages. The API node has no upload (contract/dataiku-apinode.md §2.2): a web server in front
//! of it that takes PUT can offer one, and the sandbox does. Our own choice, not the vendor's.

use serde::Serialize;

use crate::members::{Members, Record};
use crate::{Body, Call, Endpoint, Method, System, call};

/// `PUT {name}`: the body is the archive, streamed to disk.
pub const UPLOAD: Endpoint = Endpoint::write("upload package", System::Packages, Method::Put, "{name}");

/// Where an upload lies now.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stored {
    /// Absolute path on the node's disk: what `importFromArchive` wants.
    pub file_path: String,
    /// Its size in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}

impl Record for Stored {
    fn read(mut members: Members) -> Result<Self, String> {
        let file_path = members.needed("filePath")?;
        Ok(Self { file_path, size: members.number("size")?.map(|size| size as u64) })
    }
}

/// Uploads a file under this name; the sender supplies the bytes.
pub fn upload(name: &str) -> Call<Stored> {
    Call::new(&UPLOAD, &[name], call::record).body(Body::File)
}

/// A safe name for an uploaded file: what is not plain becomes `-`, and it ends with `.zip`.
pub fn safe_name(file_name: &str) -> String {
    let stem = file_name.strip_suffix(".zip").unwrap_or(file_name);
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    let name: String = stem.chars().map(plain).take(100).collect();
    let name = name.trim_matches(['.', '-']);
    if name.is_empty() { "package.zip".into() } else { [name, ".zip"].concat() }
}
