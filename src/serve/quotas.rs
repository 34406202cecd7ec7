//! How many resources and proxies there may be.

use crate::model::quotas::Quotas;

/// How many resources and proxies there may be.
#[derive(clap::Args, Debug, Clone, Copy)]
#[command(next_help_heading = "Limits")]
pub(super) struct Own {
    /// Limit resources and proxies: `aws` for what AWS gives an account, or a JSON file such as
    /// {"virtualNodesPerMesh": 500}
    #[arg(long, value_name = "aws|FILE", value_parser = quotas)]
    quotas: Option<Quotas>,
}

impl Own {
    /// What was asked for; nothing is limited unless it was.
    pub(super) fn quotas(self) -> Quotas {
        self.quotas.unwrap_or_default()
    }
}

fn quotas(text: &str) -> Result<Quotas, String> {
    if text == "aws" {
        return Ok(Quotas::aws());
    }
    let json = std::fs::read_to_string(text).map_err(|error| error.to_string())?;
    Quotas::read(&json).map_err(|error| error.to_string())
}
