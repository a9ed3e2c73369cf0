//! A case and what was asked into the paper of a letter.

use minijinja::context;
use nennep_core::register::{Procedure, UnitIndex};
use nennep_core::text::{count, date_long};
use nennep_documents::blocks::{Paper, Signature};

use super::record::{Asked, CaseOf};
use crate::web::papers::{blocks, layouts, wording_environment};
use crate::web::visit::Visit;
use crate::web::words::{Language, Words};

/// Papers are written in Vietnamese, whatever the officer reads the pages in.
const PAPER: Words = Words {
    language: Language::Vietnamese,
};

/// Composes a letter with its number.
///
/// # Errors
/// When the wording asks for something unknown, or no layout is in force on the day.
pub(super) fn compose(
    visit: &Visit,
    case: &CaseOf,
    asked: &Asked,
    (unit, procedure): (UnitIndex, &Procedure),
    number: i64,
) -> anyhow::Result<Paper> {
    let catalogs = &visit.house.catalogs;
    let (wording, bodies) = (catalogs.letters.of(asked.kind), &catalogs.bodies);
    let tree = &visit.book().tree;
    let body = bodies.body(tree, unit, asked.dated);
    let environment = wording_environment();
    let rule = catalogs
        .rulebook
        .deciding(procedure, procedure.usual_kind(), asked.dated);
    let heads = asked.heads.map(|heads| match rule {
        Some(rule) => PAPER.with(&format!("letters-heads-{}", rule.heads.code()), "count", count(heads)),
        None => PAPER.with("letters-heads-said", "count", count(heads)),
    });
    let basis = rule.map_or_else(|| procedure.basis.clone(), |rule| rule.basis.clone());
    let papers: Vec<String> = case
        .papers
        .iter()
        .map(|paper| PAPER.say(&format!("procedure-paper-{paper}")).to_lowercase())
        .collect();
    let hosts: Vec<&str> = case.hosts.iter().map(|host| host.name.as_str()).collect();
    let values = context! {
        viec => PAPER.say(&format!("letters-deed-{}", asked.deed)).to_lowercase(),
        don_vi => tree.name_on(unit, asked.dated),
        cap_tren => &asked.to,
        to_chuc => &asked.organization,
        noi_dat => hosts.join(", "),
        so_nguoi => heads,
        can_cu => basis,
        ho_so => &case.number,
        giay_to => papers.join("; "),
    };
    let say = |text: &str| environment.render_str(text, &values);
    let layouts = layouts()?;
    let layout = bodies
        .layout(&layouts, (tree, unit, asked.dated))
        .map(|layout| layout.id.clone())
        .ok_or_else(|| anyhow::anyhow!("no layout is in force on {}", asked.dated))?;
    let all = |lines: &[String]| lines.iter().map(|line| say(line)).collect::<Result<Vec<_>, _>>();
    let number_line = bodies.number_line(&body, &wording.symbol, Some(&number.to_string()));
    let paper = Paper {
        layout,
        sample_mark: None,
        seal: None,
        superior: body.superior,
        issuer: body.issuer,
        number_line,
        dated_line: format!("{}, {}", body.place, date_long(asked.dated)),
        kind: wording.kind.clone(),
        summary: all(&wording.summary)?,
        blocks: blocks(&say(&wording.text)?),
        signature: Signature {
            authority: body.authority,
            title: asked.signer.as_ref().map(|signer| signer.title.clone()),
            name: asked.signer.as_ref().map(|signer| signer.name.clone()),
        },
        recipients: all(&wording.recipients)?
            .into_iter()
            .filter(|line| !line.trim_start().starts_with('('))
            .collect(),
        appendices: Vec::new(),
    };
    Ok(bodies.finished(body.family, paper))
}
