//! What an entry is known by: the hash of its content and its link in the chain.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// Hashes named parts of a content; absent parts do not count, so that later columns leave old hashes as they are.
///
/// Gives 64 hexadecimal digits (SHA-256 over `name`, length and value of each part).
#[must_use]
pub fn content_hash(parts: &[(&str, Option<&str>)]) -> String {
    let mut hasher = Sha256::new();
    for (name, value) in parts {
        if let Some(value) = value {
            hasher.update(name.as_bytes());
            hasher.update((value.len() as u64).to_be_bytes());
            hasher.update(value.as_bytes());
        }
    }
    hexadecimal(&hasher.finalize())
}

/// Links an entry to the one before it: the hash over the earlier link, the number, and everything the entry carries.
#[must_use]
pub fn chain_link(before: &str, no: i64, carried: &[(&str, Option<&str>)]) -> String {
    let number = no.to_string();
    let mut parts = vec![("before", Some(before)), ("no", Some(number.as_str()))];
    parts.extend_from_slice(carried);
    content_hash(&parts)
}

fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
