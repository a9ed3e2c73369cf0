//! Handing targets down, all or none; a rehearsal is the same act taken back.

use std::collections::{BTreeMap, BTreeSet};

use nennep_core::calendar::Day;
use nennep_core::progress::Target;

use super::form;
use super::record::{Asked, CellFault, Line, Outcome, Outline, Place, Sent, receivers, standing};
use crate::store::{Act, AuditLine, Book};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::intake::Intake;
use crate::web::sheet::FoundSheet;
use crate::web::target_words::promise_of;
use crate::web::targets::{faults_of_change, may_assign, read_target};
use crate::web::visit::Visit;

/// Says whether what is handed down is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Everything is done and taken back.
    Rehearse,
    /// It is kept, unless anything is wrong.
    Keep,
}

/// Hands down what the cells say by the decision that was typed; cells that say what stands already change nothing.
pub(super) async fn hand_down(
    visit: &Visit,
    asked: &Asked,
    (sent, source): (&[Sent], &str),
    typed: &Typed,
    mode: Mode,
) -> Result<Outline, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let snapshot = visit.house.live.in_transaction(act.tx()).await?;
    let book = &snapshot.book;
    let chains = standing(book, asked);
    let mut outline = outline(visit, book, asked, (sent, &chains))?;
    let is_written = |line: &&Line| line.outcome != Outcome::Same;
    if outline.lines.iter().any(|line| is_written(&line)) {
        match form::decision(visit, typed) {
            Ok(decision) => outline
                .faults
                .extend(of_decision(&outline.lines, &chains, &decision, sent)),
            Err(faults) => outline.faults.extend(faults.into_iter().map(at_its_field)),
        }
    }
    let looked = typed.get("looked");
    let is_other = !looked.is_empty() && looked != outline.mark() && !outline.is_all_same();
    if mode == Mode::Keep && is_other {
        outline.faults.push(CellFault {
            field: String::new(),
            fault: Fault::new(FaultKind::DoneMeanwhile, String::new(), "").bare(),
        });
    }
    if !outline.faults.is_empty() {
        return Ok(outline);
    }
    let intake = Intake::by_hand(visit, &snapshot.book, act.next_no());
    let decision = form::decision(visit, typed).unwrap_or_default();
    let mut drafts = Vec::new();
    for line in outline.lines.iter().filter(is_written) {
        let sheet = sheet_of(book, asked, line, &decision);
        match sheet
            .only_row()
            .map_or(Err(Vec::new()), |row| read_target(&intake, row))
        {
            Ok(mut draft) => {
                source.clone_into(&mut draft.source);
                match may_assign(visit, book, &draft.target) {
                    Ok(()) => drafts.push(draft),
                    // The giver is told once, where it stands.
                    Err(WebError::Faulty(faults)) => {
                        outline.faults = faults.into_iter().map(at_its_field).collect();
                        return Ok(outline);
                    }
                    Err(other) => return Err(other),
                }
            }
            Err(faults) => {
                let field = line.place.name();
                outline.faults.extend(faults.into_iter().map(|fault| CellFault {
                    field: field.clone(),
                    fault: fault.bare(),
                }));
            }
        }
    }
    if !outline.faults.is_empty() || drafts.is_empty() {
        return Ok(outline);
    }
    for draft in drafts {
        draft.enter(&mut act);
    }
    let [new, changed, _] = outline.counts();
    let [no, ..] = decision;
    let line = AuditLine::new("targets-handed-down", no).at(book.tree.unit(asked.unit).id.0);
    act.audit(line.with("new", new.to_string()).with("changed", changed.to_string()));
    match mode {
        Mode::Rehearse => act.rehearse().await?,
        Mode::Keep => act.commit().await?,
    }
    Ok(outline)
}

