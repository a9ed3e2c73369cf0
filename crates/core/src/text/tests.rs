use super::{count, date_long, date_short, decimal, decimal_short, fold, parse_count, tidy};

#[test]
fn counts_are_written_as_officers_write_them() {
    let table = [
        (0, "00"),
        (2, "02"),
        (9, "09"),
        (10, "10"),
        (829, "829"),
        (1629, "1.629"),
        (12139, "12.139"),
        (1_234_567, "1.234.567"),
        (-8, "-8"),
    ];
    for (value, printed) in table {
        assert_eq!(count(value), printed);
    }
}

#[test]
fn decimals_take_the_comma() {
    for (text, printed) in [
        ("40", "40"),
        ("35.2941", "35,2941"),
        ("3.13", "3,13"),
        ("1250.5", "1.250,5"),
        ("0.5", "0,5"),
    ] {
        assert_eq!(decimal(text), printed);
    }
}

#[test]
fn dates_pad_days_and_the_first_two_months() {
    let day = "2024-02-05".parse().unwrap();
    assert_eq!(date_long(day), "ngày 05 tháng 02 năm 2024");
    let day = "2024-03-31".parse().unwrap();
    assert_eq!(
        (date_short(day).as_str(), date_long(day).as_str()),
        ("31/3/2024", "ngày 31 tháng 3 năm 2024")
    );
}

#[test]
fn typed_counts_are_digits_or_groups_of_three() {
    let table = [
        ("15", Some(15)),
        ("007", Some(7)),
        ("12.139", Some(12139)),
        ("1.234.567", Some(1_234_567)),
        ("3,5", None),
        ("3.5", None),
        ("12.13", None),
        ("1234.567", None),
        ("0.123", None),
        ("000.012", None),
        (".123", None),
        ("-2", None),
        ("1e3", None),
        ("", None),
        ("99999999999999999999", None),
    ];
    for (text, value) in table {
        assert_eq!(parse_count(text), value, "{text}");
    }
}

#[test]
fn folding_forgets_marks_and_tidying_keeps_them() {
    assert_eq!(fold("  Đảng ỦY\u{00a0}Khối_Doanh nghiệp "), "dang uy khoi doanh nghiep");
    assert_eq!(fold("hoà"), fold("hòa"));
    assert_eq!(tidy("\u{feff} Chi  bộ\u{200b} A\t"), "Chi bộ A");
    assert_eq!(tidy("ho\u{0300}a"), "hòa");
}

#[test]
fn rates_take_one_place() {
    for (text, printed) in [
        ("40", "40"),
        ("2.5701", "2,6"),
        ("35.2941", "35,3"),
        ("1.04", "1"),
        ("1.05", "1,1"),
        ("99.95", "100"),
        ("0.5", "0,5"),
        ("1234.56", "1.234,6"),
        ("?", "?"),
    ] {
        assert_eq!(decimal_short(text), printed, "{text}");
    }
}

#[test]
fn rates_below_nought_keep_their_sign() {
    for (text, short, full) in [
        ("-0.8264", "-0,8", "-0,8264"),
        ("-2.5", "-2,5", "-2,5"),
        ("-0.04", "0", "-0,04"),
        ("2.5701", "2,6", "2,5701"),
    ] {
        assert_eq!(
            (decimal_short(text), decimal(text)),
            (short.to_owned(), full.to_owned()),
            "{text}"
        );
    }
}
