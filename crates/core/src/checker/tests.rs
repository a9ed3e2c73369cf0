use std::sync::LazyLock;

use proptest::prelude::*;

use super::{Mention, Phrases, Reading, read};

static PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::parse(include_str!("../../../../catalog/checker.toml")).unwrap());

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

#[test]
fn a_deed_and_what_it_counts_name_the_indicator() {
    let cases: [(&str, &[&str]); 22] = [
        (
            "Thành lập được 02/05 chi bộ mới (đạt tỷ lệ 40% Thành ủy giao).",
            &["02/05 party_org_founded 40%"],
        ),
        (
            "Toàn quận phát triển 7/35 đạt 20% đảng viên mới.",
            &["7/35 party_member_admitted 20%"],
        ),
        (
            "Đã thành lập được 21 chi bộ đảng, 73 tổ chức công đoàn, 14 tổ chức đoàn, hội thanh niên và 7 chi hội phụ nữ.",
            &[
                "21 party_org_founded",
                "73 union_org_founded",
                "14 youth_org_founded",
                "7 women_org_founded",
            ],
        ),
        (
            "Phát triển 82 đảng viên, 1.105 đoàn viên công đoàn; 604 đoàn viên, hội viên thanh niên.",
            &[
                "82 party_member_admitted",
                "1.105 union_member_admitted",
                "604 youth_member_admitted",
            ],
        ),
        (
            "Tiếp nhận 01 tổ chức đảng và 08 đảng viên.",
            &["01 party_org_received", "08 party_member_received"],
        ),
        (
            "Chuyển giao 02 chi bộ về phường bạn.",
            &["02 party_org_transferred_out"],
        ),
        ("Có 12 tổ chức đảng được thành lập.", &["12 party_org_founded"]),
        (
            "Hiện có 12 tổ chức đảng với 340 đảng viên.",
            &["12 party_org_stock", "340 party_member_stock"],
        ),
        (
            "Số đảng viên kết nạp trong quý là 12, đạt 60% kế hoạch.",
            &["12 party_member_admitted 60%"],
        ),
        (
            "- Kết nạp đảng viên: 12 đồng chí, đạt 60% KH.",
            &["12 party_member_admitted 60%"],
        ),
        (
            "Kết nạp 9 đảng viên, trong đó có 3 nữ, 2 chủ doanh nghiệp.",
            &[
                "9 party_member_admitted",
                "3 party_member_admitted:female",
                "2 party_member_admitted:owner",
            ],
        ),
        (
            "Khảo sát 15 doanh nghiệp (trong đó: số doanh nghiệp đủ điều kiện thành lập tổ chức đảng 03, số doanh nghiệp có đảng viên nhưng chưa đủ điều kiện thành lập 12).",
            &[
                "15 enterprise_surveyed",
                "03 enterprise_surveyed_eligible",
                "12 enterprise_surveyed_members_not_eligible",
            ],
        ),
        (
            "Quận có 3.105 doanh nghiệp tư nhân, 30 hợp tác xã, 55 đơn vị sự nghiệp ngoài công lập.",
            &[
                "3.105 enterprise_stock:private",
                "30 enterprise_stock:cooperative",
                "55 enterprise_stock:service_unit",
            ],
        ),
        (
            "Có 78 tổ chức cơ sở đảng (trong đó 35 đảng bộ, 43 chi bộ cơ sở).",
            &[
                "78 party_org_stock",
                "35 party_org_stock:party_base_committee",
                "43 party_org_stock:party_base_cell",
            ],
        ),
        (
            "Cử 41 quần chúng ưu tú học lớp bồi dưỡng nhận thức về Đảng.",
            &["41 awareness_class_sent"],
        ),
        (
            "Công nhận chính thức cho 11 đảng viên dự bị.",
            &["11 party_member_confirmed"],
        ),
        (
            "Khen thưởng 17 tập thể, 12 cá nhân tiêu biểu.",
            &["17 commended_collective", "12 commended_individual"],
        ),
        (
            "Mỗi chi bộ đã tổ chức ít nhất 3 kỳ sinh hoạt chuyên đề.",
            &["3 thematic_meeting_held"],
        ),
        (
            "Kết nạp mười lăm đảng viên, thành lập một chi bộ.",
            &["mười lăm party_member_admitted", "một party_org_founded"],
        ),
        (
            "LĐLĐ quận phát triển hơn 4.000 đoàn viên.",
            &["4.000 union_member_admitted"],
        ),
        (
            "Phấn đấu thành lập 5 tổ chức đảng, kết nạp từ 30 đến 40 đảng viên.",
            &["5 party_org_founded!", "30 đến 40 party_member_admitted!"],
        ),
        (
            "Lần lượt kết nạp 5, 4 và 2 đảng viên.",
            &[
                "5 party_member_admitted",
                "4 party_member_admitted",
                "2 party_member_admitted",
            ],
        ),
    ];
    for (text, expected) in cases {
        figures(text, expected);
    }
}

