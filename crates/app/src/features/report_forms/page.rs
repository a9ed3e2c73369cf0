//! Pages of forms: the list, taking one in, one with its figures, and its files.

use axum::extract::{Path, Query, Request};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use nennep_core::calendar::Period;
use nennep_core::register::{UnitId, UnitIndex};
use nennep_core::text::whole;
use nennep_documents::docx::{Blank, blanks};

use super::act;
use super::record::{Part, ReportForm, WORDS};
use super::rows::{find_any_form, list_forms_of};
use super::view::{BlankRow, answers, filled as filled_in, rows};
use crate::store::Deed;
use crate::web::bar::period_words;
use crate::web::days::read_period;
use crate::web::errors::{WebError, show as render, show_faulty};
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::{FaultLine, FieldMaker, Group, Shape, Typed, fault_lines, sentence};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::pages::ListPage;
use crate::web::papers::{Format, download};
use crate::web::shell::{Crumb, Shell};
use crate::web::table::{Cell, Column, list as listing_of};
use crate::web::unit_choice::unit_field;
use crate::web::upload::uploaded;
use crate::web::visit::Visit;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "report_forms/new.html")]
struct NewPage {
    shell: Shell,
    faults: Vec<FaultLine>,
    file_faults: String,
    groups: Vec<Group>,
    /// Names a form may hold, and what they stand for.
    names: Vec<(String, String)>,
}

#[derive(askama::Template)]
#[template(path = "report_forms/form.html")]
struct FormPage {
    shell: Shell,
    id: i64,
    sum: String,
    groups: Vec<Group>,
    faults: Vec<FaultLine>,
    about: String,
    rows: Vec<BlankRow>,
    /// Whether this officer may withdraw it.
    may_withdraw: bool,
    is_withdrawn: bool,
}

/// The units whose forms an officer fills: those of the scope, and those above the own place.
fn givers(visit: &Visit) -> Vec<UnitIndex> {
    let tree = &visit.book().tree;
    let today = visit.now.today();
    let own: Vec<UnitIndex> = visit
        .scope
        .units(tree)
        .filter(|unit| visit.scope.may(Deed::MakePapers, *unit))
        .collect();
    let above = visit
        .scope
        .home()
        .map(|home| tree.ancestors_on(home, today))
        .unwrap_or_default();
    own.into_iter().chain(above).collect()
}

async fn find_form(visit: &Visit, id: &str) -> Result<ReportForm, WebError> {
    visit.needs_somewhere(Deed::MakePapers)?;
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let form = find_any_form(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    let giver = visit
        .book()
        .tree
        .index_of(UnitId(form.unit))
        .ok_or(WebError::NotFound)?;
    givers(visit).contains(&giver).then_some(form).ok_or(WebError::NotFound)
}

fn giver_name(visit: &Visit, form: &ReportForm) -> String {
    let tree = &visit.book().tree;
    let giver = tree.index_of(UnitId(form.unit));
    giver.map_or_else(String::new, |giver| tree.name_on(giver, visit.now.today()).to_owned())
}

pub(super) async fn list(visit: Visit, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::MakePapers)?;
    let query = ListQuery::read(&pairs, kept_size(&headers));
    let tree = &visit.book().tree;
    let units: Vec<i64> = givers(&visit).into_iter().map(|unit| tree.unit(unit).id.0).collect();
    let mut tx = visit.house.db.read().await?;
    let forms = list_forms_of(&mut tx, &units).await?;
    tx.rollback().await?;
    let words = visit.words;
    let used: Vec<&ReportForm> = forms.iter().filter(|form| !form.is_withdrawn).collect();
    let cells = used.iter().map(|form| {
        vec![
            Cell::text(form.name.clone()).to(format!("/report-forms/{}", form.id)),
            Cell::text(giver_name(&visit, form)),
            Cell::text(form.file_name.clone()),
            Cell::text(form.made_by.clone()),
            Cell::text(words.instant(&form.made_at)),
        ]
    });
    let columns = [
        Column::text("name", words.say("report-forms-name")),
        Column::text("giver", words.say("report-forms-giver")),
        Column::text("file", words.say("report-forms-file")),
        Column::text("who", words.say("wordings-who")),
        Column::text("when", words.say("wordings-when")),
    ];
    let mut listing = listing_of("/report-forms", &columns, cells.collect(), &query);
    listing.export.clear();
    let page = ListPage {
        shell: Shell::of(&visit, words.say("report-forms-title")),
        sum: words.with("report-forms-sum", "count", whole(used.len())),
        listing,
        is_empty: used.is_empty(),
        none: (words.say("report-forms-none"), words.say("report-forms-none-do")),
        actions: vec![(words.say("report-forms-new"), "/report-forms/new".to_owned(), true)],
    };
    Ok(keeping_size(render(&page)?, &query))
}

