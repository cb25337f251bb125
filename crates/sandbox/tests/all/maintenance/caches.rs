//! `cached-code-envs`, `register-global-code-env`, `model-cache`

use pilothouse_wire::api_node::maintenance::{
    Language, clean_code_envs, clear_models, import_code_envs, import_model, register_code_env,
};
use serde_json::json;

use crate::support::{As, Node, refused};

#[tokio::test]
async fn code_envs_go_in_once_and_come_out() {
    let node = Node::new().await;
    let first = node.ask(import_code_envs("/envs/a", Language::Python)).await.unwrap();
    assert_eq!(first, json!({"name": "python:/envs/a", "added": true}));
    let again = node.ask(import_code_envs("/envs/a", Language::Python)).await.unwrap();
    assert_eq!(again["added"], json!(false));
    node.ask(import_code_envs("/envs/a", Language::R)).await.unwrap();
    node.raw("POST", "/apinode/admin/api/register-global-code-env?exportedEnvDir=/e&builtEnvDir=/b&language=R", "")
        .await;
    let gone = node.ask(clean_code_envs()).await.unwrap();
    assert_eq!(gone, json!({"deletedCodeEnvs": ["R:/e", "R:/envs/a", "python:/envs/a"]}));
    assert_eq!(node.ask(clean_code_envs()).await.unwrap(), json!({"deletedCodeEnvs": []}));
}

#[tokio::test]
async fn models_go_in_and_out() {
    let node = Node::new().await;
    assert_eq!(node.ask(import_model("/m.zip")).await.unwrap()["added"], json!(true));
    node.ask(clear_models()).await.unwrap();
    node.ask(clear_models()).await.unwrap();
    assert_eq!(node.ask(import_model("/m.zip")).await.unwrap()["added"], json!(true));
}

#[tokio::test]
async fn wrong_queries_are_refused() {
    let node = Node::new().await;
    let bad = [
        "cached-code-envs?fileDir=/x",
        "cached-code-envs?language=python",
        "cached-code-envs?fileDir=/x&language=perl",
        "register-global-code-env?exportedEnvDir=/e",
        "register-global-code-env?exportedEnvDir=/e&builtEnvDir=/b&language=r",
        "model-cache",
        "model-cache?modelArchivePath=",
        "model-cache?modelArchivePath=a%00b",
    ];
    for path in bad {
        let answer = node.raw("POST", &["/apinode/admin/api/", path].concat(), "").await;
        assert_eq!(answer.status, 400, "{path}");
    }
}

#[tokio::test]
async fn nobody_uses_them() {
    let node = Node::new().await;
    let nobody = &As::Nobody;
    assert_eq!(refused(node.ask_as(nobody, import_code_envs("/x", Language::R)).await), 401);
    assert_eq!(refused(node.ask_as(nobody, clean_code_envs()).await), 401);
    assert_eq!(refused(node.ask_as(nobody, register_code_env("/x", "/y", Language::R)).await), 401);
    assert_eq!(refused(node.ask_as(nobody, import_model("/x")).await), 401);
    assert_eq!(refused(node.ask_as(nobody, clear_models()).await), 401);
}
