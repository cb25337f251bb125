//! Roles, wishes and clashes.

use super::*;
use pilothouse_wire::control::Id;
use serde_json::json;

fn role(name: &str, users: &[&str], groups: &[&str]) -> RoleMembers {
    let own = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
    RoleMembers {
        id: Id::parse(&["role-", name].concat()).unwrap(),
        name: name.to_owned(),
        permissions: Some(json!([{"resource": name}])),
        users: own(users),
        groups: own(groups),
    }
}

fn user(id: &str) -> Member {
    Member::User(id.to_owned())
}

fn some(role: &str) -> Option<String> {
    Some(role.to_owned())
}

fn sales() -> Vec<RoleMembers> {
    vec![role("Admin", &["ana"], &[]), role("Editor", &["bo", "cy"], &["night"]), role("Viewer", &[], &["all"])]
}

#[test]
fn only_changed_roles_are_sent_with_their_whole_lists_and_their_permissions() {
    let wishes = Wishes::from([(user("bo"), some("Admin")), (user("ana"), some("Admin"))]);
    assert_eq!(
        to_send(&sales(), &wishes).unwrap(),
        [role("Admin", &["ana", "bo"], &[]), role("Editor", &["cy"], &["night"])],
    );
    let gone = Wishes::from([(Member::Group("night".into()), None)]);
    assert_eq!(to_send(&sales(), &gone).unwrap(), [role("Editor", &["bo", "cy"], &[])]);
    assert_eq!(to_send(&sales(), &Wishes::from([(user("bo"), some("Editor"))])).unwrap(), []);
    assert_eq!(to_send(&sales(), &Wishes::from([(user("bo"), some("Owner"))])), Err("Owner".to_owned()));
}

#[test]
fn a_member_has_one_direct_role_whatever_the_server_had() {
    let twice = [role("Admin", &["bo"], &[]), role("Editor", &["bo"], &[]), role("Viewer", &[], &[])];
    assert_eq!(direct(&twice)[&user("bo")], "Admin");
    let wishes = Wishes::from([(user("bo"), some("Viewer"))]);
    let sent = to_send(&twice, &wishes).unwrap();
    let expected = [role("Admin", &[], &[]), role("Editor", &[], &[]), role("Viewer", &["bo"], &[])];
    assert_eq!(sent, expected);
}

#[test]
fn a_user_and_a_group_of_one_id_are_two_members() {
    let wishes = Wishes::from([(Member::Group("bo".into()), some("Editor"))]);
    assert_eq!(to_send(&sales(), &wishes).unwrap(), [role("Editor", &["bo", "cy"], &["night", "bo"])]);
}

#[test]
fn what_another_has_changed_of_others_stays() {
    let now = [role("Admin", &["ana", "dee"], &[]), role("Editor", &["bo"], &["night"]), role("Viewer", &[], &["all"])];
    let wishes = Wishes::from([(user("bo"), some("Admin"))]);
    assert_eq!(clashes(&sales(), &now, &wishes), []);
    let expected = [role("Admin", &["ana", "dee", "bo"], &[]), role("Editor", &[], &["night"])];
    assert_eq!(to_send(&now, &wishes).unwrap(), expected);
}

#[test]
fn the_same_member_changed_by_another_clashes_unless_the_wish_is_the_same() {
    let now = [role("Admin", &["ana"], &[]), role("Editor", &["cy"], &["night"]), role("Viewer", &["bo"], &["all"])];
    let clash = Clash { member: user("bo"), seen: some("Editor"), now: some("Viewer") };
    assert_eq!(clashes(&sales(), &now, &Wishes::from([(user("bo"), some("Admin"))])), [clash]);
    assert_eq!(clashes(&sales(), &now, &Wishes::from([(user("bo"), some("Viewer"))])), []);
    let removed = Wishes::from([(user("bo"), None)]);
    assert_eq!(clashes(&sales(), &now, &removed)[0].now, some("Viewer"));
}

#[test]
fn changes_say_from_what_to_what() {
    let wishes = Wishes::from([(user("bo"), None), (user("cy"), some("Editor")), (user("dee"), some("Viewer"))]);
    let change = |id, before: Option<&str>, after: Option<&str>| Change {
        member: user(id),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    };
    let expected = [change("bo", Some("Editor"), None), change("dee", None, Some("Viewer"))];
    assert_eq!(changes(&sales(), &wishes), expected);
    assert_eq!(open(&sales(), &wishes), Wishes::from([(user("bo"), None), (user("dee"), some("Viewer"))]));
}

#[test]
fn the_highest_of_direct_and_through_groups_counts_and_all_are_told() {
    let set = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect::<BTreeSet<_>>();
    let groups =
        BTreeMap::from([("night".to_owned(), set(&["dee", "bo"])), ("all".to_owned(), set(&["ana", "bo", "dee"]))]);
    let all = effective(&sales(), &groups);
    let of = |id: &str| all.iter().find(|one| one.user == id).unwrap();
    assert_eq!(
        (of("ana").role(), of("bo").role(), of("cy").role(), of("dee").role()),
        ("Admin", "Editor", "Editor", "Editor")
    );
    let from = |role: &str, group: Option<&str>| Source { role: role.to_owned(), group: group.map(str::to_owned) };
    assert_eq!(of("dee").sources, [from("Editor", Some("night")), from("Viewer", Some("all"))]);
    assert_eq!(of("bo").sources[0], from("Editor", None), "of two that are equal the direct one is named first");
}

#[test]
fn a_role_that_nobody_knows_is_kept_and_counts_least() {
    let roles = [role("Curator", &["bo"], &[]), role("Viewer", &[], &["all"])];
    let groups = BTreeMap::from([("all".to_owned(), BTreeSet::from(["bo".to_owned()]))]);
    assert_eq!(effective(&roles, &groups)[0].role(), "Viewer");
    assert_eq!(effective(&roles, &BTreeMap::new())[0].role(), "Curator");
}

#[test]
fn it_is_told_when_nobody_has_the_highest_role_any_more() {
    let demoted = Wishes::from([(user("ana"), some("Viewer"))]);
    assert!(leaves_nobody(&sales(), &demoted));
    let followed = Wishes::from([(user("ana"), some("Viewer")), (user("bo"), some("Admin"))]);
    assert!(!leaves_nobody(&sales(), &followed) && !leaves_nobody(&sales(), &Wishes::new()));
    assert!(!leaves_nobody(&sales()[1..], &Wishes::new()), "nobody had it before");
}
