//! `nennep trace`.

use nennep_core::progress::Amount;
use nennep_core::text;
use serde_json::json;

use super::arguments::TraceArguments;
use super::table::{Side, lines};
use super::{Outcome, answer};
use crate::catalogs::Catalogs;
use crate::store::{Book, Db, Figures, TraceDecision, TraceLine};

pub(super) async fn run(db: &Db, catalogs: &Catalogs, arguments: &TraceArguments) -> anyhow::Result<Outcome> {
    let mut tx = db.read().await?;
    let book = Book::load(&mut tx, arguments.view.known_at).await?;
    let indicators = std::slice::from_ref(&arguments.indicator);
    let question = answer::question(&arguments.unit, indicators, &arguments.days, &arguments.view);
    let asked = match question.asked(&book, &catalogs.indicators) {
        Ok(asked) => asked,
        Err(faults) => {
            let faults = answer::as_options(faults);
            answer::faults(&faults);
            if arguments.json {
                answer::json(&json!({ "value": null, "entries": [], "faults": faults }))?;
            }
            return Ok(Outcome::Faulty);
        }
    };
    let Some(measure) = asked.measures.first().cloned() else {
        return Ok(Outcome::Faulty);
    };
    let figures = Figures::new(&book, &catalogs.indicators);
    let trace = figures.trace(&mut tx, &asked, &measure, book.known_at()).await?;
    if arguments.json {
        answer::json(&trace)?;
        return Ok(Outcome::Done);
    }
    let value = match &trace.value {
        Amount::Count(count) => text::count(*count),
        Amount::Percent(percent) => format!("{}%", text::decimal(percent)),
        Amount::Missing(_) => "chưa ghi nhận".to_owned(),
    };
    let name = book.tree.name_on(asked.unit, asked.to);
    answer::say(&format!(
        "{name}: {}, từ {} đến {}: {value}",
        measure.indicator.name_vi,
        text::date_short(asked.from),
        text::date_short(asked.to)
    ));
    let heads = [
        ("Số", Side::Right),
        ("Ngày", Side::Left),
        ("Sự việc", Side::Left),
        ("Đơn vị", Side::Left),
        ("Số lượng", Side::Right),
        ("Quyết định hoặc nguồn", Side::Left),
        ("", Side::Left),
    ];
    for line in lines(
        &heads,
        &trace.entries.iter().map(|line| row(catalogs, line)).collect::<Vec<_>>(),
    ) {
        answer::say(&line);
    }
    Ok(Outcome::Done)
}

fn row(catalogs: &Catalogs, line: &TraceLine) -> Vec<String> {
    let place = line
        .to_unit
        .as_ref()
        .map_or_else(|| line.unit.clone(), |to_unit| format!("{} → {to_unit}", line.unit));
    let behind = line.decision.as_ref().map_or_else(|| line.source.clone(), decided);
    let known = catalogs
        .indicators
        .resolve(&line.fact)
        .map(|measure| measure.indicator.name_vi);
    let fact = known.unwrap_or_else(|| line.fact.clone());
    let reverses = line.reverses.map(|no| format!("đảo bút toán {no}")).unwrap_or_default();
    vec![
        text::count(line.no),
        day(&line.on),
        fact,
        place,
        text::count(line.count),
        behind,
        reverses,
    ]
}

fn decided(decision: &TraceDecision) -> String {
    let on = decision.on.as_ref().map(|on| format!("ngày {}", day(on)));
    [decision.no.clone(), on, decision.by.clone()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// Days are kept as they are written in JSON; people read them as officers write them.
fn day(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), text::date_short)
}
