//! Runs and paragraphs in the measures of a layout.

use docx_rs::{AlignmentType, LineSpacing, LineSpacingType, Paragraph, Run, RunFonts, StructuredDataTag};

use super::markup::escaped;
use crate::layout::Layout;
use crate::lines::printable;

/// Returns points as the half points in which sizes are kept.
pub(super) fn half_points(points: u16) -> usize {
    usize::from(points) * 2
}

/// Returns points as twentieths.
pub(super) fn twentieths(points: u16) -> u32 {
    u32::from(points) * 20
}

/// Returns millimetres as twentieths of a point: 1440 to the inch of 25.4 mm, rounded.
pub(super) fn from_mm(millimetres: u16) -> u32 {
    (u32::from(millimetres) * 14_400 + 127) / 254
}

/// Returns words in the paper's font.
pub(super) fn words(text: &str, size_pt: u16, layout: &Layout) -> Run {
    empty_run(size_pt, layout).add_text(printable(text))
}

/// Returns a run without words in the paper's font.
pub(super) fn empty_run(size_pt: u16, layout: &Layout) -> Run {
    Run::new().fonts(fonts(layout)).size(half_points(size_pt))
}

/// Wraps a number into a content control that carries the identity of its figure.
pub(super) fn control(figure: &str, run: Run) -> StructuredDataTag {
    // The library writes entities into words, but not into an alias.
    StructuredDataTag::new().alias(escaped(&printable(figure))).add_run(run)
}

/// Returns the paper's font for every kind of letter.
pub(super) fn fonts(layout: &Layout) -> RunFonts {
    let font = escaped(&layout.page.font);
    RunFonts::new().ascii(&font).hi_ansi(&font).cs(&font).east_asia(&font)
}

/// Returns a paragraph with exact lines and nothing above.
pub(super) fn line(align: AlignmentType, line_pt: u16) -> Paragraph {
    spaced(align, line_pt, 0)
}

/// Returns a paragraph with exact lines and space above.
pub(super) fn spaced(align: AlignmentType, line_pt: u16, before_pt: u16) -> Paragraph {
    let pitch = i32::from(line_pt) * 20;
    let spacing = LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(pitch)
        .before(twentieths(before_pt))
        .after(0);
    Paragraph::new().align(align).line_spacing(spacing)
}
