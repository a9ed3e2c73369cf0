use nennep_core::reports::{Promise, ReportColumn, ReportKind, ReportModel, Signer};
use nennep_documents::blocks::Block;

use super::compose::{dated_line, said_title};
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

/// Words a model as a kind of paper: its text and its recipients.
fn said(kind: ReportKind, model: ReportModel) -> (String, Vec<String>) {
    let papers = Papers::embedded().unwrap();
    let columns = papers.wording(kind).columns.iter().map(|code| ReportColumn {
        indicator: code.clone(),
        name: code.clone(),
    });
    let model = ReportModel {
        report: kind.code().to_owned(),
        columns: columns.collect(),
        ..model
    };
    let paper = compose(&papers, &model).unwrap();
    let printed = |block: &Block| match block {
        Block::Paragraph { runs } => runs.iter().map(|run| run.printed().to_owned()).collect::<String>(),
        Block::Heading { text, .. } | Block::Centred { text } => text.clone(),
    };
    let text: Vec<String> = paper.blocks.iter().map(printed).collect();
    (text.join("\n"), paper.recipients)
}

/// What stands in a paper of figures does not stand in one of nothing.
#[test]
fn nothing_is_said_of_what_is_not_there() {
    let bare = || ReportModel {
        children: Vec::new(),
        ..emptied(&model())
    };
    for kind in ReportKind::ALL {
        let (text, recipients) = said(*kind, bare());
        let all = format!("{text}\n{}", recipients.join("\n"));
        for nonsense in [
            "Các đơn vị trực thuộc",
            "có tên trong danh sách",
            "giữ vững kết quả",
            "Các đơn vị khảo sát",
            "Các đơn vị có chỉ tiêu chậm",
            "chậm tiến độ",
            "PL12",
        ] {
            assert!(!all.contains(nonsense), "{}: {nonsense}\n{all}", kind.code());
        }
    }
    let (text, recipients) = said(
        ReportKind::Behind,
        ReportModel {
            children: Vec::new(),
            ..bare()
        },
    );
    assert!(text.contains("không có đơn vị trực thuộc"), "{text}");
    assert_eq!(recipients, ["Thành ủy Hà Nội (để báo cáo)", "Lưu Văn phòng"]);
}

/// The parts of a known none say nothing; those of some are said, none among them too.
#[test]
fn parts_of_none_are_left_out() {
    for (whole, is_said) in [("0", false), ("3", true)] {
        let mut model = model();
        for statement in &mut model.statements {
            let value = match statement.indicator.as_str() {
                "enterprise_surveyed" => whole,
                part if part.starts_with("enterprise_surveyed_") => "0",
                _ => continue,
            };
            let number = statement.number.as_mut().unwrap();
            (number.value, number.printed) = (value.to_owned(), format!("0{value}"));
        }
        let (text, _) = said(ReportKind::Quarter, model);
        assert!(text.contains(&format!("khảo sát 0{whole} doanh nghiệp")), "{text}");
        assert_eq!(text.contains("trong đó 00 doanh nghiệp"), is_said, "{text}");
    }
}

/// A few units below are named in the text, many are left to the table.
#[test]
fn many_units_below_are_left_to_the_table() {
    for (units, is_named) in [(1, true), (10, true), (11, false)] {
        let mut model = model();
        let child = model.children.remove(0);
        model.children = (0..units)
            .map(|at| {
                let mut child = child.clone();
                child.name = format!("Đảng ủy phường {at}");
                child
            })
            .collect();
        let (text, _) = said(ReportKind::Quarter, model);
        assert_eq!(
            text.contains("riêng Đảng ủy phường 0 được 06/17"),
            is_named,
            "{units}: {text}"
        );
        assert_eq!(
            text.contains("chỉ tiêu riêng nêu ở phụ lục PL4"),
            !is_named,
            "{units}: {text}"
        );
    }
    for (units, is_named) in [(20, true), (21, false)] {
        let mut model = model();
        let child = model.children.remove(1);
        model.children = vec![child; units];
        let (text, _) = said(ReportKind::ByChild, model);
        assert_eq!(text.contains("Đảng ủy phường Láng Hạ"), is_named, "{units}: {text}");
        assert_eq!(
            text.contains("có 21 đơn vị chưa ghi nhận"),
            !is_named,
            "{units}: {text}"
        );
    }
}

/// Beside the result of several years the target of the last one alone is no part.
#[test]
fn of_several_years_no_unit_below_is_told_by_its_last() {
    for (from, is_told) in [("2024-01-01", true), ("2021-01-01", false)] {
        let model = ReportModel {
            from: from.parse().unwrap(),
            ..model()
        };
        let (text, _) = said(ReportKind::Term, model);
        assert_eq!(
            text.contains("Đảng ủy Khối Doanh nghiệp quận Đống Đa 06/17"),
            is_told,
            "{text}"
        );
    }
}

