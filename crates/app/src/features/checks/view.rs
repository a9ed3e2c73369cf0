//! A check in words, tables and the marked text.

use nennep_core::accounts::Catalog;
use nennep_core::checker::{FindingKind, Rounding};
use nennep_core::text::{count, decimal, decimal_short};

use super::record::{Checked, CheckedFinding, CheckedMention};
use crate::web::words::Words;

/// Says what a finding means; `text` is what stands at its place.
pub(super) fn said(kind: &FindingKind, text: &str, words: &Words) -> String {
    let key = format!("check-{}", kind.name().replace('_', "-"));
    let values: Vec<(&'static str, String)> = match kind {
        FindingKind::PercentMismatch { stated, computed } => {
            vec![("stated", decimal(stated)), ("computed", decimal(computed))]
        }
        FindingKind::SumMismatch { whole, parts } => vec![("whole", count(*whole)), ("parts", count(*parts))],
        FindingKind::RepeatedPhrase { words } => vec![("words", words.to_string())],
        FindingKind::ListLength {
            announced,
            lines,
            names,
        } => {
            let key = if announced == names {
                "check-list-length-names"
            } else {
                "check-list-length"
            };
            let values = [
                ("announced", count(*announced)),
                ("lines", count(*lines)),
                ("names", count(*names)),
            ];
            return words.fill(key, &values);
        }
        FindingKind::PartInWhole { part, whole } => vec![("part", fraction(*part)), ("whole", fraction(*whole))],
        FindingKind::PeriodLabel { label, days } => vec![("label", label.clone()), ("days", days.clone())],
        FindingKind::LedgerMismatch { printed, counted } => {
            vec![("printed", count(*printed)), ("counted", count(*counted))]
        }
        FindingKind::RepeatedSentence | FindingKind::MissingNumber | FindingKind::ShareWithoutBase => {
            vec![("text", short(text))]
        }
    };
    words.fill(&key, &values)
}

fn fraction((value, of): (i64, i64)) -> String {
    format!("{}/{}", count(value), count(of))
}

/// Cuts what is quoted where it grows long.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= QUOTE_MAX {
        return line;
    }
    let head: String = line.chars().take(QUOTE_MAX).collect();
    format!("{head}…")
}

const QUOTE_MAX: usize = 90;

/// One row of the table of figures.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) name: String,
    pub(super) percent: String,
    pub(super) verdict: String,
    pub(super) is_late: bool,
}

/// Gives the rows of the figures of a text.
pub(super) fn rows(checked: &Checked, catalog: &Catalog, words: &Words) -> Vec<Row> {
    let figures = checked
        .mentions
        .iter()
        .enumerate()
        .filter(|(_, mention)| mention.verdict != "not_a_figure");
    figures
        .map(|(place, mention)| row(place, mention, catalog, words))
        .collect()
}

fn row(place: usize, mention: &CheckedMention, catalog: &Catalog, words: &Words) -> Row {
    let code = mention.indicator.as_deref();
    let measure = code.and_then(|code| catalog.resolve(code));
    let name = measure.map_or_else(|| words.say("check-no-code"), |measure| measure.indicator.name_vi);
    let name = if mention.target {
        words.with("check-promised", "name", name)
    } else {
        name
    };
    let percent = match (&mention.percent_stated, &mention.percent_computed) {
        (Some(stated), Some(computed)) => percents(stated, computed, mention.rounding, words),
        (Some(stated), None) => format!("{}%", decimal(stated)),
        (None, _) => String::new(),
    };
    Row {
        id: format!("m{place}"),
        text: mention.text.clone(),
        name,
        percent,
        verdict: words.say(&format!("check-{}", mention.verdict)),
        is_late: mention.verdict == "disagrees",
    }
}

/// Says how a printed percent comes from its fraction.
fn percents(stated: &str, computed: &str, rounding: Option<Rounding>, words: &Words) -> String {
    let key = match rounding {
        Some(Rounding::Exact) => return format!("{}%", decimal(stated)),
        Some(Rounding::HalfUp) => "check-percents-half-up",
        Some(Rounding::Floor) => "check-percents-floor",
        None => "check-percents",
    };
    words.fill(
        key,
        &[("stated", decimal(stated)), ("computed", decimal_short(computed))],
    )
}

