//! The lattice, held against the table of contract/dataiku-dss.md §8.2, and its laws over all pairs.

use super::*;
use pilothouse_wire::Whole;
use serde_json::json;

fn set(all: &[Permission]) -> Rights {
    all.iter().copied().collect()
}

#[test]
fn the_edges_are_those_of_the_table() {
    for (one, gives) in [
        (EditPermissions, &[ReadDashboards][..]),
        (ReadContent, &[ReadDashboards]),
        (WriteContent, &[ReadContent, ReadDashboards, WriteDashboards, RunScenarios]),
        (WriteDashboards, &[ReadDashboards]),
        (ShareToWorkspaces, &[ManageAuthorized]),
        (PublishToCollections, &[ManageAuthorized]),
        (ExportData, &[]),
        (RunScenarios, &[]),
        (ManageShared, &[]),
        (ExecuteApp, &[]),
        (ManageAuthorized, &[]),
        (ReadDashboards, &[]),
        (ModerateDashboards, &[]),
        (ManageDashboardUsers, &[]),
    ] {
        assert_eq!(set(&[one]).closed(), set(gives).with(one), "{one:?}");
    }
    let all: Vec<Permission> = Permission::all().collect();
    assert_eq!(set(&[Admin]).closed(), set(&all), "everything");
    for one in DATASET {
        assert_eq!(set(&[one]).closed(), set(&[one]), "{one:?}");
    }
}

#[test]
fn the_closure_is_idempotent_and_monotone() {
    let all: Vec<Permission> = Permission::all().collect();
    assert_eq!(all.len(), 21);
    for a in &all {
        for b in &all {
            let pair = set(&[*a, *b]);
            assert_eq!(pair.closed(), pair.closed().closed());
            assert_eq!(pair.closed(), set(&[*a]).closed().and(set(&[*b]).closed()), "no right comes of two together");
            assert!(set(&[*a]).closed().minus(pair.closed()).is_empty());
            assert!(
                *a == *b || !(set(&[*a]).closed().has(*b) && set(&[*b]).closed().has(*a)),
                "no circle: {a:?} {b:?}"
            );
        }
    }
}

#[test]
fn the_vocabularies_are_paired_as_the_contract_does() {
    for (one, flag, key) in [
        (Admin, Some("admin"), Some("ADMIN")),
        (ReadContent, Some("readProjectContent"), Some("READ_CONF")),
        (WriteContent, Some("writeProjectContent"), Some("WRITE_CONF")),
        (ExportData, Some("exportDatasetsData"), Some("EXPORT_DATASETS_DATA")),
        (ShareToWorkspaces, Some("shareToWorkspaces"), Some("SHARE_TO_WORKSPACE")),
        (ReadDashboards, Some("readDashboards"), Some("READ_DASHBOARDS")),
        (WriteDashboards, Some("writeDashboards"), Some("WRITE_DASHBOARDS")),
        (ModerateDashboards, Some("moderateDashboards"), Some("MODERATE_DASHBOARDS")),
        (RunScenarios, Some("runScenarios"), Some("RUN_SCENARIOS")),
        (ManageAuthorized, Some("manageDashboardAuthorizations"), Some("MANAGE_DASHBOARD_AUTHORIZATIONS")),
        (ManageShared, Some("manageExposedElements"), Some("MANAGE_EXPOSED_ELEMENTS")),
        (EditPermissions, Some("editPermissions"), None),
        (PublishToCollections, Some("publishToDataCollections"), None),
        (ManageDashboardUsers, Some("manageAdditionalDashboardUsers"), None),
        (ExecuteApp, Some("executeApp"), None),
        (ReadData, None, Some("READ_DATA")),
        (WriteData, None, Some("WRITE_DATA")),
        (ReadMetadata, None, Some("READ_METADATA")),
        (WriteMetadata, None, Some("WRITE_METADATA")),
        (ReadSchema, None, Some("READ_SCHEMA")),
        (WriteSchema, None, Some("WRITE_SCHEMA")),
    ] {
        assert_eq!((one.flag(), one.key_name()), (flag, key));
        for name in flag.iter().chain(&key) {
            assert_eq!(Permission::parse(name), Some(one));
        }
    }
    assert_eq!(Permission::parse("noSuchRight"), None);
}

