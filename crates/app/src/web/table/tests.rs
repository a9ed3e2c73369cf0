use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse as _;

use super::{Cell, Column, Filter, TableRow, export_rows, list};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::words::Words;

fn columns() -> Vec<Column> {
    vec![
        Column::text("name", "Đơn vị".to_owned()),
        Column::text("code", "Mã".to_owned()).unusual(),
        Column::number("members", "Đảng viên".to_owned()),
    ]
}

fn row(name: &str, code: &str, members: Option<i64>) -> TableRow {
    let members = members.map_or_else(|| Cell::text("–"), |count| Cell::number(count, format!("{count:02}")));
    vec![Cell::text(name), Cell::text(code), members]
}

fn rows() -> Vec<TableRow> {
    vec![
        row("Chi bộ Đà", "b-1", Some(7)),
        row("Chi bộ Em", "b-2", None),
        row("Chi bộ Ấn", "b-3", Some(12)),
        row("Chi bộ Da", "b-4", Some(0)),
        row("Chi bộ An", "b-5", Some(3)),
    ]
}

fn query(pairs: &[(&str, &str)]) -> ListQuery {
    let pairs: Vec<(String, String)> = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    ListQuery::read(&pairs, None)
}

fn seen(pairs: &[(&str, &str)]) -> Vec<String> {
    list("/units", &columns(), rows(), &query(pairs))
        .rows
        .into_iter()
        .map(|row| row.into_iter().map(|cell| cell.text).collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn texts_stand_in_the_vietnamese_order_and_numbers_by_value() {
    assert_eq!(
        seen(&[("sort", "name")]),
        [
            "Chi bộ An 03",
            "Chi bộ Ấn 12",
            "Chi bộ Da 00",
            "Chi bộ Đà 07",
            "Chi bộ Em –"
        ]
    );
    assert_eq!(
        seen(&[("sort", "members"), ("columns", "members")]),
        ["00", "03", "07", "12", "–"]
    );
    assert_eq!(
        seen(&[("sort", "-members"), ("columns", "members")]),
        ["12", "07", "03", "00", "–"],
        "what is absent comes last either way"
    );
    assert_eq!(seen(&[("sort", "nothing")]).len(), 5, "an unknown column sorts nothing");
}

#[test]
fn words_are_sought_without_marks_and_case_and_all_must_be_there() {
    let table: [(&str, &[&str]); 6] = [
        ("da", &["Chi bộ Đà 07", "Chi bộ Da 00"]),
        ("ĐÀ chi", &["Chi bộ Đà 07", "Chi bộ Da 00"]),
        ("b-3", &["Chi bộ Ấn 12"]),
        ("an 12", &["Chi bộ Ấn 12"]),
        ("an 13", &[]),
        (
            "  ",
            &[
                "Chi bộ Đà 07",
                "Chi bộ Em –",
                "Chi bộ Ấn 12",
                "Chi bộ Da 00",
                "Chi bộ An 03",
            ],
        ),
    ];
    for (words, expected) in table {
        assert_eq!(seen(&[("q", words)]), expected, "{words}");
    }
}

#[test]
fn columns_chosen_take_the_place_of_the_usual_ones() {
    assert_eq!(seen(&[("q", "b-5"), ("columns", "code")]), ["b-5"]);
    assert_eq!(
        seen(&[("q", "b-5"), ("columns", "code"), ("columns", "name")]),
        ["Chi bộ An b-5"]
    );
    assert_eq!(seen(&[("q", "b-5"), ("columns", "unknown")]), ["Chi bộ An 03"]);
}

#[test]
fn pages_are_cut_and_a_page_too_far_is_the_last() {
    let many: Vec<TableRow> = (0..60)
        .map(|place| row(&format!("Chi bộ {place}"), "x", None))
        .collect();
    let listing = list(
        "/units",
        &columns(),
        many.clone(),
        &query(&[("size", "25"), ("page", "2"), ("q", "chi")]),
    );
    assert_eq!((listing.rows.len(), listing.fitting, listing.pages), (25, 60, 3));
    assert_eq!(listing.before.as_deref(), Some("/units?q=chi&size=25&page=1"));
    assert_eq!(listing.after.as_deref(), Some("/units?q=chi&size=25&page=3"));
    let listing = list("/units", &columns(), many, &query(&[("size", "25"), ("page", "99")]));
    assert_eq!((listing.query.page, listing.rows.len()), (3, 10));
    assert_eq!(listing.after, None);
    assert_eq!(listing.counted(&Words::default()), "60 dòng, trang 3 trên 3");
}

#[test]
fn the_export_holds_what_is_seen_on_all_pages() {
    let asked = query(&[
        ("q", "chi bo"),
        ("sort", "-members"),
        ("columns", "name"),
        ("size", "25"),
        ("page", "2"),
    ]);
    let many: Vec<TableRow> = (0..60)
        .map(|place| row(&format!("Chi bộ {place}"), "x", Some(place)))
        .collect();
    let (heads, rows) = export_rows(&columns(), many, &asked);
    assert_eq!(heads.iter().map(|head| head.key).collect::<Vec<_>>(), ["name"]);
    let texts: Vec<&str> = rows.iter().map(|row| row[0].text.as_str()).collect();
    assert_eq!((texts.len(), texts[0], texts[59]), (60, "Chi bộ 59", "Chi bộ 0"));
}

#[test]
fn each_filter_that_is_on_can_be_taken_off_alone() {
    let asked = query(&[
        ("kind", "party_cell"),
        ("on", "2024-03-31"),
        ("view", "list"),
        ("q", "đà"),
        ("page", "2"),
    ]);
    let filters = vec![
        Filter {
            name: "kind",
            label: "Loại".to_owned(),
            kind: "text",
            value: "party_cell".to_owned(),
            choices: vec![("party_cell".to_owned(), "Chi bộ".to_owned())],
        },
        Filter {
            name: "until",
            label: "Đến ngày".to_owned(),
            kind: "date",
            value: String::new(),
            choices: Vec::new(),
        },
    ];
    let listing = list("/units", &columns(), rows(), &asked).filtered_by(filters);
    assert_eq!(
        listing.chips,
        [
            (
                "«đà»".to_owned(),
                "/units?kind=party_cell&on=2024-03-31&view=list".to_owned()
            ),
            (
                "Loại: Chi bộ".to_owned(),
                "/units?on=2024-03-31&view=list&q=%C4%91%C3%A0".to_owned()
            ),
        ]
    );
    assert_eq!(listing.cleared, "/units?on=2024-03-31&view=list");
    let kept = [
        ("on".to_owned(), "2024-03-31".to_owned()),
        ("view".to_owned(), "list".to_owned()),
    ];
    assert_eq!(listing.hidden(), kept, "fields of the form are not sent twice");
}

#[test]
fn heads_sort_and_turn_round() {
    let order = |sort: &str| {
        let listing = list("/units", &columns(), rows(), &query(&[("sort", sort)]));
        let head = listing.heads[0].clone();
        (head.order, head.href)
    };
    assert_eq!(order("name"), ("ascending", "/units?sort=-name".to_owned()));
    assert_eq!(order("-name"), ("descending", "/units?sort=name".to_owned()));
    assert_eq!(order("members"), ("none", "/units?sort=name".to_owned()));
}

#[test]
fn the_browser_keeps_the_page_size_only_when_it_was_chosen() {
    let answer = |pairs: &[(&str, &str)]| keeping_size(StatusCode::OK.into_response(), &query(pairs));
    assert!(answer(&[]).headers().get(header::SET_COOKIE).is_none());
    assert!(answer(&[("size", "7")]).headers().get(header::SET_COOKIE).is_none());
    let kept = answer(&[("size", "100")]);
    let cookie = kept.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("rows=100; Path=/;"), "{cookie}");
    let mut headers = HeaderMap::new();
    headers.insert(header::COOKIE, HeaderValue::from_static("rows=100"));
    assert_eq!(ListQuery::read(&[], kept_size(&headers)).size, 100);
    headers.insert(header::COOKIE, HeaderValue::from_static("rows=999999"));
    assert_eq!(ListQuery::read(&[], kept_size(&headers)).size, 50);
}
