//! The web server of the hosting tests: nginx with the two modules that `deploy/` uses, and what renders its configuration.

use super::{Screen, apt};
use crate::failure::Failure;
use crate::place::Place;
use std::path::Path;

const NGINX: &str = "nginx";
/// What to look for, and Debian's package that has it.
const FILES: [(&str, &str); 3] = [
    ("/usr/sbin/nginx", NGINX),
    ("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so", "libnginx-mod-http-brotli-static"),
    ("/usr/lib/nginx/modules/ngx_http_js_module.so", "libnginx-mod-http-js"),
];

pub(super) fn packages_of_debian(place: &Place) -> Vec<&'static str> {
    let missing = FILES.into_iter().filter(|(file, _)| !Path::new(file).is_file());
    let mut packages: Vec<_> = missing.map(|(_, package)| package).collect();
    if place.which("envsubst").is_none() {
        packages.push("gettext-base");
    }
    packages
}

/// Debian starts what it installs. The tests start an nginx of their own, and nobody asked for one on port 80.
pub(super) fn keep_quiet(place: &Place, screen: &Screen, installed: &[&str]) -> Result<(), Failure> {
    if !installed.contains(&NGINX) || !Path::new("/run/systemd/system").is_dir() {
        return Ok(());
    }
    screen.run(apt::as_root(place, &["systemctl", "disable", "--now", NGINX]))
}
