//! The table of the whole console: filter, order, choice of columns, selection and keyboard, with rows drawn only where
//! they can be seen. It knows rows as numbers from 0 and asks the page for everything else.
//!
//! * What the reader asked for is a [`ListQuery`], which the page keeps in the URL.
//! * Rows are told apart by the page's key, so selection, focus and the active row survive a refresh and a new order.
//! * The grid has one tab stop; the active cell is named by `aria-activedescendant`, whose ids are counted.
//! * Rows have one height, `--row` in `style/tokens.css` and [`ROW`] here; those of two lines `--row-tall` and [`TALL`].

mod bar;
mod body;
mod derive;
mod head;
mod keys;
mod pager;
mod select;
mod state;
mod window;

use super::{empty::EmptyState, live::live_if, skeleton::Skeleton};
use crate::domain::list::{ListQuery, SortKey};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use leptos::prelude::*;
use pilothouse_view::view;
use state::State;
use std::{borrow::Cow, collections::BTreeSet};

pub use pager::Pages;

/// The height of a row in CSS pixels.
pub const ROW: usize = 36;

/// The height of a row of two lines in CSS pixels.
pub const TALL: usize = 60;

/// Where the text of a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Start,
    /// Numbers.
    End,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name in the URL.
    pub id: &'static str,
    /// Its head.
    pub title: Cow<'static, str>,
    /// Where its text stands.
    pub align: Align,
    /// It is never narrower than this, in `rem`.
    pub min_rem: f32,
    /// Its part of the room that is left over; 0 keeps it at its least width.
    pub grow: u8,
    /// Its head sorts.
    pub sortable: bool,
    /// It can be hidden.
    pub hideable: bool,
    /// Its head is read out but not shown: a column of buttons.
    pub quiet: bool,
}

impl Column {
    /// A column that sorts, can be hidden, and is 8 rem wide or more.
    pub const fn new(id: &'static str, title: &'static str) -> Self {
        Self {
            id,
            title: Cow::Borrowed(title),
            align: Align::Start,
            min_rem: 8.0,
            grow: 1,
            sortable: true,
            hideable: true,
            quiet: false,
        }
    }

    /// The same under another head: one that is made from data.
    pub fn titled(self, title: String) -> Self {
        Self { title: Cow::Owned(title), ..self }
    }

    /// Least width in `rem`, and its part of the rest.
    pub const fn width(mut self, min_rem: f32, grow: u8) -> Self {
        self.min_rem = min_rem;
        self.grow = grow;
        self
    }

    /// Holds numbers.
    pub const fn numeric(mut self) -> Self {
        self.align = Align::End;
        self
    }

    /// Cannot be hidden: the column that names the row.
    pub const fn fixed(mut self) -> Self {
        self.hideable = false;
        self
    }

    /// Holds buttons: always there, no order, and a head that is only read out.
    pub const fn quiet(mut self) -> Self {
        self.sortable = false;
        self.hideable = false;
        self.quiet = true;
        self
    }

    /// Has no order.
    pub const fn unsorted(mut self) -> Self {
        self.sortable = false;
        self
    }
}

/// What the page tells the table. Rows are numbers below `len`, in the order in which the data came.
///
/// `len` must notify whenever anything in the data has changed, even when the number stays. The other closures are
/// called untracked, up to once per row each time, so they should be quick; they never get a row that is not below `len`.
#[derive(Clone)]
pub struct TableModel {
    /// The accessible name of the grid, for example "Services".
    pub label: Signal<String>,
    /// One and many, for example `("service", "services")`.
    pub noun: (&'static str, &'static str),
    /// The columns, in order. The first names the row and stays in view.
    pub columns: Vec<Column>,
    /// How many rows there are.
    pub len: Signal<usize>,
    /// What tells a row apart from all others.
    pub key: Callback<usize, String>,
    /// Draws the cell of a row in the column of that number.
    pub cell: Callback<(usize, usize), AnyView>,
    /// All text of a row that the filter looks at.
    pub text: Callback<usize, String>,
    /// What a row is sorted by in the column of that number.
    pub sort_key: Callback<(usize, usize), SortKey>,
    /// Does a row pass the page's own facets. It may read signals: the rows follow them.
    pub keep: Callback<usize, bool>,
    /// What the reader has asked for.
    pub query: Signal<ListQuery>,
    /// They ask for this now.
    pub set_query: Callback<ListQuery>,
    /// The first rows are on their way.
    pub loading: Signal<bool>,
}

/// A table.
#[component]
pub fn Table(
    /// Rows and columns.
    model: TableModel,
    /// Enter or a double click on a row whose active cell holds no control of its own.
    #[prop(optional, into)]
    open: Option<Callback<usize>>,
    /// The keys of the rows that are selected; without it nothing can be selected.
    #[prop(optional, into)]
    selection: Option<RwSignal<BTreeSet<String>>>,
    /// What can be done with the rows that are selected.
    #[prop(optional, into)]
    bulk: ViewFn,
    /// Shown instead of the grid when there are no rows at all, for example an `EmptyState`.
    #[prop(optional, into)]
    empty: ViewFn,
    /// More filters, beside the text.
    #[prop(optional, into)]
    facets: ViewFn,
    /// Buttons at the right end of the bar.
    #[prop(optional, into)]
    actions: ViewFn,
    /// The rows that are on screen, told when scrolling has come to rest: load their details now.
    #[prop(optional, into)]
    on_visible: Option<Callback<Vec<usize>>>,
    /// The cells hold two lines.
    #[prop(optional)]
    tall: bool,
    /// The rows are one page of a list that the server filters, sorts and cuts.
    #[prop(optional, into)]
    pages: Option<Pages>,
    /// What a row is called where it is selected; its key, where it is not said.
    #[prop(optional, into)]
    row_name: Option<Callback<usize, String>>,
) -> AnyView {
    let state = State::new(model, open, selection, if tall { TALL } else { ROW }, pages, row_name);
    if let Some(on_visible) = on_visible {
        state.report_visible(on_visible);
    }
    let instead = move || match state.instead() {
        Some(Instead::Loading) => view! { <Skeleton lines=8 label=state.loading_words()/> }.into_any(),
        Some(Instead::Empty) => empty.run(),
        Some(Instead::NoMatch) => view! {
            <EmptyState title=state.no_match_words() text="No row holds all the words and fits all the filters.">
                <super::Button label="Clear the filter" on_click=move || state.clear_filter()/>
            </EmptyState>
        }
        .into_any(),
        None => ().into_any(),
    };
    // Drawn once, not with each page: who turns the pages keeps the focus.
    let pager = pages.map(|pages| {
        let several = Memo::new(move |_| pages.are_several());
        live_if(move || several.get().then(|| untrack(|| pager::view(state, pages))))
    });
    view! {
        <section class="table" aria-label=state.label()>
            {bar::view(state, bulk, facets, actions)}
            {body::view(state)}
            {instead}
            {pager}
        </section>
    }
    .into_any()
}

/// What stands in the place of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Instead {
    Loading,
    Empty,
    NoMatch,
}
