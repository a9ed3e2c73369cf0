//! `nennep import`.

use std::io::IsTerminal as _;

use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::{ImportArguments, List};
use super::{Outcome, answer};
use crate::catalogs::Catalogs;
use crate::features::lists::{self, ListAsked};
use crate::programme::{Mode, Progress, Quiet, import_path};
use crate::store::Db;
use crate::web::clock;
use crate::web::days::read_day;
use crate::web::faults::{Fault, FaultKind, Warning};
use crate::web::intake::Report;

pub(super) async fn run(db: &Db, catalogs: &Catalogs, arguments: &ImportArguments) -> anyhow::Result<Outcome> {
    if let Some(list) = arguments.list {
        return take_list(db, catalogs, arguments, list).await;
    }
    let mode = match (arguments.dry_run, arguments.all_or_nothing) {
        (true, _) => Mode::Rehearse,
        (false, true) => Mode::AllOrNothing,
        (false, false) => Mode::KeepGood,
    };
    let bar = std::io::stderr().is_terminal().then(Bar::new);
    let progress: &dyn Progress = bar.as_ref().map_or(&Quiet, |bar| bar);
    let report = import_path(db, catalogs, &arguments.path, mode, clock::now("command"), progress).await?;
    if arguments.json {
        answer::json(&report)?;
    } else {
        say(&report, mode == Mode::Rehearse);
    }
    Ok(outcome(&report))
}

fn outcome(report: &Report) -> Outcome {
    if report.faults.is_empty() {
        Outcome::Done
    } else {
        Outcome::Faulty
    }
}

fn say(report: &Report, is_rehearsal: bool) {
    answer::faults(&report.faults);
    for warning in &report.warnings {
        note(warning);
    }
    let done = if is_rehearsal {
        "Chạy thử, chưa ghi"
    } else {
        "Đã ghi"
    };
    let numbers = report
        .numbers
        .map(|[first, last]| format!(", bút toán {first}–{last}"))
        .unwrap_or_default();
    answer::say(&format!(
        "{done} {} dòng{numbers}; đã có {} dòng; giữ lại {} dòng.",
        report.accepted, report.same, report.held
    ));
}

fn note(warning: &Warning) {
    let row = warning.row.map(|row| format!(", dòng {row}")).unwrap_or_default();
    answer::note(&format!(
        "lưu ý: {}{row}: {} ({})",
        warning.sheet.as_deref().unwrap_or_default(),
        warning.found,
        warning.kind
    ));
}

/// Takes in a list that was not made for us.
async fn take_list(db: &Db, catalogs: &Catalogs, arguments: &ImportArguments, list: List) -> anyhow::Result<Outcome> {
    let as_of = match arguments.as_of.as_deref().map(read_day).transpose() {
        Ok(as_of) => as_of,
        Err(_) => {
            let found = arguments.as_of.clone().unwrap_or_default();
            let report = Report {
                faults: vec![Fault::new(FaultKind::BadDay, found, "").in_field("--as-of")],
                ..Report::default()
            };
            if arguments.json {
                answer::json(&report)?;
            } else {
                answer::faults(&report.faults);
            }
            return Ok(Outcome::Faulty);
        }
    };
    let asked = ListAsked {
        list: match list {
            List::Enterprises => "enterprises",
        },
        as_of,
        is_rehearsal: arguments.dry_run,
        ..ListAsked::default()
    };
    let taken = lists::import(db, catalogs, &arguments.path, asked, clock::now("command")).await?;
    if arguments.json {
        answer::json(&taken)?;
    } else {
        for (column, head) in &taken.columns {
            answer::note(&format!("cột {column}: «{head}»"));
        }
        say(&taken.report, arguments.dry_run);
        let skipped = taken.rows.iter().filter(|row| row.outcome == "skipped").count();
        answer::note(&format!(
            "Bảng mã {}, danh sách tính đến {}; {skipped} dòng không phải doanh nghiệp (tiêu đề nhóm, cộng, ghi chú).",
            taken.encoding,
            nennep_core::text::date_short(taken.as_of)
        ));
    }
    Ok(outcome(&taken.report))
}

struct Bar(ProgressBar);

impl Bar {
    fn new() -> Self {
        let style = ProgressStyle::with_template("Đang nhập {bar:40} {pos}/{len} dòng, còn {eta}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        Self(ProgressBar::new(0).with_style(style))
    }
}

impl Progress for Bar {
    fn begin(&self, rows: u64) {
        self.0.set_length(rows);
    }

    fn advance(&self, rows: u64) {
        self.0.inc(rows);
    }

    fn finish(&self) {
        self.0.finish_and_clear();
    }
}