/// A number of results by unit says whose target the fraction is of.
#[test]
fn no_fraction_stands_without_its_giver() {
    let (text, _) = said(ReportKind::ByChild, model());
    assert!(
        text.contains("thành lập mới 02/05 tổ chức đảng, đạt 40% chỉ tiêu năm 2024 Thành ủy Hà Nội giao"),
        "{text}"
    );
}

/// Nothing recorded for an own target is a shortcoming a conference has to hear of.
#[test]
fn a_conclusion_tells_what_is_not_recorded() {
    let mut model = model();
    for row in &mut model.promises {
        row.promise = Promise {
            result: None,
            fraction: None,
            percent: None,
            ..row.promise.clone()
        };
    }
    model.signer = Some(Signer {
        title: "PHÓ BÍ THƯ THƯỜNG TRỰC".to_owned(),
        name: "Lê Thu Mẫu".to_owned(),
    });
    let (text, _) = said(ReportKind::Conclusion, model);
    for words in [
        "đồng chí Lê Thu Mẫu, Phó Bí thư Thường trực, kết luận như sau",
        "chưa ghi nhận kết quả đối với chỉ tiêu tổ chức đảng thành lập mới năm 2024 Thành ủy Hà Nội giao",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn a_day_is_not_broken_over_lines() {
    let day = "2024-12-31".parse().unwrap();
    assert_eq!(dated_line("Mẫu", day), "Mẫu, ngày 31 tháng 12 năm 2024");
    assert_eq!(
        dated_line("Nguyên Thượng Bình Khương", day),
        "Nguyên Thượng Bình Khương, ngày\u{a0}31\u{a0}tháng\u{a0}12\u{a0}năm\u{a0}2024"
    );
}

#[test]
fn titles_are_written_as_in_a_sentence() {
    let table = [
        ("BÍ THƯ", "Bí thư"),
        ("Phó Bí thư", "Phó Bí thư"),
        ("PHÓ CHỦ TỊCH", "Phó Chủ tịch"),
        ("TRƯỞNG BAN", "Trưởng ban"),
        ("", ""),
    ];
    for (title, written) in table {
        assert_eq!(said_title(title), written);
    }
}

/// A heading has words alone, and a name of a figure lies on one line.
#[test]
fn numbers_in_headings_are_words() {
    let figure = "c/party_org_founded/2024-01-01..2024-03-31/value";
    let kept = words(&format!(
        "# Mục [02|{figure}]\n\n^ Giữa [03|{figure}]\n\nCó [04|{figure}] tổ chức"
    ));
    assert!(kept.starts_with("# Mục 02\n\n^ Giữa 03\n\n"), "{kept:?}");
    assert_eq!(kept.matches('\u{E000}').count(), 1);
    let parted = words(&format!("có [02|{}] tổ chức", figure.replace("..", "..\n\n")));
    assert_eq!(parted.matches('\u{E000}').count(), 0, "{parted:?}");
    // Also where a wording puts one into a heading itself.
    let blocks = crate::web::papers::blocks("# Mục \u{E000}x/y/z\u{E001}05\u{E002}");
    assert!(
        matches!(&blocks[..], [Block::Heading { text, .. }] if text == "I- Mục 05"),
        "{blocks:?}"
    );
}

/// A target is the same one by its giver and days, wherever it stands in the list.
#[test]
fn refreshing_finds_a_target_by_its_giver() {
    let older = model();
    let promised = older
        .statements
        .iter()
        .find(|statement| statement.promises.iter().any(|promise| promise.fraction.is_some()));
    let statement = promised.unwrap();
    let promise = statement
        .promises
        .iter()
        .find(|promise| promise.fraction.is_some())
        .unwrap()
        .clone();
    let fraction = promise.fraction.clone().unwrap();
    let mut fresh = older.clone();
    let changed = fresh
        .statements
        .iter_mut()
        .find(|other| other.indicator == statement.indicator)
        .unwrap();
    // Somebody else's target comes to stand in its place, and it moves to the end.
    let mut other = promise.clone();
    other.giver = "Cấp khác".to_owned();
    other.fraction.as_mut().unwrap().printed = "88/99".to_owned();
    let mut moved = promise;
    let number = moved.fraction.as_mut().unwrap();
    number.figure = number.figure.replace("target", "target9");
    number.printed = "07/09".to_owned();
    changed.promises = vec![other, moved];
    let token = words(&format!("[{}|{}]", fraction.printed, fraction.figure));
    let said = typed(&refreshed(&token, &older, &fresh));
    assert!(said.starts_with("[07/09|") && said.contains("target9"), "{said}");
}
