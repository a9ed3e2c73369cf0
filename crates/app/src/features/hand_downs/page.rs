//! Pages of a hand-down: the table, the look at what would be recorded, and the sheet that goes out and comes back.

use axum::extract::{Form, Path, Query, Request};
use axum::response::{IntoResponse as _, Redirect, Response};
use nennep_core::register::UnitIndex;
use nennep_documents::xlsx::write_filled;

use super::act::{Mode, hand_down as perform};
use super::form;
use super::import::{self, Filled};
use super::record::{Asked, CellFault, Outline, Sent};
use super::rows;
use super::view::{self, Matrix, Told};
use crate::store::Deed;
use crate::web::errors::{WebError, percent, show, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::{FaultLine, Group, Typed};
use crate::web::papers::{Format, download};
use crate::web::places::unit_path;
use crate::web::shell::{Receipt, Shell};
use crate::web::upload::uploaded;
use crate::web::visit::Visit;

type Pairs = Vec<(String, String)>;

/// Where a target that was handed down on the page comes from.
const SOURCE: &str = "Bảng giao chỉ tiêu trên trang";

#[derive(askama::Template)]
#[template(path = "hand_downs/matrix.html")]
struct MatrixPage {
    shell: Shell,
    sum: String,
    action: String,
    faults: Vec<FaultLine>,
    asked: Vec<Group>,
    choices: Vec<(String, String, bool)>,
    /// Fields that the table is sent with: which hand-down it is.
    kept: Vec<(&'static str, String)>,
    matrix: Option<Matrix>,
    decision: Vec<Group>,
    export: String,
}

#[derive(askama::Template)]
#[template(path = "hand_downs/rehearsal.html")]
struct RehearsalPage {
    shell: Shell,
    sum: String,
    counted: String,
    decided: String,
    action: String,
    told: Vec<Told>,
    checks: Vec<(String, String, bool)>,
    kept: Vec<(String, String)>,
}

/// Finds the unit and asks for the right before anything else.
fn found(visit: &Visit, code: &str) -> Result<UnitIndex, WebError> {
    let unit = visit.unit(code)?;
    visit.needs(Deed::AssignTargets, unit)?;
    Ok(unit)
}

/// Shows the table of a hand-down, or gives it as a sheet.
pub(super) async fn matrix(
    visit: Visit,
    Path(code): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, WebError> {
    let unit = found(&visit, &code)?;
    let mut typed = Typed::of(pairs);
    form::suggest(&visit, unit, &mut typed);
    let asked = match form::asked(&visit, unit, &typed) {
        Ok(asked) => asked,
        Err(WebError::Faulty(faults)) => {
            let faults = at_fields(faults);
            return show_faulty(&matrix_page(&visit, unit, None, &typed, &faults));
        }
        Err(other) => return Err(other),
    };
    if typed.get("format") == "xlsx" {
        return sheet(&visit, &asked);
    }
    let mut page = matrix_page(&visit, unit, Some(&asked), &typed, &[]);
    if typed.get("receipt") == "recorded" {
        let list = format!(
            "/targets?unit={}&force=all",
            percent(&visit.book().tree.unit(unit).code)
        );
        page.shell.receipt = Some(Receipt {
            text: visit.words.say("hand-down-receipt"),
            back: Some((list, visit.words.say("hand-down-receipt-list"))),
        });
    }
    show(&page)
}

fn at_fields(faults: Vec<Fault>) -> Vec<CellFault> {
    let at = |fault: Fault| CellFault {
        field: fault.column.clone().unwrap_or_default(),
        fault,
    };
    faults.into_iter().map(at).collect()
}

fn sheet(visit: &Visit, asked: &Asked) -> Result<Response, WebError> {
    let bytes = write_filled(&rows::sheet(visit, asked)).map_err(anyhow::Error::new)?;
    let name = format!("giao-chi-tieu-{}", file_part(&asked.period.to_string()));
    Ok(download(&name, Format::Xlsx, bytes))
}

/// A period as a part of a file's name.
fn file_part(period: &str) -> String {
    period.replace("..", "-")
}

/// The fields by which an address or a form says which hand-down is meant.
fn kept(asked: &Asked) -> Vec<(&'static str, String)> {
    let mut kept = vec![("period", asked.period.to_string()), ("giver", asked.giver.clone())];
    kept.extend(
        asked
            .measures
            .iter()
            .map(|measure| ("indicators", measure.code.clone())),
    );
    kept
}

fn address(visit: &Visit, asked: &Asked, more: &str) -> String {
    let fields: Vec<String> = kept(asked)
        .iter()
        .map(|(name, value)| format!("{name}={}", percent(value)))
        .collect();
    format!("{}?{}{more}", path(visit, asked.unit), fields.join("&"))
}

fn path(visit: &Visit, unit: UnitIndex) -> String {
    format!("{}/hand-down", unit_path(&visit.book().tree.unit(unit).code))
}

fn shell(visit: &Visit, unit: UnitIndex) -> Shell {
    Shell::of(visit, visit.words.say("hand-down")).about(visit, unit)
}

fn matrix_page(
    visit: &Visit,
    unit: UnitIndex,
    asked: Option<&Asked>,
    typed: &Typed,
    faults: &[CellFault],
) -> MatrixPage {
    MatrixPage {
        shell: shell(visit, unit),
        sum: asked.map_or_else(|| visit.words.say("hand-down-choose"), |asked| view::sum(visit, asked)),
        action: path(visit, unit),
        faults: view::fault_lines(visit, asked, faults),
        asked: view::asked_groups(visit, typed, faults),
        choices: view::choices(visit, unit, asked),
        kept: asked.map(kept).unwrap_or_default(),
        matrix: asked
            .filter(|asked| !asked.measures.is_empty())
            .map(|asked| view::matrix(visit, asked, typed, faults)),
        decision: view::decision_groups(visit, typed, faults),
        export: asked
            .map(|asked| address(visit, asked, "&format=xlsx"))
            .unwrap_or_default(),
    }
}

/// Looks at what the table would record, records it, or goes back to it.
pub(super) async fn hand_down(
    visit: Visit,
    Path(code): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let unit = found(&visit, &code)?;
    let typed = Typed::of(pairs);
    let asked = match form::asked(&visit, unit, &typed) {
        Ok(asked) => asked,
        Err(WebError::Faulty(faults)) => {
            let faults = at_fields(faults);
            return show_faulty(&matrix_page(&visit, unit, None, &typed, &faults));
        }
        Err(other) => return Err(other),
    };
    let cells = match form::cells(&visit, &asked, &typed) {
        Ok(cells) => cells,
        Err(fault) => {
            let faults = at_fields(vec![fault]);
            return show_faulty(&matrix_page(&visit, unit, Some(&asked), &typed, &faults));
        }
    };
    match typed.get("go") {
        "edit" => show(&matrix_page(&visit, unit, Some(&asked), &typed, &[])),
        "record" => {
            let outline = perform(&visit, &asked, (&cells, SOURCE), &typed, Mode::Keep).await?;
            if outline.faults.is_empty() {
                let leads = address(&visit, &asked, "&receipt=recorded");
                return Ok(Redirect::to(&leads).into_response());
            }
            show_faulty(&matrix_page(&visit, unit, Some(&asked), &typed, &outline.faults))
        }
        _ => look(&visit, &asked, &cells, &typed, Vec::new()).await,
    }
}

/// Rehearses: what would be recorded is shown, or the table again with all that is wrong.
async fn look(
    visit: &Visit,
    asked: &Asked,
    cells: &[Sent],
    typed: &Typed,
    known: Vec<CellFault>,
) -> Result<Response, WebError> {
    let mut outline = perform(visit, asked, (cells, SOURCE), typed, Mode::Rehearse).await?;
    outline.faults.splice(0..0, known);
    if !outline.faults.is_empty() {
        return show_faulty(&matrix_page(visit, asked.unit, Some(asked), typed, &outline.faults));
    }
    show(&rehearsal_page(visit, asked, typed, &outline))
}

fn rehearsal_page(visit: &Visit, asked: &Asked, typed: &Typed, outline: &Outline) -> RehearsalPage {
    let words = &visit.words;
    let matrix = view::matrix(visit, asked, typed, &[]);
    let checks = matrix.heads.into_iter().flat_map(|head| {
        let told = head.checks.into_iter();
        told.map(move |check| (format!("{}, {}", head.name, check.giver), check.told, check.is_off))
    });
    let decided = ["no", "on", "by"].map(|part| typed.get(&format!("decision_{part}")).to_owned());
    let [no, on, by] = decided;
    let is_kept = |name: &str| !["go", "receipt", "format", "looked"].contains(&name);
    let looked = ("looked".to_owned(), outline.mark());
    RehearsalPage {
        sum: view::sum(visit, asked),
        counted: view::counted(words, outline),
        decided: words.fill("hand-down-decided", &[("no", no), ("on", on), ("by", by)]),
        action: path(visit, asked.unit),
        told: view::told(visit, asked, outline),
        checks: checks.collect(),
        kept: typed
            .pairs()
            .filter(|(name, _)| is_kept(name))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .chain([looked])
            .collect(),
        shell: shell(visit, asked.unit),
    }
}

/// Takes a sheet that was filled: it fills the table, and is looked at as the table is.
pub(super) async fn take_sheet(visit: Visit, Path(code): Path<String>, request: Request) -> Result<Response, WebError> {
    // The right is asked for before anything of the file is read.
    let unit = found(&visit, &code)?;
    let sent = uploaded(request).await;
    let Some((name, bytes)) = sent.file.filter(|_| sent.faults.is_empty()) else {
        let mut typed = Typed::of(sent.fields);
        form::suggest(&visit, unit, &mut typed);
        let asked = form::asked(&visit, unit, &typed).ok();
        let faults = at_fields(sent.faults);
        return show_faulty(&matrix_page(&visit, unit, asked.as_ref(), &typed, &faults));
    };
    let outcome = import::read(name, bytes).await?;
    let Filled {
        mut typed,
        cells,
        mut faults,
    } = import::filled(&visit, unit, outcome);
    form::suggest(&visit, unit, &mut typed);
    let asked = match form::asked(&visit, unit, &typed) {
        Ok(asked) => asked,
        Err(WebError::Faulty(more)) => {
            faults.extend(at_fields(more));
            return show_faulty(&matrix_page(&visit, unit, None, &typed, &faults));
        }
        Err(other) => return Err(other),
    };
    let (cells, strange) = import::of_rows(&visit, &asked, cells);
    faults.extend(strange);
    for cell in &cells {
        typed.set(&cell.place.name(), cell.text.clone());
    }
    look(&visit, &asked, &cells, &typed, faults).await
}
