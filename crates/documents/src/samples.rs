//! Papers with invented names, for tests and proofs.

use nennep_core::reports::Family;

use crate::blocks::{Appendix, Block, Cell, Column, Paper, Run, Signature};

/// Returns a quarterly report of an invented district, with one appendix upright and one across.
#[must_use]
pub fn report() -> Paper {
    Paper {
        layout: "party-2018".to_owned(),
        sample_mark: Some("BẢN MẪU – SỐ LIỆU GIẢ ĐỊNH".to_owned()),
        seal: None,
        superior: Some("ĐẢNG BỘ THÀNH PHỐ LAM GIANG".to_owned()),
        issuer: "QUẬN ỦY HỒNG LAM".to_owned(),
        number_line: "Số 09-BC/QU".to_owned(),
        dated_line: "Hồng Lam, ngày 11 tháng 4 năm 2024".to_owned(),
        kind: "BÁO CÁO".to_owned(),
        summary: vec![
            "sơ kết công tác xây dựng Đảng và các đoàn thể nhân dân".to_owned(),
            "trong các doanh nghiệp ngoài khu vực Nhà nước quý I/2024".to_owned(),
        ],
        blocks: blocks(),
        signature: Signature {
            authority: "T/M BAN THƯỜNG VỤ".to_owned(),
            title: Some("PHÓ BÍ THƯ".to_owned()),
            name: Some("Nguyễn Văn Mẫu".to_owned()),
        },
        recipients: [
            "Ban Thường vụ Thành ủy",
            "Các đảng ủy trực thuộc",
            "Lưu Văn phòng Quận ủy",
        ]
        .map(str::to_owned)
        .to_vec(),
        appendices: vec![targets(), wards(60)],
    }
}

/// Returns the sample of a family: the district's report, or a short one of its unions or of its youth.
#[must_use]
pub fn report_of(family: Family) -> Paper {
    match family {
        Family::Party => report(),
        Family::StateLike => short(&Short {
            layout: "state-like-2020",
            superior: "LIÊN ĐOÀN LAO ĐỘNG THÀNH PHỐ LAM GIANG",
            issuer: "LIÊN ĐOÀN LAO ĐỘNG QUẬN HỒNG LAM",
            number_line: "Số: 15/BC-LĐLĐ",
            summary: "về phát triển đoàn viên, thành lập công đoàn cơ sở quý I/2024",
            organizations: "công đoàn cơ sở",
            measure: "union",
            title: "CHỦ TỊCH",
            recipients: [
                "Liên đoàn Lao động thành phố Lam Giang",
                "Các công đoàn cơ sở",
                "Lưu: VT",
            ],
        }),
        Family::Youth => short(&Short {
            layout: "youth-2013",
            superior: "THÀNH ĐOÀN LAM GIANG",
            issuer: "QUẬN ĐOÀN HỒNG LAM",
            number_line: "Số: 07-BC/ĐTN",
            summary: "về phát triển đoàn viên, thành lập tổ chức đoàn quý I/2024",
            organizations: "chi đoàn",
            measure: "youth",
            title: "BÍ THƯ",
            recipients: ["Ban Thường vụ Thành đoàn", "Các cơ sở đoàn trực thuộc", "Lưu Văn phòng"],
        }),
    }
}

