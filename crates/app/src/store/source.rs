//! Where sums come from: the lines in the database, or a tally folded from them.

use std::collections::BTreeMap;

use nennep_core::accounts::{BorderSum, ClassSum, Crossing, Plan, Sums};
use nennep_core::calendar::Day;
use nennep_core::register::{Inside, Tree, UnitId};

use super::bulk::id_list;
use super::{StoreError, Tally, Tx, Value};

/// Gives sums of posted lines; both ways give the same sums.
#[derive(Debug)]
pub enum Source<'a> {
    /// The lines themselves, up to a head when one is stated.
    Database {
        /// An open transaction.
        tx: &'a mut Tx,
        /// Leaves out lines of later entries.
        known_at: Option<i64>,
    },
    /// A tally; it knows its own head.
    Tally(&'a Tally),
}

/// Says whose lines of which days to sum.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch<'a> {
    pub(super) inside: &'a Inside,
    pub(super) from: Option<Day>,
    pub(super) to: Day,
}

/// Holds the lines of one unit and class.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnitSum {
    pub(super) unit: i64,
    pub(super) sum: ClassSum,
}

impl Source<'_> {
    /// Sums everything a plan asks for.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sums(&mut self, tree: &Tree, plan: &Plan) -> Result<Sums, StoreError> {
        let mut sums = Sums::default();
        for segment in &plan.segments {
            let stretch = Stretch {
                inside: &segment.inside,
                from: Some(segment.from),
                to: segment.to,
            };
            merge(&mut sums.flows, self.lines(tree, stretch).await?);
            merge(&mut sums.moves, self.moves(tree, stretch).await?);
        }
        let (Some(first), Some(last)) = (plan.segments.first(), plan.segments.last()) else {
            return Ok(sums);
        };
        sums.stock = self
            .lines(
                tree,
                Stretch {
                    inside: &plan.stock,
                    from: None,
                    to: last.to,
                },
            )
            .await?;
        sums.opening = if plan.segments.len() == 1 && plan.opening == plan.stock {
            less(&sums.stock, &sums.flows)
        } else {
            self.lines(
                tree,
                Stretch {
                    inside: &plan.opening,
                    from: None,
                    to: first.from.previous(),
                },
            )
            .await?
        };
        sums.borders = self.borders(tree, plan).await?;
        Ok(sums)
    }

    async fn borders(&mut self, tree: &Tree, plan: &Plan) -> Result<Vec<BorderSum>, StoreError> {
        let mut crossers: BTreeMap<(Day, bool), Vec<i64>> = BTreeMap::new();
        for border in &plan.borders {
            crossers
                .entry((border.on, border.crossing == Crossing::In))
                .or_default()
                .push(tree.unit(border.unit).id.0);
        }
        let mut borders = Vec::new();
        for ((on, inward), units) in crossers {
            let crossing = if inward { Crossing::In } else { Crossing::Out };
            for sum in self.lines_of(&units, None, on.previous()).await? {
                borders.push(BorderSum { crossing, sum });
            }
        }
        Ok(borders)
    }

    /// Sums the lines of the units inside, by class.
    pub(super) async fn lines(&mut self, tree: &Tree, stretch: Stretch<'_>) -> Result<Vec<ClassSum>, StoreError> {
        let units = ids(tree, stretch.inside);
        match self {
            Source::Database { .. } if stretch.inside.is_everything() => {
                self.class_sums("1 = 1", stretch.from, stretch.to).await
            }
            Source::Database { .. } | Source::Tally(_) => self.lines_of(&units, stretch.from, stretch.to).await,
        }
    }

    /// Sums the lines of the named units, by class.
    pub(super) async fn lines_of(
        &mut self,
        units: &[i64],
        from: Option<Day>,
        to: Day,
    ) -> Result<Vec<ClassSum>, StoreError> {
        match self {
            Source::Tally(tally) => Ok(tally.lines(units, from, to)),
            Source::Database { .. } if units.is_empty() => Ok(Vec::new()),
            Source::Database { .. } => {
                self.class_sums(&format!("unit_id in ({})", id_list(units)), from, to)
                    .await
            }
        }
    }

    async fn class_sums(&mut self, whose: &str, from: Option<Day>, to: Day) -> Result<Vec<ClassSum>, StoreError> {
        let Source::Database { tx, known_at } = self else {
            return Ok(Vec::new());
        };
        let (when, values) = days(from, to, *known_at);
        let sql = format!(
            "select class_id, cast(sum(amount) as bigint), count(*) from posting where {whose} and {when} group by class_id"
        );
        let rows = tx.rows(&sql, &values).await?;
        rows.iter()
            .map(|row| {
                Ok(ClassSum {
                    class: row.int(0)?,
                    amount: row.int(1)?,
                    lines: row.int(2)?,
                })
            })
            .collect()
    }

    /// Sums the lines of each named unit by itself.
    pub(super) async fn lines_by_unit(
        &mut self,
        units: &[i64],
        from: Day,
        to: Day,
    ) -> Result<Vec<UnitSum>, StoreError> {
        match self {
            Source::Tally(tally) => {
                let of = |unit: &i64| {
                    tally
                        .lines(&[*unit], Some(from), to)
                        .into_iter()
                        .map(|sum| UnitSum { unit: *unit, sum })
                        .collect::<Vec<_>>()
                };
                Ok(units.iter().flat_map(of).collect())
            }
            Source::Database { tx, known_at } => {
                let (when, values) = days(Some(from), to, *known_at);
                let sql = format!(
                    "select unit_id, class_id, cast(sum(amount) as bigint), count(*) from posting where unit_id in ({}) and {when} group by unit_id, class_id",
                    id_list(units)
                );
                let rows = tx.rows(&sql, &values).await?;
                let read = |row: &super::Row| {
                    Ok(UnitSum {
                        unit: row.int(0)?,
                        sum: ClassSum {
                            class: row.int(1)?,
                            amount: row.int(2)?,
                            lines: row.int(3)?,
                        },
                    })
                };
                rows.iter().map(read).collect()
            }
        }
    }

    /// Sums the ends of moves inside whose other end lies outside, by class.
    async fn moves(&mut self, tree: &Tree, stretch: Stretch<'_>) -> Result<Vec<ClassSum>, StoreError> {
        let is_inside = |unit: i64| {
            tree.index_of(UnitId(unit))
                .is_some_and(|index| stretch.inside.contains(index))
        };
        let from = stretch.from.unwrap_or(Day::FIRST);
        let mut crossing = Vec::new();
        match self {
            Source::Tally(tally) => {
                for (unit, other, sum) in tally.moves(from, stretch.to) {
                    if is_inside(unit) && !is_inside(other) {
                        merge(&mut crossing, vec![sum]);
                    }
                }
            }
            Source::Database { tx, known_at } => {
                let (when, values) = days(Some(from), stretch.to, *known_at);
                let sql = format!(
                    "select unit_id, other_id, class_id, cast(sum(amount) as bigint), count(*) from posting where other_id is not null and {when} group by unit_id, other_id, class_id"
                );
                for row in tx.rows(&sql, &values).await? {
                    if is_inside(row.int(0)?) && !is_inside(row.int(1)?) {
                        merge(
                            &mut crossing,
                            vec![ClassSum {
                                class: row.int(2)?,
                                amount: row.int(3)?,
                                lines: row.int(4)?,
                            }],
                        );
                    }
                }
            }
        }
        Ok(crossing)
    }
}

