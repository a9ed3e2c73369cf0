use super::{PHRASES, figures};
use crate::checker::read;

#[test]
// long: one table of cases, a line or two each.
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
        "Theo Kế hoạch số 35 chi bộ đã ra nghị quyết; Nghị quyết 28 tổ chức đảng đã quán triệt.",
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
