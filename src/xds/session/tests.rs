use envoy_types::pb::google::protobuf::Any;

use super::ResourceType::{Cluster, Endpoint, Listener, Route};
use super::*;

/// `a1` is the resource `a` with version `1`; `r2>b` is one that names the cluster `b`.
fn set(resources: &[&str]) -> ResourceSet {
    let split = |text: &&str| {
        let (text, needs) = text.split_once('>').unwrap_or((text, ""));
        let (name, version) = text.split_at(1);
        let any = Any { value: needs.as_bytes().to_vec(), ..Default::default() };
        (name.to_owned(), Arc::new(EncodedResource { version: version.to_owned(), any }))
    };
    resources.iter().map(split).collect()
}

fn desired(clusters: &[&str], listeners: &[&str], routes: &[&str]) -> Desired {
    [(Cluster, set(clusters)), (Listener, set(listeners)), (Route, set(routes))].into()
}

fn ask(kind: ResourceType, nonce: &str, interest: Option<Interest>) -> XdsRequest {
    let (subscribed, initial_versions) = (BTreeSet::new(), BTreeMap::new());
    XdsRequest {
        kind,
        nonce: nonce.to_owned(),
        rejected: None,
        interest,
        subscribed,
        initial_versions,
    }
}

fn named(names: &[&str]) -> Option<Interest> {
    Some(Interest::Named(names.iter().map(ToString::to_string).collect()))
}

/// `CDS#1 a1 b1`: type, nonce and the whole set of each push.
fn shown(pushes: &[Push]) -> Vec<String> {
    let short = |kind| match kind {
        Cluster => "CDS",
        Endpoint => "EDS",
        Listener => "LDS",
        Route => "RDS",
    };
    let each = |push: &Push| {
        let all: Vec<String> = push.all.iter().map(|(n, r)| format!("{n}{}", r.version)).collect();
        format!("{}#{} {}", short(push.kind), push.nonce, all.join(" "))
    };
    pushes.iter().map(each).collect()
}

/// A proxy that has cluster `a1`, listener `l1` and route `r1`.
fn synced() -> Session {
    let mut session = Session::default();
    assert!(session.set_desired(desired(&["a1"], &["l1"], &["r1"])).is_empty(), "no subscription");
    let steps = [
        (ask(Cluster, "", Some(Interest::Wildcard)), vec!["CDS#1 a1"]),
        (ask(Cluster, "1", None), vec![]),
        (ask(Listener, "", Some(Interest::Wildcard)), vec!["LDS#2 l1"]),
        (ask(Route, "", named(&["r"])), vec!["RDS#3 r1"]),
        (ask(Listener, "2", None), vec![]),
        (ask(Route, "3", None), vec![]),
    ];
    for (said, want) in steps {
        assert!(!session.is_synced());
        assert_eq!(shown(&session.handle_request(said)), want);
    }
    assert!(session.is_synced());
    session
}

#[test]
fn a_proxy_gets_what_it_asks_for_in_its_own_order() {
    synced();
}

#[test]
fn new_clusters_come_before_routes_and_old_ones_go_after() {
    let mut session = synced();
    let steps = [
        (shown(&session.set_desired(desired(&["b1"], &["l1"], &["r2"]))), vec!["CDS#4 a1 b1"]),
        (shown(&session.handle_request(ask(Cluster, "4", None))), vec!["RDS#5 r2"]),
        (shown(&session.handle_request(ask(Route, "5", None))), vec!["CDS#6 b1"]),
        (shown(&session.handle_request(ask(Cluster, "6", None))), vec![]),
    ];
    for (got, want) in steps {
        assert_eq!(got, want);
    }
    assert!(session.is_synced());
}

#[test]
fn delta_names_only_what_changes_and_goes() {
    let mut session = synced();
    let pushes = session.set_desired(desired(&["b1"], &["l1"], &["r1"]));
    assert_eq!((pushes[0].changed.len(), pushes[0].removed.len()), (1, 0));
    assert!(pushes[0].changed.contains("b"));
    let pushes = session.handle_request(ask(Cluster, "4", None));
    assert_eq!((pushes[0].changed.len(), pushes[0].removed.len()), (0, 1));
    assert!(pushes[0].removed.contains("a"));
}

