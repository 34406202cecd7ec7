//! Disks that are full, cannot be written, or return garbage.

use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{FileExt as _, PermissionsExt as _};

use meshctl::model::Key;
use meshctl::store::Path;
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use serde_json::json;

use crate::support::http::{Http, HttpResponse};
use crate::support::{Sandbox, Server, until};

/// Limits the size of the server's files to `bytes`: further writes fail, as on a full disk.
fn limit(server: &Server, bytes: Option<u64>) {
    let pid = Pid::from_raw(server.ready.pid.cast_signed()).unwrap();
    let limit = Rlimit { current: bytes, maximum: None };
    prlimit(Some(pid), Resource::Fsize, limit).unwrap();
}

fn ready(server: &Server) -> (u16, String) {
    let answer = Http::new().get(&format!("{}/readyz", server.ready.admin)).unwrap();
    (answer.status, answer.body)
}

fn create(server: &Server, name: &str) -> HttpResponse {
    let meshes = format!("{}/v20190125/meshes", server.ready.api);
    Http::new().put(&meshes, &json!({"meshName": name})).unwrap()
}

fn listed(server: &Server) -> Vec<String> {
    let all = format!("{}/v20190125/meshes?limit=100", server.ready.api);
    let all = Http::new().get(&all).unwrap().json();
    let names = all["meshes"].as_array().unwrap().iter();
    names.map(|mesh| mesh["meshName"].as_str().unwrap().to_owned()).collect()
}

/// Makes meshes, besides those that are `made`, until the disk is full, sees what the server says then, and returns them.
fn fill(home: &Sandbox, server: &Server, mut made: Vec<String>) -> Vec<String> {
    let refused = until("a full disk", || {
        let name = format!("m{:03}", made.len());
        let answer = create(server, &name);
        if answer.status != 200 {
            return Ok(answer);
        }
        made.push(name);
        Err(format!("{} meshes fit", made.len()))
    });
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert_eq!(refused.headers["x-amzn-errortype"], "ServiceUnavailableException");
    let want = "The store cannot be written; nothing has changed";
    assert_eq!(refused.json()["message"], want);
    assert_eq!(listed(server), made, "reads succeed, and nothing is written in part");
    let (status, body) = ready(server);
    assert_eq!(status, 503);
    let file = home.data().join("store.db");
    assert!(
        body.starts_with(&format!("the store `{}` cannot be written: ", file.display())),
        "{body}"
    );
    let logged = server.log().matches("cannot write the store").count();
    assert_eq!(logged, 1, "logged once: {}", server.log());
    made
}

/// Asserts that the readiness probe detects free space and that writes succeed.
fn assert_recovers(server: &Server, made: &mut Vec<String>) {
    assert_eq!(ready(server), (200, "ok\n".to_owned()), "the probe finds out");
    assert_eq!(create(server, "after").status, 200);
    made.insert(0, "after".to_owned());
    assert_eq!(listed(server), *made);
}

/// A limit on files stands for the disk here: it needs no privilege anywhere, and the data are
/// still there when the server has ended.
#[test]
fn store_at_its_size_limit_rejects_writes_and_serves_reads() {
    let home = Sandbox::new();
    let server = Server::start(&home, &[]);
    limit(&server, Some(96 << 10));
    let mut made = fill(&home, &server, Vec::new());
    assert!(made.len() > 2, "{made:?}");
    limit(&server, None);
    assert_recovers(&server, &mut made);
    assert_eq!(server.terminate().code(), Some(0));
    let kept = home.line("list-meshes --query meshes[].meshName").json();
    assert_eq!(kept, json!(made));
}

#[test]
#[ignore = "needs user namespaces: make test"]
fn full_disk_rejects_writes_and_serves_reads_until_there_is_space() {
    let home = Sandbox::new();
    let server = Server::on_small_disk(&home, 2048);
    assert_eq!(create(&server, "l").status, 200);
    // Another file takes the remaining space.
    let ballast = server.path_in_mounts(&home.data()).join("ballast");
    let mut file = std::fs::File::create(&ballast).unwrap();
    let full = std::iter::repeat_with(|| file.write_all(&[0; 4096])).find_map(Result::err);
    assert_eq!(full.unwrap().kind(), ErrorKind::StorageFull);
    let mut made = fill(&home, &server, vec!["l".to_owned()]);
    // Space for a minimal transaction is not enough, however often it is probed.
    file.set_len(file.metadata().unwrap().len() - (128 << 10)).unwrap();
    for _ in 0..3 {
        assert_eq!(ready(&server).0, 503);
        assert_eq!(create(&server, "z").status, 503);
        let page = Http::new().get(&format!("{}/metrics", server.ready.admin)).unwrap();
        assert!(page.body.contains("\nmeshctl_store_writable 0\n"), "{}", page.body);
    }
    std::fs::remove_file(&ballast).unwrap();
    drop(file);
    assert_recovers(&server, &mut made);
    assert_eq!(server.terminate().code(), Some(0));
}

