//! Forms of pages, filled and sent as a browser without script does.

use axum::body::Body;
use axum::http::header;

use super::browser::{Browser, Page};

/// Sends a form with a file, as a browser does.
pub(crate) async fn sent_file(browser: &mut Browser, path: &str, name: &str, bytes: &[u8]) -> Page {
    sent_with_fields(browser, path, &[], (name, bytes)).await
}

/// Sends a form with fields and a file.
pub(crate) async fn sent_with_fields(
    browser: &mut Browser,
    path: &str,
    fields: &[(&str, &str)],
    (name, bytes): (&str, &[u8]),
) -> Page {
    const BOUNDARY: &str = "nennep-boundary";
    let mut body = Vec::new();
    for (field, value) in fields {
        let part = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    let request = browser
        .request("POST", path)
        .header(
            header::CONTENT_TYPE,
            format!("multipart/form-data; boundary={BOUNDARY}"),
        )
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

/// What a form of the page would send: its hidden fields, what stands in its fields, and what is chosen.
pub(crate) fn fields_of(page: &Page) -> Vec<(String, String)> {
    let decoded = |text: &str| {
        text.replace("&#38;", "&")
            .replace("&#34;", "\"")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
    };
    let attribute = |tag: &str, name: &str| {
        let start = tag.find(&format!("{name}=\""))? + name.len() + 2;
        Some(decoded(&tag[start..start + tag[start..].find('"')?]))
    };
    let mut fields = Vec::new();
    for tag in page.text.split("<input ").skip(1) {
        let tag = &tag[..tag.find('>').unwrap()];
        let is_choice = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"");
        if is_choice && !tag.ends_with("checked") {
            continue;
        }
        fields.extend(attribute(tag, "name").zip(attribute(tag, "value")));
    }
    fields
}

/// What the browser finds hidden in a form of the page.
pub(crate) fn hidden(page: &Page, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let from = page
        .text
        .find(&mark)
        .unwrap_or_else(|| panic!("no {name}: {}", page.text))
        + mark.len();
    page.text[from..].split('"').next().unwrap().to_owned()
}

/// Fills fields of a page and presses a button.
pub(crate) async fn fill(browser: &mut Browser, path: &str, page: &Page, filled: &[(&str, &str)], go: &str) -> Page {
    let mut fields = fields_of(page);
    fields.retain(|(name, _)| filled.iter().all(|(known, _)| known != name));
    fields.extend(
        filled
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    fields.push(("go".to_owned(), go.to_owned()));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(path, &fields).await
}

/// A .docx of paragraphs, a run each; a line with bars is a row of a table.
pub(crate) fn docx_of(lines: &[&str]) -> Vec<u8> {
    use std::io::Write as _;
    let paragraph = |text: &str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>");
    let line = |line: &&str| match line.contains('|') {
        false => paragraph(line),
        true => {
            let cells = line.split('|').map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell)));
            format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cells.collect::<String>())
        }
    };
    let body: String = lines.iter().map(line).collect();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file("word/document.xml", options).unwrap();
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    writer.write_all(document.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}
