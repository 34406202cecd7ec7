//! The accounts file: managed with `meshctl auth`, and reloaded by a server.

use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::Stdio;

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::support::api::request;
use crate::support::http::Http;
use crate::support::process::Process;
use crate::support::{Sandbox, Server, Signer, in_project, until};

/// Adds a key with the flags `words`, and returns the report.
fn added(home: &Sandbox, words: &str) -> Value {
    home.line(&format!("auth add-key --file auth.json --output json {words}")).json()
}

fn signer(key: &Value) -> Signer {
    let text = |name: &str| key[name].as_str().map(str::to_owned);
    let (id, secret) = (text("accessKeyId").unwrap(), text("secretAccessKey").unwrap());
    let token = text("sessionToken");
    Signer::with(aws_credential_types::Credentials::new(id, secret, token, None, "test"))
}

/// Lists meshes with `key`; returns the error code, or an empty string.
fn listed(server: &Server, key: &Value) -> String {
    let address = server.ready.api.trim_start_matches("http://");
    let mut request = request("ListMeshes", &json!({}));
    request.headers_mut().insert("host", address.parse().unwrap());
    let request = signer(key).signed(request);
    let answer = Http::new().request(&server.ready.api, request).unwrap();
    let code = answer.headers.get("x-amzn-errortype");
    code.map(|code| code.to_str().unwrap().to_owned()).unwrap_or_default()
}

#[test]
fn wrong_file_name_is_reported_and_creates_nothing() {
    let home = Sandbox::new();
    for (line, why) in [
        ("auth add-key --file no/auth.json --user dj", "`no/auth.json` cannot be written"),
        ("auth revoke --file nope.json AKIA1", "`nope.json` cannot be read"),
        ("auth list --file .", "`.` cannot be read"),
        ("auth list --file /dev/zero", "`/dev/zero` cannot be read"),
        ("auth add-key --user dj --policy no.json", "cannot read the policy `no.json`"),
    ] {
        let done = home.line(line);
        let first = done.stderr.lines().next().unwrap_or_default();
        assert_eq!((done.code, first), (1, format!("error: {why}").as_str()), "case: {line}");
    }
    assert!(!home.home().join("no").exists() && !home.home().join("nope.json").exists());
}

#[test]
fn key_is_not_created_when_its_secret_cannot_be_shown() {
    let home = Sandbox::new();
    added(&home, "--user dj");
    let (file, before) = kept(&home);
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let (reader, gone) = std::io::pipe().unwrap();
    drop(reader);
    let unread =
        "error: stdout is closed, so the secret cannot be shown\nhint: no key was created\n";
    let note = "note: the secret access key is not shown again\n";
    let disk = "error: stdout cannot be written\n\
                caused by: No space left on device (os error 28)\nhint: no key was created\n";
    let line = "add-key --file auth.json --user late";
    for (redirection, stdout, want) in [
        ("", Stdio::from(full), format!("{note}{disk}")),
        ("", Stdio::from(gone), format!("{note}{unread}")),
        (" > /dev/null", Stdio::null(), unread.to_owned()),
        (" >&-", Stdio::null(), unread.to_owned()),
    ] {
        let mut shell = home.command("/bin/sh".as_ref());
        let script = format!("{} auth {line}{redirection}", env!("CARGO_BIN_EXE_meshctl"));
        let output = shell.args(["-c", &script]).stdin(Stdio::null()).stdout(stdout).output();
        let output = output.unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), said), (Some(1), want), "case: {redirection:?}");
        assert_eq!(kept(&home), (file.clone(), before.clone()), "case: {redirection:?}");
    }
}

/// Returns the content of the accounts file and the names in its directory.
fn kept(home: &Sandbox) -> (String, Vec<OsString>) {
    let files = std::fs::read_dir(home.home()).unwrap();
    let mut names: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
    names.sort();
    (std::fs::read_to_string(home.home().join("auth.json")).unwrap(), names)
}

#[test]
fn interrupted_add_key_creates_no_key() {
    for signal in [Signal::INT, Signal::TERM] {
        let home = Sandbox::new();
        added(&home, "--user dj");
        // Another process that is changing the file.
        let lock = std::fs::File::open(home.home().join("auth.json.lock")).unwrap();
        lock.lock().unwrap();
        let logs = Sandbox::new();
        let before = kept(&home);
        let mut command = home.meshctl();
        command.args("auth add-key --file auth.json --user late".split(' '));
        let mut command = Process::start(command, &logs.home().join("log"));
        until("the wait for the other", || {
            match command.has_open(&home.home().join("auth.json.lock")) {
                true => Ok(()),
                false => Err(command.log()),
            }
        });
        command.signal(signal);
        assert_eq!(command.wait().signal(), Some(signal.as_raw()));
        assert_eq!((command.log(), kept(&home)), (String::new(), before));
        drop(lock);
        added(&home, "--user late");
    }
}

