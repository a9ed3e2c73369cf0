use super::{PHRASES, figures, findings};
use crate::checker::read;

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
// long: one table of cases, a line or two each.
fn defects_are_found_and_honest_texts_left_alone() {
    let cases: [(&str, &[&str]); 32] = [
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
            "Ban Chỉ đạo phát triển Đảng quận Bến Lụa thành phố Lam Giang họp; Ban Chỉ đạo phát triển Đảng quận Bến Lụa thành phố Lam Giang kết luận.",
            &[],
        ),
        ("Kết nạp 9 đảng viên, gồm 3 nữ, 2 chủ doanh nghiệp.", &[]),
        (
            "Khảo sát 15 doanh nghiệp (gồm 3 doanh nghiệp đủ điều kiện, 12 doanh nghiệp có đảng viên nhưng chưa đủ điều kiện), lũy kế khảo sát 40 doanh nghiệp.",
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
