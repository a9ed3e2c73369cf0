use nennep_core::calendar::Day;
use nennep_core::reports::{Body, Family};
use nennep_documents::blocks::{Block, Run};
use nennep_documents::samples;

use super::{Bodies, bare_number};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn a_day_belongs_to_a_term_or_to_a_year() {
    let bodies = Bodies::embedded().unwrap();
    let table = [
        (Family::Party, "2009-01-01", "2010-2015"),
        (Family::Party, "2015-06-30", "2010-2015"),
        (Family::Party, "2015-07-01", "2015-2020"),
        (Family::Party, "2025-06-30", "2020-2025"),
        (Family::Party, "2025-07-01", "2025-2030"),
        (Family::Party, "2026-11-29", "2025-2030"),
        (Family::StateLike, "2025-12-31", "2025"),
        (Family::StateLike, "2026-01-01", "2026"),
        (Family::Youth, "2026-11-29", "2026"),
    ];
    for (family, on, series) in table {
        assert_eq!(bodies.series(family, day(on)), series, "{family:?} {on}");
    }
}

fn body(family: Family, symbol: &str) -> Body {
    Body {
        superior_name: None,
        superior: None,
        issuer: String::new(),
        symbol: symbol.to_owned(),
        authority: String::new(),
        place: String::new(),
        family,
    }
}

#[test]
fn a_number_is_written_as_its_family_does() {
    let bodies = Bodies::embedded().unwrap();
    let table = [
        (Family::Party, "QU", Some("9"), "Số 09-BC/QU", "09-BC/QU"),
        (Family::Party, "QU", Some("12-BC/TU"), "Số 12-BC/TU", "12-BC/TU"),
        (Family::Party, "QU", None, "Số        -BC/QU", "-BC/QU"),
        (Family::StateLike, "LĐLĐ", Some("9"), "Số: 09/BC-LĐLĐ", "09/BC-LĐLĐ"),
        (
            Family::StateLike,
            "LĐLĐ",
            Some("115/BC-CĐ"),
            "Số: 115/BC-CĐ",
            "115/BC-CĐ",
        ),
        (Family::StateLike, "LĐLĐ", None, "Số:        /BC-LĐLĐ", "/BC-LĐLĐ"),
        (Family::Youth, "ĐTN", Some("115"), "Số: 115-BC/ĐTN", "115-BC/ĐTN"),
    ];
    for (family, symbol, number, line, bare) in table {
        let written = bodies.number_line(&body(family, symbol), "BC", number);
        assert_eq!((written.as_str(), bare_number(&written)), (line, bare));
    }
}

#[test]
fn the_end_of_a_text_is_its_family_s() {
    let bodies = Bodies::embedded().unwrap();
    let number = || Run::Number {
        figure: "x/y/z".to_owned(),
        text: "05".to_owned(),
    };
    let text = |words: &str| Run::Text(words.to_owned());
    let cases = [
        (Family::Party, vec![text("Đã rõ.")], "Đã rõ.", "Lưu Văn phòng"),
        (Family::StateLike, vec![text("Đã rõ.")], "Đã rõ./.", "Lưu: VT"),
        (Family::StateLike, vec![text("Còn "), number()], "Còn 05./.", "Lưu: VT"),
        (
            Family::Youth,
            vec![number(), text(" chi đoàn. ")],
            "05 chi đoàn./.",
            "Lưu Văn phòng",
        ),
    ];
    for (family, runs, said, kept) in cases {
        let mut paper = samples::report();
        paper.blocks.push(Block::Paragraph { runs });
        paper.recipients = vec!["Các nơi".to_owned(), "Lưu Văn phòng".to_owned()];
        let paper = bodies.finished(family, paper);
        let Some(Block::Paragraph { runs }) = paper.blocks.last() else {
            panic!("the text is gone");
        };
        assert_eq!(runs.iter().map(Run::printed).collect::<String>(), said);
        assert_eq!(paper.recipients.last().unwrap(), kept);
    }
    let mut letter = samples::report();
    letter.recipients = vec!["Lưu hồ sơ 12".to_owned()];
    let letter = bodies.finished(Family::StateLike, letter);
    assert_eq!(letter.recipients, ["Lưu: VT, hồ sơ 12"]);
}
