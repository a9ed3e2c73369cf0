use nennep_core::reports::{ReportColumn, ReportKind, ReportModel};
use nennep_documents::blocks::Block;

use super::spans::years_of;
use super::words::{typed, words};
use super::{Papers, compose, emptied, refreshed, sayable};

fn model() -> ReportModel {
    serde_json::from_str(include_str!("../../../../../fuzz/seeds/model.json")).unwrap()
}

/// What the fuzzer began with is worded again; a wording without end is stopped and told.
#[test]
fn wordings_are_said_or_their_fault_is_told() {
    let said = |text: &str| compose(&Papers::embedded().unwrap().worded(text), &model());
    for seed in [
        include_str!("../../../../../fuzz/seeds/wording/quarter.txt"),
        include_str!("../../../../../fuzz/seeds/wording/term.txt"),
    ] {
        assert!(said(seed).is_ok(), "{seed}");
    }
    for wrong in [
        "{{ khong_co }}",
        "{% for i in range(10000) %}{% for j in range(10000) %}x{% endfor %}{% endfor %}",
        "{% if %}",
        "{{ cau(\"khong_co\") }}",
        "{% include \"khong_co\" %}",
        // The engine panics on this one; found by fuzzing.
        include_str!("../../../../../fuzz/seeds/wording/import-as-minus.txt"),
    ] {
        assert!(said(wrong).is_err(), "{wrong}");
    }
}

/// Every kind finds something to say of figures, of units below without any, and of nothing at all.
#[test]
fn every_kind_is_worded_from_much_and_from_nothing() {
    let papers = Papers::embedded().unwrap();
    let empty = emptied(&model());
    for kind in ReportKind::ALL {
        for figures in [model(), empty.clone()] {
            let columns = papers.wording(*kind).columns.iter().map(|code| ReportColumn {
                indicator: code.clone(),
                name: code.clone(),
            });
            let model = ReportModel {
                report: kind.code().to_owned(),
                columns: columns.collect(),
                basis: kind.is_review().then(|| "Nghị quyết số 01-NQ/TU".to_owned()),
                ..figures
            };
            let paper = compose(&papers, &model).unwrap();
            let has_words = paper
                .blocks
                .iter()
                .any(|block| matches!(block, Block::Paragraph { .. }));
            assert!(has_words, "{}", kind.code());
            assert!(
                !paper.summary.iter().any(|line| line.trim().is_empty()),
                "{:?}",
                paper.summary
            );
        }
    }
}

/// Months that are more than half of a year count as one.
#[test]
fn years_are_counted_to_the_nearest() {
    let table = [
        ("2012-02-27", "2027-02-27", 15),
        ("2012-02-27", "2025-12-31", 14),
        ("2012-02-27", "2025-06-30", 13),
        ("2024-01-01", "2024-03-31", 1),
    ];
    for (from, to, years) in table {
        assert_eq!(
            years_of(from.parse().unwrap(), to.parse().unwrap()),
            years,
            "{from}..{to}"
        );
    }
}

/// What is typed in a form and what is kept are the same words; brackets that name no figure are words.
#[test]
fn words_come_back_from_a_form_as_they_were() {
    let figure = "c/party_org_founded/2024-01-01..2024-03-31/value";
    for (typed_in, numbers) in [
        (format!("có [02|{figure}] tổ chức"), 1),
        (format!("có [02|{figure}][03|{figure}]"), 2),
        ("[chú thích] và [a|b]".to_owned(), 0),
        (format!("[|{figure}] [02|{figure}"), 0),
        ("không có gì".to_owned(), 0),
        (format!("[[02|{figure}]]"), 1),
    ] {
        let kept = words(&typed_in);
        assert_eq!(typed(&kept), typed_in);
        assert_eq!(kept.matches('\u{E000}').count(), numbers, "{typed_in}");
    }
}

/// Fresh figures go where the old ones stood untouched, and nowhere else.
#[test]
fn refreshing_leaves_what_an_officer_changed() {
    let older = model();
    let first = sayable(&older).into_iter().next().unwrap().number;
    let mut fresh = older.clone();
    for statement in &mut fresh.statements {
        if let Some(number) = statement.number.as_mut().filter(|number| number.figure == first.figure) {
            number.printed = "99".to_owned();
        }
    }
    let token = |printed: &str| words(&format!("[{printed}|{}]", first.figure));
    assert_eq!(refreshed(&token(&first.printed), &older, &fresh), token("99"));
    assert_eq!(refreshed(&token("77"), &older, &fresh), token("77"));
    let unknown = words("[05|c/gone/2024-01-01..2024-03-31/value]");
    assert_eq!(refreshed(&unknown, &older, &fresh), unknown);
}
