//! A virtual node has as many Envoys as its quota lets it have.

use super::ads::{CLUSTERS, Delta, StateOfTheWorld};
use crate::support::{Sandbox, Server, until};

#[test]
fn one_envoy_too_many_is_told_so_with_status_8_until_another_goes() {
    let home = Sandbox::with_dj_app();
    let file = home.file("quotas.json", r#"{"connectedEnvoysPerVirtualNode": 1}"#);
    let server = Server::start(&home, &["--quotas", &file]);
    let id = "mesh/dj-app/virtualNode/jazz-v1";
    let mut first = StateOfTheWorld::of(&server, id, CLUSTERS);
    first.next();
    let message =
        "You've reached the limit on number of connected Envoys(1) for the virtual node jazz-v1.";
    let mut second = StateOfTheWorld::of(&server, id, CLUSTERS);
    let status = second.end_or_next().unwrap_err();
    assert_eq!((status.code() as i32, status.message()), (8, message));
    let status = Delta::of(&server, id, CLUSTERS, &[]).end_or_next().unwrap_err();
    assert_eq!((status.code() as i32, status.message()), (8, message));
    // The quota of another node is separate.
    StateOfTheWorld::of(&server, "mesh/dj-app/virtualNode/dj", CLUSTERS).next();

    drop(first);
    until("the place of the first", || {
        let mut again = StateOfTheWorld::of(&server, id, CLUSTERS);
        again.end_or_next().map(|_| ()).map_err(|status| status.to_string())
    });
}
