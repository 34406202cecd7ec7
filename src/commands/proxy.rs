//! `meshctl proxy status`: the connected proxies, and what each has made of its configuration.

use serde::Serialize;

use super::Report;
use crate::client::Api;
use crate::error::{CliError, ErrorKind, ErrorStyle};
use crate::model::extension::{Proxy, ProxyQuery, TypeStatus};
use crate::model::name;
use crate::model::{Key, Kind, Name};
use crate::output::TextTable;

/// Look at the connected proxies
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand, Debug)]
enum Command {
    /// Show every connected proxy and whether it has its newest configuration
    #[command(after_help = "\
Examples:
  meshctl proxy status
  meshctl proxy status --mesh dj-app --output json

SYNCED: the newest is acknowledged. STALE: sent, not acknowledged yet. REJECTED: Envoy refused it; \
its words are below the table.

Exit codes: 0 all synced, 2 not all are, or a part of the mesh could not be translated")]
    Status {
        /// Show the proxies of this mesh only
        #[arg(long, value_name = "MESH", visible_alias = "mesh-name", value_parser = name::parse)]
        mesh: Option<Name>,
        /// Show the proxies of this virtual node only
        #[arg(long, value_name = "NODE", visible_alias = "virtual-node-name",
              conflicts_with = "virtual_gateway", value_parser = name::parse)]
        virtual_node: Option<Name>,
        /// Show the proxies of this virtual gateway only
        #[arg(long, value_name = "GATEWAY", visible_alias = "virtual-gateway-name",
              value_parser = name::parse)]
        virtual_gateway: Option<Name>,
    },
}

/// Result of `meshctl proxy status`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyStatusReport {
    /// The connected proxies, in the order in which they connected.
    pub proxies: Vec<Proxy>,
}

/// Shows the connected proxies.
///
/// # Errors
///
/// An error if the server is not a meshctl server or cannot be reached.
pub async fn run(args: &Args, api: &Api) -> Result<ProxyStatusReport, CliError> {
    let Command::Status { mesh, virtual_node, virtual_gateway } = &args.command;
    let query = ProxyQuery { mesh: mesh.clone(), ..ProxyQuery::default() };
    let Some(mut proxies) = api.proxies(&query).await? else {
        return Err(CliError::new(ErrorKind::Failed, "the server is not a meshctl server")
            .hint("only `meshctl serve` reports its proxies"));
    };
    let is = |proxy: &Proxy, kind, name: &Option<Name>| {
        let Key { kind: of_kind, name: of_name, .. } = &proxy.resource;
        name.as_ref().is_none_or(|name| *of_kind == kind && of_name == name)
    };
    proxies.retain(|proxy| {
        is(proxy, Kind::VirtualNode, virtual_node)
            && is(proxy, Kind::VirtualGateway, virtual_gateway)
    });
    Ok(ProxyStatusReport { proxies })
}

impl Report for ProxyStatusReport {
    fn text(&self) -> String {
        if self.proxies.is_empty() {
            return "no proxies are connected\n".to_owned();
        }
        let mut rows = TextTable::new(["MESH", "RESOURCE", "CDS", "EDS", "LDS", "RDS", "ENVOY"]);
        for proxy in &self.proxies {
            let state = |kind: &str| proxy.types.get(kind).map_or("-", word).to_owned();
            let [cds, eds, lds, rds] = ["CDS", "EDS", "LDS", "RDS"].map(state);
            let (mesh, resource) = (proxy.resource.mesh.to_string(), proxy.resource.to_string());
            rows.push([mesh, resource, cds, eds, lds, rds, proxy.envoy_version.clone()]);
        }
        rows.render() + &self.proxies.iter().map(remarks).collect::<String>()
    }

    fn exit_code(&self) -> u8 {
        let is_synced =
            |proxy: &Proxy| proxy.acknowledged >= proxy.translated && proxy.problems.is_empty();
        if self.proxies.iter().all(is_synced) {
            0
        } else {
            ErrorKind::Findings.code(ErrorStyle::Command)
        }
    }
}

fn word(status: &TypeStatus) -> &'static str {
    match status {
        TypeStatus { rejected: Some(_), .. } => "REJECTED",
        TypeStatus { sent, acknowledged, .. } if sent == acknowledged => "SYNCED",
        _ => "STALE",
    }
}

fn remarks(proxy: &Proxy) -> String {
    let resource = &proxy.resource;
    let rejected = proxy.types.iter().filter_map(|(kind, status)| {
        let why = status.rejected.as_ref()?;
        Some(format!("\n{resource} rejected {kind}: {why}\n"))
    });
    let problems = proxy.problems.iter().map(|problem| format!("\n{resource}: {problem}\n"));
    rejected.chain(problems).collect()
}
