//! The form of one enterprise: what is known in it, and what was typed into a description.

use nennep_core::calendar::Day;
use nennep_core::ledger::HostKind;
use nennep_core::register::{TaxCode, TaxCodeError, UnitId};
use nennep_core::text::date_short;

use super::record::{Description, GROUPS};
use crate::store::{ACTIVITIES, Counts, Enterprise, Listed, Texts};
use crate::web::errors::WebError;
use crate::web::fact_words;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::{Field, FieldMaker, Group, Shape, Typed};
use crate::web::form_reader::FormReader;
use crate::web::secrets::{phone_digits, sealed_phone};
use crate::web::unit_choice::committee_field;
use crate::web::visit::Visit;

/// Letters of a line, and of a text, at most.
const LINE_MAX: usize = 500;
const TEXT_MAX: usize = 2_000;

/// Reads a tax code whose last digit follows from the others; `None` where it is wrong.
pub(super) fn tax_code(visit: &Visit, typed: &Typed) -> Result<String, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let text = read.needed("tax_code", LINE_MAX);
    if read.is_clean() {
        match TaxCode::read(&text) {
            Ok(code) => return Ok(code.code.as_str().to_owned()),
            Err(TaxCodeError::Shape) => read.wrong("tax_code", FaultKind::BadTaxCode, ""),
            Err(TaxCodeError::CheckDigit) => read.wrong("tax_code", FaultKind::BadCheckDigit, ""),
        }
    }
    Err(read.into_faults())
}

/// Reads what was typed of the enterprise of a tax code, or tells all that is wrong with it.
pub(super) fn description(
    visit: &Visit,
    typed: &Typed,
    (tax_code, known): (&str, Option<&Listed>),
) -> Result<Description, WebError> {
    let mut read = FormReader::of(visit, typed);
    let name = read.needed("name", LINE_MAX);
    let kind = read.word("kind", HostKind::parse);
    let is_counted = |kind: &HostKind| {
        visit
            .house
            .catalogs
            .host_kinds
            .counted(visit.now.today())
            .any(|known| known == *kind)
    };
    if kind.is_some_and(|kind| !is_counted(&kind)) {
        read.wrong("kind", FaultKind::HouseholdBusiness, "");
    }
    let unit = read.committee("unit");
    let activity = read.word("status", |word| ACTIVITIES.into_iter().find(|known| *known == word));
    let (from, to) = (past(visit, &mut read, "from"), past(visit, &mut read, "to"));
    let registered_on = past(visit, &mut read, "registered_on");
    let counted_on = past(visit, &mut read, "counted_on");
    let tree = &visit.book().tree;
    let first = unit.map(|unit| tree.unit(unit).from);
    // Its day in the list stays where nobody says another, but it is counted nowhere before its committee was there.
    let stays = known.and_then(|known| known.listed).map(|(_, on)| on);
    let listed_on = from.or(stays).or(registered_on).unwrap_or(visit.now.today());
    let listed_on = listed_on.max(first.unwrap_or(listed_on));
    if let Some(to) = to.filter(|to| *to < listed_on) {
        read.wrong_for("to", FaultKind::EndBeforeBeginning, to, &listed_on.to_string());
    }
    let counts = counts(&mut read);
    let phone = phone(visit, typed, &mut read)?;
    let mut line = |head| read.text(head, LINE_MAX);
    let texts = Texts {
        legal_form: line("legal_form"),
        industry: line("industry"),
        address: line("address"),
        ward: line("ward"),
        owner: line("owner"),
        representative: line("representative"),
        note: read.text("note", TEXT_MAX),
    };
    match (kind, unit, activity, read.is_clean()) {
        (Some(kind), Some(unit), Some(activity), true) => Ok(Description {
            told: Enterprise {
                tax_code: tax_code.to_owned(),
                name,
                kind: Some(kind),
                unit: Some((tree.unit(unit).id, tree.unit(unit).code.clone())),
                from,
                to,
                registered_on,
                texts,
                counts,
                owner_foreign: match typed.get("owner_foreign") {
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                },
                counted_on,
                activity: Some(activity),
                phone,
                told_by: Some(tree.unit(unit).id),
            },
            listed_on,
            seen: typed.get("seen").to_owned(),
        }),
        _ => Err(WebError::Faulty(read.into_faults())),
    }
}

