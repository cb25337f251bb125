//! Above the lines of a log: search with its steps, how grave lines must be, which part is shown, a link to a line.

use leptos::{ev, prelude::*};
use pilothouse_view::view;

use super::{LEVEL, LEVELS, LINE, PART, Page};
use crate::browser::address;
use crate::domain::allowed::Allowed;
use crate::domain::list::ListQuery;
use crate::parts;
use crate::query::search;
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{Button, ButtonKind, CopyButton, Icon, Select, grouped, live_if};

pub(super) fn view(page: Page) -> AnyView {
    let levels = Memo::new(move |_| page.log.load.with(|load| load.value().is_some_and(|log| log.has_levels())));
    view! {
        <div class="table-bar">
            {find(page)}
            {steps(page)}
            {live_if(move || levels.get().then(|| level(page)))}
            {line_field(page)}
            <span class="spring"></span>
            {live_if(move || page.at.get().map(|at| link(page, at)))}
        </div>
        <div class="table-bar">
            <span class="count">{position(page)}</span>
            {part_buttons(page)}
        </div>
    }
    .into_any()
}

/// The words to be found. Enter goes to the next line that holds them.
fn find(page: Page) -> AnyView {
    // What is being typed: the letters under the caret must not be put back by the address.
    let draft = RwSignal::new(None::<String>);
    let typed = move |event: ev::Event| {
        let text = event_target_value(&event);
        draft.set(Some(text.clone()));
        page.set_query.run(ListQuery { text, ..page.query.get_untracked() });
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            step(page, !event.shift_key());
        }
    };
    view! {
        <div class="filter">
            {Icon::Search.view()}
            <input
                class="input"
                type="search"
                autocomplete="off"
                spellcheck="false"
                aria-label="Search the log"
                placeholder="Search the log"
                prop:value=move || draft.get().unwrap_or_else(|| page.query.with(|query| query.text.clone()))
                on:input=typed
                on:blur=move |_| draft.set(None)
                on:keydown=on_key
            />
        </div>
    }
    .into_any()
}

/// Goes to the next or the last line before that holds the words; behind the last one begins anew.
fn step(page: Page, onwards: bool) {
    let Some(hits) = page.hits.get_untracked().filter(|hits| !hits.is_empty()) else { return };
    let (first, last) = (hits[0], hits[hits.len() - 1]);
    let line = match (page.at.get_untracked(), onwards) {
        (None, true) => first,
        (None, false) => last,
        (Some(at), true) => hits.iter().copied().find(|hit| *hit > at).unwrap_or(first),
        (Some(at), false) => hits.iter().rev().copied().find(|hit| *hit < at).unwrap_or(last),
    };
    page.go(line);
}

fn steps(page: Page) -> AnyView {
    let searching = Memo::new(move |_| page.hits.with(Option::is_some));
    let some = Signal::derive(move || {
        let found = page.hits.with(|hits| hits.as_ref().is_some_and(|hits| !hits.is_empty()));
        Allowed::when(found, "No line holds all the words.")
    });
    let count = Memo::new(move |_| {
        let at = page.at.get();
        page.hits.with(|hits| match hits {
            Some(hits) => found(hits, at),
            None => String::new(),
        })
    });
    view! {
        {live_if(move || searching.get().then(|| view! {
            <Button label="Previous line found" kind=ButtonKind::Icon icon=Icon::Up allowed=some on_click=move || step(page, false)/>
            <Button label="Next line found" kind=ButtonKind::Icon icon=Icon::Down allowed=some on_click=move || step(page, true)/>
        }))}
        <span class="count" role="status">{count}</span>
    }
    .into_any()
}

/// "3 of 12 lines found".
fn found(hits: &[usize], at: Option<usize>) -> String {
    let noun = if hits.len() == 1 { " line found" } else { " lines found" };
    let total = [&grouped(hits.len()), noun].concat();
    match at.and_then(|at| hits.binary_search(&at).ok()) {
        Some(place) => [&grouped(place + 1), " of ", &*total].concat(),
        None => total,
    }
}

