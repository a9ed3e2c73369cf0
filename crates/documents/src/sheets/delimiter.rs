//! Which sign parts the fields of a `.csv`.

/// Lines that are looked at: a title, a blank line, the head and some rows.
const SAMPLED_LINES: usize = 12;

/// Signs that are considered; the first wins when nothing speaks for another.
const CANDIDATES: [u8; 3] = *b",;\t";

/// Finds the sign that parts the fields, from the first lines of the file.
///
/// The head and the rows of a sheet hold the same number of separators, running text does not: so
/// the sign wins of which the most lines hold the same number, and then the higher number.
pub(super) fn detect(start: &[u8]) -> u8 {
    let mut best = (0, 0, b',');
    for candidate in CANDIDATES {
        let counts = counts_by_line(start, candidate);
        let score = counts
            .iter()
            .filter(|count| **count > 0)
            .map(|count| (counts.iter().filter(|other| *other == count).count(), *count))
            .max()
            .unwrap_or((0, 0));
        if score > (best.0, best.1) {
            best = (score.0, score.1, candidate);
        }
    }
    best.2
}

/// Counts the candidate outside quotes, for each of the first lines.
fn counts_by_line(start: &[u8], candidate: u8) -> Vec<usize> {
    let mut counts = Vec::new();
    let mut count = 0;
    let mut quoted = false;
    for byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                counts.push(count);
                count = 0;
                if counts.len() == SAMPLED_LINES {
                    return counts;
                }
            }
            byte if *byte == candidate && !quoted => count += 1,
            _ => {}
        }
    }
    counts.push(count);
    counts
}
