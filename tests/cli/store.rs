//! What commands say when the store of this machine cannot be used.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::support::Sandbox;
use crate::support::sandbox::{CommandOutput, run_with_input};

const LIST: &str = "list-meshes";
const CREATE: &str = "create-mesh --mesh-name n";
const ELSEWHERE: &str = "is writable, or choose another directory with --data or MESHCTL_DATA";
const RESTORE: &str = "move the file away and restore a backup with `meshctl restore`, or choose \
                       another directory with --data";

/// Runs a line without the privilege to write where it is not allowed.
fn tried(home: &Sandbox, line: &str) -> CommandOutput {
    run_with_input(home.without_privilege().args(line.split_whitespace()), "")
}

/// Asserts that reading and writing are refused with the same words, by operations and by verbs.
#[track_caller]
fn assert_told(home: &Sandbox, what: &str, why: &str, hint: &str) {
    let colon = if why.is_empty() { "" } else { ": " };
    let want = format!("\nmeshctl: [ERROR]: {what}{colon}{why}\nhint: {hint}\n");
    for line in [LIST, CREATE] {
        assert_eq!(tried(home, line).refused(255), want, "case: {line}");
    }
    let cause = if why.is_empty() { String::new() } else { format!("caused by: {why}\n") };
    let want = format!("error: {what}\n{cause}hint: {hint}\n");
    assert_eq!(tried(home, "history").refused(1), want);
}

/// A home with one mesh in its store, and the store's file.
fn stored() -> (Sandbox, std::path::PathBuf) {
    let home = Sandbox::new();
    home.line("create-mesh --mesh-name m").ok();
    let file = home.data().join("store.db");
    (home, file)
}

