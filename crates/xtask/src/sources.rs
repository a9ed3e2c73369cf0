//! The checker over a folder of texts: its table, and against answer sheets its measure.

mod measure;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use nennep_core::checker::{Finding, Mention, Phrases, Reading, read as check};

use measure::Measure;

/// Prints what the checker finds in each text of a folder; with an answer sheet beside a text also what it should have found.
pub(crate) fn read(root: &Path, words: &[String]) -> Result<()> {
    let [folder, rest @ ..] = words else {
        bail!("name a folder of texts: cargo xtask sources DIR [--misses]");
    };
    let only_misses = rest.iter().any(|word| word == "--misses");
    let measure = over(root, Path::new(folder), |name, text, reading| {
        if !only_misses {
            table(name, text, reading);
        }
    })?;
    print!("{}", measure.told());
    Ok(())
}

/// Reads every text of a folder and measures those with an answer sheet.
fn over(root: &Path, folder: &Path, mut see: impl FnMut(&str, &str, &Reading)) -> Result<Measure> {
    let catalog = root.join("catalog/checker.toml");
    let phrases = std::fs::read_to_string(&catalog).with_context(|| catalog.display().to_string())?;
    let phrases = Phrases::parse(&phrases)?;
    let mut measure = Measure::default();
    for path in texts(folder)? {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let reading = check(&phrases, &text);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        see(&name, &text, &reading);
        let sheet = path.with_extension("toml");
        if sheet.is_file() {
            let sheet = std::fs::read_to_string(&sheet)?;
            measure.add(&name, &text, &sheet, &reading)?;
        }
    }
    Ok(measure)
}

fn texts(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut texts: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    texts.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    texts.sort();
    Ok(texts)
}

fn table(name: &str, text: &str, reading: &Reading) {
    println!("\n{name}");
    for mention in reading.mentions.iter().filter(|mention| !mention.is_noise) {
        println!("  {:>14}  {}", shown(text, mention), said(mention));
    }
    let noise: Vec<String> = reading
        .mentions
        .iter()
        .filter(|mention| mention.is_noise)
        .map(|mention| shown(text, mention))
        .collect();
    println!("  not figures: {}", noise.join(" · "));
    for finding in &reading.findings {
        println!("  ! {}", told(text, finding));
    }
}

fn said(mention: &Mention) -> String {
    let mut words = vec![mention.indicator.clone().unwrap_or_else(|| "(no code)".to_owned())];
    words.extend(mention.is_target.then(|| "promised".to_owned()));
    words.extend(
        mention
            .stated
            .iter()
            .map(|stated| format!("{:?} {}%", stated.kind, stated.text)),
    );
    words.join("  ")
}

fn told(text: &str, finding: &Finding) -> String {
    format!(
        "{} {:?}: {}",
        finding.kind.name(),
        finding.kind,
        part(text, finding.span.start, finding.span.end)
    )
}

fn shown(text: &str, mention: &Mention) -> String {
    part(text, mention.span.start, mention.span.end)
}

/// Letters of a text on one line, cut where it grows long.
fn part(text: &str, start: usize, end: usize) -> String {
    let letters: String = text.chars().skip(start).take(end.saturating_sub(start)).collect();
    let line = letters.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LINE_MAX {
        return line;
    }
    let head: String = line.chars().take(LINE_MAX).collect();
    format!("{head}…")
}

const LINE_MAX: usize = 110;