fn past(visit: &Visit, read: &mut FormReader<'_>, field: &'static str) -> Option<Day> {
    let (day, today) = (read.day(field)?, visit.now.today());
    if day > today {
        read.wrong_for(field, FaultKind::InTheFuture, day, &today.to_string());
    }
    Some(day)
}

fn counts(read: &mut FormReader<'_>) -> Counts {
    let counts = Counts {
        workers: read.count("workers"),
        workers_female: read.count("workers_female"),
        party_members: read.count("party_members"),
        union_members: read.count("union_members"),
    };
    let some = [
        ("workers_female", counts.workers_female, FaultKind::WomenAboveWorkers),
        ("union_members", counts.union_members, FaultKind::AboveWorkers),
    ];
    for (field, some, kind) in some {
        if let (Some(some), Some(all)) = (some, counts.workers)
            && some > all
        {
            read.wrong(field, kind, &all.to_string());
        }
    }
    counts
}

fn phone(
    visit: &Visit,
    typed: &Typed,
    read: &mut FormReader<'_>,
) -> Result<Option<crate::store::SealedPhone>, WebError> {
    let text = typed.get("phone").trim();
    if text.is_empty() {
        return Ok(None);
    }
    let Some(digits) = phone_digits(text) else {
        read.wrong("phone", FaultKind::BadPhone, "");
        return Ok(None);
    };
    let sealed = sealed_phone(&visit.house.cipher, &digits);
    Ok(Some(sealed.map_err(anyhow::Error::new)?))
}

/// Fills the form with what is known; a phone number is not shown, and stays where nothing is typed.
pub(super) fn known(visit: &Visit, known: &Listed) -> Typed {
    let mut typed = Typed::default();
    for asked in GROUPS.iter().flat_map(|(_, fields)| *fields) {
        let text = known.told(asked.column).unwrap_or_default();
        let shown = match asked.head {
            "phone" => String::new(),
            "unit" => code_of(visit, text),
            "owner_foreign" => match text {
                "1" => "yes".to_owned(),
                "0" => "no".to_owned(),
                _ => String::new(),
            },
            _ => text.parse::<Day>().map_or_else(|_| text.to_owned(), date_short),
        };
        typed.set(asked.head, shown);
    }
    typed.set("seen", known.content.clone());
    typed
}

/// The code of a committee, as what it became.
fn code_of(visit: &Visit, number: &str) -> String {
    let tree = &visit.book().tree;
    let unit = number.parse().ok().and_then(|unit| tree.index_of(UnitId(unit)));
    let unit = unit.map(|unit| tree.placement(visit.now.today()).read_as(unit));
    unit.map(|unit| tree.unit(unit).code.clone()).unwrap_or_default()
}

/// Gives the fields; the tax code only of an enterprise that is new.
pub(super) fn groups(visit: &Visit, typed: &Typed, faults: &[Fault], is_new: bool) -> Vec<Group> {
    let words = &visit.words;
    let make = FieldMaker::new(words, "descriptions", typed, faults);
    let group = |(name, asked): &(&str, &'static [super::record::Asked])| {
        let mut fields: Vec<Field> = asked
            .iter()
            .map(|asked| {
                let field = match asked.head {
                    "unit" => committee_field(visit, &make, typed, asked.head),
                    head => make.field(head, asked.shape).offering(typed, choices(visit, head)),
                };
                Field {
                    is_optional: !asked.is_needed,
                    ..field
                }
            })
            .collect();
        if is_new && *name == "place" {
            fields.insert(0, make.field("tax_code", Shape::Short));
        }
        Group {
            legend: Some(words.say(&format!("descriptions-group-{name}"))),
            fields,
        }
    };
    GROUPS.iter().map(group).collect()
}

fn choices(visit: &Visit, head: &str) -> Vec<(String, String)> {
    let words = &visit.words;
    match head {
        "kind" => {
            let kinds = visit.house.catalogs.host_kinds.counted(visit.now.today());
            kinds
                .map(|kind| (kind.code().to_owned(), fact_words::host(words, kind)))
                .collect()
        }
        "status" => ACTIVITIES
            .iter()
            .map(|activity| {
                let said = words.say(&format!("enterprises-activity-{activity}"));
                ((*activity).to_owned(), said)
            })
            .collect(),
        "owner_foreign" => ["yes", "no"]
            .iter()
            .map(|answer| ((*answer).to_owned(), words.say(&format!("profiles-{answer}"))))
            .collect(),
        _ => Vec::new(),
    }
}
