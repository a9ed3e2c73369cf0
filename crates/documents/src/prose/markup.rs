//! Pages of the web: blocks become lines, cells are parted by tabs; scripts, styles and hidden heads are left out.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::sheets::foreign::letters;

/// Tells whether bytes begin as a page does.
pub(super) fn begins(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start).to_ascii_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("<!doctype html") || text.starts_with("<html")
}

pub(super) fn read(bytes: &[u8]) -> String {
    let (source, _) = letters::text_of(bytes);
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(source));
    // Told by its tags one after another: a page may nest deeper than a tree that is walked could.
    let tokenizer = Tokenizer::new(Walk::default(), TokenizerOpts::default());
    // What runs scripts is asked for between pieces; there is one piece and nothing is run.
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner().text
}

#[derive(Default)]
struct Walk(RefCell<Lines>);

impl TokenSink for Walk {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut lines = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let name: &str = &tag.name;
                match tag.kind {
                    TagKind::StartTag if !tag.self_closing => lines.open(name),
                    TagKind::StartTag => lines.single(name),
                    TagKind::EndTag => lines.close(name),
                }
                if tag.kind == TagKind::StartTag {
                    return match name {
                        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                        "style" | "noscript" => TokenSinkResult::RawData(RawKind::Rawtext),
                        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                        _ => TokenSinkResult::Continue,
                    };
                }
            }
            Token::CharacterTokens(words) => lines.words(&words),
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Lines {
    text: String,
    /// How many elements that are not shown we are in.
    hidden: usize,
    is_row_begun: bool,
}

impl Lines {
    fn open(&mut self, name: &str) {
        match name {
            name if is_hidden(name) => self.hidden += 1,
            "br" => self.single(name),
            "tr" => {
                self.end();
                self.is_row_begun = false;
            }
            "td" | "th" => {
                if self.is_row_begun {
                    self.text.push('\t');
                }
                self.is_row_begun = true;
            }
            name if is_block(name) => self.block(),
            _ => {}
        }
    }

    fn single(&mut self, name: &str) {
        match name {
            "br" if self.is_row_begun => self.text.push(' '),
            "br" => self.end(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            name if is_hidden(name) => self.hidden = self.hidden.saturating_sub(1),
            "tr" | "table" => {
                self.is_row_begun = false;
                self.end();
            }
            name if is_block(name) => self.block(),
            _ => {}
        }
    }

    /// A block in a cell is a piece of the row, not a line of its own.
    fn block(&mut self) {
        if self.is_row_begun {
            self.text.push(' ');
        } else {
            self.end();
        }
    }

    fn words(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        let begins_blank = text.starts_with(char::is_whitespace);
        let words: Vec<&str> = text.split_whitespace().collect();
        if begins_blank || words.is_empty() {
            self.blank();
        }
        self.text.push_str(&words.join(" "));
        if text.ends_with(char::is_whitespace) && !words.is_empty() {
            self.blank();
        }
    }

    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }

    fn end(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "noscript" | "template" | "title" | "svg" | "select"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "main"
            | "figure"
            | "figcaption"
            | "blockquote"
            | "pre"
            | "table"
            | "caption"
            | "form"
    )
}
