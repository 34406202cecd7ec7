//! `moto_server`: a local IAM, STS and App Mesh, with an empty account for each test.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_iam::config::{BehaviorVersion, Region, retry::RetryConfig};
use aws_smithy_http_client::tls;
use aws_types::SdkConfig;
use serde_json::{Value, json};

use crate::support;

const POLICY: &str = "AppMesh-Policy-For-Worker";

/// A server that stops with the test, and the first user of its account.
pub(super) struct Moto {
    server: support::Moto,
    root: SdkConfig,
}

impl Moto {
    /// Starts a server on a free port. It does not check permissions until [`Moto::enforce`].
    pub(super) fn start() -> Self {
        let server = support::Moto::start();
        let root =
            config(&server.address, Credentials::new("AKIAROOT", "secret", None, None, "test"));
        Self { server, root }
    }

    /// Checks every later call against the policies of its caller.
    pub(super) fn enforce(&self) {
        let mut stream = TcpStream::connect(&self.server.address).unwrap();
        let request = format!(
            "POST /moto-api/reset-auth HTTP/1.1\r\nHost: {}\r\nContent-Type: text/plain\r\n\
            Content-Length: 1\r\nConnection: close\r\n\r\n0",
            self.server.address
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert_eq!(answer.split(' ').nth(1), Some("200"), "{answer}");
    }

    fn iam(&self) -> aws_sdk_iam::Client {
        aws_sdk_iam::Client::new(&self.root)
    }

    /// Makes a user with one inline policy, `own`, and returns its configuration.
    pub(super) async fn user(&self, name: &str, policy: &Value) -> SdkConfig {
        let iam = self.iam();
        iam.create_user().user_name(name).send().await.unwrap();
        let put = iam.put_user_policy().user_name(name).policy_name("own");
        put.policy_document(policy.to_string()).send().await.unwrap();
        let key = iam.create_access_key().user_name(name).send().await.unwrap();
        let key = key.access_key.unwrap();
        let (id, secret) = (key.access_key_id, key.secret_access_key);
        config(&self.server.address, Credentials::new(id, secret, None, None, "test"))
    }

    /// Makes a managed policy and attaches it to a user, as `admin`.
    pub(super) async fn attach(&self, admin: &SdkConfig, user: &str, name: &str, policy: &Value) {
        let iam = aws_sdk_iam::Client::new(admin);
        let create = iam.create_policy().policy_name(name).policy_document(policy.to_string());
        let arn = create.send().await.unwrap().policy.unwrap().arn.unwrap();
        iam.attach_user_policy().user_name(user).policy_arn(arn).send().await.unwrap();
    }

    /// Puts a user into a new group with one inline policy, `rules`.
    pub(super) async fn group(&self, user: &str, name: &str, policy: &Value) {
        let iam = self.iam();
        iam.create_group().group_name(name).send().await.unwrap();
        let put = iam.put_group_policy().group_name(name).policy_name("rules");
        put.policy_document(policy.to_string()).send().await.unwrap();
        iam.add_user_to_group().group_name(name).user_name(user).send().await.unwrap();
    }

    /// Makes a role that anybody may use, with one inline policy.
    pub(super) async fn role(&self, path: &str, name: &str, policy: &Value) {
        let iam = self.iam();
        self.bare_role(path, name).await;
        let put = iam.put_role_policy().role_name(name).policy_name("own");
        put.policy_document(policy.to_string()).send().await.unwrap();
    }

    /// Makes a role as [`Moto::role`] does, with a permissions boundary.
    pub(super) async fn bounded_role(&self, name: &str, policy: &Value, boundary: &str) {
        self.role("/", name, policy).await;
        let put = self.iam().put_role_permissions_boundary().role_name(name);
        put.permissions_boundary(boundary).send().await.unwrap();
    }

    /// Makes a managed policy and returns its ARN.
    pub(super) async fn policy(&self, name: &str, policy: &Value) -> String {
        let iam = self.iam();
        let create = iam.create_policy().policy_name(name).policy_document(policy.to_string());
        create.send().await.unwrap().policy.unwrap().arn.unwrap()
    }

    async fn bare_role(&self, path: &str, name: &str) {
        let trust = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
            "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}});
        let create = self.iam().create_role().path(path).role_name(name);
        create.assume_role_policy_document(trust.to_string()).send().await.unwrap();
    }

    /// Begins the session `deploy` of a role.
    pub(super) async fn assume(&self, role: &str) -> SdkConfig {
        let role = self.iam().get_role().role_name(role).send().await.unwrap().role.unwrap();
        let sts = aws_sdk_sts::Client::new(&self.root);
        let call = sts.assume_role().role_arn(role.arn).role_session_name("deploy");
        let got = call.send().await.unwrap().credentials.unwrap();
        let (id, secret) = (got.access_key_id, got.secret_access_key);
        let token = Some(got.session_token);
        config(&self.server.address, Credentials::new(id, secret, token, None, "test"))
    }

    /// Makes an instance profile with a role.
    pub(super) async fn profile(&self, name: &str, role: &str) {
        let iam = self.iam();
        self.bare_role("/", role).await;
        iam.create_instance_profile().instance_profile_name(name).send().await.unwrap();
        let add = iam.add_role_to_instance_profile().instance_profile_name(name);
        add.role_name(role).send().await.unwrap();
    }

    /// Returns the worker policy of a role, as `admin` reads it.
    pub(super) async fn inline(&self, admin: &SdkConfig, role: &str) -> Option<Value> {
        let iam = aws_sdk_iam::Client::new(admin);
        let answer = iam.get_role_policy().role_name(role).policy_name(POLICY).send().await;
        let document = answer.ok()?.policy_document;
        let text = percent_encoding::percent_decode_str(&document).decode_utf8().unwrap();
        Some(serde_json::from_str(&text).unwrap())
    }
}

fn config(address: &str, credentials: Credentials) -> SdkConfig {
    let ring = tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring);
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-west-2"))
        .endpoint_url(format!("http://{address}"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(aws_smithy_http_client::Builder::new().tls_provider(ring).build_https())
        .retry_config(RetryConfig::disabled())
        .build()
}
