//! `nennep import`.

use std::io::IsTerminal as _;

use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::ImportArguments;
use super::{Outcome, answer};
use crate::catalogs::Catalogs;
use crate::programme::{Mode, Progress, Quiet, import_path};
use crate::store::Db;
use crate::web::clock;

pub(super) async fn run(db: &Db, catalogs: &Catalogs, arguments: &ImportArguments) -> anyhow::Result<Outcome> {
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
        answer::faults(&report.faults);
        for warning in &report.warnings {
            let row = warning.row.map(|row| format!(", dòng {row}")).unwrap_or_default();
            answer::note(&format!(
                "lưu ý: {}{row}: {} ({})",
                warning.sheet.as_deref().unwrap_or_default(),
                warning.found,
                warning.kind
            ));
        }
        let done = if mode == Mode::Rehearse {
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
    Ok(if report.faults.is_empty() {
        Outcome::Done
    } else {
        Outcome::Faulty
    })
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