/// Says of every cell what becomes of it, and what is wrong with it.
fn outline(
    visit: &Visit,
    book: &Book,
    asked: &Asked,
    (sent, chains): (&[Sent], &BTreeMap<Place, Vec<&Target>>),
) -> Result<Outline, WebError> {
    let (units, seats) = receivers(visit, book, asked);
    let is_offered = |place: &Place| {
        let row = book.tree.index_of(place.unit);
        let is_row = |unit| match place.member {
            None => units.iter().any(|known| known.unit == unit),
            Some(_) => unit == asked.unit || seats.iter().any(|known| known.unit == unit),
        };
        row.is_some_and(is_row) && asked.measures.iter().any(|measure| measure.code == place.indicator)
    };
    let mut outline = Outline::default();
    let mut known = BTreeSet::new();
    for cell in sent {
        // Nobody is shown such a cell.
        if !is_offered(&cell.place) {
            return Err(WebError::NotFound);
        }
        if !known.insert(&cell.place) {
            let fault = Fault::new(FaultKind::GivenTwice, cell.text.clone(), "");
            outline.faults.push(at_the_cell(fault, cell));
            continue;
        }
        let stands = chains.get(&cell.place).and_then(|chain| chain.last());
        let text = cell.text.trim();
        let promise = match (text.is_empty(), stands) {
            (true, None) => continue,
            (true, Some(target)) => Err(Fault::new(
                FaultKind::EmptiedTarget,
                "",
                &promise_of(target).to_string(),
            )),
            (false, _) => form::promise(text),
        };
        match promise {
            Err(fault) => outline.faults.push(at_the_cell(fault, cell)),
            Ok(promise) => outline.lines.push(Line {
                place: cell.place.clone(),
                promise,
                outcome: match stands {
                    None => Outcome::New,
                    Some(target) if promise_of(target) == promise => Outcome::Same,
                    Some(target) => Outcome::Changed {
                        was: promise_of(target),
                        decision: target.decision.as_ref().and_then(|decision| decision.no.clone()),
                    },
                },
            }),
        }
    }
    Ok(outline)
}

/// A share that is changed needs a decision of its own.
fn of_decision(
    lines: &[Line],
    chains: &BTreeMap<Place, Vec<&Target>>,
    [no, on, _]: &[String; 3],
    sent: &[Sent],
) -> Vec<CellFault> {
    let Ok(on) = on.parse::<Day>() else {
        return Vec::new();
    };
    let mut found: Vec<CellFault> = Vec::new();
    let changed = lines
        .iter()
        .filter(|line| matches!(line.outcome, Outcome::Changed { .. }));
    for line in changed {
        let chain = chains.get(&line.place).map(Vec::as_slice).unwrap_or_default();
        for fault in faults_of_change(chain, no, on) {
            let cell = sent.iter().find(|cell| cell.place == line.place);
            let is_of_cell = fault.column.as_deref() == Some("decision_no");
            match cell.filter(|_| is_of_cell) {
                Some(cell) => found.push(at_the_cell(fault, cell)),
                None if found.iter().any(|known| known.fault == fault) => {}
                None => found.push(at_its_field(fault)),
            }
        }
    }
    found
}

fn at_its_field(fault: Fault) -> CellFault {
    CellFault {
        field: fault.column.clone().unwrap_or_default(),
        fault,
    }
}

fn at_the_cell(fault: Fault, cell: &Sent) -> CellFault {
    CellFault {
        field: cell.place.name(),
        fault: match &cell.at {
            Some((sheet, row, column)) => fault.at(sheet, Some(*row), Some(column)),
            None => fault,
        },
    }
}

/// One row of the programme workbook, so that what is handed down here is what an import of it would bring.
fn sheet_of(book: &Book, asked: &Asked, line: &Line, [no, on, by]: &[String; 3]) -> FoundSheet {
    let unit = book
        .tree
        .index_of(line.place.unit)
        .map(|unit| book.tree.unit(unit).code.clone());
    let (from, to) = asked.days();
    let fields = [
        ("indicator", line.place.indicator.clone()),
        ("giver", asked.giver.clone()),
        ("unit", unit.unwrap_or_default()),
        ("member", line.place.member.clone().unwrap_or_default()),
        ("from", from.to_string()),
        ("to", to.to_string()),
        ("min", line.promise.min.to_string()),
        ("max", line.promise.max.map(|max| max.to_string()).unwrap_or_default()),
        ("decision_no", no.clone()),
        ("decision_on", on.clone()),
        ("decision_by", by.clone()),
    ];
    FoundSheet::of_fields("targets", &fields)
}
