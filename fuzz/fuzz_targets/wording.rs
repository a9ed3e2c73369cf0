//! Whatever an officer writes as wording, a paper is composed or the fault is told.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use nennep::web::reports::{Papers, compose};
use nennep_core::reports::ReportModel;

static MODEL: LazyLock<ReportModel> = LazyLock::new(|| serde_json::from_str(include_str!("../seeds/model.json")).unwrap());

// Panics of the engine are caught and told as faults; only one that is not caught ends the run.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |text: &str| {
    let Ok(papers) = Papers::embedded() else {
        return;
    };
    let _ = compose(&papers.worded(text), &MODEL);
});
