//! The list's state is the address: back, reload and "send to a colleague" come free.

use crate::reactive::{Callback, Memo, Signal, StoredValue};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::domain::list::ListQuery;
use crate::domain::segment;

/// The list query of the page's address, and how to change it. A change replaces the entry in the history: typing a
/// filter does not fill it with half-typed words.
pub fn list_query() -> (Signal<ListQuery>, Callback<ListQuery>) {
    let location = use_location();
    let navigate = StoredValue::new(use_navigate());
    let query = Memo::new(move |_| ListQuery::from_pairs(pairs(&location.search.get())));
    let set = Callback::new(move |query: ListQuery| {
        let address = [&location.pathname.get_untracked(), &*search(&query)].concat();
        let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
        navigate.with_value(|navigate| navigate(&address, options));
    });
    (query.into(), set)
}

/// Pairs of a query string, values as [`segment`] writes them.
fn pairs(search: &str) -> Vec<(String, String)> {
    let search = search.trim_start_matches('?');
    let pairs = search.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter_map(|(name, value)| Some((read(name)?, read(value)?))).collect()
}

/// As browsers and other programs write it, too: no address of ours holds a percent sign or a plus.
fn read(part: &str) -> Option<String> {
    segment::unescape(&part.replace('%', "~").replace('+', "~20"))
}

/// A query as the end of an address: empty, or from the question mark on.
pub fn search(query: &ListQuery) -> String {
    let pairs = query.to_pairs();
    let pair = |(name, value): &(String, String)| [&segment::escape(name), "=", &segment::escape(value)].concat();
    let joined = pairs.iter().map(pair).collect::<Vec<_>>().join("&");
    if joined.is_empty() { joined } else { ["?", &joined].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_comes_back_from_the_address() {
        let asked =
            ListQuery { text: "100 % & é=~".into(), hidden: ["state".to_owned()].into(), ..ListQuery::default() }
                .sorted_on("id")
                .with_facet("state", Some("failed"));
        let address = search(&asked);
        assert!(!address.contains('%'));
        assert_eq!(ListQuery::from_pairs(pairs(&address)), asked);
        assert_eq!(search(&ListQuery::default()), "");
    }

    #[test]
    fn an_address_that_was_written_elsewhere_is_read() {
        for address in ["?q=a%20b", "?q=a+b", "?q=a~20b"] {
            assert_eq!(ListQuery::from_pairs(pairs(address)).text, "a b", "{address}");
        }
        assert_eq!(ListQuery::from_pairs(pairs("?q=%C3%A9%2b~2b")).text, "é++");
    }
}
