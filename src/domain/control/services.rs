//! App services: what the manifest says of each, what can be done with one, and the manifest that does it. A change is the
//! whole manifest put back (contract/iguazio-control-plane.md §7).

mod difference;
mod kept;
mod plan;
mod text;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use pilothouse_wire::control::services as s;
use pilothouse_wire::{Extra, Whole};
use serde_json::Value;

pub use difference::{Difference, difference, identify, touched};
pub use kept::{Back, Snapshot, Snapshots};
pub use plan::{Deed, Step, allowed, apply, marked};
pub use text::{MASK, complete, complete_one, editable, editable_one};

/// One service as the manifest has it. Nothing of it need be there but its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Service(Whole);

/// The services of a manifest. One that has no name, or that of an earlier one, cannot be told from others and is left out.
pub fn all(manifest: &Whole) -> Vec<Service> {
    let mut seen = BTreeSet::new();
    let services = manifest.list(s::SERVICES).into_iter().map(Service);
    services.filter(|service| !service.name().is_empty() && seen.insert(service.name().to_owned())).collect()
}

/// One service of a manifest.
pub fn find(manifest: &Whole, name: &str) -> Option<Service> {
    all(manifest).into_iter().find(|service| service.name() == name)
}

/// The job that changes the manifest now.
pub fn running(manifest: &Whole) -> Option<&str> {
    manifest.text(s::RUNNING_JOB).map(str::trim).filter(|job| !job.is_empty())
}

/// Text of an object, where there is one that says something.
fn said<'a>(object: Option<&'a Extra>, name: &str) -> Option<&'a str> {
    object?.get(name)?.as_str().filter(|text| !text.trim().is_empty())
}

impl Service {
    fn spec(&self) -> Option<&Extra> {
        self.0.object(s::SPEC)
    }

    fn status(&self) -> Option<&Extra> {
        self.0.object(s::STATUS)
    }

    /// Its name, by which it is known.
    pub fn name(&self) -> &str {
        said(self.spec(), s::NAME).unwrap_or_default()
    }

    /// What people call it.
    pub fn title(&self) -> &str {
        let shown = said(self.spec(), s::DISPLAY_NAME).or_else(|| said(self.status(), s::DISPLAY_NAME));
        shown.unwrap_or_else(|| self.name())
    }

    /// Its kind.
    pub fn kind(&self) -> Option<&str> {
        said(self.spec(), s::KIND)
    }

    /// What it is for.
    pub fn description(&self) -> Option<&str> {
        said(self.spec(), s::DESCRIPTION)
    }

    /// Whose it is.
    pub fn owner(&self) -> Option<&str> {
        said(self.spec(), s::OWNER)
    }

    /// Its version.
    pub fn version(&self) -> Option<&str> {
        said(self.status(), s::VERSION)
    }

    /// What it is to be. Where only the older member says something, by that (§7, inferred).
    pub fn desired(&self) -> Option<&str> {
        let enabled = || self.spec()?.get(s::ENABLED)?.as_bool();
        let older = || enabled().map(|enabled| if enabled { s::READY } else { s::DISABLED });
        said(self.spec(), s::DESIRED_STATE).or_else(older)
    }

    /// What it is.
    pub fn state(&self) -> Option<&str> {
        said(self.status(), s::STATE)
    }

    /// What it is to be, where it is something else.
    pub fn wish(&self) -> Option<&str> {
        self.desired().filter(|desired| self.state().is_some_and(|state| state != *desired))
    }

    /// Whether it is to be applied or started anew.
    pub fn is_marked(&self) -> bool {
        let marked = |name: &str| self.spec().and_then(|spec| spec.get(name)).and_then(Value::as_bool) == Some(true);
        marked(s::MARK_AS_CHANGED) || marked(s::MARK_FOR_RESTART)
    }

    /// What went wrong with it, in its own words.
    pub fn error(&self) -> Option<&str> {
        let info = self.status()?.get(s::ERROR_INFO).and_then(Value::as_object);
        said(info, s::DESCRIPTION).or_else(|| said(self.status(), s::LAST_ERROR))
    }

    /// When it went wrong, as the server writes it.
    pub fn failed_at(&self) -> Option<&str> {
        said(self.status()?.get(s::ERROR_INFO).and_then(Value::as_object), s::TIMESTAMP)
    }

    /// Where it is reached: by people, and by programs. Addresses as they came.
    pub fn links(&self) -> Vec<(bool, &str)> {
        let of = |member: &'static str, api: bool| {
            let all = self.status().and_then(|status| status.get(member)).and_then(Value::as_array);
            let addresses = all.into_iter().flatten().filter_map(move |one| said(one.as_object(), s::URL));
            addresses.map(move |address| (api, address))
        };
        of(s::URLS, false).chain(of(s::API_URLS, true)).collect()
    }

    /// What is set aside for it, and the most it may have: "250m, 1 at most".
    pub fn resources(&self) -> Vec<(&'static str, String)> {
        const WORDS: [&str; 3] = ["CPU", "Memory", "GPU"];
        let resources = self.spec().and_then(|spec| spec.get(s::RESOURCES));
        let of = |part: &str, name: &str| said(resources?.get(part)?.as_object(), name);
        let line = |(name, words): (&str, &'static str)| {
            let most = of(s::LIMITS, name).map(|most| [most, " at most"].concat());
            let parts = of(s::REQUESTS, name).map(str::to_owned).into_iter().chain(most);
            let text = parts.collect::<Vec<_>>().join(", ");
            (!text.is_empty()).then_some((words, text))
        };
        s::RESOURCE_NAMES.into_iter().zip(WORDS).filter_map(line).collect()
    }
}

/// A state in words.
pub fn words(state: &str) -> String {
    match state {
        s::SCALED_TO_ZERO => "scaled to zero".to_owned(),
        s::ERROR => "failed".to_owned(),
        other => spaced(other),
    }
}

/// "waitingForProvisioning" as "waiting for provisioning".
fn spaced(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(c.to_ascii_lowercase());
    }
    words
}
