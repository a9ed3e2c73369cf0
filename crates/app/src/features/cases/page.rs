//! Pages of cases.

use axum::Json;
use axum::extract::{Form, Path, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use nennep_core::progress::{CaseDeed, CaseStanding, CaseState};
use nennep_core::register::{Procedure, Takes, UnitId, UnitIndex};
use nennep_core::text::date_short;

use super::act::{may_happen, procedure_of, state_of};
use super::record::{Case, CaseList, DEEDS};
use super::view::{self, EventShown, LetterShown, PaperShown, StepColumn, StepShown};
use super::{act, form, rows};
use crate::store::{Deed, Host, summed_heads};
use crate::web::errors::{WebError, show, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::{Typed, sentence};
use crate::web::form_reader::{FormReader, tax_codes};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::openapi::{Words, asked, yes};
use crate::web::pages::ListPage;
use crate::web::papers::{LetterKind, bare_number};
use crate::web::places::{enterprise_path, in_charge, unit_path};
use crate::web::shell::{Crumb, Shell};
use crate::web::table::{TableRow, export_rows, list as listing_of};
use crate::web::visit::Visit;
use crate::web::workbook::workbook;

/// Letters of a remark at most.
const WORDS_MAX: usize = 2_000;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "cases/board.html")]
struct BoardPage {
    shell: Shell,
    sum: String,
    steps: Vec<StepColumn>,
}

#[derive(askama::Template)]
#[template(path = "cases/case.html")]
struct CasePage {
    shell: Shell,
    id: i64,
    number: String,
    sum: String,
    is_late: bool,
    hosts: Vec<(String, String)>,
    steps: Vec<StepShown>,
    missing: Vec<PaperShown>,
    there: Vec<PaperShown>,
    heading: String,
    events: Vec<EventShown>,
    deeds: Vec<(&'static str, String)>,
    may_found: bool,
    /// What the decision does, and what its organization is called once there is one.
    found: (String, String),
    may_record: bool,
    founded: Option<(String, String, i64)>,
    override_reason: Option<String>,
    founded_heads: Option<String>,
    letters: Vec<LetterShown>,
    writes: Vec<(&'static str, String)>,
    today: String,
    faults: Vec<String>,
}

/// Lists the cases of the scope.
pub(super) async fn list(visit: Visit, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let mut query = ListQuery::read(&pairs, kept_size(&headers));
    let is_export = query.others.remove("format").is_some_and(|format| format == "xlsx");
    let with_over = query.other("over") == "yes";
    let units = visit.seen_units();
    let mut tx = visit.house.db.read().await?;
    let cases = rows::listed(&mut tx, &units, with_over).await?;
    tx.rollback().await?;
    let columns = view::columns(&visit.words);
    let rows: Vec<TableRow> = cases.iter().map(|case| view::row(&visit, case)).collect();
    let (title, sum) = (visit.words.say("cases"), view::summary(&visit, &cases));
    if is_export {
        let (columns, rows) = export_rows(&columns, rows, &query);
        return workbook("ho-so", &title, &sum, &columns, rows);
    }
    let page = ListPage {
        shell: Shell::of(&visit, title),
        sum,
        is_empty: cases.is_empty(),
        none: (visit.words.say("cases-none"), visit.words.say("cases-none-do")),
        actions: view::actions(&visit, with_over),
        listing: listing_of("/cases", &columns, rows, &query),
    };
    show(&page).map(|response| keeping_size(response, &query))
}

/// Shows the open cases by the step they are on.
pub(super) async fn board(visit: Visit) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let mut tx = visit.house.db.read().await?;
    let cases = rows::listed(&mut tx, &visit.seen_units(), false).await?;
    tx.rollback().await?;
    let mut shell = Shell::of(&visit, visit.words.say("cases-board"));
    shell.crumbs = vec![Crumb {
        label: visit.words.say("cases"),
        href: "/cases".to_owned(),
    }];
    show(&BoardPage {
        shell,
        sum: view::summary(&visit, &cases),
        steps: view::board(&visit, &cases),
    })
}

/// Offers the form with which a case is opened.
pub(super) async fn new(visit: Visit, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::Record)?;
    let mut typed = Typed::of(pairs);
    typed.suggest("on", date_short(visit.now.today()));
    show(&form::opening_page(&visit, &typed, &[]))
}

/// Opens a case.
pub(super) async fn open(visit: Visit, Form(pairs): Form<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::Record)?;
    let typed = Typed::of(pairs);
    let mut tx = visit.house.db.read().await?;
    let hosts = Host::find_any_of(&mut tx, &tax_codes(typed.get("hosts"))).await?;
    tx.rollback().await?;
    let outcome = match form::opening(&visit, &typed, hosts) {
        Ok(opening) => {
            let unit = visit.book().tree.index_of(opening.unit).ok_or(WebError::NotFound)?;
            let procedures = &visit.house.catalogs.procedures;
            let line = procedures.get(&opening.procedure, opening.on).map(|known| known.line);
            visit.needs_for(Deed::Record, unit, line)?;
            act::open(&visit, &opening).await
        }
        Err(faults) => Err(WebError::Faulty(faults)),
    };
    match outcome {
        Ok(id) => Ok(Redirect::to(&format!("/cases/{id}")).into_response()),
        Err(WebError::Faulty(faults)) => show_faulty(&form::opening_page(&visit, &typed, &faults)),
        Err(other) => Err(other),
    }
}

