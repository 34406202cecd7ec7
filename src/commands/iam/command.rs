//! `meshctl iam` as a verb: finds out where it is carried out, and makes a report of the answer.

use serde_json::{Map, Value, json};

use super::{Answer, Args, Command, Probe, Refusal, Target, run};
use crate::client::{Api, ClientError, OpenInProcess, Settings};
use crate::commands::Report;
use crate::error::{CliError, ErrorStyle};
use crate::model::Operation;
use crate::output;

/// Does it.
///
/// # Errors
///
/// [`ClientError`] if region, profile or context are wrong, [`super::Error`] if IAM cannot be
/// asked.
pub async fn command(
    args: &Args,
    settings: &Settings,
    open: OpenInProcess,
) -> Result<Report, CliError> {
    // A document is the same everywhere, and needs nobody.
    if matches!(args.command, Command::Policy(_)) {
        return Ok(report(&run(&args.command, Target::Local).await?));
    }
    let target = Api::target(settings).await?;
    let grants = matches!(args.command, Command::Grant(_));
    // Roles are AWS's, wherever the mesh is; only the check asks the mesh's own control plane.
    if target.is_local() && !grants && !aws_is_meant(settings) {
        return Ok(report(&run(&args.command, Target::Local).await?));
    }
    let sdk = Api::aws_configuration(settings, &target).await?;
    let api = Api::connect_to(target, settings, open).await?;
    let probe = Calls(api);
    let target = Target::Aws { sdk: &sdk, probe: &probe };
    Ok(report(&run(&args.command, target).await?))
}

/// An endpoint for IAM or STS in the environment says which IAM is meant, even while the mesh is
/// this machine's.
fn aws_is_meant(settings: &Settings) -> bool {
    settings.context.is_none()
        && ["AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL_STS"]
            .into_iter()
            .any(|name| crate::client::settings::variable(name).is_some())
}

/// Calls through the client.
struct Calls(Api);

#[async_trait::async_trait]
impl Probe for Calls {
    async fn call(
        &self,
        operation: &'static Operation,
        input: &Map<String, Value>,
    ) -> Result<Value, Refusal> {
        match self.0.call(operation, input).await {
            Ok(response) => Ok(response.body),
            Err(ClientError::Service { code, message, .. }) => {
                Err(Refusal { code: Some(code), message })
            }
            Err(error) => Err(Refusal { code: None, message: error.to_string() }),
        }
    }
}

fn report(answer: &Answer) -> Report {
    let data = json!(answer);
    let text = match answer.rows() {
        Some((titles, rows)) => output::columns(&titles, &rows),
        None => format!("{}\n", crate::aws_cli::output::json::pretty(&data)),
    };
    let mut report = Report::new(text, data);
    if let Answer::Check(check) = answer {
        report.notes.clone_from(&check.notes);
        if let Some(principal) = &check.principal {
            let session = principal.session.as_ref().map(|name| format!(" (session {name})"));
            let session = session.unwrap_or_default();
            report.text = format!("caller: {}{session}\n\n{}", principal.arn, report.text);
        }
        if check.remedy.is_some() {
            let set = check.set.name();
            report
                .notes
                .push(format!("`meshctl iam policy --for {set}` prints a policy that helps"));
        }
    }
    let code = answer.failure().map_or(0, |kind| kind.code(ErrorStyle::Command));
    report.ending(code)
}