/// What tells the short samples apart.
struct Short {
    layout: &'static str,
    superior: &'static str,
    issuer: &'static str,
    number_line: &'static str,
    summary: &'static str,
    organizations: &'static str,
    measure: &'static str,
    title: &'static str,
    recipients: [&'static str; 3],
}

fn short(told: &Short) -> Paper {
    let founded = Block::Paragraph {
        runs: vec![
            text("Trong quý I/2024, toàn quận thành lập mới "),
            number(&format!("{}_org_founded", told.measure), "06/20"),
            text(&format!(" {} trong doanh nghiệp, đạt ", told.organizations)),
            number(&format!("{}_org_founded:percent", told.measure), "30%"),
            text(" chỉ tiêu năm."),
        ],
    };
    let admitted = Block::Paragraph {
        runs: vec![
            text("Số đoàn viên kết nạp mới là "),
            number(&format!("{}_member_admitted", told.measure), "512"),
            text(", trong đó hơn một nửa làm việc tại các doanh nghiệp dưới hai năm tuổi."),
        ],
    };
    let ahead = text("Quý II tiếp tục khảo sát các doanh nghiệp từ 20 lao động trở lên./.");
    Paper {
        layout: told.layout.to_owned(),
        superior: Some(told.superior.to_owned()),
        issuer: told.issuer.to_owned(),
        number_line: told.number_line.to_owned(),
        summary: vec![told.summary.to_owned()],
        blocks: vec![
            heading(1, "I- KẾT QUẢ"),
            founded,
            admitted,
            heading(1, "II- NHIỆM VỤ"),
            Block::Paragraph { runs: vec![ahead] },
        ],
        signature: Signature {
            authority: "TM. BAN THƯỜNG VỤ".to_owned(),
            title: Some(told.title.to_owned()),
            name: Some("Trần Thị Mẫu".to_owned()),
        },
        recipients: told.recipients.map(str::to_owned).to_vec(),
        appendices: vec![targets()],
        ..report()
    }
}

fn text(words: &str) -> Run {
    Run::Text(words.to_owned())
}

fn number(indicator: &str, printed: &str) -> Run {
    Run::Number {
        figure: format!("hl/{indicator}/2024-01-01..2024-03-31"),
        text: printed.to_owned(),
    }
}

fn heading(level: u8, words: &str) -> Block {
    Block::Heading {
        level,
        text: words.to_owned(),
    }
}

fn blocks() -> Vec<Block> {
    let founded = Block::Paragraph {
        runs: vec![
            text("Toàn quận thành lập được "),
            number("party_org_founded", "02/05"),
            text(" chi bộ mới, đạt "),
            number("party_org_founded:percent", "40%"),
            text(
                " chỉ tiêu Thành ủy giao, gồm Chi bộ Công ty cổ phần Cơ khí Minh Thạch và Chi bộ Công ty TNHH Dệt may Bến Lụa.",
            ),
        ],
    };
    let admitted = Block::Paragraph {
        runs: vec![
            text("Toàn quận kết nạp "),
            number("party_member_admitted", "07/35"),
            text(" đảng viên mới, đạt "),
            number("party_member_admitted:percent", "20%"),
            text(" chỉ tiêu Thành ủy giao. Cử "),
            number("awareness_class_sent", "41"),
            text(" quần chúng ưu tú học lớp bồi dưỡng nhận thức về Đảng; chi hội phụ nữ: chưa ghi nhận."),
        ],
    };
    let mut blocks = vec![
        heading(1, "I- KẾT QUẢ THỰC HIỆN"),
        heading(2, "1. Thành lập tổ chức đảng"),
        founded.clone(),
    ];
    blocks.extend([heading(2, "2. Phát triển đảng viên"), admitted.clone()]);
    for place in 3..9 {
        blocks.push(heading(2, &format!("{place}. Nội dung khác")));
        blocks.extend([founded.clone(), admitted.clone()]);
    }
    blocks.push(heading(1, "II- NHIỆM VỤ TRỌNG TÂM"));
    blocks.push(admitted);
    blocks
}

fn column(group: Option<&str>, head: &str, width: u8, numeric: bool) -> Column {
    Column {
        group: group.map(str::to_owned),
        head: head.to_owned(),
        width,
        numeric,
    }
}

fn count(indicator: &str, value: i64, printed: &str) -> Cell {
    Cell::Count {
        value,
        text: printed.to_owned(),
        figure: format!("hl/{indicator}/2024-01-01..2024-03-31"),
    }
}

fn percent(value: &str, printed: &str) -> Cell {
    Cell::Percent {
        value: value.to_owned(),
        text: printed.to_owned(),
        figure: "hl/party_org_founded:percent/2024-01-01..2024-03-31".to_owned(),
    }
}

fn targets() -> Appendix {
    Appendix {
        code: "PL1".to_owned(),
        title: "Kết quả thực hiện chỉ tiêu quý I/2024".to_owned(),
        note: "Đơn vị: tổ chức; kỳ 01/01/2024–31/3/2024; số liệu đến ngày 31/3/2024".to_owned(),
        landscape: false,
        columns: vec![
            column(None, "Đơn vị", 4, false),
            column(Some("Tổ chức đảng"), "Kết quả", 1, true),
            column(Some("Tổ chức đảng"), "Chỉ tiêu", 1, true),
            column(Some("Tổ chức đảng"), "Tỷ lệ", 1, true),
            column(None, "Ghi chú", 2, false),
        ],
        rows: vec![
            vec![
                Cell::Strong("Quận Hồng Lam".to_owned()),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
            ],
            vec![
                Cell::Text("Tổng số".to_owned()),
                count("party_org_founded", 2, "02"),
                count("party_org_founded:target", 5, "05"),
                percent("40", "40%"),
                Cell::Missing,
            ],
            vec![
                Cell::Text("=HYPERLINK(\"x\")".to_owned()),
                count("enterprise_stock", 12_139, "12.139"),
                Cell::Missing,
                percent("35.2941", "35%"),
                Cell::Text("Đảng ủy Khối <Doanh nghiệp> & hợp tác xã".to_owned()),
            ],
        ],
    }
}

fn wards(wards: i64) -> Appendix {
    let groups = ["Tổ chức đảng", "Công đoàn cơ sở", "Đoàn Thanh niên", "Hội Phụ nữ"];
    let mut columns = vec![column(None, "STT", 1, true), column(None, "Đơn vị", 4, false)];
    for group in groups {
        for head in ["Thành lập", "Tiếp nhận", "Hiện có"] {
            columns.push(column(Some(group), head, 1, true));
        }
    }
    let rows = (1..=wards).map(|ward| {
        let mut row = vec![
            count("row", ward, &format!("{ward:02}")),
            Cell::Text(format!("Đảng ủy phường {ward}")),
        ];
        row.extend((0..12).map(|at| count("party_org_stock", ward + at, &format!("{:02}", ward + at))));
        row
    });
    Appendix {
        code: "PL2".to_owned(),
        title: "Tổ chức đảng và đoàn thể theo đơn vị".to_owned(),
        note: "Số liệu đến ngày 31/3/2024".to_owned(),
        landscape: true,
        columns,
        rows: rows.collect(),
    }
}
