use super::import::changed_lines;

/// Lines that say the same are told apart by their places.
#[test]
fn a_line_that_stood_twice_and_now_once_was_removed() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let cases = [
        ("a\nb\na", "a\nb\na", "", ""),
        ("a\nb\na", "a\nb", "a", ""),
        ("a\nb", "a\nb\na", "", "a"),
        ("a\nb\nc", "a\nx\nc", "b", "x"),
        ("", "a", "", "a"),
    ];
    for (ours, theirs, removed, added) in cases {
        let changed = changed_lines(&lines(ours), &lines(theirs));
        assert_eq!(changed, (lines(removed), lines(added)), "{ours} → {theirs}");
    }
}
