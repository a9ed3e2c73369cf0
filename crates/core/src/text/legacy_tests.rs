use super::{Letters, is_syllable};

const SAMPLE: &str = "Công ty cổ phần Bao bì Tân Thượng, phường Đông Khê, quận Hồng Lam; người đại diện: Lê Quang Dũng, \
    Nguyễn Thị Ngoãn, Võ Ỷ Lan, Hoàng Quốc Trường, Phạm Đức Thuỵ, kẻ vẽ bẫy đẵn lẳng lặng ngẩn ngẫm ở nhờ cỡ lợp lỗ hổng";

/// The same sentence as fonts and habits of the nineties hold it.
const IN_TCVN3: &str = "C«ng ty cæ phÇn Bao b× T©n Th\u{ad}îng, ph\u{ad}êng §«ng Khª, quËn Hång Lam; ng\u{ad}êi ®¹i diÖn: Lª Quang Dòng, \
    NguyÔn ThÞ Ngo·n, Vâ û Lan, Hoµng Quèc Tr\u{ad}êng, Ph¹m §øc Thuþ, kÎ vÏ bÉy ®½n l¼ng lÆng ngÈn ngÉm ë nhê cì lîp lç hæng";
const IN_VNI: &str = "Coâng ty coå phaàn Bao bì Taân Thöôïng, phöôøng Ñoâng Kheâ, quaän Hoàng Lam; ngöôøi ñaïi dieän: Leâ Quang Duõng, \
    Nguyeãn Thò Ngoaõn, Voõ YÛ Lan, Hoaøng Quoác Tröôøng, Phaïm Ñöùc Thuî, keû veõ baãy ñaün laúng laëng ngaån ngaãm ôû nhôø côõ lôïp loã hoång";
const IN_VIQR: &str = "Co^ng ty co^? pha^`n Bao bi` Ta^n Thu+o+.ng, phu+o+`ng DDo^ng Khe^, qua^.n Ho^`ng Lam; ngu+o+`i dda.i die^.n: Le^ Quang Du~ng, \
    Nguye^~n Thi. Ngoa~n, Vo~ Y? Lan, Hoa`ng Quo^'c Tru+o+`ng, Pha.m DDu+'c Thuy., ke? ve~ ba^~y dda(~n la(?ng la(.ng nga^?n nga^~m o+? nho+` co+~ lo+.p lo^~ ho^?ng";

#[test]
fn old_letters_become_what_their_font_drew() {
    for (letters, written) in [
        (Letters::Vni, IN_VNI),
        (Letters::Viqr, IN_VIQR),
        (Letters::Unicode, SAMPLE),
    ] {
        assert_eq!(letters.decode(written), SAMPLE, "{letters:?}");
    }
    // Those fonts have no capital with a tone; another font drew all letters large.
    assert_eq!(Letters::Tcvn3.decode(IN_TCVN3), SAMPLE.replace('Ỷ', "ỷ"));
}

#[test]
fn letters_are_recognised_by_the_syllables_they_make() {
    for (letters, written) in [
        (Letters::Unicode, SAMPLE),
        (Letters::Tcvn3, IN_TCVN3),
        (Letters::Vni, IN_VNI),
        (Letters::Viqr, IN_VIQR),
        (Letters::Unicode, "Cong ty TNHH A+ Ltd., O'Neil & Sons (ty.) ai? a."),
        (Letters::Unicode, "Café Zürich Société Générale Škoda Löwenbräu"),
        (Letters::Unicode, ""),
    ] {
        assert_eq!(Letters::recognise(written.split(", ")), letters, "{written}");
        for word in written.split(", ").filter(|word| word.contains("ng ty")) {
            assert_eq!(Letters::recognise([word].into_iter()), letters, "{word}");
        }
    }
}

#[test]
fn decomposed_letters_are_unicode_all_the_same() {
    use unicode_normalization::UnicodeNormalization as _;
    let apart: String = SAMPLE.nfd().collect();
    assert_ne!(apart, SAMPLE);
    assert_eq!(Letters::recognise([apart.as_str()].into_iter()), Letters::Unicode);
    assert_eq!(Letters::Unicode.decode(&apart), SAMPLE);
}

#[test]
fn every_letter_of_the_alphabet_has_its_sign_in_the_old_fonts() {
    let vowels = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ";
    let drawn: String = super::legacy::TCVN3.iter().map(|(_, drawn)| *drawn).collect();
    for letter in vowels.chars().filter(|letter| !letter.is_ascii()) {
        assert_eq!(drawn.matches(letter).count(), 1, "{letter}");
    }
    for (written, drawn) in super::legacy::TCVN3 {
        assert_eq!(written.chars().count(), drawn.chars().count(), "{written}");
    }
}

#[test]
fn syllables() {
    for word in [
        "Công",
        "người",
        "thượng",
        "quyền",
        "giếng",
        "gì",
        "quốc",
        "nghiêng",
        "khuya",
        "ỷ",
        "ĐẢNG",
        "thuỵ",
        "thụy",
        "hoà",
        "hòa",
        "oanh",
        "yến",
        "quýt",
        "huynh",
    ] {
        assert!(is_syllable(word), "{word}");
    }
    for word in [
        "", "Bỡnh", "cộngg", "bõt", "cốcc", "ệo", "Zürich", "Müller", "Café", "hoàà", "tàc",
    ] {
        assert!(!is_syllable(word), "{word}");
    }
}