#[test]
#[ignore = "needs user namespaces: make test"]
fn read_only_disk_is_reported_with_a_hint() {
    let home = Sandbox::new();
    home.line("create-mesh --mesh-name m").ok();
    let data = home.data().display().to_string();
    let mount = format!("mount --bind {data} {data} && mount -o remount,bind,ro {data}");
    let mut serve = home.with_mounts(&mount);
    serve.args(["serve", "--listen", "127.0.0.1:0", "--xds-listen", "127.0.0.1:0"]);
    let said =
        crate::support::sandbox::run_with_input(serve.args(["--admin-listen", "127.0.0.1:0"]), "");
    let want = format!(
        "error: cannot open the store `{data}/lock`\n\
         caused by: Read-only file system (os error 30)\n\
         hint: check that `{data}/lock` is writable, or choose another directory with --data or \
         MESHCTL_DATA\n"
    );
    assert_eq!(said.refused(1), want);
    home.line("describe-mesh --mesh-name m").ok();
}

#[test]
fn read_only_directory_is_reported_with_a_hint() {
    let home = Sandbox::new();
    let data = home.data();
    std::fs::create_dir_all(&data).unwrap();
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o555)).unwrap();
    let file = data.join("lock");
    let want = format!(
        "error: cannot open the store `{0}`\n\
         caused by: Permission denied (os error 13)\n\
         hint: check that `{0}` is writable, or choose another directory with --data or \
         MESHCTL_DATA\n",
        file.display()
    );
    let mut serve = home.without_privilege();
    serve.args(["serve", "--listen", "127.0.0.1:0", "--xds-listen", "127.0.0.1:0"]);
    let said =
        crate::support::sandbox::run_with_input(serve.args(["--admin-listen", "127.0.0.1:0"]), "");
    assert_eq!(said.refused(1), want);
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn damaged_store_is_rejected_and_can_be_restored_from_a_backup() {
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
    let hint = "hint: move the file away and restore a backup with `meshctl restore`, or choose another \
                directory with --data\n";
    assert!(said.ends_with(hint), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), bytes, "the file is unchanged");

    std::fs::rename(&file, home.data().join("damaged.db")).unwrap();
    home.line("restore mesh.backup").ok();
    home.line("describe-mesh --mesh-name dj-app").ok();
}

const MESHES: usize = 200;

/// Makes a store of many meshes, closes it, and returns the bytes of its file.
fn many_meshes(home: &Sandbox) -> Vec<u8> {
    let server = Server::start(home, &[]);
    for at in 0..MESHES {
        assert_eq!(create(&server, &format!("m{at:03}")).status, 200);
    }
    assert_eq!(server.terminate().code(), Some(0));
    std::fs::read(home.data().join("store.db")).unwrap()
}

/// Overwrites the page of the file in which the entry at `path` is: the one without which that
/// cannot be read, but its neighbours far and wide can.
fn corrupt(home: &Sandbox, bytes: &[u8], path: &str) {
    let copy = home.home().join("copy.db");
    let spoilt = |page: usize| {
        let mut bytes = bytes.to_vec();
        bytes[page * 4096..][..4096].fill(0xa5);
        std::fs::write(&copy, bytes).unwrap();
        let copy = rusqlite::Connection::open(&copy).unwrap();
        let read = |sql: &str, path: &[&str]| {
            let path = rusqlite::params_from_iter(path);
            copy.query_row(sql, path, |row| row.get::<_, String>(0)).is_ok()
        };
        !read("SELECT value FROM entry WHERE path = ?1", &[path])
            && read("SELECT value FROM entry ORDER BY path LIMIT 1", &[])
            && read("SELECT value FROM entry ORDER BY path DESC LIMIT 1", &[])
    };
    let page = (1..bytes.len() / 4096).find(|page| spoilt(*page)).unwrap();
    let file = std::fs::File::options().write(true).open(home.data().join("store.db")).unwrap();
    file.write_all_at(&[0xa5; 4096], page as u64 * 4096).unwrap();
}

fn damage(home: &Sandbox) -> String {
    format!("the store `{}` is damaged: ", home.data().join("store.db").display())
}

