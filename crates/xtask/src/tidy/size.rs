//! How long a file and a function may grow.

use super::Finding;
use super::source::{Source, closing};

/// Nine of ten files of the houses that feel light stay below this.
const FILE_LINES_MAX: usize = 400;

/// One screen.
const FUNCTION_LINES_MAX: usize = 70;

/// How a longer one explains itself.
const REASON: &str = "// long: ";

/// Why: a file that can be read in one sitting is understood as a whole.
pub(super) fn file(source: &Source<'_>) -> Vec<Finding> {
    let explained = source.lines.iter().take(15).any(|line| line.contains(REASON));
    if source.lines.len() <= FILE_LINES_MAX || explained {
        return Vec::new();
    }
    let length = source.lines.len();
    let message = format!("{length} lines, more than {FILE_LINES_MAX}; divide it, or begin it with `{REASON}<reason>`");
    vec![Finding::new(source.path, 1, "file-length", message)]
}

/// Why: what fits on one screen is checked by eye, from its first line to its last.
pub(super) fn functions(source: &Source<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, token) in source.tokens.iter().enumerate().filter(|(_, token)| token.text == "fn") {
        let Some(last_line) = body_end(source, at) else {
            continue;
        };
        let length = last_line + 1 - token.line;
        if length > FUNCTION_LINES_MAX && !explained_above(source, token.line) {
            let message = format!(
                "fn {} has {length} lines, more than {FUNCTION_LINES_MAX}; divide it, or write `{REASON}<reason>` \
                 right above",
                source.text(at + 1)
            );
            findings.push(Finding::new(source.path, token.line, "function-length", message));
        }
    }
    findings
}

/// Last line of the function at `at`; `None` for one without a body.
fn body_end(source: &Source<'_>, at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        match source.text(at) {
            "" | ";" | ")" | "}" | "," => return None,
            "(" | "[" => at = closing(&source.tokens, at) + 1,
            "{" => break,
            _ => at += 1,
        }
    }
    source.tokens.get(closing(&source.tokens, at)).map(|token| token.line)
}

/// Whether a reason stands among the comments and attributes right above a line.
fn explained_above(source: &Source<'_>, line: usize) -> bool {
    let above = source.lines.iter().take(line - 1).rev().map(|line| line.trim_start());
    above
        .take_while(|line| line.starts_with("//") || line.starts_with('#'))
        .any(|line| line.starts_with(REASON))
}

#[cfg(test)]
mod tests {
    use crate::tidy::broken;

    const PATH: &str = "crates/app/src/web/page.rs";

    #[test]
    fn long_files_explain_themselves() {
        let long = "\n".repeat(401);
        assert_eq!(broken(PATH, &long), [(1, "file-length")]);
        assert_eq!(broken(PATH, &"\n".repeat(400)), []);
        assert_eq!(broken(PATH, &format!("//! Page.\n// long: one table\n{long}")), []);
    }

    #[test]
    fn long_functions_explain_themselves() {
        let body = |lines: usize| format!("(a: [u8; 2]) -> u8 {{{}}}", "\n".repeat(lines - 1));
        for (text, want) in [
            (format!("fn f{}", body(70)), vec![]),
            (format!("\nfn f{}", body(71)), vec![(2, "function-length")]),
            (
                format!("/// Doc.\n// long: one match\n#[inline]\nfn f{}", body(71)),
                vec![],
            ),
            (
                format!("// long: another\n\nfn f{}", body(71)),
                vec![(3, "function-length")],
            ),
            (format!("struct A {{ f: fn(u8), }}\nfn f{}", body(70)), vec![]),
            (format!("trait T {{ fn f(); }}{}", "\n".repeat(90)), vec![]),
        ] {
            assert_eq!(broken(PATH, &text), want, "{text}");
        }
    }
}
