//! A `.pdf`: its letters in reading order, lines broken by the page's width joined again.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::ProseFault;
use crate::sheets::foreign::letters;

pub(super) fn read(bytes: &[u8]) -> Result<String, ProseFault> {
    // The library panics on fonts it does not know; such a file is unreadable, not the end of the program.
    let read = catch_unwind(AssertUnwindSafe(|| pdf_extract::extract_text_from_mem(bytes)));
    let text = read
        .map_err(|_| ProseFault::Damaged)?
        .map_err(|_| ProseFault::Damaged)?;
    let (text, _) = letters::in_unicode(joined(&text), "utf-8");
    Ok(text)
}

/// Joins lines that reach the width of the page and do not end as sentences do.
fn joined(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut widths: Vec<usize> = lines
        .iter()
        .map(|line| line.chars().count())
        .filter(|width| *width > 0)
        .collect();
    widths.sort_unstable();
    let widest = widths.get(widths.len() * 9 / 10).copied().unwrap_or(0);
    let mut joined = String::with_capacity(text.len());
    for (place, line) in lines.iter().enumerate() {
        joined.push_str(line);
        let ends = line.ends_with(['.', ':', ';', '!', '?', '…']);
        let is_full = line.chars().count() * 10 >= widest * 7;
        let runs_on = lines
            .get(place + 1)
            .is_some_and(|next| !next.is_empty() && !next.starts_with(['-', '–', '+', '•']));
        joined.push(if is_full && !ends && runs_on { ' ' } else { '\n' });
    }
    joined
}