#[test]
fn damaged_page_is_reported_and_other_pages_are_served() {
    let home = Sandbox::new();
    let bytes = many_meshes(&home);
    let server = Server::start(&home, &[]);
    assert_eq!(listed(&server).len(), 100, "a whole page of them");
    corrupt(&home, &bytes, "mesh/m100");
    // Cached pages can be served until something changes.
    assert_eq!(create(&server, "z").status, 200);
    let http = Http::new();
    let describe =
        |at: usize| http.get(&format!("{}/v20190125/meshes/m{at:03}", server.ready.api)).unwrap();
    let lost = describe(100);
    assert_eq!(
        (lost.status, lost.json()),
        (500, json!({"message": "The store could not be read or written"}))
    );
    assert_eq!(lost.headers["x-amzn-errortype"], "InternalServerErrorException");
    // It cannot be overwritten either: that requires reading the page.
    let mesh = format!("{}/v20190125/meshes/m100", server.ready.api);
    let unwritten = http.put(&mesh, &json!({"spec": {}})).unwrap();
    assert_eq!((unwritten.status, unwritten.json()), (500, lost.json()));
    assert_eq!(describe(100).status, 500, "the error is returned again, not another resource");
    let sound = (0..MESHES).filter(|at| describe(*at).status == 200).count();
    assert!((MESHES * 3 / 4..MESHES).contains(&sound), "{sound} are left");
    let (status, body) = ready(&server);
    assert_eq!(status, 503);
    assert!(body.starts_with(&damage(&home)), "{body}");
    let logged =
        server.log().matches("the store is damaged; intact resources are still served").count();
    assert_eq!(logged, 1, "logged once: {}", server.log());
}

#[test]
fn damaged_history_is_reported_and_resources_are_served() {
    let home = Sandbox::new();
    let bytes = many_meshes(&home);
    let first = Path::change(&Key::mesh("m100"), 1);
    corrupt(&home, &bytes, first.as_str());
    let server = Server::start(&home, &[]);
    let body = until("a look through the whole file", || {
        let (status, body) = ready(&server);
        if status == 503 { Ok(body) } else { Err(body) }
    });
    assert!(body.starts_with(&damage(&home)), "{body}");
    assert_eq!(listed(&server).len(), 100, "a whole page of them");
    assert_eq!(create(&server, "z").status, 200);
}

#[test]
fn corrupted_value_is_reported_and_other_values_are_served() {
    let named = "cannot parse the stored entry `mesh/m`".to_owned();
    // SQLite cannot detect it: it does not interpret values.
    for (garbled, want) in [("x'eeee'", None), ("'{'", Some(named))] {
        let home = Sandbox::new();
        let server = Server::start(&home, &[]);
        assert_eq!(create(&server, "m").status, 200);
        assert_eq!(ready(&server).0, 200);
        home.line("backup m.backup").ok();
        let file = rusqlite::Connection::open(home.data().join("store.db")).unwrap();
        let sql = "UPDATE entry SET value = CAST({} AS TEXT) WHERE path = 'mesh/m'";
        assert_eq!(file.execute(&sql.replace("{}", garbled), ()).unwrap(), 1);
        let url = format!("{}/v20190125/meshes/m", server.ready.api);
        assert_eq!(Http::new().get(&url).unwrap().status, 500, "{garbled}");
        let (status, body) = ready(&server);
        assert_eq!(status, 503, "{garbled}");
        assert!(body.starts_with(&want.unwrap_or_else(|| damage(&home))), "{body}");
        let logged =
            server.log().matches("the store is damaged; intact resources are still served").count();
        assert_eq!(logged, 1, "logged once: {}", server.log());
        assert_eq!(create(&server, "z").status, 200);
        let whole = std::fs::read(home.home().join("m.backup")).unwrap();
        let said = home.line("backup m.backup").refused(1);
        let want =
            "error: the server sent an incomplete or invalid backup; `m.backup` was not changed\n";
        assert!(said.starts_with(want), "{garbled}: {said}");
        assert!(said.ends_with("hint: see the server's log for the cause\n"), "{said}");
        assert_eq!(std::fs::read(home.home().join("m.backup")).unwrap(), whole);
    }
}

#[test]
fn store_is_private_unless_its_permissions_were_widened() {
    let home = Sandbox::new();
    let mode = |name: &str| {
        let path = home.data().join(name);
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    };
    let modes = || ["", "lock", "store.db"].map(mode);
    let server = Server::start(&home, &["--tls-self-signed"]);
    let rest = ["store.db-wal", "serve.json", "tls", "tls/ca.key", "tls/server.key"].map(mode);
    assert_eq!(modes(), [0o700, 0o600, 0o600]);
    assert_eq!(rest, [0o600, 0o600, 0o700, 0o600, 0o600]);
    assert_eq!(server.terminate().code(), Some(0));
    let wide = [("", 0o755), ("lock", 0o644), ("store.db", 0o644)];
    for (name, mode) in wide {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(home.data().join(name), mode).unwrap();
    }
    let server = Server::start(&home, &[]);
    let log = server.log();
    assert_eq!(log.matches("other users can read the store").count(), 1, "{log}");
    assert_eq!(modes(), wide.map(|(_, mode)| mode), "permissions are unchanged");
}
