//! Projects and who is in them

mod create;
mod delete;
mod members;
mod update;

use pilothouse_wire::{
    Extra,
    control::{Id, Item, ProjectName, Which, create, get, projects as p},
};
use serde_json::json;

use crate::support::{As, Node};

fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

fn called(name: &str) -> ProjectName {
    ProjectName::parse(name).unwrap()
}

fn attributes(name: &str) -> Extra {
    [(p::NAME.to_owned(), json!(name))].into_iter().collect()
}

/// A project that is up.
async fn project(node: &Node, who: &As, name: &str) -> Item {
    let done = node.ask_as(who, create(&p::PROJECTS, attributes(name), Extra::new()).unwrap()).await.unwrap();
    node.run_jobs().await;
    let item = done.item.unwrap();
    let item = node.one(who, get(&p::PROJECTS, &Which::Id(id(&item.id)), &[])).await.item;
    assert_eq!(item.text(p::OPERATIONAL_STATUS), Some(p::ONLINE));
    item
}
