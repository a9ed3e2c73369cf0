//! A Rust file as the rules see it: words without strings and comments, and the comments by themselves.

/// Holds one word or sign of the code; `::` is one sign, a string is `"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) line: usize,
    /// Whether it stands in an item under `#[cfg(test)]`.
    pub(super) in_test: bool,
}

/// Holds a Rust file taken apart.
pub(super) struct Source<'a> {
    pub(super) path: &'a str,
    pub(super) lines: Vec<&'a str>,
    pub(super) tokens: Vec<Token<'a>>,
    comments: Vec<(usize, &'a str)>,
}

impl<'a> Source<'a> {
    /// Takes a Rust file apart; `None` for any other file.
    pub(super) fn of_rust(path: &'a str, text: &'a str) -> Option<Source<'a>> {
        if !path.ends_with(".rs") {
            return None;
        }
        let mut reader = Reader {
            rest: text,
            line: 1,
            tokens: Vec::new(),
            comments: Vec::new(),
        };
        while reader.step() {}
        let Reader {
            mut tokens, comments, ..
        } = reader;
        mark_tests(&mut tokens);
        Some(Source {
            path,
            lines: text.lines().collect(),
            tokens,
            comments,
        })
    }

    /// The comments, line by line.
    pub(super) fn comments(&self) -> impl Iterator<Item = (usize, &'a str)> {
        self.comments.iter().copied()
    }

    /// Whether the whole file is a test or a benchmark.
    pub(super) fn is_test_file(&self) -> bool {
        let mut folders: Vec<&str> = self.path.split('/').collect();
        let name = folders.pop();
        name == Some("tests.rs") || folders.iter().any(|folder| ["tests", "benches"].contains(folder))
    }

    /// Tokens outside tests.
    pub(super) fn outside_tests(&self) -> impl Iterator<Item = (usize, &Token<'a>)> {
        let all = !self.is_test_file();
        self.tokens
            .iter()
            .enumerate()
            .filter(move |(_, token)| all && !token.in_test)
    }

    /// Whether the tokens from `at` on read like `words`.
    pub(super) fn reads(&self, at: usize, words: &[&str]) -> bool {
        words.iter().zip(at..).all(|(word, at)| self.text(at) == *word)
    }

    /// The token's text; empty behind the end.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    /// The names that follow a `::` at `at`: one, or the first of each branch of a group in braces.
    pub(super) fn branches(&self, at: usize) -> Vec<Token<'a>> {
        if self.text(at) != "::" {
            return Vec::new();
        }
        if self.text(at + 1) != "{" {
            return self.tokens.get(at + 1).copied().into_iter().collect();
        }
        let end = closing(&self.tokens, at + 1);
        let mut depth = 0_usize;
        let mut before = "";
        let mut found = Vec::new();
        for token in self.tokens.get(at + 1..end).unwrap_or_default() {
            if depth == 1 && (before == "{" || before == ",") && token.text != "}" {
                found.push(*token);
            }
            depth = match token.text {
                "{" => depth + 1,
                "}" => depth.saturating_sub(1),
                _ => depth,
            };
            before = token.text;
        }
        found
    }
}

