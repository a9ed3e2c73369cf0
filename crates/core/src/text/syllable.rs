//! Whether letters make a Vietnamese syllable: what tells one old encoding from another.

use unicode_normalization::UnicodeNormalization;

/// Beginnings of syllables, the longer ones first.
const ONSETS: [&str; 27] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "p", "r", "s", "t", "v", "x",
];

/// Rhymes without their tone. A rhyme after `qu` and `gi` is told by what is left of it.
const RHYMES: &str = " a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu \
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot \
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt \
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut uôc uôi uôm uôn uông uôt uy uya uych uyên uyêt uynh uyt uyu \
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu \
    y ya ych yêm yên yêng yêt yêu ynh yt ";

/// Tells whether a word is one Vietnamese syllable, as letters go; its meaning is not asked.
#[must_use]
pub fn is_syllable(word: &str) -> bool {
    let mut tone = None;
    let mut toneless = String::with_capacity(word.len());
    for letter in word.to_lowercase().nfd() {
        if matches!(letter, '\u{0300}' | '\u{0301}' | '\u{0303}' | '\u{0309}' | '\u{0323}') {
            if tone.replace(letter).is_some() {
                return false;
            }
        } else {
            toneless.push(letter);
        }
    }
    let toneless: String = toneless.nfc().collect();
    let onsets = ONSETS.iter().filter_map(|onset| toneless.strip_prefix(onset));
    onsets
        .chain([toneless.as_str()])
        .any(|rhyme| is_rhyme(rhyme) && carries(rhyme, tone))
}

fn is_rhyme(rhyme: &str) -> bool {
    !rhyme.is_empty() && !rhyme.contains(' ') && RHYMES.contains(&format!(" {rhyme} "))
}

/// A syllable that ends in a stop takes the acute or the dot below, and no other tone.
fn carries(rhyme: &str, tone: Option<char>) -> bool {
    let is_stopped = ["c", "ch", "p", "t"].iter().any(|stop| rhyme.ends_with(stop));
    !is_stopped || matches!(tone, Some('\u{0301}' | '\u{0323}'))
}
