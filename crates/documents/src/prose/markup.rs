//! Pages of the web: blocks become lines, cells are parted by tabs; scripts, styles and hidden heads are left out.

use scraper::Html;
use scraper::node::Node;

use crate::sheets::foreign::letters;

/// Tells whether bytes begin as a page does.
pub(super) fn begins(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start).to_ascii_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("<!doctype html") || text.starts_with("<html")
}

pub(super) fn read(bytes: &[u8]) -> String {
    let (source, _) = letters::text_of(bytes);
    let page = Html::parse_document(&source);
    let mut lines = Lines::default();
    // Walked by its edges, not by recursion: pages may nest deeper than a stack.
    for edge in page.root_element().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => lines.open(node.value()),
            ego_tree::iter::Edge::Close(node) => lines.close(node.value()),
        }
    }
    lines.text
}

#[derive(Default)]
struct Lines {
    text: String,
    /// How many elements that are not shown we are in.
    hidden: usize,
    is_row_begun: bool,
}

impl Lines {
    fn open(&mut self, node: &Node) {
        match node {
            Node::Element(element) if is_hidden(element.name()) => self.hidden += 1,
            Node::Element(element) => match element.name() {
                "br" => self.end(),
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
            },
            Node::Text(text) if self.hidden == 0 => self.words(text),
            _ => {}
        }
    }

    fn close(&mut self, node: &Node) {
        if let Node::Element(element) = node {
            match element.name() {
                name if is_hidden(name) => self.hidden = self.hidden.saturating_sub(1),
                "tr" | "table" => {
                    self.is_row_begun = false;
                    self.end();
                }
                name if is_block(name) => self.block(),
                _ => {}
            }
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
        "script" | "style" | "noscript" | "template" | "head" | "svg" | "select"
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
