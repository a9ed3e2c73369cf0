//! A paper drafted from a wording: its number stays open.

use minijinja::Value;
use nennep_core::calendar::Day;
use nennep_core::register::{Tree, UnitIndex};
use nennep_core::text::date_long;
use nennep_documents::blocks::{Appendix, Paper, Signature};

use super::letters::LetterWording;
use super::{Bodies, blocks, layouts, wording_environment};

/// Composes a paper of a unit on a day: the wording filled with values, in the layout in force, with its appendices.
///
/// # Errors
/// When the wording asks for something unknown, or no layout is in force on the day.
pub fn drafted(
    (bodies, wording): (&Bodies, &LetterWording),
    (tree, unit, dated): (&Tree, UnitIndex, Day),
    values: &Value,
    appendices: Vec<Appendix>,
) -> anyhow::Result<Paper> {
    let body = bodies.body(tree, unit, dated);
    let environment = wording_environment();
    let say = |text: &str| environment.render_str(text, values);
    let all = |lines: &[String]| lines.iter().map(|line| say(line)).collect::<Result<Vec<_>, _>>();
    let layouts = layouts()?;
    let layout = bodies
        .layout(&layouts, (tree, unit, dated))
        .map(|layout| layout.id.clone());
    let number_line = bodies.number_line(&body, &wording.symbol, None);
    let paper = Paper {
        layout: layout.ok_or_else(|| anyhow::anyhow!("no layout is in force on {dated}"))?,
        sample_mark: None,
        seal: None,
        superior: body.superior,
        issuer: body.issuer,
        number_line,
        dated_line: format!("{}, {}", body.place, date_long(dated)),
        kind: wording.kind.clone(),
        summary: all(&wording.summary)?,
        blocks: blocks(&say(&wording.text)?),
        signature: Signature {
            authority: body.authority,
            title: None,
            name: None,
        },
        recipients: all(&wording.recipients)?,
        appendices,
    };
    Ok(bodies.finished(body.family, paper))
}
