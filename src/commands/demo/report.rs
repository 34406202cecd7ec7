//! The result of `meshctl demo`: what was measured.

use serde::Serialize;

use super::traffic::Tally;
use crate::commands::Report;
use crate::error::{ErrorKind, ErrorStyle};

/// Result of `meshctl demo`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoReport {
    /// Whether every step matched the tutorial and no request failed.
    pub ok: bool,
    /// Every measurement, in order.
    pub(super) measured: Vec<Measurement>,
    /// Requests that were sent while weights were changed.
    pub(super) during_shifts: Tally,
}

/// What was measured for one service at one stage.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Measurement {
    /// Number of the stage, from 1.
    pub(super) stage: usize,
    /// Host and port of the virtual service.
    pub(super) service: &'static str,
    /// Pairs of an application and its weight in percent.
    pub(super) weights: Vec<(&'static str, u8)>,
    /// The responses.
    pub(super) tally: Tally,
    /// Whether all requests succeeded and all shares are within the tolerance.
    pub(super) ok: bool,
}

impl DemoReport {
    pub(super) fn new(measured: Vec<Measurement>, during_shifts: Tally) -> Self {
        let ok = measured.iter().all(|one| one.ok) && during_shifts.failed == 0;
        Self { ok, measured, during_shifts }
    }
}

impl Report for DemoReport {
    fn text(&self) -> String {
        let text = if self.ok {
            "\nevery step matched the tutorial\n"
        } else {
            "\nsome results differ from the tutorial\n"
        };
        text.to_owned()
    }

    fn exit_code(&self) -> u8 {
        if self.ok { 0 } else { ErrorKind::Failed.code(ErrorStyle::Command) }
    }
}
