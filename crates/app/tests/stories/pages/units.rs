//! The tree of a day, and its list.

use std::io::Write as _;

use axum::http::StatusCode;
use nennep::catalogs::Catalogs;
use nennep::store::{Figures, Source, stocks};
use nennep_core::accounts::Measure;
use nennep_documents::sheets::{SheetCell, read};

use crate::common::browser::{Browser, Page, Pages};
use crate::common::{House, Paper};

stories! {
    shows_the_tree_as_of_any_day,
    opens_branches_by_links,
    finds_units_in_the_tree,
    keeps_what_was_typed_beside_the_fault,
    sums_stocks_as_figures_do,
    lists_sorts_and_exports_what_is_seen,
    keeps_another_ward_out_of_sight,
    shows_names_as_plain_text,
}

/// A district whose two wards went into new ones on 1 July 2025.
pub(super) fn district() -> Paper {
    Paper::new()
        .sheet(
            "units",
            "code|name|kind|parent|from|to|official_code|decision_no|decision_on|decision_by",
            [
                "c|Thành ủy Thử|city_committee||2000-01-01|||||",
                "d|Quận ủy Thử|district_committee|c|2000-01-01|||||",
                "a|Đảng ủy phường An|ward_committee|d|2000-01-01||0001|||",
                "b|Đảng ủy phường Đa|ward_committee|d|2000-01-01||0002|||",
                "na|Đảng ủy phường An Mới|ward_committee|c|2025-07-01|||7-QĐ/TU|2025-06-20|Thành ủy Thử",
                "nb|Đảng ủy phường Đa Mới|ward_committee|c|2025-07-01|||7-QĐ/TU|2025-06-20|Thành ủy Thử",
                "x|Chi bộ Ấn|party_cell|a|2010-01-01|||||",
                "y|Chi bộ Ân|party_cell|a|2010-01-01|||||",
                "z|<script>alert(1)</script>|party_cell|b|2010-01-01|||||",
            ],
        )
        .sheet(
            "unit_events",
            "on|event|unit|to_unit|parent|name|kind|decision_no|decision_on|decision_by",
            [
                "2020-05-01|renamed|x|||Chi bộ Ấn Một||3-QĐ/ĐU|2020-04-28|Đảng ủy phường An",
                "2025-07-01|merged|a|na||||7-QĐ/TU|2025-06-20|Thành ủy Thử",
                "2025-07-01|merged|b|nb||||7-QĐ/TU|2025-06-20|Thành ủy Thử",
                "2025-07-01|moved|x||na|||7-QĐ/TU|2025-06-20|Thành ủy Thử",
                "2025-07-01|moved|y||na|||7-QĐ/TU|2025-06-20|Thành ủy Thử",
                "2025-07-01|moved|z||nb|||7-QĐ/TU|2025-06-20|Thành ủy Thử",
                "2025-07-01|split|d|na||||7-QĐ/TU|2025-06-20|Thành ủy Thử",
                "2025-07-01|split|d|nb||||7-QĐ/TU|2025-06-20|Thành ủy Thử",
                "2025-07-01|ended|d|||||7-QĐ/TU|2025-06-20|Thành ủy Thử",
            ],
        )
        .sheet(
            "facts",
            "key|on|fact|unit|count|decision_no|decision_on|decision_by",
            [
                "o1|2010-01-01|party_org_opening|x|1|||",
                "o2|2010-01-01|party_member_opening|x|8|||",
                "o3|2010-01-01|party_member_opening|z|5|||",
                "m1|2024-02-20|party_member_admitted|y|2|12-QĐ/QU|2024-02-19|Quận ủy Thử",
                "m2|2024-02-21|party_member_admitted|z|3|13-QĐ/QU|2024-02-19|Quận ủy Thử",
            ],
        )
}

pub(super) async fn city(house: &House) -> (Pages, Browser) {
    house.take(&district()).await;
    let pages = Pages::of(house);
    let browser = pages.officer("thanh-pho", "organization_officer", "c").await;
    (pages, browser)
}

