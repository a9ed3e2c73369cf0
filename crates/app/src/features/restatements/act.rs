//! Comparing what was reported of a unit and a period with what is known now.

use nennep_core::accounts::Measure;
use nennep_core::ledger::FigureGroup;
use nennep_core::progress::changed;

use crate::store::{
    Books, Carrier, Figures, Restatement, Source, SubmissionDone, SubmissionKey, Tx, carriers, figures_of,
    find_submission, restate,
};
use crate::web::bar::Bar;
use crate::web::errors::WebError;
use crate::web::visit::Visit;

/// Holds one figure that is known otherwise than it was reported.
#[derive(Debug)]
pub(super) struct Restated {
    pub(super) measure: Measure,
    pub(super) told: Restatement,
    /// Whether something else is promised now.
    pub(super) is_promised_anew: bool,
    pub(super) said: SubmissionDone,
}

/// Holds everything that is compared.
#[derive(Debug, Default)]
pub(super) struct Compared {
    /// Groups of which something was reported.
    pub(super) reported: Vec<(FigureGroup, SubmissionDone)>,
    pub(super) restated: Vec<Restated>,
    pub(super) carriers: Vec<Carrier>,
}

/// Compares every group that was reported.
pub(super) async fn compare(visit: &Visit, bar: &Bar, tx: &mut Tx, only: Option<&str>) -> Result<Compared, WebError> {
    let catalog = &visit.house.catalogs.indicators;
    let now = Figures::new(visit.book(), catalog);
    let asked = bar.asked(Vec::new());
    let set = now.of(&mut Source::Tally(&visit.snapshot.tally), &asked).await?;
    let mut compared = Compared::default();
    let mut books = Books::default();
    for group in FigureGroup::ALL {
        let key = SubmissionKey {
            unit: visit.book().tree.unit(bar.unit).id.0,
            group,
            period: bar.period,
        };
        let said = find_submission(tx, key)
            .await?
            .and_then(|found| found.reported().cloned());
        let Some(said) = said else { continue };
        let known = figures_of(catalog, group, &set);
        let changes = changed(said.figures.as_deref().unwrap_or_default(), &known);
        if changes.is_empty() {
            compared.reported.push((group, said));
            continue;
        }
        let then = Figures::new(books.at(tx, said.head).await?, catalog);
        for change in changes {
            let Some(measure) = catalog.resolve(&change.indicator) else {
                continue;
            };
            if only.is_some_and(|only| only != measure.code) {
                continue;
            }
            let told = restate(tx, (&then, &now), &asked, &measure, &change.reported).await?;
            compared.restated.push(Restated {
                measure,
                told,
                is_promised_anew: change.is_promised_anew,
                said: said.clone(),
            });
        }
        compared.reported.push((group, said));
    }
    let measures: Vec<Measure> = compared
        .restated
        .iter()
        .map(|restated| restated.measure.clone())
        .collect();
    if !measures.is_empty() {
        compared.carriers = carriers(tx, (&now, &mut books), bar.unit, &measures, None).await?;
    }
    Ok(compared)
}
