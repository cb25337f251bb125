//! A moment: how long ago, and exactly when and in which zone on demand. What time it is now is handed in.

use crate::domain::moment::{Local, relative};
use crate::reactive::{Memo, Signal};
use leptos::prelude::*;
use pilothouse_view::view;

/// A moment (milliseconds since 1970) as this machine's calendar shows it: "2026-11-23 04:29:21 UTC+01:00".
pub fn absolute(moment: f64) -> String {
    let date = js_sys::Date::new(&moment.into());
    let local = Local {
        year: date.get_full_year(),
        month: date.get_month() + 1,
        day: date.get_date(),
        hour: date.get_hours(),
        minute: date.get_minutes(),
        second: date.get_seconds(),
        zone: -(date.get_timezone_offset() as i32),
    };
    local.text()
}

fn machine_readable(moment: f64) -> Option<String> {
    // `toISOString` throws for what is no moment.
    (moment.abs() <= 8.64e15).then(|| js_sys::Date::new(&moment.into()).to_iso_string().into())
}

/// A moment in words that follow the clock, the exact one as the title.
#[component]
pub fn TimeAgo(
    /// Milliseconds since 1970.
    moment: f64,
    /// The time now, in the same unit; a coarse tick is enough.
    #[prop(into)]
    now: Signal<f64>,
) -> AnyView {
    // The words change once a minute; the page is not touched in between.
    let words = Memo::new(move |_| relative(moment, now.get()));
    view! { <time datetime=machine_readable(moment) title=absolute(moment)>{words}</time> }.into_any()
}
