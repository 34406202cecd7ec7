//! Contents by their hash: what versions and the names of second clusters are made of.

use sha2::{Digest, Sha256};

use crate::store::digest::hex;

/// Returns 16 hexadecimal digits that tell contents apart. Each part counts with its length, so
/// that moving a byte from one to the next makes a difference.
pub(super) fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hex(&hasher.finalize()[..8])
}
