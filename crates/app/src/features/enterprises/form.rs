//! A row of `enterprises` into what it tells, or all its faults.

use nennep_core::calendar::Day;
use nennep_core::ledger::HostKind;

use crate::store::{ACTIVITIES, Counts, Enterprise, Texts};
use crate::web::faults::{Fault, FaultKind};
use crate::web::intake::Intake;
use crate::web::sheet::RowReader;

pub(super) fn enterprise(intake: &Intake<'_>, mut row: RowReader<'_>) -> Result<Enterprise, Vec<Fault>> {
    let tax_code = row.needed("tax_code").filter(|code| check_tax_code(&mut row, code));
    let name = row.needed("name");
    let words: Vec<&str> = HostKind::ALL.iter().map(|kind| kind.code()).collect();
    let kind = if row.needed("kind").is_some() {
        row.word("kind", HostKind::parse, &words)
    } else {
        None
    };
    let unit = intake.unit(&mut row, "unit");
    let (from, to, registered_on) = (row.day("from"), row.day("to"), row.day("registered_on"));
    let counts = counts(&mut row);
    let owner_foreign = row.word("owner_foreign", read_yes, &["1", "0", "có", "không"]);
    let counted_on = row.day("counted_on");
    let activity = row.word(
        "status",
        |word| ACTIVITIES.into_iter().find(|known| *known == word),
        &ACTIVITIES,
    );
    let texts = Texts {
        legal_form: row.text("legal_form"),
        industry: None,
        address: row.text("address"),
        ward: row.text("ward"),
        owner: row.text("owner"),
        representative: row.text("representative"),
        note: row.text("note"),
    };
    let (true, Some(tax_code), Some(name), Some(kind), Some(unit)) = (row.is_clean(), tax_code, name, kind, unit)
    else {
        return Err(row.into_faults());
    };
    let unit = intake.tree.unit(unit);
    Ok(Enterprise {
        tax_code,
        name,
        kind: Some(kind),
        unit: Some((unit.id, unit.code.clone())),
        from,
        to,
        registered_on,
        texts,
        counts,
        owner_foreign,
        counted_on,
        activity,
        phone: None,
        told_by: None,
    })
}

/// What is wrong with a row that would be entered or changed: days against the present day and the tree.
pub(super) fn against_the_tree(
    intake: &Intake<'_>,
    mut row: RowReader<'_>,
    told: &Enterprise,
    listed_on: Day,
    moves: bool,
) -> Vec<Fault> {
    let column = match (told.from, told.registered_on) {
        (Some(_), _) => "from",
        (None, Some(_)) => "registered_on",
        (None, None) => "unit",
    };
    if let Some(to) = told.to.filter(|to| *to < listed_on) {
        row.fault(
            "to",
            FaultKind::EndBeforeBeginning,
            to.to_string(),
            &listed_on.to_string(),
        );
    }
    for (column, day) in [
        ("from", told.from),
        ("to", told.to),
        ("registered_on", told.registered_on),
        ("counted_on", told.counted_on),
    ] {
        if let Some(day) = day {
            intake.check_past(&mut row, column, day);
        }
    }
    let unit = told.unit.as_ref().and_then(|(unit, _)| intake.tree.index_of(*unit));
    if let Some(unit) = unit.filter(|_| moves) {
        intake.check_there(&mut row, column, unit, listed_on);
        if let Some(to) = told.to {
            intake.check_there(&mut row, "to", unit, to);
        }
    }
    row.into_faults()
}

/// The list of a committee may hold codes of several registers, so only the shape is asked for.
fn check_tax_code(row: &mut RowReader<'_>, code: &str) -> bool {
    let fits = code.len() <= 20
        && code
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    if !fits {
        row.fault("tax_code", FaultKind::BadTaxCode, code, "");
    }
    fits
}

fn counts(row: &mut RowReader<'_>) -> Counts {
    let counts = Counts {
        workers: row.count("workers"),
        workers_female: row.count("workers_female"),
        party_members: row.count("party_members"),
        union_members: row.count("union_members"),
    };
    if let (Some(women), Some(all)) = (counts.workers_female, counts.workers)
        && women > all
    {
        row.fault(
            "workers_female",
            FaultKind::WomenAboveWorkers,
            women.to_string(),
            &all.to_string(),
        );
    }
    counts
}

fn read_yes(word: &str) -> Option<bool> {
    match nennep_core::text::fold(word).as_str() {
        "1" | "true" | "yes" | "co" | "x" => Some(true),
        "0" | "false" | "no" | "khong" => Some(false),
        _ => None,
    }
}
