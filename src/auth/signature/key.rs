//! Signing keys: derived from a secret for one day, region and service.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// A key for requests of one day, in one region, for one service.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKey([u8; 32]);

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

impl SigningKey {
    /// Derives the key from `secret` for `date`, such as `20150830`.
    #[must_use]
    pub fn derive(secret: &str, date: &str, region: &str, service: &str) -> Self {
        let parts = [date, region, service, "aws4_request"];
        let first = [b"AWS4", secret.as_bytes()].concat();
        let last = parts.iter().fold(first, |key, part| {
            mac(&key).chain_update(part.as_bytes()).finalize().into_bytes().to_vec()
        });
        Self(last.try_into().expect("an HMAC-SHA256 has 32 bytes"))
    }

    /// Returns whether `signature` is the signature of `text`. The duration does not depend on the
    /// difference.
    #[must_use]
    pub fn signed(&self, text: &str, signature: &[u8]) -> bool {
        mac(&self.0).chain_update(text).verify_slice(signature).is_ok()
    }
}

fn mac(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC accepts keys of any length")
}
