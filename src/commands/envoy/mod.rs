//! `meshctl envoy`: start an Envoy that belongs to a virtual node.

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
use crate::model::Name;
use crate::model::name;
use crate::store::data_directory::{self, Holder, ServerAddresses};
use crate::value_parser::socket_address;
use crate::xds::bootstrap::Bootstrap;
use crate::xds::proxy_env::Interception;

/// Start an Envoy for a virtual node
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand, Debug)]
enum Command {
    /// Print the configuration that an Envoy of a virtual node starts with
    #[command(after_help = "\
Examples:
  meshctl envoy bootstrap --mesh dj-app --virtual-node dj > dj.json && envoy -c dj.json
  meshctl envoy bootstrap --mesh dj-app --virtual-node dj --egress 127.0.0.1:15001")]
    Bootstrap(Sidecar),
    /// Run Envoy for a virtual node, in the place of this process
    #[command(after_help = "\
Examples:
  meshctl envoy run --mesh dj-app --virtual-node dj --egress 127.0.0.1:15001
  meshctl envoy run --mesh dj-app --virtual-node jazz-v1 --egress 127.0.0.1:15002 \\
      --ingress 127.0.0.1:7001 --application 127.0.0.1:9081 -- --log-level debug")]
    Run {
        #[command(flatten)]
        sidecar: Sidecar,
        /// Envoy to run, instead of the one on the PATH
        #[arg(long, value_name = "FILE", env = "MESHCTL_ENVOY")]
        envoy: Option<PathBuf>,
        /// Arguments for Envoy, after --
        #[arg(last = true, value_name = "ARG")]
        rest: Vec<String>,
    },
}

/// Whose sidecar, and where it runs.
#[derive(clap::Args, Debug)]
struct Sidecar {
    /// Mesh of the virtual node
    #[arg(long, value_name = "MESH", visible_alias = "mesh-name", value_parser = name::parse)]
    mesh: Name,
    /// Virtual node whose sidecar it is
    #[arg(long, value_name = "NODE", visible_alias = "virtual-node-name", value_parser = name::parse)]
    virtual_node: Name,
    /// Management service; by default that of the `meshctl serve` of this machine
    #[arg(long, value_name = "HOST:PORT")]
    xds: Option<String>,
    /// Address of Envoy's admin interface; port 0 picks a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:9901", value_parser = socket_address)]
    admin: SocketAddr,
    /// Where the application reaches Envoy, when no iptables send its calls there
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = socket_address)]
    egress: Option<SocketAddr>,
    /// Where others reach Envoy, when no iptables send their calls there
    #[arg(long, value_name = "ADDRESS:PORT", requires = "egress", value_parser = socket_address)]
    ingress: Option<SocketAddr>,
    /// Where the application listens; by default its listener's port on the loopback
    #[arg(long, value_name = "ADDRESS:PORT", requires = "egress", value_parser = socket_address)]
    application: Option<SocketAddr>,
    /// Socket of the agent that hands out certificates named by secret
    #[arg(long, value_name = "FILE")]
    sds_socket: Option<PathBuf>,
    /// Region to sign requests to the management service for, with the credentials that Envoy
    /// finds in its environment; by default as the `meshctl serve` of this machine wants it
    #[arg(long, value_name = "REGION")]
    sign_for: Option<String>,
    /// File with the authority of the management service's certificate, in PEM; by default that of
    /// the `meshctl serve` of this machine
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    /// Speak delta xDS instead of state of the world
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

/// Prints the bootstrap configuration. `run` replaces this process with Envoy and does not return.
///
/// # Errors
///
/// An error if there is no management service or no Envoy to be found.
pub async fn run(
    args: &Args,
    settings: &Settings,
    open: OpenInProcess,
) -> Result<BootstrapReport, CliError> {
    let (Command::Bootstrap(sidecar) | Command::Run { sidecar, .. }) = &args.command;
    let server = sidecar.server(&local::data_directory(settings.data.as_deref())?)?;
    let json = sidecar.bootstrap(server.as_ref())?.json();
    let whose = (&sidecar.mesh, &sidecar.virtual_node);
    let doubt = match &server {
        Some(server) => known::doubt(server, whose, settings, open).await,
        None => None,
    };
    match &args.command {
        Command::Bootstrap(_) => {
            Ok(BootstrapReport { bootstrap: json, notes: doubt.into_iter().collect() })
        }
        Command::Run { envoy, rest, .. } => {
            let binary = binary::find(envoy.as_deref())?;
            if let Some(doubt) = doubt {
                note(&format!("note: {doubt}\n"));
            }
            let mut command = std::process::Command::new(&binary);
            command.args(["--config-yaml", &json.to_string(), "--disable-hot-restart"]);
            let error = command.args(rest).exec();
            let text = format!("`{}` cannot be run", binary.display());
            Err(CliError::new(ErrorKind::Failed, text).caused_by(error))
        }
    }
}

impl Sidecar {
    /// The server of this machine, if no other management service is named.
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
        let (xds, signed_for, ca) = match server.cloned() {
            Some(ServerAddresses { xds, signed_for, ca, .. }) => (Some(xds), signed_for, ca),
            None => (self.xds.clone(), None, None),
        };
        let xds = xds.ok_or_else(|| {
            CliError::new(ErrorKind::Failed, "no `meshctl serve` runs on this machine")
                .hint("start it, or name another one's with --xds HOST:PORT")
        })?;
        let bad = || {
            let text = format!("--xds must be HOST:PORT, such as mesh.example:18000, not `{xds}`");
            CliError::new(ErrorKind::Usage, text)
        };
        let split = xds.rsplit_once(':').filter(|(host, _)| !host.is_empty());
        let (host, port) = split.ok_or_else(bad)?;
        Ok(Bootstrap {
            mesh: self.mesh.clone(),
            virtual_node: self.virtual_node.clone(),
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
            secrets: self.sds_socket.clone(),
            signed_for: self.sign_for.clone().or(signed_for),
            trusted: self.trust.clone().or(ca),
            delta: self.delta,
        })
    }
}
