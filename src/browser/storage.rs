//! The browser's stores. What may be kept where: the session in this tab's `sessionStorage`, until the tab is closed;
//! in `localStorage` how the console looks and heeds keys, by [`Preference`], the mappings that were seen, so that one can go back
//! to them on another day, and the rotations of personal keys that are under way: ids and times, and that the control plane's cookie is not
//! to be used any more, the jobs that are followed, and how app services were to be before a maintenance: names and desired states. Nothing else
//! can get there.
//! A store that is blocked or full is no fault: the console then works from memory.

/// What is kept for the next visit.
#[derive(Clone, Copy, Debug)]
pub enum Preference {
    /// Light, dark or system.
    Theme,
    /// Whether single keys do something.
    SingleKeys,
}

impl Preference {
    fn key(self) -> &'static str {
        match self {
            Self::Theme => "pilothouse.theme",
            Self::SingleKeys => "pilothouse.single-keys",
        }
    }
}

const MAPPINGS: &str = "pilothouse.mappings";
const ROTATIONS: &str = "pilothouse.rotations";
const SERVICES: &str = "pilothouse.services";
const JOBS: &str = "pilothouse.jobs";
const SESSION: &str = "pilothouse.session";
const COOKIE_LEFT: &str = "pilothouse.cookie-left";

#[expect(clippy::disallowed_methods, reason = "this is the one place that touches storage")]
fn tab() -> Option<web_sys::Storage> {
    super::window().session_storage().ok().flatten()
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that touches storage")]
fn lasting() -> Option<web_sys::Storage> {
    super::window().local_storage().ok().flatten()
}

/// The session of this tab, as it was written.
pub fn session() -> Option<String> {
    tab()?.get_item(SESSION).ok().flatten()
}

/// Writes, or with `None` removes, the session of this tab.
pub fn set_session(text: Option<&str>) {
    let Some(store) = tab() else { return };
    // A full or blocked store: the session lives in memory alone.
    let _ = match text {
        Some(text) => store.set_item(SESSION, text),
        None => store.remove_item(SESSION),
    };
}

/// Reads a preference.
pub fn preference(which: Preference) -> Option<String> {
    lasting()?.get_item(which.key()).ok().flatten()
}

/// Keeps a preference.
pub fn set_preference(which: Preference, value: &str) {
    if let Some(store) = lasting() {
        let _ = store.set_item(which.key(), value);
    }
}

/// The mappings that were seen, as they were written.
pub fn mappings() -> Option<String> {
    lasting()?.get_item(MAPPINGS).ok().flatten()
}

/// Keeps the mappings that were seen.
pub fn set_mappings(text: &str) {
    if let Some(store) = lasting() {
        let _ = store.set_item(MAPPINGS, text);
    }
}

/// The rotations of keys under way, as they were written.
pub fn rotations() -> Option<String> {
    lasting()?.get_item(ROTATIONS).ok().flatten()
}

/// Keeps the rotations under way.
pub fn set_rotations(text: &str) {
    if let Some(store) = lasting() {
        let _ = store.set_item(ROTATIONS, text);
    }
}

/// How app services were to be before a maintenance, as it was written.
pub fn services() -> Option<String> {
    lasting()?.get_item(SERVICES).ok().flatten()
}

/// Keeps how app services were to be.
pub fn set_services(text: &str) {
    if let Some(store) = lasting() {
        let _ = store.set_item(SERVICES, text);
    }
}

/// The jobs that are followed, as they were written.
pub fn jobs() -> Option<String> {
    lasting()?.get_item(JOBS).ok().flatten()
}

/// Keeps the jobs that are followed.
pub fn set_jobs(text: &str) {
    if let Some(store) = lasting() {
        let _ = store.set_item(JOBS, text);
    }
}

/// Whether the control plane's cookie is still there, but its user has signed out.
pub fn cookie_left() -> bool {
    lasting().is_some_and(|store| store.get_item(COOKIE_LEFT).ok().flatten().is_some())
}

/// Keeps that its user has signed out, or has signed in again.
pub fn set_cookie_left(left: bool) {
    let Some(store) = lasting() else { return };
    let _ = if left { store.set_item(COOKIE_LEFT, "yes") } else { store.remove_item(COOKIE_LEFT) };
}
