//! The seals a file bears: hashes of 64 hexadecimal letters in its properties.

use crate::prose::part;

/// Parts of an office file that hold its properties.
const PROPERTIES: [&str; 2] = ["docProps/core.xml", "docProps/app.xml"];

/// Letters of a seal.
const LENGTH: usize = 64;

/// Gives what may be a seal in a file: from its properties when it is an office file, else from all its bytes.
#[must_use]
pub fn seals_of(bytes: &[u8]) -> Vec<String> {
    if bytes.starts_with(b"PK") {
        let parts = PROPERTIES.iter().filter_map(|name| part(bytes, name).ok());
        return parts.flat_map(|text| in_bytes(text.as_bytes())).collect();
    }
    in_bytes(bytes)
}

fn in_bytes(bytes: &[u8]) -> Vec<String> {
    let is_letter = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let runs = bytes.split(|byte| !is_letter(byte)).filter(|run| run.len() == LENGTH);
    let mut found: Vec<String> = runs.map(|run| String::from_utf8_lossy(run).into_owned()).collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::seals_of;
    use crate::layout::Layouts;
    use crate::{docx, html, samples, xlsx};

    #[test]
    fn a_seal_is_found_in_every_format() {
        let mut paper = samples::report();
        let seal = "0123456789abcdef".repeat(4);
        paper.seal = Some(seal.clone());
        let layouts = Layouts::parse(include_str!("../../../catalog/layouts.toml")).unwrap();
        let layout = layouts.by_id(&paper.layout).unwrap();
        let files = [
            docx::write(&paper, layout).unwrap(),
            html::write(&paper, layout).into_bytes(),
            xlsx::write_paper(&paper).unwrap(),
        ];
        for bytes in files {
            assert_eq!(seals_of(&bytes), std::slice::from_ref(&seal));
        }
        assert_eq!(
            seals_of(&[seal.as_bytes(), b"0"].concat()),
            Vec::<String>::new(),
            "longer is no seal"
        );
        assert_eq!(seals_of(b"PK\x03\x04junk"), Vec::<String>::new());
    }
}
