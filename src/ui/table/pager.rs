//! Pages of a list that the server cuts: which one it is, and the ways to the others.

use super::state::State;
use crate::domain::allowed::Allowed;
use crate::reactive::{Callback, Signal};
use crate::ui::{Button, ButtonKind, Select, grouped};
use leptos::prelude::*;
use pilothouse_view::view;

/// What the page says of the pages.
#[derive(Clone, Copy)]
pub struct Pages {
    /// Which one is asked for, from 0.
    pub number: Signal<u32>,
    /// Rows before those that are shown: another page may be on its way.
    pub before: Signal<usize>,
    /// Rows of a page.
    pub size: Signal<u32>,
    /// The sizes that can be had.
    pub sizes: &'static [u32],
    /// How many rows there are on all pages, where the server says it.
    pub total: Signal<Option<u64>>,
    /// Another page may follow.
    pub more: Signal<bool>,
    /// The list leaves rows out.
    pub filtered: Signal<bool>,
    /// Leads to a page.
    pub go: Callback<u32>,
    /// Takes another size.
    pub resize: Callback<u32>,
}

impl Pages {
    /// Whether there is anything to choose: more rows than the smallest page holds, or another page than the first; tracked.
    pub(super) fn are_several(self) -> bool {
        let least = self.sizes.first().copied().unwrap_or_default();
        let many = self.total.get().map_or_else(|| self.more.get(), |total| total > u64::from(least));
        many || self.number.get() > 0
    }

    /// The number of the last page, where it is known; tracked.
    fn last(self) -> Option<u32> {
        let last = self.total.get()?.saturating_sub(1) / u64::from(self.size.get().max(1));
        u32::try_from(last).ok()
    }
}

/// Rows in all with the head, for those who hear the table: -1 where nobody knows.
pub(super) fn row_count(pages: Option<Pages>, shown: usize) -> String {
    match pages.map(|pages| pages.total.get()) {
        None => (shown + 1).to_string(),
        Some(Some(total)) => (total + 1).to_string(),
        Some(None) => "-1".to_owned(),
    }
}

/// "1 user", "51–100 of 5,000 users", "51–100 of more users".
pub(super) fn count_words(pages: Pages, shown: usize, noun: (&str, &str)) -> String {
    let first = pages.before.get() + 1;
    range_words(first, shown, pages.total.get(), pages.more.get(), noun)
}

fn range_words(first: usize, shown: usize, total: Option<u64>, more: bool, noun: (&str, &str)) -> String {
    let range = match shown {
        1 => grouped(first),
        _ => [&grouped(first), "–", &grouped(first + shown - 1)].concat(),
    };
    match total {
        Some(1) => ["1 ", noun.0].concat(),
        Some(total) if total == shown as u64 => [&grouped(shown), " ", noun.1].concat(),
        Some(total) => [&range, " of ", &grouped(total as usize), " ", noun.1].concat(),
        None if !more && (first, shown) == (1, 1) => ["1 ", noun.0].concat(),
        None if more => [&range, " of more ", noun.1].concat(),
        None => [&range, " ", noun.1].concat(),
    }
}

/// The ways to other pages, where there are several.
pub(super) fn view(state: State, pages: Pages) -> AnyView {
    let number = pages.number;
    let go = move |to: u32| {
        if let Some(grid) = state.grid.get_untracked() {
            grid.set_scroll_top(0);
        }
        pages.go.run(to);
    };
    let back = Signal::derive(move || Allowed::when(number.get() > 0, "This is the first page."));
    let on = Signal::derive(move || Allowed::when(pages.more.get(), "This is the last page."));
    let end = Signal::derive(move || match pages.last() {
        Some(_) => on.get(),
        None => Allowed::no("The server does not say how many there are."),
    });
    let words = move || match pages.last() {
        Some(last) => ["Page ", &grouped(number.get() as usize + 1), " of ", &grouped(last as usize + 1)].concat(),
        None => ["Page ", &grouped(number.get() as usize + 1)].concat(),
    };
    let sizes: Vec<(String, String)> =
        pages.sizes.iter().map(|size| (size.to_string(), [&size.to_string(), " a page"].concat())).collect();
    let resize = Callback::new(move |size: String| {
        if let Ok(size) = size.parse() {
            pages.resize.run(size);
        }
    });
    view! {
        <nav class="pager" aria-label="Pages">
            <Button label="First" kind=ButtonKind::Ghost allowed=back on_click=move || go(0)/>
            <Button label="Previous" allowed=back on_click=move || go(number.get_untracked().saturating_sub(1))/>
            <span class="pager-words" role="status">{words}</span>
            <Button label="Next" allowed=on on_click=move || go(number.get_untracked() + 1)/>
            <Button label="Last" kind=ButtonKind::Ghost allowed=end on_click=move || go(untrack(|| pages.last()).unwrap_or(0))/>
            <span class="spring"></span>
            <Select
                label="Rows of a page"
                value=Signal::derive(move || pages.size.get().to_string())
                on_change=resize
                options=sizes
                compact=true
            />
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::range_words;

    #[test]
    fn ranges_read_well() {
        let noun = ("user", "users");
        assert_eq!(range_words(51, 50, Some(5_000), true, noun), "51–100 of 5,000 users");
        assert_eq!(range_words(1, 1, Some(1), false, noun), "1 user");
        assert_eq!(range_words(1, 7, Some(7), false, noun), "7 users");
        assert_eq!(range_words(51, 1, Some(51), false, noun), "51 of 51 users");
        assert_eq!(range_words(1, 50, None, true, noun), "1–50 of more users");
        assert_eq!(range_words(51, 3, None, false, noun), "51–53 users");
        assert_eq!(range_words(1, 1, None, false, noun), "1 user");
    }
}
