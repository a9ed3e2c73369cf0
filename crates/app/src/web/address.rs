//! Addresses to come back to.

/// Most letters of an address to come back to.
const LETTERS_MAX: usize = 2000;

/// Gives the address to come back to when it is a path of this house; the first page otherwise.
///
/// A browser takes `//host`, `/\host` and, after throwing tabs away, `/<tab>/host` for another house.
#[must_use]
pub fn own_path(text: &str) -> &str {
    let is_own = text.starts_with('/')
        && !text.starts_with("//")
        && text.len() <= LETTERS_MAX
        && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_own { text } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_paths_of_this_house() {
        for path in ["/", "/units/dd?period=2024-Q1", "/a//b"] {
            assert_eq!(own_path(path), path);
        }
        for path in [
            "",
            "units",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/ /evil",
            "/đường",
            "javascript:alert(1)",
        ] {
            assert_eq!(own_path(path), "/", "{path:?}");
        }
    }
}
