//! Which generation answers a query

use std::collections::BTreeMap;

use pilothouse_wire::{
    GenerationId, ServiceId,
    api_node::{
        mapping::set,
        prediction::{Dispatch, predict},
    },
};

use super::query;
use crate::support::{Node, endpoint, generation, refused, split};

async fn who_answers(node: &Node, id: &ServiceId, dispatch: Option<Dispatch>) -> GenerationId {
    let answer = node.ask(predict(id, &endpoint("cost"), &query(dispatch))).await.unwrap();
    answer.api_context.unwrap().service_generation.unwrap()
}

#[tokio::test]
async fn traffic_falls_by_the_shares() {
    let node = Node::new().await;
    let id = node.service("a", &["g", "h"]).await;
    node.ask(set(&id, &split(&[("g", 8000), ("h", 2000)]))).await.unwrap();
    let mut counts = BTreeMap::new();
    for _ in 0..2000 {
        *counts.entry(who_answers(&node, &id, None).await.to_string()).or_insert(0) += 1;
    }
    // The draws are those of a fixed sequence: this is the same in every run.
    assert!((1540..=1660).contains(&counts["g"]), "{counts:?}");
    assert_eq!(counts["g"] + counts["h"], 2000);
}

#[tokio::test]
async fn a_forced_generation_answers_whatever_its_share() {
    let node = Node::new().await;
    let id = node.service("a", &["g", "h"]).await;
    node.ask(set(&id, &split(&[("g", 10_000)]))).await.unwrap();
    let forced = |id: &str| Some(Dispatch::ForcedGeneration(generation(id)));
    assert_eq!(who_answers(&node, &id, forced("g")).await, generation("g"));
    let not_mounted = node.ask(predict(&id, &endpoint("cost"), &query(forced("h")))).await;
    assert_eq!(refused(not_mounted), 409);
    node.ask(set(&id, &split(&[("g", 5000), ("h", 5000)]))).await.unwrap();
    node.ask(set(&id, &split(&[("g", 10_000)]))).await.unwrap();
    assert_eq!(who_answers(&node, &id, forced("h")).await, generation("h"));
    assert_eq!(refused(node.ask(predict(&id, &endpoint("cost"), &query(forced("no")))).await), 404);
}

#[tokio::test]
async fn the_same_key_meets_the_same_generation() {
    let node = Node::new().await;
    let id = node.service("a", &["g", "h"]).await;
    node.ask(set(&id, &split(&[("g", 5000), ("h", 5000)]))).await.unwrap();
    let mut met = BTreeMap::new();
    for n in 0..40 {
        let key = || Some(Dispatch::DispatchKey(format!("customer-{n}")));
        let first = who_answers(&node, &id, key()).await;
        assert_eq!(who_answers(&node, &id, key()).await, first);
        *met.entry(first).or_insert(0) += 1;
    }
    assert_eq!(met.len(), 2, "{met:?}");
}