#[test]
fn what_changes_nothing_sends_nothing() {
    let mut session = synced();
    assert_eq!(shown(&session.set_desired(desired(&["a1"], &["l1"], &["r1"]))), [""; 0]);
    assert!(session.is_synced());
}

#[test]
fn a_rejected_version_is_not_sent_again() {
    let mut session = synced();
    let pushes = session.set_desired(desired(&["a1"], &["l2"], &["r1"]));
    assert_eq!(shown(&pushes), ["LDS#4 l2"]);
    let no = XdsRequest { rejected: Some("duplicate listener".into()), ..ask(Listener, "4", None) };
    assert_eq!(shown(&session.handle_request(no)), [""; 0], "would loop with Envoy forever");
    assert!(!session.is_synced());
    assert_eq!(shown(&session.set_desired(desired(&["a1"], &["l3"], &["r1"]))), ["LDS#5 l3"]);
}

#[test]
fn only_routes_that_need_a_rejected_cluster_wait_for_it() {
    let mut session = synced();
    session.set_desired(desired(&["a1", "b1", "c1"], &["l1"], &["r2>b"]));
    let no = XdsRequest { rejected: Some("b: no".into()), ..ask(Cluster, "4", None) };
    assert_eq!(
        shown(&session.handle_request(no)),
        ["CDS#5 a1 c1"],
        "what is good is sent again, without b"
    );
    assert_eq!(shown(&session.handle_request(ask(Cluster, "5", None))), [""; 0], "r2 names b");
    assert!(!session.is_synced());
    let pushes = session.set_desired(desired(&["a1", "b1", "c1"], &["l1"], &["r3>c"]));
    assert_eq!(shown(&pushes), ["RDS#6 r3"], "r3 does not");
    session.handle_request(ask(Route, "6", None));
    assert!(!session.is_synced(), "b is still desired, and rejected");
    let pushes = session.set_desired(desired(&["a1", "b2", "c1"], &["l1"], &["r2>b"]));
    assert_eq!(shown(&pushes), ["CDS#7 a1 b2 c1"]);
    assert_eq!(shown(&session.handle_request(ask(Cluster, "7", None))), ["RDS#8 r2"]);
    session.handle_request(ask(Route, "8", None));
    assert!(session.is_synced());
}

#[test]
fn a_rejection_that_names_nothing_counts_for_all_that_it_answers() {
    let mut session = synced();
    session.set_desired(desired(&["a1", "b1"], &["l1"], &["r2"]));
    let no = XdsRequest { rejected: Some("-".into()), ..ask(Cluster, "4", None) };
    assert_eq!(shown(&session.handle_request(no)), [""; 0], "r2 may need what was wrong");
    assert_eq!(shown(&session.set_desired(desired(&["a1", "b1"], &["l1"], &["r3"]))), [""; 0]);
    let pushes = session.set_desired(desired(&["a1", "b1", "c1"], &["l1"], &["r3"]));
    assert_eq!(shown(&pushes), ["CDS#5 a1 b1 c1"]);
}

#[test]
fn what_is_taken_back_after_a_rejection_leaves_nothing_behind() {
    let mut session = synced();
    session.set_desired(desired(&["a1", "b1"], &["l1"], &["r2>b"]));
    session.handle_request(XdsRequest { rejected: Some("b".into()), ..ask(Cluster, "4", None) });
    assert_eq!(shown(&session.set_desired(desired(&["a1"], &["l1"], &["r1"]))), [""; 0]);
    assert!(session.is_synced());
}

#[test]
fn a_changed_cluster_gets_its_endpoints_again_without_asking() {
    let mut session = synced();
    let endpoints = |mut desired: Desired| {
        desired.insert(Endpoint, set(&["a9"]));
        desired
    };
    session.set_desired(endpoints(desired(&["a1"], &["l1"], &["r1"])));
    session.handle_request(ask(Endpoint, "", named(&["a"])));
    session.handle_request(ask(Endpoint, "4", None));
    let pushes = session.set_desired(endpoints(desired(&["a2"], &["l1"], &["r1"])));
    assert_eq!(shown(&pushes), ["CDS#5 a2", "EDS#6 a9"]);
    session.handle_request(ask(Endpoint, "6", None));
    session.handle_request(ask(Cluster, "5", None));
    assert!(session.is_synced());
}