#[test]
fn what_is_not_of_the_programme_is_no_figure() {
    let cases = [
        "Ngày đăng 13/04/2024 | 16:17 | Lượt xem: 57",
        "Thực hiện Nghị quyết số 09-NQ/TU ngày 27/02/2012 và Nghị quyết 28 của Thành ủy.",
        "Giai đoạn 2012-2020, qua 15 năm, trong 6 tháng, từ 28-5 đến 11/4.",
        "Nhân kỷ niệm 99 năm, kỷ lục 55.000 ngọn đăng; điện thoại 0243.555.230, 0912345678.",
        "Giá xăng giảm 612 đồng/lít từ 15 giờ; NQ28, Q1, 22h08.",
        "1. Công tác lãnh đạo\n2.1. Khảo sát",
        "Hằng năm tổ chức hội nghị; mỗi năm chi bộ tự đánh giá; là một tổ chức vững mạnh.",
    ];
    for text in cases {
        figures(text, &[]);
    }
}

#[test]
fn a_promise_ends_where_a_result_begins() {
    figures(
        "Quận ủy giao chỉ tiêu kết nạp 17 đảng viên, đến nay đã kết nạp 6 đảng viên.",
        &["17 party_member_admitted!", "6 party_member_admitted"],
    );
    figures(
        "Kết nạp 63 đảng viên, đạt 105% chỉ tiêu giao (60 đảng viên); thành lập 2 chi bộ.",
        &[
            "63 party_member_admitted 105%",
            "60 party_member_admitted!",
            "2 party_org_founded",
        ],
    );
    figures(
        "II. NHIỆM VỤ QUÝ II\n- Thành lập 2 chi bộ.\nIII. KẾT QUẢ\n- Thành lập 3 chi bộ.",
        &["2 party_org_founded!", "3 party_org_founded"],
    );
}

#[test]
fn heads_of_a_table_tell_promise_result_and_percent() {
    let text = "Biểu 1\nTT\tChỉ tiêu\tKế hoạch\tThực hiện\tTỷ lệ (%)\n1\tTổ chức đảng thành lập mới\t20\t13\t65,0\n2\tĐảng viên kết nạp mới\t140\t97\t69,3";
    figures(
        text,
        &[
            "20 party_org_founded!",
            "13 party_org_founded 65.0%",
            "140 party_member_admitted!",
            "97 party_member_admitted 69.3%",
        ],
    );
    let text = "Kết nạp đảng viên\nĐơn vị\tSố lượng\nPhường Một\t3\nPhường Hai\t4\nCộng\t8";
    findings(text, &["sum_mismatch"]);
    findings(&text.replace('8', "7"), &[]);
}

