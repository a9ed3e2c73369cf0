//! The appendix tables of a report: PL1 organizations, PL2 new members, PL4 targets, PL5 the year's tasks.

use nennep_core::reports::{Entry, Number, Promise, ReportModel, Standing, Statement, TaskPart, TaskRow, TaskStanding};
use nennep_core::text;
use nennep_documents::blocks::{Appendix, Cell, Column};

use crate::web::papers::{pace_cells, table_note};

pub(super) fn column(group: Option<&str>, head: &str, width: u8, numeric: bool) -> Column {
    Column {
        group: group.map(str::to_owned),
        head: head.to_owned(),
        width,
        numeric,
    }
}

pub(super) fn cell(entry: &Entry) -> Cell {
    entry.as_ref().map_or(Cell::Missing, count)
}

fn count(number: &Number) -> Cell {
    match number.value.parse() {
        Ok(value) => Cell::Count {
            value,
            text: number.printed.clone(),
            figure: number.figure.clone(),
        },
        Err(_) => Cell::Text(number.printed.clone()),
    }
}

fn percent(number: Option<&Number>) -> Cell {
    number.map_or(Cell::Missing, |number| Cell::Percent {
        value: number.value.clone(),
        text: number.printed.clone(),
        figure: number.figure.clone(),
    })
}

pub(super) fn organizations(model: &ReportModel) -> Appendix {
    let rows = model
        .balances
        .iter()
        .map(|row| {
            let name = match &row.host_kind {
                None => Cell::Strong(line_name(&row.line).to_owned()),
                Some(kind) => Cell::Text(format!("– {}", host_name(kind))),
            };
            std::iter::once(name)
                .chain(row.balance.cells().into_iter().map(cell))
                .collect()
        })
        .collect();
    let heads = [
        "Đầu kỳ",
        "Thành lập mới",
        "Tiếp nhận",
        "Kết thúc",
        "Chuyển đi",
        "Cuối kỳ",
    ];
    let mut columns = vec![column(None, "Loại tổ chức", 4, false)];
    columns.extend(heads.map(|head| column(None, head, 1, true)));
    Appendix {
        code: "PL1".into(),
        title: "Tổ chức đảng, đoàn thể".into(),
        note: format!(
            "{}. Dấu – là chưa ghi nhận; chưa ghi số đầu kỳ thì không tính cuối kỳ",
            table_note(model)
        ),
        landscape: false,
        columns,
        rows,
    }
}

fn line_name(line: &str) -> &'static str {
    match line {
        "party" => "Tổ chức đảng",
        "union" => "Tổ chức công đoàn",
        "youth" => "Tổ chức đoàn, hội thanh niên",
        _ => "Tổ chức phụ nữ",
    }
}

fn host_name(kind: &str) -> &'static str {
    match kind {
        "private" => "doanh nghiệp tư nhân",
        "fdi" => "doanh nghiệp có vốn nước ngoài",
        "state_share" => "doanh nghiệp có vốn Nhà nước",
        "cooperative" => "hợp tác xã",
        "service_unit" => "đơn vị sự nghiệp ngoài công lập",
        "association" => "hiệp hội, viện",
        "household" => "hộ kinh doanh",
        _ => "loại khác",
    }
}

/// One row a unit and giver; the parts of the period stand on the unit's first row.
pub(super) fn members(model: &ReportModel) -> Appendix {
    let none = none_given(model);
    let mut rows = member_rows(&none, (&model.unit_name, &model.statements), true);
    for child in &model.children {
        rows.extend(member_rows(&none, (&child.name, &child.statements), false));
    }
    let targets = Some("Chỉ tiêu");
    let inside = Some("Trong đó");
    let columns = vec![
        column(None, "Đơn vị", 4, false),
        column(None, "Kết quả kỳ", 1, true),
        column(inside, "Chủ doanh nghiệp", 1, true),
        column(inside, "Nữ", 1, true),
        column(inside, "Dưới 30 tuổi", 1, true),
        column(targets, "Cấp giao", 3, false),
        column(targets, "Giao", 1, true),
        column(targets, "Lũy kế", 1, true),
        column(targets, "Tỷ lệ", 1, true),
    ];
    Appendix {
        code: "PL2".into(),
        title: "Phát triển đảng viên".into(),
        note: format!("{}{}", table_note(model), overlap(model)),
        landscape: true,
        columns,
        rows,
    }
}

