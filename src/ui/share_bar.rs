//! How a whole is shared out: one bar cut into pieces, told apart by steps of lightness of the one accent colour.
//!
//! Every bar says the same in words, for those who do not see it.

use super::percent::text;
use crate::reactive::Signal;
use leptos::prelude::*;
use pilothouse_view::view;

/// Names and their shares in hundredths of a percent.
pub type Shares = Vec<(String, u16)>;

/// How many steps of lightness there are; later names take the last one, with stripes.
const STEPS: usize = 5;

fn step_class(index: usize) -> &'static str {
    ["piece step-1", "piece step-2", "piece step-3", "piece step-4", "piece step-5"][index.min(STEPS - 1)]
}

fn in_words(shares: &[(String, u16)]) -> String {
    let parts: Vec<String> = shares.iter().map(|(name, share)| [name.as_str(), " ", &text(*share)].concat()).collect();
    parts.join(", ")
}

/// The pieces of a bar 10,000 units long. `order` gives each name its step, so that two bars agree.
fn pieces(shares: &[(String, u16)], order: &[String]) -> AnyView {
    let mut from = 0_u32;
    let piece = |(name, share): &(String, u16)| {
        let step = order.iter().position(|known| known == name).unwrap_or(STEPS);
        let x = from;
        from += u32::from(*share);
        view! { <rect class=step_class(step) x=x.to_string() width=share.to_string() height="10"></rect> }.into_any()
    };
    shares.iter().map(piece).collect::<Vec<_>>().into_any()
}

fn bar(class: &'static str, words: String, shares: &[(String, u16)], order: &[String]) -> AnyView {
    view! {
        <svg class=class viewBox="0 0 10000 10" preserveAspectRatio="none" role="img" aria-label=words>
            {pieces(shares, order)}
        </svg>
    }
    .into_any()
}

/// A small bar with its shares in words behind it, for a table cell. Nothing shared out gives a word.
pub fn share_bar(shares: &[(String, u16)]) -> AnyView {
    let order: Vec<String> = shares.iter().map(|(name, _)| name.clone()).collect();
    share_bar_of(shares, &order)
}

/// The same with the steps of all those names, so that bars beside each other agree.
pub fn share_bar_of(shares: &[(String, u16)], order: &[String]) -> AnyView {
    let Some((first, rest)) = shares.split_first() else {
        return view! { <span class="faint">"none"</span> }.into_any();
    };
    let words = if rest.is_empty() { first.0.clone() } else { in_words(shares) };
    let title = words.clone();
    view! {
        <span class="share-cell" title=title>
            {bar("share-bar", in_words(shares), shares, order)}
            <span class="share-words" aria-hidden="true">{words}</span>
        </span>
    }
    .into_any()
}

fn names_of(before: &[(String, u16)], after: &[(String, u16)]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in before.iter().chain(after) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn legend_row(index: usize, name: &str, before: &[(String, u16)], after: &[(String, u16)]) -> AnyView {
    let share =
        |shares: &[(String, u16)]| shares.iter().find(|(known, _)| known == name).map_or(0, |(_, share)| *share);
    let (was, becomes) = (share(before), share(after));
    view! {
        <tr class:changed=was != becomes>
            <th scope="row">
                <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
                    <rect class=step_class(index) width="10" height="10"></rect>
                </svg>
                <span class="name">{name.to_owned()}</span>
            </th>
            <td>{text(was)}</td>
            <td>{text(becomes)}</td>
        </tr>
    }
    .into_any()
}

/// Two bars, now and after, and a legend with both figures of every name.
#[component]
pub fn ShareBars(
    /// As it is.
    #[prop(into)]
    before: Signal<Shares>,
    /// As it would be.
    #[prop(into)]
    after: Signal<Shares>,
) -> AnyView {
    let picture = move || {
        let (before, after) = (before.get(), after.get());
        let names = names_of(&before, &after);
        let rows: Vec<_> =
            names.iter().enumerate().map(|(index, name)| legend_row(index, name, &before, &after)).collect();
        view! {
            <div class="share-line"><span>"Now"</span>{bar("share-bar large", ["Now: ", &in_words(&before)].concat(), &before, &names)}</div>
            <div class="share-line"><span>"After"</span>{bar("share-bar large", ["After: ", &in_words(&after)].concat(), &after, &names)}</div>
            <table class="legend">
                <thead><tr><th scope="col">"Name"</th><th scope="col">"Now"</th><th scope="col">"After"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    };
    view! { <div class="share-bars">{picture}</div> }.into_any()
}
