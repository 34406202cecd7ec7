//! What can be asked of `meshctl iam`.

use crate::iam::{ActionSet, PolicyScope};

/// Check, print and grant the permissions that App Mesh needs
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands of `meshctl iam`.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Say which App Mesh actions the caller may do, and how that is known
    ///
    /// Asks IAM to simulate the caller's policies. Where that is refused, reads the policies and
    /// evaluates them here. Exit code 0: all allowed, 1: something denied, 4: only unknowns
    #[command(after_help = "Examples:\n  meshctl iam check\n  \
        meshctl iam check --for canary --probe --output json")]
    Check(CheckArgs),
    /// Print the least-privilege policy document for a purpose
    #[command(after_help = "Examples:\n  meshctl iam policy --for envoy\n  meshctl iam policy \
        --for canary --resource arn:aws:appmesh:us-west-2:111122223333:mesh/dj-app")]
    Policy(PolicyArgs),
    /// Put the policy for a purpose into a role, read it back and check the role
    #[command(after_help = "Examples:\n  \
        meshctl iam grant --instance-profile-match nodegroup --for all --dry-run\n  \
        meshctl iam grant --role my-worker-role --for envoy")]
    Grant(GrantArgs),
}

/// Arguments of `meshctl iam check`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct CheckArgs {
    /// Purpose whose actions are checked
    #[arg(long = "for", value_name = "PURPOSE", value_enum, default_value = "all")]
    pub set: ActionSet,
    /// Also make calls that change nothing: lists, and describes, updates and deletes of names
    /// that do not exist. They show up in the audit log. Off by default
    #[arg(long)]
    pub probe: bool,
    /// Mesh, or resource in one, that the actions are done to; `*` and `?` may stand in it.
    /// Default: every mesh of the account in the region
    #[arg(long, value_name = "ARN")]
    pub resource: Option<PolicyScope>,
}

/// Arguments of `meshctl iam policy`.
#[derive(Debug, Clone, clap::Args)]
pub struct PolicyArgs {
    /// Purpose whose actions are allowed
    #[arg(long = "for", value_name = "PURPOSE", value_enum)]
    pub set: ActionSet,
    /// Mesh, or resource in one, that the policy is for; `*` and `?` may stand in it. Default:
    /// every resource
    #[arg(long, value_name = "ARN")]
    pub resource: Option<PolicyScope>,
}

/// Arguments of `meshctl iam grant`.
#[derive(Debug, Clone, clap::Args)]
pub struct GrantArgs {
    /// Role that gets the policy; this or `--instance-profile-match` must be given
    #[arg(
        long,
        value_name = "NAME",
        required_unless_present = "instance_profile_match",
        conflicts_with = "instance_profile_match"
    )]
    pub role: Option<String>,
    /// Text in the name of the one instance profile whose role gets the policy
    #[arg(long, value_name = "TEXT")]
    pub instance_profile_match: Option<String>,
    /// Name of the inline policy; one of the same name is replaced
    #[arg(long, value_name = "NAME", default_value = "AppMesh-Policy-For-Worker")]
    pub policy_name: String,
    /// Purpose whose actions are allowed
    #[arg(long = "for", value_name = "PURPOSE", value_enum)]
    pub set: ActionSet,
    /// Mesh, or resource in one, that the policy is for; `*` and `?` may stand in it. Default:
    /// every resource
    #[arg(long, value_name = "ARN")]
    pub resource: Option<PolicyScope>,
    /// Say what would be done and do nothing. Off by default
    #[arg(long)]
    pub dry_run: bool,
}

#[cfg(test)]
mod tests {
    use clap::Args as _;

    use super::*;

    #[test]
    fn command_lines_are_taken_or_refused() {
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