fn allow(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs SQL on a store that nobody has open.
fn alter(file: &Path, sql: &str) {
    rusqlite::Connection::open(file).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn a_folder_that_is_a_file_is_named() {
    let home = Sandbox::new();
    let folder = home.data();
    std::fs::create_dir_all(folder.parent().unwrap()).unwrap();
    std::fs::write(&folder, "").unwrap();
    let folder = folder.display();
    let what = format!("cannot open the store `{folder}`");
    assert_told(&home, &what, "not a directory", &format!("check that `{folder}` {ELSEWHERE}"));
}

#[test]
fn a_store_that_may_not_be_used_is_named_with_the_system_s_words() {
    let (home, file) = stored();
    let told = |path: &Path| {
        let path = path.display();
        let what = format!("cannot open the store `{path}`");
        let hint = format!("check that `{path}` {ELSEWHERE}");
        assert_told(&home, &what, "Permission denied (os error 13)", &hint);
    };
    allow(&file, 0o000);
    told(&file);
    allow(&file, 0o600);
    // One that can be read, but where SQLite can keep nothing beside it.
    allow(&home.data(), 0o555);
    told(&file);
    allow(&home.data(), 0o000);
    told(&home.data().join("lock"));
    allow(&home.data(), 0o700);
    home.line("describe-mesh --mesh-name m").ok();
}

#[test]
fn a_store_that_is_damaged_newer_or_of_something_else_is_named_and_left_as_it_is() {
    let none = "file is not a database";
    let broken = "database disk image is malformed";
    let newer = "has schema 99; this meshctl supports up to 2";
    type Spoil = fn(&Path);
    let cases: [(&str, Spoil, &str, &str, &str); 4] = [
        (
            "garbage",
            |file| std::fs::write(file, [0xa5; 8192]).unwrap(),
            "is damaged",
            none,
            RESTORE,
        ),
        (
            "all but the head",
            |file| {
                let mut bytes = std::fs::read(file).unwrap();
                bytes[4096..].fill(0xa5);
                std::fs::write(file, bytes).unwrap();
            },
            "is damaged",
            broken,
            RESTORE,
        ),
        (
            "newer",
            |file| alter(file, "PRAGMA user_version = 99"),
            newer,
            "",
            "use the version of meshctl that wrote the store, or a newer one",
        ),
        (
            "another program's",
            |file| {
                std::fs::remove_file(file).unwrap();
                alter(file, "CREATE TABLE other (a)");
            },
            "is damaged",
            "the file is the database of another program",
            RESTORE,
        ),
    ];
    for (case, spoil, what, why, hint) in cases {
        let (home, file) = stored();
        spoil(&file);
        let bytes = std::fs::read(&file).unwrap();
        assert_told(&home, &format!("the store `{}` {what}", file.display()), why, hint);
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "case: {case}");
    }
}

#[test]
fn a_text_in_the_store_that_is_none_is_named() {
    let (home, file) = stored();
    alter(&file, "UPDATE entry SET value = 'x'");
    let want = format!(
        "\nmeshctl: [ERROR]: cannot parse the stored entry `mesh/m`: expected value at line 1 \
         column 1\nhint: {RESTORE}\n"
    );
    assert_eq!(home.line(LIST).refused(255), want);
}

#[test]
#[ignore = "needs user namespaces: make test"]
fn a_store_that_does_not_fit_the_disk_is_told_and_keeps_what_it_had() {
    let (home, _) = stored();
    let data = home.data().display().to_string();
    // A disk of its own, as large as what is on it and a little more.
    let mount = format!(
        "cp -a {data} {data}.kept && mount -t tmpfs -o size=160k small {data} && \
         cp -a {data}.kept/. {data} && (cat /dev/zero > {data}/ballast || true) 2> {data}.full"
    );
    let mut create = home.with_mounts(&mount);
    let said = run_with_input(create.args(CREATE.split_whitespace()), "").refused(255);
    let told = said.lines().collect::<Vec<_>>();
    let ["", what, hint] = told.as_slice() else { panic!("{said}") };
    assert!(what.starts_with(&format!("meshctl: [ERROR]: the store `{data}/store.db` ")), "{said}");
    assert!(hint.starts_with("hint: "), "{said}");
}

/// `meshctl` whose files can have so many KiB.
fn limited(home: &Sandbox, kib: u32, line: &str) -> CommandOutput {
    let mut shell = home.command(Path::new("/bin/sh"));
    // The unit of POSIX' ulimit is 512 bytes.
    let script = format!("ulimit -f {} && exec \"$@\"", kib * 2);
    let program = env!("CARGO_BIN_EXE_meshctl");
    run_with_input(shell.args(["-c", &script, "sh", program]).args(line.split_whitespace()), "")
}

#[test]
fn a_limit_on_the_size_of_files_is_told_and_nothing_is_half_written() {
    let (home, file) = stored();
    home.line("context set a http://127.0.0.1:1").ok();
    home.line("auth add-key --file auth.json --user u").ok();
    home.line("backup mesh.backup").ok();
    let path = home.home().join(".config/meshctl/contexts.json");
    let names = ["auth.json", "mesh.backup"].map(|name| home.home().join(name));
    let all = || {
        let folders =
            [home.home(), path.parent().unwrap()].map(|it| std::fs::read_dir(it).unwrap());
        let mut found: Vec<_> =
            folders.into_iter().flatten().map(|it| it.unwrap().path()).collect();
        found.sort();
        found
    };
    let texts = || [&path, &names[0], &names[1]].map(|path| std::fs::read(path).unwrap());
    let before = (all(), texts());
    let large = "File too large (os error 27)";
    let file = file.display();
    let hint = format!("hint: check that `{file}` {ELSEWHERE}\n");
    let want = format!("\nmeshctl: [ERROR]: cannot open the store `{file}`: {large}\n{hint}");
    assert_eq!(limited(&home, 4, CREATE).refused(255), want);
    for line in [
        "context set b http://127.0.0.1:2",
        "auth add-key --file auth.json --user v",
        "man --out .",
    ] {
        let told = limited(&home, 0, line).refused(1);
        assert!(told.contains(&format!("\ncaused by: {large}\n")), "case: {line}: {told}");
    }
    assert_eq!((all(), texts()), before);
    assert_eq!(home.line("list-meshes --query meshes[].meshName --output text").ok(), "m\n");
}
