//! Every path of the console, and that each leads back to its place.

use pilothouse::routes::{ControlPlace, DssPlace, Route};
use pilothouse_wire::ServiceId;
use pilothouse_wire::control::{access_keys, projects, users};
use pilothouse_wire::dss::{ApiKeyId, GroupName, LogName, Login, ProjectKey};

fn service(id: &str) -> Route {
    Route::Service { node: "main".into(), service: ServiceId::parse(id).expect("an id") }
}

fn dss(place: DssPlace) -> Route {
    Route::Dss { actor: None, place }
}

#[test]
fn every_path() {
    let node = || "main".to_owned();
    let places = [
        Route::Overview { node: node() },
        Route::Services { node: node() },
        service("parcel-eta"),
        Route::Compare { node: node() },
        Route::Keys { node: node() },
        Route::Metrics { node: node() },
        Route::Journal { node: node() },
        Route::Maintenance { node: node() },
        Route::Kitchens,
        dss(DssPlace::Account),
        dss(DssPlace::AccountKeys),
        dss(DssPlace::Users),
        dss(DssPlace::User(Login::parse("m.ito").expect("a login"))),
        dss(DssPlace::Groups),
        dss(DssPlace::Group(GroupName::parse("night shift").expect("a name"))),
        dss(DssPlace::ApiKeys),
        dss(DssPlace::ApiKey(ApiKeyId::parse("k1").expect("an id"))),
        dss(DssPlace::Rights),
        dss(DssPlace::Projects),
        dss(DssPlace::Project(ProjectKey::parse("FLEET").expect("a key"))),
        dss(DssPlace::Matrix),
        dss(DssPlace::Variables),
        dss(DssPlace::Logs),
        dss(DssPlace::Log(LogName::parse("backend.log").expect("a name"))),
        dss(DssPlace::Instance),
        Route::Control(ControlPlace::List(&users::USERS)),
        Route::Control(ControlPlace::List(&access_keys::ACCESS_KEYS)),
        Route::Control(ControlPlace::Services),
        Route::Control(ControlPlace::Record(&projects::PROJECTS, "sales@default-tenant".into())),
        Route::Dss { actor: Some(Login::parse("m.ito").expect("a login")), place: DssPlace::Users },
    ];
    let paths: Vec<String> = places.iter().map(Route::path).collect();
    assert_eq!(
        paths,
        [
            "/nodes/main/overview",
            "/nodes/main/services",
            "/nodes/main/services/parcel-eta",
            "/nodes/main/compare",
            "/nodes/main/keys",
            "/nodes/main/metrics",
            "/nodes/main/journal",
            "/nodes/main/maintenance",
            "/account/kitchens",
            "/account",
            "/account/keys",
            "/access/users",
            "/access/users/m~2eito",
            "/access/groups",
            "/access/groups/night~20shift",
            "/access/keys",
            "/access/keys/k1",
            "/access/rights",
            "/access/projects",
            "/access/projects/FLEET",
            "/access/matrix",
            "/access/variables",
            "/access/logs",
            "/access/logs/backend~2elog",
            "/access/instance",
            "/control/users",
            "/control/access-keys",
            "/control/services",
            "/control/projects/sales~40default-tenant",
            "/as/m~2eito/access/users"
        ]
    );
    for place in places {
        assert_eq!(Route::parse(&place.path()), Some(place));
    }
}

#[test]
fn the_pages_of_a_node_are_all_on_it() {
    let pages = Route::pages("main");
    assert!(pages.iter().all(|page| page.node() == Some("main") && page.on_node("main") == *page));
    assert!(pages.iter().enumerate().all(|(number, page)| !pages[..number].contains(page)));
}

#[test]
fn any_id_has_an_address() {
    for id in ["a b", "..%2Fkeys", "é?#&=", "100%", "~2e"] {
        assert_eq!(Route::parse(&service(id).path()), Some(service(id)), "{id}");
        let login = Login::parse(&[id, "/@"].concat()).expect("a login");
        let place = Route::Dss { actor: Some(login.clone()), place: DssPlace::User(login) };
        assert_eq!(Route::parse(&place.path()), Some(place), "{id}");
    }
}

#[test]
fn what_is_no_place_is_not_found() {
    for path in [
        "/",
        "/as/m~2eito",
        "/as//account",
        "/as/x/nodes/main/keys",
        "/access",
        "/control",
        "/control/events/1",
        "/control/services/lab",
        "/access/keys/a/b",
        "/account/other",
        "/nodes",
        "/nodes/main",
        "/nodes/main/other",
        "/nodes/main/services/a/b",
        "/nodes/main/services/~2f",
    ] {
        assert_eq!(Route::parse(path), None, "{path}");
    }
}
