//! How many of the figures and defects of an answer sheet were found, and how many of those found were right.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use nennep_core::checker::{Mention, Reading};
use serde::Deserialize;

/// What a person found in a text.
#[derive(Deserialize)]
struct Sheet {
    #[serde(default)]
    mention: Vec<Expected>,
    #[serde(default)]
    finding: Vec<Defect>,
}

#[derive(Deserialize)]
struct Expected {
    text: String,
    #[serde(default = "one")]
    nth: usize,
    value: Option<i64>,
    of: Option<i64>,
    percent: Option<String>,
    #[serde(default)]
    target: bool,
    /// Empty for a figure the catalogue has no code for.
    indicator: String,
}

#[derive(Deserialize)]
struct Defect {
    kind: String,
    text: String,
}

fn one() -> usize {
    1
}

/// Counts over all texts.
#[derive(Default)]
pub(super) struct Measure {
    texts: usize,
    expected: usize,
    found: usize,
    coded: usize,
    named: usize,
    claimed: usize,
    false_claims: usize,
    values: usize,
    percents: (usize, usize),
    targets: usize,
    defects: usize,
    defects_found: usize,
    findings: usize,
    false_findings: usize,
    misses: Vec<String>,
}

impl Measure {
    /// Compares what was read with an answer sheet.
    pub(super) fn add(&mut self, name: &str, text: &str, sheet: &str, reading: &Reading) -> Result<()> {
        let sheet: Sheet = toml::from_str(sheet).with_context(|| name.to_owned())?;
        self.texts += 1;
        let mut met = BTreeSet::new();
        for expected in &sheet.mention {
            self.expect(name, text, expected, reading, &mut met);
        }
        for (place, mention) in reading.mentions.iter().enumerate() {
            let Some(code) = &mention.indicator else {
                continue;
            };
            self.claimed += 1;
            if !met.contains(&place) {
                self.false_claims += 1;
                self.misses.push(format!(
                    "{name}: read {} as {code}, which it is not",
                    super::shown(text, mention)
                ));
            }
        }
        self.defects(name, text, &sheet.finding, reading);
        Ok(())
    }

    fn expect(&mut self, name: &str, text: &str, expected: &Expected, reading: &Reading, met: &mut BTreeSet<usize>) {
        self.expected += 1;
        let Some((start, end)) = place(text, &expected.text, expected.nth) else {
            self.misses.push(format!(
                "{name}: the sheet names {} {}, which is not there",
                expected.text, expected.nth
            ));
            return;
        };
        let at = reading
            .mentions
            .iter()
            .position(|mention| mention.span.start < end && start < mention.span.end);
        let near = super::part(text, start.saturating_sub(40), end + 40);
        let wanted = if expected.indicator.is_empty() {
            "(no code)"
        } else {
            &expected.indicator
        };
        self.coded += usize::from(!expected.indicator.is_empty());
        let Some((at, mention)) = at
            .and_then(|at| Some((at, reading.mentions.get(at)?)))
            .filter(|(_, mention)| !mention.is_noise)
        else {
            self.misses.push(format!("{name}: {wanted} not found: …{near}…"));
            return;
        };
        self.found += 1;
        let code = mention.indicator.clone().unwrap_or_default();
        if code == expected.indicator {
            met.insert(at);
            self.named += usize::from(!code.is_empty());
        } else {
            self.misses.push(format!(
                "{name}: {wanted} read as {}: …{near}…",
                if code.is_empty() { "(no code)" } else { &code }
            ));
        }
        self.sides(name, expected, mention, &near);
    }

    fn sides(&mut self, name: &str, expected: &Expected, mention: &Mention, near: &str) {
        if (mention.value, mention.of) == (expected.value, expected.of) {
            self.values += 1;
        } else {
            self.misses.push(format!(
                "{name}: value {:?} over {:?}: …{near}…",
                mention.value, mention.of
            ));
        }
        if mention.is_target == expected.target {
            self.targets += 1;
        } else {
            self.misses
                .push(format!("{name}: promised {}: …{near}…", mention.is_target));
        }
        let stated = mention.stated.first().map(|stated| stated.text.clone());
        if expected.percent.is_some() || stated.is_some() {
            self.percents.1 += 1;
            if stated == expected.percent {
                self.percents.0 += 1;
            } else {
                self.misses.push(format!("{name}: percent {stated:?}: …{near}…"));
            }
        }
    }

    fn defects(&mut self, name: &str, text: &str, defects: &[Defect], reading: &Reading) {
        let mut met = BTreeSet::new();
        for defect in defects {
            self.defects += 1;
            let place = place(text, &defect.text, 1).unwrap_or((0, 0));
            let found = reading.findings.iter().enumerate().find(|(at, finding)| {
                let places = finding.evidence.iter().chain([&finding.span]);
                let mut near = places.filter(|span| span.start < place.1 + NEAR && place.0 < span.end + NEAR);
                !met.contains(at) && finding.kind.name() == defect.kind && near.next().is_some()
            });
            match found {
                Some((at, _)) => {
                    met.insert(at);
                    self.defects_found += 1;
                }
                None => self
                    .misses
                    .push(format!("{name}: {} not found: {}", defect.kind, defect.text)),
            }
        }
        for (at, finding) in reading.findings.iter().enumerate() {
            self.findings += 1;
            if !met.contains(&at) {
                self.false_findings += 1;
                self.misses
                    .push(format!("{name}: finds {}", super::told(text, finding)));
            }
        }
    }

    /// Tells the misses, then the measure; nothing without answer sheets.
    pub(super) fn told(&self) -> String {
        if self.texts == 0 {
            return String::new();
        }
        let right = self.claimed - self.false_claims;
        let sound = self.findings - self.false_findings;
        let rates = [
            ("figures found", self.found, self.expected),
            ("indicator recall", self.named, self.coded),
            ("indicator precision", right, self.claimed),
            ("values right", self.values, self.found),
            ("percents right", self.percents.0, self.percents.1),
            ("promised or done right", self.targets, self.found),
            ("defects found", self.defects_found, self.defects),
            ("findings right", sound, self.findings),
        ];
        let misses = self.misses.iter().map(|miss| format!("  {miss}\n"));
        let rates = rates.map(|(name, part, whole)| format!("  {name:<24} {}\n", rate(part, whole)));
        let head = format!("measure over {} texts\n", self.texts);
        ["misses\n".to_owned()]
            .into_iter()
            .chain(misses)
            .chain([head])
            .chain(rates)
            .collect()
    }
}

const NEAR: usize = 30;

fn rate(part: usize, whole: usize) -> String {
    let permille = (part * 1000 + whole / 2).checked_div(whole).unwrap_or(0);
    format!("{part}/{whole} = {}.{} %", permille / 10, permille % 10)
}

/// Gives the characters of the nth occurrence of a text.
fn place(text: &str, part: &str, nth: usize) -> Option<(usize, usize)> {
    let (byte, _) = text.match_indices(part).nth(nth.checked_sub(1)?)?;
    let start = text.get(..byte)?.chars().count();
    Some((start, start + part.chars().count()))
}
