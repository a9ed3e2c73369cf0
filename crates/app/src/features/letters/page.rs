//! Pages of letters: the form, the letter to read, and its files.

use axum::extract::{Form, Path};
use axum::response::{IntoResponse as _, Redirect, Response};
use nennep_core::register::{Line, Procedure, UnitIndex};
use nennep_core::text::{count, date_short};
use nennep_documents::blocks::{Block, Paper};

use super::record::{CaseOf, Letter, deeds};
use super::{act, form, rows};
use crate::store::{Deed, summed_heads};
use crate::web::days::read_day;
use crate::web::errors::{WebError, show as render, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::{FieldMaker, Group, Shape, Typed, fault_lines};
use crate::web::pages::FormPage;
use crate::web::papers::{Format, LetterKind, bare_number, paper_file};
use crate::web::places::in_charge;
use crate::web::secrets::form_key;
use crate::web::shell::{Crumb, Shell};
use crate::web::visit::Visit;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "letters/letter.html")]
struct LetterPage {
    shell: Shell,
    id: i64,
    name: String,
    sum: String,
    paper: Paper,
    endings: Vec<&'static str>,
}

/// Finds a case of the scope with the committee that keeps it, for whoever makes its papers.
async fn find_case(visit: &Visit, id: &str) -> Result<(CaseOf, UnitIndex), WebError> {
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let case = rows::find_any_case(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    let unit = in_charge(visit, Some(case.unit), visit.now.today()).ok_or(WebError::NotFound)?;
    visit.needs(Deed::MakePapers, unit)?;
    Ok((case, unit))
}

/// Offers the form of a letter with what is known of the case.
pub(super) async fn new(visit: Visit, Path((id, kind)): Path<(String, String)>) -> Result<Response, WebError> {
    let (case, unit) = find_case(&visit, &id).await?;
    let kind = LetterKind::of(&kind).ok_or(WebError::NotFound)?;
    let procedure = act::check_due(&visit, &case, kind)?;
    let today = visit.now.today();
    let mut typed = Typed::default();
    typed.set("kind", kind.code());
    typed.set("key", form_key()?);
    typed.set("dated", date_short(today));
    if let Some(host) = case.hosts.first() {
        let words = format!("founding-name-{}", procedure.usual_kind());
        typed.set("organization", visit.words.with(&words, "name", host.name.clone()));
    }
    if let Some(usual) = deeds(procedure).first() {
        typed.set("deed", *usual);
    }
    if procedure.line == Line::Party {
        let body = visit.house.catalogs.bodies.body(&visit.book().tree, unit, today);
        typed.set("to", body.superior_name.unwrap_or_default());
    }
    let mut tx = visit.house.db.read().await?;
    let rulebook = &visit.house.catalogs.rulebook;
    let rule = rulebook.deciding(procedure, procedure.usual_kind(), today);
    let heads = match rule {
        Some(rule) => summed_heads(&mut tx, &case.hosts, rule.heads).await?,
        None => None,
    };
    tx.rollback().await?;
    if let Some(heads) = heads {
        typed.set("heads", heads.to_string());
    }
    render(&form_page(&visit, &case, unit, (&typed, &[])).await?)
}

async fn form_page(
    visit: &Visit,
    case: &CaseOf,
    unit: UnitIndex,
    (typed, faults): (&Typed, &[Fault]),
) -> Result<FormPage, WebError> {
    let words = &visit.words;
    let kind = LetterKind::of(typed.get("kind")).ok_or(WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let dated = read_day(typed.get("dated")).unwrap_or(visit.now.today());
    let (tree, bodies) = (&visit.book().tree, &visit.house.catalogs.bodies);
    let series = bodies.series(bodies.family(tree, unit, dated), dated);
    let issuer = tree.unit(unit).id.0;
    let last = rows::last_used(&mut tx, issuer, kind, &series).await?;
    let next = last.map_or(1, |(number, _)| number + 1);
    tx.rollback().await?;
    let make = FieldMaker::new(words, "letters", typed, faults);
    let mut number = make.optional("number", Shape::Short);
    number.hint = words.fill("letters-number-next", &[("number", count(next)), ("series", series)]);
    let mut about = vec![
        make.field("organization", Shape::Line),
        make.field("to", Shape::Line),
        make.optional("heads", Shape::Short),
    ];
    let deeds = procedure_of(visit, case).map_or(&[][..], deeds);
    if deeds.len() > 1 {
        let named = |deed: &&str| ((*deed).to_owned(), words.keyed("letters-deed", deed, ""));
        about.insert(
            0,
            make.field("deed", Shape::Radios)
                .offering(typed, deeds.iter().map(named)),
        );
    }
    let groups = vec![
        Group {
            legend: None,
            fields: about,
        },
        Group {
            legend: Some(words.say("letters-numbering")),
            fields: vec![
                make.field("dated", Shape::Short),
                number,
                make.optional("gap_reason", Shape::Line),
            ],
        },
        Group {
            legend: Some(words.say("letters-signer")),
            fields: vec![
                make.optional("signer_title", Shape::Line),
                make.optional("signer_name", Shape::Line),
            ],
        },
    ];
    let title = words.keyed("letters", kind.code(), "");
    let mut shell = Shell::of(visit, title).about(visit, unit);
    shell.crumbs = crumbs(visit, case.id, &case.number);
    Ok(FormPage {
        sum: words.say("letters-sum"),
        action: format!("/cases/{}/letters", case.id),
        submit: words.say("letters-make"),
        back: format!("/cases/{}", case.id),
        hidden: vec![("kind", kind.code().to_owned()), ("key", typed.get("key").to_owned())],
        faults: fault_lines(words, &groups, faults),
        groups,
        shell,
    })
}

fn procedure_of<'a>(visit: &'a Visit, case: &CaseOf) -> Option<&'a Procedure> {
    let procedures = &visit.house.catalogs.procedures;
    procedures.get(&case.procedure, case.opened_on)
}

