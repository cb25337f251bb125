//! The browser of the tests: any Chromium or Chrome that is there, else Debian's.

use crate::place::Place;
use std::path::{Path, PathBuf};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ON_MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// The browser's program: `CHROMIUM` if set, else the first that is found.
pub(crate) fn chromium(place: &Place) -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let found = || NAMES.iter().find_map(|name| place.which(name));
    let on_mac = || Path::new(ON_MAC).is_file().then(|| PathBuf::from(ON_MAC));
    named.or_else(found).or_else(on_mac)
}

pub(super) fn packages_of_debian(place: &Place) -> Vec<&'static str> {
    let mut packages = Vec::new();
    if chromium(place).is_none() {
        packages.push("chromium");
    }
    if place.which("chromedriver").is_none() && std::env::var_os("CHROMEDRIVER").is_none() {
        packages.push("chromium-driver");
    }
    packages
}
