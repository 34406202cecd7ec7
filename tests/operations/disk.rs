//! Disks that are full, cannot be written, or return garbage.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use rustix::process::{Pid, Resource, Rlimit, prlimit};
use serde_json::json;

use crate::support::http::Http;
use crate::support::{Sandbox, Server, until};

/// Lets no file of the server's become larger than `bytes`: to write more fails, as it does on a
/// full disk.
fn limit(server: &Server, bytes: Option<u64>) {
    let pid = Pid::from_raw(server.ready.pid.cast_signed()).unwrap();
    let limit = Rlimit { current: bytes, maximum: None };
    prlimit(Some(pid), Resource::Fsize, limit).unwrap();
}

#[test]
fn a_full_disk_refuses_writes_and_serves_reads_until_there_is_room_again() {
    let home = Sandbox::new();
    let server = Server::start(&home, &[]);
    let http = Http::new();
    let meshes = format!("{}/v20190125/meshes", server.ready.api);
    let ready = || {
        let answer = http.get(&format!("{}/readyz", server.ready.admin)).unwrap();
        (answer.status, answer.body)
    };
    let create = |name: &str| http.put(&meshes, &json!({"meshName": name})).unwrap();
    limit(&server, Some(96 << 10));
    let mut made = Vec::new();
    let refused = until("a full disk", || {
        let name = format!("m{:03}", made.len());
        let answer = create(&name);
        if answer.status != 200 {
            return Ok(answer);
        }
        made.push(name);
        Err(format!("{} meshes fit", made.len()))
    });
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert_eq!(refused.headers["x-amzn-errortype"], "ServiceUnavailableException");
    let want = "The store cannot be written at present; nothing has changed";
    assert_eq!(refused.json()["message"], want);
    assert!(made.len() > 2, "{made:?}");

    let listed = || -> Vec<String> {
        let all = http.get(&format!("{meshes}?limit=100")).unwrap().json();
        let names = all["meshes"].as_array().unwrap().iter();
        names.map(|mesh| mesh["meshName"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(listed(), made, "reads go on, and nothing is half there");
    let (status, body) = ready();
    assert_eq!(status, 503);
    let file = home.data().join("store.db");
    assert!(
        body.starts_with(&format!("the store `{}` cannot be written: ", file.display())),
        "{body}"
    );
    let told = server.log().matches("the store cannot be written").count();
    assert_eq!(told, 1, "the log says it once: {}", server.log());

    limit(&server, None);
    assert_eq!(ready(), (200, "ok\n".to_owned()), "the probe finds out");
    assert_eq!(create("after").status, 200);
    made.insert(0, "after".to_owned());
    assert_eq!(listed(), made);
    assert_eq!(server.terminate().code(), Some(0));
    let kept = home.line("list-meshes --query meshes[].meshName").json();
    assert_eq!(kept, json!(made));
}

/// `meshctl` without the privilege to write where it is not allowed, which root has.
fn without_privilege(home: &Sandbox) -> std::process::Command {
    if !rustix::process::geteuid().is_root() {
        return home.meshctl();
    }
    let mut command = home.command(Path::new("/usr/bin/setpriv"));
    command.args(["--bounding-set", "-dac_override,-dac_read_search,-fowner"]);
    command.arg(env!("CARGO_BIN_EXE_meshctl"));
    command
}

#[test]
fn a_folder_that_cannot_be_written_is_named_with_a_next_step() {
    let home = Sandbox::new();
    let data = home.data();
    std::fs::create_dir_all(&data).unwrap();
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o555)).unwrap();
    let file = data.join("lock");
    let want = format!(
        "error: the store `{0}` cannot be opened\n\
         caused by: Permission denied (os error 13)\n\
         hint: check that `{0}` can be written, or choose another folder with --data or \
         MESHCTL_DATA\n",
        file.display()
    );
    let mut serve = without_privilege(&home);
    serve.args(["serve", "--listen", "127.0.0.1:0", "--xds-listen", "127.0.0.1:0"]);
    let said = crate::support::sandbox::said(serve.args(["--admin-listen", "127.0.0.1:0"]), "");
    assert_eq!(said.refused(1), want);
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_damaged_store_is_refused_and_a_backup_takes_its_place() {
    let home = Sandbox::with_dj_app();
    home.line("backup mesh.backup").ok();
    let file = home.data().join("store.db");
    let mut bytes = std::fs::read(&file).unwrap();
    // The first page, with the header, stays: it is a database, but not a whole one.
    let second_page = 4096;
    bytes[second_page..].iter_mut().for_each(|byte| *byte = 0xa5);
    std::fs::write(&file, &bytes).unwrap();
    let anywhere = "--listen 127.0.0.1:0 --xds-listen 127.0.0.1:0 --admin-listen 127.0.0.1:0";
    let said = home.line(&format!("serve {anywhere}")).refused(1);
    assert!(
        said.starts_with(&format!("error: the store `{}` is damaged\n", file.display())),
        "{said}"
    );
    let hint = "hint: move it away and restore a backup with `meshctl restore`, or choose another \
                folder with --data\n";
    assert!(said.ends_with(hint), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), bytes, "it is left as it is");

    std::fs::rename(&file, home.data().join("damaged.db")).unwrap();
    home.line("restore mesh.backup").ok();
    home.line("describe-mesh --mesh-name dj-app").ok();
}
