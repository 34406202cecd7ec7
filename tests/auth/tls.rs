//! TLS: certificates from files, which are reloaded, and from the local CA.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio_rustls::TlsConnector;

use crate::operations::wire::Wire;
use crate::support::{Sandbox, Server, sandbox, tools, until};

/// A certificate authority for the test.
struct Ca {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Ca {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    /// Writes a new certificate and its key.
    fn issue(&self, home: &Sandbox) -> String {
        let key = KeyPair::generate().unwrap();
        let names = vec!["127.0.0.1".to_owned()];
        let made = CertificateParams::new(names).unwrap().signed_by(&key, &self.issuer).unwrap();
        home.file("server.key", &key.serialize_pem());
        home.file("server.pem", &made.pem());
        made.pem()
    }
}

/// Returns the certificate of the server as a client that trusts `ca` sees it, or the TLS error.
fn shown(server: &Server, ca: &str, name: &str) -> Result<Vec<u8>, String> {
    shown_at(server.ready.api.trim_start_matches("https://"), ca, name)
}

fn shown_at(address: &str, ca: &str, name: &str) -> Result<Vec<u8>, String> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(ca.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let stream = tokio::net::TcpStream::connect(address).await.map_err(|e| e.to_string())?;
        let connector = TlsConnector::from(Arc::new(config));
        let stream = connector.connect(name, stream).await.map_err(|e| e.to_string())?;
        Ok(stream.get_ref().1.peer_certificates().unwrap()[0].to_vec())
    })
}

fn der(pem: &str) -> Vec<u8> {
    CertificateDer::from_pem_slice(pem.as_bytes()).unwrap().to_vec()
}

#[test]
fn certificate_is_reloaded_and_an_invalid_one_is_ignored() {
    let (home, ca) = (Sandbox::new(), Ca::new());
    let first = ca.issue(&home);
    let args = ["--in-memory", "--tls-cert", "server.pem", "--tls-key", "server.key"];
    let server = Server::start(&home, &args);
    assert_eq!(shown(&server, &ca.pem, "127.0.0.1"), Ok(der(&first)));
    let second = ca.issue(&home);
    until("the second certificate", || match shown(&server, &ca.pem, "127.0.0.1") {
        Ok(one) if one == der(&second) => Ok(()),
        other => Err(format!("{other:?}")),
    });
    home.file("server.pem", "no certificate");
    until("the error", || {
        let log = server.log();
        if log.contains("invalid certificate; the previous one stays in effect") {
            Ok(())
        } else {
            Err(log)
        }
    });
    assert_eq!(shown(&server, &ca.pem, "127.0.0.1"), Ok(der(&second)));
}

#[test]
#[ignore = "needs curl: make test"]
fn server_issues_a_certificate_for_the_configured_names() {
    let home = Sandbox::new();
    let aws = "appmesh.us-west-2.amazonaws.com";
    let args = ["--tls-self-signed", "--tls-san", aws];
    let mut server = Server::start(&home, &args);
    let path = server.ready.ca.clone().unwrap();
    assert_eq!(path, home.data().join("tls/ca.pem"));
    let ca = std::fs::read_to_string(&path).unwrap();
    for name in [aws, "localhost", "127.0.0.1"] {
        shown(&server, &ca, name).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
    assert!(shown(&server, &ca, "other.example").is_err());
    // Local commands find the server and trust it; clients that cannot change the endpoint can change the host.
    home.line("create-mesh --mesh-name shop").ok();
    let port = server.ready.api.rsplit(':').next().unwrap().to_owned();
    let mut curl = home.command(&tools::program("curl"));
    curl.args(["-sS", "--cacert"]).arg(&path).arg("--resolve");
    curl.arg(format!("{aws}:{port}:127.0.0.1"))
        .arg(format!("https://{aws}:{port}/v20190125/meshes"));
    assert_eq!(sandbox::run_with_input(&mut curl, "").json()["meshes"][0]["meshName"], "shop");
    // After a restart the CA is the same, so clients still trust it.
    server.kill();
    server.restart(&home);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), ca);
    shown(&server, &ca, aws).unwrap();
}

#[test]
fn private_keys_readable_by_others_are_protected_at_startup() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Sandbox::new();
    let mut server = Server::start(&home, &["--tls-self-signed"]);
    server.kill();
    let keys = ["ca.key", "server.key"].map(|name| home.data().join("tls").join(name));
    for key in &keys {
        std::fs::set_permissions(key, std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    server.restart(&home);
    for key in &keys {
        let mode = std::fs::metadata(key).unwrap().permissions().mode() & 0o777;
        assert_eq!(format!("{mode:o}"), "600", "{}", key.display());
    }
}

#[test]
fn stalled_tls_handshakes_do_not_block_other_proxies() {
    let home = Sandbox::new();
    let server = Server::start(&home, &["--in-memory", "--tls-self-signed"]);
    let ca = std::fs::read_to_string(server.ready.ca.as_ref().unwrap()).unwrap();
    let mut silent: Vec<Wire> =
        (0..70).map(|_| Wire::to_xds(std::net::Ipv4Addr::LOCALHOST, &server)).collect();
    shown_at(&server.ready.xds, &ca, "127.0.0.1").unwrap();
    assert!(!silent[0].look(), "the handshake did not wait for a timeout");
}

#[test]
fn non_loopback_address_needs_authentication_and_tls() {
    let home = Sandbox::new();
    home.line("auth add-key --file auth.json --user dj").ok();
    let anywhere = "serve --in-memory --xds-listen 127.0.0.1:0 --admin-listen 127.0.0.1:0 \
                    --listen 0.0.0.0:0";
    let want = "error: --listen 0.0.0.0:0 is not a loopback address, and authentication or TLS is not \
                configured\n\
                hint: set --auth FILE, and --tls-cert or --tls-self-signed; on a trusted network, \
                pass --insecure instead\n";
    for more in ["", "--auth auth.json", "--tls-self-signed"] {
        assert_eq!(home.line(&format!("{anywhere} {more}")).refused(252), want, "{more}");
    }
    let both = "--auth auth.json --tls-self-signed --admin-listen 0.0.0.0:0";
    let said = home.line(&format!("{} {both}", anywhere.replace("--admin-listen 127.0.0.1:0", "")));
    assert!(said.refused(252).starts_with("error: --admin-listen 0.0.0.0:0 "));
}

#[test]
fn invalid_certificates_are_reported_at_startup() {
    let (home, ca) = (Sandbox::new(), Ca::new());
    ca.issue(&home);
    home.file("other.key", &KeyPair::generate().unwrap().serialize_pem());
    home.file("empty.pem", "");
    let ports = "--listen 127.0.0.1:0 --xds-listen 127.0.0.1:0 --admin-listen 127.0.0.1:0";
    let serve = |words: &str| home.line(&format!("serve --in-memory {ports} {words}"));
    let cases = [
        (
            "--tls-cert server.pem --tls-key other.key",
            1,
            "error: the private key `other.key` does not match the certificate `server.pem`\n",
        ),
        (
            "--tls-cert empty.pem --tls-key other.key",
            1,
            "error: `empty.pem` does not contain a certificate\n",
        ),
        ("--tls-cert none.pem --tls-key other.key", 1, "error: cannot read `none.pem` as PEM\n"),
    ];
    for (words, code, want) in cases {
        let said = serve(words).refused(code);
        assert!(said.starts_with(want), "{said}");
    }
    serve("--tls-cert server.pem").refused(252);
    serve("--tls-san a.example").refused(252);
}
