//! Exit codes in help.

/// Exit codes of operations; those of AWS CLI v2.
pub(super) const OPERATIONS: &str = "0 success, 252 invalid command line, 253 missing region, \
    credentials or configuration, 254 error from the service, 255 other error, 130 interrupted";

/// Exit codes of workflow commands.
pub(super) const COMMANDS: &str = "0 success or nothing to do, 1 failure, 2 differences or findings, 4 \
    manual action required, 6 modified concurrently, 7 timeout or interrupted, 252 and 253 as for \
    operations";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{ErrorKind, ErrorStyle};

    #[test]
    fn every_exit_code_is_documented() {
        let kinds = [
            ErrorKind::Usage,
            ErrorKind::Configuration,
            ErrorKind::Service,
            ErrorKind::Other,
            ErrorKind::Failed,
            ErrorKind::Findings,
            ErrorKind::Unknown,
            ErrorKind::Changed,
            ErrorKind::TimedOut,
        ];
        let codes = |text: &str| -> Vec<u8> {
            text.split([' ', ',']).filter_map(|word| word.parse().ok()).collect()
        };
        for kind in kinds {
            let code = kind.code(ErrorStyle::Command);
            assert!(codes(COMMANDS).contains(&code), "case: {kind:?} {code}");
        }
        for kind in [&kinds[..4], &[ErrorKind::Interrupted]].concat() {
            let code = kind.code(ErrorStyle::Operation);
            assert!(codes(OPERATIONS).contains(&code), "case: {kind:?} {code}");
        }
    }
}
