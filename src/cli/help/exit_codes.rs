//! What exit codes mean.

/// Those of the 38 operations, which are AWS CLI v2's.
pub(super) const OPERATIONS: &str = "0 done, 252 the command line is wrong, 253 region, \
    credentials or configuration are missing, 254 the service refused, 255 anything else, 130 \
    interrupted";

/// Those of the project's own commands.
pub(super) const VERBS: &str = "0 done or nothing to do, 1 failed, 2 differences or findings, 4 a \
    person is needed, 6 someone else changed it first, 7 timed out or interrupted, 252 and 253 as \
    for operations";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{ErrorKind, ErrorStyle};

    #[test]
    fn every_code_that_a_command_ends_with_is_told() {
        let every = [
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
        for kind in every {
            let code = kind.code(ErrorStyle::Command);
            assert!(codes(VERBS).contains(&code), "case: {kind:?} {code}");
        }
        for kind in [&every[..4], &[ErrorKind::Interrupted]].concat() {
            let code = kind.code(ErrorStyle::Operation);
            assert!(codes(OPERATIONS).contains(&code), "case: {kind:?} {code}");
        }
    }
}