fn crumbs(visit: &Visit, case: i64, number: &str) -> Vec<Crumb> {
    vec![
        Crumb {
            label: visit.words.say("cases"),
            href: "/cases".to_owned(),
        },
        Crumb {
            label: number.to_owned(),
            href: format!("/cases/{case}"),
        },
    ]
}

/// Numbers a letter and keeps it.
pub(super) async fn create(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (case, unit) = find_case(&visit, &id).await?;
    let typed = Typed::of(pairs);
    LetterKind::of(typed.get("kind"))
        .filter(|_| !typed.get("key").is_empty())
        .ok_or(WebError::NotFound)?;
    let deeds = procedure_of(&visit, &case).map_or(&[][..], deeds);
    let outcome = match form::asked(&visit, &typed, deeds) {
        Ok(asked) => act::write(&visit, case.id, &asked, unit).await,
        Err(faults) => Err(WebError::Faulty(faults)),
    };
    match outcome {
        Ok(letter) => Ok(Redirect::to(&format!("/letters/{letter}")).into_response()),
        Err(WebError::Faulty(faults)) => show_faulty(&form_page(&visit, &case, unit, (&typed, &faults)).await?),
        Err(other) => Err(other),
    }
}

/// Finds a letter of the scope.
async fn find(visit: &Visit, id: &str) -> Result<(Letter, UnitIndex), WebError> {
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let letter = rows::find_any(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    let unit = in_charge(visit, Some(letter.unit), visit.now.today()).ok_or(WebError::NotFound)?;
    Ok((letter, unit))
}

/// Shows a letter with its files.
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let (letter, unit) = find(&visit, &id).await?;
    let mut tx = visit.house.db.read().await?;
    let case = rows::find_any_case(&mut tx, letter.case)
        .await?
        .ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    let words = &visit.words;
    let values = [
        ("day", date_short(letter.dated)),
        ("who", letter.made_by.clone()),
        ("when", words.instant(&letter.made_at)),
    ];
    let title = words.fill(
        &format!("letters-title-{}", letter.kind.code()),
        &[("number", bare_number(&letter.paper.number_line).to_owned())],
    );
    let mut shell = Shell::of(&visit, title).about(&visit, unit);
    shell.crumbs = crumbs(&visit, case.id, &case.number);
    render(&LetterPage {
        sum: words.fill("letters-made-by", &values),
        id: letter.id,
        name: file_name(&letter),
        endings: Format::ALL
            .iter()
            .filter(|format| format.is_text())
            .map(|format| format.ending())
            .collect(),
        paper: letter.paper,
        shell,
    })
}

/// A letter has no appendix tables, and its model is nobody's business.
fn file_name(letter: &Letter) -> String {
    let kind = match letter.kind {
        LetterKind::Submission => "to-trinh",
        LetterKind::Decision => "quyet-dinh",
    };
    format!("{kind}-{:02}", letter.number)
}

/// Gives a letter as a file; the same bytes whenever it is asked for.
pub(super) async fn file(visit: Visit, Path((id, name)): Path<(String, String)>) -> Result<Response, WebError> {
    let (letter, _) = find(&visit, &id).await?;
    let format = name
        .rsplit_once('.')
        .and_then(|(_, ending)| Format::of(ending))
        .filter(|format| format.is_text())
        .ok_or(WebError::NotFound)?;
    paper_file(&file_name(&letter), letter.paper, format).await
}
