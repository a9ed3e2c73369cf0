//! Holds the pages' look inside the program: stylesheet, scripts and fonts, each under a name that changes with its content.

use std::borrow::Cow;

#[cfg(test)]
mod tests;

include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// Keeps one built file with its compressed siblings.
struct File {
    plain: &'static [u8],
    br: Option<&'static [u8]>,
    gz: Option<&'static [u8]>,
}

/// Is one file as it goes out to a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Holds the bytes of the answer, compressed when `encoding` is set.
    pub bytes: Cow<'static, [u8]>,
    /// Names the media type for `Content-Type`.
    pub media_type: &'static str,
    /// Names the compression for `Content-Encoding`: `br`, `gzip` or none.
    pub encoding: Option<&'static str>,
}

/// Finds a file by its hashed name, `app-1a2b3c4d.css`, compressed as the `Accept-Encoding` text allows.
///
/// Only names that were built are known, so no path leads out of the bundle. The bytes of a name never change:
/// answer with `Cache-Control: public, max-age=31536000, immutable`, and with `Vary: Accept-Encoding`.
pub fn find(path: &str, accepts: &str) -> Option<Asset> {
    let at = FILES.binary_search_by_key(&path, |(name, _)| name).ok()?;
    let (name, file) = FILES.get(at)?;
    let (bytes, encoding) = match (file.br, file.gz) {
        (Some(br), _) if accepted("br", accepts) => (br, Some("br")),
        (_, Some(gz)) if accepted("gzip", accepts) => (gz, Some("gzip")),
        _ => (file.plain, None),
    };
    Some(Asset {
        bytes: Cow::Borrowed(bytes),
        media_type: media_type(name),
        encoding,
    })
}

/// Gives the address of a file by its plain name: `app.css` is `/assets/app-1a2b3c4d.css`.
///
/// Knows nothing when the program was built without the look.
pub fn address(name: &str) -> Option<&'static str> {
    let at = ADDRESSES.binary_search_by_key(&name, |(known, _)| known).ok()?;
    ADDRESSES.get(at).map(|(_, address)| *address)
}

/// Tells whether an `Accept-Encoding` text allows a coding; `q=0` forbids it.
fn accepted(coding: &str, accepts: &str) -> bool {
    accepts.split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        let named = words.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let forbidden = words.any(|word| {
            word.strip_prefix("q=")
                .and_then(|weight| weight.trim().parse::<f32>().ok())
                .is_some_and(|weight| weight <= 0.0)
        });
        named && !forbidden
    })
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
