//! Lines over time, drawn as plain SVG: told apart by colour and by dashes, with their newest values in words beside
//! them and all values in a table under them.

use super::live_if;
use super::number::figure;
use super::time::absolute;
use crate::reactive::{Memo, Signal};
use leptos::prelude::*;
use pilothouse_view::view;

/// Width and height of the drawing in its own units; it is stretched to the room there is.
const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 120.0;
/// Lines that are drawn; the table has all.
const DRAWN: usize = 6;
/// Rows of the table: the newest moments.
const ROWS: usize = 30;

/// What is drawn: moments in ms since 1970, and for each name a value at each moment where there is one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// Moments, oldest first.
    pub moments: Vec<f64>,
    /// Name and values.
    pub lines: Vec<(String, Vec<Option<f64>>)>,
}

impl Lines {
    /// The largest value; 0 without any.
    fn most(&self) -> f64 {
        let values = self.lines.iter().flat_map(|(_, values)| values.iter().flatten());
        values.copied().fold(0.0, f64::max)
    }

    fn has_values(&self) -> bool {
        self.lines.iter().any(|(_, values)| values.iter().any(Option::is_some))
    }

    /// The points of a line, a list for each piece without a gap.
    fn pieces(&self, values: &[Option<f64>]) -> Vec<String> {
        let (first, last) = (self.moments.first().copied().unwrap_or(0.0), self.moments.last().copied().unwrap_or(0.0));
        let (span, most) = ((last - first).max(1.0), self.most());
        let mut pieces = vec![String::new()];
        for (moment, value) in self.moments.iter().zip(values) {
            let Some(value) = value else {
                pieces.push(String::new());
                continue;
            };
            let x = (moment - first) / span * WIDTH;
            let y = if most > 0.0 { HEIGHT - value / most * HEIGHT } else { HEIGHT };
            if let Some(piece) = pieces.last_mut() {
                piece.push_str(&[&rounded(x), ",", &rounded(y), " "].concat());
            }
        }
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }
}

/// A tenth of a unit is less than anyone sees.
fn rounded(number: f64) -> String {
    ((number * 10.0).round() / 10.0).to_string()
}

fn newest(values: &[Option<f64>]) -> String {
    values.last().copied().flatten().map_or_else(|| "–".to_owned(), figure)
}

fn in_words(title: &str, lines: &Lines) -> String {
    let parts: Vec<String> =
        lines.lines.iter().take(DRAWN).map(|(name, values)| [name.as_str(), " ", &newest(values)].concat()).collect();
    [title, ". Newest: ", &parts.join(", ")].concat()
}

/// A chart with its legend and its table.
#[component]
pub fn Chart(
    /// What is drawn, with its unit: "Queries per second".
    title: &'static str,
    /// The lines.
    #[prop(into)]
    lines: Signal<Lines>,
) -> AnyView {
    let most = Memo::new(move |_| lines.with(|lines| lines.has_values().then(|| figure(lines.most()))));
    let nothing = Memo::new(move |_| lines.with(|lines| !lines.has_values()));
    view! {
        <figure class="chart">
            <figcaption>{title}</figcaption>
            <div class="chart-frame">
                <span class="chart-most" aria-hidden="true">{most}</span>
                {move || drawing(title, &lines.get())}
                {live_if(move || nothing.get().then(|| view! { <p class="chart-none">"No values yet"</p> }))}
            </div>
            <ul class="chart-legend" aria-label=["Lines of ", title].concat()>{move || legend(&lines.get())}</ul>
            <details class="chart-table">
                <summary>"Values as a table"</summary>
                <div class="scroll" role="region" aria-label=["Table of ", title].concat() tabindex="0">
                    {move || table(title, &lines.get())}
                </div>
            </details>
        </figure>
    }
    .into_any()
}

fn class(index: usize) -> &'static str {
    ["line-1", "line-2", "line-3", "line-4", "line-5", "line-6"][index.min(DRAWN - 1)]
}

fn drawing(title: &str, lines: &Lines) -> AnyView {
    let drawn = lines.lines.iter().take(DRAWN).enumerate().flat_map(|(index, (_, values))| {
        let piece = move |points: String| {
            // One point alone makes no line.
            let points = if points.trim().contains(' ') { points } else { points.repeat(2) };
            view! { <polyline class=class(index) points=points></polyline> }.into_any()
        };
        lines.pieces(values).into_iter().map(piece).collect::<Vec<_>>()
    });
    let drawn: Vec<AnyView> = drawn.collect();
    view! {
        <svg class="chart-lines" viewBox="0 -2 600 124" preserveAspectRatio="none" role="img" aria-label=in_words(title, lines)>
            {drawn}
        </svg>
    }
    .into_any()
}

fn legend(lines: &Lines) -> AnyView {
    let entry = |(index, (name, values)): (usize, &(String, Vec<Option<f64>>))| {
        view! {
            <li>
                <svg class="chart-sample" viewBox="0 0 20 4" aria-hidden="true">
                    <polyline class=class(index) points="0,2 20,2"></polyline>
                </svg>
                <span class="name">{name.clone()}</span>
                <span class="mono">{newest(values)}</span>
            </li>
        }
        .into_any()
    };
    let entries: Vec<AnyView> = lines.lines.iter().take(DRAWN).enumerate().map(entry).collect();
    let more = lines.lines.len().saturating_sub(DRAWN);
    let rest =
        (more > 0).then(|| view! { <li class="faint">{[&more.to_string(), " more in the table"].concat()}</li> });
    view! { {entries} {rest} }.into_any()
}

fn table(title: &'static str, lines: &Lines) -> AnyView {
    let heads: Vec<AnyView> =
        lines.lines.iter().map(|(name, _)| view! { <th scope="col">{name.clone()}</th> }.into_any()).collect();
    let row = |(at, moment): (usize, &f64)| {
        let cell = |(_, values): &(String, Vec<Option<f64>>)| {
            let value = values.get(at).copied().flatten().map_or_else(|| "–".to_owned(), figure);
            view! { <td>{value}</td> }.into_any()
        };
        let cells: Vec<AnyView> = lines.lines.iter().map(cell).collect();
        view! { <tr><th scope="row">{absolute(*moment)}</th>{cells}</tr> }.into_any()
    };
    let rows: Vec<AnyView> = lines.moments.iter().enumerate().rev().take(ROWS).map(row).collect();
    view! {
        <table class="figures">
            <caption class="unseen">{title}</caption>
            <thead><tr><th scope="col">"Moment"</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_breaks_the_line_and_the_largest_value_is_at_the_top() {
        let values = vec![Some(0.0), Some(4.0), None, Some(2.0)];
        let lines = Lines { moments: vec![0.0, 100.0, 200.0, 300.0], lines: vec![("g".into(), values.clone())] };
        assert_eq!(lines.pieces(&values), ["0,120 200,0 ", "600,60 "]);
        assert_eq!(in_words("Queries", &lines), "Queries. Newest: g 2.00");
        let none = Lines::default();
        assert_eq!((none.most(), none.pieces(&[])), (0.0, vec![]));
    }
}