fn ids(tree: &Tree, inside: &Inside) -> Vec<i64> {
    inside.members().map(|index| tree.unit(index).id.0).collect()
}

/// The condition on days and head, with its values.
pub(super) fn days(from: Option<Day>, to: Day, known_at: Option<i64>) -> (String, Vec<Value>) {
    let mut when = "happened_on <= $1".to_owned();
    let mut values: Vec<Value> = vec![to.to_string().into()];
    if let Some(from) = from {
        values.push(from.to_string().into());
        when.push_str(&format!(" and happened_on >= ${}", values.len()));
    }
    if let Some(head) = known_at {
        values.push(head.into());
        when.push_str(&format!(" and entry_no <= ${}", values.len()));
    }
    (when, values)
}

/// Adds sums class by class.
pub(super) fn merge(into: &mut Vec<ClassSum>, sums: Vec<ClassSum>) {
    for sum in sums {
        match into.iter_mut().find(|known| known.class == sum.class) {
            Some(known) => {
                known.amount += sum.amount;
                known.lines += sum.lines;
            }
            None => into.push(sum),
        }
    }
}

/// What stood before the flows of the period; the same units throughout.
fn less(stock: &[ClassSum], flows: &[ClassSum]) -> Vec<ClassSum> {
    let of = |class: i64| {
        flows
            .iter()
            .find(|sum| sum.class == class)
            .map_or((0, 0), |sum| (sum.amount, sum.lines))
    };
    stock
        .iter()
        .map(|sum| {
            let (amount, lines) = of(sum.class);
            ClassSum {
                class: sum.class,
                amount: sum.amount - amount,
                lines: sum.lines - lines,
            }
        })
        .collect()
}
