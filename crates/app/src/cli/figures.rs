//! `nennep figures`.

use nennep_core::calendar::Day;
use nennep_core::progress::{Amount, Figure, FigureSet, FigureTarget, Reach};
use nennep_core::text;
use serde_json::json;

use super::arguments::FiguresArguments;
use super::table::{Side, lines};
use super::{Outcome, answer};
use crate::catalogs::Catalogs;
use crate::store::{Book, Db, Figures, Source};

pub(super) async fn run(db: &Db, catalogs: &Catalogs, arguments: &FiguresArguments) -> anyhow::Result<Outcome> {
    let mut tx = db.read().await?;
    let book = Book::load(&mut tx, arguments.view.known_at).await?;
    let question = answer::question(&arguments.unit, &arguments.indicator, &arguments.days, &arguments.view);
    let asked = match question.asked(&book, &catalogs.indicators) {
        Ok(asked) => asked,
        Err(faults) => {
            let faults = answer::as_options(faults);
            answer::faults(&faults);
            if arguments.json {
                answer::json(&json!({ "unit": arguments.unit, "figures": [], "faults": faults }))?;
            }
            return Ok(Outcome::Faulty);
        }
    };
    let figures = Figures::new(&book, &catalogs.indicators);
    let known_at = book.known_at();
    let mut source = Source::Database { tx: &mut tx, known_at };
    let set = if arguments.by_child {
        figures.with_children(&mut source, &asked).await?
    } else {
        figures.of(&mut source, &asked).await?
    };
    if arguments.json {
        answer::json(&set)?;
    } else {
        print(&figures, &set);
        for measure in &asked.measures {
            if !set.figures.iter().any(|figure| figure.indicator == measure.code) {
                answer::say(&format!("{}: chưa ghi nhận", measure.indicator.name_vi));
            }
        }
        for child in set.children.iter().flatten() {
            answer::say("");
            print(&figures, child);
        }
    }
    Ok(Outcome::Done)
}

/// Prints figures for people, with names and as-of day above the table.
pub(super) fn print(figures: &Figures<'_>, set: &FigureSet) {
    let tree = &figures.book().tree;
    let name = tree
        .find(&set.unit)
        .map_or(set.unit.as_str(), |index| tree.name_on(index, set.to));
    let by_tree = set
        .tree_on
        .map(|day| format!(", theo cây tổ chức ngày {}", text::date_short(day)))
        .unwrap_or_default();
    let head = text::count(set.head);
    answer::say(&format!(
        "{name}, từ {} đến {}{by_tree}, bút toán đến số {head}",
        text::date_short(set.from),
        text::date_short(set.to)
    ));
    if set.figures.is_empty() {
        answer::say("Chưa ghi nhận số liệu nào được hỏi trong kỳ này.");
        return;
    }
    let rows: Vec<Vec<String>> = set
        .figures
        .iter()
        .flat_map(|figure| rows_of(figures, figure, set.to))
        .collect();
    let heads = [
        ("Chỉ tiêu", Side::Left),
        ("Số liệu", Side::Right),
        ("Cấp giao", Side::Left),
        ("Thực hiện/giao", Side::Right),
        ("Tỷ lệ", Side::Right),
        ("Ghi chú", Side::Left),
    ];
    for line in lines(&heads, &rows) {
        answer::say(&line);
    }
}

fn rows_of(figures: &Figures<'_>, figure: &Figure, to: Day) -> Vec<Vec<String>> {
    let name = figures.catalog().resolve(&figure.indicator).map_or_else(
        || figure.indicator.clone(),
        |measure| {
            if measure.code == measure.indicator.code {
                measure.indicator.name_vi.clone()
            } else {
                format!("{} ({})", measure.indicator.name_vi, measure.code)
            }
        },
    );
    let mut rows: Vec<Vec<String>> = figure.targets.iter().map(|target| target_row(target, to)).collect();
    if rows.is_empty() {
        rows.push(vec![String::new(); 6]);
    }
    if let Some(first) = rows.first_mut()
        && let [title, value, ..] = first.as_mut_slice()
    {
        *title = name;
        *value = amount(&figure.value);
    }
    for claim in &figure.claims {
        let difference = claim.difference.map_or_else(
            || "chưa ghi nhận".to_owned(),
            |difference| format!("chênh {}", text::count(difference)),
        );
        let note = format!(
            "đã công bố {} ({}), {difference}",
            text::count(claim.value),
            claim.source
        );
        rows.push(vec![
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            note,
        ]);
    }
    rows
}

fn target_row(target: &FigureTarget, to: Day) -> Vec<String> {
    let most = target
        .max
        .filter(|max| *max != target.min)
        .map(|max| format!("–{}", text::count(max)))
        .unwrap_or_default();
    let result = if target.member.is_some() {
        Amount::Missing(None)
    } else {
        target.result.clone()
    };
    let fraction = format!("{}/{}{most}", amount(&result), text::count(target.min));
    let whole = result
        .count()
        .and_then(|result| nennep_core::progress::percent(result, target.min));
    let rate = match (target.state, whole) {
        _ if target.min == 0 && target.max.is_none_or(|max| max == 0) => "không giao chỉ tiêu".to_owned(),
        (Some(Reach::Below), _) => "dưới khung".to_owned(),
        (Some(Reach::Within), _) => "trong khung".to_owned(),
        (Some(Reach::Above), _) => "vượt khung".to_owned(),
        (None, Some(rate)) if target.percent.is_some() => format!("{}%", rate.whole_percent()),
        (None, _) => String::new(),
    };
    let until = if target.to == to {
        String::new()
    } else {
        format!("giao đến {}", text::date_short(target.to))
    };
    let giver = target.member.as_ref().map_or_else(
        || target.giver.clone(),
        |member| format!("{} (giao {member})", target.giver),
    );
    vec![String::new(), String::new(), giver, fraction, rate, until]
}

fn amount(amount: &Amount) -> String {
    match amount {
        Amount::Count(count) => text::count(*count),
        Amount::Percent(percent) => format!("{}%", text::decimal(percent)),
        Amount::Missing(_) => "chưa ghi nhận".to_owned(),
    }
}
