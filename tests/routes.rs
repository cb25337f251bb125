//! Every path of the console, and that each leads back to its place.

use pilothouse::routes::Route;
use pilothouse_wire::ServiceId;

fn service(id: &str) -> Route {
    Route::Service { node: "main".into(), service: ServiceId::parse(id).expect("an id") }
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
            "/nodes/main/maintenance"
        ]
    );
    for place in places {
        assert_eq!(Route::parse(&place.path()), Some(place));
    }
}

#[test]
fn the_pages_of_a_node_are_all_on_it() {
    let pages = Route::pages("main");
    assert!(pages.iter().all(|page| page.node() == "main" && page.on_node("main") == *page));
    assert!(pages.iter().enumerate().all(|(number, page)| !pages[..number].contains(page)));
}

#[test]
fn any_id_has_an_address() {
    for id in ["a b", "..%2Fkeys", "é?#&=", "100%", "~2e"] {
        assert_eq!(Route::parse(&service(id).path()), Some(service(id)), "{id}");
    }
}

#[test]
fn what_is_no_place_is_not_found() {
    for path in
        ["/", "/nodes", "/nodes/main", "/nodes/main/other", "/nodes/main/services/a/b", "/nodes/main/services/~2f"]
    {
        assert_eq!(Route::parse(path), None, "{path}");
    }
}