/// A unit that changed its superior inside the period is told under both; then the rows do not add up, and the table says so.
fn overlap(model: &ReportModel) -> &'static str {
    let value = |statements: &[Statement]| {
        let admitted = statements
            .iter()
            .find(|statement| statement.indicator == "party_member_admitted");
        admitted
            .and_then(|statement| statement.number.as_ref())
            .and_then(|number| number.value.parse::<i64>().ok())
            .unwrap_or(0)
    };
    let below: i64 = model.children.iter().map(|child| value(&child.statements)).sum();
    if below > value(&model.statements) {
        ". Đơn vị đổi cấp trên trong kỳ có ở cả hai nơi, các dòng không cộng được"
    } else {
        ""
    }
}

/// Targets of earlier years are no longer in force on the last day: of several years it is said of that day alone.
fn none_given(model: &ReportModel) -> String {
    match model.from.year() == model.to.year() {
        true => "không giao chỉ tiêu".to_owned(),
        false => format!("không có chỉ tiêu đến {}", text::date_short(model.to)),
    }
}

fn member_rows(none: &str, (name, statements): (&str, &[Statement]), strong: bool) -> Vec<Vec<Cell>> {
    let find = |code: &str| statements.iter().find(|statement| statement.indicator == code);
    let value = |code: &str| {
        find(code)
            .and_then(|statement| statement.number.as_ref())
            .map_or(Cell::Missing, count)
    };
    let Some(admitted) = find("party_member_admitted") else {
        return Vec::new();
    };
    let head = if strong {
        Cell::Strong(name.to_owned())
    } else {
        Cell::Text(name.to_owned())
    };
    let own = [
        head,
        value("party_member_admitted"),
        value("party_member_admitted:owner"),
        value("party_member_admitted:female"),
        value("party_member_admitted:under_30"),
    ];
    let blank = || vec![Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];
    if admitted.promises.is_empty() {
        return vec![
            own.into_iter()
                .chain([Cell::Text(none.to_owned()), Cell::Empty, Cell::Empty, Cell::Empty])
                .collect(),
        ];
    }
    let mut rows = Vec::new();
    for (place, promise) in admitted.promises.iter().enumerate() {
        let first = if place == 0 { own.to_vec() } else { blank() };
        rows.push(first.into_iter().chain(promise_cells(promise)).collect());
    }
    rows
}

fn giver(promise: &Promise) -> String {
    match &promise.member {
        Some(member) => format!("{} (giao {member})", promise.giver),
        None => promise.giver.clone(),
    }
}

fn promised(promise: &Promise) -> Cell {
    match promise.max.filter(|max| *max != promise.min) {
        Some(max) => Cell::Text(format!("{}–{}", text::count(promise.min), text::count(max))),
        None if promise.min == 0 => Cell::Text("không giao".into()),
        None => {
            let figure = promise
                .fraction
                .as_ref()
                .map(|fraction| fraction.figure.replace(".fraction", ".promised"))
                .unwrap_or_default();
            Cell::Count {
                value: promise.min,
                text: text::count(promise.min),
                figure,
            }
        }
    }
}

fn result(promise: &Promise) -> Cell {
    match (promise.result, &promise.fraction) {
        (Some(value), Some(fraction)) => Cell::Count {
            value,
            text: text::count(value),
            figure: fraction.figure.replace(".fraction", ".result"),
        },
        (Some(_), None) | (None, _) => Cell::Missing,
    }
}

pub(super) fn promise_cells(promise: &Promise) -> [Cell; 4] {
    [
        Cell::Text(giver(promise)),
        promised(promise),
        result(promise),
        percent(promise.percent.as_ref()),
    ]
}

