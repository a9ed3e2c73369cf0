//! Synthetic programme data straight into a database: for trying sizes, never for showing.

use std::collections::BTreeSet;

use nennep_core::accounts::post;
use nennep_core::calendar::Day;
use nennep_core::ledger::{Fact, FactRecord, Grade, Tag};
use nennep_core::progress::Target;
use nennep_core::register::{EntryNo, Unit, UnitId};

use crate::store::{Act, Db, Draft, FactRow, Sort, Stamp, StoreError, content_of};

/// Says how much is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Districts below one city, each of 14 wards.
    pub districts: u32,
    /// Facts in all.
    pub facts: u32,
}

impl Scale {
    /// 2 districts, 10,000 facts.
    pub const SMALL: Scale = Scale {
        districts: 2,
        facts: 10_000,
    };
    /// 10 districts, 100,000 facts.
    pub const MIDDLE: Scale = Scale {
        districts: 10,
        facts: 100_000,
    };
    /// 30 districts, as a large city had, and 1,000,000 facts.
    pub const LARGE: Scale = Scale {
        districts: 30,
        facts: 1_000_000,
    };
}

/// Wards of a district, as one of the source documents counts them.
const WARDS: u32 = 14;
/// Cells of a ward.
const CELLS: u32 = 6;
/// Facts fall on the days from here on.
const FIRST_DAY: (i32, u32, u32) = (2010, 1, 1);
/// Days of fifteen years.
const DAYS: u64 = 5478;

/// Numbers that look thrown and are the same for the same seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides.max(1)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        usize::try_from(self.throw(from.len() as u64))
            .ok()
            .and_then(|place| from.get(place))
    }
}

/// Makes a city with districts, wards and cells, targets and facts; the same seed gives the same data.
///
/// # Errors
/// When the database refuses.
pub async fn generate(db: &Db, scale: Scale, seed: u64, stamp: Stamp) -> Result<(), StoreError> {
    let mut act = Act::begin(db, stamp).await?;
    let tag = format!("g{seed}-{}", act.next_no());
    let mut dice = Dice(seed);
    let city = unit(&mut act, &tag, "tp", "Thành phố thử", "city_committee", None);
    let mut places: Vec<Made> = Vec::new();
    for district in 1..=scale.districts {
        let name = format!("Quận thử {district}");
        let parent = unit(
            &mut act,
            &tag,
            &format!("q{district}"),
            &name,
            "district_committee",
            Some(&city),
        );
        target(&mut act, &parent, &city);
        for ward in 1..=WARDS {
            let (code, name) = (format!("q{district}p{ward}"), format!("Phường thử {district}.{ward}"));
            let ward = unit(&mut act, &tag, &code, &name, "ward_committee", Some(&parent));
            target(&mut act, &ward, &parent);
            for cell in 1..=CELLS {
                let code = format!("{code}c{cell}");
                places.push(unit(
                    &mut act,
                    &tag,
                    &code,
                    &format!("Chi bộ thử {code}"),
                    "party_cell",
                    Some(&ward),
                ));
            }
            places.push(ward);
        }
        places.push(parent);
        act.flush().await?;
    }
    let kinds: Vec<Fact> = Fact::all()
        .filter(|fact| fact.is_recordable() && !fact.is_move())
        .collect();
    for number in 0..scale.facts {
        fact(&mut act, &mut dice, &places, &kinds, &format!("{tag}/{number}")).await?;
    }
    act.commit().await
}

fn first_day() -> Day {
    let (year, month, day) = FIRST_DAY;
    Day::new(year, month, day).unwrap_or(Day::FIRST)
}

/// A unit that was made, with the code its facts are hashed with.
struct Made {
    id: UnitId,
    code: String,
}

fn entry(sort: Sort, identity: String, content: &[Option<&str>], on: Day) -> Draft {
    Draft {
        sort,
        content: content_of(sort, content),
        identity,
        happened_on: on,
        source: "generate".to_owned(),
        decision: None,
    }
}

fn unit(act: &mut Act, tag: &str, code: &str, name: &str, kind: &str, parent: Option<&Made>) -> Made {
    let code = format!("{tag}-{code}");
    let id = UnitId(act.next_no().0);
    let above = parent.map(|parent| parent.code.as_str());
    let content = [Some(name), Some(kind), above, None, None, None, None, None];
    let draft = entry(Sort::Unit, format!("{code}@{}", first_day()), &content, first_day());
    let record = Unit {
        id,
        code: code.clone(),
        name: name.to_owned(),
        kind: kind.to_owned(),
        parent: parent.map(|parent| parent.id),
        from: first_day(),
        to: None,
        official_code: None,
    };
    act.unit(&draft, &record);
    Made { id, code }
}

/// A yearly target of the last full year, so that figures have something to stand against.
fn target(act: &mut Act, unit: &Made, giver: &Made) {
    let (Some(from), Some(to)) = (Day::new(2024, 1, 1), Day::new(2024, 12, 31)) else {
        return;
    };
    for indicator in ["party_org_founded", "party_member_admitted", "union_org_founded"] {
        let record = Target {
            no: EntryNo(0),
            indicator: indicator.to_owned(),
            giver: giver.code.clone(),
            giver_unit: Some(giver.id),
            unit: unit.id,
            member: None,
            from,
            to,
            min: 20,
            max: None,
            decision: None,
        };
        let identity = format!("{indicator}/{}/{}", giver.code, unit.code);
        act.target(
            &entry(Sort::Target, identity, &[Some("20"), None, None, None], from),
            &record,
        );
    }
}

async fn fact(act: &mut Act, dice: &mut Dice, places: &[Made], kinds: &[Fact], key: &str) -> Result<(), StoreError> {
    let (Some(unit), Some(fact)) = (dice.pick(places), dice.pick(kinds).copied()) else {
        return Ok(());
    };
    let days = chrono::Days::new(dice.throw(DAYS));
    let on = first_day()
        .naive()
        .checked_add_days(days)
        .and_then(Day::from_naive)
        .unwrap_or_else(first_day);
    let tags = [Tag::Owner, Tag::Female, Tag::UnderThirty];
    let tags: BTreeSet<Tag> = match fact.code().as_str() {
        "enterprise_surveyed" => BTreeSet::from([Tag::Eligible]),
        "party_member_admitted" => dice.pick(&tags).copied().into_iter().collect(),
        _ => BTreeSet::new(),
    };
    let count = i64::try_from(1 + dice.throw(3)).unwrap_or(1);
    let record = FactRecord {
        tags,
        ..FactRecord::of(fact, unit.id, on, count)
    };
    let row = FactRow {
        record: &record,
        org_kind: None,
        enterprise: None,
        grade: Grade::Reported,
        note: None,
    };
    let (day, code, many) = (on.to_string(), record.fact.code(), record.count.to_string());
    let marks: Vec<&str> = record.tags.iter().map(|tag| tag.code()).collect();
    let marks = marks.join(";");
    let (day, code, many, marks) = (
        Some(day.as_str()),
        Some(code.as_str()),
        Some(many.as_str()),
        Some(marks.as_str()),
    );
    let grade = Some(row.grade.code());
    let content = [
        day,
        code,
        Some(unit.code.as_str()),
        many,
        None,
        None,
        None,
        marks,
        None,
        grade,
        None,
        None,
        None,
        None,
        None,
    ];
    act.fact(&entry(Sort::Fact, key.to_owned(), &content, on), &row, &post(&record))
        .await?;
    Ok(())
}
