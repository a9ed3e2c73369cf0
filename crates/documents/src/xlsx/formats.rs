//! Formats of cells: one font, thin borders, numbers as they are printed.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// Two digits at least, and points between groups of three whatever the machine's language:
/// 8 shows 08, 12139 shows 12.139.
const COUNT: &str = r#"[>=1000000]#"."000"."000;[>=1000]#"."000;00"#;

/// A percent is kept as it is printed, 35.2941 for 35%, and shown whole.
const PERCENT: &str = r#"0"%""#;

pub(super) struct Formats {
    pub(super) title: Format,
    pub(super) note: Format,
    pub(super) mark: Format,
    pub(super) head: Format,
    pub(super) text: Format,
    pub(super) strong: Format,
    pub(super) text_right: Format,
    pub(super) count: Format,
    pub(super) percent: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let plain = Format::new().set_font_name("Times New Roman").set_font_size(12);
        let line = plain
            .clone()
            .set_align(FormatAlign::Left)
            .set_align(FormatAlign::VerticalCenter);
        let boxed = plain
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Top)
            .set_text_wrap();
        let right = boxed.clone().set_align(FormatAlign::Right);
        let left = boxed.clone().set_align(FormatAlign::Left).set_indent(1);
        let head = boxed
            .clone()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        Self {
            title: line.clone().set_bold().set_font_size(14),
            note: line.clone().set_italic(),
            mark: line.set_bold(),
            head,
            strong: left.clone().set_bold(),
            text: left,
            count: right.clone().set_num_format(COUNT),
            percent: right.clone().set_num_format(PERCENT),
            text_right: right,
        }
    }
}
