//! SHA-256 digests in hexadecimal.

use sha2::{Digest as _, Sha256};

/// Returns `bytes` as lower-case hexadecimal digits, two per byte.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the hash of some content: the first 16 hexadecimal digits of its SHA-256. The length of
/// each part is hashed too, so that moving a byte from one part to the next changes the hash.
#[must_use]
pub fn content_hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hex(&hasher.finalize()[..8])
}
