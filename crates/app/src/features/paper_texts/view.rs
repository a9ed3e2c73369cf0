//! What the words of a paper come to: the sheet, numbers that are not the book's, numbers typed by hand, and what was said twice.

use nennep_core::checker::{FindingKind, Phrases, Span, read};
use nennep_core::reports::ReportModel;
use nennep_core::text::whole;
use nennep_documents::blocks::{Block, Paper, Run};

use crate::web::papers::layouts;
use crate::web::reports::{Apart, Sayable, Shown, apart, left_out, sayable, trace_of};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// Offers a number to be put into the text.
pub(super) struct Offer {
    /// As it is typed, `[02/05|figure]`.
    pub(super) token: String,
    pub(super) label: String,
}

/// Says one number that is not what its figures say.
pub(super) struct ApartRow {
    pub(super) name: String,
    pub(super) said: String,
    pub(super) known: Option<String>,
    pub(super) href: Option<String>,
}

/// Holds what is shown beside the words.
pub(super) struct Proof {
    pub(super) shown: Shown,
    /// Lines on the right above the day, as the form of the body has them.
    pub(super) head: Vec<String>,
    numbers: usize,
    pub(super) apart: Vec<ApartRow>,
    /// Figures of the programme that are typed, with the words around them.
    pub(super) by_hand: Vec<String>,
    /// What stands twice, and classes without their number.
    pub(super) doubts: Vec<String>,
    /// Numbers the wording says and the text does not.
    pub(super) left_out: Vec<Offer>,
    differing: Vec<Apart>,
}

impl Proof {
    /// Looks a paper over.
    pub(super) fn of(visit: &Visit, model: &ReportModel, paper: Paper, (worded, words): (&str, Option<&str>)) -> Self {
        let sayable = sayable(model);
        let differing = apart(&paper, model);
        let apart = differing.iter().map(|apart| ApartRow {
            name: name_of(&visit.words, &sayable, &apart.figure),
            said: apart.said.clone(),
            known: apart.known.clone(),
            href: trace_of(&apart.figure, model.head),
        });
        let apart = apart.collect();
        let (text, objects) = plain(&paper);
        let (by_hand, doubts) = looked_over(&visit.house.catalogs.phrases, &text, &objects);
        let left = words.map_or_else(Vec::new, |words| left_out(worded, words));
        let left_out = left.iter().filter_map(|figure| {
            let said = sayable.iter().find(|said| said.number.figure == *figure)?;
            Some(offer(&visit.words, said))
        });
        let layouts = layouts().ok();
        let layout = layouts.as_ref().and_then(|layouts| layouts.by_id(&paper.layout));
        let head = layout.map(|layout| {
            let motto = layout.head.motto.iter().map(|motto| motto.text.clone());
            std::iter::once(layout.head.title.clone()).chain(motto).collect()
        });
        Self {
            head: head.unwrap_or_default(),
            numbers: objects.len(),
            apart,
            by_hand,
            doubts,
            left_out: left_out.collect(),
            differing,
            shown: Shown {
                paper,
                head: model.head,
            },
        }
    }

    /// How many numbers the text says, and how many of them are not what their figures say.
    pub(super) fn counts(&self) -> [(&'static str, String); 2] {
        [("count", whole(self.numbers)), ("apart", whole(self.apart.len()))]
    }

    /// Tells whether a number of the text is not what its figures say.
    pub(super) fn is_apart(&self, figure: &str, said: &str) -> bool {
        let mut differing = self.differing.iter();
        differing.any(|apart| apart.figure == figure && apart.said == said)
    }
}

/// Lists what the text may say.
pub(super) fn offers(visit: &Visit, model: &ReportModel) -> Vec<Offer> {
    sayable(model).iter().map(|said| offer(&visit.words, said)).collect()
}

fn offer(words: &Words, said: &Sayable) -> Offer {
    let number = &said.number;
    Offer {
        token: format!("[{}|{}]", number.printed, number.figure),
        label: format!("{}: {}", named(words, said), number.printed),
    }
}

fn named(words: &Words, said: &Sayable) -> String {
    let mut name = said.name.clone();
    if let Some(giver) = &said.giver {
        let part = said.number.figure.rsplit('.').next().unwrap_or_default();
        name = words.fill(
            &format!("paper-text-part-{part}"),
            &[("name", name), ("giver", giver.clone())],
        );
    }
    match &said.unit {
        Some(unit) => format!("{unit}, {name}"),
        None => name,
    }
}

fn name_of(words: &Words, sayable: &[Sayable], figure: &str) -> String {
    let found = sayable.iter().find(|said| said.number.figure == figure);
    found.map_or_else(|| words.say("paper-text-gone"), |said| named(words, said))
}

/// The text of a paper, and where in it the numbers that are objects stand.
fn plain(paper: &Paper) -> (String, Vec<Span>) {
    let (mut text, mut objects, mut at) = (String::new(), Vec::new(), 0);
    let mut push = |stretch: &str| {
        text.push_str(stretch);
        let start = at;
        at += stretch.chars().count();
        Span { start, end: at }
    };
    for block in &paper.blocks {
        match block {
            Block::Heading { text, .. } | Block::Centred { text } => {
                push(text);
            }
            Block::Paragraph { runs } => {
                for run in runs {
                    let span = push(run.printed());
                    if matches!(run, Run::Number { .. }) {
                        objects.push(span);
                    }
                }
            }
        }
        push("\n");
    }
    (text, objects)
}

/// Letters of a sentence that are shown.
const SHOWN_MAX: usize = 160;

fn looked_over(phrases: &Phrases, text: &str, objects: &[Span]) -> (Vec<String>, Vec<String>) {
    let letters: Vec<char> = text.chars().collect();
    let said = |span: Span| -> String {
        let end = span.end.min(span.start + SHOWN_MAX);
        letters
            .get(span.start..end)
            .unwrap_or_default()
            .iter()
            .collect::<String>()
            .trim()
            .to_owned()
    };
    let reading = read(phrases, text);
    let is_object = |span: Span| {
        objects
            .iter()
            .any(|object| object.start < span.end && span.start < object.end)
    };
    let typed = reading
        .mentions
        .iter()
        .filter(|mention| !mention.is_noise && !mention.is_target && !is_object(mention.span));
    let doubts = reading.findings.iter().filter(|finding| {
        matches!(
            finding.kind,
            FindingKind::RepeatedSentence | FindingKind::RepeatedPhrase { .. } | FindingKind::MissingNumber
        )
    });
    (
        typed.map(|mention| said(reading.sentence_of(mention))).collect(),
        doubts.map(|finding| said(finding.span)).collect(),
    )
}