#[test]
fn a_tick_shows_what_follows_and_why() {
    let closure = Closure::of(set(&[WriteContent, EditPermissions]));
    assert_eq!(closure.status(WriteContent), Status::Ticked);
    assert_eq!(closure.status(ReadDashboards), Status::Implied(vec![EditPermissions, WriteContent]));
    assert_eq!(closure.status(ExportData), Status::Absent);
    assert_eq!(closure.note(RunScenarios).as_deref(), Some("Write project content implies it."));
    assert_eq!(closure.note(ReadDashboards).as_deref(), Some("Edit permissions and Write project content imply it."));
    let closure = Closure::of(set(&[WriteContent, RunScenarios]));
    assert_eq!(closure.untick_reason(RunScenarios).as_deref(), Some("It stays: Write project content implies it."));
    assert_eq!(closure.untick_reason(WriteContent), None);
    assert_eq!(closure.redundant(), ["Write project content gives Run scenarios already."]);
    assert_eq!(closure.ticked().fewest(), set(&[WriteContent]));
}

#[test]
fn what_is_not_documented_is_said_and_never_ticked() {
    let closure = Closure::of(set(&[ModerateDashboards, ReadContent, WriteSchema]));
    assert_eq!(closure.note(ModerateDashboards).as_deref(), Some("What it implies is not documented."));
    assert_eq!(closure.status(WriteDashboards), Status::NotDocumented(vec![ModerateDashboards]));
    assert_eq!(closure.status(ReadSchema), Status::NotDocumented(vec![ReadContent, WriteSchema]));
    assert_eq!(
        closure.note(ReadSchema).as_deref(),
        Some("Whether Read project content and Write schema give it is not documented.")
    );
    assert_eq!(closure.status(WriteData), Status::Absent);
    for one in Permission::all() {
        let open = set(one.may_imply());
        assert!(open.common(set(&[one]).closed()).is_empty(), "{one:?}: stated, so not open");
        assert!(one == Admin || !set(&[one]).closed().has(ModerateDashboards) || one == ModerateDashboards);
    }
}

#[test]
fn a_removed_redundant_tick_changes_no_right() {
    for a in Permission::all() {
        for b in Permission::all() {
            for c in [Admin, WriteContent, ShareToWorkspaces, ReadSchema] {
                let all = set(&[a, b, c]);
                assert_eq!(all.fewest().closed(), all.closed(), "{all:?}");
                assert_eq!(all.fewest().redundant(), []);
            }
        }
    }
}

#[test]
fn two_sets_differ_in_what_they_give() {
    let told = set(&[WriteContent]).difference(set(&[ReadContent, RunScenarios, ExportData]));
    assert_eq!(told.only_first, set(&[WriteContent, WriteDashboards]));
    assert_eq!(told.only_second, set(&[ExportData]));
    assert!(told.both.has(ReadDashboards) && !told.is_none());
    assert!(set(&[WriteContent]).difference(set(&[WriteContent, ReadContent])).is_none());
}

#[test]
fn the_vendors_advice_stands_where_it_applies() {
    let texts = |all: &[Permission]| advice(set(all)).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    let alone = texts(&[RunScenarios]);
    assert_eq!(alone.len(), 2, "{alone:?}");
    assert!(alone[0].starts_with("Run scenarios is of little use"));
    assert_eq!(
        texts(&[Admin]),
        [
            "Publishing on workspaces needs a group with the global permission for it too.",
            "Publishing to data collections needs a group with the global permission for it too."
        ]
    );
    let reader = advice(set(&[ReadContent]));
    assert_eq!(reader[0].0, ExportData, "it stands beside the box that was left out");
    assert!(reader[0].1.starts_with("Leaving out Export"));
    assert!(texts(&[EditPermissions])[0].starts_with("With Edit permissions"));
    assert_eq!(advice(Rights::NONE), Vec::new());
}

#[test]
fn flags_are_read_and_put_back_without_touching_others() {
    let value = json!({"group": "ops", "admin": false, "readProjectContent": true, "runScenarios": "yes",
        "mayFly": true, "note": null});
    let mut entry = Whole::of(value).unwrap();
    assert_eq!(read(entry.members()), set(&[ReadContent]));
    assert_eq!(unknown(entry.members()), ["mayFly"]);
    put(&mut entry, set(&[ReadContent, ExportData]));
    assert_eq!(
        entry.value(),
        json!({"group": "ops", "admin": false, "readProjectContent": true, "runScenarios": "yes", "mayFly": true,
            "note": null, "exportDatasetsData": true})
    );
    put(&mut entry, Rights::NONE);
    assert_eq!(entry.flag("readProjectContent"), Some(false));
    assert_eq!(Rights::NONE.words(), "nothing");
    assert_eq!(set(&[RunScenarios, Admin]).words(), "Admin, Run scenarios");
}
