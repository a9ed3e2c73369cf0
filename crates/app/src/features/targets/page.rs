//! Pages of targets.

use axum::extract::{Form, Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use nennep_core::progress::Target;
use nennep_core::register::UnitIndex;
use nennep_core::text::{count, date_short, whole};

use super::record::{Force, Promised, counted, forces};
use super::rows::{asked, columns, filters, row, scoped, summary};
use super::view::{self, Beside, DecisionLine};
use super::{act, form};
use crate::store::Deed;
use crate::web::days::read_day;
use crate::web::errors::{WebError, percent, show, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::{FaultLine, Group, Typed, fault_lines};
use crate::web::indicator_choice::full_name;
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::pages::ListPage;
use crate::web::places::unit_path;
use crate::web::shell::{Crumb, Shell};
use crate::web::table::{TableRow, export_rows, list as listing_of};
use crate::web::target_words::{days, giver_text, promise_of};
use crate::web::targets::may_assign;
use crate::web::visit::Visit;
use crate::web::workbook::workbook;

type Pairs = Vec<(String, String)>;

/// Targets of which one page tells what they came to; more are to be narrowed down.
const COUNTED_MAX: usize = 2_000;

#[derive(askama::Template)]
#[template(path = "targets/form.html")]
struct FormPage {
    shell: Shell,
    sum: String,
    action: String,
    submit: String,
    back: String,
    hidden: Vec<(&'static str, String)>,
    faults: Vec<FaultLine>,
    groups: Vec<Group>,
    /// What longer targets leave: the sentence, and the number it proposes.
    left: Vec<(String, String)>,
    /// Whether what is left can be asked for.
    asks_left: bool,
}

#[derive(askama::Template)]
#[template(path = "targets/target.html")]
struct TargetPage {
    shell: Shell,
    sum: String,
    state: String,
    is_late: bool,
    pairs: Vec<(String, String)>,
    result: String,
    base: String,
    rate: Option<String>,
    until: String,
    trace: Option<String>,
    no: i64,
    decisions: Vec<DecisionLine>,
    part_of: Vec<Beside>,
    parts: Vec<Beside>,
    handed: Vec<Beside>,
    handed_sum: Option<String>,
    change: Option<String>,
    hand_down: Option<String>,
}

/// Lists the targets of the scope.
pub(super) async fn list(visit: Visit, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let mut query = ListQuery::read(&pairs, kept_size(&headers));
    let is_export = query.others.remove("format").is_some_and(|format| format == "xlsx");
    let on = read_day(query.other("on")).unwrap_or_else(|_| visit.now.today());
    let scoped = scoped(&visit);
    let asked = asked(&visit, &query, &scoped, on)?;
    let fitting = asked.len();
    let some = asked.get(..COUNTED_MAX.min(fitting)).unwrap_or_default();
    let mut found = counted(&visit, some, on).await?;
    let state = query.other("state");
    found.retain(|one| state.is_empty() || (one.force != Force::Replaced && one.state.0 == state));
    let words = &visit.words;
    let sum = summary(words, &found, on);
    let columns = columns(words);
    let rows: Vec<TableRow> = found.iter().map(|one| row(&visit, one, on)).collect();
    if is_export {
        let (columns, rows) = export_rows(&columns, rows, &query);
        return workbook("chi-tieu", &words.say("targets"), &sum, &columns, rows);
    }
    let filters = filters(&visit, &query, &scoped, on);
    let listing = listing_of("/targets", &columns, rows, &query)
        .filtered_by(filters)
        .folding(&["year", "giver"]);
    let home = visit
        .home_code()
        .filter(|_| visit.scope.may_somewhere(Deed::AssignTargets));
    let mut actions = Vec::new();
    if let Some(home) = home {
        let unit = match query.other("unit") {
            "" => home,
            code => code.to_owned(),
        };
        if visit
            .unit(&unit)
            .is_ok_and(|unit| visit.scope.may(Deed::AssignTargets, unit))
        {
            actions.push((
                words.say("targets-hand-down"),
                format!("{}/hand-down", unit_path(&unit)),
                false,
            ));
        }
        actions.push((words.say("targets-new"), "/targets/new".to_owned(), true));
    }
    let cut = [("shown", whole(COUNTED_MAX)), ("all", whole(fitting))];
    let page = ListPage {
        shell: Shell::of(&visit, words.say("targets")),
        sum: if fitting > COUNTED_MAX {
            format!("{sum} {}", words.fill("targets-cut", &cut))
        } else {
            sum
        },
        is_empty: scoped.is_empty(),
        none: (words.say("targets-none"), words.say("targets-none-do")),
        actions,
        listing,
    };
    show(&page).map(|response| keeping_size(response, &query))
}

/// Offers the form of a new target.
pub(super) async fn new(visit: Visit, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::AssignTargets)?;
    let mut typed = Typed::of(pairs);
    let tree = &visit.book().tree;
    let home = visit
        .scope
        .home()
        .filter(|home| visit.scope.may(Deed::AssignTargets, *home));
    if let Some(home) = home {
        typed.suggest("giver", giver_text(tree, home, visit.now.today()));
        typed.suggest("decision_by", giver_text(tree, home, visit.now.today()));
    }
    typed.suggest("period", visit.now.today().year().to_string());
    form::name(&visit, &mut typed);
    let mut page = form_page(&visit, &typed, &[]);
    page.left = left(&visit, &typed).await?;
    show(&page)
}

/// What longer targets leave for the one that is being typed, as far as it can be read.
async fn left(visit: &Visit, typed: &Typed) -> Result<Vec<(String, String)>, WebError> {
    let Some(inside) = form::draft(visit, typed) else {
        return Ok(Vec::new());
    };
    let address = |value: i64| {
        let kept = ["indicator", "giver", "unit", "member", "period", "from", "to"];
        let fields = kept.iter().filter(|name| !typed.get(name).is_empty());
        let fields: Vec<String> = fields
            .map(|name| format!("{name}={}", percent(typed.get(name))))
            .collect();
        format!("/targets/new?{}&value={value}", fields.join("&"))
    };
    let found = view::part_of(visit, &inside).await?;
    Ok(found
        .into_iter()
        .map(|(beside, left)| (beside.note, address(left.proposal())))
        .collect())
}

fn form_page(visit: &Visit, typed: &Typed, faults: &[Fault]) -> FormPage {
    let words = &visit.words;
    let groups = form::groups(visit, typed, faults);
    let mut shell = Shell::of(visit, words.say("targets-new"));
    shell.crumbs = crumbs(visit);
    FormPage {
        sum: words.say("targets-new-sum"),
        action: "/targets".to_owned(),
        submit: words.say("targets-new-do"),
        back: "/targets".to_owned(),
        hidden: Vec::new(),
        faults: fault_lines(words, &groups, faults),
        groups,
        left: Vec::new(),
        asks_left: true,
        shell,
    }
}

fn crumbs(visit: &Visit) -> Vec<Crumb> {
    vec![Crumb {
        label: visit.words.say("targets"),
        href: "/targets".to_owned(),
    }]
}

/// Assigns what the form says.
pub(super) async fn assign(visit: Visit, Form(pairs): Form<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::AssignTargets)?;
    let typed = Typed::of(pairs);
    let outcome = match form::assigned(&visit, &typed) {
        Ok(sheet) => act::assign(&visit, &sheet).await,
        Err(faults) => Err(WebError::Faulty(faults)),
    };
    answer(outcome, "assigned", |faults| form_page(&visit, &typed, faults))
}

/// Leads on to the target, or shows the form again with all that is wrong.
fn answer(
    outcome: Result<i64, WebError>,
    receipt: &str,
    page: impl Fn(&[Fault]) -> FormPage,
) -> Result<Response, WebError> {
    match outcome {
        Ok(no) => Ok(Redirect::to(&format!("/targets/{no}?receipt={receipt}")).into_response()),
        Err(WebError::Faulty(faults)) => show_faulty(&page(&at_their_fields(faults))),
        Err(WebError::Conflict(faults)) => {
            let mut response = show(&page(&faults))?;
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
        Err(other) => Err(other),
    }
}

/// What the row calls least and most is one field here.
fn at_their_fields(faults: Vec<Fault>) -> Vec<Fault> {
    let at = |fault: Fault| match fault.column.as_deref() {
        Some("min" | "max") => fault.in_field("value"),
        _ => fault,
    };
    faults.into_iter().map(at).collect()
}

/// Finds a target whose receiver the officer sees.
fn find<'a>(visit: &'a Visit, no: &str) -> Result<(&'a Target, UnitIndex), WebError> {
    let no: i64 = no.parse().map_err(|_| WebError::NotFound)?;
    let book = visit.book();
    let target = book
        .targets
        .iter()
        .find(|target| target.no.0 == no)
        .ok_or(WebError::NotFound)?;
    let unit = book.tree.index_of(target.unit).filter(|unit| visit.scope.sees(*unit));
    Ok((target, unit.ok_or(WebError::NotFound)?))
}

/// Shows one target: what it came to, its decisions, what it is part of, and what was handed on.
pub(super) async fn one(
    visit: Visit,
    Path(no): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, WebError> {
    let (target, unit) = find(&visit, &no)?;
    let (words, tree, on) = (&visit.words, &visit.book().tree, visit.now.today());
    let alike: Vec<Target> = visit
        .book()
        .targets
        .iter()
        .filter(|other| other.unit == target.unit)
        .cloned()
        .collect();
    let force = forces(&alike, on).get(&target.no.0).copied().unwrap_or(Force::Replaced);
    let promised = counted(&visit, &[(target, unit, force)], on).await?;
    let promised: &Promised<'_> = promised.first().ok_or(WebError::NotFound)?;
    let mut shell = Shell::of(&visit, full_name(&visit, &promised.measure)).about(&visit, unit);
    shell.crumbs.extend(crumbs(&visit));
    let receipt = pairs.iter().find(|(name, _)| name == "receipt");
    shell = shell.saying(receipt.map(|(_, deed)| {
        let is_change = deed == "changed";
        (if is_change {
            "targets-receipt-changed"
        } else {
            "targets-receipt-assigned"
        })
        .to_owned()
    }));
    let may = may_assign(&visit, visit.book(), target).is_ok();
    let sum = [
        ("giver", target.giver_on(tree, on)),
        ("unit", tree.name_on(unit, on).to_owned()),
        ("value", crate::web::target_words::promise(promise_of(target))),
        ("days", days(words, (target.from, target.to))),
    ];
    let (handed, handed_sum) = view::handed_on(&visit, target, on);
    let part_of = view::part_of(&visit, target).await?;
    let hand_down = (may && target.member.is_none()).then(|| {
        let period = format!("{}..{}", target.from, target.to);
        let code = &tree.unit(unit).code;
        format!(
            "{}/hand-down?period={}&indicators={}",
            unit_path(code),
            percent(&period),
            percent(&target.indicator)
        )
    });
    show(&TargetPage {
        sum: words.fill("targets-one-sum", &sum),
        state: view::state(words, promised),
        is_late: promised.state.1 && force == Force::Holding,
        pairs: view::pairs(&visit, promised, on),
        result: promised.result.map_or_else(|| "–".to_owned(), count),
        base: crate::web::target_words::promise(promise_of(target)),
        rate: promised.rate().map(|rate| format!("{rate}%")),
        until: date_short(promised.until),
        trace: (target.member.is_none() && target.from <= promised.until).then(|| view::trace(&visit, promised)),
        no: target.no.0,
        decisions: view::chain(&visit, target),
        part_of: part_of.into_iter().map(|(beside, _)| beside).collect(),
        parts: view::parts(&visit, target, on),
        handed,
        handed_sum,
        change: may.then(|| format!("/targets/{}/change", target.no.0)),
        hand_down,
        shell,
    })
}

/// Offers the change of a target by a new decision.
pub(super) async fn change(visit: Visit, Path(no): Path<String>) -> Result<Response, WebError> {
    let (target, unit) = find(&visit, &no)?;
    may_assign(&visit, visit.book(), target)?;
    let mut typed = Typed::default();
    let newest = view::newest(&visit, target);
    typed.suggest("value", promise_of(newest).to_string());
    let by = newest.decision.as_ref().and_then(|decision| decision.by.clone());
    typed.suggest("decision_by", by.unwrap_or_default());
    show(&change_page(&visit, (target, unit), &typed, &[]))
}

fn change_page(visit: &Visit, (target, unit): (&Target, UnitIndex), typed: &Typed, faults: &[Fault]) -> FormPage {
    let words = &visit.words;
    let groups = form::change_groups(visit, typed, faults);
    let tree = &visit.book().tree;
    let newest = view::chain(visit, target).pop();
    let values = [
        ("giver", target.giver_on(tree, visit.now.today())),
        ("unit", tree.name_on(unit, visit.now.today()).to_owned()),
        ("days", days(words, (target.from, target.to))),
        (
            "value",
            newest.as_ref().map(|line| line.value.clone()).unwrap_or_default(),
        ),
        (
            "decision",
            newest.as_ref().map(|line| line.decision.clone()).unwrap_or_default(),
        ),
        ("on", newest.map(|line| line.on).unwrap_or_default()),
    ];
    let mut shell = Shell::of(visit, words.say("targets-change")).about(visit, unit);
    shell.crumbs.extend(crumbs(visit));
    FormPage {
        sum: words.fill("targets-change-sum", &values),
        action: format!("/targets/{}/change", target.no.0),
        submit: words.say("targets-change-do"),
        back: format!("/targets/{}", target.no.0),
        hidden: Vec::new(),
        faults: fault_lines(words, &groups, faults),
        groups,
        left: Vec::new(),
        asks_left: false,
        shell,
    }
}

/// Changes a target by a new decision.
pub(super) async fn changed(
    visit: Visit,
    Path(no): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (target, unit) = find(&visit, &no)?;
    may_assign(&visit, visit.book(), target)?;
    let typed = Typed::of(pairs);
    let outcome = match form::changed(&visit, &typed, target, unit) {
        Ok(sheet) => act::assign(&visit, &sheet).await,
        Err(faults) => Err(WebError::Faulty(faults)),
    };
    answer(outcome, "changed", |faults| {
        change_page(&visit, (target, unit), &typed, faults)
    })
}
