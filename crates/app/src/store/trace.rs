//! The entries behind one figure.

use std::collections::{BTreeMap, BTreeSet};

use nennep_core::accounts::{Crossing, Measure, Plan, PostingClass, Segment, Shape};
use nennep_core::calendar::Day;
use nennep_core::progress::Amount;
use nennep_core::register::{Inside, UnitId};
use serde::Serialize;

use super::bulk::id_list;
use super::source::days;
use super::{Asked, Figures, Row, Source, StoreError, Tx};

/// Holds one figure with its entries; the counts of the entries add up to the value.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Trace {
    /// The figure.
    pub value: Amount,
    /// Its entries in the order of recording.
    pub entries: Vec<TraceLine>,
}

/// Holds one entry behind a figure.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct TraceLine {
    /// Number of the entry.
    pub no: i64,
    /// Key of the fact, as given.
    pub key: Option<String>,
    /// Effective day.
    pub on: String,
    /// Recording instant.
    pub recorded_at: String,
    /// Code of the fact or event.
    pub fact: String,
    /// Code of the unit.
    pub unit: String,
    /// Code of the other end.
    pub to_unit: Option<String>,
    /// Kind of organization.
    pub org_kind: Option<String>,
    /// Kind of the body.
    pub host_kind: Option<String>,
    /// What the entry adds to the figure; negative for what takes away.
    pub count: i64,
    /// Marks.
    pub tags: Vec<String>,
    /// Evidence.
    pub grade: Option<String>,
    /// The decision.
    pub decision: Option<TraceDecision>,
    /// Where it was taken from.
    pub source: String,
    /// Number of the entry it takes back.
    pub reverses: Option<i64>,
}

/// Holds the decision behind an entry.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct TraceDecision {
    /// Number and symbol.
    pub no: Option<String>,
    /// Its day.
    pub on: Option<String>,
    /// The issuing body.
    pub by: Option<String>,
}

const COLUMNS: &str =
    "e.no, e.sort, e.identity, e.happened_on, e.recorded_at, e.decision_no, e.decision_on, e.decision_by, e.source";

