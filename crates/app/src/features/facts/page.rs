//! Pages on which facts are recorded and taken back by hand.

use axum::extract::{Form, Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use nennep_core::calendar::Day;
use nennep_core::ledger::Fact;
use nennep_core::register::UnitIndex;
use nennep_core::text::{date_short, fold};

use super::act as deed;
use super::form;
use super::record::{RecordedFact, Written};
use super::rows;
use crate::store::Deed;
use crate::web::errors::{WebError, percent, show};
use crate::web::fact_words;
use crate::web::faults::Fault;
use crate::web::fields::{FaultLine, Group, Typed, fault_lines};
use crate::web::locked::{closed_through, locked};
use crate::web::secrets::form_key;
use crate::web::sheet::FoundSheet;
use crate::web::shell::Shell;
use crate::web::visit::Visit;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "facts/choose.html")]
struct ChoosePage {
    shell: Shell,
    words_asked: String,
    unit: String,
    groups: Vec<Offered>,
}

/// Facts of one group that the officer may record.
struct Offered {
    title: String,
    facts: Vec<(String, String)>,
}

#[derive(askama::Template)]
#[template(path = "facts/form.html")]
struct FormPage {
    shell: Shell,
    sum: String,
    key: String,
    fact: String,
    faults: Vec<FaultLine>,
    groups: Vec<Group>,
    /// Address of the entry that stands under the key already.
    recorded: Option<String>,
    /// Up to when figures are closed where the fact is to be recorded.
    closed: Option<String>,
    others: String,
}

#[derive(askama::Template)]
#[template(path = "facts/reversal.html")]
struct ReversalPage {
    shell: Shell,
    no: i64,
    sum: String,
    faults: Vec<FaultLine>,
    groups: Vec<Group>,
    reversed_by: Option<i64>,
}

/// Offers what can be recorded, or the form of the fact that was chosen.
pub(super) async fn new(visit: Visit, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::Record)?;
    let mut typed = Typed::of(pairs);
    if !typed.get("unit").is_empty() {
        visit.unit(typed.get("unit"))?;
    }
    if let Ok(no) = typed.get("again").parse::<i64>() {
        let mut tx = visit.house.db.read().await?;
        let known = rows::recorded(&mut tx, no).await?.ok_or(WebError::NotFound)?;
        tx.rollback().await?;
        known.seen_by(&visit)?;
        fill_again(&visit, &mut typed, &known);
    }
    let fact = Fact::parse(typed.get("fact")).filter(|fact| fact.is_recordable());
    match fact {
        None => show(&choose(&visit, &typed)),
        Some(fact) => {
            // A unit that ended has no today: its day is asked, not guessed.
            let (tree, today) = (&visit.book().tree, visit.now.today());
            let unit = visit.scope.unit(tree, typed.get("unit"));
            if unit.is_none_or(|unit| tree.is_alive(unit, today)) {
                typed.suggest("on", date_short(today));
            }
            if !fact_words::takes(fact).opening {
                typed.suggest("count", "1");
            }
            typed.suggest("unit", visit.home_code().unwrap_or_default());
            let grade = form::usual_grade(&visit, typed.get("unit"));
            typed.suggest("grade", grade.code());
            let mut page = form_page(&visit, fact, &typed, &[], (hand_key()?, None));
            if let Some(unit) = visit.scope.unit(tree, typed.get("unit")) {
                let mut tx = visit.house.db.read().await?;
                let at = (tree.unit(unit).id, fact.group());
                page.closed = closed_through(&visit, &mut tx, at).await?;
                tx.rollback().await?;
            }
            show(&page)
        }
    }
}

/// What is true of the reversed fact is offered again, so that only what was wrong is typed anew.
fn fill_again(visit: &Visit, typed: &mut Typed, known: &RecordedFact) {
    let tree = &visit.book().tree;
    let code = |unit| tree.index_of(unit).filter(|index| visit.scope.sees(*index));
    let code = |unit| {
        code(unit)
            .map(|index| tree.unit(index).code.clone())
            .unwrap_or_default()
    };
    typed.suggest("fact", known.fact.code());
    typed.suggest("on", date_short(known.on));
    typed.suggest("unit", code(known.unit));
    if let Some(to_unit) = known.to_unit {
        typed.suggest("to_unit", code(to_unit));
    }
    for (column, text) in &known.texts {
        let day = text.parse::<Day>().ok().filter(|_| *column == "decision_on");
        typed.suggest(column, day.map_or_else(|| text.clone(), date_short));
    }
}

