//! Digests as text.

/// Writes bytes as hexadecimal digits, two each, in lower case.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
