use super::{Form, MAX_BYTES, ProseFault, read};
use crate::layout::{Layout, Layouts};
use crate::{docx, html, samples};

fn layout() -> Layout {
    let layouts = Layouts::parse(include_str!("../../../../catalog/layouts.toml")).unwrap();
    layouts.by_id("party-2026").unwrap().clone()
}

#[test]
fn every_form_of_a_paper_gives_its_words() {
    let (paper, layout) = (samples::report(), layout());
    let word = read(&docx::write(&paper, &layout).unwrap(), "bao-cao.docx").unwrap();
    let page = read(html::write(&paper, &layout).as_bytes(), "bao-cao.html").unwrap();
    assert_eq!((word.form, page.form), (Form::Word, Form::Markup));
    for line in crate::text::extract(&paper, &layout)
        .lines()
        .filter(|line| !line.contains('\t'))
    {
        let words: Vec<&str> = line.split_whitespace().collect();
        for text in [&word.text, &page.text] {
            let read: Vec<&str> = text.split_whitespace().collect();
            assert!(
                read.windows(words.len().max(1)).any(|window| window == words) || words.is_empty(),
                "{line}"
            );
        }
    }
}

#[test]
fn cells_of_a_row_are_parted_by_tabs() {
    let page = "<html><body><p>Biểu 1</p><table><tr><th>Chỉ tiêu</th><th></th><th>Kết <b>quả</b></th></tr>\
        <tr><td><p>Kết nạp</p></td><td>17</td><td>06</td></tr></table><script>var a = 1;</script></body></html>";
    let text = read(page.as_bytes(), "bang.html").unwrap().text;
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.replace(" \t", "\t").trim().to_owned())
        .collect();
    assert_eq!(lines, ["Biểu 1", "Chỉ tiêu\t\tKết quả", "Kết nạp\t17\t06"]);
}

#[test]
fn old_letters_are_read_as_they_were_meant() {
    // “Kết nạp đảng viên mới, thành lập tổ chức công đoàn cơ sở” in TCVN3.
    let old = "K\u{d5}t n\u{b9}p \u{ae}\u{b6}ng vi\u{aa}n m\u{ed}i, th\u{b5}nh l\u{cb}p t\u{e6} ch\u{f8}c c\u{ab}ng \u{ae}o\u{b5}n c\u{ac} s\u{eb}";
    let bytes: Vec<u8> = old
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect();
    let text = read(&bytes, "cu.txt").unwrap().text;
    assert!(text.starts_with("Kết nạp đảng viên mới"), "{text}");
}

#[test]
fn what_cannot_be_read_says_why() {
    let cases: [(&[u8], &str, ProseFault); 7] = [
        (b"", "rong.txt", ProseFault::Empty),
        (b"   \n", "trang.txt", ProseFault::NoLetters),
        (&[0xD0, 0xCF, 0x11, 0xE0, 0], "cu.doc", ProseFault::OldWord),
        (b"PK\x03\x04rest", "hong.docx", ProseFault::Damaged),
        (b"%PDF-1.7 nothing", "hong.pdf", ProseFault::Damaged),
        (b"abc", "gia.docx", ProseFault::Damaged),
        (b"\x89PNG", "anh.png", ProseFault::UnknownForm),
    ];
    for (bytes, name, fault) in cases {
        assert_eq!(read(bytes, name), Err(fault), "{name}");
    }
    assert_eq!(read(&vec![b'a'; MAX_BYTES + 1], "to.txt"), Err(ProseFault::TooLarge));
}

/// What the fuzzer began with and what it found is read again: nothing of it may stop the program.
#[test]
fn seeds_of_the_fuzzer_are_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds/docx");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let (first, rest) = bytes.split_first().unwrap();
        let name = ["a.docx", "a.html", "a.txt"][usize::from(*first) % 3];
        // A fault is an answer too.
        let _ = read(rest, name);
        count += 1;
    }
    assert!(count > 5, "{count}");
}
