//! Prints the responses of one operation as the AWS CLI does: in its format, through `--query`,
//! page by page or as one result, on stdout or in a pager.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::IsTerminal as _;

use serde_json::{Map, Value, json};

use super::pager::PagedOutput;
use super::{
    Expression, Format, ResponseError, TableStyle, TimestampFormat, UnknownFormat,
    json as json_format, parse_response, table,
};
use crate::aws_cli::args::PageIterator;
use crate::aws_cli::args::paging::RESUME;
use crate::error::CliError;
use crate::model::Operation;
use crate::output::print::OutputStatus;

/// Prints the responses of one operation.
pub struct ResponsePrinter<'a> {
    /// The output format. An unknown one is an error only when it is needed.
    pub format: Result<Format, UnknownFormat>,
    /// `--query`.
    pub query: Option<&'a Expression>,
    /// How timestamps are printed.
    pub timestamps: TimestampFormat,
    /// How tables are drawn.
    pub style: TableStyle,
    /// Where to print.
    pub output: RefCell<PagedOutput>,
}

impl ResponsePrinter<'_> {
    /// Returns whether each page is formatted and queried separately, as for `text` and
    /// `yaml-stream` (`docs/behaviour/aws-cli.md#queries`).
    #[must_use]
    pub fn is_by_page(&self) -> bool {
        matches!(self.format, Ok(Format::Text | Format::YamlStream))
    }

    /// Converts a response body into the value that the AWS CLI prints.
    ///
    /// # Errors
    ///
    /// [`ResponseError`] if the body does not fit the service model.
    pub fn parse(&self, operation: &Operation, body: Value) -> Result<Value, ResponseError> {
        parse_response(operation, body, &self.timestamps)
    }

    /// Prints the response of an operation without pages.
    ///
    /// # Errors
    ///
    /// [`CliError`] if it cannot be parsed, queried, formatted or written.
    pub fn print_response(&self, operation: &Operation, body: Value) -> Result<(), CliError> {
        let value = self.parse(operation, body)?;
        self.prepare();
        let result = self.query(&value)?;
        // In a stream of pages `{}` is a page; as a single response it prints nothing.
        if result.as_object().is_some_and(Map::is_empty) {
            return Ok(());
        }
        self.print(operation, &result).map(drop)
    }

    /// Prints one page and returns whether output is still being read.
    ///
    /// # Errors
    ///
    /// [`CliError`] if it cannot be queried, formatted or written.
    pub fn print_page(
        &self,
        operation: &Operation,
        mut page: Map<String, Value>,
    ) -> Result<bool, CliError> {
        // `text` prints only the items, even if there are none; a stream prints whole pages.
        if let (Ok(Format::Text), Some(key)) = (&self.format, operation.page) {
            let items = page.shift_remove(key).unwrap_or_default();
            page = Map::from_iter([(key.to_owned(), items)]);
        }
        self.print_value(operation, &Value::Object(page))
    }

    /// Prints the token to resume with, after pages that were printed one by one.
    ///
    /// # Errors
    ///
    /// [`CliError`] if pagination failed or the token cannot be written.
    pub fn print_resume_token(
        &self,
        operation: &Operation,
        pages: &PageIterator,
    ) -> Result<(), CliError> {
        let resume = pages.resume()?.filter(|_| self.format == Ok(Format::Text));
        let Some(token) = resume else { return Ok(()) };
        let row = json!({ RESUME: { RESUME: token } });
        self.print_value(operation, &row).map(drop)
    }

    /// Returns an empty buffer for the pages of `operation`.
    #[must_use]
    pub fn page_buffer(&self, operation: &Operation) -> PageBuffer {
        match operation.page {
            Some(key) if self.format == Ok(Format::Json) && self.query.is_none() => {
                PageBuffer::Json(json_format::ListWriter::new(key))
            }
            _ => PageBuffer::PageIterator(Vec::new()),
        }
    }

    /// Prints all pages as one result.
    ///
    /// # Errors
    ///
    /// [`CliError`] if pagination failed, or the result cannot be queried, formatted or written.
    pub fn print_pages(
        &self,
        operation: &Operation,
        pages: &PageIterator,
        buffer: PageBuffer,
    ) -> Result<(), CliError> {
        // If pagination failed, the AWS CLI prints the error instead of the pages so far.
        pages.resume()?;
        self.prepare();
        match buffer {
            PageBuffer::Json(list) => {
                let text = list.finish(&pages.merge([]));
                text.map_or(Ok(()), |text| self.write(&(text + "\n")).map(drop))
            }
            PageBuffer::PageIterator(buffered) => {
                let merged = Value::Object(pages.merge(buffered));
                self.print_value(operation, &merged).map(drop)
            }
        }
    }

    /// Prepares for a single result.
    fn prepare(&self) {
        if let (Ok(Format::Table), Some(reset)) = (&self.format, final_reset(&self.style)) {
            self.output.borrow_mut().set_trailer(reset);
        }
    }

    fn print_value(&self, operation: &Operation, value: &Value) -> Result<bool, CliError> {
        self.print(operation, &*self.query(value)?)
    }

    /// Applies `--query`, except for the format `off`.
    fn query<'v>(&self, value: &'v Value) -> Result<Cow<'v, Value>, CliError> {
        let off = self.format.clone()? == Format::Off;
        Ok(match self.query.filter(|_| !off) {
            Some(query) => Cow::Owned(query.search(value)?),
            None => Cow::Borrowed(value),
        })
    }

    fn print(&self, operation: &Operation, value: &Value) -> Result<bool, CliError> {
        self.write(&self.format.clone()?.render(operation.name, value, &self.style)?)
    }

    fn write(&self, text: &str) -> Result<bool, CliError> {
        Ok(self.output.borrow_mut().write(text)? == OutputStatus::Open)
    }
}

/// The pages of a list, until all have been read.
pub enum PageBuffer {
    /// Whole pages, for a query or a format that needs all of them.
    PageIterator(Vec<Map<String, Value>>),
    /// JSON, which is formatted page by page.
    Json(json_format::ListWriter),
}

impl PageBuffer {
    /// Adds a page.
    pub fn add(&mut self, page: Map<String, Value>) {
        match self {
            Self::PageIterator(pages) => pages.push(page),
            Self::Json(list) => list.add(&page),
        }
    }
}

/// Returns the table style for stdout: on a terminal its width (`terminal_width`) and colors, else
/// 80 columns without colors. `color` is `--color`; `NO_COLOR` turns colors off by default.
pub fn stdout_table_style(color: Option<&str>, terminal_width: impl FnOnce() -> u16) -> TableStyle {
    let terminal = std::io::stdout().is_terminal();
    let width = if terminal { usize::from(terminal_width()) } else { TableStyle::default().width };
    let color = match color {
        Some("on") => true,
        Some("off") => false,
        _ => terminal && std::env::var("NO_COLOR").map_or(true, |value| value.is_empty()),
    };
    TableStyle { width, color, resets: true }
}

/// Returns what to print at the end, on a terminal with colored tables.
#[must_use]
pub fn final_reset(style: &TableStyle) -> Option<&'static str> {
    (style.color && std::io::stdout().is_terminal()).then_some(table::RESET)
}
