//! The page of the options that may stand before or after any operation.

use super::page::{Block, Page, Term};
use crate::aws_cli::args::{GlobalOption, global_options};

/// What the options are for, with the name of their value; nothing for those without.
const ABOUT: [(&str, &str, &str); 21] = [
    ("debug", "", "log the call to stderr"),
    ("endpoint-url", "URL", "address of the App Mesh API"),
    ("no-verify-ssl", "", "take any certificate"),
    ("no-paginate", "", "ask for one page only"),
    ("output", "FORMAT", "how to print the answer"),
    ("query", "JMESPATH", "what of the answer to print"),
    ("profile", "NAME", "profile in the AWS configuration"),
    ("region", "REGION", "region, for the signature and the endpoint"),
    ("color", "WHEN", "color in tables"),
    ("no-sign-request", "", "send no signature, and need no credentials"),
    ("ca-bundle", "FILE", "certificates to trust, in PEM"),
    ("cli-read-timeout", "SECONDS", "how long to wait for an answer; 0 for ever, 60 by default"),
    (
        "cli-connect-timeout",
        "SECONDS",
        "how long to wait for a connection; 0 for ever, 60 by default",
    ),
    ("cli-binary-format", "FORMAT", "taken and of no effect: App Mesh has no binary values"),
    ("no-cli-pager", "", "print without a pager"),
    ("cli-auto-prompt", "", "not supported"),
    ("no-cli-auto-prompt", "", "taken and of no effect"),
    ("cli-error-format", "FORMAT", "how to print errors"),
    ("version", "", "print the version"),
    ("context", "NAME", "where commands go: `local`, `aws` or a name of `meshctl context`"),
    ("data", "FOLDER", "folder of the local store"),
];

/// Returns the options of every operation, with the name of their value and what they are for.
pub(crate) fn all() -> impl Iterator<Item = (GlobalOption, &'static str, &'static str)> {
    global_options().map(|option| {
        let row = ABOUT.iter().find(|(name, ..)| *name == option.name);
        row.map_or((option, "", ""), |(_, value, about)| (option, *value, *about))
    })
}

/// Returns what there is to read about them.
#[must_use]
pub(crate) fn page() -> Page {
    let mut page = Page {
        name: "options".to_owned(),
        purpose: "Options of every operation".to_owned(),
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
    page.section("Where commands go", vec![Block::Text(WHERE.to_owned())]);
    page.section(
        "Environment",
        vec![Block::Terms(
            ENVIRONMENT.iter().map(|(name, about)| Term::new(*name, *about)).collect(),
        )],
    );
    page
}

const WHERE: &str = "The first that is set wins: `--endpoint-url`, `--context`, \
    `AWS_ENDPOINT_URL_APP_MESH`, `AWS_ENDPOINT_URL`, the profile's `services` section, its \
    `endpoint_url`, `MESHCTL_CONTEXT`, `meshctl context use`, and else this machine. \
    `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true` passes over what AWS's variables and files say.";

const ENVIRONMENT: [(&str, &str); 20] = [
    ("AWS_REGION, AWS_DEFAULT_REGION", "region, after `--region` and before the profile's"),
    ("AWS_PROFILE, AWS_DEFAULT_PROFILE", "profile, after `--profile`"),
    (
        "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
        "credentials, before the profile's unless `--profile` is given",
    ),
    ("AWS_SESSION_TOKEN", "part of credentials that are temporary"),
    ("AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE", "the configuration files"),
    ("AWS_ENDPOINT_URL_APP_MESH, AWS_ENDPOINT_URL", "address of the API"),
    ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "`true`: pass over configured addresses"),
    (
        "AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT",
        "`true`: AWS's own address of that kind, with `--context aws`",
    ),
    ("AWS_DEFAULT_OUTPUT", "output format, after `--output`"),
    ("AWS_MAX_ATTEMPTS", "how often a request is sent at most; 3 by default"),
    ("AWS_RETRY_MODE", "`standard` or `adaptive`"),
    ("AWS_CA_BUNDLE", "certificates to trust, after `--ca-bundle`"),
    ("AWS_PAGER, PAGER", "pager on a terminal; an empty `AWS_PAGER` is none"),
    ("AWS_CLI_ERROR_FORMAT", "how to print errors, after `--cli-error-format`"),
    ("HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "proxy to send requests through"),
    ("NO_COLOR", "no color unless `--color on` asks for it"),
    ("MESHCTL_CONTEXT", "where commands go, after AWS's settings"),
    ("MESHCTL_DATA", "folder of the local store, after `--data`"),
    ("MESHCTL_LOG", "what is logged to stderr, such as `debug`"),
    ("MESHCTL_ENVOY", "the Envoy that `meshctl envoy` and `meshctl demo` run"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_says_what_it_is_for() {
        let names: Vec<&str> = global_options().map(|option| option.name).collect();
        assert_eq!(names, ABOUT.map(|(name, ..)| name));
        for (option, value, _) in all() {
            assert_eq!(value.is_empty(), !option.takes_value, "case: {}", option.name);
        }
    }
}
