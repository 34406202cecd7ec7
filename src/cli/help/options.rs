//! Help page of the options that every operation has.

use super::page::{Block, Page, Term};
use crate::aws_cli::args::{GlobalOption, global_options};

/// Name, value name (empty for flags) and description of each option.
const DESCRIPTIONS: [(&str, &str, &str); 21] = [
    ("debug", "", "Write debug logs to stderr"),
    ("endpoint-url", "URL", "URL of the App Mesh API"),
    ("no-verify-ssl", "", "Do not verify TLS certificates"),
    ("no-paginate", "", "Request only the first page"),
    ("output", "FORMAT", "Output format"),
    ("query", "JMESPATH", "JMESPath expression that selects what to print"),
    ("profile", "NAME", "Profile of the AWS configuration"),
    ("region", "REGION", "AWS region, used in signatures and endpoints"),
    ("color", "WHEN", "When to use color in tables"),
    ("no-sign-request", "", "Do not sign requests; credentials are not needed"),
    ("ca-bundle", "FILE", "CA certificates to trust (PEM)"),
    ("cli-read-timeout", "SECONDS", "Read timeout; 0 for none, 60 by default"),
    ("cli-connect-timeout", "SECONDS", "Connect timeout; 0 for none, 60 by default"),
    ("cli-binary-format", "FORMAT", "Accepted and ignored: App Mesh has no binary values"),
    ("no-cli-pager", "", "Do not use a pager"),
    ("cli-auto-prompt", "", "Not supported"),
    ("no-cli-auto-prompt", "", "Accepted and ignored"),
    ("cli-error-format", "FORMAT", "Format of errors"),
    ("version", "", "Print the version"),
    ("context", "NAME", "Control plane to use: `local`, `aws` or a saved context"),
    ("data", "DIRECTORY", "Data directory of the local store"),
];

/// Returns the options of every operation with value name and description.
pub(crate) fn all() -> impl Iterator<Item = (GlobalOption, &'static str, &'static str)> {
    global_options().map(|option| {
        let row = DESCRIPTIONS.iter().find(|(name, ..)| *name == option.name);
        row.map_or((option, "", ""), |(_, value, about)| (option, *value, *about))
    })
}

/// Returns the page.
#[must_use]
pub(crate) fn page() -> Page {
    let mut page = Page {
        name: "options".to_owned(),
        summary: "Options of every operation".to_owned(),
        sections: Vec::new(),
    };
    let terms = all().map(|(option, value, about)| {
        let values = match option.values {
            [] => String::new(),
            values => format!(": {}", values.join(", ")),
        };
        Term::new(format!("--{} {value}", option.name).trim_end(), format!("{about}{values}"))
    });
    page.section("Options", vec![Block::Terms(terms.collect())]);
    page.section("Control plane", vec![Block::Text(CONTROL_PLANE.to_owned())]);
    page.section(
        "Environment",
        vec![Block::Terms(
            ENVIRONMENT.iter().map(|(name, about)| Term::new(*name, *about)).collect(),
        )],
    );
    page
}

const CONTROL_PLANE: &str = "The first of these that is set determines the control plane: \
    `--endpoint-url`, `--context`, `AWS_ENDPOINT_URL_APP_MESH`, `AWS_ENDPOINT_URL`, the profile's \
    `services` section, the profile's `endpoint_url`, `MESHCTL_CONTEXT`, and the context selected \
    with `meshctl context use`. If none is set, commands use the local control plane. \
    `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true` disables endpoints from AWS variables and files.";

const ENVIRONMENT: [(&str, &str); 20] = [
    (
        "AWS_REGION, AWS_DEFAULT_REGION",
        "Region; `--region` takes precedence over it, and it over the profile",
    ),
    ("AWS_PROFILE, AWS_DEFAULT_PROFILE", "Profile; `--profile` takes precedence"),
    (
        "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
        "Credentials; take precedence over the profile unless `--profile` is given",
    ),
    ("AWS_SESSION_TOKEN", "Session token of temporary credentials"),
    ("AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE", "Configuration files"),
    ("AWS_ENDPOINT_URL_APP_MESH, AWS_ENDPOINT_URL", "URL of the API"),
    ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "`true`: ignore configured endpoint URLs"),
    (
        "AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT",
        "`true`: use this kind of AWS endpoint with `--context aws`",
    ),
    ("AWS_DEFAULT_OUTPUT", "Output format; `--output` takes precedence"),
    ("AWS_MAX_ATTEMPTS", "Maximum number of attempts per request; 3 by default"),
    ("AWS_RETRY_MODE", "Retry mode: `standard` or `adaptive`"),
    ("AWS_CA_BUNDLE", "CA certificates to trust; `--ca-bundle` takes precedence"),
    ("AWS_PAGER, PAGER", "Pager on a terminal; an empty `AWS_PAGER` disables it"),
    ("AWS_CLI_ERROR_FORMAT", "Format of errors; `--cli-error-format` takes precedence"),
    ("HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "HTTP proxy for requests"),
    ("NO_COLOR", "No color, unless `--color on` is given"),
    ("MESHCTL_CONTEXT", "Context to use; AWS endpoint settings take precedence"),
    ("MESHCTL_DATA", "Data directory of the local store; `--data` takes precedence"),
    ("MESHCTL_LOG", "Log filter, such as `debug`"),
    ("MESHCTL_ENVOY", "Envoy binary for `meshctl envoy` and `meshctl demo`"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_has_a_description() {
        let names: Vec<&str> = global_options().map(|option| option.name).collect();
        assert_eq!(names, DESCRIPTIONS.map(|(name, ..)| name));
        for (option, value, _) in all() {
            assert_eq!(value.is_empty(), !option.takes_value, "case: {}", option.name);
        }
    }
}
