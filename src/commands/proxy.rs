//! `meshctl proxy status`: the connected proxies, and what each has made of its configuration.

use serde_json::json;

use super::Report;
use crate::client::Api;
use crate::error::{CliError, ErrorKind};
use crate::model::extension::{Proxy, TypeStatus};
use crate::model::name::typed;
use crate::model::{Key, Kind, Name};
use crate::output::Rows;

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
        #[arg(long, value_name = "MESH", visible_alias = "mesh-name", value_parser = typed)]
        mesh: Option<Name>,
        /// Show the proxies of this virtual node only
        #[arg(long, value_name = "NODE", visible_alias = "virtual-node-name",
              conflicts_with = "virtual_gateway", value_parser = typed)]
        virtual_node: Option<Name>,
        /// Show the proxies of this virtual gateway only
        #[arg(long, value_name = "GATEWAY", visible_alias = "virtual-gateway-name",
              value_parser = typed)]
        virtual_gateway: Option<Name>,
    },
}

/// Does it.
///
/// # Errors
///
/// An error if the server is not ours, or cannot be asked.
pub async fn run(args: &Args, api: &Api) -> Result<Report, CliError> {
    let Command::Status { mesh, virtual_node, virtual_gateway } = &args.command;
    let is_shown = |proxy: &Proxy| {
        let Key { mesh: of_mesh, kind, name, .. } = &proxy.resource;
        let is = |wanted: &Option<Name>, of_kind| {
            wanted.as_ref().is_none_or(|wanted| *kind == of_kind && name == wanted)
        };
        mesh.as_ref().is_none_or(|mesh| of_mesh == mesh)
            && is(virtual_node, Kind::VirtualNode)
            && is(virtual_gateway, Kind::VirtualGateway)
    };
    let Some(mut proxies) = api.proxies().await? else {
        return Err(CliError::new(ErrorKind::Failed, "this server is not meshctl's")
            .hint("only `meshctl serve` knows its proxies"));
    };
    proxies.retain(is_shown);
    let mut rows = Rows::new(["MESH", "RESOURCE", "CDS", "EDS", "LDS", "RDS", "ENVOY"]);
    let mut notes = String::new();
    let mut code = 0;
    for proxy in &proxies {
        let state = |kind: &str| proxy.types.get(kind).map_or("-", word).to_owned();
        let [cds, eds, lds, rds] = ["CDS", "EDS", "LDS", "RDS"].map(state);
        let (mesh, resource) = (proxy.resource.mesh.to_string(), proxy.resource.to_string());
        rows.push([mesh, resource, cds, eds, lds, rds, proxy.envoy_version.clone()]);
        notes.push_str(&remarks(proxy));
        if proxy.acknowledged < proxy.translated || !proxy.problems.is_empty() {
            code = 2;
        }
    }
    let text = match proxies.is_empty() {
        true => "no proxies are connected\n".to_owned(),
        false => rows.render() + &notes,
    };
    Ok(Report::new(text, json!({ "proxies": proxies })).ending(code))
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
