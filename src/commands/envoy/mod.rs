//! `meshctl envoy`: the bootstrap configuration of an Envoy, and running one.

pub mod binary;
mod known;

use std::net::SocketAddr;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;

use super::Report;
use crate::client::{OpenInProcess, Settings, local};
use crate::error::{CliError, ErrorKind, note};
use crate::model::name;
use crate::model::{Key, Kind, Name};
use crate::store::data_directory::{self, Holder, ServerAddresses};
use crate::value_parser::socket_address;
use crate::xds::bootstrap::Bootstrap;
use crate::xds::proxy_env::Interception;

/// Run Envoy for a virtual node or virtual gateway
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand, Debug)]
enum Command {
    /// Print the bootstrap configuration of an Envoy
    #[command(after_help = "\
Examples:
  meshctl envoy bootstrap --mesh dj-app --virtual-node dj > dj.json && envoy -c dj.json
  meshctl envoy bootstrap --mesh dj-app --virtual-node dj --egress 127.0.0.1:15001
  meshctl envoy bootstrap --mesh dj-app --virtual-gateway edge > edge.json")]
    Bootstrap(ProxyArgs),
    /// Replace this process with an Envoy for a virtual node
    #[command(after_help = "\
Examples:
  meshctl envoy run --mesh dj-app --virtual-node dj --egress 127.0.0.1:15001
  meshctl envoy run --mesh dj-app --virtual-node jazz-v1 --egress 127.0.0.1:15002 \\
      --ingress 127.0.0.1:7001 --application 127.0.0.1:9081 -- --log-level debug")]
    Run {
        #[command(flatten)]
        proxy: ProxyArgs,
        /// Path to the Envoy binary; by default the first `envoy` on PATH
        #[arg(long, value_name = "FILE", env = "MESHCTL_ENVOY")]
        envoy: Option<PathBuf>,
        /// Arguments for Envoy, after `--`
        #[arg(last = true, value_name = "ARG")]
        rest: Vec<String>,
    },
}

/// The resource that the Envoy serves.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct ProxyResource {
    /// Virtual node that the Envoy is a sidecar of
    #[arg(long, value_name = "NODE", visible_alias = "virtual-node-name", value_parser = name::parse)]
    virtual_node: Option<Name>,
    /// Virtual gateway that the Envoy serves; not supported by `meshctl serve` yet
    #[arg(long, value_name = "GATEWAY", visible_alias = "virtual-gateway-name",
          value_parser = name::parse)]
    virtual_gateway: Option<Name>,
}

impl ProxyResource {
    fn key(&self, mesh: &Name) -> Key {
        match (&self.virtual_node, &self.virtual_gateway) {
            (Some(node), _) => Key::member(Kind::VirtualNode, mesh.clone(), node.clone()),
            (None, Some(gateway)) => {
                Key::member(Kind::VirtualGateway, mesh.clone(), gateway.clone())
            }
            (None, None) => unreachable!("clap requires one of them"),
        }
    }
}

/// The Envoy to configure, and where it runs.
#[derive(clap::Args, Debug)]
struct ProxyArgs {
    /// Mesh of the virtual node or virtual gateway
    #[arg(long, value_name = "MESH", visible_alias = "mesh-name", value_parser = name::parse)]
    mesh: Name,
    #[command(flatten)]
    resource: ProxyResource,
    /// Management server; by default the xDS address of the local `meshctl serve`
    #[arg(long, value_name = "HOST:PORT")]
    xds: Option<String>,
    /// Address of Envoy's admin interface; port 0 selects a free port
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:9901", value_parser = socket_address)]
    admin: SocketAddr,
    /// Address on which Envoy accepts connections of the application, for use without iptables
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = socket_address)]
    egress: Option<SocketAddr>,
    /// Address on which Envoy accepts connections of others, for use without iptables
    #[arg(long, value_name = "ADDRESS:PORT", requires = "egress", value_parser = socket_address)]
    ingress: Option<SocketAddr>,
    /// Address of the application; by default the port of its listener on the loopback interface
    #[arg(long, value_name = "ADDRESS:PORT", requires = "egress", value_parser = socket_address)]
    application: Option<SocketAddr>,
    /// Socket of an SDS server, such as the SPIRE agent, for certificates that the mesh names by secret
    #[arg(long, value_name = "FILE")]
    sds_socket: Option<PathBuf>,
    /// Sign requests to the management server for this region, with the AWS credentials in the
    /// environment of Envoy; by default as the local `meshctl serve` requires
    #[arg(long, value_name = "REGION")]
    sign_for: Option<String>,
    /// CA certificates (PEM) to verify the certificate of the management server; by default those
    /// of the local `meshctl serve`
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    /// Use incremental (delta) xDS instead of state of the world
    #[arg(long)]
    delta: bool,
}

