use nennep_core::reports::{ReportColumn, ReportModel};
use nennep_documents::blocks::Block;

use super::spans::years_of;
use super::{Papers, ReportKind, compose};

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
    ] {
        assert!(said(wrong).is_err(), "{wrong}");
    }
}

/// Every kind finds something to say of figures, of units below without any, and of nothing at all.
#[test]
fn every_kind_is_worded_from_much_and_from_nothing() {
    let papers = Papers::embedded().unwrap();
    let mut empty = model();
    empty.statements.clear();
    empty.children.clear();
    empty.promises.clear();
    empty.balances.clear();
    empty.tasks = None;
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
