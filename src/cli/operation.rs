//! One of the 38 operations: read, checked, sent, shown, in the order and words of AWS CLI v2.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::IsTerminal as _;
use std::path::Path;

use serde_json::{Map, Value};

use super::{block_on, failure, help, screen, settings, show, show_help, tree};
use crate::aws_cli::args::{self, Files, Invocation, Pages, Parsed, Skeleton};
use crate::aws_cli::config::ConfigError;
use crate::aws_cli::output::{
    self, Expression, Format, Look, Screen, Timestamps, UnknownFormat, json,
};
use crate::client::settings::{variable, variable_as_set};
use crate::client::{Api, ClientError, EncodedResponse, Settings};
use crate::error::{CliError, ErrorKind, ErrorStyle, note};
use crate::model::Operation;
use crate::output::print::Reader;
use crate::serve;

pub(super) fn main(args: &[String]) -> u8 {
    let done = go(args);
    match done {
        Ok(()) => 0,
        // As AWS CLI v2: an empty line, which is printed already, and not a word.
        Err(error) if error.kind == ErrorKind::Interrupted => {
            error.kind.code(ErrorStyle::Operation)
        }
        Err(error) => failure::report(&error, args),
    }
}

fn go(args: &[String]) -> Result<(), CliError> {
    let Some(start) = args::start(args)? else {
        return show(&format!("{}\n", help::version()));
    };
    let globals = start.globals.clone();
    let parsed = start.parsed(&tree::commands());
    if let Ok(Parsed::Help(about)) = &parsed {
        return show_help(&about.map_or_else(help::overview, help::for_operation));
    }
    // What is wrong here goes before what is wrong with the operation and its options.
    let settings = settings(&globals);
    let timestamps = timestamps(&settings)?;
    let Parsed::Command(command) = parsed? else { return Ok(()) };
    let files = Files { variable: &variable, directory: Path::new("") };
    let invocation = command.read(&files, &mut |warning| note(&format!("{warning}\n")))?;
    let look = (globals.query.as_ref(), timestamps);
    match invocation.skeleton {
        Some(Skeleton::Input) => {
            let input = args::skeleton::input(invocation.operation);
            return show(&format!("{}\n", output::json::pretty(&input)));
        }
        Some(Skeleton::YamlInput) => {
            return show(&args::skeleton::yaml_input(invocation.operation));
        }
        Some(Skeleton::Output) => return answer_skeleton(&invocation, &settings, look),
        None => {}
    }
    tree::log(globals.debug);
    block_on(async {
        tokio::select! {
            // Listens for it before anything is sent.
            biased;
            _ = tokio::signal::ctrl_c() => {
                show("\n")?;
                Err(CliError::new(ErrorKind::Interrupted, "interrupted"))
            }
            done = call(&invocation, &settings, look) => done,
        }
    })?
}

/// How timestamps are to be shown.
fn timestamps(settings: &Settings) -> Result<Timestamps, CliError> {
    let profile = match settings.aws_profile() {
        Ok(profile) => profile,
        // That is told only where the profile is needed.
        Err(ConfigError::NoProfile(_)) => return Ok(Timestamps::local()),
        Err(error) => return Err(error.into()),
    };
    let named = profile.get("cli_timestamp_format");
    Ok(named.map_or_else(|| Ok(Timestamps::local()), str::parse)?)
}

/// Shows what an answer looks like, in the format and through the query that one would go.
fn answer_skeleton(
    invocation: &Invocation,
    settings: &Settings,
    look: (Option<&Expression>, Timestamps),
) -> Result<(), CliError> {
    let operation = invocation.operation;
    let shown = Shown::new(invocation, settings, look)?;
    Api::check(settings, &Api::target(settings)?)?;
    invocation.globals.check()?;
    invocation.check()?;
    let mut answer = args::skeleton::output(operation);
    let body = match operation.payload {
        Some(name) => answer[name].take(),
        None => answer,
    };
    shown.whole(operation, body)
}

async fn call(
    invocation: &Invocation,
    settings: &Settings,
    look: (Option<&Expression>, Timestamps),
) -> Result<(), CliError> {
    let presentation = || {
        let shown = Shown::new(invocation, settings, look)?;
        Ok::<_, CliError>((shown, Api::target(settings)?))
    };
    let (shown, target) = match presentation() {
        Ok(found) => found,
        Err(error) => {
            // A region that is none goes before a profile or services that are not there.
            Api::check_explicit_region(settings)?;
            return Err(error);
        }
    };
    // The region goes before a validation error, and that before credentials.
    Api::check(settings, &target)?;
    invocation.globals.check()?;
    if invocation.paging.auto {
        // Of one answer, a wrong format is told only when it is there.
        shown.format.clone()?;
    }
    let pages = invocation.pages()?;
    invocation.check()?;
    let api = Api::connect_to(target, settings, serve::in_process)?;
    let operation = invocation.operation;
    let Some(mut pages) = pages else {
        let body = api.call(operation, &invocation.input).await?.body;
        return shown.whole(operation, body);
    };
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
        args::check_further(operation, input)?;
        let reply = api.send(operation, input).await?;
        let page = pages.take(shown.read(operation, reply)?)?;
        if !shown.page(operation, page)? {
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
            None => {
                args::check_further(operation, input)?;
                api.send(operation, input).await?
            }
        };
        let ahead = pages.ahead(reply.next_token());
        let asked = async {
            match &ahead {
                Some(input) => Some(api.send(operation, input).await),
                None => None,
            }
        };
        let laid_out = async {
            // First the request leaves.
            tokio::task::yield_now().await;
            kept.add(pages.take(shown.read(operation, reply)?)?);
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

fn no_object(operation: &Operation) -> CliError {
    let (operation, why) = (operation.name.to_owned(), "it is no object".to_owned());
    ClientError::InvalidResponse { operation, why }.into()
}

/// Width and colour of tables: the terminal's, and plain 80 columns elsewhere.
pub(super) fn look(globals: &args::Globals) -> Look {
    let terminal = std::io::stdout().is_terminal();
    let width = if terminal { usize::from(help::terminal_width()) } else { Look::default().width };
    let color = match globals.color.as_deref() {
        Some("on") => true,
        Some("off") => false,
        _ => terminal && variable("NO_COLOR").is_none(),
    };
    Look { width, color, resets: true }
}

/// What comes last on a terminal whose tables are coloured.
pub(super) fn last_reset(look: &Look) -> Option<&'static str> {
    (look.color && std::io::stdout().is_terminal()).then_some(output::table::RESET)
}

/// How answers are shown.
struct Shown<'a> {
    format: Result<Format, UnknownFormat>,
    query: Option<&'a Expression>,
    timestamps: Timestamps,
    look: Look,
    screen: RefCell<Screen>,
}

