//! A file sent with a form.

use axum::body::Bytes;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::StatusCode;
use nennep_documents::prose::ProseFault;

use super::faults::{Fault, FaultKind};

/// Bytes of a file at most.
pub const FILE_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Letters of a file's name that are kept.
const NAME_LETTERS_MAX: usize = 120;

/// Holds what a form with a file sent.
#[derive(Debug, Default)]
pub struct Uploaded {
    /// Name and content of the file; none where it is missing or wrong.
    pub file: Option<(String, Bytes)>,
    /// The other fields.
    pub fields: Vec<(String, String)>,
    /// What is wrong, at the field `file`.
    pub faults: Vec<Fault>,
}

/// Takes a form with a file apart.
pub async fn uploaded(request: Request) -> Uploaded {
    let mut sent = Uploaded::default();
    let fault = |kind, found: &str, detail: &str| Fault::new(kind, found, detail).in_field("file");
    let Ok(mut parts) = Multipart::from_request(request, &()).await else {
        sent.faults.push(fault(FaultKind::Unread, "", ""));
        return sent;
    };
    loop {
        let part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(_) => {
                sent.faults.push(fault(FaultKind::Unread, "", ""));
                break;
            }
        };
        let field = part.name().unwrap_or_default().to_owned();
        if field != "file" {
            sent.fields.push((field, part.text().await.unwrap_or_default()));
            continue;
        }
        let name = file_name(part.file_name().unwrap_or_default());
        match part.bytes().await {
            Ok(bytes) if bytes.is_empty() => {}
            Ok(bytes) => sent.file = Some((name, bytes)),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                sent.faults.push(fault(FaultKind::FileTooLarge, &name, "32 MB"));
            }
            Err(_) => sent.faults.push(fault(FaultKind::Unread, &name, "")),
        }
    }
    if sent.file.is_none() && sent.faults.is_empty() {
        sent.faults.push(fault(FaultKind::MissingValue, "", ""));
    }
    sent
}

/// Gives the name of a file without any way to a folder in it.
#[must_use]
pub fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|letter| !letter.is_control()).collect();
    let kept = kept.trim().trim_start_matches('.');
    let letters = kept.chars().count();
    // The end tells what sort of file it is.
    let kept: String = kept.chars().skip(letters.saturating_sub(NAME_LETTERS_MAX)).collect();
    if kept.is_empty() { "danh-sach".to_owned() } else { kept }
}

/// Says why a file gave no words.
#[must_use]
pub fn unread(fault: ProseFault, name: &str) -> Fault {
    let kind = match fault {
        ProseFault::Empty | ProseFault::NoLetters => FaultKind::NoLetters,
        ProseFault::TooLarge => FaultKind::FileTooLarge,
        ProseFault::OldWord => FaultKind::OldWord,
        ProseFault::UnknownForm => FaultKind::NotAReport,
        ProseFault::Damaged => FaultKind::Unread,
    };
    Fault::new(kind, name, "32 MB")
}