fn choose(visit: &Visit, typed: &Typed) -> ChoosePage {
    let words = &visit.words;
    let asked: Vec<String> = fold(typed.get("q")).split(' ').map(str::to_owned).collect();
    let unit = visit.scope.unit(&visit.book().tree, typed.get("unit"));
    let question = unit.map_or_else(String::new, |_| format!("&unit={}", percent(typed.get("unit"))));
    let fits = |fact: &Fact| {
        let text = fold(&format!("{} {}", fact_words::fact(words, *fact), fact.code()));
        asked.iter().all(|word| text.contains(word.as_str()))
    };
    let groups = fact_words::GROUPS.iter().map(|group| Offered {
        title: words.say(&format!("facts-group-{group}")),
        facts: Fact::all()
            .filter(|fact| fact.is_recordable() && fact_words::group_of(*fact) == *group)
            .filter(|fact| may_anywhere(visit, *fact) && fits(fact))
            .map(|fact| {
                let href = format!("/facts/new?fact={}{question}", fact.code());
                (href, fact_words::fact(words, fact))
            })
            .collect(),
    });
    let mut shell = Shell::of(visit, words.say("facts-choose"));
    if let Some(unit) = unit {
        shell = shell.about(visit, unit);
    }
    ChoosePage {
        words_asked: typed.get("q").to_owned(),
        unit: unit.map_or_else(String::new, |_| typed.get("unit").to_owned()),
        groups: groups.filter(|group| !group.facts.is_empty()).collect(),
        shell,
    }
}

fn may_anywhere(visit: &Visit, fact: Fact) -> bool {
    let grants = visit.scope.grants();
    grants
        .iter()
        .any(|grant| visit.scope.may_for(Deed::Record, grant.unit, fact.line()))
}

/// A page's own key: two presses of the button, or a reload, are one fact.
fn hand_key() -> Result<String, WebError> {
    Ok(format!("hand-{}", form_key()?))
}

fn form_page(visit: &Visit, fact: Fact, typed: &Typed, faults: &[Fault], key: (String, Option<i64>)) -> FormPage {
    let words = &visit.words;
    let tree = &visit.book().tree;
    let unit = visit.scope.unit(tree, typed.get("unit"));
    let groups = form::groups(visit, fact, typed, faults);
    let mut shell = Shell::of(visit, fact_words::fact(words, fact));
    if let Some(unit) = unit {
        shell = shell.about(visit, unit);
    }
    let place = unit.map(|unit| tree.name_on(unit, visit.now.today()).to_owned());
    FormPage {
        sum: match place {
            Some(place) => words.with("facts-sum-at", "unit", place),
            None => words.say("facts-sum"),
        },
        key: key.0,
        fact: fact.code(),
        faults: fault_lines(words, &groups, faults),
        groups,
        recorded: key.1.map(|no| format!("/entries/{no}")),
        closed: None,
        others: unit.map_or_else(
            || "/facts/new".to_owned(),
            |unit| format!("/facts/new?unit={}", percent(&tree.unit(unit).code)),
        ),
        shell,
    }
}

/// Records what the form says, or shows it again with all its faults.
pub(super) async fn record(visit: Visit, Form(pairs): Form<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::Record)?;
    let mut typed = Typed::of(pairs);
    let Some(fact) = Fact::parse(typed.get("fact")).filter(|fact| fact.is_recordable()) else {
        return show(&choose(&visit, &typed)).map(unprocessable);
    };
    for place in ["unit", "to_unit"] {
        if let Some(code) = code_of(&visit, typed.get(place)) {
            typed.set(place, code);
        }
    }
    if !typed.get("key").starts_with("hand-") {
        typed.set("key", hand_key()?);
    }
    let outcome = deed::record_by_hand(&visit, &form::fact_sheet(&typed), "Ghi tay trên trang").await;
    match outcome {
        Ok(written) => Ok(receipt(&written)),
        Err(WebError::Faulty(faults)) => {
            let key = typed.get("key").to_owned();
            let faults = at_their_fields(fact, faults);
            show(&form_page(&visit, fact, &typed, &faults, (key, None))).map(unprocessable)
        }
        // The same page sent with something else: it is shown once more under a new key, to be recorded on purpose.
        Err(WebError::Conflict(faults)) => {
            let mut tx = visit.house.db.read().await?;
            let no = rows::named(&mut tx, typed.get("key")).await?;
            tx.rollback().await?;
            let page = form_page(&visit, fact, &typed, &faults, (hand_key()?, no));
            let mut response = show(&page)?;
            *response.status_mut() = axum::http::StatusCode::CONFLICT;
            Ok(response)
        }
        Err(other) => Err(other),
    }
}

/// The outcome of a survey is a tag that is asked for by itself.
fn at_their_fields(fact: Fact, faults: Vec<Fault>) -> Vec<Fault> {
    let asks_outcome = fact_words::takes(fact).outcome;
    let at = |fault: Fault| match fault.column.as_deref() {
        Some("tags") if asks_outcome => fault.in_field("outcome"),
        _ => fault,
    };
    faults.into_iter().map(at).collect()
}