pub(super) async fn good(browser: &mut Browser, path: &str) -> Page {
    let page = browser.get(path).await;
    assert_eq!(page.code, StatusCode::OK, "{path}: {}", page.text);
    page
}

pub(super) fn in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let at = rest
            .find(part)
            .unwrap_or_else(|| panic!("{part} is not there in its turn: {text}"));
        rest = &rest[at + part.len()..];
    }
}

async fn shows_the_tree_as_of_any_day(house: &House) {
    let (_, mut browser) = city(house).await;
    let now = good(&mut browser, "/units").await.words();
    in_order(
        &now,
        &[
            "Cây tổ chức ngày 15/01/2026",
            "06 đơn vị trong phạm vi",
            "Thành ủy Thử",
            "Đảng ủy phường An Mới Đảng ủy phường 02",
            "Chi bộ Ân",
            "Chi bộ Ấn Một",
            "Đảng ủy phường Đa Mới",
        ],
    );
    assert!(!now.contains("Quận ủy Thử"), "what ended is not there today: {now}");
    let eve = good(&mut browser, "/units?on=2025-06-30").await.words();
    in_order(
        &eve,
        &[
            "07 đơn vị",
            "Quận ủy Thử",
            "Đảng ủy phường An",
            "Chi bộ Ấn Một",
            "Đảng ủy phường Đa",
        ],
    );
    assert!(!eve.contains("An Mới"), "what begins later is not there yet: {eve}");
    let before = good(&mut browser, "/units?on=30/4/2020").await.words();
    assert!(!before.contains("Ấn Một"), "the name of the day: {before}");
    let nothing = good(&mut browser, "/units?on=1999-12-31").await.words();
    assert!(nothing.contains("Ngày này chưa có đơn vị nào"), "{nothing}");
}

async fn opens_branches_by_links(house: &House) {
    let many: Vec<String> = (0..300)
        .map(|place| format!("k{place}|Chi bộ {place}|party_cell|w{}|2000-01-01|", place % 3))
        .collect();
    let wards = ["c|Thành ủy Thử|city_committee||2000-01-01|"]
        .map(str::to_owned)
        .into_iter()
        .chain((0..3).map(|ward| format!("w{ward}|Đảng ủy phường {ward}|ward_committee|c|2000-01-01|")));
    house.take(&Paper::new().units(wards.chain(many))).await;
    let mut browser = Pages::of(house).officer("thanh-pho", "steering_member", "c").await;
    let closed = good(&mut browser, "/units").await;
    assert!(closed.words().contains("304 đơn vị"), "{}", closed.words());
    assert!(
        closed.words().contains("Mở 100 đơn vị trực thuộc"),
        "{}",
        closed.words()
    );
    assert!(!closed.text.contains("Chi bộ 1<"), "two levels are written down");
    assert!(closed.text.contains("href=\"/units?open=w1#w1\""), "{}", closed.text);
    let open = good(&mut browser, "/units?open=w1").await;
    assert!(open.text.contains("Chi bộ 1<") && !open.text.contains("Chi bộ 2<"));
    assert!(
        open.text.contains("href=\"/units?open=w1&#38;open=w2#w2\""),
        "{}",
        open.text
    );
    let deep = good(&mut browser, "/units?open=k1").await;
    assert!(
        deep.text.contains("Chi bộ 1<"),
        "what stands above an open unit is open"
    );
}

async fn finds_units_in_the_tree(house: &House) {
    let (_, mut browser) = city(house).await;
    let page = good(&mut browser, "/units?q=chi%20bo%20an").await;
    assert!(page.text.contains("<mark>Chi bộ Ân</mark>"), "{}", page.text);
    let words = page.words();
    in_order(&words, &["02 đơn vị khớp", "Thành ủy Thử", "Đảng ủy phường An Mới"]);
    assert!(
        !words.contains("Đa Mới"),
        "branches without what is sought stay away: {words}"
    );
    let by_code = good(&mut browser, "/units?on=2025-06-30&q=0002").await.words();
    assert!(
        by_code.contains("01 đơn vị khớp") && by_code.contains("phường Đa"),
        "{by_code}"
    );
    let by_kind = good(&mut browser, "/units?kind=party_cell").await.words();
    assert!(by_kind.contains("03 đơn vị khớp"), "{by_kind}");
    let none = good(&mut browser, "/units?q=khong-co").await.words();
    assert!(
        none.contains("Không có đơn vị nào khớp") && none.contains("Xem cả cây"),
        "{none}"
    );
}

