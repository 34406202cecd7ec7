//! Scenarios: calls that once differed from the AWS CLI, or are likely to. Both programs run them.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Mutex;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Deserialize;
use serde_json::{Value, json};

use super::official::{Call, Official, VARIABLES};
use super::outcome::Outcome;
use super::stub::{CannedResponse, Stub};
use crate::support::in_project;
use crate::support::sandbox::CommandOutput;

/// Placeholder for the address of the service.
const URL: &str = "$URL";

/// Calls that share files, an environment and responses.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    name: String,
    #[serde(default)]
    files: BTreeMap<String, File>,
    #[serde(default)]
    environment: Variables,
    /// Responses of the service, in order, the last repeatedly; by default an empty list of meshes.
    #[serde(default)]
    responses: Vec<Canned>,
    calls: Vec<Line>,
}

/// Environment variables to set or, without a value, to unset.
type Variables = BTreeMap<String, Option<String>>;

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum File {
    Text(String),
    Bytes { base64: String },
}

/// A response; the default status is 200.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Canned {
    status: Option<u16>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    json: Option<Value>,
    text: Option<String>,
}

/// A command line without the program's name.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Line {
    Alone(String),
    With { line: String, environment: Variables },
}

impl Canned {
    fn response(&self) -> CannedResponse {
        let json = self.json.as_ref().map(Value::to_string);
        let headers = self.headers.iter().map(|(name, value)| (name.clone(), value.clone()));
        CannedResponse {
            status: self.status.unwrap_or(200),
            headers: headers.collect(),
            body: json.or_else(|| self.text.clone()).unwrap_or_default().into_bytes(),
        }
    }
}

impl Scenario {
    /// Reads the scenarios of a file in this directory.
    fn all(name: &str) -> Vec<Self> {
        let text = std::fs::read_to_string(in_project("tests/parity/scenarios").join(name));
        let scenarios: Result<Vec<Self>, _> = serde_saphyr::from_str(&text.unwrap());
        scenarios.unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Writes the files into `directory` and returns the call there, with the service at `url`.
    fn call(&self, line: &Line, directory: &Path, url: &str) -> Call {
        let filled = |text: &str| text.replace(URL, url);
        for (name, file) in &self.files {
            let path = directory.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            let bytes = match file {
                File::Text(text) => filled(text).into_bytes(),
                File::Bytes { base64 } => BASE64.decode(base64).unwrap(),
            };
            std::fs::write(path, bytes).unwrap();
        }
        let mut environment: HashMap<String, String> =
            VARIABLES.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        environment.insert("AWS_ENDPOINT_URL".to_owned(), url.to_owned());
        for (name, file) in [
            ("HOME", "home"),
            ("AWS_CONFIG_FILE", "config"),
            ("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
        ] {
            environment.insert(name.to_owned(), directory.join(file).display().to_string());
        }
        for (name, value) in self.environment.iter().chain(line.environment()) {
            match value {
                Some(value) => environment.insert(name.clone(), filled(value)),
                None => environment.remove(name),
            };
        }
        Call {
            arguments: shlex::split(&format!("appmesh {}", filled(line.text()))).unwrap(),
            environment: environment.into_iter().collect(),
            directory: directory.to_owned(),
        }
    }

    fn responses(&self) -> Vec<CannedResponse> {
        let none = Canned {
            status: None,
            headers: BTreeMap::new(),
            json: Some(json!({"meshes": []})),
            text: None,
        };
        match &self.responses[..] {
            [] => vec![none.response()],
            responses => responses.iter().map(Canned::response).collect(),
        }
    }
}

impl Line {
    fn text(&self) -> &str {
        match self {
            Self::Alone(line) | Self::With { line, .. } => line,
        }
    }

    fn environment(&self) -> impl Iterator<Item = (&String, &Option<String>)> {
        let environment = match self {
            Self::Alone(_) => None,
            Self::With { environment, .. } => Some(environment),
        };
        environment.into_iter().flatten()
    }
}

/// The programs, and the service that both of them call.
struct Bench {
    official: Official,
    stub: Stub,
}

/// The outcome of a call and the signers of its requests.
type Signed = (Outcome, Vec<Option<String>>);

impl Bench {
    fn start() -> Self {
        Self { official: Official::start(), stub: Stub::start() }
    }

    /// Runs a call with both programs and returns the difference.
    ///
    /// # Errors
    ///
    /// A program that hangs.
    fn difference(&mut self, scenario: &Scenario, line: &Line) -> Result<Option<String>, String> {
        let (theirs, theirs_signed) =
            Self::outcome(&self.stub, scenario, line, |call| Ok(self.official.run(call)))?;
        let (ours, ours_signed) = Self::outcome(&self.stub, scenario, line, |call| {
            call.run(Path::new(env!("CARGO_BIN_EXE_meshctl")))
        })?;
        let difference = theirs.any_difference(&ours);
        let signed = (theirs_signed != ours_signed)
            .then(|| format!("  signers\n    aws  {theirs_signed:?}\n    ours {ours_signed:?}\n"));
        Ok(match (difference, signed) {
            (None, signed) => signed,
            (Some(difference), signed) => Some(difference + &signed.unwrap_or_default()),
        })
    }

    fn outcome(
        stub: &Stub,
        scenario: &Scenario,
        line: &Line,
        run: impl FnOnce(&Call) -> Result<CommandOutput, String>,
    ) -> Result<Signed, String> {
        let directory = tempfile::tempdir().unwrap();
        let call = scenario.call(line, directory.path(), &format!("http://{}", stub.address()));
        stub.expect(&scenario.responses());
        let output = run(&call)?;
        Ok((Outcome::new(output, stub.requests(), directory.path()), stub.signers()))
    }
}

/// Runs all calls of a file on all processors and asserts that both programs agree.
fn assert_same(name: &str) {
    let scenarios = Scenario::all(name);
    let calls = scenarios.iter().flat_map(|one| one.calls.iter().map(move |line| (one, line)));
    let calls = Mutex::new(calls);
    let worker = || {
        let mut bench = Bench::start();
        let mut differences = Vec::new();
        loop {
            let next = calls.lock().unwrap().next();
            let Some((scenario, line)) = next else { break differences };
            if let Some(what) = bench.difference(scenario, line).unwrap_or_else(Some) {
                let name = &scenario.name;
                differences.push(format!("{name}:\n  {line:?}\n{what}"));
            }
        }
    };
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let differences: Vec<String> = std::thread::scope(|threads| {
        let running: Vec<_> = (0..workers).map(|_| threads.spawn(worker)).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(differences.is_empty(), "{} differ:\n\n{}", differences.len(), differences.join("\n"));
}

#[test]
#[ignore = "needs aws: make test"]
fn configuration_matches_the_aws_cli() {
    assert_same("configured.yaml");
}

#[test]
#[ignore = "needs aws: make test"]
fn argument_parsing_matches_the_aws_cli() {
    assert_same("grammar.yaml");
}

#[test]
#[ignore = "needs aws: make test"]
fn value_parsing_matches_the_aws_cli() {
    assert_same("values.yaml");
}

#[test]
#[ignore = "needs aws: make test"]
fn cli_input_matches_the_aws_cli() {
    assert_same("input.yaml");
}

#[test]
#[ignore = "needs aws: make test"]
fn output_matches_the_aws_cli() {
    assert_same("output.yaml");
}

#[test]
#[ignore = "needs aws: make test"]
fn errors_match_the_aws_cli() {
    assert_same("errors.yaml");
}