pub(super) async fn new(visit: Visit) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::MakePapers)?;
    let mut typed = Typed::default();
    typed.suggest("unit", visit.home_code().unwrap_or_default());
    render(&new_page(&visit, &typed, &[]))
}

fn new_page(visit: &Visit, typed: &Typed, faults: &[Fault]) -> NewPage {
    let words = visit.words;
    let make = FieldMaker::new(&words, "report-forms", typed, faults);
    let groups = vec![Group {
        legend: None,
        fields: vec![
            unit_field(visit, &make, typed, "unit", Some((Deed::MakePapers, None))),
            make.field("name", Shape::Line),
        ],
    }];
    let of_file = faults.iter().filter(|fault| fault.column.as_deref() == Some("file"));
    let file_faults: Vec<String> = of_file.map(|fault| sentence(&words, fault)).collect();
    let mut lines = fault_lines(&words, &groups, faults);
    for (line, fault) in lines.iter_mut().zip(faults) {
        if fault.column.as_deref() == Some("file") {
            line.href = Some("#f-file".to_owned());
        }
    }
    let about = WORDS
        .iter()
        .map(|word| (format!("{{{word}}}"), words.keyed("report-forms-word", word, "")));
    let parts = Part::ALL.into_iter().filter(|part| *part != Part::Value).map(|part| {
        let meaning = words.with(
            &format!("report-forms-part-{}", part.word()),
            "name",
            words.say("report-forms-an-indicator"),
        );
        (format!("{{mã.{}}}", part.word()), meaning)
    });
    let indicators = visit.house.catalogs.indicators.indicators().iter();
    let codes = indicators.map(|indicator| (format!("{{{}}}", indicator.code), indicator.name_vi.clone()));
    let each = std::iter::once(("{#}".to_owned(), words.say("report-forms-repeat")));
    NewPage {
        shell: Shell::of(visit, words.say("report-forms-new")),
        faults: lines,
        file_faults: file_faults.join(" "),
        groups,
        names: each.chain(about).chain(parts).chain(codes).collect(),
    }
}

/// Letters of a form's name at most.
const NAME_MAX: usize = 120;

/// Takes a form in, or tells all that is wrong with it.
pub(super) async fn take(visit: Visit, request: Request) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::MakePapers)?;
    let sent = uploaded(request).await;
    let typed = Typed::of(sent.fields.clone());
    let mut faults = sent.faults;
    let unit = visit.scope.unit(&visit.book().tree, typed.get("unit"));
    let unit = unit.filter(|unit| visit.scope.may(Deed::MakePapers, *unit));
    if unit.is_none() {
        faults.push(Fault::new(FaultKind::UnknownUnit, typed.get("unit"), "").in_field("unit"));
    }
    let name = typed.get("name").trim().to_owned();
    if name.is_empty() {
        faults.push(Fault::new(FaultKind::MissingValue, "", "").in_field("name"));
    }
    if name.chars().count() > NAME_MAX {
        faults.push(Fault::new(FaultKind::TooLong, name.clone(), &NAME_MAX.to_string()).in_field("name"));
    }
    if let Some((file_name, bytes)) = &sent.file {
        // Reading takes the processor for itself, so it is done where requests do not wait for it.
        let (house, file_name, bytes) = (visit.house.clone(), file_name.clone(), bytes.clone());
        let work = move || act::faults_of(&house.catalogs.indicators, (&file_name, &bytes));
        faults.extend(tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::new)?);
    }
    match (faults.is_empty(), unit, sent.file) {
        (true, Some(unit), Some((file_name, bytes))) => {
            let form = ReportForm {
                id: 0,
                unit: visit.book().tree.unit(unit).id.0,
                name,
                file_name,
                bytes: bytes.to_vec(),
                made_at: String::new(),
                made_by: String::new(),
                is_withdrawn: false,
            };
            let id = act::take(&visit, &form).await?;
            Ok(Redirect::to(&format!("/report-forms/{id}")).into_response())
        }
        _ => show_faulty(&new_page(&visit, &typed, &faults)),
    }
}

/// The unit and period a form is filled for: those asked for, or the own place and its last quarter.
fn asked_of(visit: &Visit, form: &ReportForm, typed: &Typed) -> Result<(UnitIndex, Period), Vec<Fault>> {
    let tree = &visit.book().tree;
    let mut faults = Vec::new();
    let unit = visit.scope.unit(tree, typed.get("unit"));
    let unit = unit
        .filter(|unit| visit.scope.may(Deed::MakePapers, *unit))
        .filter(|unit| {
            let giver = tree.index_of(UnitId(form.unit));
            Some(*unit) == giver
                || giver.is_some_and(|giver| tree.ancestors_on(*unit, visit.now.today()).contains(&giver))
        });
    if unit.is_none() {
        faults.push(Fault::new(FaultKind::UnknownUnit, typed.get("unit"), "").in_field("unit"));
    }
    let period = read_period(typed.get("period")).ok();
    if period.is_none() {
        faults.push(Fault::new(FaultKind::BadPeriod, typed.get("period"), "").in_field("period"));
    }
    unit.zip(period).ok_or(faults)
}

