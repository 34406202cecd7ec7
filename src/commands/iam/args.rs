//! Arguments of `meshctl iam`.

use crate::iam::{ActionSet, PolicyScope};

/// Check, print and grant permissions for App Mesh
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands of `meshctl iam`.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Check which App Mesh actions the caller is allowed to use, and show the evidence
    ///
    /// Uses IAM's policy simulation. If that is denied, reads the caller's policies and evaluates
    /// them locally. Exit codes: 0 all allowed, 1 some are denied, 4 none is denied but some are
    /// unknown
    #[command(after_help = "Examples:\n  meshctl iam check\n  \
        meshctl iam check --for canary --probe --output json")]
    Check(CheckArgs),
    /// Print the least-privilege policy document for a purpose
    #[command(after_help = "Examples:\n  meshctl iam policy --for envoy\n  meshctl iam policy \
        --for canary --resource arn:aws:appmesh:us-west-2:111122223333:mesh/dj-app")]
    Policy(PolicyArgs),
    /// Attach the policy for a purpose to a role, read it back and check the role
    #[command(after_help = "Examples:\n  \
        meshctl iam grant --instance-profile-match nodegroup --for all --dry-run\n  \
        meshctl iam grant --role my-worker-role --for envoy")]
    Grant(GrantArgs),
}

/// Arguments of `meshctl iam check`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct CheckArgs {
    /// Actions to check, by purpose
    #[arg(long = "for", value_name = "PURPOSE", value_enum, default_value = "all")]
    pub set: ActionSet,
    /// Also call App Mesh with requests that change nothing: lists, and describes, updates and
    /// deletes of names that do not exist. The calls appear in audit logs. Off by default
    #[arg(long)]
    pub probe: bool,
    /// Mesh or resource to check; may contain the wildcards `*` and `?` [default: every mesh of the
    /// account in the region]
    #[arg(long, value_name = "ARN")]
    pub resource: Option<PolicyScope>,
}

/// Arguments of `meshctl iam policy`.
#[derive(Debug, Clone, clap::Args)]
pub struct PolicyArgs {
    /// Actions to allow, by purpose
    #[arg(long = "for", value_name = "PURPOSE", value_enum)]
    pub set: ActionSet,
    /// Mesh or resource to allow the actions on; may contain the wildcards `*` and `?` [default: every
    /// resource]
    #[arg(long, value_name = "ARN")]
    pub resource: Option<PolicyScope>,
}

/// Arguments of `meshctl iam grant`.
#[derive(Debug, Clone, clap::Args)]
pub struct GrantArgs {
    /// Role to attach the policy to; required unless `--instance-profile-match` is given
    #[arg(
        long,
        value_name = "NAME",
        required_unless_present = "instance_profile_match",
        conflicts_with = "instance_profile_match"
    )]
    pub role: Option<String>,
    /// Attach the policy to the role of the instance profile whose name contains this string
    #[arg(long, value_name = "STRING")]
    pub instance_profile_match: Option<String>,
    /// Name of the inline policy; an existing one is replaced
    #[arg(long, value_name = "NAME", default_value = "AppMesh-Policy-For-Worker")]
    pub policy_name: String,
    /// Actions to allow, by purpose
    #[arg(long = "for", value_name = "PURPOSE", value_enum)]
    pub set: ActionSet,
    /// Mesh or resource to allow the actions on; may contain the wildcards `*` and `?` [default: every
    /// resource]
    #[arg(long, value_name = "ARN")]
    pub resource: Option<PolicyScope>,
    /// Show what would change without changing anything. Off by default
    #[arg(long)]
    pub dry_run: bool,
}

#[cfg(test)]
mod tests {
    use clap::Args as _;

    use super::*;

    #[test]
    fn command_lines_are_accepted_or_rejected() {
        let command = Args::augment_args(clap::Command::new("iam"));
        command.clone().debug_assert();
        let cases = [
            ("check", true),
            ("check --for canary --probe", true),
            ("check --for nothing", false),
            ("check --resource arn:aws:appmesh:us-west-2:1:mesh/shop", true),
            ("check --resource shop", false),
            ("policy --for envoy", true),
            ("policy", false),
            ("grant --role r --for all --dry-run", true),
            ("grant --instance-profile-match nodegroup --for all --policy-name p", true),
            ("grant --for all", false),
            ("grant --role r --instance-profile-match t --for all", false),
            ("grant --role r", false),
            ("", false),
        ];
        for (line, taken) in cases {
            let words = std::iter::once("iam").chain(line.split_whitespace());
            let got = command.clone().try_get_matches_from(words);
            assert_eq!(got.is_ok(), taken, "{line}: {got:?}");
        }
    }
}
