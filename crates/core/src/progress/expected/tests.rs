use super::{ExpectedDecision, usual_days};
use crate::calendar::{Day, Holidays};
use crate::progress::{CaseDeed, CaseEvent, CaseState};
use crate::register::{Procedure, Procedures};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn procedure(appraisal: u32) -> Procedure {
    let text = format!(
        "[[track]]\nname = \"t\"\nsteps = [\
        {{ code = \"prepare\", days = 5, papers = [] }},\
        {{ code = \"appraise\", days = {appraisal}, out = true, papers = [] }},\
        {{ code = \"decide\", days = 5, founds = true, papers = [] }},\
        {{ code = \"announce\", days = 90, papers = [] }}]\n\
        [[procedure]]\ncode = \"p\"\ntrack = \"t\"\nline = \"party\"\norg_kinds = [\"party_cell\"]\n\
        valid_from = \"2020-01-01\"\nbasis = \"b\"\n"
    );
    let procedures = Procedures::parse(&text).unwrap();
    procedures.get("p", day("2026-01-01")).unwrap().clone()
}

/// The expected day and whether it is late, of a case opened on Monday 5 January 2026 and asked for on a day.
fn told(appraisal: u32, events: &[(&str, CaseDeed)], today: &str, usual: Option<i64>) -> String {
    let opened = ("2026-01-05", CaseDeed::Opened);
    let event = |(on, deed): &(&str, CaseDeed)| CaseEvent {
        on: day(on),
        deed: deed.clone(),
    };
    let events: Vec<CaseEvent> = std::iter::once(&opened).chain(events).map(event).collect();
    let (procedure, holidays) = (procedure(appraisal), Holidays::default());
    let state = CaseState::of(&procedure, &events, &holidays).unwrap();
    match state.decision(&procedure, (day("2026-01-05"), day(today)), &holidays, usual) {
        None => "none".to_owned(),
        Some(ExpectedDecision { on, is_late }) => {
            let on = on.map_or("unknown".to_owned(), |on| on.to_string());
            format!("{on}{}", if is_late { " late" } else { "" })
        }
    }
}

/// Days of the appraisal, what happened, the day asked, the usual days, and what is expected.
type Line<'a> = (u32, Vec<(&'a str, CaseDeed)>, &'a str, Option<i64>, &'a str);

#[test]
fn a_decision_is_expected_by_the_clock_or_by_what_was_usual() {
    let done = |on| (on, CaseDeed::StepDone);
    let table: [Line; 12] = [
        // Five, ten and five working days; what comes after the decision does not count.
        (10, vec![], "2026-01-05", Some(400), "2026-02-02"),
        (10, vec![], "2026-01-12", None, "2026-02-02"),
        // A step that is past its day is taken to end today, and the case is named late.
        (10, vec![], "2026-01-14", None, "2026-02-04 late"),
        (10, vec![done("2026-01-07")], "2026-01-08", None, "2026-01-28"),
        (
            10,
            vec![done("2026-01-07"), done("2026-01-09")],
            "2026-01-09",
            None,
            "2026-01-16",
        ),
        // Another body has the file: no clock runs, the usual time since the opening decides.
        (
            10,
            vec![("2026-01-07", CaseDeed::Sent)],
            "2026-01-08",
            Some(40),
            "2026-02-14",
        ),
        (
            10,
            vec![("2026-01-07", CaseDeed::Sent)],
            "2026-03-01",
            Some(40),
            "2026-03-01 late",
        ),
        (10, vec![("2026-01-07", CaseDeed::Sent)], "2026-01-08", None, "unknown"),
        // A step without a limit.
        (0, vec![], "2026-01-08", Some(40), "2026-02-14"),
        (0, vec![], "2026-01-08", None, "unknown"),
        (
            10,
            vec![("2026-01-07", CaseDeed::Refused)],
            "2026-01-08",
            Some(40),
            "none",
        ),
        (
            10,
            vec![
                done("2026-01-07"),
                done("2026-01-09"),
                ("2026-01-12", CaseDeed::Founded),
            ],
            "2026-01-13",
            Some(40),
            "none",
        ),
    ];
    for (appraisal, events, today, usual, expected) in table {
        assert_eq!(
            told(appraisal, &events, today, usual),
            expected,
            "{events:?} on {today}"
        );
    }
}

#[test]
fn the_usual_time_is_the_median() {
    let table: [(&[i64], Option<i64>); 6] = [
        (&[], None),
        (&[30], Some(30)),
        (&[90, 30], Some(60)),
        (&[30, 31], Some(31)),
        (&[500, 30, 40], Some(40)),
        (&[10, 20, 31, 1000], Some(26)),
    ];
    for (durations, usual) in table {
        assert_eq!(usual_days(durations), usual, "{durations:?}");
    }
}
