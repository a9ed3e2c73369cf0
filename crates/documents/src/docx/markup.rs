//! Mends the markup: tags on content controls, repeated table heads, properties in the schema's order.
//!
//! The library writes a control's alias but no tag, cannot repeat a table head, and writes
//! properties in an order that the schema of the format does not allow.

use super::DocxError;

/// Characters of a control's tag at most; an office suite refuses longer ones.
const TAG_LENGTH: usize = 64;

/// Order of the properties that this writer uses, by the schema (ECMA-376 part 1, annex A).
const ORDERS: [(&str, &[&str]); 6] = [
    (
        "w:pPr",
        &[
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:color", "w:sz", "w:szCs", "w:u",
        ],
    ),
    (
        "w:tblPr",
        &[
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:tblLayout",
            "w:tblCellMar",
        ],
    ),
    (
        "w:tcPr",
        &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:vAlign"],
    ),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
            "w:cols",
            "w:titlePg",
        ],
    ),
    ("w:sdtPr", &["w:rPr", "w:alias", "w:tag"]),
];

/// Returns the tag of a figure's content control: its identity, or its start and a mark of the
/// whole when it is longer than a tag may be.
#[must_use]
pub fn tag_of(figure: &str) -> String {
    if figure.chars().count() <= TAG_LENGTH {
        return figure.to_owned();
    }
    // FNV-1a over 64 bits: the mark must be the same in every build and on every machine.
    let mark = figure.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |mark, byte| {
        (mark ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let start: String = figure.chars().take(TAG_LENGTH - 17).collect();
    format!("{start}~{mark:016x}")
}

/// An element that is still open.
struct Open<'a> {
    name: &'a str,
    start: &'a str,
    children: Vec<(&'a str, String)>,
}

/// Mends one part.
pub(super) fn mend(part: &[u8]) -> Result<Vec<u8>, DocxError> {
    let text = std::str::from_utf8(part).map_err(|error| DocxError::Markup(error.valid_up_to()))?;
    let mut stack = vec![Open {
        name: "",
        start: "",
        children: Vec::new(),
    }];
    let mut rest = text;
    while !rest.is_empty() {
        let at = text.len() - rest.len();
        let broken = || DocxError::Markup(at);
        let is_tag = rest.starts_with('<');
        let end = if is_tag {
            rest.find('>').map(|end| end + 1)
        } else {
            rest.find('<')
        };
        let (token, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        if is_tag && !token.starts_with("</") && !token.starts_with("<?") && !token.ends_with("/>") {
            stack.push(Open {
                name: name_of(token),
                start: token,
                children: Vec::new(),
            });
            continue;
        }
        let child = if token.starts_with("</") {
            let open = stack.pop().ok_or_else(broken)?;
            if token.get(2..token.len() - 1) != Some(open.name) {
                return Err(broken());
            }
            (open.name, close(open, token))
        } else {
            let name = if is_tag { name_of(token) } else { "" };
            // The width of a grid column has no type, whatever the library writes.
            let xml = if name == "w:gridCol" {
                token.replace(" w:type=\"dxa\"", "")
            } else {
                token.to_owned()
            };
            (name, xml)
        };
        stack.last_mut().ok_or_else(broken)?.children.push(child);
    }
    match (stack.pop(), stack.is_empty()) {
        (Some(root), true) => Ok(root
            .children
            .into_iter()
            .map(|(_, xml)| xml)
            .collect::<String>()
            .into_bytes()),
        _ => Err(DocxError::Markup(text.len())),
    }
}

fn name_of(token: &str) -> &str {
    let inside = token
        .trim_start_matches('<')
        .trim_end_matches('>')
        .trim_end_matches('/');
    inside.split_ascii_whitespace().next().unwrap_or_default()
}

/// Puts a finished element together.
fn close(mut open: Open<'_>, end: &str) -> String {
    if open.name == "w:sdtPr"
        && let Some(tag) = open
            .children
            .iter()
            .find(|(name, _)| *name == "w:alias")
            .and_then(|(_, xml)| tag_element(xml))
    {
        open.children.push(("w:tag", tag));
    }
    if open.name == "w:trPr" {
        for (name, xml) in &mut open.children {
            if *name == "w:trHeight" && attribute(xml) == Some("1") {
                *xml = "<w:tblHeader />".to_owned();
            }
        }
    }
    if let Some((_, order)) = ORDERS.iter().find(|(name, _)| *name == open.name) {
        let place = |name: &str| order.iter().position(|known| *known == name).unwrap_or(order.len());
        open.children.sort_by_key(|(name, _)| place(name));
    }
    let inner: String = open.children.into_iter().map(|(_, xml)| xml).collect();
    format!("{}{inner}{end}", open.start)
}

fn tag_element(alias: &str) -> Option<String> {
    let figure = unescaped(attribute(alias)?);
    Some(format!(r#"<w:tag w:val="{}" />"#, escaped(&tag_of(&figure))))
}

/// Returns the value of `w:val`.
fn attribute(element: &str) -> Option<&str> {
    let (_, after) = element.split_once("w:val=\"")?;
    after.split_once('"').map(|(value, _)| value)
}

/// Returns the text with its marks written as entities.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