/// The own place where it fills the form, else who gives it; and the last quarter.
fn suggested(visit: &Visit, form: &ReportForm, typed: &mut Typed) {
    let (tree, today) = (&visit.book().tree, visit.now.today());
    let giver = tree.index_of(UnitId(form.unit));
    let fills = |unit: &UnitIndex| {
        Some(*unit) == giver || giver.is_some_and(|giver| tree.ancestors_on(*unit, today).contains(&giver))
    };
    let unit = visit.scope.home().filter(fills).or(giver);
    let last = match (today.month() - 1) / 3 {
        0 => format!("{}-Q4", today.year() - 1),
        quarter => format!("{}-Q{quarter}", today.year()),
    };
    typed.suggest(
        "unit",
        unit.map(|unit| tree.unit(unit).code.clone()).unwrap_or_default(),
    );
    typed.suggest("period", last);
}

fn asked_for(form: &ReportForm) -> Result<Vec<Blank>, WebError> {
    Ok(blanks(&form.bytes).map_err(anyhow::Error::new)?)
}

pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, WebError> {
    let form = find_form(&visit, &id).await?;
    let mut typed = Typed::of(pairs);
    suggested(&visit, &form, &mut typed);
    let words = visit.words;
    let asked = asked_for(&form)?;
    let (faults, found) = match asked_of(&visit, &form, &typed) {
        Ok(found) => (Vec::new(), Some(found)),
        Err(faults) => (faults, None),
    };
    let (mut blank_rows, mut about) = (Vec::new(), String::new());
    if let Some((unit, period)) = found {
        let answers = answers(&visit, unit, period, &asked).await?;
        blank_rows = rows(&visit, &asked, &answers);
        about = words.fill(
            "report-forms-about",
            &[
                ("unit", visit.book().tree.name_on(unit, period.last_day()).to_owned()),
                ("period", period_words(&words, period)),
                ("missing", whole(blank_rows.iter().filter(|row| row.is_missing).count())),
            ],
        );
    }
    let make = FieldMaker::new(&words, "report-forms", &typed, &faults);
    let mut asking_unit = unit_field(&visit, &make, &typed, "unit", Some((Deed::MakePapers, None)));
    asking_unit.hint = words.say("report-forms-asking");
    let groups = vec![Group {
        legend: None,
        fields: vec![asking_unit, make.field("period", Shape::Line)],
    }];
    let mut shell = Shell::of(&visit, form.name.clone());
    shell.crumbs.push(Crumb {
        label: words.say("report-forms-title"),
        href: "/report-forms".to_owned(),
    });
    let giver = visit.book().tree.index_of(UnitId(form.unit));
    let page = FormPage {
        shell,
        id: form.id,
        sum: words.fill(
            "report-forms-form-sum",
            &[
                ("giver", giver_name(&visit, &form)),
                ("who", form.made_by.clone()),
                ("when", words.instant(&form.made_at)),
            ],
        ),
        faults: fault_lines(&words, &groups, &faults),
        groups,
        about,
        rows: blank_rows,
        may_withdraw: !form.is_withdrawn && giver.is_some_and(|giver| visit.scope.may(Deed::MakePapers, giver)),
        is_withdrawn: form.is_withdrawn,
    };
    if faults.is_empty() {
        render(&page)
    } else {
        show_faulty(&page)
    }
}

/// Gives a form filled with the figures of a unit and a period.
pub(super) async fn filled(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, WebError> {
    let form = find_form(&visit, &id).await?;
    let mut typed = Typed::of(pairs);
    suggested(&visit, &form, &mut typed);
    let (unit, period) = asked_of(&visit, &form, &typed).map_err(WebError::Faulty)?;
    let no = form.id;
    let answers = answers(&visit, unit, period, &asked_for(&form)?).await?;
    let bytes = filled_in(&visit, form.bytes, answers).await?;
    Ok(download(
        &format!("bieu-{no}-{}-{period}", visit.book().tree.unit(unit).code),
        Format::Docx,
        bytes,
    ))
}

/// Gives a form as it was taken in.
pub(super) async fn original(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let form = find_form(&visit, &id).await?;
    Ok(download(&format!("bieu-{}-goc", form.id), Format::Docx, form.bytes))
}

/// Withdraws a form.
pub(super) async fn withdraw(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let form = find_form(&visit, &id).await?;
    let giver = visit
        .book()
        .tree
        .index_of(UnitId(form.unit))
        .ok_or(WebError::NotFound)?;
    visit.needs(Deed::MakePapers, giver)?;
    act::withdraw(&visit, &form).await?;
    Ok(Redirect::to("/report-forms").into_response())
}
