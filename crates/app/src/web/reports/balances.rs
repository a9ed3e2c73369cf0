//! Organizations from the opening of a period to its close.

use nennep_core::accounts::{Account, Measure, Sums};
use nennep_core::ledger::HostKind;
use nennep_core::register::Line;
use nennep_core::reports::{Balance, BalanceRow, Entry, number};

use crate::store::{Asked, Figures, Source, StoreError};

pub(super) async fn sums(figures: &Figures<'_>, source: &mut Source<'_>, asked: &Asked) -> Result<Sums, StoreError> {
    let plan = figures.planner().plan(asked.unit, asked.from, asked.to, asked.tree_on);
    source.sums(&figures.book().tree, &plan).await
}

pub(super) fn has_opening(figures: &Figures<'_>, sums: &Sums, measure: &Measure) -> bool {
    let mut opening = measure.clone();
    let is_carried_in = |account: &Account| account.is_opening() || account.code().ends_with("_listed");
    opening.indicator.terms.retain(|(_, account)| is_carried_in(account));
    let classes = &figures.book().classes;
    sums.value(&opening, classes).is_some() || sums.opening_value(&opening, classes).is_some()
}

/// Organizations of each line from opening to closing, and inside it by kind of body where one was recorded.
pub(super) async fn balances(
    figures: &Figures<'_>,
    source: &mut Source<'_>,
    asked: &Asked,
) -> Result<Vec<BalanceRow>, StoreError> {
    let sums = sums(figures, source, asked).await?;
    let mut rows = Vec::new();
    for line in Line::ALL {
        let recorded = |kind: HostKind| {
            figures
                .book()
                .classes
                .values()
                .any(|class| class.host_kind == Some(kind) && class.account.code().starts_with(line.code()))
        };
        let kinds = HostKind::ALL.iter().copied().filter(|kind| recorded(*kind)).map(Some);
        for host_kind in std::iter::once(None).chain(kinds) {
            let balance = balance(figures, &sums, asked, line, host_kind);
            if balance.cells().into_iter().any(Option::is_some) {
                rows.push(BalanceRow {
                    line: line.code().to_owned(),
                    host_kind: host_kind.map(|kind| kind.code().to_owned()),
                    balance,
                });
            }
        }
    }
    Ok(rows)
}

fn balance(figures: &Figures<'_>, sums: &Sums, asked: &Asked, line: Line, host_kind: Option<HostKind>) -> Balance {
    let filter = host_kind.map(|kind| format!(":{}", kind.code())).unwrap_or_default();
    let place = &figures.book().tree.unit(asked.unit).code;
    let classes = &figures.book().classes;
    let cell = |what: &str, part: &str, value: &dyn Fn(&Measure) -> Option<i64>| -> Entry {
        let measure = figures.catalog().resolve(&format!("{}_{what}{filter}", line.code()))?;
        value(&measure).map(|value| number(place, &measure.code, asked.from, asked.to, part, value))
    };
    let flow = |measure: &Measure| sums.value(measure, classes);
    let opening = |measure: &Measure| {
        sums.opening_value(measure, classes)
            .filter(|_| has_opening(figures, sums, measure))
    };
    // Where an opening is known, nothing left is none left.
    let closing =
        |measure: &Measure| has_opening(figures, sums, measure).then(|| sums.value(measure, classes).unwrap_or(0));
    Balance {
        opening: cell("org_stock", "opening", &opening),
        founded: cell("org_founded", "value", &flow),
        received: cell("org_received", "value", &flow),
        ended: cell("org_ended", "value", &flow),
        transferred_out: cell("org_transferred_out", "value", &flow),
        closing: cell("org_stock", "value", &closing),
    }
}