fn receipt(written: &Written) -> Response {
    let warned = if written.warnings.is_empty() { "" } else { "&below=1" };
    Redirect::to(&format!("/entries/{}?receipt=recorded{warned}", written.no)).into_response()
}

fn unprocessable(mut response: Response) -> Response {
    *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// People type names: a name that only one unit of the scope bears stands for its code.
fn code_of(visit: &Visit, text: &str) -> Option<String> {
    let tree = &visit.book().tree;
    if text.trim().is_empty() || visit.scope.unit(tree, text.trim()).is_some() {
        return None;
    }
    let (asked, today) = (fold(text), visit.now.today());
    let mut named = visit
        .scope
        .units(tree)
        .filter(|unit| fold(tree.name_on(*unit, today)) == asked);
    let only: UnitIndex = named.next()?;
    named.next().is_none().then(|| tree.unit(only).code.clone())
}

/// Asks on which day and why an entry is taken back.
pub(super) async fn reversal_form(visit: Visit, Path(no): Path<String>) -> Result<Response, WebError> {
    let original = original(&visit, &no).await?;
    show(&reversal_page(
        &visit,
        entry_no(&no)?,
        &original,
        &Typed::default(),
        &[],
    ))
}

/// Takes an entry back.
pub(super) async fn reverse(
    visit: Visit,
    Path(no): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let original = original(&visit, &no).await?;
    let typed = Typed::of(pairs);
    let on = match typed.get("day") {
        "original" => original.on.to_string(),
        "first_open" => original
            .locked
            .as_ref()
            .map_or(original.on, |locked| locked.open_from)
            .to_string(),
        "today" => visit.now.today().to_string(),
        "other" => typed.get("on").to_owned(),
        _ => String::new(),
    };
    let fields = [
        ("key", "-".to_owned()),
        ("on", on),
        ("reason", typed.get("reason").to_owned()),
        ("decision_no", typed.get("decision_no").to_owned()),
    ];
    let sheet = FoundSheet::of_fields("reversals", &fields);
    let no = entry_no(&no)?;
    match deed::take_back_by_hand(&visit, no, &sheet, "Ghi tay trên trang").await {
        Ok(written) => Ok(receipt(&written)),
        Err(WebError::Faulty(faults)) => {
            // The day is asked by a choice; what is wrong with it stands there.
            let field = if typed.get("day") == "other" { "on" } else { "day" };
            let at = |fault: Fault| match fault.column.as_deref() {
                Some("on") => fault.in_field(field),
                _ => fault,
            };
            let faults: Vec<Fault> = faults.into_iter().map(at).collect();
            show(&reversal_page(&visit, no, &original, &typed, &faults)).map(unprocessable)
        }
        Err(other) => Err(other),
    }
}

fn entry_no(text: &str) -> Result<i64, WebError> {
    text.parse().map_err(|_| WebError::NotFound)
}

async fn original(visit: &Visit, no: &str) -> Result<RecordedFact, WebError> {
    let mut tx = visit.house.db.read().await?;
    let mut known = rows::recorded(&mut tx, entry_no(no)?)
        .await?
        .ok_or(WebError::NotFound)?;
    known.locked = locked(visit, &mut tx, (known.unit, known.fact.group()), known.on).await?;
    tx.rollback().await?;
    known.seen_by(visit)?;
    let tree = &visit.book().tree;
    let unit = tree.index_of(known.unit).ok_or(WebError::NotFound)?;
    if visit.scope.may_for(Deed::TakeBack, unit, known.fact.line()) {
        return Ok(known);
    }
    Err(WebError::Refused("no-right"))
}

fn reversal_page(visit: &Visit, no: i64, original: &RecordedFact, typed: &Typed, faults: &[Fault]) -> ReversalPage {
    let words = &visit.words;
    let tree = &visit.book().tree;
    let unit = tree.index_of(original.unit);
    let groups = form::reversal_groups(visit, original, typed, faults);
    let number = nennep_core::text::count(no);
    let mut shell = Shell::of(visit, words.with("facts-reversal", "no", number));
    if let Some(unit) = unit.filter(|unit| visit.scope.sees(*unit)) {
        shell = shell.about(visit, unit);
    }
    let values = [
        ("fact", fact_words::fact(words, original.fact)),
        (
            "unit",
            unit.map_or_else(String::new, |unit| tree.name_on(unit, original.on).to_owned()),
        ),
        ("on", date_short(original.on)),
    ];
    ReversalPage {
        sum: words.fill("facts-reversal-sum", &values),
        faults: fault_lines(words, &groups, faults),
        groups,
        reversed_by: original.reversed_by,
        no,
        shell,
    }
}
