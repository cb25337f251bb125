//! What can be done with a service, and the manifest that asks for it.

use pilothouse_wire::control::services as s;
use pilothouse_wire::{Extra, Whole};
use serde_json::{Value, json};

use super::{Service, all};
use crate::domain::allowed::Allowed;

/// What is done with a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It is to be at work.
    Enable,
    /// It is to go.
    Disable,
    /// It is started anew.
    Restart,
    /// It comes back from zero.
    FromZero,
    /// It goes to zero: only to put it back as it was.
    ToZero,
    /// It is taken out of the manifest.
    Remove,
}

impl Deed {
    /// What a person can ask for, in the order of the buttons.
    pub const ASKED: [Self; 5] = [Self::Enable, Self::Disable, Self::Restart, Self::FromZero, Self::Remove];

    /// On a button: "Enable".
    pub const fn label(self) -> &'static str {
        match self {
            Self::Enable => "Enable",
            Self::Disable => "Disable",
            Self::Restart => "Restart",
            Self::FromZero => "Scale from zero",
            Self::ToZero => "Scale to zero",
            Self::Remove => "Remove",
        }
    }

    /// In the title of a dialog: "Enable grafana", "Disable 3 services".
    pub fn title(self, names: &[String]) -> String {
        match names {
            [name] => [self.label(), " ", name].concat(),
            names => format!("{} {} services", self.label(), names.len()),
        }
    }

    /// What it is to become.
    const fn wish(self) -> Option<&'static str> {
        match self {
            Self::Enable | Self::FromZero => Some(s::READY),
            Self::Disable => Some(s::DISABLED),
            Self::ToZero => Some(s::SCALED_TO_ZERO),
            Self::Restart | Self::Remove => None,
        }
    }
}

/// A service, and what is done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// What is done.
    pub deed: Deed,
}

/// Whether it makes sense to do it with a service as it is.
pub fn allowed(service: &Service, deed: Deed) -> Allowed {
    let (desired, state) = (service.desired(), service.state());
    let zero = desired == Some(s::SCALED_TO_ZERO) || state == Some(s::SCALED_TO_ZERO);
    let off = desired == Some(s::DISABLED);
    match deed {
        Deed::Enable if zero && !off => Allowed::no("It is scaled to zero: scale it from zero."),
        Deed::Enable if desired == Some(s::READY) && state == Some(s::READY) => Allowed::no("It is enabled already."),
        Deed::Disable if off && state.is_none_or(|state| state == s::DISABLED) => {
            Allowed::no("It is disabled already.")
        }
        Deed::Restart if off => Allowed::no("It is disabled: there is nothing to start anew."),
        Deed::Restart if zero => Allowed::no("It is scaled to zero: there is nothing to start anew."),
        Deed::FromZero if off => Allowed::no("It is disabled: enable it."),
        Deed::FromZero if !zero => Allowed::no("It is not scaled to zero."),
        Deed::ToZero if zero => Allowed::no("It is scaled to zero already."),
        Deed::Enable | Deed::Disable | Deed::Restart | Deed::FromZero | Deed::ToZero | Deed::Remove => Allowed::Yes,
    }
}

/// The manifest that asks for all these steps at once, made of the one that is there now; a service that is not there
/// any more is passed over. `owner_edit`: whether the system knows [`s::OWNER_EDIT`].
pub fn apply(manifest: &Whole, steps: &[Step], owner_edit: bool) -> Whole {
    let deed = |service: &Value| {
        let name = service[s::SPEC][s::NAME].as_str()?;
        steps.iter().find(|step| step.name == name).map(|step| step.deed)
    };
    let services = manifest.get(s::SERVICES).and_then(Value::as_array).into_iter().flatten();
    let services = services.filter_map(|service| match deed(service) {
        Some(Deed::Remove) => None,
        Some(deed) => Some(changed(service, deed)),
        None => Some(service.clone()),
    });
    let services = Value::Array(services.collect());
    let mut manifest = manifest.clone();
    manifest.set(s::SERVICES, services);
    set_mode(&mut manifest, steps, owner_edit);
    manifest
}

fn changed(service: &Value, deed: Deed) -> Value {
    let mut service = service.clone();
    let Some(spec) = service.get_mut(s::SPEC).and_then(Value::as_object_mut) else { return service };
    match deed.wish() {
        Some(wish) => set_wish(spec, wish),
        None => drop(spec.insert(s::MARK_FOR_RESTART.to_owned(), json!(true))),
    }
    service
}

fn set_wish(spec: &mut Extra, wish: &str) {
    spec.insert(s::DESIRED_STATE.to_owned(), json!(wish));
    spec.insert(s::MARK_AS_CHANGED.to_owned(), json!(true));
}

/// The mode of an owner's edit, where nothing is done but to scale from zero (§7, certain). One that an earlier apply has
/// left in the manifest would make an owner's edit of this one too.
fn set_mode(manifest: &mut Whole, steps: &[Step], owner_edit: bool) {
    let from_zero = !steps.is_empty() && steps.iter().all(|step| step.deed == Deed::FromZero);
    if from_zero {
        manifest.set(s::APPLY_MODE, if owner_edit { s::OWNER_EDIT } else { s::FROM_ZERO_ONLY });
    } else if manifest.text(s::APPLY_MODE).is_some_and(|mode| mode != s::DEFAULT) {
        manifest.set(s::APPLY_MODE, s::DEFAULT);
    }
}

/// Services that are marked already and that these steps do not name: an apply does them too.
pub fn marked(manifest: &Whole, steps: &[Step]) -> Vec<String> {
    let named = |service: &Service| steps.iter().any(|step| step.name == service.name());
    let marked = all(manifest).into_iter().filter(|service| service.is_marked() && !named(service));
    marked.map(|service| service.name().to_owned()).collect()
}