async fn keeps_what_was_typed_beside_the_fault(house: &House) {
    let (_, mut browser) = city(house).await;
    let page = browser.get("/units?on=31/2/2024&q=an").await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text.contains("value=\"31/2/2024\"") && page.text.contains("value=\"an\""),
        "{}",
        page.text
    );
    assert!(page.words().contains("«31/2/2024» không đọc được"), "{}", page.words());
    assert!(!page.text.contains("class=\"leaf\""), "no tree of another day instead");
}

/// The one pass over the tally gives what each unit's own figures give.
async fn sums_stocks_as_figures_do(house: &House) {
    let (pages, mut browser) = city(house).await;
    let snapshot = pages.web.live.snapshot(&house.db).await.unwrap();
    let catalogs = Catalogs::embedded().unwrap();
    let measures: Vec<Measure> = ["party_org_stock", "party_member_stock"]
        .map(|code| catalogs.indicators.resolve(code).unwrap())
        .to_vec();
    let figures = Figures::new(&snapshot.book, &catalogs.indicators);
    for day in ["2009-12-31", "2024-02-20", "2025-06-30", "2025-07-01", "2026-01-15"] {
        let on = day.parse().unwrap();
        let placement = snapshot.book.tree.placement(on);
        let all = stocks(&snapshot.book, &snapshot.tally, &placement, on, &measures);
        for unit in snapshot
            .book
            .tree
            .indices()
            .filter(|unit| snapshot.book.tree.is_alive(*unit, on))
        {
            for (place, measure) in measures.iter().enumerate() {
                let asked = nennep::store::Asked {
                    unit,
                    from: on,
                    to: on,
                    tree_on: Some(on),
                    measures: vec![measure.clone()],
                };
                let set = figures.of(&mut Source::Tally(&snapshot.tally), &asked).await.unwrap();
                let expected = set.figures.first().and_then(|figure| figure.value.count());
                let found = all.get(&unit).and_then(|amounts| amounts[place]);
                assert_eq!(found, expected, "{} on {day}", snapshot.book.tree.unit(unit).code);
            }
        }
    }
    let page = good(&mut browser, "/units?on=2025-06-30").await;
    in_order(&page.words(), &["Thành ủy Thử", "01", "18", "Quận ủy Thử", "18"]);
    assert!(
        page.text.contains(
            "/units/d/trace?indicator=party_member_stock&#38;period=2025-06-30..2025-06-30&#38;tree_on=2025-06-30"
        ),
        "{}",
        page.text
    );
}

/// Reads a workbook that was sent, without its title and note.
pub(super) fn sheet(page: &Page) -> Vec<Vec<String>> {
    let mut file = tempfile::Builder::new().suffix(".xlsx").tempfile().unwrap();
    file.write_all(&page.bytes).unwrap();
    let outcome = read(file.path());
    assert_eq!(outcome.faults, []);
    let text = |cell: &SheetCell| match cell {
        SheetCell::Text(text) => text.clone(),
        other @ (SheetCell::Empty
        | SheetCell::Number(_)
        | SheetCell::Day(_)
        | SheetCell::Moment(_)
        | SheetCell::Bool(_)
        | SheetCell::Error(_)) => format!("{other:?}"),
    };
    outcome.workbook.sheets[0]
        .rows
        .iter()
        .map(|row| row.cells.iter().map(text).collect())
        .collect()
}

