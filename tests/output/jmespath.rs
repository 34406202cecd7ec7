//! The public JMESPath compliance suite (github.com/jmespath/jmespath.test, MIT): every case of
//! every file, without its benchmarks, which have no expected results.

use std::path::Path;

use meshctl::aws_cli::output::Expression;
use serde_json::Value;

/// A case of the suite, with its document.
struct SuiteCase {
    file: String,
    given: Value,
    case: Value,
}

fn cases() -> Vec<SuiteCase> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/jmespath");
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(directory).expect("the suite exists") {
        let path = entry.expect("the directory is readable").path();
        let file = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let Ok(suites) = serde_json::from_slice::<Vec<Value>>(
            &std::fs::read(&path).expect("the file is readable"),
        ) else {
            panic!("{file} is not a list of suites");
        };
        for suite in suites {
            for case in suite["cases"].as_array().expect("a suite has cases") {
                let (file, given) = (file.clone(), suite["given"].clone());
                cases.push(SuiteCase { file, given, case: case.clone() });
            }
        }
    }
    cases
}

/// Returns how our result of a case differs from the expected one.
fn difference(SuiteCase { file, given, case }: &SuiteCase) -> Option<String> {
    let query = case["expression"].as_str().expect("a case has a query");
    let got = match Expression::parse(query) {
        Ok(parsed) => parsed.search(given).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let right = match (case.get("error"), &got) {
        (Some(_), got) => got.is_err(),
        (None, Ok(found)) => case.get("result").is_none_or(|want| same(found, want)),
        (None, Err(_)) => false,
    };
    (!right).then(|| format!("{file}: {query}\n  got  {got:?}\n  want {case}"))
}

/// Returns whether values are equal; 1 equals 1.0.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(l, r)| same(l, r))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, l)| right.get(name).is_some_and(|r| same(l, r)))
        }
        _ => left == right,
    }
}

#[test]
fn every_case_of_the_compliance_suite_passes() {
    let cases = cases();
    let differences: Vec<String> = cases.iter().filter_map(difference).collect();
    assert!(
        differences.is_empty(),
        "{} of {}:\n{}",
        differences.len(),
        cases.len(),
        differences.join("\n")
    );
    assert!(cases.len() > 800, "only {} cases were found", cases.len());
}
