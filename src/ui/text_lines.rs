//! Lines of a text with their numbers: a part of it at a time, for the whole may be megabytes. What has been found is marked,
//! and the line that is meant is brought into view.

use std::ops::Range;
use std::sync::Arc;

use super::{id, live};
use crate::reactive::{Callback, Signal};
use leptos::{html, prelude::*};
use pilothouse_view::view;
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Bytes of a line that are shown at most.
const LONGEST: usize = 2_000;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// Its number, from 1.
    pub number: usize,
    /// Its text.
    pub text: String,
    /// What of it is marked: in order, without overlaps.
    pub marks: Vec<Range<usize>>,
    /// How it stands out, as a class.
    pub tone: &'static str,
}

/// Some lines of a text.
#[component]
pub fn TextLines(
    /// What the text is.
    #[prop(into)]
    label: Signal<String>,
    /// The lines to show.
    #[prop(into)]
    lines: Signal<Arc<Vec<TextLine>>>,
    /// The number of the line that is meant.
    #[prop(into)]
    at: Signal<Option<usize>>,
    /// Which part of the text it is: another one is shown from its beginning.
    #[prop(into)]
    part: Signal<usize>,
    /// It is shown from its end.
    #[prop(into)]
    tail: Signal<bool>,
    /// A line was picked by its number.
    on_pick: Callback<usize>,
) -> AnyView {
    let region = NodeRef::<html::Div>::new();
    let stem = id::fresh("line");
    let own = move |number: usize| [&stem, "-", &number.to_string()].concat();
    let shown = {
        let own = own.clone();
        live(move || {
            lines.with(|lines| lines.iter().map(|one| line(one, own(one.number), at, on_pick)).collect::<Vec<_>>())
        })
    };
    Effect::new(move |_| {
        part.track();
        let (meant, tail) = (at.get().map(&own), tail.get_untracked());
        // After the lines are drawn.
        request_animation_frame(move || {
            let Some(region) = region.try_get_untracked().flatten() else { return };
            match meant.and_then(|id| document().get_element_by_id(&id)) {
                Some(line) => show(&line),
                None => region.set_scroll_top(if tail { region.scroll_height() } else { 0 }),
            }
        });
    });
    view! {
        <div class="text-lines" role="region" tabindex="0" aria-label=label node_ref=region>
            <ol>{shown}</ol>
        </div>
    }
    .into_any()
}

fn show(line: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    options.set_inline(ScrollLogicalPosition::Nearest);
    line.scroll_into_view_with_scroll_into_view_options(&options);
}

fn line(line: &TextLine, own: String, at: Signal<Option<usize>>, on_pick: Callback<usize>) -> AnyView {
    let number = line.number;
    let label = ["Line ", &number.to_string()].concat();
    view! {
        <li id=own class=line.tone class:at=move || at.get() == Some(number) aria-current=move || (at.get() == Some(number)).then_some("true")>
            // Out of the tab order, for there are hundreds: whoever shows the lines gives a field for the number, too.
            <button type="button" class="line-number" tabindex="-1" aria-label=label on:click=move |_| on_pick.run(number)>
                {number.to_string()}
            </button>
            <span class="line-text">{pieces(&line.text, &line.marks)}</span>
        </li>
    }
    .into_any()
}

/// The text, cut where it is marked.
fn pieces(text: &str, marks: &[Range<usize>]) -> Vec<AnyView> {
    let end = floor(text, LONGEST);
    let mut pieces = Vec::new();
    let mut from = 0;
    for mark in marks.iter().filter(|mark| mark.end <= end) {
        pieces.push(text[from..mark.start].to_owned().into_any());
        pieces.push(view! { <mark>{text[mark.clone()].to_owned()}</mark> }.into_any());
        from = mark.end;
    }
    pieces.push(text[from..end].to_owned().into_any());
    if end < text.len() {
        let more = ["… ", &(text.len() - end).to_string(), " more bytes: download the file to see them"].concat();
        pieces.push(view! { <span class="faint">{more}</span> }.into_any());
    }
    pieces
}

/// The last place at which a character begins, up to `most`.
fn floor(text: &str, most: usize) -> usize {
    (0..=most.min(text.len())).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::floor;

    #[test]
    fn no_character_is_cut() {
        assert_eq!((floor("aé", 1), floor("aé", 2), floor("aé", 3), floor("aé", 9)), (1, 1, 3, 3));
    }
}
