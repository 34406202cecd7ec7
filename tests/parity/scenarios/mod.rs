//! Calls that are written down: what a comparison by hand has found to come out otherwise than
//! with the AWS CLI, or where that was to be feared. Both programs run each of them.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Mutex;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Deserialize;
use serde_json::{Value, json};

use super::official::{Call, Official, VARIABLES};
use super::outcome::Outcome;
use super::stub::{Answer, Stub};
use crate::support::in_project;
use crate::support::sandbox::Said;

/// What a text in a scenario is put in the place of: the address of the service.
const URL: &str = "$URL";

/// Files, an environment and answers that some calls have in common.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    name: String,
    #[serde(default)]
    files: BTreeMap<String, File>,
    #[serde(default)]
    environment: Variables,
    /// What the service answers, in this order, the last again and again; by default no meshes.
    #[serde(default)]
    answers: Vec<Canned>,
    calls: Vec<Line>,
}

/// Variables to be set, or, where there is no value, not to be set.
type Variables = BTreeMap<String, Option<String>>;

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum File {
    Text(String),
    Bytes { base64: String },
}

/// An answer: 200 unless it says otherwise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Canned {
    status: Option<u16>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    json: Option<Value>,
    text: Option<String>,
}

/// A line for the shell, without the program's name.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Line {
    Alone(String),
    With { line: String, environment: Variables },
}

impl Canned {
    fn answer(&self) -> Answer {
        let json = self.json.as_ref().map(Value::to_string);
        let headers = self.headers.iter().map(|(name, value)| (name.clone(), value.clone()));
        Answer {
            status: self.status.unwrap_or(200),
            headers: headers.collect(),
            body: json.or_else(|| self.text.clone()).unwrap_or_default().into_bytes(),
        }
    }
}

impl Scenario {
    /// Reads a file of them, beside this one.
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

    fn answers(&self) -> Vec<Answer> {
        let none = Canned {
            status: None,
            headers: BTreeMap::new(),
            json: Some(json!({"meshes": []})),
            text: None,
        };
        match &self.answers[..] {
            [] => vec![none.answer()],
            answers => answers.iter().map(Canned::answer).collect(),
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

/// The programs, and the service that both call.
struct Bench {
    official: Official,
    stub: Stub,
}

/// What came of a call, and who signed its requests.
type Signed = (Outcome, Vec<Option<String>>);

impl Bench {
    fn start() -> Self {
        Self { official: Official::start(), stub: Stub::start() }
    }

    /// Lets both programs run a call, and says what is different.
    ///
    /// # Errors
    ///
    /// A program that does not end.
    fn difference(&mut self, scenario: &Scenario, line: &Line) -> Result<Option<String>, String> {
        let (theirs, theirs_signed) =
            Self::come_of(&self.stub, scenario, line, |call| Ok(self.official.run(call)))?;
        let (ours, ours_signed) = Self::come_of(&self.stub, scenario, line, |call| {
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

    fn come_of(
        stub: &Stub,
        scenario: &Scenario,
        line: &Line,
        run: impl FnOnce(&Call) -> Result<Said, String>,
    ) -> Result<Signed, String> {
        let directory = tempfile::tempdir().unwrap();
        let call = scenario.call(line, directory.path(), &format!("http://{}", stub.address()));
        stub.expect(&scenario.answers());
        let said = run(&call)?;
        Ok((Outcome::new(said, stub.asked(), directory.path()), stub.signers()))
    }
}

/// Runs all calls of a file, as many at a time as there are processors.
fn come_out_alike(name: &str) {
    let scenarios = Scenario::all(name);
    let calls = scenarios.iter().flat_map(|one| one.calls.iter().map(move |line| (one, line)));
    let calls = Mutex::new(calls);
    let worker = || {
        let mut bench = Bench::start();
        let mut complaints = Vec::new();
        loop {
            let next = calls.lock().unwrap().next();
            let Some((scenario, line)) = next else { break complaints };
            if let Some(what) = bench.difference(scenario, line).unwrap_or_else(Some) {
                let name = &scenario.name;
                complaints.push(format!("{name}:\n  {line:?}\n{what}"));
            }
        }
    };
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let complaints: Vec<String> = std::thread::scope(|threads| {
        let running: Vec<_> = (0..workers).map(|_| threads.spawn(worker)).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(complaints.is_empty(), "{} differ:\n\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
#[ignore = "needs aws: make test"]
fn what_is_configured_counts_as_with_the_aws_cli() {
    come_out_alike("configured.yaml");
}

#[test]
#[ignore = "needs aws: make test"]
fn lines_are_read_as_by_the_aws_cli() {
    come_out_alike("grammar.yaml");
}

#[test]
#[ignore = "needs aws: make test"]
fn values_are_read_as_by_the_aws_cli() {
    come_out_alike("values.yaml");
}

#[test]
#[ignore = "needs aws: make test"]
fn whole_inputs_are_read_as_by_the_aws_cli() {
    come_out_alike("input.yaml");
}

#[test]
#[ignore = "needs aws: make test"]
fn answers_are_shown_as_by_the_aws_cli() {
    come_out_alike("output.yaml");
}

#[test]
#[ignore = "needs aws: make test"]
fn errors_are_told_as_by_the_aws_cli() {
    come_out_alike("errors.yaml");
}