#[test]
fn endpoints_that_nobody_listens_for_hold_nothing_up() {
    let mut session = synced();
    let mut more = desired(&["a1"], &["l1"], &["r1"]);
    more.insert(Endpoint, set(&["e1"]));
    session.set_desired(more);
    session.handle_request(ask(Endpoint, "", named(&["e"])));
    session.handle_request(ask(Endpoint, "4", None));
    let pushes = session.set_desired(desired(&["a1"], &["l1"], &["r2"]));
    assert_eq!(shown(&pushes), ["EDS#5 ", "RDS#6 r2"], "an empty answer gets no answer");
}

#[test]
fn what_was_mended_while_a_rejection_was_under_way_is_sent_after_it() {
    let mut session = synced();
    session.set_desired(desired(&["a1", "b1"], &["l1"], &["r1"]));
    assert_eq!(shown(&session.set_desired(desired(&["a1", "b2"], &["l1"], &["r1"]))), [""; 0]);
    let no = XdsRequest { rejected: Some("bad cluster b".into()), ..ask(Cluster, "4", None) };
    assert_eq!(shown(&session.handle_request(no)), ["CDS#5 a1 b2"]);
}

#[test]
fn a_first_rejection_does_not_keep_the_rest_back() {
    let mut session = Session::default();
    session.set_desired(desired(&["a1"], &["l1"], &[]));
    session.handle_request(ask(Cluster, "", Some(Interest::Wildcard)));
    let no = XdsRequest { rejected: Some("no".into()), ..ask(Cluster, "1", None) };
    session.handle_request(no);
    let pushes = session.handle_request(ask(Listener, "", Some(Interest::Wildcard)));
    assert_eq!(shown(&pushes), ["LDS#2 l1"], "a proxy without listeners never gets ready");
}

#[test]
fn a_proxy_that_asks_for_another_name_is_answered_at_once() {
    let mut session = synced();
    session.set_desired(desired(&["a2"], &["l1"], &["r1", "s1"]));
    let pushes = session.handle_request(ask(Route, "3", named(&["r", "s"])));
    assert_eq!(shown(&pushes), ["RDS#5 r1 s1"]);
}

#[test]
fn endpoints_are_sent_again_when_asked_for_again() {
    let mut session = synced();
    let mut more = desired(&["a1"], &["l1"], &["r1"]);
    more.insert(Endpoint, set(&["a9"]));
    session.set_desired(more);
    assert_eq!(shown(&session.handle_request(ask(Endpoint, "", named(&["a"])))), ["EDS#4 a9"]);
    session.handle_request(ask(Endpoint, "4", None));
    assert_eq!(shown(&session.handle_request(ask(Endpoint, "4", named(&["a"])))), ["EDS#5 a9"]);
}

#[test]
fn a_stale_answer_changes_nothing() {
    let mut session = synced();
    session.set_desired(desired(&["b1"], &["l1"], &["r2"]));
    let stale = XdsRequest { rejected: Some("old".into()), ..ask(Cluster, "1", None) };
    assert_eq!(shown(&session.handle_request(stale)), [""; 0]);
    assert_eq!(shown(&session.handle_request(ask(Cluster, "4", None))), ["RDS#5 r2"]);
}

#[test]
fn what_a_delta_proxy_has_kept_is_not_sent_again() {
    let mut session = Session::default();
    session.set_desired(desired(&["a1", "b2"], &[], &[]));
    let initial_versions =
        [("a".to_owned(), "1".to_owned()), ("c".to_owned(), "1".to_owned())].into();
    let first = XdsRequest { initial_versions, ..ask(Cluster, "", Some(Interest::Wildcard)) };
    let pushes = session.handle_request(first);
    assert!(pushes[0].changed.iter().eq(["b"]));
    let pushes = session.handle_request(ask(Cluster, "1", None));
    assert!(pushes[0].removed.iter().eq(["c"]), "c is gone from the mesh since");
}

#[test]
fn a_delta_proxy_hears_of_every_name_that_it_asks_for() {
    let mut session = synced();
    let subscribed = |names: &[&str]| names.iter().map(ToString::to_string).collect();
    let again =
        XdsRequest { subscribed: subscribed(&["r", "x"]), ..ask(Route, "", named(&["r", "x"])) };
    let pushes = session.handle_request(again);
    assert!(pushes[0].changed.iter().eq(["r"]), "it has it, and subscribes again");
    assert!(pushes[0].removed.iter().eq(["x"]), "there is no such route");
}