async fn lists_sorts_and_exports_what_is_seen(house: &House) {
    let (_, mut browser) = city(house).await;
    let page = good(&mut browser, "/units?view=list&sort=-name&kind=party_cell").await;
    in_order(
        &page.words(),
        &["03 dòng", "Loại: Chi bộ", "Chi bộ Ấn Một", "Chi bộ Ân"],
    );
    assert!(page.text.contains("aria-sort=\"descending\""));
    let page = good(&mut browser, "/units?view=list&standing=ended").await.words();
    in_order(&page, &["03 dòng", "Quận ủy Thử", "30/6/2025"]);
    let sized = good(&mut browser, "/units?view=list&size=100").await;
    assert!(sized.headers.contains_key("set-cookie"));
    assert_eq!(browser.cookies["rows"], "100");
    assert!(
        good(&mut browser, "/units?view=list")
            .await
            .text
            .contains("<option value=\"100\" selected")
    );
    let asked = "/units?view=list&kind=party_cell&sort=name&columns=name&columns=superior&format=xlsx";
    let all = [
        ["<script>alert(1)</script>", "Đảng ủy phường Đa Mới"],
        ["Chi bộ Ân", "Đảng ủy phường An Mới"],
        ["Chi bộ Ấn Một", "Đảng ủy phường An Mới"],
    ];
    for (query, expected) in [("", &all[..]), ("&q=AN%20mot", &all[2..])] {
        let rows = sheet(&good(&mut browser, &format!("{asked}{query}")).await);
        let told: Vec<Vec<String>> = rows.into_iter().skip_while(|row| row[0] != "Đơn vị").skip(1).collect();
        assert_eq!(told, expected, "only what fits, in the order and with the columns seen");
    }
}

/// Neither on any day, nor by address, nor in a list or an export.
async fn keeps_another_ward_out_of_sight(house: &House) {
    house.take(&district()).await;
    let pages = Pages::of(house);
    let mut ward = pages.officer("phuong", "unit_officer", "na").await;
    for path in [
        "/units",
        "/units?on=2025-06-30",
        "/units?on=2015-01-01&q=phuong",
        "/units?view=list",
        "/units?view=list&standing=there",
        "/units?view=list&on=2025-06-30",
        "/units/na",
        "/units/a",
        "/units/x",
        "/units/x?tree_on=2025-06-30",
    ] {
        let page = good(&mut ward, path).await;
        assert!(page.text.contains("An"), "{path}");
        let main = page
            .text
            .split_once("</ol></nav>")
            .map_or(page.text.as_str(), |(_, rest)| rest);
        for hidden in [
            "phường Đa",
            "alert(1)",
            "13-QĐ/QU",
            "Quận ủy Thử",
            "Thành ủy Thử",
            "Chia tách",
        ] {
            assert!(!main.contains(hidden), "{hidden} in {path}: {}", page.words());
        }
    }
    let export = good(&mut ward, "/units?view=list&standing=there&format=xlsx").await;
    assert!(sheet(&export).iter().flatten().all(|cell| !cell.contains("phường Đa")));
    for path in [
        "/units/nb",
        "/units/b",
        "/units/z",
        "/units/c",
        "/units/nothing",
        "/units/nb?tree_on=2025-06-30",
    ] {
        assert_eq!(ward.get(path).await.code, StatusCode::NOT_FOUND, "{path}");
    }
    let mut nobody = pages.visitor();
    for path in ["/units", "/units/na"] {
        assert!(nobody.get(path).await.leads_to().starts_with("/sign-in"), "{path}");
    }
    pages
        .give("cu", "unit_officer", "na", "2009-01-01", Some("2025-12-31"))
        .await;
    let mut former = pages.signed_in("cu").await;
    for path in ["/units", "/units?view=list", "/units/na"] {
        assert_eq!(
            former.get(path).await.code,
            StatusCode::NOT_FOUND,
            "after the role's last day: {path}"
        );
    }
}

async fn shows_names_as_plain_text(house: &House) {
    let (_, mut browser) = city(house).await;
    for path in [
        "/units?open=nb",
        "/units?view=list",
        "/units/z",
        "/units/nb",
        "/units?q=%3Cscript",
        "/units/z?tree_on=2025-06-30",
    ] {
        let page = good(&mut browser, path).await;
        assert!(!page.text.contains("<script>alert"), "{path}");
        assert!(page.text.contains("&#60;script"), "{path}: {}", page.text);
    }
}
