//! One of the 38 operations: read, checked, sent, shown, in the order and words of AWS CLI v2.

use std::cell::RefCell;
use std::io::IsTerminal as _;
use std::path::Path;

use serde_json::{Map, Value};

use super::aws::{self, Files, Invocation, Pages, Parsed, Skeleton};
use super::{block_on, help, screen, settings, show, show_help, tree};
use crate::client::profile::Profile;
use crate::client::settings::variable;
use crate::client::{Api, ClientError, Reply, Settings};
use crate::error::{CliError, ErrorKind, Manner, note};
use crate::model::Operation;
use crate::output::print::Reader;
use crate::output::{self, Expression, Format, Look, Screen, Timestamps, json};
use crate::serve;

pub(super) fn main(args: &[String]) -> u8 {
    let done = go(args);
    match done {
        Ok(()) => 0,
        // As AWS CLI v2: an empty line, which is printed already, and not a word.
        Err(error) if error.kind == ErrorKind::Interrupted => error.kind.code(Manner::Operation),
        Err(error) => error.report(Manner::Operation),
    }
}

fn go(args: &[String]) -> Result<(), CliError> {
    let command = match aws::parse(args, &tree::verbs())? {
        Parsed::Version => return show(&format!("{}\n", help::version())),
        Parsed::Help(None) => return show_help(&help::all()),
        Parsed::Help(Some(operation)) => return show_help(&help::of(operation)),
        Parsed::Command(command) => command,
    };
    let query = command.globals.query.as_deref().map(parse_query).transpose()?;
    let files = Files { variable: &variable, directory: Path::new("") };
    let invocation = command.read(&files)?;
    if let Some(skeleton) = invocation.skeleton {
        return show(&skeleton_text(&invocation, skeleton));
    }
    let settings = settings(&invocation.globals);
    tree::log(invocation.globals.debug);
    block_on(async {
        tokio::select! {
            // Listens for it before anything is sent.
            biased;
            _ = tokio::signal::ctrl_c() => {
                show("\n")?;
                Err(CliError::new(ErrorKind::Interrupted, "interrupted"))
            }
            done = call(&invocation, &settings, query.as_ref()) => done,
        }
    })?
}

fn parse_query(text: &str) -> Result<Expression, CliError> {
    Expression::parse(text).map_err(|error| {
        CliError::new(ErrorKind::Usage, format!("Bad value for --query {text}: {error}"))
    })
}

fn skeleton_text(invocation: &Invocation, skeleton: Skeleton) -> String {
    let operation = invocation.operation;
    match skeleton {
        Skeleton::Input => format!("{}\n", output::json::pretty(&aws::skeleton::input(operation))),
        Skeleton::YamlInput => aws::skeleton::yaml_input(operation),
        Skeleton::Output => {
            format!("{}\n", output::json::pretty(&aws::skeleton::output(operation)))
        }
    }
}

async fn call(
    invocation: &Invocation,
    settings: &Settings,
    query: Option<&Expression>,
) -> Result<(), CliError> {
    let shown = Shown::new(invocation, settings, query).await?;
    // The region goes before a validation error, and that before credentials.
    let target = Api::target(settings).await?;
    Api::check(settings, &target).await?;
    invocation.check()?;
    let api = Api::connect_to(target, settings, serve::in_process).await?;
    let operation = invocation.operation;
    let Some(mut pages) = invocation.pages() else {
        let body = api.call(operation, &invocation.input).await?.body;
        return shown.whole(operation, body).map(drop);
    };
    if let Some(warning) = invocation.warning() {
        note(&format!("{warning}\n"));
    }
    if shown.is_by_page() {
        page_by_page(&api, operation, &mut pages, &shown).await?;
        return shown.resume(operation, &pages);
    }
    let kept = all_pages(&api, operation, &mut pages, &shown).await?;
    shown.end(operation, &pages, kept)
}

/// Shows each page before the next is asked for: the other end of `… | head -1` may have what it
/// wanted.
async fn page_by_page(
    api: &Api,
    operation: &Operation,
    pages: &mut Pages,
    shown: &Shown<'_>,
) -> Result<(), CliError> {
    while let Some(input) = pages.request() {
        let reply = api.ask(operation, input).await?;
        if !shown.page(operation, page_of(operation, reply, pages)?)? {
            break;
        }
    }
    Ok(())
}

/// Reads all pages. Where its token says enough, the next page is on its way while one is read and
/// laid out.
async fn all_pages(
    api: &Api,
    operation: &Operation,
    pages: &mut Pages,
    shown: &Shown<'_>,
) -> Result<Kept, CliError> {
    let mut kept = shown.kept(operation);
    let mut on_its_way = None;
    while let Some(input) = pages.request() {
        let reply = match on_its_way.take() {
            Some(reply) => reply,
            None => api.ask(operation, input).await?,
        };
        let ahead = pages.ahead(reply.next_token());
        let asked = async {
            match &ahead {
                Some(input) => Some(api.ask(operation, input).await),
                None => None,
            }
        };
        let laid_out = async {
            // First the request leaves.
            tokio::task::yield_now().await;
            kept.add(shown.shaped(operation, page_of(operation, reply, pages)?)?);
            Ok::<_, CliError>(())
        };
        let (next, laid_out) = tokio::join!(asked, laid_out);
        laid_out?;
        if pages.request() == ahead.as_ref() {
            on_its_way = next.transpose()?;
        }
    }
    Ok(kept)
}

