//! Random argument lists for an operation, from the model.

use base64::Engine as _;
use meshctl::aws_cli::output::Format;
use meshctl::model::name::kebab;
use meshctl::model::shape::{Form, Shape};
use meshctl::model::{Operation, model};
use serde_json::{Map, Value};

use super::{queries, text, values, written};
use crate::support::random::Random;

/// Placeholder for the address of the service.
pub(super) const ENDPOINT: &str = "{endpoint}";

/// An argument list under construction and the files that it names.
pub(super) struct Arguments<'a> {
    draw: &'a mut Random,
    operation: &'static Operation,
    /// Percentage of places that are invalid.
    wrong: usize,
    /// Options with their values, in any order.
    options: Vec<Vec<String>>,
    /// Options that may also come before the operation.
    globals: Vec<Vec<String>>,
    pub(super) files: Vec<(String, Vec<u8>)>,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(draw: &'a mut Random, operation: &'static Operation) -> Self {
        let wrong = draw.of(&[0, 0, 0, 0, 1, 3, 8]);
        Self { draw, operation, wrong, options: vec![], globals: vec![], files: vec![] }
    }

    /// Returns the complete list.
    pub(super) fn draw(&mut self) -> Vec<String> {
        self.members();
        // meshctl accepts paging options with the output skeleton; the AWS CLI does not.
        if !self.skeleton() && self.operation.page.is_some() {
            self.paging();
        }
        self.global_options();
        if self.draw.chance(4) {
            self.junk();
        }
        self.joined()
    }

    fn joined(&mut self) -> Vec<String> {
        let mut name = self.operation.command();
        if self.draw.chance(1) {
            name = text::mangled(self.draw, &name);
        }
        let mut all = vec!["appmesh".to_owned(), name];
        shuffle(self.draw, &mut self.options);
        for option in std::mem::take(&mut self.options) {
            all.extend(option);
        }
        for option in std::mem::take(&mut self.globals) {
            // Before the service, before the operation, or last.
            let at = self.draw.of(&[0, 1, all.len(), all.len(), all.len()]);
            all.splice(at..at, option);
        }
        all
    }

    fn members(&mut self) {
        let shape = self.operation.input_shape();
        let value = values::value(self.draw, shape, self.wrong);
        let Value::Object(mut members) = value else {
            return self.whole(&value);
        };
        for hidden in ["limit", "nextToken"] {
            if !self.draw.chance(6) {
                members.remove(hidden);
            }
        }
        let mut flags = Map::new();
        let from_file = self.draw.chance(20);
        for (name, value) in members.clone() {
            if !from_file || self.draw.chance(40) {
                // A flag has precedence over the complete input.
                if !self.draw.chance(20) {
                    members.remove(&name);
                }
                flags.insert(name, value);
            }
        }
        if from_file {
            self.whole(&members.into());
        }
        for (name, value) in flags {
            match shape.members.get(name.as_str()) {
                Some(member) => self.member(&name, model().shape(member.shape), &value),
                None => self.options.push(vec![format!("--{}", kebab(&name))]),
            }
        }
    }

    /// Adds an option with the complete input.
    fn whole(&mut self, value: &Value) {
        let wrong = self.wrong;
        let (flag, text) = if self.draw.chance(60) {
            ("cli-input-json", written::json(self.draw, value, wrong))
        } else {
            ("cli-input-yaml", written::yaml(self.draw, value, wrong))
        };
        let word = self.perhaps_file(text, 40);
        self.option(flag, vec![word]);
    }

    fn member(&mut self, name: &str, shape: &'static Shape, value: &Value) {
        let words = match (shape.form, value) {
            (Form::Structure, Value::Object(members)) if self.draw.chance(40) => {
                let text = written::shorthand(self.draw, members, self.wrong);
                vec![self.perhaps_file(text, 3)]
            }
            (Form::Structure, value) => {
                let text = written::json(self.draw, value, self.wrong);
                vec![self.perhaps_file(text, 20)]
            }
            (Form::List, Value::Array(items)) if self.draw.chance(70) => self.words(items),
            (Form::List, value) => {
                let text = written::json(self.draw, value, self.wrong);
                vec![self.perhaps_file(text, 10)]
            }
            (_, Value::String(text)) => vec![self.perhaps_file(text.clone(), 2)],
            (_, value) => vec![value.to_string()],
        };
        self.option(&kebab(name), words);
    }

    /// Returns the items of a list as words.
    fn words(&mut self, items: &[Value]) -> Vec<String> {
        let as_json = self.draw.chance(30);
        let mut words = Vec::new();
        for item in items {
            words.push(match item {
                Value::String(text) => text.clone(),
                Value::Object(members) if !as_json => {
                    written::shorthand(self.draw, members, self.wrong)
                }
                item => written::json(self.draw, item, self.wrong),
            });
        }
        words
    }

    /// Returns the string or, in `percent` percent of the cases, the name of a file that contains it.
    fn perhaps_file(&mut self, text: String, percent: usize) -> String {
        if !self.draw.chance(percent) {
            return text;
        }
        let name = format!("{}{}.txt", self.draw.of(&["f", "é ", "sub/x"]), self.files.len());
        let mut bytes = text.into_bytes();
        if self.draw.chance(self.wrong) {
            let odd: [&[u8]; 4] = [b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\xc3"];
            bytes.splice(0..0, self.draw.of(&odd).iter().copied());
        }
        if !self.draw.chance(self.wrong) {
            self.files.push((name.clone(), bytes));
        }
        let prefix = match self.draw.below(30) {
            0 => return "fileb://missing".to_owned(),
            1 => "file://./",
            2 => "file://$DIRECTORY/",
            3 => "file://${DIRECTORY}/",
            _ => "file://",
        };
        format!("{prefix}{name}")
    }

    fn paging(&mut self) {
        if !self.draw.chance(45) {
            return;
        }
        const NUMBERS: [&str; 14] =
            ["1", "2", "2", "3", "4", "5", "100", "0", "-1", "-3", " 7 ", "1_0", "abc", "1.5"];
        for flag in ["max-items", "page-size"] {
            if self.draw.chance(45) {
                let number = self.draw.of(&NUMBERS).to_owned();
                self.option(flag, vec![number]);
            }
        }
        if self.draw.chance(30) {
            let token = self.token();
            self.option("starting-token", vec![token]);
        }
        if self.draw.chance(12) {
            self.global("no-paginate", None);
        }
    }

    fn token(&mut self) -> String {
        const TOKENS: [&str; 8] = [
            r#"{"nextToken": "t1", "boto_truncate_amount": 1}"#,
            r#"{"nextToken": "t1"}"#,
            r#"{"nextToken": null, "boto_truncate_amount": 2}"#,
            r#"{"nextToken": "None", "boto_truncate_amount": 0}"#,
            r#"{"boto_truncate_amount": 9}"#,
            r#"{"nextToken": "\u00e9", "more": [1.5], "boto_truncate_amount": 1}"#,
            r"[]",
            r"{}",
        ];
        match self.draw.below(8) {
            0 => text::text(self.draw),
            1 => format!("t1___{}", self.draw.of(&["2", "x", ""])),
            2 => "t1".to_owned(),
            3 => base64::engine::general_purpose::STANDARD.encode(text::text(self.draw)),
            4..8 => {
                let token = self.draw.of(&TOKENS);
                base64::engine::general_purpose::STANDARD.encode(token)
            }
            _ => String::new(),
        }
    }

    fn skeleton(&mut self) -> bool {
        if !self.draw.chance(4) {
            return false;
        }
        // meshctl prints output skeletons that the AWS CLI cannot print.
        let tags = self.operation.kind().is_none();
        let kinds: &[&str] =
            if tags { &["output", "output", "input"] } else { &["input", "bogus"] };
        match self.draw.below(10) {
            0 => self.options.push(vec!["--generate-cli-skeleton".to_owned()]),
            _ => {
                let kind = self.draw.of(kinds).to_owned();
                self.option("generate-cli-skeleton", vec![kind]);
            }
        }
        true
    }

    fn global_options(&mut self) {
        if self.draw.chance(92) {
            self.global("endpoint-url", Some(ENDPOINT));
        }
        if self.draw.chance(60) {
            let format = self.draw.of(&Format::NAMES);
            self.global("output", Some(format));
        }
        if self.draw.chance(35) {
            let query = queries::query(self.draw, self.operation);
            self.global("query", Some(&query));
        }
        const OTHERS: [(&str, Option<&str>); 21] = [
            ("color", Some("on")),
            ("color", Some("off")),
            ("color", Some("auto")),
            ("no-sign-request", None),
            ("region", Some("eu-central-1")),
            ("region", Some("bad region!")),
            ("region", Some("")),
            ("output", Some("xml")),
            ("query", Some("")),
            ("profile", Some("ghost")),
            ("cli-read-timeout", Some("20")),
            ("cli-read-timeout", Some("x")),
            ("cli-connect-timeout", Some("0")),
            ("cli-connect-timeout", Some("-1")),
            ("cli-binary-format", Some("raw-in-base64-out")),
            ("no-cli-pager", None),
            ("no-cli-auto-prompt", None),
            ("no-verify-ssl", None),
            ("endpoint-url", Some("127.0.0.1:1")),
            ("no-paginate", None),
            ("ca-bundle", Some("no-such-file")),
        ];
        while self.draw.chance(12) {
            let (name, value) = self.draw.of(&OTHERS);
            self.global(name, value);
        }
        if self.draw.chance(12) {
            const FORMATS: [&str; 6] = ["enhanced", "legacy", "json", "yaml", "text", "table"];
            let format = self.draw.of(&FORMATS);
            self.global("cli-error-format", Some(format));
        }
    }

    fn junk(&mut self) {
        const JUNK: [&str; 12] = [
            "--frobnicate",
            "extra",
            "--",
            "-x",
            "-1",
            "-",
            "",
            "--mesh",
            "--spec",
            "--tags",
            "--=x",
            "--outptu",
        ];
        for _ in 0..=self.draw.below(2) {
            let junk = self.draw.of(&JUNK).to_owned();
            self.options.push(vec![junk]);
        }
    }

    fn option(&mut self, name: &str, words: Vec<String>) {
        let option = self.written(name, words);
        self.options.push(option);
    }

    fn global(&mut self, name: &str, value: Option<&str>) {
        let option = self.written(name, value.map(str::to_owned).into_iter().collect());
        self.globals.push(option);
    }

    /// Returns `--name word` or `--name=word`, sometimes with an abbreviated name.
    fn written(&mut self, name: &str, words: Vec<String>) -> Vec<String> {
        let mut flag = format!("--{name}");
        if self.draw.chance(3) {
            flag.truncate(flag.len() - 1 - self.draw.below(3).min(flag.len() - 4));
        }
        match &words[..] {
            [word] if self.draw.chance(20) => vec![format!("{flag}={word}")],
            _ => std::iter::once(flag).chain(words).collect(),
        }
    }
}

fn shuffle<T>(draw: &mut Random, items: &mut [T]) {
    for at in (1..items.len()).rev() {
        items.swap(at, draw.below(at + 1));
    }
}