impl Figures<'_> {
    /// Gives a figure with its entries; `known_at` leaves out later ones.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn trace(
        &self,
        tx: &mut Tx,
        asked: &Asked,
        measure: &Measure,
        known_at: Option<i64>,
    ) -> Result<Trace, StoreError> {
        let one = Asked {
            measures: vec![measure.clone()],
            ..asked.clone()
        };
        let set = self.of(&mut Source::Database { tx, known_at }, &one).await?;
        let value = set
            .figures
            .into_iter()
            .next()
            .map_or(Amount::Missing(None), |figure| figure.value);
        let plan = self.planner().plan(asked.unit, asked.from, asked.to, asked.tree_on);
        let mut lines: BTreeMap<(i64, i64), TraceLine> = BTreeMap::new();
        for (measure, reach) in self.reaches(asked, measure, &plan) {
            self.take(tx, &mut lines, &measure, &reach, known_at).await?;
        }
        if let Some(crossing) = measure.indicator.crossing {
            self.take_borders(tx, &mut lines, measure, &plan, crossing, known_at)
                .await?;
        }
        Ok(Trace {
            value,
            entries: lines.into_values().collect(),
        })
    }

    /// Gives the entries behind what crossed a border with one unit: those at the unit itself, up to a day.
    pub(super) async fn crossed_with(
        &self,
        tx: &mut Tx,
        measure: &Measure,
        (unit, to): (i64, Day),
        known_at: Option<i64>,
    ) -> Result<Vec<TraceLine>, StoreError> {
        let mut stock = measure.clone();
        stock.indicator.terms = std::mem::take(&mut stock.indicator.border_terms);
        let reach = Reach {
            units: BTreeSet::from([unit]),
            from: None,
            to,
            only_crossing: false,
        };
        let mut lines = BTreeMap::new();
        self.take(tx, &mut lines, &stock, &reach, known_at).await?;
        Ok(lines.into_values().collect())
    }

    /// Whose lines of which days stand behind a measure; for a ratio those of both its parts.
    fn reaches(&self, asked: &Asked, measure: &Measure, plan: &Plan) -> Vec<(Measure, Reach)> {
        let only_crossing = measure.indicator.crossing.is_some();
        let of_period = |measure: &Measure| {
            let reach = |segment: &Segment| Reach {
                units: self.numbers(&segment.inside),
                from: Some(segment.from),
                to: segment.to,
                only_crossing,
            };
            plan.segments
                .iter()
                .map(|segment| (measure.clone(), reach(segment)))
                .collect::<Vec<_>>()
        };
        let up_to = |measure: &Measure, inside: &Inside, to: Day| {
            (
                measure.clone(),
                Reach {
                    units: self.numbers(inside),
                    from: None,
                    to,
                    only_crossing: false,
                },
            )
        };
        match &measure.indicator.shape {
            Shape::Flow | Shape::Coverage { .. } => of_period(measure),
            Shape::Stock => vec![up_to(measure, &plan.stock, asked.to)],
            Shape::Ratio { numerator, denominator } => {
                let (Some(part), Some(whole)) =
                    (self.catalog().resolve(numerator), self.catalog().resolve(denominator))
                else {
                    return Vec::new();
                };
                let mut reaches = of_period(&part);
                reaches.extend(of_period(&whole.openings()));
                reaches.push(up_to(&whole, &plan.opening, asked.from.previous()));
                reaches
            }
        }
    }

    async fn take(
        &self,
        tx: &mut Tx,
        lines: &mut BTreeMap<(i64, i64), TraceLine>,
        measure: &Measure,
        reach: &Reach,
        known_at: Option<i64>,
    ) -> Result<(), StoreError> {
        let weights = self.book().weights(measure);
        let mut classes: Vec<i64> = weights.keys().copied().collect();
        // One text of a question for one measure, whatever the order of a map.
        classes.sort_unstable();
        let units: Vec<i64> = reach.units.iter().copied().collect();
        let (when, values) = days(reach.from, reach.to, known_at);
        let when = when.replace("happened_on", "p.happened_on");
        let sql = format!(
            "select {COLUMNS}, p.class_id, p.amount, p.unit_id, p.other_id, r.fact_no, f.unit_id, f.to_unit_id, f.grade, f.fact \
            from posting p join entry e on e.no = p.entry_no left join reversal r on r.no = e.no join fact f on f.no = coalesce(r.fact_no, e.no) \
            where p.unit_id in ({}) and p.class_id in ({}) and {when} order by e.no, p.side",
            id_list(&units),
            id_list(&classes)
        );
        let mut taken: BTreeMap<(i64, i64), TraceLine> = BTreeMap::new();
        for row in tx.rows(&sql, &values).await? {
            let is_inside = |unit: i64| reach.units.contains(&unit);
            if reach.only_crossing && row.optional_int(12)?.is_none_or(is_inside) {
                continue;
            }
            let amount = row.int(10)? * weights.get(&row.int(9)?).copied().unwrap_or(0);
            let line = self.line(&row, amount)?;
            taken
                .entry((line.no, 0))
                .and_modify(|known| known.count += amount)
                .or_insert(line);
        }
        // Both ends of a move inside: the stock holds neither more nor less for it.
        taken.retain(|_, line| line.count != 0 || line.to_unit.is_none());
        lines.extend(taken);
        Ok(())
    }

    fn line(&self, row: &Row, amount: i64) -> Result<TraceLine, StoreError> {
        let class: Option<&PostingClass> = self.book().classes.get(&row.int(9)?);
        let is_fact = row.text(1)? == "fact";
        Ok(TraceLine {
            no: row.int(0)?,
            key: if is_fact { Some(row.text(2)?) } else { None },
            on: row.text(3)?,
            recorded_at: row.text(4)?,
            fact: row.text(17)?,
            unit: self.code(row.int(14)?),
            to_unit: row.optional_int(15)?.map(|unit| self.code(unit)),
            org_kind: class.and_then(|class| class.org_kind.clone()),
            host_kind: class
                .and_then(|class| class.host_kind)
                .map(|kind| kind.code().to_owned()),
            count: amount,
            tags: class
                .map(|class| class.tags.iter().map(|tag| tag.code().to_owned()).collect())
                .unwrap_or_default(),
            grade: Some(row.text(16)?),
            decision: decision(row)?,
            source: row.text(8)?,
            reverses: row.optional_int(13)?,
        })
    }

    /// One line an event and unit that crossed, with the stock it took along.
    async fn take_borders(
        &self,
        tx: &mut Tx,
        lines: &mut BTreeMap<(i64, i64), TraceLine>,
        measure: &Measure,
        plan: &Plan,
        crossing: Crossing,
        known_at: Option<i64>,
    ) -> Result<(), StoreError> {
        let tree = &self.book().tree;
        for border in plan.borders.iter().filter(|border| border.crossing == crossing) {
            let unit = tree.unit(border.unit).id.0;
            let sums = Source::Database { tx: &mut *tx, known_at }
                .lines_of(&[unit], None, border.on.previous())
                .await?;
            let weigh = |class: i64| {
                self.book()
                    .classes
                    .get(&class)
                    .map_or(0, |class| measure.border_weight(class))
            };
            let count: i64 = sums.iter().map(|sum| sum.amount * weigh(sum.class)).sum();
            let sql = format!(
                "select {COLUMNS}, v.event, v.to_unit_id, v.parent_id from entry e join unit_event v on v.no = e.no where e.no = $1"
            );
            if let Some(row) = tx.row(&sql, &[border.event.0.into()]).await?.filter(|_| count != 0) {
                let other = row.optional_int(10)?.or(row.optional_int(11)?);
                let line = TraceLine {
                    no: row.int(0)?,
                    key: None,
                    on: row.text(3)?,
                    recorded_at: row.text(4)?,
                    fact: row.text(9)?,
                    unit: self.code(unit),
                    to_unit: other.map(|other| self.code(other)),
                    org_kind: None,
                    host_kind: None,
                    count,
                    tags: Vec::new(),
                    grade: None,
                    decision: decision(&row)?,
                    source: row.text(8)?,
                    reverses: None,
                };
                lines.insert((line.no, unit), line);
            }
        }
        Ok(())
    }

    fn numbers(&self, inside: &Inside) -> BTreeSet<i64> {
        let tree = &self.book().tree;
        inside.members().map(|index| tree.unit(index).id.0).collect()
    }

    fn code(&self, unit: i64) -> String {
        let tree = &self.book().tree;
        tree.index_of(UnitId(unit))
            .map(|index| tree.unit(index).code.clone())
            .unwrap_or_default()
    }
}

struct Reach {
    units: BTreeSet<i64>,
    from: Option<Day>,
    to: Day,
    only_crossing: bool,
}

fn decision(row: &Row) -> Result<Option<TraceDecision>, StoreError> {
    let (no, on, by) = (row.optional_text(5)?, row.optional_text(6)?, row.optional_text(7)?);
    Ok((no.is_some() || on.is_some() || by.is_some()).then_some(TraceDecision { no, on, by }))
}