/// Finds the token that closes the bracket at `open`; the end where none does.
pub(super) fn closing(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

/// Marks each item under an attribute `#[cfg(… test …)]`, from the attribute to its closing brace or semicolon.
fn mark_tests(tokens: &mut [Token<'_>]) {
    let text = |tokens: &[Token<'_>], at: usize| tokens.get(at).map_or(String::new(), |token| token.text.to_owned());
    let mut at = 0;
    while at < tokens.len() {
        if text(tokens, at) != "#" || text(tokens, at + 1) != "[" || text(tokens, at + 2) != "cfg" {
            at += 1;
            continue;
        }
        let attribute_end = closing(tokens, at + 1);
        let inside = tokens.get(at..attribute_end).unwrap_or_default();
        let negated = inside.iter().any(|token| token.text == "not");
        if negated || !inside.iter().any(|token| token.text == "test") {
            at = attribute_end;
            continue;
        }
        let mut end = attribute_end + 1;
        loop {
            match text(tokens, end).as_str() {
                "" | ";" => break,
                "(" | "[" => end = closing(tokens, end) + 1,
                "{" => {
                    end = closing(tokens, end);
                    break;
                }
                _ => end += 1,
            }
        }
        for token in tokens.iter_mut().take(end + 1).skip(at) {
            token.in_test = true;
        }
        at = end + 1;
    }
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    tokens: Vec<Token<'a>>,
    comments: Vec<(usize, &'a str)>,
}

impl<'a> Reader<'a> {
    /// Reads one token, comment or blank; false at the end.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else {
            return false;
        };
        if self.rest.starts_with("//") {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.take_comment(end);
        } else if self.rest.starts_with("/*") {
            let end = block_end(self.rest);
            self.take_comment(end);
        } else if first.is_whitespace() {
            self.take(first.len_utf8());
        } else if let Some(end) = string_end(self.rest) {
            let line = self.line;
            self.take(end);
            self.tokens.push(Token {
                text: "\"",
                line,
                in_test: false,
            });
        } else if first == '\'' {
            let end = quote_end(self.rest);
            self.take(end);
        } else {
            self.take_word();
        }
        true
    }

    fn take_word(&mut self) {
        let raw = self.rest.strip_prefix("r#").filter(|after| after.starts_with(is_word));
        let start = if raw.is_some() { 2 } else { 0 };
        let word = self.rest.get(start..).unwrap_or_default();
        let end = match word.find(|each: char| !is_word(each)).unwrap_or(word.len()) {
            0 if word.starts_with("::") => 2,
            0 => word.chars().next().map_or(1, char::len_utf8),
            end => end + start,
        };
        let line = self.line;
        let text = self.take(end);
        self.tokens.push(Token {
            text,
            line,
            in_test: false,
        });
    }

    fn take_comment(&mut self, end: usize) {
        let first = self.line;
        let text = self.take(end);
        self.comments.extend((first..).zip(text.lines()));
    }

    fn take(&mut self, end: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }
}

fn is_word(each: char) -> bool {
    each == '_' || each.is_alphanumeric()
}

/// Length of the block comment at the start, nested ones included.
fn block_end(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// Length of the string at the start, of any kind; `None` where none starts.
fn string_end(text: &str) -> Option<usize> {
    let prefix = ["br", "cr", "b", "c", "r", ""].into_iter().find(|prefix| {
        text.strip_prefix(prefix).is_some_and(|rest| {
            let hashes = if prefix.ends_with('r') {
                rest.trim_start_matches('#')
            } else {
                rest
            };
            hashes.starts_with('"')
        })
    })?;
    let rest = text.strip_prefix(prefix)?;
    if prefix.ends_with('r') {
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        let close = format!("\"{}", "#".repeat(hashes));
        let body = rest.get(hashes + 1..)?;
        let end = body.find(&close).map_or(body.len(), |end| end + close.len());
        return Some(prefix.len() + hashes + 1 + end);
    }
    let mut escaped = false;
    for (at, each) in rest.char_indices().skip(1) {
        match each {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(prefix.len() + at + 1),
            _ => {}
        }
    }
    Some(text.len())
}

/// Length of the character or lifetime at the start, which is a quote.
fn quote_end(text: &str) -> usize {
    let mut following = text.char_indices().skip(1);
    match (following.next(), following.next()) {
        (Some((_, '\\')), Some((escaped, _))) => text
            .char_indices()
            .find(|(at, each)| *at > escaped && *each == '\'')
            .map_or(text.len(), |(at, _)| at + 1),
        (_, Some((at, '\''))) => at + 1,
        _ => text
            .char_indices()
            .skip(1)
            .find(|(_, each)| !is_word(*each))
            .map_or(text.len(), |(at, _)| at),
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    fn words(text: &str) -> Vec<&str> {
        Source::of_rust("a.rs", text)
            .unwrap()
            .tokens
            .iter()
            .map(|token| token.text)
            .collect()
    }

    #[test]
    fn reads_words_without_strings_comments_and_quotes() {
        for (text, want) in [
            ("a::b", vec!["a", "::", "b"]),
            (r#"f("x \" y", z)"#, vec!["f", "(", "\"", ",", "z", ")"]),
            ("r##\"a \"# b\"## c", vec!["\"", "c"]),
            ("b\"a\" br#\"b\"# c", vec!["\"", "\"", "c"]),
            ("r#type: x", vec!["r#type", ":", "x"]),
            ("a /* b /* c */ d */ e // f\ng", vec!["a", "e", "g"]),
            ("'a' b '\\'' c '\\u{1}' d 'đ' e", vec!["b", "c", "d", "e"]),
            (
                "fn f<'a>(x: &'a str)",
                vec!["fn", "f", "<", ">", "(", "x", ":", "&", "str", ")"],
            ),
        ] {
            assert_eq!(words(text), want, "{text}");
        }
    }

    #[test]
    fn counts_lines_through_strings_and_comments() {
        let source = Source::of_rust("a.rs", "\"\n\" /*\n*/ a\n// b\nc").unwrap();
        let lines: Vec<usize> = source.tokens.iter().map(|token| token.line).collect();
        assert_eq!(lines, [1, 3, 5]);
        assert_eq!(
            source.comments().collect::<Vec<_>>(),
            [(2, "/*"), (3, "*/"), (4, "// b")]
        );
    }

    #[test]
    fn knows_what_is_a_test() {
        let text = "a; #[cfg(test)] #[path(\"x\")] mod t { b; } c; #[cfg(test)] use d; e; #[cfg(not(test))] f;";
        let source = Source::of_rust("src/a.rs", text).unwrap();
        let outside: Vec<&str> = source
            .outside_tests()
            .map(|(_, token)| token.text)
            .filter(|text| text.len() == 1)
            .collect();
        assert_eq!(outside.join(""), "a;c;e;#[(())]f;");
        assert_eq!(Source::of_rust("src/tests.rs", "a").unwrap().outside_tests().count(), 0);
    }

    #[test]
    fn lists_the_branches_of_an_import() {
        let source = Source::of_rust("a.rs", "use crate::{a::{b, c}, d, e::*};").unwrap();
        let names: Vec<&str> = source.branches(2).iter().map(|token| token.text).collect();
        assert_eq!(names, ["a", "d", "e"]);
    }
}