/// The pages of a list, until all are there.
enum Kept {
    /// As they are, for a query, or a format that needs all of them to lay out one.
    Pages(Vec<Map<String, Value>>),
    /// JSON, which is laid out as they come.
    Json(json::Parts),
}

impl Kept {
    fn add(&mut self, page: Map<String, Value>) {
        match self {
            Self::Pages(pages) => pages.push(page),
            Self::Json(parts) => parts.add(&page),
        }
    }
}

/// Reads a page, and takes what of it is to be shown.
fn page_of(
    operation: &Operation,
    reply: Reply,
    pages: &mut Pages,
) -> Result<Map<String, Value>, CliError> {
    let Value::Object(page) = reply.read()?.body else { return Err(no_object(operation)) };
    Ok(pages.take(page)?)
}

fn no_object(operation: &Operation) -> CliError {
    let (operation, why) = (operation.name.to_owned(), "it is no object".to_owned());
    ClientError::Odd { operation, why }.into()
}

/// Width and colour of tables: the terminal's, and plain 80 columns elsewhere.
fn look(globals: &aws::Globals) -> Look {
    let terminal = std::io::stdout().is_terminal();
    let width = if terminal { usize::from(help::terminal_width()) } else { Look::default().width };
    let color = match globals.color.as_deref() {
        Some("on") => true,
        Some("off") => false,
        _ => terminal && variable("NO_COLOR").is_none(),
    };
    Look { width, color }
}

/// How answers are shown.
struct Shown<'a> {
    format: Format,
    query: Option<&'a Expression>,
    timestamps: Timestamps,
    look: Look,
    screen: RefCell<Screen>,
}

impl<'a> Shown<'a> {
    async fn new(
        invocation: &Invocation,
        settings: &Settings,
        query: Option<&'a Expression>,
    ) -> Result<Self, CliError> {
        let profile = Profile::read(settings).await?;
        let said = invocation.globals.output.clone().or_else(|| variable("AWS_DEFAULT_OUTPUT"));
        let name = said.or_else(|| profile.get("output").map(str::to_owned));
        let format = name.map_or(Ok(Format::default()), |name| name.parse())?;
        let timestamps = match profile.get("cli_timestamp_format") {
            None => Timestamps::local(),
            Some(name) => name.parse()?,
        };
        let screen = RefCell::new(screen(invocation.globals.no_pager, Some(profile))?);
        Ok(Self { format, query, timestamps, look: look(&invocation.globals), screen })
    }

    /// Text and yaml-stream show, and query, each page by itself (`aws-cli-compat §9`).
    fn is_by_page(&self) -> bool {
        matches!(self.format, Format::Text | Format::YamlStream)
    }

    /// Shows a response, and tells whether anyone still reads.
    fn whole(&self, operation: &Operation, body: Value) -> Result<bool, CliError> {
        let value = output::shape(operation, body, &self.timestamps)?;
        // The answer to tag-resource has no members: nothing is shown of it, in any format.
        if value.as_object().is_some_and(Map::is_empty) {
            return Ok(true);
        }
        self.value(operation, &value)
    }

    fn page(&self, operation: &Operation, mut page: Map<String, Value>) -> Result<bool, CliError> {
        // The token of the service is not shown in text, but is in a stream of pages.
        if self.format == Format::Text {
            page.shift_remove("nextToken");
        }
        self.whole(operation, Value::Object(page))
    }

    /// One of several pages that are shown as one.
    fn shaped(
        &self,
        operation: &Operation,
        page: Map<String, Value>,
    ) -> Result<Map<String, Value>, CliError> {
        match output::shape(operation, Value::Object(page), &self.timestamps)? {
            Value::Object(page) => Ok(page),
            _ => Err(no_object(operation)),
        }
    }

    fn kept(&self, operation: &Operation) -> Kept {
        match operation.page {
            Some(key) if self.format == Format::Json && self.query.is_none() => {
                Kept::Json(json::Parts::new(key))
            }
            _ => Kept::Pages(Vec::new()),
        }
    }

    /// Says where to go on, after pages that were shown one by one.
    fn resume(&self, operation: &Operation, pages: &Pages) -> Result<(), CliError> {
        let resume = pages.resume().filter(|_| self.format == Format::Text);
        let Some(token) = resume else { return Ok(()) };
        let row = serde_json::json!({ aws::paging::RESUME: { aws::paging::RESUME: token } });
        self.value(operation, &row).map(drop)
    }

    /// Shows all pages as one.
    fn end(&self, operation: &Operation, pages: &Pages, kept: Kept) -> Result<(), CliError> {
        match kept {
            Kept::Json(parts) => {
                let text = parts.end(&pages.merge([]));
                text.map_or(Ok(()), |text| self.text(&(text + "\n")).map(drop))
            }
            Kept::Pages(kept) => {
                let merged = Value::Object(pages.merge(kept));
                self.value(operation, &merged).map(drop)
            }
        }
    }

    fn value(&self, operation: &Operation, value: &Value) -> Result<bool, CliError> {
        let found = self.query.map(|query| query.search(value)).transpose()?;
        let value = found.as_ref().unwrap_or(value);
        // An empty object is shown as nothing, in every format.
        if value.as_object().is_some_and(Map::is_empty) {
            return Ok(true);
        }
        let text = self.format.render(operation.name, value, &self.look)?;
        self.text(&text)
    }

    fn text(&self, text: &str) -> Result<bool, CliError> {
        Ok(self.screen.borrow_mut().show(text)? == Reader::Listening)
    }
}
