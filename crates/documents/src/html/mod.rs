//! Writes a paper as one self-contained HTML page, without script.

mod style;

#[cfg(test)]
mod tests;

use crate::blocks::{Appendix, Block, Cell, Column, Paper, Run};
use crate::layout::Layout;
use crate::lines::{RECIPIENTS, printable};

/// Writes the paper as a page: the sheet with the same elements as on paper, every number as
/// `<data class="figure" data-figure="…">`.
#[must_use]
pub fn write(paper: &Paper, layout: &Layout) -> String {
    let title = escaped(&format!("{} {}", paper.kind, paper.summary.join(" ")));
    let seal = paper
        .seal
        .as_deref()
        .map(|seal| format!("<meta name=\"identifier\" content=\"{}\">\n", escaped(seal)));
    let seal = seal.unwrap_or_default();
    let style = style::sheet(layout, paper.sample_mark.as_deref());
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n{seal}<style>\n{style}</style>\n</head>\n<body>\n<main>\n<article class=\"sheet\">\n"
    );
    let mark = paper
        .sample_mark
        .as_deref()
        .map(|mark| element("p", "mark", mark))
        .unwrap_or_default();
    page.push_str(&mark);
    push_letterhead(&mut page, paper, layout);
    for block in &paper.blocks {
        push_block(&mut page, block);
    }
    push_signature(&mut page, paper, layout);
    page.push_str("</article>\n");
    for appendix in &paper.appendices {
        push_appendix(&mut page, appendix, &mark);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// Returns the text with every sign that means something in HTML written as an entity.
fn escaped(text: &str) -> String {
    printable(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

fn element(name: &str, class: &str, text: &str) -> String {
    format!("<{name} class=\"{class}\">{}</{name}>\n", escaped(text))
}

fn figure(figure: &str, printed: &str) -> String {
    let printed = escaped(printed);
    format!(
        "<data class=\"figure\" data-figure=\"{}\" value=\"{printed}\">{printed}</data>",
        escaped(figure)
    )
}

fn push_letterhead(page: &mut String, paper: &Paper, layout: &Layout) {
    page.push_str("<header class=\"letterhead\">\n<div>\n");
    if let Some(superior) = &paper.superior {
        page.push_str(&element("p", "superior", superior));
    }
    page.push_str(&element("p", "issuer", &paper.issuer));
    page.push_str(&sign_or_line("star", layout.head.star.as_deref()));
    let (number, dated) = (
        element("p", "number", &paper.number_line),
        element("p", "dated", &paper.dated_line),
    );
    if !layout.has_number_beside_day() {
        page.push_str(&number);
    }
    page.push_str("</div>\n<div>\n");
    for (line, class) in layout.head_lines().iter().zip([style::head_class(layout), "motto"]) {
        let text = escaped(line.text);
        page.push_str(&if line.has_line {
            format!("<p class=\"{class}\"><span>{text}</span></p>\n")
        } else {
            format!("<p class=\"{class}\">{text}</p>\n")
        });
    }
    if layout.has_number_beside_day() {
        page.push_str(&format!("</div>\n{number}{dated}</header>\n"));
    } else {
        page.push_str(&format!("{dated}</div>\n</header>\n"));
    }
    page.push_str(&element("h1", "kind", &paper.kind));
    for line in &paper.summary {
        page.push_str(&element("p", "summary", line));
    }
    page.push_str(&sign_or_line("rule", layout.head.rule.as_deref()));
}

/// Returns the signs of the layout, or the short line that stands in their place.
fn sign_or_line(class: &str, signs: Option<&str>) -> String {
    match signs {
        Some(signs) => element("p", class, signs),
        None => element("p", "line", ""),
    }
}

fn push_block(page: &mut String, block: &Block) {
    match block {
        // The kind is the page's h1; headings of the text begin one below.
        Block::Heading { level, text } => {
            page.push_str(&element(&format!("h{}", level.clamp(&1, &5) + 1), "heading", text));
        }
        Block::Centred { text } => page.push_str(&element("p", "heading centred", text)),
        Block::Paragraph { runs } => {
            page.push_str("<p class=\"text\">");
            page.extend(runs.iter().map(run));
            page.push_str("</p>\n");
        }
    }
}

fn run(run: &Run) -> String {
    match run.figure() {
        Some(identity) => figure(identity, run.printed()),
        None => escaped(run.printed()),
    }
}

fn push_signature(page: &mut String, paper: &Paper, layout: &Layout) {
    page.push_str("<footer class=\"signature\">\n<div>\n");
    if !paper.recipients.is_empty() {
        page.push_str(&element("p", "recipients-head", RECIPIENTS));
        for line in paper.recipient_lines(layout) {
            page.push_str(&element("p", "recipient", &line));
        }
    }
    page.push_str("</div>\n<div>\n");
    let signature = &paper.signature;
    page.push_str(&element("p", "authority", &signature.authority));
    page.push_str(&element("p", "title", signature.title.as_deref().unwrap_or_default()));
    page.push_str(&element("p", "name", signature.name.as_deref().unwrap_or_default()));
    page.push_str("</div>\n</footer>\n");
}

fn push_appendix(page: &mut String, appendix: &Appendix, mark: &str) {
    let across = if appendix.landscape { " across" } else { "" };
    page.push_str(&format!("<section class=\"sheet appendix{across}\">\n{mark}"));
    page.push_str(&element("p", "code", &appendix.code));
    page.push_str(&element("h2", "table-title", &appendix.title));
    page.push_str(&element("p", "note", &appendix.note));
    let label = escaped(&appendix.title);
    page.push_str(&format!(
        "<div class=\"scroll\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">\n"
    ));
    page.push_str("<table>\n<thead>\n");
    push_head(page, appendix);
    page.push_str("</thead>\n<tbody>\n");
    for row in &appendix.rows {
        page.push_str("<tr>");
        page.extend(
            row.iter()
                .zip(&appendix.columns)
                .map(|(value, column)| cell(value, column)),
        );
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n</div>\n</section>\n");
}

fn push_head(page: &mut String, appendix: &Appendix) {
    let head = |text: &str, attributes: &str| format!("<th scope=\"col\"{attributes}>{}</th>", escaped(text));
    page.push_str("<tr>");
    if !appendix.has_groups() {
        page.extend(appendix.columns.iter().map(|column| head(&column.head, "")));
        page.push_str("</tr>\n");
        return;
    }
    for group in appendix.head_groups() {
        let below = appendix
            .columns
            .get(group.first)
            .map_or("", |column| column.head.as_str());
        page.push_str(&match group.title {
            Some(title) => {
                format!(
                    "<th scope=\"colgroup\" colspan=\"{}\">{}</th>",
                    group.span,
                    escaped(title)
                )
            }
            None => head(below, " rowspan=\"2\""),
        });
    }
    page.push_str("</tr>\n<tr>");
    let grouped = appendix.columns.iter().filter(|column| column.group.is_some());
    page.extend(grouped.map(|column| head(&column.head, "")));
    page.push_str("</tr>\n");
}

fn cell(cell: &Cell, column: &Column) -> String {
    let class = match (column.numeric, cell.is_strong()) {
        (true, true) => " class=\"numeric strong\"",
        (true, false) => " class=\"numeric\"",
        (false, true) => " class=\"strong\"",
        (false, false) => "",
    };
    let inner = match cell.figure() {
        Some(identity) => figure(identity, cell.printed()),
        None => escaped(cell.printed()),
    };
    format!("<td{class}>{inner}</td>")
}