pub(super) fn targets(model: &ReportModel) -> Appendix {
    let rows = model
        .promises
        .iter()
        .map(|row| {
            let promise = &row.promise;
            let missing = match (promise.missing, promise.standing) {
                (Some(missing), _) => {
                    let figure = promise
                        .fraction
                        .as_ref()
                        .map(|fraction| fraction.figure.replace(".fraction", ".missing"))
                        .unwrap_or_default();
                    Cell::Count {
                        value: missing,
                        text: text::count(missing),
                        figure,
                    }
                }
                (None, Standing::Unknown) => Cell::Missing,
                (None, _) => Cell::Empty,
            };
            let until = Cell::Text(text::date_short(promise.to));
            let [even, pace] = pace_cells(model, row);
            [
                vec![Cell::Text(row.unit_name.clone()), Cell::Text(row.indicator.clone())],
                promise_cells(promise).to_vec(),
                vec![missing, even, pace, until],
            ]
            .concat()
        })
        .collect();
    let columns = vec![
        column(None, "Đơn vị", 10, false),
        column(None, "Chỉ tiêu", 8, false),
        column(None, "Cấp giao", 8, false),
        column(None, "Giao", 3, true),
        column(None, "Thực hiện", 3, true),
        column(None, "Tỷ lệ", 3, true),
        column(None, "Còn thiếu", 3, true),
        column(None, "Đều theo ngày", 3, true),
        column(None, "Tiến độ", 5, false),
        column(None, "Đến ngày", 4, false),
    ];
    Appendix {
        code: "PL4".into(),
        title: "Chỉ tiêu theo đơn vị".into(),
        note: table_note(model),
        landscape: true,
        columns,
        rows,
    }
}

/// The list as it stands on the last day, and below it what the book counts.
pub(super) fn tasks(model: &ReportModel, part: &TaskPart) -> Appendix {
    let of_one_year = part.rows.first().map(|row| row.year) == part.rows.last().map(|row| row.year);
    let mut rows: Vec<Vec<Cell>> = part.rows.iter().map(|row| task_row(row, of_one_year)).collect();
    let total = |name: &str, number: &Option<Number>| {
        let cells = [Cell::Empty, Cell::Strong(name.to_owned()), cell(number)];
        cells.into_iter().chain((0..5).map(|_| Cell::Empty)).collect()
    };
    rows.push(total("Tổng số nhiệm vụ đề ra (theo sổ)", &part.planned));
    rows.push(total("Đã hoàn thành (theo sổ)", &part.done));
    let columns = vec![
        column(None, "STT", 1, true),
        column(None, "Nội dung nhiệm vụ", 6, false),
        column(None, "Sản phẩm", 3, false),
        column(None, "Thời hạn", 2, false),
        column(None, "Chủ trì", 3, false),
        column(None, "Phối hợp", 3, false),
        column(None, "Tình hình", 2, false),
        column(None, "Minh chứng", 3, false),
    ];
    Appendix {
        code: "PL5".into(),
        title: "Nhiệm vụ trong chương trình năm".into(),
        note: format!("{}{}", table_note(model), told_difference(part)),
        landscape: true,
        columns,
        rows,
    }
}

fn task_row(row: &TaskRow, of_one_year: bool) -> Vec<Cell> {
    let text = |text: &str| match text {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    };
    let standing = match row.standing {
        TaskStanding::Done(on) => format!("đã xong {}", text::date_short(on)),
        TaskStanding::Open => "đang làm".to_owned(),
        TaskStanding::DaysLeft(0) => "hết hạn hôm nay".to_owned(),
        TaskStanding::DaysLeft(days) => format!("còn {} ngày", text::count(days)),
        TaskStanding::Overdue(days) => format!("quá hạn {} ngày", text::count(days)),
    };
    vec![
        Cell::Text(if of_one_year {
            row.place.to_string()
        } else {
            format!("{}/{}", row.place, row.year)
        }),
        text(&row.content),
        text(&row.product),
        row.due_on.map_or(Cell::Empty, |day| Cell::Text(text::date_short(day))),
        text(&row.lead),
        text(&row.helpers),
        Cell::Text(standing),
        text(row.evidence.as_deref().unwrap_or_default()),
    ]
}

/// What the book counts may hold the tasks of units below, or tasks recorded without a list; then the paper says so.
fn told_difference(part: &TaskPart) -> String {
    let value = |number: &Option<Number>| {
        let value = number.as_ref().and_then(|number| number.value.parse::<i64>().ok());
        value.unwrap_or(0)
    };
    let (planned, done) = part.listed();
    let (more_planned, more_done) = (value(&part.planned) - planned, value(&part.done) - done);
    if (more_planned, more_done) == (0, 0) {
        return String::new();
    }
    format!(
        ". Danh sách có {} nhiệm vụ, đã xong {}; số theo sổ lệch {} và {}, do đơn vị trực thuộc, năm khác hoặc ghi không qua danh sách",
        text::count(planned),
        text::count(done),
        text::count(more_planned),
        text::count(more_done)
    )
}
