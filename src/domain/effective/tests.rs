//! Rights in the end, on a small instance.

use super::*;
use crate::domain::rights::Permission::*;
use serde_json::{Value, json};

const NOW: f64 = 1.8e12;

fn wholes(list: Value) -> Vec<Whole> {
    list.as_array().unwrap().iter().cloned().filter_map(Whole::of).collect()
}

fn users() -> Vec<Whole> {
    wholes(json!([
        {"login": "root", "enabled": true, "groups": ["administrators"]},
        {"login": "nadia", "enabled": true, "groups": ["logistics", "night"]},
        {"login": "omar", "enabled": true, "groups": []},
        {"login": "gone", "enabled": false, "groups": ["administrators"]},
        {"login": "odd", "enabled": true, "groups": ["unheard"]},
        {"login": "mute", "groups": []},
    ]))
}

fn groups() -> Vec<Whole> {
    wholes(json!([
        {"name": "administrators", "admin": true},
        {"name": "logistics", "admin": false},
        {"name": "night", "admin": false},
    ]))
}

fn project(key: &str, permissions: Option<Value>) -> Project {
    Project { key: key.into(), permissions: permissions.and_then(Whole::of) }
}

fn projects() -> Vec<Project> {
    vec![
        project(
            "ROUTES",
            Some(json!({"owner": "omar", "permissions": [
                {"group": "logistics", "writeProjectContent": true, "mayFly": true},
                {"group": "night", "exportDatasetsData": true},
                {"user": "odd", "readDashboards": true}]})),
        ),
        project(
            "BILLING",
            Some(json!({"owner": "root", "permissions": [{"user": "nadia", "readProjectContent": true}]})),
        ),
        project("HIDDEN", None),
    ]
}

fn world() -> World {
    World::new(Some(&users()), Some(&groups()), projects(), NOW)
}

fn user(login: &str) -> Effective {
    world().effective(&Identity::User(login.into()))
}

fn yes(words: &str) -> Answer {
    Answer::Yes(vec![words.into()])
}

fn global(key: Value) -> Identity {
    Identity::Global(Whole::of(key).unwrap())
}

#[test]
fn each_right_says_where_it_comes_from() {
    let nadia = user("nadia");
    let routes = &nadia.projects[0];
    assert_eq!(routes.answer(WriteContent), yes("group logistics"));
    assert_eq!(routes.answer(RunScenarios), yes("group logistics: Write project content implies it"));
    assert_eq!(routes.answer(ExportData), yes("group night"));
    assert_eq!(routes.answer(Admin), Answer::No);
    assert_eq!(routes.unknown, ["mayFly"]);
    assert_eq!(nadia.projects[1].answer(ReadContent), yes("user nadia"));
    assert_eq!(user("omar").projects[0].answer(ShareToWorkspaces), yes("owner: Admin implies it"));
    let root = user("root");
    assert_eq!(root.administrator, Some(Source::Administrator(Some("administrators".into()))));
    assert_eq!(root.projects[0].answer(Admin), yes("administrator, by group administrators"));
}

#[test]
fn what_is_missing_is_not_known_and_never_no() {
    let nadia = user("nadia");
    let why = "The permissions of project HIDDEN could not be read.";
    assert_eq!(nadia.projects[2].answer(ReadContent), Answer::NotKnown(vec![why.into()]));
    let odd = user("odd");
    assert_eq!(odd.projects[0].answer(ReadDashboards), yes("user odd"), "what is known is known");
    assert_eq!(odd.projects[0].answer(Admin), Answer::NotKnown(vec!["Group unheard could not be read.".into()]));
    for (login, why) in
        [("mute", "Whether user mute is enabled is not given."), ("nobody", "User nobody is not in the list of users.")]
    {
        let told = user(login);
        assert_eq!(told.standing, Standing::NotKnown(why.into()));
        assert_eq!(told.projects[0].answer(Admin), Answer::NotKnown(vec![why.into()]));
    }
    let world = World::new(None, None, projects(), NOW);
    let omar = world.effective(&Identity::User("omar".into()));
    assert!(matches!(omar.projects[0].answer(Admin), Answer::NotKnown(_)), "an owner may be disabled");
    let names = wholes(json!([{"name": "administrators"}]));
    let world = World::new(Some(&users()), Some(&names), projects(), NOW);
    assert!(matches!(world.effective(&Identity::User("root".into())).projects[0].answer(Admin), Answer::NotKnown(_)));
}

#[test]
fn who_is_disabled_or_expired_reaches_nothing() {
    let world = world();
    let personal = |login: &str| Identity::Personal(Whole::of(json!({"id": "k", "user": login})).unwrap());
    let ended = [
        personal("gone"),
        Identity::User("gone".into()),
        global(json!({"id": "g", "expiresOn": NOW, "globalPermissions": {"admin": true}})),
    ];
    for identity in &ended {
        let told = world.effective(identity);
        assert!(matches!(told.standing, Standing::Ended(_)));
        for project in &told.projects {
            assert_eq!((project.answer(ReadContent), project.rights()), (Answer::No, Rights::NONE));
        }
    }
    assert_eq!(who_reaches(&world, &ended, "ROUTES", "stops"), Some(Vec::new()));
    let key = global(json!({"id": "g", "expiresOn": NOW + 1.0, "globalPermissions": {"admin": true}}));
    assert_eq!(world.effective(&key).projects[2].answer(Admin), yes("administrator"));
    assert_eq!(world.effective(&personal("nadia")), world.effective(&Identity::User("nadia".into())));
}

