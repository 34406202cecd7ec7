//! Values of flags that are none: what is output names the flag and what it takes.

use crate::support::Sandbox;

#[test]
fn invalid_values_are_rejected_with_the_expected_format() {
    let home = Sandbox::new();
    let number = |bounds, example| format!("expected an integer {bounds}, such as {example}");
    let percent = number("from 0 to 100", "10");
    let time = "expected a duration such as 500ms, 30s, 2m or 1h";
    let ago = &*format!("{time}, or a time such as 2026-09-30T12:00:00Z");
    let long = "the maximum is 87600 hours, or a time such as 2026-09-30T12:00:00Z";
    let host = "expected a host name or an IP address, such as mesh.example or 10.0.0.7";
    let address = "expected an IP address and a port, such as 127.0.0.1:9470 or [::1]:0";
    let name = "a name has 1 to 255 characters, does not contain `/`, and is not `.` or `..`";
    let many = number("from 1 to 1000000", "1000");
    let rate = "expected `aws` or READS,WRITES[,BURST], each a number of 1 or more";
    let kept = "expected `all` or a number of at least 1";
    let account = "`x` is not an account ID: expected 12 digits";
    let ended = "the key would already be expired";
    let canary = "canary --service s --to v2";
    let sidecar = "envoy bootstrap --mesh m --virtual-node n";
    let cases = [
        (canary, "--weight <PERCENT>", "abc -1 -0.5 101 99999999999999999999", &*percent),
        ("canary --service s --to v --weight 1", "--timeout <TIME>", "abc -1 1.5h 5d", time),
        ("canary --service s --to v --weight 1", "--mesh <MESH>", "a/b", name),
        ("rollback m", "--to-version <N>", "abc 0 -1", &*number("of at least 1", "3")),
        ("history", "--limit <N>", "abc 0 -1 1001", &*number("from 1 to 1000", "20")),
        ("history", "--since <TIME>", "yesterday -1 2026-13-01", ago),
        ("demo", "--stage <N>", "abc 0 -1 5", &*number("from 1 to 4", "2")),
        ("auth add-key --user u", "--expires-in <TIME>", "abc -1", time),
        ("auth add-key --user u", "--expires-in <TIME>", "0s", ended),
        ("history", "--since <TIME>", "99999h", long),
        ("auth add-key --user u", "--account <ID>", "x", account),
        (sidecar, "--admin <ADDRESS:PORT>", "junk 9901 localhost:1", address),
        (sidecar, "--egress <ADDRESS:PORT>", "junk", address),
        (sidecar, "--egress 127.0.0.1:1 --ingress <ADDRESS:PORT>", "junk", address),
        (sidecar, "--egress 127.0.0.1:1 --application <ADDRESS:PORT>", "junk", address),
        ("serve", "--listen <ADDRESS:PORT>", "junk :9470 localhost:9470 1.2.3.4:70000", address),
        ("serve", "--xds-listen <ADDRESS:PORT>", "junk", address),
        ("serve", "--admin-listen <ADDRESS:PORT>", "junk", address),
        ("serve", "--max-connections <N>", "abc 0 -1 18446744073709551615", &*many),
        ("serve", "--max-proxies <N>", "abc", &*many),
        ("serve", "--max-connections-per-client <N>", "abc", &*many),
        ("serve", "--idle-timeout <TIME>", "abc -1", time),
        ("serve", "--request-timeout <TIME>", "abc -1", time),
        ("serve", "--drain-timeout <TIME>", "abc -1", time),
        ("serve", "--rate-limit <RATE>", "abc -1 1", rate),
        ("serve", "--history <N>", "abc 0 -1", kept),
        ("serve", "--account-id <ID>", "x", account),
        ("serve --tls-self-signed", "--tls-san <NAME>", ", é https://x", host),
    ];
    for (command, flag, values, want) in cases {
        for value in values.split(' ') {
            assert_rejected(&home, command, flag, value, want);
        }
    }
}

/// Passes `value` to the last flag of `flags`, which is written as in help.
fn assert_rejected(home: &Sandbox, command: &str, flags: &str, value: &str, want: &str) {
    let split = flags.rsplit_once(" --");
    let (before, flag) = split.map_or(("", flags.to_owned()), |(a, b)| (a, format!("--{b}")));
    let (long, _) = flag.split_once(' ').unwrap();
    let output = home.line(&format!("{command} {before} {long} {value}"));
    let want = format!(
        "error: invalid value '{value}' for '{flag}': {want}\n\n\
         For more information, try '--help'.\n"
    );
    assert_eq!(output.refused(252), want);
}

#[test]
fn conflicting_flags_are_rejected() {
    let output = Sandbox::new().line("history m --mesh other").refused(252);
    assert!(output.contains("cannot be used with"), "{output}");
}

#[test]
fn an_invalid_address_is_rejected_with_the_expected_format() {
    let output =
        Sandbox::new().line("history --region us-west-2 --endpoint-url nonsense").refused(1);
    let want = "error: Invalid endpoint: nonsense\n\
                hint: expected a URL of the form http[s]://HOST[:PORT][/PATH]\n";
    assert_eq!(output, want);
}