/// Gives the rows of the figures as cells of a printed table.
#[must_use]
pub fn told(checked: &Checked, catalog: &Catalog, words: &Words) -> Vec<Vec<String>> {
    let rows = rows(checked, catalog, words).into_iter();
    rows.map(|row| vec![row.text, row.name, row.percent, row.verdict])
        .collect()
}

/// One finding in words.
pub(super) struct Doubt {
    pub(super) href: String,
    pub(super) kind: String,
    pub(super) message: String,
    pub(super) quotes: Vec<String>,
}

pub(super) fn doubts(checked: &Checked, words: &Words) -> Vec<Doubt> {
    let doubts = checked.findings.iter().enumerate();
    doubts.map(|(place, finding)| doubt(place, finding, words)).collect()
}

fn doubt(place: usize, finding: &CheckedFinding, words: &Words) -> Doubt {
    Doubt {
        href: format!("#d{place}"),
        kind: words.say(&format!("check-kind-{}", finding.kind.replace('_', "-"))),
        message: finding.message.clone(),
        quotes: finding.evidence.iter().map(|place| short(&place.text)).collect(),
    }
}

/// A piece of the text: plain, or a figure, or a doubtful place.
pub(super) struct Piece {
    pub(super) text: String,
    /// What leads here: the figure and the doubts that begin here.
    pub(super) ids: Vec<String>,
    pub(super) title: String,
    pub(super) is_figure: bool,
    pub(super) is_doubt: bool,
}

/// Parts the lines of a text into pieces; a figure inside a doubtful place keeps its own mark.
pub(super) fn lines(text: &str, checked: &Checked, rows: &[Row]) -> Vec<Vec<Piece>> {
    let letters: Vec<char> = text.chars().collect();
    let mut cuts: Vec<usize> = vec![0, letters.len()];
    let figures: Vec<(usize, &CheckedMention)> = checked
        .mentions
        .iter()
        .enumerate()
        .filter(|(_, mention)| mention.verdict != "not_a_figure")
        .collect();
    cuts.extend(figures.iter().flat_map(|(_, mention)| [mention.start, mention.end]));
    cuts.extend(checked.findings.iter().flat_map(|finding| [finding.start, finding.end]));
    cuts.extend(
        letters
            .iter()
            .enumerate()
            .filter(|(_, letter)| **letter == '\n')
            .map(|(place, _)| place),
    );
    cuts.sort_unstable();
    cuts.dedup();
    let mut lines: Vec<Vec<Piece>> = vec![Vec::new()];
    for pair in cuts.windows(2) {
        let (Some(start), Some(end)) = (pair.first().copied(), pair.get(1).copied()) else {
            continue;
        };
        let words: String = letters.get(start..end).unwrap_or_default().iter().collect();
        if words.starts_with('\n') {
            lines.push(Vec::new());
        }
        let words = words.trim_start_matches('\n').to_owned();
        if words.is_empty() {
            continue;
        }
        // Figures stand in the order of the text: the last that begins by here is the only one that can reach here.
        let by_here = figures.partition_point(|(_, mention)| mention.start <= start);
        let figure = by_here
            .checked_sub(1)
            .and_then(|place| figures.get(place))
            .filter(|(_, mention)| end <= mention.end);
        let doubts = || checked.findings.iter().enumerate();
        let is_doubt = doubts().any(|(_, finding)| finding.start <= start && end <= finding.end);
        let begin = doubts().filter(|(_, finding)| finding.start == start);
        let mut ids: Vec<String> = begin.map(|(place, _)| format!("d{place}")).collect();
        ids.extend(
            figure
                .filter(|(_, mention)| mention.start == start)
                .map(|(place, _)| format!("m{place}")),
        );
        let row = figure.and_then(|_| rows.get(by_here.checked_sub(1)?));
        if let Some(line) = lines.last_mut() {
            line.push(Piece {
                text: words,
                ids,
                title: row
                    .map(|row| format!("{}. {}", row.name, row.verdict))
                    .unwrap_or_default(),
                is_figure: figure.is_some(),
                is_doubt,
            });
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}