impl<'a> Shown<'a> {
    fn new(
        invocation: &Invocation,
        settings: &Settings,
        (query, timestamps): (Option<&'a Expression>, Timestamps),
    ) -> Result<Self, CliError> {
        let profile = settings.aws_profile()?;
        let said =
            invocation.globals.output.clone().or_else(|| variable_as_set("AWS_DEFAULT_OUTPUT"));
        let name = said.or_else(|| profile.get("output").map(str::to_owned));
        let format = name.map_or(Ok(Format::default()), |name| name.parse());
        let screen = screen(invocation.globals.no_pager, Some(profile))?;
        let look = look(&invocation.globals);
        // Colours end after each piece on stdout, but a pager gets them as they are.
        let look = Look { resets: !screen.is_paged(), ..look };
        let screen = RefCell::new(screen);
        Ok(Self { format, query, timestamps, look, screen })
    }

    /// Whether each page is formatted and queried separately, as for text and yaml-stream
    /// (`docs/behaviour/aws-cli.md#queries`).
    fn is_by_page(&self) -> bool {
        matches!(self.format, Ok(Format::Text | Format::YamlStream))
    }

    /// Comes before an answer is shown as one.
    fn begin(&self) {
        if let (Ok(Format::Table), Some(reset)) = (&self.format, last_reset(&self.look)) {
            self.screen.borrow_mut().end_with(reset);
        }
    }

    /// Shows a response that has no pages.
    fn whole(&self, operation: &Operation, body: Value) -> Result<(), CliError> {
        let value = output::shape(operation, body, &self.timestamps)?;
        self.begin();
        let found = self.found(&value)?;
        // In a stream of pages `{}` is a page; of one answer there is then nothing to show.
        if found.as_object().is_some_and(Map::is_empty) {
            return Ok(());
        }
        self.print(operation, &found).map(drop)
    }

    /// Reads a page as it is to be shown.
    fn read(
        &self,
        operation: &Operation,
        reply: EncodedResponse,
    ) -> Result<Map<String, Value>, CliError> {
        match output::shape(operation, reply.read()?.body, &self.timestamps)? {
            Value::Object(page) => Ok(page),
            _ => Err(no_object(operation)),
        }
    }

    /// Shows a page, and tells whether anyone still reads.
    fn page(&self, operation: &Operation, mut page: Map<String, Value>) -> Result<bool, CliError> {
        // In text it is the items alone, also where there are none; a stream has whole pages.
        if let (Ok(Format::Text), Some(key)) = (&self.format, operation.page) {
            let items = page.shift_remove(key).unwrap_or_default();
            page = Map::from_iter([(key.to_owned(), items)]);
        }
        self.value(operation, &Value::Object(page))
    }

    fn kept(&self, operation: &Operation) -> Kept {
        match operation.page {
            Some(key) if self.format == Ok(Format::Json) && self.query.is_none() => {
                Kept::Json(json::Parts::new(key))
            }
            _ => Kept::Pages(Vec::new()),
        }
    }

    /// Says where to go on, after pages that were shown one by one.
    fn resume(&self, operation: &Operation, pages: &Pages) -> Result<(), CliError> {
        let resume = pages.resume()?.filter(|_| self.format == Ok(Format::Text));
        let Some(token) = resume else { return Ok(()) };
        let row = serde_json::json!({ args::paging::RESUME: { args::paging::RESUME: token } });
        self.value(operation, &row).map(drop)
    }

    /// Shows all pages as one.
    fn end(&self, operation: &Operation, pages: &Pages, kept: Kept) -> Result<(), CliError> {
        // That a walk ended too early is told in place of what was found.
        pages.resume()?;
        self.begin();
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

    /// Shows a value, and tells whether anyone still reads.
    fn value(&self, operation: &Operation, value: &Value) -> Result<bool, CliError> {
        self.print(operation, &*self.found(value)?)
    }

    /// Returns what of a value is to be shown; where nothing is, the query is not asked.
    fn found<'v>(&self, value: &'v Value) -> Result<Cow<'v, Value>, CliError> {
        let off = self.format.clone()? == Format::Off;
        Ok(match self.query.filter(|_| !off) {
            Some(query) => Cow::Owned(query.search(value)?),
            None => Cow::Borrowed(value),
        })
    }

    fn print(&self, operation: &Operation, value: &Value) -> Result<bool, CliError> {
        self.text(&self.format.clone()?.render(operation.name, value, &self.look)?)
    }

    fn text(&self, text: &str) -> Result<bool, CliError> {
        Ok(self.screen.borrow_mut().show(text)? == Reader::Listening)
    }
}
