//! Numbers in Vietnamese words: `hai mươi lăm`, `một trăm linh ba`, `bốn nghìn hai trăm`.

use super::words::toned;

/// Reads the number words at the beginning, giving how many words it takes and the number.
pub(super) fn read(words: &[&str]) -> Option<(usize, i64)> {
    let mut total = 0_i64;
    let mut group = 0_i64;
    let mut units: Option<i64> = None;
    let mut taken = 0;
    for word in words {
        match part(word) {
            Part::Unit(unit) => {
                // Two units in a row are two numbers: `hai ba` is no forty-three.
                if units.is_some() {
                    break;
                }
                units = Some(unit);
            }
            Part::Ten => {
                group += units.take().map_or(10, |tens| tens * 10);
            }
            Part::Hundred => {
                group += units.take()? * 100;
            }
            Part::Scale(scale) => {
                let below = group + units.take().unwrap_or(0);
                if below == 0 {
                    return None;
                }
                total += below * scale;
                group = 0;
            }
            Part::Odd if taken > 0 => {}
            Part::Odd | Part::Other => break,
        }
        taken += 1;
    }
    let count = total + group + units.unwrap_or(0);
    (taken > 0 && count > 0).then_some((taken, count))
}

enum Part {
    Unit(i64),
    Ten,
    Hundred,
    Scale(i64),
    /// `linh`, `lẻ`: an empty place.
    Odd,
    Other,
}

fn part(word: &str) -> Part {
    const UNITS: [(&str, i64); 14] = [
        ("một", 1),
        ("mốt", 1),
        ("hai", 2),
        ("ba", 3),
        ("bốn", 4),
        ("tư", 4),
        ("năm", 5),
        ("lăm", 5),
        ("nhăm", 5),
        ("sáu", 6),
        ("bảy", 7),
        ("bẩy", 7),
        ("tám", 8),
        ("chín", 9),
    ];
    if let Some((_, unit)) = UNITS.iter().find(|(name, _)| toned(name) == word) {
        return Part::Unit(*unit);
    }
    let is = |name: &str| toned(name) == word;
    if is("mười") || is("mươi") {
        Part::Ten
    } else if is("trăm") {
        Part::Hundred
    } else if is("nghìn") || is("ngàn") {
        Part::Scale(1_000)
    } else if is("triệu") {
        Part::Scale(1_000_000)
    } else if is("linh") || is("lẻ") {
        Part::Odd
    } else {
        Part::Other
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::toned;
    use super::read;

    #[test]
    fn numbers_in_words_are_read() {
        let cases = [
            ("hai", Some((1, 2))),
            ("mười", Some((1, 10))),
            ("mười lăm", Some((2, 15))),
            ("hai mươi mốt", Some((3, 21))),
            ("hai mươi tổ chức", Some((2, 20))),
            ("một trăm linh ba", Some((4, 103))),
            ("một trăm hai mươi lăm", Some((5, 125))),
            ("bốn nghìn hai trăm", Some((4, 4200))),
            ("mười hai nghìn một trăm ba mươi chín", Some((8, 12139))),
            ("hai ba", Some((1, 2))),
            ("trăm", None),
            ("tổ chức", None),
            ("linh", None),
        ];
        for (text, expected) in cases {
            let words: Vec<String> = text.split(' ').map(toned).collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            assert_eq!(read(&words), expected, "{text}");
        }
    }
}