#[test]
fn global_keys_have_groups_or_rights_of_their_own() {
    let world = world();
    let groups = global(json!({"id": "g", "groups": ["logistics"], "dssUserForImpersonation": "root"}));
    let told = world.effective(&groups);
    assert_eq!(told.projects[0].answer(WriteContent), yes("group logistics"));
    assert_eq!(told.projects[0].answer(ExportData), Answer::No);
    assert_eq!(told.administrator, None, "the associated user gives no rights");
    let admins = global(json!({"id": "g", "groups": ["administrators"]}));
    assert_eq!(world.effective(&admins).projects[2].answer(Admin), yes("administrator, by group administrators"));
    let own = global(json!({"id": "g", "groups": null, "globalPermissions": {"admin": false},
        "projects": {"HIDDEN": {"readProjectContent": true}}}));
    let told = world.effective(&own);
    assert_eq!(told.projects[2].answer(ReadDashboards), yes("the key's own rights: Read project content implies it"));
    assert_eq!(told.projects[0].answer(ReadContent), Answer::No);
    let silent = global(json!({"id": "g", "globalPermissions": {"admin": false}}));
    let why = "What the key may do in projects is not given.";
    assert_eq!(world.effective(&silent).projects[0].answer(Admin), Answer::NotKnown(vec![why.into()]));
}

#[test]
fn a_project_key_reaches_its_datasets_and_no_other_project() {
    let read_data: Rights = [ReadData].into_iter().collect();
    let key = ProjectKeyRights {
        project: "ROUTES".into(),
        datasets: vec![("stops".into(), read_data)],
        ..Default::default()
    };
    let told = world().effective(&Identity::OfProject(key));
    assert_eq!(told.projects[0].answer_on("stops", ReadData), yes("the key's own rights"));
    let open = "Whether Read data gives it is not documented.";
    assert_eq!(told.projects[0].answer_on("stops", ReadSchema), Answer::NotKnown(vec![open.into()]));
    assert_eq!(told.projects[0].answer_on("stops", WriteData), Answer::No);
    assert_eq!(told.projects[0].answer_on("depots", ReadData), Answer::No);
    assert_eq!(told.projects[1].reach("stops"), Reach::No);
    let Reach::Yes(ways) = told.projects[0].reach("stops") else { panic!("not reached") };
    assert_eq!(ways[0].words(), "Read data, on the dataset");
}

#[test]
fn what_content_rights_give_on_a_dataset_is_not_documented() {
    let nadia = user("nadia");
    let open = "Whether Read project content and Write project content give it is not documented.";
    assert_eq!(nadia.projects[0].answer_on("stops", ReadData), Answer::NotKnown(vec![open.into()]));
    let all = yes("owner: Admin is everything in the project");
    assert_eq!(user("omar").projects[0].answer_on("stops", WriteSchema), all);
}

#[test]
fn every_key_that_reaches_a_dataset_is_found_with_why() {
    let key = |login: &str| Identity::Personal(Whole::of(json!({"id": "k", "user": login})).unwrap());
    let all = [
        key("root"),
        key("nadia"),
        key("omar"),
        key("odd"),
        key("gone"),
        global(json!({"id": "g", "groups": ["night"]})),
        global(json!({"id": "g", "projects": {"ROUTES": {"readProjectContent": true}}})),
    ];
    let told = who_reaches(&world(), &all, "ROUTES", "stops").unwrap();
    let words: Vec<(usize, Vec<String>)> = told
        .into_iter()
        .map(|row| match row.reach {
            Reach::Yes(ways) => (row.index, ways.iter().map(Way::words).collect()),
            Reach::NotKnown(why) => (row.index, why),
            Reach::No => panic!("listed without reaching it"),
        })
        .collect();
    let row = |index: usize, words: &str| (index, vec![words.to_owned()]);
    assert_eq!(
        words,
        [
            row(0, "administrator, by group administrators"),
            row(1, "Write project content, by group logistics"),
            row(2, "owner"),
            row(3, "Group unheard could not be read."),
            row(6, "Read project content, by the key's own rights"),
        ]
    );
    assert_eq!(who_reaches(&world(), &all, "NOPE", "stops"), None);
}

#[test]
fn two_identities_differ_project_by_project() {
    let told = difference(&user("nadia"), &user("omar"));
    assert_eq!(told[0].rights.only_first, Rights::NONE);
    assert!(told[0].rights.only_second.has(Admin) && !told[0].open);
    assert_eq!(told[1].rights.only_first, [ReadContent, ReadDashboards].into_iter().collect());
    assert!(told[2].open);
}