fn level(page: Page) -> AnyView {
    let value = Signal::derive(move || page.query.with(|query| query.facet(LEVEL).unwrap_or_default().to_owned()));
    let set = Callback::new(move |word: String| {
        let word = (!word.is_empty()).then_some(word.as_str());
        page.set_query.run(page.query.get_untracked().with_facet(LEVEL, word));
    });
    let options: Vec<(String, String)> =
        LEVELS.iter().map(|(word, words, _)| ((*word).to_owned(), (*words).to_owned())).collect();
    view! { <Select label="How grave" value=value on_change=set options=options compact=true/> }.into_any()
}

/// Goes to a line by its number.
fn line_field(page: Page) -> AnyView {
    let go = move |event: ev::KeyboardEvent| {
        if event.key() != "Enter" {
            return;
        }
        event.prevent_default();
        let total = page.log.load.with_untracked(|load| load.value().map_or(0, |log| log.len()));
        let number: Option<usize> = event_target_value(&event).trim().replace(',', "").parse().ok();
        if let Some(number) = number.filter(|_| total > 0) {
            page.go(number.clamp(1, total) - 1);
        }
    };
    view! {
        <input class="input line-field" type="text" inputmode="numeric" autocomplete="off" aria-label="Go to line" placeholder="Go to line" on:keydown=go/>
    }
    .into_any()
}

/// A link to the line that is meant.
fn link(page: Page, at: usize) -> AnyView {
    let number = (at + 1).to_string();
    let label = ["Copy the link to line ", &number].concat();
    let copied = RwSignal::new(false);
    let text = Callback::new(move |()| {
        let query = ListQuery::default().with_facet(LINE, Some(&number));
        [&address::origin(), &*page.place.get_value(), &*search(&query)].concat()
    });
    view! { <CopyButton label=label text=text copy=parts::copier(copied) copied=copied/> }.into_any()
}

/// "Lines 1,001 to 1,500 of 20,345".
fn position(page: Page) -> Memo<String> {
    Memo::new(move |_| {
        let total = page.log.load.with(|load| load.value().map_or(0, |log| log.len()));
        let part = page.part.get();
        page.lines.with(|lines| {
            let (from, to) = (part * PART, ((part + 1) * PART).min(lines.len()));
            let all = [" of ", &*grouped(lines.len())].concat();
            let hidden = match total - lines.len() {
                0 => String::new(),
                hidden => [", ", &grouped(hidden), " less grave are hidden"].concat(),
            };
            match lines.len() {
                0 => hidden.trim_start_matches(", ").to_owned(),
                1 => ["1 line", &*hidden].concat(),
                _ => ["Lines ", &*grouped(from + 1), " to ", &*grouped(to), &*all, &*hidden].concat(),
            }
        })
    })
}

fn part_buttons(page: Page) -> AnyView {
    let many = Memo::new(move |_| page.parts() > 1);
    let earlier = Signal::derive(move || Allowed::when(page.part.get() > 0, "These are the first lines."));
    let later = Signal::derive(move || Allowed::when(page.part.get() + 1 < page.parts(), "These are the last lines."));
    let to = move |part: usize| page.part.set(part.min(untrack(|| page.parts()) - 1));
    let now = move || page.part.get_untracked();
    live_if(move || {
        many.get().then(|| {
            view! {
                <Button label="First" kind=ButtonKind::Ghost allowed=earlier on_click=move || to(0)/>
                <Button label="Earlier" kind=ButtonKind::Ghost allowed=earlier on_click=move || to(now() - 1)/>
                <Button label="Later" kind=ButtonKind::Ghost allowed=later on_click=move || to(now() + 1)/>
                <Button label="Last" kind=ButtonKind::Ghost allowed=later on_click=move || to(usize::MAX)/>
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::found;

    #[test]
    fn what_was_found_is_counted() {
        assert_eq!(found(&[], None), "0 lines found");
        assert_eq!(found(&[4], Some(3)), "1 line found");
        assert_eq!(found(&[4, 9], Some(9)), "2 of 2 lines found");
    }
}
