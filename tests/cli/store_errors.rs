//! Errors of commands if the local store cannot be used.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::support::Sandbox;
use crate::support::sandbox::{CommandOutput, run_with_input};

const LIST: &str = "list-meshes";
const CREATE: &str = "create-mesh --mesh-name n";
const ELSEWHERE: &str = "is writable, or choose another directory with --data or MESHCTL_DATA";
const RESTORE: &str = "move the file away and restore a backup with `meshctl restore`, or choose \
                       another directory with --data";

/// Runs a command without the privilege to bypass file permissions.
fn run_unprivileged(home: &Sandbox, line: &str) -> CommandOutput {
    run_with_input(home.without_privilege().args(line.split_whitespace()), "")
}

/// Asserts that reads and writes fail with the same message, in operations and workflow commands.
#[track_caller]
fn assert_fails(home: &Sandbox, what: &str, why: &str, hint: &str) {
    let colon = if why.is_empty() { "" } else { ": " };
    let want = format!("\nmeshctl: [ERROR]: {what}{colon}{why}\nhint: {hint}\n");
    for line in [LIST, CREATE] {
        assert_eq!(run_unprivileged(home, line).refused(255), want, "case: {line}");
    }
    let cause = if why.is_empty() { String::new() } else { format!("caused by: {why}\n") };
    let want = format!("error: {what}\n{cause}hint: {hint}\n");
    assert_eq!(run_unprivileged(home, "history").refused(1), want);
}

/// A sandbox with one mesh in the store, and the database file.
fn sandbox_with_mesh() -> (Sandbox, std::path::PathBuf) {
    let home = Sandbox::new();
    home.line("create-mesh --mesh-name m").ok();
    let file = home.data().join("store.db");
    (home, file)
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs SQL on a database that is not open.
fn run_sql(file: &Path, sql: &str) {
    rusqlite::Connection::open(file).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn a_data_directory_that_is_a_file_is_an_error() {
    let home = Sandbox::new();
    let directory = home.data();
    std::fs::create_dir_all(directory.parent().unwrap()).unwrap();
    std::fs::write(&directory, "").unwrap();
    let directory = directory.display();
    let what = format!("cannot open the store `{directory}`");
    assert_fails(&home, &what, "not a directory", &format!("check that `{directory}` {ELSEWHERE}"));
}

#[test]
fn permission_errors_name_the_path() {
    let (home, file) = sandbox_with_mesh();
    let assert_denied = |path: &Path| {
        let path = path.display();
        let what = format!("cannot open the store `{path}`");
        let hint = format!("check that `{path}` {ELSEWHERE}");
        assert_fails(&home, &what, "Permission denied (os error 13)", &hint);
    };
    set_mode(&file, 0o000);
    assert_denied(&file);
    set_mode(&file, 0o600);
    // Readable, but SQLite cannot create files in the directory.
    set_mode(&home.data(), 0o555);
    assert_denied(&file);
    set_mode(&home.data(), 0o000);
    assert_denied(&home.data().join("lock"));
    set_mode(&home.data(), 0o700);
    home.line("describe-mesh --mesh-name m").ok();
}

#[test]
fn damaged_newer_and_foreign_databases_are_named_and_not_changed() {
    let none = "file is not a database";
    let broken = "database disk image is malformed";
    let newer = "has schema 99; this meshctl supports up to 2";
    type Damage = fn(&Path);
    let cases: [(&str, Damage, &str, &str, &str); 4] = [
        (
            "garbage",
            |file| std::fs::write(file, [0xa5; 8192]).unwrap(),
            "is damaged",
            none,
            RESTORE,
        ),
        (
            "all but the header",
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
            |file| run_sql(file, "PRAGMA user_version = 99"),
            newer,
            "",
            "use the version of meshctl that wrote the store, or a newer one",
        ),
        (
            "another program's",
            |file| {
                std::fs::remove_file(file).unwrap();
                run_sql(file, "CREATE TABLE other (a)");
            },
            "is damaged",
            "the file is the database of another program",
            RESTORE,
        ),
    ];
    for (case, damage, what, why, hint) in cases {
        let (home, file) = sandbox_with_mesh();
        damage(&file);
        let bytes = std::fs::read(&file).unwrap();
        assert_fails(&home, &format!("the store `{}` {what}", file.display()), why, hint);
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "case: {case}");
    }
}

#[test]
fn an_invalid_value_in_the_store_is_named() {
    let (home, file) = sandbox_with_mesh();
    run_sql(&file, "UPDATE entry SET value = 'x'");
    let want = format!(
        "\nmeshctl: [ERROR]: cannot parse the stored entry `mesh/m`: expected value at line 1 \
         column 1\nhint: {RESTORE}\n"
    );
    assert_eq!(home.line(LIST).refused(255), want);
}

#[test]
#[ignore = "needs user namespaces: make test"]
fn a_full_disk_is_an_error() {
    let (home, _) = sandbox_with_mesh();
    let data = home.data().display().to_string();
    // A separate file system, slightly larger than its content.
    let mount = format!(
        "cp -a {data} {data}.kept && mount -t tmpfs -o size=160k small {data} && \
         cp -a {data}.kept/. {data} && (cat /dev/zero > {data}/ballast || true) 2> {data}.full"
    );
    let mut create = home.with_mounts(&mount);
    let output = run_with_input(create.args(CREATE.split_whitespace()), "").refused(255);
    let lines = output.lines().collect::<Vec<_>>();
    let ["", what, hint] = lines.as_slice() else { panic!("{output}") };
    // Which access fails first, opening or writing, depends on the free blocks.
    let store = format!("the store `{data}/store.db`");
    let expected = ["", "cannot open "].map(|verb| format!("meshctl: [ERROR]: {verb}{store}"));
    assert!(expected.iter().any(|start| what.starts_with(start)), "{output}");
    assert!(hint.starts_with("hint: "), "{output}");
}

/// Runs `meshctl` with a file size limit in KiB.
fn limited(home: &Sandbox, kib: u32, line: &str) -> CommandOutput {
    let mut shell = home.command(Path::new("/bin/sh"));
    // The unit of POSIX `ulimit -f` is 512 bytes.
    let script = format!("ulimit -f {} && exec \"$@\"", kib * 2);
    let program = env!("CARGO_BIN_EXE_meshctl");
    run_with_input(shell.args(["-c", &script, "sh", program]).args(line.split_whitespace()), "")
}

#[test]
fn a_file_size_limit_is_an_error_and_files_are_not_partially_written() {
    let (home, file) = sandbox_with_mesh();
    home.line("context set a http://127.0.0.1:1").ok();
    home.line("auth add-key --file auth.json --user u").ok();
    home.line("backup mesh.backup").ok();
    let path = home.home().join(".config/meshctl/contexts.json");
    let names = ["auth.json", "mesh.backup"].map(|name| home.home().join(name));
    let all = || {
        let directories =
            [home.home(), path.parent().unwrap()].map(|it| std::fs::read_dir(it).unwrap());
        let mut found: Vec<_> =
            directories.into_iter().flatten().map(|it| it.unwrap().path()).collect();
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
        let error = limited(&home, 0, line).refused(1);
        assert!(error.contains(&format!("\ncaused by: {large}\n")), "case: {line}: {error}");
    }
    assert_eq!((all(), texts()), before);
    assert_eq!(home.line("list-meshes --query meshes[].meshName --output text").ok(), "m\n");
}
