//! The appendices that tell who has submitted the figures of the period, and which reported figures are known otherwise.

use nennep_core::progress::PaceVerdict;
use nennep_core::reports::{PromiseRow, ReportModel, ReportingPart, ReportingRow, RestatedRow};
use nennep_core::text;
use nennep_documents::blocks::{Appendix, Cell, Column};

/// Says under a table of a paper whose it is, of which days, and up to which entry of the book.
#[must_use]
pub fn table_note(model: &ReportModel) -> String {
    format!(
        "{}, từ {} đến {}; sổ đến bút toán số {}",
        model.unit_name,
        text::date_short(model.from),
        text::date_short(model.to),
        text::count(model.head)
    )
}

/// Lays both tables out; one without rows is left out by whoever asks.
#[must_use]
pub fn reporting_appendices(model: &ReportModel, part: &ReportingPart) -> [Appendix; 2] {
    let note = table_note(model);
    [submitted(&note, part), restated(&note, part)]
}

fn submitted(note: &str, part: &ReportingPart) -> Appendix {
    let mut rows: Vec<Vec<Cell>> = part.rows.iter().map(submitted_row).collect();
    let silent = part.silent.iter().map(|name| {
        vec![
            Cell::Text(name.clone()),
            Cell::Text("mọi phần số liệu".to_owned()),
            Cell::Text("chưa nộp".to_owned()),
            Cell::Missing,
        ]
    });
    rows.extend(silent);
    Appendix {
        code: "PL9".into(),
        title: "Tình hình nộp, khóa số liệu của kỳ".into(),
        note: note.to_owned(),
        landscape: false,
        columns: vec![
            column("Đơn vị", 5),
            column("Phần số liệu", 4),
            column("Tình hình", 2),
            column("Từ ngày", 2),
        ],
        rows,
    }
}

fn submitted_row(row: &ReportingRow) -> Vec<Cell> {
    vec![
        Cell::Text(row.unit_name.clone()),
        Cell::Text(group_name(&row.group).to_owned()),
        Cell::Text(standing_name(&row.standing).to_owned()),
        row.since
            .map_or(Cell::Missing, |since| Cell::Text(text::date_short(since))),
    ]
}

fn restated(note: &str, part: &ReportingPart) -> Appendix {
    Appendix {
        code: "PL10".into(),
        title: "Số liệu đã báo cáo nay điều chỉnh".into(),
        note: format!("{note}. Dấu – là chưa ghi nhận"),
        landscape: true,
        columns: vec![
            column("Đơn vị", 4),
            column("Chỉ tiêu", 4),
            column("Đã báo cáo", 2),
            column("Hiện biết", 2),
            column("Văn bản còn mang số cũ", 4),
        ],
        rows: part.restated.iter().map(restated_row).collect(),
    }
}

fn restated_row(row: &RestatedRow) -> Vec<Cell> {
    let value = |text: &String| match text.as_str() {
        "" => Cell::Missing,
        text => Cell::Text(text.to_owned()),
    };
    let papers = match row.papers.is_empty() {
        true => Cell::Missing,
        false => Cell::Text(row.papers.join(", ")),
    };
    vec![
        Cell::Text(row.unit_name.clone()),
        Cell::Text(row.indicator.clone()),
        value(&row.reported),
        value(&row.known),
        papers,
    ]
}

/// How many percent of its days are over, and how the result stands to that; neither for what is no
/// flow, for a seat, and where no number was promised.
#[must_use]
pub fn pace_cells(model: &ReportModel, row: &PromiseRow) -> [Cell; 2] {
    let Some(pace) = row.pace(model.to) else {
        return [Cell::Empty, Cell::Empty];
    };
    let word = match pace.verdict {
        PaceVerdict::Ahead => "vượt tiến độ",
        PaceVerdict::OnPace => "đúng tiến độ",
        PaceVerdict::Behind => "chậm tiến độ",
        PaceVerdict::Reached => "đạt",
        PaceVerdict::Exceeded => "vượt chỉ tiêu",
        PaceVerdict::NotRecorded => "chưa ghi nhận",
        PaceVerdict::NotBegun => "chưa đến kỳ",
        PaceVerdict::Missed => "không đạt",
    };
    let even = Cell::Text(format!("{}%", pace.share.whole_percent()));
    [even, Cell::Text(word.to_owned())]
}

fn column(head: &str, width: u8) -> Column {
    Column {
        group: None,
        head: head.to_owned(),
        width,
        numeric: false,
    }
}

fn group_name(group: &str) -> &'static str {
    match group {
        "party" => "tổ chức đảng và đảng viên",
        "union" => "công đoàn",
        "youth" => "đoàn, hội thanh niên",
        "women" => "phụ nữ",
        "enterprise" => "doanh nghiệp, khảo sát",
        _ => "hoạt động",
    }
}

fn standing_name(standing: &str) -> &'static str {
    match standing {
        "submitted" => "đã nộp",
        "returned" => "trả lại",
        "accepted" => "đã nhận",
        "closed" => "đã khóa",
        "opened" => "mở lại",
        "missing" => "chưa nộp",
        _ => "dự thảo",
    }
}
