//! Entry point of `meshctl iam`: chooses the IAM to use.

use serde_json::{Map, Value};

use super::{Args, Command, IamReport, IamTarget, Probe, ProbeError, run};
use crate::client::{Api, ClientError, OpenInProcess, Settings};
use crate::error::CliError;
use crate::model::Operation;

/// Runs `meshctl iam`.
///
/// # Errors
///
/// [`ClientError`] if region, profile or context are invalid, [`super::IamError`] if a call to IAM
/// fails.
pub async fn command(
    args: &Args,
    settings: &Settings,
    open: OpenInProcess,
) -> Result<IamReport, CliError> {
    // A policy document is the same everywhere and needs no call.
    if matches!(args.command, Command::Policy(_)) {
        return Ok(run(&args.command, IamTarget::Local).await?);
    }
    let target = Api::target(settings)?;
    let grants = matches!(args.command, Command::Grant(_));
    // Roles are always in AWS, wherever the mesh is; a check is about the mesh's control plane.
    if target.is_local() && !grants && !uses_aws_iam(settings) {
        return Ok(run(&args.command, IamTarget::Local).await?);
    }
    let sdk = Api::aws_configuration(settings, &target).await?;
    let api = Api::connect_to(target, settings, open)?;
    let probe = ApiProbe(api);
    let target = IamTarget::Aws { sdk: &sdk, probe: &probe };
    Ok(run(&args.command, target).await?)
}

/// Reports whether the environment sets an endpoint of IAM or STS, which is then used even if the
/// mesh is local.
fn uses_aws_iam(settings: &Settings) -> bool {
    settings.context.is_none()
        && ["AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL_STS"]
            .into_iter()
            .any(|name| crate::client::settings::variable(name).is_some())
}

/// Probes through the client.
struct ApiProbe(Api);

#[async_trait::async_trait]
impl Probe for ApiProbe {
    async fn call(
        &self,
        operation: &'static Operation,
        input: &Map<String, Value>,
    ) -> Result<Value, ProbeError> {
        match self.0.call(operation, input).await {
            Ok(response) => Ok(response.body),
            Err(ClientError::Service { code, message, .. }) => {
                Err(ProbeError { code: Some(code), message })
            }
            Err(error) => Err(ProbeError { code: None, message: error.to_string() }),
        }
    }
}