#[test]
fn keys_can_be_added_listed_and_revoked_and_secrets_are_shown_once() {
    let home = Sandbox::new();
    let dj = added(&home, "--user dj --account 111122223333 --policy AWSAppMeshFullAccess");
    let document = json!({"Version": "2012-10-17", "Id": "own", "Statement": []}).to_string();
    home.file("own.json", &document);
    let role = "--role ops --session deploy --expires-in 1h --policy AWSAppMeshReadOnly";
    let ops = added(&home, &format!("{role} --policy own.json"));
    let mode = std::fs::metadata(home.home().join("auth.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(dj["sessionToken"], Value::Null);
    assert!(dj["accessKeyId"].as_str().unwrap().starts_with("AKIA"));
    assert!(ops["accessKeyId"].as_str().unwrap().starts_with("ASIA"));

    let said = home.line("auth list --file auth.json --output json").json();
    let rows: Vec<Vec<&Value>> = said["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            ["account", "principal", "accessKeyId", "policies"].map(|name| &row[name]).to_vec()
        })
        .collect();
    let account = json!("111122223333");
    let (user, full) = (json!("user/dj"), json!(["AWSAppMeshFullAccess"]));
    let (role, both) = (json!("role/ops"), json!(["AWSAppMeshReadOnly", "own"]));
    assert_eq!(
        rows,
        [
            vec![&account, &user, &dj["accessKeyId"], &full],
            vec![&account, &role, &ops["accessKeyId"], &both],
        ]
    );
    for line in ["auth list --file auth.json", "auth list --file auth.json --output json"] {
        let said = home.line(line).ok();
        for (key, name) in
            [(&dj, "secretAccessKey"), (&ops, "secretAccessKey"), (&ops, "sessionToken")]
        {
            assert!(!said.contains(key[name].as_str().unwrap()), "{line}");
        }
    }

    let id = dj["accessKeyId"].as_str().unwrap();
    home.line(&format!("auth revoke {id} --file auth.json")).ok();
    let said = home.line(&format!("auth revoke {id} --file auth.json")).refused(1);
    let want = format!(
        "error: access key `{id}` not found\nhint: list access keys with `meshctl auth list`\n"
    );
    assert_eq!(said, want);
}

#[test]
fn add_key_rejects_what_a_server_could_not_load() {
    let home = Sandbox::new();
    added(&home, "--user dj");
    let before = std::fs::read_to_string(home.home().join("auth.json")).unwrap();
    home.line("auth add-key --file auth.json --user dj --policy AWSAppMeshFul").refused(1);
    home.line("auth add-key --file auth.json --user a/b").refused(252);
    home.line("auth add-key --file auth.json --user dj --role ops").refused(252);
    assert_eq!(std::fs::read_to_string(home.home().join("auth.json")).unwrap(), before);
}

#[test]
fn concurrent_add_key_loses_no_key() {
    let home = Sandbox::new();
    std::thread::scope(|threads| {
        for number in 0..8 {
            let home = &home;
            threads
                .spawn(move || added(home, &format!("--user dj-{number} --account 111122223333")));
        }
    });
    let said = home.line("auth list --file auth.json --output json").json();
    assert_eq!(said["keys"].as_array().unwrap().len(), 8);
}

#[test]
fn accounts_file_readable_by_others_is_rejected() {
    let home = Sandbox::new();
    let path = home.file("auth.json", r#"{"accounts": {}}"#);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let said = home.line(&format!("serve --in-memory --auth {path}")).refused(1);
    let want = format!(
        "error: `{path}` is accessible to other users (mode 0644) and contains secrets\n\
         hint: chmod 600 {path}\n"
    );
    assert_eq!(said, want);
}

#[test]
fn accounts_file_with_duplicate_keys_is_rejected() {
    let home = Sandbox::new();
    let text = r#"{"accounts": {"111122223333": {"users": {"dj": {}, "dj": {"keys": []}}}}}"#;
    let path = home.file("auth.json", text);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    let want = format!(
        "error: `{path}` is not a valid accounts file\n\
         caused by: duplicate key `dj` at line 1 column 55\n"
    );
    assert_eq!(home.line(&format!("serve --in-memory --auth {path}")).refused(1), want);
    assert_eq!(home.line(&format!("auth list --file {path}")).refused(1), want);
}

#[test]
fn server_reloads_the_accounts_file_and_keeps_the_previous_one_if_it_is_invalid() {
    let home = Sandbox::new();
    let dj = added(&home, "--user dj --policy AWSAppMeshFullAccess");
    let server = Server::start(&home, &["--auth", "auth.json"]);
    assert_eq!(listed(&server, &dj), "");
    let late = added(&home, "--user late --policy AWSAppMeshReadOnly");
    until("the new key", || match listed(&server, &late).as_str() {
        "" => Ok(()),
        code => Err(code.to_owned()),
    });

    let path = home.home().join("auth.json");
    let good = std::fs::read_to_string(&path).unwrap();
    let secret = dj["secretAccessKey"].as_str().unwrap();
    std::fs::write(&path, good.replace("\"id\"", "\"idee\"")).unwrap();
    until("the error", || {
        let log = server.log();
        let said = log.contains("invalid accounts file") && log.contains("unknown field `idee`");
        if said { Ok(()) } else { Err(log) }
    });
    assert_eq!(listed(&server, &dj), "");
    assert!(!server.log().contains(secret), "the error contains no secret");

    std::fs::write(&path, &good).unwrap();
    let id = dj["accessKeyId"].as_str().unwrap();
    home.line(&format!("auth revoke {id} --file auth.json")).ok();
    until("the end of the key", || match listed(&server, &dj).as_str() {
        "UnrecognizedClientException" => Ok(()),
        code => Err(code.to_owned()),
    });
    assert_eq!(listed(&server, &late), "");
}

#[test]
fn server_reloads_a_policy_file_when_it_becomes_valid() {
    let home = Sandbox::new();
    let dj = added(&home, "--user dj --policy AWSAppMeshFullAccess");
    let server = Server::start(&home, &["--auth", "auth.json"]);
    let path = home.home().join("auth.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let policy = home.file("own.json", "{");
    std::fs::write(&path, text.replace("AWSAppMeshFullAccess", "own.json")).unwrap();
    until_logged(&server, "invalid accounts file");
    assert_eq!(listed(&server, &dj), "", "the previous accounts stay in effect");
    std::fs::write(policy, json!({"Version": "2012-10-17", "Statement": []}).to_string()).unwrap();
    until("the right policy", || match listed(&server, &dj).as_str() {
        "AccessDeniedException" => Ok(()),
        code => Err(code.to_owned()),
    });
}

#[test]
fn policy_writable_for_others_is_rejected_until_it_is_not() {
    let home = Sandbox::new();
    let policy = home.file("own.json", r#"{"Version": "2012-10-17", "Statement": []}"#);
    let dj = added(&home, "--user dj --policy AWSAppMeshFullAccess");
    let path = home.home().join("auth.json");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("AWSAppMeshFullAccess", "own.json")).unwrap();
    let change = |mode| {
        std::fs::set_permissions(&policy, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    change(0o664);
    let error = "the policy `own.json` is writable for other users (mode 0664)";
    let said =
        home.line("serve --in-memory --listen 192.0.2.1:1 --insecure --auth auth.json").refused(1);
    assert_eq!(said, format!("error: {error}\nhint: chmod go-w own.json\n"));
    change(0o644);
    let server = Server::start(&home, &["--auth", "auth.json"]);
    assert_eq!(listed(&server, &dj), "AccessDeniedException");
    change(0o646);
    until_logged(&server, "the policy `own.json` is writable for other users (mode 0646)");
    // Only its permissions have changed, not its content.
    change(0o644);
    until_logged(&server, "accounts file reloaded");
}

fn until_logged(server: &Server, text: &str) {
    until(text, || {
        let log = server.log();
        if log.contains(text) { Ok(()) } else { Err(log) }
    });
}

#[test]
fn accounts_file_in_the_guide_is_valid() {
    let home = Sandbox::new();
    let guide = std::fs::read_to_string(in_project("docs/accounts.md")).unwrap();
    let (_, rest) = guide.split_once("```json\n").unwrap();
    let path = home.file("auth.json", rest.split_once("```").unwrap().0);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::create_dir(home.home().join("policies")).unwrap();
    home.file("policies/dj.json", &json!({"Version": "2012-10-17", "Statement": []}).to_string());
    let loaded =
        meshctl::auth::disk::load(std::path::Path::new(&path), "us-west-2").accounts.unwrap();
    let arn = "arn:aws:iam::111122223333:user/music/dj";
    assert!(loaded.principal(arn).is_some());
    let mesh = "dj-app".into();
    let [owner, with] = ["111122223333", "444455556666"].map(|id| id.parse().unwrap());
    assert!(loaded.shares(&owner, &mesh, &with));
}
