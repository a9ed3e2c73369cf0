//! The style of the page, in the measures of the layout.

use std::fmt::Write;

use nennep_core::reports::Family;

use crate::layout::Layout;

const FIXED: &str = "\
* { box-sizing: border-box; }
body { margin: 0; background: #f6f6f3; color: #000; }
p, h1, h2, h3, h4, h5, h6 { margin: 0; font-size: inherit; font-weight: normal; }
.sheet { background: #fff; margin: 16px auto; border: 1px solid #cdcdc6; }
.letterhead, .signature { display: grid; grid-template-columns: 1.15fr 1fr; column-gap: 4mm; }
.letterhead, .kind, .summary, .rule, .mark, .code, .table-title, .note, .signature > div + div { text-align: center; }
.issuer, .party, .kind, .summary, .heading, .authority, .name, .mark, .code, .table-title, .strong { font-weight: bold; }
.dated, .note { font-style: italic; }
.party span { border-bottom: 1px solid; }
.text { text-align: justify; }
.recipients-head { text-decoration: underline; }
.heading { break-after: avoid; }
.text .centred, .centred.heading { text-align: center; text-indent: 0; }
.signature { break-inside: avoid; }
.title:empty, .name:empty { min-height: 1em; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid; padding: 2px 4px; vertical-align: top; }
th { vertical-align: middle; }
.numeric { text-align: right; white-space: nowrap; }
tr { break-inside: avoid; }
@media (max-width: 640px) {
  .sheet { margin: 0; border: 0; padding: 16px; width: auto; min-height: 0; }
  .letterhead { grid-template-columns: 1fr; row-gap: 8px; }
  .text { text-align: left; }
}
@media print {
  body { background: none; }
  .sheet { margin: 0; border: 0; padding: 0; width: auto; min-height: 0; }
  .appendix { break-before: page; }
  .across { page: across; }
  .scroll { overflow: visible; }
}
";

/// Fixed style of the families beside the Party's.
const APART: &str = "\
.head, .motto { font-weight: bold; }
.head span, .motto span { border-bottom: 1px solid; }
.letterhead > .number, .letterhead > .dated { margin-top: 6pt; }
.line { width: 30%; margin: 4pt auto; border-top: 1px solid; line-height: 0; }
.summary + .line { margin: 6pt auto 12pt; }
.recipient { line-height: 1.25; }
";

/// Returns the style sheet for papers of this layout.
pub(super) fn sheet(layout: &Layout, sample_mark: Option<&str>) -> String {
    let page = &layout.page;
    let size = &layout.size_pt;
    let paragraph = &layout.paragraph;
    let sizes = [
        ("superior", size.superior),
        ("issuer", size.issuer),
        ("star", size.star),
        ("number", size.number),
        (head_class(layout), size.head),
        ("dated", size.dated),
        ("kind", size.kind),
        ("summary", size.summary),
        ("rule", size.summary),
        ("heading", size.heading),
        ("authority", size.authority),
        ("title", size.title),
        ("name", size.name),
        ("recipients-head", size.recipients_head),
        ("recipient", size.recipients),
        ("mark", size.sample_mark),
        ("code", size.table_title),
        ("table-title", size.table_title),
        ("note", size.table_note),
    ];
    let margins = format!(
        "{}mm {}mm {}mm {}mm",
        page.top_mm, page.right_mm, page.bottom_mm, page.left_mm
    );
    let mut style = format!(
        "body {{ font: {}pt/{}pt \"{}\", Tinos, \"Liberation Serif\", serif; }}\n\
         .sheet {{ width: {}mm; min-height: {}mm; padding: {margins}; }}\n\
         .across {{ width: {}mm; min-height: {}mm; }}\n\
         .text, .heading {{ text-indent: {}mm; margin-top: {}pt; }}\n\
         .dated, .kind, .signature {{ margin-top: {}pt; }}\n\
         .name {{ margin-top: {}pt; }}\n\
         table {{ font-size: {}pt; line-height: 1.2; margin-top: 6pt; }}\n",
        size.body,
        paragraph.line_pt,
        css_text(&page.font),
        page.width_mm,
        page.height_mm,
        page.height_mm,
        page.width_mm,
        paragraph.first_line_mm,
        paragraph.before_pt,
        paragraph.line_pt,
        paragraph.signing_space_pt,
        size.table,
    );
    for (class, points) in sizes {
        // Writing into a string cannot fail.
        let _ = writeln!(style, ".{class} {{ font-size: {points}pt; }}");
    }
    style.push_str(FIXED);
    style.push_str(&family_style(layout));
    style.push_str(&print_pages(layout, &margins, sample_mark));
    style
}

/// Returns the class of the title, top right.
pub(super) fn head_class(layout: &Layout) -> &'static str {
    match layout.family {
        // Signed papers of the Party are printed again byte for byte, so their class keeps its name.
        Family::Party => "party",
        Family::StateLike | Family::Youth => "head",
    }
}

/// Returns what a family looks like apart from the Party's, which is the fixed style alone for the same reason.
fn family_style(layout: &Layout) -> String {
    if layout.family.is_party() {
        return String::new();
    }
    let left = layout.head.left_percent;
    let mut style = format!(
        "@media (min-width: 641px) {{ .letterhead {{ grid-template-columns: {left}fr {}fr; }} }}\n{APART}",
        100 - left
    );
    if let Some(motto) = &layout.head.motto {
        // Writing into a string cannot fail.
        let _ = writeln!(style, ".motto {{ font-size: {}pt; }}", motto.size_pt);
    }
    if layout.has_bold_recipients_head() {
        style.push_str(".recipients-head { text-decoration: none; font-weight: bold; font-style: italic; }\n");
    }
    if layout.has_bold_title() {
        style.push_str(".title { font-weight: bold; }\n");
    }
    style
}

/// Returns the sheets for printing: number and mark in the upper margin, no number before its page.
fn print_pages(layout: &Layout, margins: &str, sample_mark: Option<&str>) -> String {
    let (page, size) = (&layout.page, &layout.size_pt);
    let mark = sample_mark.map_or(String::from("\"\""), |mark| format!("\"{}\"", css_text(mark)));
    let first = if page.number_first_page > 1 {
        mark.as_str()
    } else {
        "counter(page)"
    };
    format!(
        "@page {{ size: A4; margin: {margins}; @top-center {{ font: {}pt \"{}\", serif; white-space: pre; content: \
         counter(page) \"\\A \" {mark}; }} }}\n@page :first {{ @top-center {{ content: {first}; }} }}\n\
         @page across {{ size: A4 landscape; }}\n",
        size.page_number,
        css_text(&page.font),
    )
}

/// Returns the text for the inside of a CSS string; every sign but letters, digits and blanks is
/// written by its number, so that none can end the string or the style element.
fn css_text(text: &str) -> String {
    let mut escaped = String::new();
    for sign in text.chars() {
        if sign.is_alphanumeric() || sign == ' ' {
            escaped.push(sign);
        } else {
            // Writing into a string cannot fail.
            let _ = write!(escaped, "\\{:x} ", u32::from(sign));
        }
    }
    escaped
}
