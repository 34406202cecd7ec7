//! A random case: a call and the responses of the service.

use std::fmt;
use std::path::Path;

use meshctl::model::{Operation, model};

use super::arguments::{Arguments, ENDPOINT};
use super::responses;
use crate::parity::official::{Call, VARIABLES};
use crate::parity::stub::CannedResponse;
use crate::support::random::Random;

/// A case.
#[derive(Debug, Clone)]
pub(super) struct Case {
    arguments: Vec<String>,
    variables: Vec<(&'static str, String)>,
    files: Vec<(String, Vec<u8>)>,
    pub(super) responses: Vec<CannedResponse>,
}

impl Case {
    /// Returns case number `index` of `seed`.
    pub(super) fn new(seed: u64, index: u64) -> Self {
        let mut draw =
            Random(seed.wrapping_mul(0x9e37_79b9) ^ index.wrapping_mul(0xd6e8_feb8_6659_fd93));
        let operations: Vec<&'static Operation> = model().operations.values().collect();
        let operation = draw.of(&operations);
        let mut arguments = Arguments::new(&mut draw, operation);
        let all = arguments.draw();
        let mut files = arguments.files;
        let mut variables: Vec<(&'static str, String)> =
            VARIABLES.map(|(name, value)| (name, value.to_owned())).to_vec();
        environment(&mut draw, &mut variables);
        if let Some(config) = configuration(&mut draw) {
            files.push(("config".to_owned(), config.into()));
        }
        let responses = responses::responses(&mut draw, operation);
        Self { arguments: all, variables, files, responses }
    }

    /// Writes the files into `directory` and returns the call there, with the service at
    /// `endpoint`.
    pub(super) fn call(&self, directory: &Path, endpoint: &str) -> Call {
        for (name, bytes) in &self.files {
            let path = directory.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        let filled = |text: &String| text.replace(ENDPOINT, endpoint);
        let mut environment: Vec<(String, String)> = self
            .variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), filled(value)))
            .collect();
        for (name, file) in [
            ("HOME", "home"),
            ("AWS_CONFIG_FILE", "config"),
            ("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
        ] {
            environment.push((name.to_owned(), directory.join(file).display().to_string()));
        }
        Call {
            arguments: self.arguments.iter().map(filled).collect(),
            environment,
            directory: directory.to_owned(),
        }
    }
}

fn environment(draw: &mut Random, variables: &mut Vec<(&'static str, String)>) {
    // Without this variable or an option, the call would go to the real service.
    let name = draw.of(&["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_APP_MESH"]);
    variables.push((name, ENDPOINT.to_owned()));
    let others = [
        ("AWS_DEFAULT_OUTPUT", "text"),
        ("AWS_DEFAULT_OUTPUT", "yaml"),
        ("AWS_DEFAULT_OUTPUT", "bogus"),
        ("AWS_CLI_ERROR_FORMAT", "json"),
        ("AWS_CLI_ERROR_FORMAT", "legacy"),
        ("AWS_CLI_ERROR_FORMAT", "bogus"),
        ("TZ", "America/New_York"),
        ("TZ", "Asia/Kolkata"),
        ("TZ", "EST5EDT"),
        ("AWS_REGION", "sa-east-1"),
        ("AWS_DEFAULT_REGION", ""),
        ("AWS_DEFAULT_REGION", "unset"),
        ("AWS_DEFAULT_REGION", "123"),
        ("AWS_SECRET_ACCESS_KEY", "unset"),
        ("AWS_ACCESS_KEY_ID", "unset"),
        ("AWS_PROFILE", "ghost"),
    ];
    while draw.chance(10) {
        let (name, value) = draw.of(&others);
        variables.retain(|(other, _)| *other != name);
        if value != "unset" {
            variables.push((name, value.to_owned()));
        }
    }
}

fn configuration(draw: &mut Random) -> Option<String> {
    const SETTINGS: [&str; 8] = [
        "output = table",
        "output = text",
        "cli_timestamp_format = wire",
        "cli_timestamp_format = iso8601",
        "cli_timestamp_format = bogus",
        "cli_error_format = yaml",
        "cli_error_format = table",
        "region = ap-south-1",
    ];
    draw.chance(10).then(|| {
        // The AWS CLI refuses a file that has a setting twice.
        let setting = draw.of(&SETTINGS);
        format!("[default]\n{setting}\n")
    })
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  arguments {:?}", self.arguments)?;
        for (name, value) in &self.variables {
            if !VARIABLES.contains(&(name, value)) {
                writeln!(f, "  variable  {name}={value}")?;
            }
        }
        for (name, bytes) in &self.files {
            writeln!(f, "  file      {name} {:?}", String::from_utf8_lossy(bytes))?;
        }
        for response in &self.responses {
            let body = String::from_utf8_lossy(&response.body);
            writeln!(f, "  response    {} {:?} {body}", response.status, response.headers)?;
        }
        Ok(())
    }
}