#[test]
fn defects_are_found_and_honest_texts_left_alone() {
    let cases: [(&str, &[&str]); 30] = [
        ("Kết nạp 06/17 đảng viên, đạt 35%.", &[]),
        ("Kết nạp 06/17 đảng viên, đạt 36%.", &["percent_mismatch"]),
        // 2 of 3 is 66.67: both 66 and 67 are in use.
        ("Thành lập 02/03 chi bộ, đạt 66%.", &[]),
        ("Thành lập 02/03 chi bộ, đạt 67%.", &[]),
        ("Thành lập 02/03 chi bộ, đạt 66,6%.", &[]),
        ("Thành lập 02/03 chi bộ, đạt 66,8%.", &["percent_mismatch"]),
        ("Thành lập 54/45 công đoàn cơ sở, vượt 20% kế hoạch.", &[]),
        (
            "Thành lập 54/45 công đoàn cơ sở, vượt 25% kế hoạch.",
            &["percent_mismatch"],
        ),
        (
            "Thành lập 54 công đoàn cơ sở, đạt 120%, vượt 25% kế hoạch.",
            &["percent_mismatch"],
        ),
        ("Có 78 tổ chức cơ sở đảng, gồm 35 đảng bộ, 43 chi bộ cơ sở.", &[]),
        (
            "Có 78 tổ chức cơ sở đảng, gồm 35 đảng bộ, 42 chi bộ cơ sở.",
            &["sum_mismatch"],
        ),
        // What may leave others out is no sum, and tags are never one.
        ("Khảo sát 60 doanh nghiệp, trong đó 15 doanh nghiệp đủ điều kiện.", &[]),
        ("Kết nạp 9 đảng viên, trong đó có 3 nữ, 2 chủ doanh nghiệp.", &[]),
        ("Kết nạp 9 đảng viên, trong đó có 13 nữ.", &["sum_mismatch"]),
        (
            "Công đoàn chủ động vận động từng doanh nghiệp. Công đoàn chủ động vận động từng doanh nghiệp.",
            &["repeated_sentence"],
        ),
        ("Không. Không.", &[]),
        (
            "Đẩy mạnh công tác tuyên truyền công tác tuyên truyền đến người lao động.",
            &["repeated_phrase"],
        ),
        (
            "Khắc phục tình trạng ghi biên bản sơ sài trong sinh hoạt, chấm dứt tình trạng ghi biên bản sơ sài trong sinh hoạt.",
            &["repeated_phrase"],
        ),
        (
            "Trưởng Ban Chỉ đạo xây dựng Đảng quận Bến Lụa chủ trì hội nghị xây dựng Đảng quận Bến Lụa.",
            &[],
        ),
        (
            "Số chi hội phụ nữ mới 05, số tổ phụ nữ mới ra mắt, số hội viên phụ nữ 186.",
            &["missing_number"],
        ),
        ("- Cử học lớp nhận thức về Đảng: đồng chí.", &["missing_number"]),
        (
            "Thành lập 12 tổ chức đảng, công đoàn cơ sở và 3 chi hội phụ nữ.",
            &["missing_number"],
        ),
        (
            "Khen thưởng 3 tập thể, gồm:\n- Chi bộ Một\n- Chi bộ Hai\n- Chi bộ Ba",
            &[],
        ),
        (
            "Khen thưởng 3 tập thể, gồm:\n- Chi bộ Một\n- Chi bộ Hai",
            &["list_length"],
        ),
        (
            "Số tổ chức đảng chiếm 45% tổ chức cơ sở đảng của quận.",
            &["share_without_base"],
        ),
        ("Kết nạp 20 đảng viên, trong đó có 9 nữ, chiếm 45%.", &[]),
        (
            "Kết nạp 20 đảng viên, trong đó có 9 nữ, chiếm 40%.",
            &["percent_mismatch"],
        ),
        (
            "Đảng ủy Khối kết nạp 06/17 đảng viên mới. Toàn quận kết nạp 7/35 đảng viên mới.",
            &["part_in_whole"],
        ),
        (
            "Tổng kết 15 năm thực hiện Nghị quyết, từ ngày 12/3/2008 đến ngày 12/3/2020.",
            &["period_label"],
        ),
        (
            "BÁO CÁO QUÝ III/2022\n(Số liệu từ 01/4/2022 đến 30/6/2022)",
            &["period_label"],
        ),
    ];
    for (text, expected) in cases {
        findings(text, expected);
    }
}

#[test]
fn a_list_line_with_two_names_is_told_as_such() {
    let text = "Có 3 chi bộ tiêu biểu được khen thưởng:\n- Chi bộ Một\n- Chi bộ Hai - Chi bộ Ba";
    let reading = read(&PHRASES, text);
    let kind = &reading.findings.first().unwrap().kind;
    assert_eq!(format!("{kind:?}"), "ListLength { announced: 3, lines: 2, names: 3 }");
}

#[test]
fn places_are_counted_in_characters_whatever_the_letters() {
    // The same words composed and taken apart: another number of characters, the same figure.
    for text in [
        "Đã kết nạp 12 đảng viên.",
        "Đa\u{303} kê\u{301}t na\u{323}p 12 đa\u{309}ng viên.",
    ] {
        let letters: Vec<char> = text.chars().collect();
        let reading = read(&PHRASES, text);
        let mention = reading.mentions.first().unwrap();
        let found: String = letters[mention.span.start..mention.span.end].iter().collect();
        assert_eq!(
            (found.as_str(), mention.indicator.as_deref()),
            ("12", Some("party_member_admitted")),
            "{text}"
        );
    }
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
