//! The targets at or below a unit with what will become of them, as an officer sees them.

use nennep_core::calendar::Day;
use nennep_core::register::UnitIndex;

use super::errors::WebError;
use super::visit::Visit;
use crate::store::{Figures, Outlook, OutlookAsked, OutlookOf, Tally, Tx, cases_ahead};

/// Gives the outlooks of a unit, or of it and of what stood below it, on a day.
///
/// # Errors
/// When the database refuses.
pub async fn outlooks<'a>(
    visit: &Visit,
    (figures, tally): (&Figures<'a>, &Tally),
    tx: &mut Tx,
    (unit, of, on): (UnitIndex, OutlookOf, Day),
) -> Result<Vec<Outlook<'a>>, WebError> {
    let catalogs = &visit.house.catalogs;
    let rule = catalogs.forecasts.on(on);
    let rule = rule.ok_or_else(|| anyhow::anyhow!("no rule of forecasts is there"))?;
    let tree = &figures.book().tree;
    let inside = figures.planner().placement(on).inside(unit);
    let units: Vec<i64> = inside.members().map(|unit| tree.unit(unit).id.0).collect();
    let laws = (&catalogs.procedures, &catalogs.holidays);
    let cases = cases_ahead(tx, tree, (&units, on), laws).await?;
    let asked = OutlookAsked {
        unit,
        of,
        on,
        rule,
        cases: &cases,
    };
    Ok(figures.outlooks(tally, &asked).await?)
}