/// Finds a case of the scope with the committee that keeps it.
async fn find(visit: &Visit, id: &str) -> Result<(Case, UnitIndex), WebError> {
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let case = rows::find_any(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    let unit = in_charge(visit, Some(case.unit), visit.now.today()).ok_or(WebError::NotFound)?;
    Ok((case, unit))
}

/// Shows a case.
pub(super) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let (case, unit) = find(&visit, &id).await?;
    show(&case_page(&visit, &case, unit, &[]).await?)
}

async fn case_page(visit: &Visit, case: &Case, unit: UnitIndex, faults: &[Fault]) -> Result<CasePage, WebError> {
    let words = &visit.words;
    let mut tx = visit.house.db.read().await?;
    let letters = rows::letters(&mut tx, case.id).await?;
    tx.rollback().await?;
    let (procedure, state) = (procedure_of(visit, case)?, state_of(visit, case)?);
    let (told, is_late) = view::standing(visit, procedure, &state);
    let (missing, there) = view::papers(visit, procedure, &state);
    let may_record = visit.scope.may_for(Deed::Record, unit, Some(procedure.line));
    let mut shell = Shell::of(visit, view::procedure(words, &case.procedure)).about(visit, unit);
    shell.crumbs = vec![
        Crumb {
            label: words.say("cases"),
            href: "/cases".to_owned(),
        },
        Crumb {
            label: case.number.clone(),
            href: format!("/cases/{}", case.id),
        },
    ];
    let keeper = case.keeper.clone().unwrap_or_default();
    let values = [("number", case.number.clone()), ("told", told), ("keeper", keeper)];
    let tree = &visit.book().tree;
    let founded = case.founded_no.zip(case.founded_unit).and_then(|(no, unit)| {
        let unit = tree.index_of(UnitId(unit))?;
        Some((
            tree.name_on(unit, visit.now.today()).to_owned(),
            unit_path(&tree.unit(unit).code),
            no,
        ))
    });
    let hosts = case
        .hosts
        .iter()
        .map(|host| (host.name.clone(), enterprise_path(&host.tax_code)));
    let taking = view::taking(procedure);
    let counts = [
        ("missing", nennep_core::text::whole(missing.len())),
        ("all", nennep_core::text::whole(missing.len() + there.len())),
    ];
    Ok(CasePage {
        shell,
        id: case.id,
        number: case.number.clone(),
        sum: words.fill("cases-one-sum", &values),
        is_late,
        hosts: hosts.collect(),
        steps: view::steps(visit, case, procedure, &state),
        heading: words.fill("cases-papers", &counts),
        missing,
        there,
        events: view::events(visit, case),
        deeds: deeds(visit, procedure, &state, may_record),
        found: (
            words.keyed("cases-found", taking, ""),
            words.keyed("cases-founded", taking, ""),
        ),
        may_found: may_record && may_happen(procedure, &state, &CaseDeed::Founded).is_ok(),
        may_record: may_record && matches!(state.standing, CaseStanding::Open | CaseStanding::Out(_)),
        founded,
        override_reason: case.override_reason.clone(),
        founded_heads: case
            .founded_heads
            .map(|heads| words.with("cases-founded-heads", "count", nennep_core::text::count(heads))),
        letters: letters.iter().map(|letter| view::letter(words, letter)).collect(),
        writes: view::writes(words, procedure, &state, visit.scope.may(Deed::MakePapers, unit)),
        today: date_short(visit.now.today()),
        faults: faults.iter().map(|fault| sentence(words, fault)).collect(),
    })
}

/// The deeds without a paper that fit how the case stands.
fn deeds(visit: &Visit, procedure: &Procedure, state: &CaseState, may_record: bool) -> Vec<(&'static str, String)> {
    DEEDS
        .into_iter()
        .filter(|_| may_record)
        .filter(|name| CaseDeed::read(name, None).is_some_and(|deed| may_happen(procedure, state, &deed).is_ok()))
        .map(|name| (name, visit.words.say(&format!("cases-do-{name}"))))
        .collect()
}