/// Result of `meshctl envoy bootstrap`: Envoy's bootstrap configuration, as text too.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct BootstrapReport {
    /// The configuration, in Envoy's own JSON form.
    pub bootstrap: Value,
    /// Remarks; for people only.
    #[serde(skip)]
    pub notes: Vec<String>,
}

impl Report for BootstrapReport {
    fn text(&self) -> String {
        format!("{:#}\n", self.bootstrap)
    }

    fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }
}

/// Prints the bootstrap configuration, or replaces this process with Envoy.
///
/// # Errors
///
/// An error if there is no management server or no Envoy, or if the resource is a virtual gateway
/// and Envoy was to be run.
pub async fn run(
    args: &Args,
    settings: &Settings,
    open: OpenInProcess,
) -> Result<BootstrapReport, CliError> {
    let (Command::Bootstrap(proxy) | Command::Run { proxy, .. }) = &args.command;
    let server = proxy.server(&local::data_directory(settings.data.as_deref())?)?;
    let json = proxy.bootstrap(server.as_ref())?.json();
    let resource = proxy.resource.key(&proxy.mesh);
    if resource.kind == Kind::VirtualGateway && matches!(args.command, Command::Run { .. }) {
        return Err(gateway_not_served(&resource));
    }
    let missing = match &server {
        Some(server) => known::missing_resource(server, &resource, settings, open).await,
        None => None,
    };
    match &args.command {
        Command::Bootstrap(_) => {
            Ok(BootstrapReport { bootstrap: json, notes: missing.into_iter().collect() })
        }
        Command::Run { envoy, rest, .. } => {
            let binary = binary::find(envoy.as_deref())?;
            if let Some(missing) = missing {
                note(&format!("note: {missing}\n"));
            }
            let mut command = std::process::Command::new(&binary);
            command.args(["--config-yaml", &json.to_string(), "--disable-hot-restart"]);
            let error = command.args(rest).exec();
            let message = format!("cannot run `{}`", binary.display());
            Err(CliError::new(ErrorKind::Failed, message).caused_by(error))
        }
    }
}

fn gateway_not_served(gateway: &Key) -> CliError {
    let Key { name, mesh, .. } = gateway;
    let message = format!(
        "`{name}` is a virtual gateway, and this version of meshctl serves virtual nodes only"
    );
    CliError::new(ErrorKind::Failed, message)
        .hint(format!("`meshctl list-virtual-nodes --mesh-name {mesh}` lists the virtual nodes"))
}

impl ProxyArgs {
    /// Returns the local server, unless `--xds` names another management server.
    fn server(&self, data: &Path) -> Result<Option<ServerAddresses>, CliError> {
        if self.xds.is_some() {
            return Ok(None);
        }
        Ok(match data_directory::holder(data)? {
            Holder::Server(ready) => Some(ready),
            Holder::Commands | Holder::Starting => None,
        })
    }

    fn bootstrap(&self, server: Option<&ServerAddresses>) -> Result<Bootstrap, CliError> {
        let (xds, signing_region, ca) = match server.cloned() {
            Some(ServerAddresses { xds, signed_for, ca, .. }) => (Some(xds), signed_for, ca),
            None => (self.xds.clone(), None, None),
        };
        let xds = xds.ok_or_else(|| {
            CliError::new(ErrorKind::Failed, "`meshctl serve` is not running")
                .hint("start it, or pass the address of another management server with --xds")
        })?;
        let bad = || {
            let message = format!("invalid value `{xds}` for --xds: expected HOST:PORT");
            CliError::new(ErrorKind::Usage, message).hint("for example mesh.example:18000")
        };
        let split = xds.rsplit_once(':').filter(|(host, _)| !host.is_empty());
        let (host, port) = split.ok_or_else(bad)?;
        Ok(Bootstrap {
            resource: self.resource.key(&self.mesh),
            xds_host: host.trim_matches(['[', ']']).to_owned(),
            xds_port: port.parse().map_err(|_| bad())?,
            admin: Some(self.admin),
            interception: match self.egress {
                Some(egress) => Interception::ExplicitProxy {
                    egress,
                    ingress: self.ingress,
                    application: self.application,
                },
                None => Interception::Iptables,
            },
            sds_socket: self.sds_socket.clone(),
            signing_region: self.sign_for.clone().or(signing_region),
            ca: self.trust.clone().or(ca),
            delta: self.delta,
        })
    }
}
