mod figures;
mod findings;

use std::sync::LazyLock;

use proptest::prelude::*;

use crate::checker::{Mention, Phrases, Reading, read};

static PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::parse(include_str!("../../../../../catalog/checker.toml")).unwrap());

/// Says each figure as `text code`, a promised one with `!`, its percents behind it.
fn said(text: &str, reading: &Reading) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let of = |mention: &Mention| {
        let number: String = letters[mention.span.start..mention.span.end].iter().collect();
        let mut said = format!("{number} {}", mention.indicator.as_deref().unwrap_or("-"));
        said.push_str(if mention.is_target { "!" } else { "" });
        for stated in &mention.stated {
            said.push_str(&format!(" {}%", stated.text));
        }
        said
    };
    reading
        .mentions
        .iter()
        .filter(|mention| !mention.is_noise)
        .map(of)
        .collect()
}

#[track_caller]
fn figures(text: &str, expected: &[&str]) {
    assert_eq!(said(text, &read(&PHRASES, text)), expected, "{text}");
}

#[track_caller]
fn findings(text: &str, expected: &[&str]) {
    let reading = read(&PHRASES, text);
    let found: Vec<&str> = reading.findings.iter().map(|finding| finding.kind.name()).collect();
    assert_eq!(found, expected, "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever is put together, reading ends, places lie in the text and in order, and parts come after their whole or before their sum.
    #[test]
    fn any_text_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let text = pieces.concat();
        let length = text.chars().count();
        let reading = read(&PHRASES, &text);
        for pair in reading.mentions.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{text}");
        }
        for span in reading.mentions.iter().map(|mention| mention.span).chain(reading.findings.iter().map(|finding| finding.span)) {
            prop_assert!(span.start < span.end && span.end <= length, "{text}");
        }
    }
}

const PIECES: &[&str] = &[
    " ",
    "\n",
    "\t",
    "12",
    "06/17",
    "3.799",
    "35%",
    "0",
    "9999999999999999999",
    "1/0",
    "từ 3 đến 5",
    "năm",
    "một",
    "hai mươi",
    "%",
    "(",
    ")",
    ":",
    ";",
    ",",
    ".",
    "/",
    "-",
    "kết nạp",
    "thành lập",
    "đảng viên",
    "chi bộ",
    "trong đó",
    "gồm",
    "là",
    "nữ",
    "chiếm",
    "vượt",
    "đạt",
    "chỉ tiêu",
    "doanh nghiệp",
    "khảo sát",
    "hợp tác xã",
    "ở",
    "đồng chí",
    "được",
    "số",
    "ngày",
    "quý I/2024",
    "15 năm thực hiện",
    "Cộng",
    "tổng số",
    "nhiệm vụ",
    "\u{303}",
    "\u{feff}",
    "😀",
];