/// Records what happened to a case.
pub(super) async fn happen(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (case, unit) = find(&visit, &id).await?;
    visit.needs_for(Deed::Record, unit, Some(procedure_of(&visit, &case)?.line))?;
    let typed = Typed::of(pairs);
    let paper = Some(typed.get("paper").to_owned()).filter(|paper| !paper.is_empty());
    let deed = DEEDS
        .contains(&typed.get("deed"))
        .then(|| CaseDeed::read(typed.get("deed"), paper))
        .flatten();
    let deed = deed.ok_or(WebError::NotFound)?;
    let mut read = FormReader::of(&visit, &typed);
    let on = read.past_day("on");
    let said = match deed {
        CaseDeed::Returned | CaseDeed::Refused | CaseDeed::Closed => Some(read.needed("words", WORDS_MAX)),
        CaseDeed::Opened
        | CaseDeed::Paper(_)
        | CaseDeed::PaperLost(_)
        | CaseDeed::StepDone
        | CaseDeed::Sent
        | CaseDeed::Founded
        | CaseDeed::Undone => read.text("words", WORDS_MAX),
    };
    let outcome = match on.filter(|_| read.is_clean()) {
        Some(on) => act::happen(&visit, case.id, on, &deed, said.as_deref()).await,
        None => Err(WebError::Faulty(read.into_faults())),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/cases/{}", case.id)).into_response()),
        Err(WebError::Faulty(faults)) => show_faulty(&case_page(&visit, &case, unit, &faults).await?),
        Err(other) => Err(other),
    }
}

/// Offers the form of the decision that founds.
pub(super) async fn founding(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let (case, unit) = find(&visit, &id).await?;
    let procedure = procedure_of(&visit, &case)?;
    visit.needs_for(Deed::Record, unit, Some(procedure.line))?;
    may_happen(procedure, &state_of(&visit, &case)?, &CaseDeed::Founded)?;
    let rulebook = &visit.house.catalogs.rulebook;
    let rule = rulebook.deciding(procedure, procedure.usual_kind(), visit.now.today());
    let mut tx = visit.house.db.read().await?;
    let heads = match rule {
        Some(rule) => summed_heads(&mut tx, &case.hosts, rule.heads).await?,
        None => None,
    };
    let letters = rows::letters(&mut tx, case.id).await?;
    tx.rollback().await?;
    let decision = letters.iter().rev().find(|letter| letter.kind == LetterKind::Decision);
    let mut typed = suggested(&visit, (&case, procedure), unit);
    if let Some(heads) = heads {
        typed.set("heads", heads.to_string());
    }
    if let Some(decision) = decision {
        typed.set("decision_no", bare_number(&decision.number));
        typed.set("decision_on", date_short(decision.dated));
        let tree = &visit.book().tree;
        let issuer = tree.index_of(UnitId(decision.issuer)).ok_or(WebError::NotFound)?;
        typed.set("decision_by", tree.name_on(issuer, decision.dated));
    }
    show(&form::founding_page(&visit, (&case, procedure), unit, (&typed, &[])))
}

/// Fills the form of a decision with what the case itself tells of the organization.
fn suggested(visit: &Visit, (case, procedure): (&Case, &Procedure), unit: UnitIndex) -> Typed {
    let kind = procedure.usual_kind();
    let mut typed = Typed::default();
    typed.set("decision_on", date_short(visit.now.today()));
    let is_received = procedure.takes == Some(Takes::Elsewhere);
    if !is_received {
        typed.set("kind", kind);
    }
    if let Some(host) = case.hosts.first().filter(|_| !is_received) {
        let name = format!("founding-name-{kind}");
        typed.set("name", visit.words.with(&name, "name", host.name.clone()));
    }
    let tree = &visit.book().tree;
    // What was founded and taken back is in the tree, so the new decision founds at it.
    let code = match case.left_unit(tree) {
        Some(left) => tree.unit(left).code.clone(),
        None => format!("{}-{}", tree.unit(unit).code, case.number.to_lowercase()),
    };
    typed.set("code", code);
    typed
}

/// Founds the organization of a case.
pub(super) async fn found(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (case, unit) = find(&visit, &id).await?;
    let procedure = procedure_of(&visit, &case)?;
    visit.needs_for(Deed::Record, unit, Some(procedure.line))?;
    if let Some(entry) = case.founded_no {
        // A second press is shown what the first one recorded.
        return Ok(recorded(entry));
    }
    let typed = Typed::of(pairs);
    let outcome = match form::founding(&visit, (&case, procedure), &typed) {
        Ok(founding) => act::found(&visit, case.id, &founding).await,
        Err(faults) => Err(WebError::Faulty(faults)),
    };
    match outcome {
        Ok(entry) => Ok(recorded(entry)),
        Err(WebError::Faulty(faults)) => show_faulty(&form::founding_page(
            &visit,
            (&case, procedure),
            unit,
            (&typed, &faults),
        )),
        Err(other) => Err(other),
    }
}

fn recorded(entry: i64) -> Response {
    Redirect::to(&format!("/entries/{entry}?receipt=recorded")).into_response()
}

/// Lists the cases of the scope.
#[utoipa::path(
    get,
    path = "/cases",
    operation_id = "cases",
    tag = "work",
    params(("over" = Option<bool>, Query, description = "Those that are over too.")),
    responses((status = 200, body = CaseList))
)]
pub(super) async fn told(visit: Visit, Query(words): Query<Words>) -> Result<Json<CaseList>, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let with_over = yes(&asked(words, &["over"])?, "over")?;
    let units = visit.seen_units();
    let mut tx = visit.house.db.read().await?;
    let cases = rows::listed(&mut tx, &units, with_over).await?;
    tx.rollback().await?;
    let told = cases.into_iter().map(|case| view::told(&visit, case));
    Ok(Json(CaseList { cases: told.collect() }))
}
